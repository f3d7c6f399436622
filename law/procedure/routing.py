"""Which procedure a docketed civil case takes, and who sits."""
from datetime import date
from decimal import Decimal

from law.answer import Answer, LawError, Step
from law.flags import labels
from law.instruments import cite
from law.procedure import simplified, smallclaims
from law.registry import rule

LABELS = {"small_claims": "小额诉讼程序", "simplified": "简易程序", "ordinary": "普通程序"}
SMALL_BARS = ("personal_status", "title_confirmation", "foreign_related", "needs_appraisal", "appraisal_disputed",
              "party_missing", "counterclaim")
SIMPLE_BARS = ("defendant_whereabouts_unknown", "remand", "many_parties", "retrial", "public_interest",
               "third_party_revocation", "ordinary_hearing_held")
PANEL_BARS = ("mass_dispute", "wide_attention", "new_or_difficult", "panel_by_law")
KNOWN = {*SMALL_BARS, *SIMPLE_BARS, *PANEL_BARS}


def facts_known() -> list[tuple[str, str]]:
    """The yes/no facts that `route` takes, as (key, label), for the reviewer's form."""
    rows: dict[str, str] = {}
    for listed in ("no_small_claims", "no_simplified", "no_sole_judge"):
        rows.update({key: label for key, label in labels(listed) if key in KNOWN and key not in rows})
    return list(rows.items())


def _only(names: tuple[str, ...], facts: dict) -> dict:
    return {name: facts[name] for name in names if name in facts}


def small_claims_step(amount, limits, simple, money_claim, agreed, level, facts) -> Answer | None:
    """The answer on small claims, or None where there is no sum to compare or no figures are known."""
    if amount is None or limits is None:
        return None
    bars = _only(SMALL_BARS, facts)
    if facts.get("defendant_whereabouts_unknown"):
        bars["party_missing"] = True
    return smallclaims.route(amount=amount, mandatory_max=limits[0], agreed_max=limits[1],
                             simple_money_claim=simple and money_claim, agreed=agreed, level=level, **bars)


@rule("procedure.route")
def route(*, simple: bool, money_claim: bool = False, amount: Decimal | None = None,
          mandatory_max: Decimal | None = None, agreed_max: Decimal | None = None, province: str | None = None,
          filed: date | None = None, agreed_small: bool = False, agreed_simplified: bool = False,
          level: str = "basic", basic_facts_clear: bool = True, **facts: bool | None) -> Answer:
    """The procedure and the bench of a first-instance civil case.

    simple            facts clear, rights and duties clear, little dispute
    money_claim       the claim is for payment of money
    limits            mandatory_max and agreed_max, or the province's published figures on the filing day
    facts             any of `facts_known`, true or false
    {"procedure", "label", "mandatory": bool, "sole_judge": bool, "may_agree_small_claims": bool}.
    Raises LawError("bad_input"). Source: 民事诉讼法第四十条, 第四十二条, 第一百六十条, 第一百六十五条, 第一百六十六条.
    """
    if unknown := facts.keys() - KNOWN:
        raise LawError("bad_input", f"不认识的事项：{'、'.join(sorted(unknown))}")
    limits = (mandatory_max, agreed_max) if mandatory_max is not None and agreed_max is not None else None
    if limits is None and province and (known := smallclaims.figures_on(province, filed)):
        limits = (known.mandatory_max, known.agreed_max)
    easy = simplified.allowed(simple=simple, agreed=agreed_simplified, level=level, **_only(SIMPLE_BARS, facts))
    small = small_claims_step(amount, limits, simple and easy["allowed"], money_claim, agreed_small, level, facts)
    result = small["result"] if small else None
    chosen = "small_claims" if result in ("mandatory", "small_claims") else \
        "simplified" if easy["allowed"] else "ordinary"
    bench = simplified.sole_first(procedure=chosen, level=level, facts_clear=basic_facts_clear,
                                  **_only((*PANEL_BARS, "public_interest"), facts))
    if chosen != "ordinary" and not bench["allowed"]:
        chosen, easy = "ordinary", Answer({}, [Step("不得独任审理的案件，适用普通程序", cite("CPL", "42"))])
    steps = [*(small.steps if small else []), *easy.steps, *bench.steps]
    return Answer({
        "procedure": chosen, "label": LABELS[chosen],
        "mandatory": result == "mandatory" and chosen == "small_claims",
        "sole_judge": bench["allowed"],
        "may_agree_small_claims": result == "by_agreement_only" and chosen != "ordinary",
    }, steps)


def ways_from(procedure: str) -> list[tuple[str, str, str]]:
    """The conversions out of a procedure: (to, how in words, article)."""
    return {
        "small_claims": [("simplified", "不宜适用小额诉讼的，适用简易程序的其他规定", str(cite("CPL", "169"))),
                         ("ordinary", "裁定转为普通程序", str(cite("CPL", "169")))],
        "simplified": [("ordinary", "审理期限届满前裁定转为普通程序", str(cite("CPI", "第二百五十八条第二款")))],
        "ordinary": [("simplified", "开庭前双方约定适用简易程序", str(cite("CPI", "264")))],
    }[procedure]
