"""Triage at filing (分调裁审): mediate now, payment order, small claims, simplified or ordinary, with a way back."""
from datetime import date
from decimal import Decimal

from law.answer import Answer, LawError, Step
from law.instruments import cite
from law.procedure import mediation, paymentorder, routing
from law.registry import rule

ROUTES = {
    "mediation": "诉前调解", "payment_order": "督促程序", "small_claims": "小额诉讼", "simplified": "简易程序（速裁）",
    "ordinary": "普通程序",
}
TEAMS = {"mediation": "调解", "payment_order": "速裁", "small_claims": "速裁", "simplified": "速裁", "ordinary": "精审"}
BACK = {
    "mediation": [("refused", "当事人拒绝或者调解不成的，依法登记立案", ("OMR", "第二十一条第一款"))],
    "payment_order": [("objection", "债务人异议成立的，转入诉讼程序", ("CPL", "228"))],
}


def routes() -> list[tuple[str, str]]:
    """Routes as (key, label), for the override's list."""
    return list(ROUTES.items())


@rule("triage.route")
def triage(*, kind: str = "", suitable_for_mediation: bool = True, parties_refuse: bool = False,
           mediated_already: bool = False, undisputed_debt: bool = False, wants_payment_order: bool = False,
           debtor_in_country: bool = True, deliverable: bool = True, no_counter_duty: bool = True,
           simple: bool = True, money_claim: bool = False, amount: Decimal | None = None,
           mandatory_max: Decimal | None = None, agreed_max: Decimal | None = None, province: str | None = None,
           filed: date | None = None, agreed_small: bool = False, agreed_simplified: bool = False,
           level: str = "basic", **facts: bool | None) -> Answer:
    """Where a civil filing goes first.

    kind               the case in words (案由), by which mediation may be barred or due
    parties_refuse     a party refuses mediation; mediated_already: it was tried before filing and failed
    undisputed_debt    no dispute about a debt in money; with wants_payment_order a payment order is offered
    the rest           as `procedure.route` takes it
    {"route", "label", "team", "procedure", "sole_judge", "mediation_due", "hits": [key],
     "reasons": [{"text", "article"}], "back": [{"on", "text", "article"}]}.
    The route is a proposal: a person may choose another with a reason (see `override`).
    Source: 民事诉讼法第一百二十五条, 第一百三十六条, 第一百六十条, 第一百六十五条.
    """
    may = mediation.mediation_allowed(kind=kind, refused=parties_refuse or mediated_already)
    must = mediation.mediation_required(kind=kind)["required"]
    track = routing.route(
        simple=simple, money_claim=money_claim, amount=amount, mandatory_max=mandatory_max, agreed_max=agreed_max,
        province=province, filed=filed, agreed_small=agreed_small, agreed_simplified=agreed_simplified, level=level,
        **facts)
    missing = bool(facts.get("defendant_whereabouts_unknown") or facts.get("party_missing"))
    order = paymentorder.conditions_met(money_or_securities=money_claim, due_and_fixed=amount is not None,
                                        no_counter_duty=no_counter_duty, deliverable=deliverable and not missing,
                                        debtor_in_country=debtor_in_country and not missing)
    if undisputed_debt and wants_payment_order and order["met"]:
        chosen, steps = "payment_order", [Step("当事人没有争议，符合督促程序规定条件的，可以转入督促程序",
                                               cite("CPL", "第一百三十六条第一项")), *order.steps]
    elif may["allowed"] and suitable_for_mediation and not missing:
        chosen, steps = "mediation", list(may.steps)
    else:
        chosen, steps = track["procedure"], _why_not_mediated(may, missing, suitable_for_mediation)
        steps += track.steps
    barred = not may["allowed"] and not (parties_refuse or mediated_already)
    hits = [chosen, *(["mediation_barred"] if barred else []), *(["mediation_due"] if must else [])]
    return _answer(chosen, track, must, hits, steps)


def _why_not_mediated(may: Answer, missing: bool, suitable: bool) -> list[Step]:
    if not may["allowed"]:
        return list(may.steps)
    return (
        [Step("被告下落不明，无法先行调解")]
        if missing
        else []
        if suitable
        else [Step("不适宜先行调解", cite("CPL", "125"))]
    )


def _answer(chosen: str, track: Answer, due: bool, hits: list[str], steps: list[Step]) -> Answer:
    back = [{"on": on, "text": text, "article": str(cite(*article))} for on, text, article in BACK.get(chosen, [])]
    if chosen not in BACK:
        back = [{"on": to, "text": text, "article": article} for to, text, article in routing.ways_from(chosen)]
    return Answer({
        "route": chosen, "label": ROUTES[chosen], "team": TEAMS[chosen], "procedure": track["procedure"],
        "sole_judge": track["sole_judge"], "mediation_due": due, "hits": hits,
        "reasons": [{"text": step.text, "article": str(step.cite or "")} for step in steps], "back": back,
    }, [*steps, Step("分流意见供立案人员参考，可以说明理由后另行选择")])


@rule("triage.override")
def override(*, proposed: str, chosen: str, reason: str, parties_agree: bool = True) -> Answer:
    """A person's other choice, to be recorded. {"route", "label", "overridden": bool, "reason"}.

    Raises LawError("bad_route"), LawError("reason_needed") for a change without a reason, and
    LawError("consent_needed") for mediation against the will of a party.
    """
    if unknown := {proposed, chosen} - ROUTES.keys():
        raise LawError(
            "bad_route", f"无法识别的分流去向“{'、'.join(sorted(unknown))}”，可选：{'、'.join(ROUTES.values())}。"
        )
    if chosen != proposed and not reason.strip():
        raise LawError(
            "reason_needed", f"系统建议为{ROUTES[proposed]}，另行选择{ROUTES[chosen]}的，请填写理由。", cite("TRIAGE")
        )
    if chosen == "mediation" and not parties_agree:
        raise LawError("consent_needed", "当事人拒绝调解的，不得先行调解，应当依法登记立案。", cite("CPL", "125"))
    return Answer(
        {"route": chosen, "label": ROUTES[chosen], "overridden": chosen != proposed, "reason": reason.strip()},
        [Step(f"分流去向：{ROUTES[chosen]}" + (f"；理由：{reason.strip()}" if reason.strip() else ""), cite("TRIAGE"))],
    )
