"""Recusal (回避): who decides, by when; and counsel who may not appear (former judges, kin of the court's staff)."""

import re
from datetime import date

from law import terms
from law.answer import Answer, LawError, Step
from law.bench.grounds import ENGLISH, Ground, grounds
from law.calendar import Calendar
from law.instruments import Citation, cite
from law.registry import rule
from law.rows import due, end_of, row

FORMER_COURT = re.compile(r"former|same|own|原|任职|本院|this")
STAFF_KIN = re.compile(r"配偶|夫妻|丈夫|妻子|子女|儿子|女儿|父母|父亲|母亲|^[父母夫妻]$")
NOT_STAFF_KIN = re.compile(r"祖父母|外祖|岳|公婆|兄|弟|姐|妹")
JUDGES = re.compile(r"审判人员|审判员|审判长|法官|陪审员|合议庭|庭长|审委会委员|审判委员会委员|院长")
OTHERS = re.compile(r"书记员|翻译|鉴定人|勘验人|法官助理|司法技术|执行员|其他人员|司法警察")


def ask_grounds() -> tuple[Ground, ...]:
    """The grounds a party may name in an application for recusal."""
    return grounds()


@rule("recusal.decider")
def decider(*, target: str, domain: str = "civil") -> Answer:
    """Who decides on a person's recusal. {"decider": who}.

    target  such as 审判长(院长), 审判员, 人民陪审员, 书记员. Raises LawError("unknown_target").
    Source: 民事诉讼法第49条; 刑事诉讼法第31、32条; 行政诉讼法第55条.
    """
    kind = {"criminal": "刑事", "admin": "行政"}.get(terms.domain(domain), "民事")
    article = {"民事": cite("CPL", "49"), "行政": cite("APL", "55"), "刑事": cite("CrPL", "31")}[kind]
    if _is_president(target):
        return _decided("审判委员会", "院长担任审判长或者独任审判员时的回避，由审判委员会决定", article)
    if OTHERS.search(target):
        who, text = {
            "民事": ("审判长或者独任审判员", "其他人员的回避，由审判长或者独任审判员决定"),
            "行政": ("审判长", "其他人员的回避，由审判长决定"),
            "刑事": ("院长", "书记员、翻译人员和鉴定人的回避，由院长决定"),
        }[kind]
        return _decided(who, text, cite("CrPL", "32", "M") if kind == "刑事" else article)
    if JUDGES.search(target):
        return _decided("院长", "审判人员的回避，由院长决定", article)
    raise LawError("unknown_target", f"无法识别的回避对象“{target}”，请写明审判人员、书记员或者其他人员。", article)


def _is_president(target: str) -> bool:
    return ("院长" in target and "副院长" not in target) or target == "president"


def _decided(who: str, text: str, article: Citation) -> Answer:
    return Answer({"decider": who}, [Step(text, article)])


@rule("recusal.decide_by")
def decide_by(
    *, applied: date | None = None, requested: date | None = None, calendar: Calendar | None = None
) -> Answer:
    """The last day to decide on an application for recusal. {"by": day}: three days. Source: 民事诉讼法第50条."""
    start = applied or requested
    if start is None:
        raise LawError("bad_input", "缺少事项：申请回避的日期")
    return due("bench", "recusal.decide", start, "对回避申请作出决定", calendar=calendar)


@rule("recusal.review_by")
def review_by(
    *, applied: date | None = None, requested: date | None = None, calendar: Calendar | None = None
) -> Answer:
    """The last day to decide on the one review (复议). {"by": day}: three days. Source: 民事诉讼法第50条."""
    start = applied or requested
    if start is None:
        raise LawError("bad_input", "缺少事项：申请复议的日期")
    return due("bench", "recusal.review", start, "对复议申请作出决定", calendar=calendar)


@rule("counsel.barred")
def barred(
    *,
    former_judge: bool = False,
    left: date | None = None,
    case_date: date | None = None,
    court: str = "other",
    dismissed: bool = False,
    as_guardian_or_kin: bool = False,
    relation: str | None = None,
    staff_relation: str | None = None,
    relation_to_staff: str | None = None,
) -> Answer:
    """Whether somebody may not act as agent or defender. {"barred": bool}.

    court               "former" where the former judge served, or where the kin works; else "other"
    as_guardian_or_kin  acts as guardian or near relative of the party, which is always allowed to former judges
    relation            what they are to somebody of the court's staff, such as 配偶
    Source: 法官法第36条; 执行回避制度规定第8、9条.
    """
    here = bool(FORMER_COURT.search(court))
    kin = staff_relation or relation_to_staff or relation
    if kin and here and _is_staff_kin(kin):
        return _barred(
            True, f"法院工作人员的{kin}不得担任其任职法院所审理案件的诉讼代理人、辩护人", cite("RECUSE", "9")
        )
    if not former_judge and not dismissed:
        return _barred(False, "不是离任法官，也不是本院工作人员的配偶、父母、子女", cite("JUDGE", "36"))
    if as_guardian_or_kin:
        return _barred(False, "作为当事人的监护人或者近亲属代理诉讼、进行辩护的除外", cite("JUDGE", "36"))
    if dismissed:
        return _barred(True, "被开除的法官不得担任诉讼代理人、辩护人", cite("JUDGE", "36"))
    if here:
        return _barred(
            True, "法官离任后，不得担任原任职法院办理案件的诉讼代理人、辩护人，没有期限", cite("JUDGE", "36")
        )
    return _within_two_years(left, case_date)


def _is_staff_kin(relation: str) -> bool:
    words = ENGLISH.get(relation.strip().lower(), relation.strip())
    return bool(STAFF_KIN.search(words)) and not NOT_STAFF_KIN.search(words)


def _within_two_years(left: date | None, case_date: date | None) -> Answer:
    if left is None or case_date is None:
        raise LawError("bad_input", "缺少事项：法官离任日期、代理案件日期")
    found = row("bench", "counsel.former_judge_years", case_date)
    end = end_of(found.value, left, shift=False).day
    barred_then = left <= case_date <= end
    text = f"法官离任后{found.value}内（至{end}）不得以律师身份担任诉讼代理人、辩护人；本案日期{case_date}"
    return _barred(barred_then, text, found.cite())


def _barred(value: bool, text: str, article: Citation) -> Answer:
    return Answer({"barred": value}, [Step(text, article)])
