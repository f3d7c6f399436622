"""The draft: answers saved on the server at every step, merged under a lock, put together and checked as a whole."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.http import QueryDict

from court.base.access.actor import Actor
from court.base.access.decide import require
from court.base.courts.models import Court
from court.base.people.models import Account, Person
from court.kit.days import date_of
from court.kit.ids import public_code
from court.kit.prepared import Prepared
from court.kit.refusal import Refused
from court.spine.dossier.models import Document
from court.work.filing import forms, steps
from court.work.filing.models import Draft, Filing, FilingFile

MOST_PARTIES = 50
MOST_DRAFTS = 20
# A paper taken out of a filing belongs to none any more; its entries stay in the journal.
LET_GO = 0
Category = FilingFile.Category


@dataclass
class Package:
    """A draft read as a whole: answers as kept and as cleaned by screen, the parties, and what is still wrong where."""

    kept: dict = field(default_factory=dict)
    clean: dict[str, dict] = field(default_factory=dict)
    sides: list[dict] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def get(self, step: str, name: str, default=""):
        return self.clean.get(step, {}).get(name, default)


def begin(by: Actor, *, at: datetime, person: Person | None = None) -> Filing:
    """A new draft: one's own, or at the window for the person who stands there."""
    require(by, "create", Filing)
    window = by.is_staff
    filer = person if window else by.person
    if filer is None or (not window and filer.verified_at is None):
        raise Refused("网上立案需要先完成实名核验。", law="人民法院在线诉讼规则第七条", do="请在“我的账号”中核验，或者到窗口办理。",
                      code="not_verified", status=403)
    if not window and Filing.objects.filter(person=filer, state=Filing.State.DRAFT).count() >= MOST_DRAFTS:
        raise Refused(f"未提交的草稿不能超过{MOST_DRAFTS}份。", do="请提交或者删除已有的草稿。", code="too_many_drafts")
    own = filer.accounts.exclude(kind=Account.Kind.STAFF).filter(disabled_at=None).first() if window else by.account
    with transaction.atomic():
        filing = Filing.objects.create(
            number=f"{date_of(at):%Y%m%d}-{public_code(8)}", account=own, person=filer, created_at=at,
            channel=Filing.Channel.WINDOW if window else Filing.Channel.ONLINE,
            entered_by=by.account if window else None, court_id=by.account.court_id if window else None)
        first = {"court": {"court": by.account.court_id}} if window else {}
        Draft.objects.create(filing=filing, saved_at=at, answers=json.dumps(first))
    return filing


_DRAFT = Prepared(lambda filing: Draft.objects.filter(filing=filing))
_LOCKED = Prepared(lambda filing: Filing.objects.select_for_update(of=("self",)).select_related("court", "person")
                   .filter(pk=filing))
_FILES = Prepared(lambda filing: FilingFile.objects.filter(filing=filing).select_related("document"))


def locked(filing_id: int) -> Filing | None:
    """A filing with its court and filer, locked until the transaction ends; None when it is gone."""
    return _LOCKED.first(filing_id)


def files_of(filing: Filing) -> list[FilingFile]:
    """The papers of a filing in the filer's order, with their documents."""
    return _FILES.rows(filing.pk)


def answers(filing: Filing) -> dict:
    """All answers as typed, by screen. Empty when the draft is gone."""
    found = _DRAFT.first(filing.pk)
    return json.loads(found.answers or "{}") if found else {}


def save(filing: Filing, key: str, values: dict | list, *, by: Actor, at: datetime) -> dict:
    """Keep the answers of one screen, right or wrong: nothing typed is lost. Other screens are not touched."""
    with transaction.atomic():
        filing, kept = _open(filing, by)
        kept[key] = values
        _write(filing, kept, key, at)
    return kept


def put_side(filing: Filing, place: int | None, row: dict, *, by: Actor, at: datetime) -> None:
    """Add a party, or change the one at a place."""
    with transaction.atomic():
        filing, kept = _open(filing, by)
        sides = kept.setdefault("sides", [])
        if place is None:
            if len(sides) >= MOST_PARTIES:
                raise Refused(f"网上立案的当事人不超过{MOST_PARTIES}人。", do="人数众多的请到窗口办理。", code="too_many")
            sides.append(row)
        elif 0 <= place < len(sides):
            sides[place] = row
        else:
            raise Refused("没有这个当事人。", do="请返回列表核对。", code="missing", status=404)
        _write(filing, kept, "sides", at)


