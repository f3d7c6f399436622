"""Appeals and effect: until when one may appeal, when a judgment takes effect, when the file goes up."""
from datetime import date

from law import rows, terms
from law.answer import Answer, LawError, Step
from law.calendar import Calendar
from law.instruments import Citation, cite
from law.registry import rule

# Grounds for retrial whose six months run from knowledge, by their numbers in 民诉法211 (2023).
FROM_KNOWLEDGE = (1, 3, 12, 13)
GROUND_WORDS = {"新证据": 1, "新的证据": 1, "new_evidence": 1, "伪造": 3, "主要证据伪造": 3, "forged": 3,
                "据以作出裁判的法律文书被撤销": 12, "法律文书被撤销": 12, "revoked": 12, "枉法裁判": 13, "贪污受贿": 13}
FINAL = {"small_claims": ("小额诉讼案件实行一审终审", cite("CPL", "165")),
         "special": ("特别程序案件实行一审终审", cite("CPL", "185"))}


def appeal_key(domain: str, doc: str, abroad: bool = False) -> str:
    """The key of the appeal period in data/periods.csv. Raises LawError("not_appealable")."""
    domain, kind = terms.domain(domain), terms.document(doc)
    if kind not in ("judgment", "ruling"):
        name = terms.label(terms.DOCUMENTS, kind)
        raise LawError("not_appealable", f"{name}不得上诉；只有判决和法律准许上诉的裁定可以上诉。", cite("CPL", "171"))
    if domain == "bankruptcy":
        return "appeal_bankruptcy_ruling" if kind == "ruling" else "appeal_civil_judgment"
    if domain not in ("civil", "admin", "criminal"):
        raise LawError("not_appealable", f"{terms.label(terms.DOMAINS, domain)}案件不得上诉，可以依法申请复议、申诉。")
    if abroad and domain != "criminal":
        return "appeal_abroad"
    return f"appeal_{domain}_{kind}"


@rule("appeal.by")
def appeal_by(*, domain: str, doc: str, served: date, no_domicile_in_china: bool = False, instance: int = 1,
              procedure: str | None = None, calendar: Calendar | None = None) -> Answer:
    """The last day to appeal, for one party. {"by"}.

    Raises LawError("not_appealable") for mediation statements and decisions, in the second instance, in
    small claims and special procedures. Source: 民诉法171, 286; 行诉法85; 刑诉法230.
    """
    _check_appealable(instance, procedure)
    key = appeal_key(domain, doc, no_domicile_in_china)
    what = "在我国领域内没有住所的当事人上诉" if key == "appeal_abroad" else "上诉"
    return rows.due("periods", key, served, what, calendar=calendar)


def _check_appealable(instance: int, procedure: str | None) -> None:
    if instance >= 2:
        raise LawError("not_appealable", "第二审裁判是终审裁判，不得上诉，可以依法申请再审。", cite("CPL", "182"))
    if procedure and (final := FINAL.get(terms.procedure(procedure))):
        raise LawError("not_appealable", f"{final[0]}，不得上诉。", final[1])


@rule("judgment.effective")
def judgment_effective(*, domain: str, served: dict[str, date], appealed: bool = False, doc: str = "判决",
                       abroad: list[str] | None = None, no_domicile_in_china: bool = False, instance: int = 1,
                       procedure: str | None = None, calendar: Calendar | None = None) -> Answer:
    """The day a judgment takes effect. {"effective", "deadlines"}; `effective` None when appealed.

    served   party -> day served; every party has a period of its own, the last one decides
    abroad   the parties without domicile in China, who have 30 days
    A judgment that nobody may appeal takes effect with the last service. Source: 民诉法解释244, 民诉法158.
    """
    if not served:
        raise LawError("bad_input", "请填写各当事人收到裁判文书的日期。")
    if instance >= 2 or (procedure and terms.procedure(procedure) in FINAL):
        last = max(served.values())
        return Answer({"effective": last, "deadlines": {}},
                      [Step(f"终审裁判自送达之日起生效，最后送达日为{last}", cite("CPL", "158、182"))])
    distant = set(abroad or ())
    answers = {who: appeal_by(domain=domain, doc=doc, served=day, calendar=calendar,
                              no_domicile_in_china=no_domicile_in_china or who in distant)
               for who, day in served.items()}
    deadlines = {who: answer["by"] for who, answer in answers.items()}
    provisional = any(answer.provisional for answer in answers.values())
    if appealed:
        return Answer({"effective": None, "deadlines": deadlines},
                      [Step("当事人已提起上诉，一审裁判不发生法律效力", cite("CPL", "158"))], provisional=provisional)
    last = max(deadlines.values())
    effective = rows.end_of("1日", last, shift=False).day
    steps = [Step(f"{who}的上诉期至{day}届满") for who, day in deadlines.items()]
    steps.append(Step(f"最后一名当事人的上诉期{last}届满，裁判自{effective}起生效", _effect(domain)))
    return Answer({"effective": effective, "deadlines": deadlines}, steps, provisional=provisional)


