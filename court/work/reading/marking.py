"""What somebody marks for oneself while reading: bookmarks, turned pages, the place where one left off."""

from datetime import datetime

from django.db import IntegrityError, transaction

from court.base.people.models import Account
from court.kit.refusal import Refused, not_there
from court.spine.dossier.models import Document
from court.work.reading.models import Bookmark, LastPlace, Turn

MOST = 300
LONGEST = 60


def add_bookmark(account: Account, document: Document, page: int, name: str, *, at: datetime) -> Bookmark:
    """Keep a page under a name. A page that has a bookmark keeps its one. Refused beyond MOST in one dossier."""
    name = _named(name)
    mine = Bookmark.objects.filter(account=account, removed_at=None)
    if found := mine.filter(document=document, page=page).first():
        return found
    if mine.filter(case=document.case).count() >= MOST:
        raise Refused(f"每个卷宗最多{MOST}个书签。", do="请先删除不再需要的书签。", code="too_many", status=422)
    try:
        with transaction.atomic():
            return Bookmark.objects.create(account=account, case=document.case, document=document, page=page, name=name,
                                           made_at=at)  # fmt: skip
    except IntegrityError:  # the same key pressed twice
        return mine.get(document=document, page=page)


def bookmark_of(account: Account, pk: int) -> Bookmark:
    """One's own bookmark, taken away or not. Refused (404) for anybody else's."""
    found = Bookmark.objects.filter(pk=pk, account=account).first()
    if found is None:
        raise not_there()
    return found


def rename(one: Bookmark, name: str) -> Bookmark:
    one.name = _named(name)
    one.save(update_fields=["name"])
    return one


def remove(one: Bookmark, *, at: datetime) -> Bookmark:
    one.removed_at = at
    one.save(update_fields=["removed_at"])
    return one


def restore(one: Bookmark) -> Bookmark:
    """Bring a bookmark back; where its page got another one meanwhile, that one stays."""
    if one.removed_at is None:
        return one
    again = Bookmark.objects.filter(account=one.account, document=one.document, page=one.page, removed_at=None).first()
    if again:
        return again
    one.removed_at = None
    one.save(update_fields=["removed_at"])
    return one


def left_off(account: Account, document: Document, page: int, *, at: datetime) -> None:
    LastPlace.objects.update_or_create(account=account, case=document.case, defaults={"document": document, "page": page, "at": at})


def turn(account: Account, document: Document, page: int, quarters: int) -> dict[str, int]:
    """Remember how a page is turned for this person. Gives all turns of the paper."""
    with transaction.atomic():
        Turn.objects.get_or_create(account=account, document=document)
        kept = Turn.objects.select_for_update().get(account=account, document=document)
        kept.quarters = {key: value for key, value in kept.quarters.items() if key != str(page)}
        if quarters % 4:
            kept.quarters[str(page)] = quarters % 4
        kept.save(update_fields=["quarters"])
    return kept.quarters


def _named(name: str) -> str:
    name = " ".join(name.replace("\x00", "").split())
    if not name:
        raise Refused("请填写书签名。", do=f"不超过{LONGEST}个字。", code="bad_field", status=422)
    if len(name) > LONGEST:
        raise Refused(f"书签名不能超过{LONGEST}个字。", do="请缩短后重试。", code="too_long", status=422)
    return name