def drop_side(filing: Filing, place: int, *, by: Actor, at: datetime) -> None:
    with transaction.atomic():
        filing, kept = _open(filing, by)
        if 0 <= place < len(kept.get("sides", [])):
            del kept["sides"][place]
            _write(filing, kept, "sides", at)


def discard(filing: Filing, *, by: Actor) -> None:
    """Delete a draft that was never handed in, with its answers; its papers are let go."""
    with transaction.atomic():
        filing = opened(filing, by)
        if filing.state != Filing.State.DRAFT:
            raise Refused("该申请已经提交过，不能删除。", do="可以撤回申请。", code="submitted")
        erase(filing)


def erase(filing: Filing) -> None:
    Document.objects.filter(filing_id=filing.pk, case=None).update(filing_id=LET_GO)
    filing.delete()


def opened(filing: Filing, by: Actor) -> Filing:
    """The filing locked, when it may be written now."""
    found = locked(filing.pk)
    if found is None:
        raise Refused("该草稿已删除。", do="请重新填写。", code="missing", status=404)
    require(by, "edit", found)
    if not found.editable:
        raise Refused(f"该申请{found.get_state_display()}，不能修改。", do="请返回查看进度。", code="not_editable")
    return found


def _open(filing: Filing, by: Actor) -> tuple[Filing, dict]:
    """The filing locked and its answers, when it may be written now."""
    found = opened(filing, by)
    return found, answers(found)


def _write(filing: Filing, kept: dict, key: str, at: datetime) -> None:
    Draft.objects.update_or_create(filing=filing, defaults={
        "answers": json.dumps(kept, ensure_ascii=False), "step": key, "saved_at": at})
    court = (kept.get("court") or {}).get("court")
    if key == "court" and filing.channel == Filing.Channel.ONLINE and filing.state == Filing.State.DRAFT:
        known = Court.objects.filter(pk=court).values_list("pk", flat=True).first()
        Filing.objects.filter(pk=filing.pk).update(court=known)
        if known:
            Document.objects.filter(filing_id=filing.pk, case=None).update(court_id=known)


def typed(form: forms.Step, data: QueryDict) -> dict:
    """What was typed into a form's fields, as JSON."""
    several = {name for name, one in form.fields.items() if hasattr(one, "choices") and one.widget.allow_multiple_selected}
    return {name: data.getlist(name) if name in several else data.get(name, "") for name in form.fields}


def read(filing: Filing, on: date) -> Package:
    """The whole draft, every screen checked anew whatever pages were seen; `problems` name screen and cause."""
    kept = answers(filing)
    package = Package(kept)
    for screen in steps.way(kept):
        if screen.form is None:
            continue
        form = steps.form_of(screen, kept, on, data=kept.get(screen.key) or {})
        if form.is_valid():
            package.clean[screen.key] = form.cleaned_data
        else:
            package.problems.append((screen.key, _first_error(form, bool(kept.get(screen.key)))))
    _read_sides(kept, on, package)
    _read_files(filing, kept, package)
    return package


def _first_error(form: forms.Step, begun: bool) -> str:
    if not begun:
        return "尚未填写。"
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    return f"{label}：{errors[0]}" if label else str(errors[0])


def _read_sides(kept: dict, on: date, package: Package) -> None:
    for row in kept.get("sides", []):
        form = forms.PartyStep(row, answers=kept, on=on, kind=row.get("kind", "natural"))
        if form.is_valid():
            package.sides.append(form.cleaned_data)
        else:
            package.problems.append(("sides", f"{row.get('name') or '当事人'}——{_first_error(form, True)}"))
    if not any(row.get("role") == "defendant" for row in kept.get("sides", [])):
        package.problems.append(("sides", "还没有填写被告（民事诉讼法第一百二十二条：有明确的被告）。"))


def _read_files(filing: Filing, kept: dict, package: Package) -> None:
    found = files_of(filing)
    for one in found:
        if one.document.state == Document.State.REFUSED:
            package.problems.append(("files", one.document.note or f"“{one.document.title}”未通过检查，请删除后重新上传。"))
    have = {one.category for one in found if one.document.state != Document.State.REFUSED}
    if Category.EVIDENCE not in have:
        package.problems.append(("files", "还没有提交证据（民事诉讼法第一百二十四条）。"))
    if steps.is_agent(kept) and Category.AUTHORITY not in have:
        package.problems.append(("files", "替别人起诉，还没有上传授权委托书（登记立案规定第六条）。"))
    if steps.is_agent(kept) and Category.IDENTITY not in have:
        package.problems.append(("files", "还没有上传原告的身份证明（登记立案规定第六条）。"))
