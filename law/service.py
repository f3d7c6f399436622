"""Service of process (送达): the modes, and the day on which each takes effect.

Arrival, reading and effect are three facts; this module tells the effect. A day of `None` means
that the paper is not served.
"""
from datetime import date, datetime

from law import choices, rows, terms
from law.answer import Answer, LawError, Step
from law.instruments import cite
from law.registry import rule

# The order in which to try, as a suggestion: a public notice needs that no other way worked (民诉法95).
ORDER = ("electronic", "post", "direct", "leaving", "entrusted", "public_notice")


def modes() -> tuple[choices.Choice, ...]:
    """Every mode of service; `value` is the day that counts: signed, sent, left, noted, posted or published."""
    return choices.choices("service-choices", "mode")


def mode_named(words: str) -> choices.Choice:
    """The mode that the words name. Raises LawError("unknown_mode")."""
    return choices.pick(words, modes(), "unknown_mode", "送达方式")


def next_mode(tried: list[str], *, e_consent: bool = False) -> choices.Choice | None:
    """The way to try next, or None when even a public notice was made; e-service needs consent."""
    done = {mode_named(words).key for words in tried}
    for key in ORDER:
        if key not in done and (e_consent or key != "electronic"):
            return mode_named(key)
    return None


@rule("service.effective_date")
def effective_date(*, mode: str, doc: str | None = None, signed: date | None = None, noted: date | None = None,
                   left: date | None = None, sent: date | None = None, sent_at: datetime | None = None,
                   recipient_proves_arrival: date | None = None, posted: date | None = None,
                   published: date | None = None, returned: date | None = None, reason: str | None = None,
                   no_fault: bool = False, served: date | None = None, witnessed: bool = True,
                   procedure: str | None = None) -> Answer:
    """The day a paper counts as served. {"served"}, None where it isn't.

    served     the plain day, for any mode, where the mode's own day has no other name
    witnessed  leaving and refusal elsewhere need a witness or photo and video; without, not served

    Raises LawError: "unknown_mode", "not_by_leaving" for a mediation statement, "not_by_notice" in the
    simplified procedure, "bad_input". Source: 民诉法88–95, 283; 民诉法解释130–141.
    """
    found = mode_named(mode)
    if found.key == "leaving" and doc is not None and terms.document(doc) == "mediation":
        raise LawError("not_by_leaving", "调解书应当直接送达当事人本人，不适用留置送达；当事人拒收的，调解不发生效力。",
                       cite("CPI", "133"))
    if found.key in ("public_notice", "foreign_notice"):
        return public_notice(published=_needed(published or served, "公告发布日"),
                             foreign=found.key == "foreign_notice", procedure=procedure)
    if found.key == "post" and returned is not None and signed is None:
        return mail_returned(reason=reason or "", returned=returned, no_fault_proved=no_fault)
    if found.key == "electronic":
        arrived = sent or (sent_at.date() if sent_at else None) or served
        return e_dispute(court_system_sent=_needed(arrived, "发送成功的日期"),
                         recipient_proves_arrival=recipient_proves_arrival)
    if found.key == "foreign_post" and signed is None:
        return _foreign_post(_needed(posted or served, "交邮日"))
    return _plain(found, {"signed": signed, "noted": noted, "left": left}[found.value] or served or signed or left
                  or noted, witnessed)


def _needed(day: date | None, what: str) -> date:
    if day is None:
        raise LawError("bad_input", f"请填写{what}。")
    return day


def _plain(found: choices.Choice, day: date | None, witnessed: bool) -> Answer:
    day = _needed(day, f"{found.label}的日期")
    if found.key in ("leaving", "elsewhere") and not witnessed:
        step = Step(f"{found.label}须有见证人签名，或者拍照、录像记录过程，否则不发生送达效力", found.cite())
        return Answer({"served": None}, [step])
    words = {"signed": "签收日", "left": "留置日", "noted": "记明在卷之日"}[found.value]
    return Answer({"served": day}, [Step(f"{found.label}，以{words}{day}为送达日", found.cite())])


def _foreign_post(posted: date) -> Answer:
    found = rows.row("periods", "post_foreign", posted)
    end = rows.end_of(found.value, posted, shift=False).day
    step = Step(f"自{posted}邮寄之日起满{found.value}，足以认定已经送达的，以{end}为送达日", found.cite())
    return Answer({"served": end}, [step])


