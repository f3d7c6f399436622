"""A court's own catalogue: put forward by one person, decided by another, for cases docketed from a day to come on.

What acts file by themselves keeps its place: an item they use may be renamed or moved, never retired.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, timedelta
from difflib import SequenceMatcher

from django.db import transaction

from court.base.access.actor import Actor
from court.base.access.audit import record
from court.base.courts import clock, proposals
from court.base.courts.impacts import Impact
from court.base.courts.models import Court
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases import definitions
from court.spine.cases.models import Case
from court.spine.dossier import catalogue
from court.spine.dossier.catalogue import FIXED, Entry
from court.spine.dossier.models import CatalogueVersion, Document, Placement

State = CatalogueVersion.State
PROPOSERS, DECIDERS = ("case_manager",), ("court_president", "vice_president")
ARCHIVING = "人民法院诉讼文书立卷归档办法第十二条至第十四条"
LONGEST, MOST, RECENT = 60, 120, 20_000
VOLUMES = dict(Document.Volume.choices)


def newest(court: str, kind: str) -> CatalogueVersion | None:
    """The court's last approved version, in force or to come; None while the shipped one holds."""
    return CatalogueVersion.objects.filter(court=court, kind=kind, state=State.APPROVED).order_by("-since").first()


def entries_of(version: CatalogueVersion | None, kind: str) -> tuple[Entry, ...]:
    return catalogue.read(version.entries) if version else catalogue.shipped(kind)


def earliest(court: str, kind: str) -> date:
    """The first day a new version may hold from: tomorrow, so that no docketed case changes under its papers."""
    last = newest(court, kind)
    tomorrow = clock.today() + timedelta(days=1)
    return max(tomorrow, last.since + timedelta(days=1)) if last else tomorrow


def filed_by_acts() -> dict[str, list[str]]:
    """Who files under an item without a person choosing it: {key: labels of acts and rooms}."""
    found: dict[str, set[str]] = {item: set(words) for item, words in wiring.FILED.items()}
    for definition in definitions.shipped().values():
        for act in definition.acts.values():
            for spec in act.documents:
                found.setdefault(spec.item, set()).add(act.label)
    return {item: sorted(words) for item, words in found.items()}


def propose(kind: str, wanted: list[Entry], *, base: str, court: str, since: date, reason: str, by: Actor) -> CatalogueVersion:
    """Put a new version forward. `base` is the id of the version it was written over, "0" for the shipped one."""
    require_may(PROPOSERS, court, by, "提出")
    why = proposals.reason_for(reason)
    with transaction.atomic():
        Court.objects.select_for_update().get(pk=court)
        last = newest(court, kind_or_refuse(kind))
        if base != str(last.pk if last else 0):
            raise Refused("目录在您填写期间已有新的版本。", do="请刷新页面，在新版本上重新修改。", code="stale")
        check(entries_of(last, kind), wanted)
        if since < earliest(court, kind):
            raise Refused(f"施行日期不能早于{earliest(court, kind)}。", do="目录只对施行之日起立案的案件适用，已立案件的卷宗沿用立案时的目录。",
                          code="bad_field", status=422)
        if CatalogueVersion.objects.filter(court=court, kind=kind, state=State.PENDING).exists():
            raise Refused("该类案件的卷宗目录已有一份变更等待批准。", do="请先处理该份变更。", code="pending")
        version = CatalogueVersion.objects.create(
            court_id=court, kind=kind, since=since, entries=[one.as_json() for one in wanted], reason=why,
            proposed_by=by.account, proposed_at=clock.now())
        _record(version, "catalogue.proposed", by)
    return version


def decide(pk: int, *, granted: bool, opinion: str = "", by: Actor) -> CatalogueVersion:
    """Agree or refuse; not the one who put it forward. What acts file is asked again on that day."""
    with transaction.atomic():
        version = CatalogueVersion.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if version is None or not _sees(version, by):
            raise Refused("没有找到该份变更。", do="请刷新页面核对。", code="missing", status=404)
        require_may(DECIDERS, version.court_id, by, "批准")
        proposals.look_again(version, granted=granted, opinion=opinion, by=by)
        if granted:
            check(entries_of(newest(version.court_id, version.kind), version.kind), list(catalogue.read(version.entries)))
            version.since = max(version.since, earliest(version.court_id, version.kind))
        proposals.settle(version, granted=granted, opinion=opinion, by=by)
        _record(version, "catalogue.changed" if granted else "catalogue.refused", by)
    return version


def withdraw(pk: int, *, by: Actor) -> CatalogueVersion:
    """The one who put it forward takes it back before it is decided."""
    with transaction.atomic():
        version = proposals.take_back(CatalogueVersion, pk, by=by)
        _record(version, "catalogue.withdrawn", by)
    return version


def check(before: Iterable[Entry], wanted: list[Entry]) -> None:
    """Refused where an item is lost, ambiguous or out of its fixed place, or where a produced paper would have no place."""
    before = tuple(before)
    if wanted == list(before):
        raise Refused("与现行目录相比没有变化。", do="请修改后再提交。", code="unchanged", status=422)
    _nothing_lost(before, wanted)
    for volume, name in VOLUMES.items():
        part = [one for one in wanted if one.volume == volume]
        if len(part) > MOST:
            raise Refused(f"{name}目录超过{MOST}项。", do="请合并相近的项目。", code="too_much", status=422)
        _names_are_clear(part, name)
        _fixed_stay(part, [one for one in before if one.volume == volume], name)
    _acts_find_a_place(wanted)


