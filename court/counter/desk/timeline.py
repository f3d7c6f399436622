"""The journal of a case in words: every act with who, in which capacity, when and what was said; papers folded."""

from dataclasses import dataclass, field
from datetime import date, datetime

from court.base.people.models import Account
from court.kit import money
from court.spine.cases.models import Case, Note
from court.spine.cases.schema import Definition, FieldSpec
from court.spine.journal.canon import read_moment
from court.spine.journal.models import Entry

LONGEST = 400
PAPER_WORDS = {
    "document.expected": "拟制文书", "document.produced": "文书制成", "document.sealed": "加盖院印",
    "document.received": "收到材料", "document.inspected": "通过安全检查", "document.passed": "通过安全检查",
    "document.refused": "材料未通过检查", "document.adopted": "立案材料归卷", "document.issued": "文书发布",
    "document.held": "文书暂不发布", "document.superseded": "材料被替换", "document.struck": "材料被剔除",
    "document.moved": "调整归类", "document.numbered": "编定页码",
    "paper.started": "起草文书", "paper.signed": "签署文书", "paper.unsigned": "修改后签名失效", "paper.dropped": "文书作废",
    "paper.sent": "文书送审", "paper.reviewed": "文书审核通过", "paper.returned": "文书退回修改",
}  # fmt: skip


@dataclass
class Item:
    """One act of the timeline, or a fold of what happened to papers between two acts."""

    title: str
    at: datetime
    who: str = ""
    capacity: str = ""
    basis: str = ""
    details: list[tuple[str, str]] = field(default_factory=list)
    folded: list[tuple[datetime, str]] = field(default_factory=list)
    papers: int = 0


def of_case(case: Case, definition: Definition, parties: list, *, acts: int = 0, notes: bool = True) -> list[Item]:
    """The newest first. `acts` shows only that many acts and no folds; `notes` the texts that came with the acts."""
    found = Entry.objects.filter(stream=case.stream).order_by("-place")
    if acts:
        found = found.filter(kind__startswith="case.")[:acts]
    entries = list(found[:LONGEST])
    names = _names(entries)
    said = _notes(case, entries) if notes else {}
    people = {str(p.pk): p.name for p in parties}
    items: list[Item] = []
    for entry in entries:
        if entry.kind.startswith("case."):
            items.append(_act(entry, definition, names, people, said.get(entry.place, {})))
        else:
            _fold(items, entry)
    return items


def _fold(items: list[Item], entry: Entry) -> None:
    at = read_moment(entry.at)
    if not items or not items[-1].folded:
        items.append(Item("卷宗和文书", at))
    items[-1].folded.append((at, PAPER_WORDS.get(entry.kind, "卷宗记录")))


def _act(entry: Entry, definition: Definition, names: dict, people: dict, said: dict[str, str]) -> Item:
    act = definition.act(entry.kind.removeprefix("case."))
    specs = definition.fields_of(act) if act else {}
    facts = entry.read_facts()
    details = [
        (_label(spec), _shown(spec, facts[name], names, people))
        for name, spec in specs.items()
        if name in facts and spec.kind not in ("document", "reference")
    ]
    details += [(specs[name].label if name in specs else name, text) for name, text in said.items()]
    papers = len(entry.read_effects().get("documents", ()))
    return Item(
        act.label if act else entry.kind,
        read_moment(entry.at),
        names.get(entry.actor, ""),
        entry.capacity,
        entry.basis,
        details,
        papers=papers,
    )


def _label(spec: FieldSpec) -> str:
    return spec.label.replace("（分）", "") if spec.kind == "money" else spec.label


def _shown(spec: FieldSpec, value, names: dict, people: dict) -> str:
    if spec.kind == "choice":
        return spec.choices.get(value, str(value))
    if spec.kind == "money":
        return money.show(int(value))
    if spec.kind == "boolean":
        return "是" if value else "否"
    known = names | people if spec.kind in ("account", "accounts", "party", "parties") else {}
    values = value if isinstance(value, list) else [value]
    return "、".join(known.get(f"account:{one}") or known.get(str(one)) or str(one) for one in values)


def _names(entries: list[Entry]) -> dict[str, str]:
    """account:<id> -> name, of everybody who acted or was named in an act."""
    wanted = {e.actor.removeprefix("account:") for e in entries if e.actor.startswith("account:")}
    for entry in entries:
        if entry.kind.startswith("case."):
            facts = entry.read_facts()
            wanted |= {str(facts[name]) for name in ("judge", "clerk", "assistant") if name in facts}
            wanted |= set(facts.get("members", ()))
    ids = [int(one) for one in wanted if one.isdigit()]
    found = Account.objects.filter(pk__in=ids).values_list("pk", "person__name") if ids else ()
    return {f"account:{pk}": name for pk, name in found} | {"system": "系统"}


def _notes(case: Case, entries: list[Entry]) -> dict[int, dict[str, str]]:
    said: dict[int, dict[str, str]] = {}
    places = [e.place for e in entries if e.kind.startswith("case.")]
    for note in Note.objects.filter(case=case, place__in=places):
        said.setdefault(note.place, {})[note.name] = note.text
    return said


def nodes(case: Case, definition: Definition, today: date) -> list[dict]:
    """The node timeline of one case: the last acts that moved it, and what is still ahead."""
    entries = Entry.objects.filter(stream=case.stream, kind__startswith="case.").order_by("-place")[:5]
    rows = []
    for nth, entry in enumerate(reversed(entries)):
        act = definition.act(entry.kind.removeprefix("case."))
        at = read_moment(entry.at)
        rows.append(
            {
                "title": act.label if act else entry.kind,
                "when": at.astimezone().date().isoformat(),
                "text": entry.capacity,
                "state": "now" if nth == len(entries) - 1 else "",
            }
        )
    stage = definition.stages[case.stage]
    if not stage.final:
        left = f"审限届满 {case.due_on}" if case.due_on and not case.closed_on else ""
        days = case.days_left(today)
        if days is not None:
            left += f"，剩余 {days} 日" if days >= 0 else f"，超 {-days} 日"
        rows.append({"title": stage.waits or stage.label, "text": left, "state": "ahead"})
    return rows