def _effect(domain: str) -> Citation:
    return {"criminal": cite("CrPL", "259"), "admin": cite("APL", "85")}.get(terms.domain(domain), cite("CPI", "244"))


@rule("appeal.answer_by")
def answer_by(*, copy_served: date, calendar: Calendar | None = None) -> Answer:
    """The last day for the other side to answer an appeal, from the day it got the copy. {"by"}. Source: 民诉法174."""
    return rows.due("periods", "appeal_answer", copy_served, "对方当事人就上诉提出答辩", calendar=calendar)


@rule("appeal.forward_by")
def forward_by(*, answered: date, calendar: Calendar | None = None) -> Answer:
    """The last day to pass the file upward, from the answer or from the end of its period. {"by"}. Source: 民诉法174."""
    return rows.due("periods", "appeal_forward", answered, "报送全部案卷和证据", calendar=calendar)


@rule("appeal.dossier_forward")
def dossier_forward(*, appeal_received: date | None = None, answer_received: date | None = None,
                    copy_served: date | None = None, domain: str = "civil", appeal_period_end: date | None = None,
                    calendar: Calendar | None = None) -> Answer:
    """The original court's steps after an appeal. {"send_copy_by", "answer_copy_by", "forward_by"}.

    Without an answer the file goes up within 5 days of the end of the answer period, counted from
    `copy_served`; unknown days are None. Criminal: {"forward_by"} 3 days after `appeal_period_end`.
    Source: 民诉法173–174, 刑诉法解释381.
    """
    if terms.domain(domain) == "criminal":
        if appeal_period_end is None:
            raise LawError("bad_input", "请填写上诉期满之日。")
        return rows.due("periods", "appeal_forward_criminal", appeal_period_end, "上诉期满后移送上诉状和案卷",
                        calendar=calendar, answer="forward_by")
    if appeal_received is None:
        raise LawError("bad_input", "请填写收到上诉状的日期。")
    copy = rows.due("periods", "appeal_copy", appeal_received, "送达上诉状副本", calendar=calendar)
    parts, answered = [copy], answer_received
    values: dict[str, date | None] = {"send_copy_by": copy["by"], "answer_copy_by": None, "forward_by": None}
    if answered is not None:
        parts.append(rows.due("periods", "appeal_answer_copy", answered, "送达答辩状副本", calendar=calendar))
        values["answer_copy_by"] = parts[-1]["by"]
    elif copy_served is not None:
        parts.append(rows.due("periods", "appeal_answer", copy_served, "对方当事人答辩", calendar=calendar))
        answered = values["answer_by"] = parts[-1]["by"]
    if answered is not None:
        parts.append(rows.due("periods", "appeal_forward", answered, "报送全部案卷和证据", calendar=calendar))
        values["forward_by"] = parts[-1]["by"]
    return Answer(values, [step for part in parts for step in part.steps],
                  provisional=any(part.provisional for part in parts))


@rule("retrial.apply_by")
def retrial_apply_by(*, effective: date | None = None, ground: int | str | None = None, known: date | None = None,
                     knew: date | None = None, discovered: date | None = None, domain: str = "civil",
                     calendar: Calendar | None = None) -> Answer:
    """The last day to apply for retrial. {"by"}: six months, fixed, from effect; on some grounds from knowledge.

    ground  number in 民诉法211 or words; 1, 3, 12 and 13 run from the day it was or had to be known
    Raises LawError: "known_needed", "no_period" for criminal petitions, "bad_input".
    Source: 民诉法216, 民诉法解释127, 行诉法解释110.
    """
    domain = terms.domain(domain)
    if domain not in ("civil", "admin"):
        raise LawError("no_period", "刑事申诉没有适用于本规则的六个月期间。", cite("CrPI", "457"))
    number = _ground(ground)
    aware = known or knew or discovered
    if number in FROM_KNOWLEDGE and aware is None:
        raise LawError("known_needed", "该项事由自知道或者应当知道之日起计算，请填写该日期。", cite("CPL", "216"))
    start = aware if number in FROM_KNOWLEDGE else effective
    if start is None:
        raise LawError("bad_input", "请填写裁判发生法律效力的日期。")
    found = rows.due("periods", "retrial_admin" if domain == "admin" else "retrial", start,
                     "自知道或者应当知道之日起申请再审" if number in FROM_KNOWLEDGE else "自裁判生效之日起申请再审",
                     calendar=calendar)
    step = Step("该期间为不变期间，不适用中止、中断、延长的规定", cite("CPI", "127"))
    return Answer({"by": found["by"]}, [*found.steps, step], provisional=found.provisional)


def _ground(ground: int | str | None) -> int:
    if ground is None:
        return 0
    if isinstance(ground, str) and not ground.isdigit():
        return next((number for words, number in GROUND_WORDS.items() if words in ground), 0)
    number = int(ground)
    if not 1 <= number <= 13:
        raise LawError("bad_input", "申请再审的事由为民事诉讼法第二百一十一条第一项至第十三项。", cite("CPL", "211"))
    return number