def _nothing_lost(before: tuple[Entry, ...], wanted: list[Entry]) -> None:
    there = {(one.volume, one.key) for one in wanted}
    if len(there) != len(wanted):
        raise Refused("目录中有重复的项目。", do="请核对新增的名称；曾经停用的项目请恢复使用，不另行新增。", code="twice", status=422)
    if lost := [one.label for one in before if (one.volume, one.key) not in there]:
        raise Refused(f"目录项不能删除：{'、'.join(lost[:3])}。", do="不再使用的请停用。", code="lost", status=422)


def _names_are_clear(part: list[Entry], volume: str) -> None:
    taken: dict[str, str] = {}
    keys = {one.key for one in part}
    for one in part:
        if not one.label or len(one.label) > LONGEST or ":" in one.label or not one.label.isprintable():
            raise Refused(f"{volume}目录项的名称“{one.label[:20]}”不符合要求。", do=f"名称应为1至{LONGEST}字，不含半角冒号。", code="bad_field", status=422)
        if one.label in taken or (one.label != one.key and one.label in keys):
            raise Refused(f"{volume}有两项同名：“{one.label}”。", do="请使用不同的名称。", code="twice", status=422)
        taken[one.label] = one.key


def _fixed_stay(part: list[Entry], before: list[Entry], volume: str) -> None:
    """Cover, catalogue, remarks and back are made by the house and stand where the rule puts them."""
    head = [one for one in before if one.key in ("卷宗封面", "卷内目录")]
    used = [one for one in part if not one.retired]
    back = [one for one in before if one.key in FIXED and one not in head]
    if used[: len(head)] != head or (back and used[-len(back):] != back):
        names = "、".join(one.label for one in [*head, *back])
        raise Refused(f"{volume}的{names}由系统制作，名称和位置固定，不能停用。", law=ARCHIVING, do="请恢复这些项目的名称和次序。",
                      code="fixed", status=422)


def _acts_find_a_place(wanted: list[Entry]) -> None:
    filed = filed_by_acts()
    for one in wanted:
        if one.retired and one.key in filed:
            raise Refused(f"“{one.label}”不能停用：{'、'.join(filed[one.key][:4])}产生的材料自动归入该项。", law=ARCHIVING,
                          do="可以改名或者调整次序，不能停用。", code="in_use", status=422)


def changes(before: Iterable[Entry], wanted: Iterable[Entry]) -> list[str]:
    """What differs, in sentences."""
    said = []
    for volume, name in VOLUMES.items():
        old = {one.key: one for one in before if one.volume == volume}
        new = [one for one in wanted if one.volume == volume]
        places = {one.key: seq for seq, one in enumerate([each for each in new if not each.retired], 1)}
        stays = _staying([one.key for one in old.values() if not one.retired], list(places))
        for one in new:
            was = old.get(one.key)
            if was is None:
                said.append(f"{name}新增“{one.label}”，为第{places.get(one.key, 0)}项")
            elif was.retired != one.retired:
                said.append(f"{name}{'停用' if one.retired else '恢复使用'}“{was.label}”")
            elif not one.retired and one.key not in stays:
                said.append(f"{name}“{was.label}”移至第{places[one.key]}项")
            if was is not None and was.label != one.label:
                said.append(f"{name}“{was.label}”改称“{one.label}”")
    return said


def _staying(before: list[str], after: list[str]) -> set[str]:
    """The keys that keep their order among each other."""
    kept = [key for key in before if key in after]
    blocks = SequenceMatcher(None, kept, [key for key in after if key in before], autojunk=False).get_matching_blocks()
    return {key for block in blocks for key in kept[block.a: block.a + block.size]}


def impact(version: CatalogueVersion) -> Impact:
    """What a version would touch: nothing that is there; how many open cases keep theirs, how much was filed where it retires."""
    open_cases = Case.objects.filter(court=version.court_id, type_code__in=catalogue.type_codes(version.kind), closed_on=None).count()
    retired = [one.key for one in catalogue.read(version.entries) if one.retired]
    recent = Placement.objects.order_by("-pk").values("pk")[:RECENT]
    filed = Placement.objects.filter(pk__in=recent, item__in=retired, case__court=version.court_id).count() if retired else 0
    words = f"自{version.since}起立案的案件适用；在办的{open_cases}件案件和已入卷的材料沿用立案时的目录，位置、页码不变。"
    return Impact(words + (f"近期入卷的材料中有{filed}件归入拟停用的项目。" if filed else ""), open_cases)


def kind_or_refuse(kind: str) -> str:
    if kind not in catalogue.kinds():
        raise Refused("没有这类案件的卷宗目录。", do="请从卷宗目录页面选择。", code="missing", status=404)
    return kind


def may(offices: tuple[str, ...], court: str, actor: Actor) -> bool:
    return actor.holds_any(offices, court)


def require_may(offices: tuple[str, ...], court: str, by: Actor, what: str) -> None:
    """Refused unless somebody holds one of the offices in the court, with a fresh second factor; `what` is 提出 or 批准."""
    if not may(offices, court, by):
        raise Refused(f"您没有{what}卷宗目录变更的权限。", do="由本院审判管理员提出，院长或者副院长批准。", code="forbidden", status=403)
    if not by.fresh_factor:
        raise Refused("变更卷宗目录前需要再次验证身份。", do="请输入动态口令后继续。", code="factor_needed", status=401)


def _sees(version: CatalogueVersion, by: Actor) -> bool:
    return any(one.court_id == version.court_id for one in by.appointments)


def _record(version: CatalogueVersion, what: str, by: Actor) -> None:
    written = json.dumps(version.entries, ensure_ascii=False, sort_keys=True).encode()
    record(f"court:{version.court_id}", what, by=by, court=version.court_id, basis=ARCHIVING,
           facts={"catalogue": str(version.pk), "kind": version.kind, "since": version.since.isoformat(),
                  "sha256": hashlib.sha256(written).hexdigest()})
