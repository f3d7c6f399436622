"""How the dossiers of a court fare: complete at their node, how long from act to page, how many papers without a hand.

Counted anew whenever somebody looks: what stands here holds at the moment of looking. State secrets are left out (S11).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from django.db.models import Q, QuerySet

from court.base.access.actor import Actor
from court.base.access.decide import visible
from court.base.people.models import Office
from court.kit.days import date_of
from court.spine.cases import definitions
from court.spine.cases.models import Case
from court.spine.dossier.models import Document, Placement
from court.spine.dossier.queries import HEARD, REQUIRED, STAGES
from court.spine.journal.models import Entry
from court.work.scanning.models import Way

WHOLE_COURT = (Office.CASE_MANAGER, Office.PRESIDENT, Office.VICE_PRESIDENT)
READERS = (*WHOLE_COURT, Office.DIVISION_HEAD)
GROUPS = {"node": "节点", "division": "庭室", "month": "立案月份", "court": "法院"}
MOST, FEW, HIDDEN = 20_000, 5, "不显示"
SAID = f"1至{FEW - 1}件的数字写作“少于{FEW}”，由它推算的比例和用时写作“{HIDDEN}”，以免从数字认出具体的案件和当事人。"
MEANS = [
    ("卷宗齐全的案件", "统计时案件所在节点要求的材料都已入卷、且没有尚未制作完成或者尚未通过安全检查的材料的案件。"
     "各节点要求的材料与归档前齐全性检查相同（民事一审）；其他程序只看有无未完成的材料。"),
    ("生成到可阅", "材料从产生或者收到，到通过安全检查可以打开的时间，取中位数。"),
    ("生成到识读", "材料从产生或者收到，到文字识别完成可以检索的时间，取中位数；“当日”为同一自然日内完成的比例。"),
    ("无人工归卷", "已归入卷宗的材料中，识别、拆分、归位都没有经人工确认或者更正的比例。"),
]  # fmt: skip


@dataclass
class Line:
    """One group of cases. Times in seconds from a paper's coming to its being open, and to its words being there."""

    label: str
    key: str
    cases: int = 0
    complete: int = 0
    opened: list[float] = field(default_factory=list)
    read: list[float] = field(default_factory=list)
    same_day: int = 0
    settled: int = 0
    alone: int = 0

    @property
    def share(self) -> int | None:
        return _percent(self.complete, self.cases)

    @property
    def alone_share(self) -> int | None:
        return _percent(self.alone, self.settled)

    @property
    def same_day_share(self) -> int | None:
        return _percent(self.same_day, len(self.read))

    @property
    def open_after(self) -> str:
        return in_words(self.opened)

    @property
    def read_after(self) -> str:
        return in_words(self.read)

    def going_out(self) -> list[str]:
        """The cells as they may leave the court: few are not counted out, nor what tells how many they were."""
        return [
            self.label, _few(self.cases), *_shared(self.complete, self.cases), _few(len(self.opened)),
            HIDDEN if 0 < len(self.opened) < FEW else self.open_after, HIDDEN if 0 < len(self.read) < FEW else self.read_after,
            _shared(self.same_day, len(self.read))[1], _few(self.settled), *_shared(self.alone, self.settled),
        ]  # fmt: skip


HEADS = ["分组", "案件数", "卷宗齐全", "齐全率（%）", "材料数", "生成到可阅（中位数）", "生成到识读（中位数）", "当日识读（%）",
         "已归卷材料", "无人工归卷", "无人工率（%）"]  # fmt: skip


def _few(number: int) -> str:
    return f"少于{FEW}" if 0 < number < FEW else str(number)


def _shared(some: int, whole: int) -> list[str]:
    """A part and its share; neither where the part or the rest is so small that it tells of single cases."""
    small = 0 < some < FEW or 0 < whole - some < FEW
    share = _percent(some, whole)
    return [HIDDEN if small else str(some), "" if share is None else HIDDEN if small else str(share)]


def _percent(some: int, whole: int) -> int | None:
    return round(100 * some / whole) if whole else None


def in_words(seconds: list[float]) -> str:
    """The median in the unit that people would say it in; a dash for nothing."""
    if not seconds:
        return "—"
    middle = median(seconds)
    if middle < 60:
        return f"{middle:.0f} 秒"
    if middle < 3_600:
        return f"{middle / 60:.0f} 分钟"
    return f"{middle / 3_600:.1f} 小时" if middle < 172_800 else f"{middle / 86_400:.1f} 日"


def cases_of(actor: Actor, since: date, until: date) -> QuerySet[Case]:
    """The cases docketed from a day to a day that somebody answers for: of the court, or of the own division."""
    reach = Q(pk=None)
    for one in actor.appointments:
        if one.office in WHOLE_COURT:
            reach |= Q(court=one.court_id)
        elif one.office == Office.DIVISION_HEAD and one.division_id:
            reach |= Q(division=one.division_id)
    found = Case.objects.filter(reach, docketed_on__gte=since, docketed_on__lte=until, is_state_secret=False)
    return found.select_related("court", "division")


