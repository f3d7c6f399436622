"""What follows from an act, told before it is done: stage, papers, notices, clocks, tasks."""

from court.base.courts.clock import calendar_for
from court.spine.cases import library
from court.spine.cases.scene import Scene
from court.spine.cases.schema import Act, Definition
from court.spine.clocks import kinds
from court.spine.clocks.kinds import KINDS
from law.answer import LawError

WHOM = {
    "plaintiffs": "原告",
    "defendants": "被告",
    "third_parties": "第三人",
    "parties": "各方当事人",
    "others": "对方当事人",
    "appellants": "上诉人",
    "appellees": "被上诉人",
    "named": "所选当事人",
    "judge": "承办法官",
    "clerk": "书记员",
}
MOST_NAMES = 4


def of(scene: Scene) -> list[tuple[str, list[str]]]:
    """Headings with their lines, in the order in which a judge asks; empty ones are left out."""
    act, definition = scene.act, scene.definition
    parts = [
        ("案件阶段", _stages(act, definition)),
        ("制作文书", _papers(scene)),
        ("通知", _notices(scene)),
        ("期限", _clocks(scene)),
        ("待办", _tasks(act)),
        ("审批", _approval(act)),
    ]
    return [(heading, lines) for heading, lines in parts if lines]


def _stages(act: Act, definition: Definition) -> list[str]:
    targets = list(dict.fromkeys(definition.targets(act)))
    return [f"进入“{'”或者“'.join(definition.stages[t].label for t in targets)}”阶段"] if targets else []


def _papers(scene: Scene) -> list[str]:
    rows = []
    for spec in scene.act.documents:
        whom = f"，{_names(scene, spec.each)}{'' if spec.each == 'named' else '每人'}一份" if spec.each else ""
        rows.append(f"{spec.title}（{library.VOLUMES[spec.volume]}{whom}{'，自动送达' if spec.serve else ''}）")
    return rows


def _notices(scene: Scene) -> list[str]:
    told = list(dict.fromkeys(_names(scene, notice.to) for notice in scene.act.notices))
    return [f"向{'、'.join(told)}发送消息"] if told else []


def _names(scene: Scene, whom: str) -> str:
    """被告（张伟）: who is meant, with the names as the case stands."""
    handlers = [h.account.person.name for h in scene.role_of(whom)]
    names = handlers if whom in ("judge", "clerk") else [party.name for party in scene.some(whom)]
    label = WHOM.get(whom, "有关当事人")
    return f"{label}（{'、'.join(names)}）" if 0 < len(names) <= MOST_NAMES else label


def _clocks(scene: Scene) -> list[str]:
    clocks = scene.act.clocks
    rows = [f"开始计算{_clock(s.kind)}{_until(scene, s)}" for s in clocks.start]
    rows += [f"{_clock(e.kind)}扣除：{'所选事由' if e.reason.startswith('@') else e.reason}" for e in clocks.exclude]
    for words, some in (
        ("暂停计算", clocks.suspend),
        ("恢复计算", clocks.resume),
        ("重新计算", clocks.convert),
        ("结束计算", clocks.end),
    ):
        rows += [f"{words}{_clock(kind)}" for kind in some]
    return rows + [f"延长{_clock(e.kind)}" for e in clocks.extend]


def _until(scene: Scene, start) -> str:
    """The day a clock that starts today runs out, where the law can tell already."""
    if start.since or start.kind not in KINDS or KINDS[start.kind].rule == "limits":
        return "，自送达之日起" if start.since == "served_on" else ""
    try:
        found = kinds.answer(start.kind, scene.on, {}, [], scene.on, calendar_for())
    except (LawError, KeyError):
        return ""
    due = kinds.due_day(start.kind, found)
    return f"，今日办理的至{due}届满" if due else ""


def _clock(kind: str) -> str:
    return KINDS[kind].label if kind in KINDS else kind


def _tasks(act: Act) -> list[str]:
    return [f"新增待办“{task.label}”" for task in act.tasks.open]


def _approval(act: Act) -> list[str]:
    from court.base.people.models import Office

    if act.approval is None:
        return []
    return [f"依次报{'、'.join(Office(level).label for level in act.approval.levels)}审批，批准后才生效"]