@rule("service.public_notice")
def public_notice(*, published: date, foreign: bool = False, procedure: str | None = None,
                  others: list[date] | None = None) -> Answer:
    """The day a public notice counts as served. {"deemed_served"} (and the same as {"served"}).

    published, others  the days on which it appeared; the last one counts (民诉法解释138)
    The period runs out by itself, so a rest day doesn't move it. Raises LawError("not_by_notice") in
    the simplified procedure and small claims. Source: 民诉法95, 283; 60 days before 2022.
    """
    if procedure and terms.procedure(procedure) in ("simplified", "small_claims"):
        raise LawError("not_by_notice", "适用简易程序的案件不适用公告送达，需要公告的应当转为普通程序。",
                       cite("CPI", "140"))
    listed = published if isinstance(published, list) else [published]
    last = max([*(date.fromisoformat(day) if isinstance(day, str) else day for day in listed), *(others or ())])
    found = rows.row("periods", "notice_service_foreign" if foreign else "notice_service", last)
    end = rows.end_of(found.value, last, shift=False).day
    return Answer({"deemed_served": end, "served": end},
                  [Step(f"自{last}公告之日起经过{found.value}，{end}视为送达", found.cite())])


@rule("service.e_multi")
def e_multi(*, effective: list[date]) -> Answer:
    """Several electronic services of one paper: the first effective one counts. {"served"}. Source: 在线诉讼规则31."""
    if not effective:
        raise LawError("bad_input", "请至少填写一次有效送达的日期。")
    return Answer({"served": min(effective)}, [Step(f"以最先完成的有效送达{min(effective)}为准", cite("OLR", "31"))])


@rule("service.either")
def either(*, served: dict[str, date]) -> Answer:
    """Party and agent both served: either is enough, so the first counts. {"served", "who"}. Source: 民诉法解释132."""
    if not served:
        raise LawError("bad_input", "请填写当事人或者代理人签收的日期。")
    who = min(served, key=lambda name: served[name])
    return Answer({"served": served[who], "who": who},
                  [Step(f"当事人与诉讼代理人均可签收，以先签收的{who}{served[who]}为准", cite("CPI", "132"))])


@rule("service.e_dispute")
def e_dispute(*, court_system_sent: date, recipient_proves_arrival: date | None = None) -> Answer:
    """The day of electronic service: sent with success, unless the addressee proves another. {"served"}.

    Source: 民诉法解释135.
    """
    if recipient_proves_arrival is not None:
        step = Step(f"受送达人证明到达其系统的日期为{recipient_proves_arrival}，以该日为准", cite("CPI", "135"))
        return Answer({"served": recipient_proves_arrival}, [step])
    return Answer({"served": court_system_sent},
                  [Step(f"以人民法院系统显示发送成功的{court_system_sent}为送达日", cite("CPI", "135"))])


def mail_faults() -> tuple[choices.Choice, ...]:
    """The reasons for a returned letter that are the addressee's own."""
    return choices.choices("service-choices", "mail_fault")


@rule("service.mail_returned")
def mail_returned(*, reason: str, returned: date, no_fault_proved: bool = False, no_fault: bool = False) -> Answer:
    """A court letter that came back: served on the return day if that is the addressee's fault. {"served"}.

    None for any other reason, and where the addressee proves to be without fault. Source: 法院专递规定11.
    """
    fault = choices.match(reason, mail_faults()) if reason else None
    if fault is None:
        return Answer({"served": None}, [Step(f"退回原因“{reason or '未注明'}”不属于受送达人自己的过错，不视为送达，"
                                              "应当另行送达", cite("EMS", "11"))])
    if no_fault_proved or no_fault:
        return Answer({"served": None}, [Step("受送达人证明自己没有过错，退回不视为送达", cite("EMS", "11"))])
    return Answer({"served": returned}, [Step(f"{fault.label}，以文书退回之日{returned}为送达日", fault.cite())])


@rule("service.entrusted_by")
def entrusted_by(*, received: date) -> Answer:
    """By when the court asked to serve must do so. {"by"}. Source: 民诉法解释134."""
    return rows.due("periods", "entrusted_service", received, "受委托人民法院代为送达")
