"""Process information (审判流程信息): what is pushed to the parties, when, and electronic service under older law."""

from datetime import date

from law.answer import Answer, Step
from law.choices import Choice, choices, match, pick
from law.instruments import cite
from law.registry import rule
from law.rows import row, table

FILE = "openness-choices"
IDENTITY_KEYS = ("身份证件号码", "律师执业证号", "组织机构代码", "统一社会信用代码", "留存的手机号码")
JUDGMENTS = ("判决", "裁定", "调解书")
UNSERVED = ("未送达", "送达前", "尚未送达", "不送达")


def items() -> tuple[Choice, ...]:
    """Every item with its label; value: push, served (after service), request, never."""
    return choices(FILE, "push")


@rule("process_info.push")
def push(*, item: str, to: str, served: bool | None = None, collected: bool = True, on: date | None = None) -> Answer:
    """Whether an item is pushed to somebody. {"push": bool}.

    to         当事人, 法定代理人, 诉讼代理人, 辩护人; nobody else
    served     for documents: whether they have been served (None: the item says so or it is served)
    collected  the receiver's identity has been collected and they are still in the case
    Raises LawError("unknown_item", "no_law_on_date"). Source: 公开审判流程信息规定第1、7–12条.
    """
    row("openness", "process_info", on)
    found = pick(item, items(), "unknown_item", "流程信息")
    audience = match(to, choices(FILE, "audience"))
    if found.value == "never":
        return _answer(False, f"{found.label}不得通过互联网公开", found)
    if audience is None or audience.value == "no":
        return _answer(False, "审判流程信息向参加诉讼的当事人及其代理人、辩护人公开，不向其他人推送", found)
    if not collected:
        return _answer(False, "尚未完成身份信息采集或者已退出诉讼，不予推送", found)
    if found.value == "request":
        return _answer(False, f"{found.label}经申请、采取保障措施后可以在线查阅，不主动推送", found)
    if found.value == "served" and (served is False or any(word in item for word in UNSERVED)):
        return _answer(False, "诉讼文书应当于送达后公开", found)
    return _answer(True, f"{found.label}应当向{audience.label}公开并推送", found)


def _answer(value: bool, text: str, found: Choice) -> Answer:
    return Answer({"push": value}, [Step(text, found.cite())])


@rule("service.e_serve")
def e_serve(*, doc: str, consent: bool, year: int | None = None, on: date | None = None) -> Answer:
    """Whether a document may be served electronically. {"allowed": bool}, and where it may {"paper_on_request": bool}.

    Judgments, rulings and mediation statements only from 2022, and then in paper too when the addressee asks.
    year, on  when it is served; None: today's law. Source: 民事诉讼法第90条; 公开审判流程信息规定第14条.
    """
    day = on or (date(year, 1, 1) if year is not None else None)
    judgment = any(word in doc for word in JUDGMENTS)
    found = table("openness")["e_serve.judgments" if judgment else "e_serve.other"][-1]
    if not consent:
        return Answer({"allowed": False}, [Step("电子送达应当经受送达人同意", cite("CPL", "90"))])
    if day is not None and day < found.since:
        text = "该时施行的法律规定判决书、裁定书、调解书不得电子送达" if judgment else "该时施行的法律未规定电子送达"
        return Answer({"allowed": False}, [Step(text, cite("PROC", "14"))])
    steps = [Step("经受送达人同意，可以采用能够确认其收悉的电子方式送达", found.cite())]
    if judgment:
        steps.append(
            Step("以电子方式送达的判决书、裁定书、调解书，受送达人提出需要纸质文书的，应当提供", cite("CPL", "90"))
        )
    return Answer({"allowed": True, "paper_on_request": judgment}, steps)
