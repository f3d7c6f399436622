"""A definition drawn for people: stages as a graph, who may what, clocks, notices."""
from court.base.people.models import Office
from court.spine.cases import library
from court.spine.cases.schema import Definition
from court.spine.cases.who import LABELS


def stages(d: Definition) -> str:
    """The stages and the acts between them, as a Mermaid graph."""
    lines = [f"## {d.label}：阶段", "```mermaid", "flowchart LR"]
    lines += [f'  {name}["{stage.label}"]' for name, stage in d.stages.items()]
    for act in d.acts.values():
        for target in d.targets(act):
            sources = d.stages if "*" in act.stages else act.stages
            lines += [f"  {source} -->|{act.label}| {target}" for source in sources if source != target]
    return "\n".join([*lines, "```", ""])


def permissions(d: Definition) -> str:
    """One row an act: who may do it, in which stages, on which conditions."""
    lines = [f"## {d.label}：谁能办什么", "| 事项 | 由谁办理 | 阶段 | 条件 | 再次验证 |", "| --- | --- | --- | --- | --- |"]
    for act in d.acts.values():
        who = "、".join([Office(o).label for o in act.offices] + [LABELS[r] for r in act.relations])
        where = "任何阶段" if "*" in act.stages else "、".join(d.stages[s].label for s in act.stages)
        lines.append(f"| {act.label} | {who} | {where} | {'、'.join(act.conditions) or '—'} | {'是' if act.factor else '—'} |")
    return "\n".join([*lines, ""])


def clocks(d: Definition) -> str:
    """One row a clock: which acts start, stop, resume, extend and end it."""
    lines = [f"## {d.label}：期限", "| 期限 | 开始 | 暂停 | 恢复 | 延长 | 结束 |", "| --- | --- | --- | --- | --- | --- |"]
    kinds = sorted({s.kind for a in d.acts.values() for s in a.clocks.start})
    for kind in kinds:
        cells = [_acts(d, lambda c, k=kind: any(s.kind == k for s in c.start)),
                 _acts(d, lambda c, k=kind: k in c.suspend or any(e.kind == k for e in c.exclude)),
                 _acts(d, lambda c, k=kind: k in c.resume), _acts(d, lambda c, k=kind: any(e.kind == k for e in c.extend)),
                 _acts(d, lambda c, k=kind: k in c.end)]
        lines.append(f"| {library.clocks()[kind].label} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _acts(d: Definition, moves) -> str:
    return "、".join(a.label for a in d.acts.values() if moves(a.clocks)) or "—"


def notices(d: Definition) -> str:
    """One row an act: the papers it makes and whom it tells."""
    lines = [f"## {d.label}：文书和通知", "| 事项 | 产生文书 | 通知 |", "| --- | --- | --- |"]
    for act in d.acts.values():
        papers = "、".join(f"{s.title}（{library.VOLUMES[s.volume]}）" for s in act.documents) or "—"
        told = "、".join(f"{n.to}：{n.text}" for n in act.notices) or "—"
        if act.documents or act.notices:
            lines.append(f"| {act.label} | {papers} | {told} |")
    return "\n".join([*lines, ""])


PARTS = {"stages": stages, "permissions": permissions, "clocks": clocks, "notices": notices}