def lines(actor: Actor, by: str, since: date, until: date) -> tuple[list[Line], Line]:
    """A line each group, in order, and all together. At most 20,000 cases, the newest first."""
    cases = list(cases_of(actor, since, until).order_by("-pk")[:MOST])
    groups: dict[str, Line] = {}
    incomplete, whole = incomplete_of(cases), Line("合计", "")
    by_case: dict[int, Line] = {}
    for case in cases:
        key, label = group_of(case, by)
        line = by_case[case.pk] = groups.setdefault(key, Line(label, key))
        for one in (line, whole):
            one.cases += 1
            one.complete += case.pk not in incomplete
    for way in _ways(by_case):
        for one in (by_case[way.document__case_id], whole):
            _count(one, way)
    ordered = sorted(groups.values(), key=lambda line: STAGES.index(line.key) if line.key in STAGES else 99)
    return ordered if by == "node" else sorted(groups.values(), key=lambda line: line.key, reverse=by == "month"), whole


def group_of(case: Case, by: str) -> tuple[str, str]:
    """(key, label) of the group a case counts in."""
    if by == "division":
        return (str(case.division_id), case.division.name) if case.division else ("0", "尚未分案")
    if by == "court":
        return case.court_id, case.court.name
    if by == "month":
        return f"{case.docketed_on:%Y-%m}", f"{case.docketed_on.year}年{case.docketed_on.month}月"
    return case.stage, definitions.of(case).stages[case.stage].label


def _ways(by_case: Iterable[int]) -> Iterable:
    wanted = list(by_case)
    for start in range(0, len(wanted), 500):
        some = Way.objects.filter(document__case__in=wanted[start : start + 500]).exclude(state=Way.State.SKIPPED)
        some = some.exclude(document__state=Document.State.SPLIT)  # its parts are counted
        yield from some.values_list("document__case_id", "arrived_at", "entered_at", "read_at", "settled_at", "by_hand", named=True)


def _count(line: Line, way) -> None:
    line.opened.append(max(0.0, (way.entered_at - way.arrived_at).total_seconds()))
    if way.read_at:
        line.read.append(max(0.0, (way.read_at - way.arrived_at).total_seconds()))
        line.same_day += date_of(way.read_at) == date_of(way.arrived_at)
    if way.settled_at:
        line.settled += 1
        line.alone += not way.by_hand


def incomplete_of(cases: list[Case]) -> dict[int, list[str]]:
    """What each case lacks at its node, by its id; the rule of the archive's check, asked for many at once."""
    found: dict[int, list[str]] = defaultdict(list)
    for start in range(0, len(cases), 500):
        some = cases[start : start + 500]
        for case, lacks in zip(some, _lacks(some), strict=True):
            if lacks:
                found[case.pk] = lacks
    return found


def _lacks(cases: list[Case]) -> list[list[str]]:
    ids = [case.pk for case in cases]
    present: dict[int, set[str]] = defaultdict(set)
    placed = Placement.objects.filter(case__in=ids, volume="main").exclude(document__state__in=["struck", "superseded"])
    for pk, item in placed.values_list("case_id", "item"):
        present[pk].add(item)
    unready: dict[int, list[str]] = defaultdict(list)
    for pk, title in Document.objects.filter(case__in=ids, state__in=["expected", "waiting"]).values_list("case_id", "title"):
        unready[pk].append(f"{title}（未完成）")
    streams = {f"case:{pk}" for pk in ids}
    heard = set(Entry.objects.filter(stream__in=streams, kind="case.hold_hearing").values_list("stream", flat=True))
    return [unready[case.pk] + _missing(case, present[case.pk], f"case:{case.pk}" in heard) for case in cases]


def _missing(case: Case, present: set[str], heard: bool) -> list[str]:
    if case.type_code != "民初" or case.stage not in STAGES:
        return []
    reached = STAGES[: STAGES.index(case.stage) + 1]
    return [title for stage, item, title in REQUIRED + (HEARD if heard else []) if stage in reached and item not in present]


def lacking(actor: Actor, by: str, key: str, since: date, until: date, most: int = 100) -> list[tuple[Case, list[str]]]:
    """The cases of a group that are not complete, newest first, with what they lack: those this person may open."""
    seen = visible(actor, cases_of(actor, since, until)).order_by("-pk")[:MOST]
    cases = [case for case in seen if group_of(case, by)[0] == key]
    incomplete = incomplete_of(cases)
    return [(case, incomplete[case.pk]) for case in cases if case.pk in incomplete][:most]


def spell(since: date | None, until: date | None, today: date) -> tuple[date, date]:
    """The days asked for, else the last year; never the wrong way round."""
    until = until or today
    since = since or until - timedelta(days=365)
    return min(since, until), max(since, until)

