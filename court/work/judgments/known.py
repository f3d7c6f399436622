"""What the court knows already for a draft: the defence as filed, the evidence of each side, the fee's bearers, the law."""
from court.base.courts import clock
from court.kit import money
from court.spine.cases import bearing, objectors
from court.spine.cases.counterclaimants import withdrawing
from court.spine.cases.models import Case, Party
from court.spine.dossier.models import Document
from law import articles as law
from law.answer import LawError
from law.fees.burden import sentence
from law.fees.halving import halved

SIDES = {"原告举证材料": "原告", "被告举证材料": "被告"}
CPL = "《中华人民共和国民事诉讼法》"
# The procedural articles a ruling of each kind stands on.
OF_KIND = {
    "withdrawal": [f"{CPL}第一百四十八条第一款", f"{CPL}第一百五十七条第一款第五项"],
    "counterclaim_withdrawn": [f"{CPL}第一百五十七条第一款第十一项", "《诉讼费用交纳办法》第二十二条",
                               "《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第二百一十三条"],
    "counterclaim_taken_back": ["《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第二百三十九条", f"{CPL}第一百五十七条第一款第五项"],
    "dismissal": [f"{CPL}第一百二十二条", f"{CPL}第一百五十七条第一款第三项"],
    "objection": [f"{CPL}第一百三十条", f"{CPL}第一百五十七条第一款第二项"],
    "transfer": [f"{CPL}第三十七条", f"{CPL}第一百三十条"],
    "suspension": [f"{CPL}第一百五十三条第一款", f"{CPL}第一百五十七条第一款第六项"],
    "conversion": [f"{CPL}第一百七十条"],
    "to_panel": [f"{CPL}第四十三条"],
    "sole_objection": [f"{CPL}第四十三条第二款"],
    "correction": [f"{CPL}第一百五十七条第一款第七项"],
}


def articles(case: Case, kind: str) -> list[str]:
    """With what a draft begins: the usual articles of the cause, or those of the kind of ruling. The judge checks them."""
    if kind == "judgment":
        return law.usual(case.cause)
    if kind == "deemed_withdrawal":
        early = case.stage == "docketed"
        reason = [f"{CPL}第一百二十一条", "《诉讼费用交纳办法》第二十二条"] if early else [f"{CPL}第一百四十六条"]
        return law.ordered([*reason, f"{CPL}第一百五十七条第一款第十一项"])
    return OF_KIND.get(kind, [])


def defence(case: Case) -> str:
    """What each defendant filed as an answer, in its own words; who filed none is named so."""
    told = []
    for party in case.parties.filter(role=Party.Role.DEFENDANT, left_on=None):
        papers = Document.objects.filter(case=case, party=party, kind="file_answer", template="submission").order_by("-pk")
        data = papers.values_list("data", flat=True).first()
        words = "".join(line.strip() for line in (data or {}).get("paragraphs", []))
        told.append(f"{party.name}辩称，{words}" if words else f"{party.name}未提交书面答辩意见。")
    return "\n".join(told)


def evidence(case: Case) -> str:
    """Which evidence each side put in, by the dossier's titles."""
    lines = []
    found = Document.objects.filter(case=case, volume=Document.Volume.MAIN, item__in=SIDES, on_record=True).exclude(
        state__in=[Document.State.STRUCK, Document.State.SUPERSEDED, Document.State.REFUSED])
    titles: dict[str, list[str]] = {}
    for item, title in found.order_by("pk").values_list("item", "title"):
        titles.setdefault(item, []).append(title.split("（")[0])
    for item, side in SIDES.items():
        if names := list(dict.fromkeys(titles.get(item, []))):
            lines.append(f"{side}围绕其主张提交了以下证据：{'、'.join(names)}。")
    return "\n".join([*lines, "本院组织当事人进行了证据交换和质证。"]) if lines else ""


def costs(case: Case) -> str:
    """The fee's sentence as the judge decided it; empty before that."""
    try:
        return "".join(bearing.in_words(case, case.facts.get("fee_burden", {}).get("matters", [])))
    except (LawError, KeyError):
        return ""


def counterclaimants(case: Case) -> str:
    return "、".join(p.name for p in case.parties.filter(counterclaims=True, left_on=None))


def objecting(case: Case) -> str:
    return "、".join(one.name for one in objectors.of(case))


def objection_costs(case: Case) -> str:
    """案件受理费50元，由被告张三负担。: what the rejected objection costs who raised it (诉讼费用交纳办法第十三条第六项)."""
    parties = objectors.of(case)
    try:
        fee = objectors.fee(case, clock.today())["fee"]
        return sentence(label="案件受理费", full=fee, payable=fee, bearers=[(objectors.in_words(parties), fee)]) if parties else ""
    except LawError:
        return ""


def taking_back(case: Case) -> str:
    return "、".join(one.name for one in withdrawing(case))


def counterclaim_costs(case: Case) -> str:
    """What the withdrawn counterclaims cost who raised them: halved once, by merging already (办法15、18, 解释206)."""
    told = []
    for party in withdrawing(case):
        paid = case.orders.filter(purpose="counterclaim", payer=party.person_id, state="paid").order_by("-pk").first()
        if paid is not None:
            full = money.yuan(paid.full_fen)
            payable = min(halved(full, ["counterclaim", "withdrawal"])[0], money.yuan(paid.amount_fen))
            told.append(sentence(label="反诉案件受理费", full=full, payable=payable,
                                 bearers=[(f"{party.get_role_display()}{party.name}", payable)]))
    return "".join(told)


# Papers that tell a fee of their own, not the case's as it was apportioned.
OWN_COSTS = {"objection": (objection_costs, "诉讼费用交纳办法第十三条第六项"),
             "counterclaim_taken_back": (counterclaim_costs, "诉讼费用交纳办法第十五条、第三十四条")}
