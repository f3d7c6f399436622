"""Adjournments, and the day a case counts as closed."""
from collections.abc import Mapping
from datetime import date

from law import choices, rows, service, terms
from law.answer import Answer, LawError, Step
from law.instruments import cite
from law.registry import rule

FEW = ("simplified", "small_claims", "fast")


@rule("hearing.adjourn_allowed")
def adjourn_allowed(*, procedure: str, adjournments_so_far: int, ground: str | None = None,
                    on: date | None = None) -> Answer:
    """Whether a hearing may be adjourned once more. {"allowed", "most", "approver"}.

    ground  one of `adjourn_grounds()` or free words; 其他 asks for the president's approval
    Source: 延长审限规定(2019)2–4, 民诉法149.
    """
    few = terms.procedure(procedure) in FEW
    found = rows.row("periods", "adjournments_simplified" if few else "adjournments_ordinary", on)
    allowed = adjournments_so_far < found.whole
    may = "可以" if allowed else "不得"
    steps = [Step(f"延期开庭不超过{found.whole}次，已延期{adjournments_so_far}次，{may}再延期", found.cite())]
    approver = None
    if ground is not None:
        why = choices.pick(ground, adjourn_grounds(), "no_ground", "延期开庭事由")
        approver = "本院院长" if why.value == "president" else None
        steps.append(Step(f"{why.label}{'，须经本院院长批准' if approver else ''}", why.cite()))
    return Answer({"allowed": allowed, "most": found.whole, "approver": approver}, steps)


def adjourn_grounds() -> tuple[choices.Choice, ...]:
    """The grounds for adjourning; `value` is "president" where the president must approve."""
    return choices.choices("service-choices", "adjourn_ground")


@rule("hearing.next_latest")
def next_latest(*, hearing: date | None = None, previous: date | None = None, adjourned: date | None = None,
                last_hearing: date | None = None, force_majeure: bool = False,
                parties_consent: bool = False, consent: bool = False) -> Answer:
    """The latest day of the next hearing. {"latest"}; None where force majeure or consent lifts the interval.

    Source: 延长审限规定(2019)3: two hearings not more than a month apart.
    """
    day = hearing or previous or last_hearing or adjourned
    if day is None:
        raise LawError("bad_input", "请填写本次（上次）开庭的日期。")
    found = rows.row("periods", "hearing_interval", day)
    if force_majeure or parties_consent or consent:
        why = "不可抗力" if force_majeure else "当事人同意"
        return Answer({"latest": None}, [Step(f"因{why}，两次开庭的间隔不受{found.value}的限制", found.cite())])
    latest = rows.end_of(found.value, day, shift=False).day
    step = Step(f"两次开庭时间间隔不得超过{found.value}，下次开庭最迟为{latest}", found.cite())
    return Answer({"latest": latest}, [step])


CLOSING_DAYS = {
    "public_notice": ("published", "公告刊登之日"),
    "foreign_notice": ("published", "公告刊登之日"),
    "post": ("posted", "交邮日"),
    "foreign_post": ("posted", "交邮日"),
    "leaving": ("left", "裁判文书留在受送达人住所日"),
    "via_unit": ("signed", "受送达人签收日"),
    "entrusted": ("signed", "受送达人签收日"),
}


@rule("closing.date")
def closing_date(*, mode: str = "直接送达", service_dates: list[date] | None = None, served: date | None = None,
                 signed: date | None = None, posted: date | None = None, published: date | None = None,
                 left: date | None = None, pronounced: date | None = None, sent: date | None = None,
                 handed_over: date | None = None, deemed_served: date | None = None,
                 services: list[dict] | None = None) -> Answer:
    """The day a case counts as closed. {"closed"}.

    A public notice closes the case on the day it appears: `deemed_served` doesn't matter.

    One mode with its own day, `service_dates` of several parties served that way, or `services`, a
    list of {"mode", and its days}, the last of which counts. Source: 审限规定10.
    """
    if services:
        each = [closing_date(**_service(row)) for row in services]
        last = max(each, key=lambda answer: answer["closed"])
        return Answer({"closed": last["closed"]},
                      [*last.steps, Step("以送达最后一名当事人之日为结案日", cite("TL2000", "10"))])
    found = service.mode_named(mode)
    fact, words = CLOSING_DAYS.get(found.key, ("", "送达最后一名当事人之日"))
    told = {"published": published, "posted": posted, "left": left, "signed": signed}
    days = _others(told.get(fact)) or service_dates or _others(served, signed, left, sent, pronounced, handed_over,
                                                               posted, published)
    if not days:
        raise LawError("bad_input", f"{found.label}须填写{words}。")
    closed = max(days)
    return Answer({"closed": closed}, [Step(f"{found.label}，以{words}{closed}为结案日", cite("TL2000", "10"))])


def _others(*days: date | None) -> list[date]:
    return [day for day in days if day is not None][:1]


def _service(row: Mapping) -> dict:
    try:
        return {name: date.fromisoformat(value) if name != "mode" and isinstance(value, str) else value
                for name, value in row.items()}
    except ValueError as why:
        raise LawError("bad_input", "送达日期应写作2025-03-10的形式。") from why

