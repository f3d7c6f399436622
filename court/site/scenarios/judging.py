"""What a scenario expects beside what stands in the tables, difference by difference, in plain Chinese."""
from collections.abc import Iterator

from court.spine.cases import replay
from court.spine.cases.models import Case
from court.spine.cases.schema import Definition, Expected
from court.spine.clocks.kinds import KINDS
from court.spine.clocks.models import Clock, Interval
from court.spine.tasks.models import Task


def differences(case: Case, definition: Definition, expected: Expected) -> list[str]:
    """One sentence for each thing that is not as expected."""
    return [*_case(case, definition, expected), *_clocks(case, expected), *_tasks(case, expected)]


def replayed(case: Case) -> list[str]:
    """Whether the journal tells the same story as the tables."""
    return [f"日志重放与数据不一致：{difference}" for difference in replay.compare(case)]


def _case(case: Case, definition: Definition, expected: Expected) -> Iterator[str]:
    def stage(name: str) -> str:
        return definition.stages[name].label if name in definition.stages else name

    def track(name: str) -> str:
        return definition.tracks[name].label if name in definition.tracks else name

    if expected.stage and case.stage != expected.stage:
        yield f"案件应当处于“{stage(expected.stage)}”阶段，实际处于“{stage(case.stage)}”阶段"
    if expected.on_track and case.track != expected.on_track:
        yield f"应当适用{track(expected.on_track)}，实际适用{track(case.track)}"
    if expected.due and case.due_on != expected.due:
        yield f"审限应当至{expected.due}届满，实际至{case.due_on}届满"
    if expected.manner and case.close_manner != expected.manner:
        yield f"结案方式应当为“{expected.manner}”，实际为“{case.close_manner or '未结案'}”"


def _clocks(case: Case, expected: Expected) -> Iterator[str]:
    for name, day in expected.clocks.items():
        kind, _, side = name.partition("@")
        label = KINDS[kind].label if kind in KINDS else kind
        running = Clock.objects.filter(case=case, kind=kind, ended_on=None)
        if side:
            running = running.filter(party__role=side)
        days = sorted({clock.due_on for clock in running if clock.due_on})
        if days != [day]:
            stands = "、".join(map(str, days)) or "没有在计算"
            yield f"“{label}”{f'（{side}）' if side else ''}应当至{day}届满，实际{stands}"
    if expected.paused is not None:
        standing = Interval.objects.filter(clock__case=case, clock__ended_on=None, ends=None).exclude(kind="extended")
        still = set(standing.values_list("clock__kind", flat=True))
        if still != set(expected.paused):
            yield f"应当停止计算的期限为{_words(expected.paused)}，实际为{_words(still)}"


def _tasks(case: Case, expected: Expected) -> Iterator[str]:
    if expected.open is None:
        return
    stands = set(Task.objects.filter(case=case, state=Task.State.OPEN).values_list("kind", flat=True))
    wanted = set(expected.open)
    if missing := wanted - stands:
        yield f"待办中缺少{_words(missing)}"
    if surplus := stands - wanted:
        yield f"待办中多出{_words(surplus)}"


def _words(names) -> str:
    return "、".join(sorted(names)) or "（无）"
