"""What a party asked for and the court must decide now: shown beside the form of the decision, with its alternatives."""

from dataclasses import dataclass, field
from datetime import date, datetime

from court.counter.desk import addresses
from court.kit import money
from court.spine.cases import claims, definitions, objectors
from court.spine.cases.models import Case, Party
from court.spine.dossier.models import Document
from court.spine.journal.canon import read_moment
from court.spine.journal.models import Entry
from law import registry
from law.answer import LawError

# What was asked -> the decisions there are, in the order in which they are offered.
DECISIONS = {
    "object_jurisdiction": ("reject_jurisdiction_objection", "transfer_jurisdiction"),
    "counterclaim": ("accept_counterclaim", "refuse_counterclaim"),
    "apply_withdrawal": ("allow_withdrawal", "refuse_withdrawal", "end_main_claim"),
    "ask_claim_change": ("change_claim", "refuse_claim_change"),
    "object_sole_judge": ("reject_sole_objection", "turn_to_panel"),
    "apply_counterclaim_withdrawal": ("allow_counterclaim_withdrawal", "allow_last_counterclaim_withdrawal"),
}
HINTS = {
    "object_sole_judge": "异议成立的，裁定转由合议庭审理；异议不成立的，裁定驳回（民事诉讼法第四十三条第二款）。",
    "object_jurisdiction": "异议成立的，裁定移送有管辖权的人民法院；异议不成立的，裁定驳回。当事人对两种裁定均可在十日内上诉。",
    "counterclaim": "反诉与本诉基于相同法律关系、有因果关系或者基于相同事实的，应当合并审理；应由其他法院专属管辖，"
    "或者与本诉无关联的，不予受理，告知另行起诉。",
    "apply_counterclaim_withdrawal": "被告申请撤回反诉的，应予准许；本诉继续审理。本诉已经撤回或者驳回的，准许撤回反诉后结案。",
    "apply_withdrawal": "是否准许撤诉由人民法院裁定；当事人有违反法律的行为需要依法处理的，可以不准许；反诉已经受理的，本诉撤回后继续审理反诉。",
    "ask_claim_change": "法庭辩论结束前增加的请求，可以合并审理的应当合并审理；与本案不是同一法律关系的，不予准许，告知另行起诉。准许后重新确定举证期限，"
    "给对方必要的答辩准备时间；小额诉讼案件因此不符合条件的，办理“转换程序”（民诉法解释第二百七十八条）。",
}


@dataclass(frozen=True)
class Asked:
    """label, who asked and when, the papers, what it costs, the decisions as (label, address, whether this is it)."""

    label: str
    who: str
    at: datetime
    hint: str
    basis: str
    papers: list[Document]
    amount: str = ""
    fee: list[str] = field(default_factory=list)
    decisions: list[tuple[str, str, bool]] = field(default_factory=list)
    amount_label: str = "反诉标的额"
    claims: list[str] = field(default_factory=list)


def of(case: Case, code: str, on: date) -> Asked | None:
    """What the act `code` decides; None for acts that decide nothing a party asked for."""
    asked = next((name for name, answers in DECISIONS.items() if code in answers), None)
    if asked is None:
        return None
    last = Entry.objects.filter(stream=case.stream, kind=f"case.{asked}").order_by("-place").first()
    if last is None:
        return None
    definition = definitions.of(case)
    facts, at = last.read_facts(), read_moment(last.at)
    act = definition.acts[asked]
    amount = facts.get("amount")
    if asked == claims.ASK and claims.asked(case) is None:
        return None
    return Asked(
        act.label, _names(last), at, HINTS[asked], act.basis, _papers(case, asked, facts, at),
        money.show(amount) if amount is not None else "", _cost(case, asked, amount, on),
        [(definition.acts[one].label, addresses.act(one, definition.acts[one], case.pk), one == code)
         for one in DECISIONS[asked]],
        amount_label="反诉标的额" if asked == "counterclaim" else "变更后的请求总额", claims=claims.words(case, last.place),
    )  # fmt: skip


def _cost(case: Case, asked: str, amount: int | None, on: date) -> list[str]:
    if asked == "counterclaim":
        return _fee(amount, on)
    if asked != "object_jurisdiction":
        return []
    try:
        return objectors.fee(case, on).explain()
    except LawError as refusal:
        return [refusal.text]


def _names(entry: Entry) -> str:
    return "、".join(f"{p.get_role_display()}{p.name}" for p in Party.objects.filter(pk__in=entry.read_behalf())) or entry.capacity


def _papers(case: Case, asked: str, facts: dict, at: datetime) -> list[Document]:
    """The paper the party filed and what came with it."""
    found = list(Document.objects.filter(case=case, kind=asked, created_at=at).order_by("id"))
    main = facts.get("material")
    if main and all(str(one.pk) != main for one in found):
        found = [*Document.objects.filter(case=case, pk=int(main)), *found]
    return found


def _fee(amount: int | None, on: date) -> list[str]:
    """What a counterclaim of this amount costs when it is heard together with the claim."""
    if amount is None:
        return ["反诉没有标的额，按件交纳案件受理费。"]
    try:
        found = registry.call("fee.counterclaim", counterclaim_amount=money.yuan(amount))
    except LawError as refusal:
        return [refusal.text]
    return [f"合并审理的，反诉案件受理费{found['payable']}元", *found.explain()]
