"""What follows from an act, told before it is done: stage, papers, notices, clocks, tasks."""

from court.spine.cases import library
from court.spine.cases.schema import Act, Definition
from court.spine.clocks.kinds import KINDS

WHOM = {
    "plaintiffs": "原告",
    "defendants": "被告",
    "third_parties": "第三人",
    "parties": "各方当事人",
    "others": "对方当事人",
    "judge": "承办法官",
    "clerk": "书记员",
}


def of(act: Act, definition: Definition) -> list[tuple[str, list[str]]]:
    """Headings with their lines, in the order in which a judge asks; empty ones are left out."""
    parts = [
        ("案件阶段", _stages(act, definition)),
        ("制作文书", _papers(act)),
        ("通知", _notices(act)),
        ("期限", _clocks(act)),
        ("待办", _tasks(act)),
        ("审批", _approval(act)),
    ]
    return [(heading, lines) for heading, lines in parts if lines]


def _stages(act: Act, definition: Definition) -> list[str]:
    targets = list(dict.fromkeys(definition.targets(act)))
    return [f"进入“{'”或者“'.join(definition.stages[t].label for t in targets)}”阶段"] if targets else []


def _papers(act: Act) -> list[str]:
    rows = []
    for spec in act.documents:
        whom = f"，{WHOM.get(spec.each, '')}每人一份" if spec.each else ""
        rows.append(f"{spec.title}（{library.VOLUMES[spec.volume]}{whom}{'，自动送达' if spec.serve else ''}）")
    return rows


def _notices(act: Act) -> list[str]:
    told = list(dict.fromkeys(WHOM[notice.to] for notice in act.notices))
    return [f"向{'、'.join(told)}发送消息"] if told else []


def _clocks(act: Act) -> list[str]:
    clocks = act.clocks
    rows = [f"开始计算{_clock(s.kind)}" for s in clocks.start]
    rows += [f"{_clock(e.kind)}扣除：{'所选事由' if e.reason.startswith('@') else e.reason}" for e in clocks.exclude]
    for words, some in (
        ("暂停计算", clocks.suspend),
        ("恢复计算", clocks.resume),
        ("重新计算", clocks.convert),
        ("结束计算", clocks.end),
    ):
        rows += [f"{words}{_clock(kind)}" for kind in some]
    return rows + [f"延长{_clock(e.kind)}" for e in clocks.extend]


def _clock(kind: str) -> str:
    return KINDS[kind].label if kind in KINDS else kind


def _tasks(act: Act) -> list[str]:
    return [f"新增待办“{task.label}”" for task in act.tasks.open]


def _approval(act: Act) -> list[str]:
    from court.base.people.models import Office

    if act.approval is None:
        return []
    return [f"依次报{'、'.join(Office(level).label for level in act.approval.levels)}审批，批准后才生效"]
