"""The screens of the wizard in their order, and which of them a filing needs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from court.base.courts.queries import tribunals_of
from court.work.filing import forms, quoting
from court.work.filing.models import Filing

Answers = dict


@dataclass(frozen=True)
class Screen:
    """One question group. `form` is None for screens that keep rows of their own (parties, files)."""

    key: str
    title: str
    under: str
    form: type[forms.Step] | None = None
    needed: Callable[[Answers], bool] = lambda answers: True


def _has_tribunals(answers: Answers) -> bool:
    court = (answers.get("court") or {}).get("court")
    return bool(court) and bool(tribunals_of(court))


def is_agent(answers: Answers) -> bool:
    return (answers.get("me") or {}).get("capacity") == Filing.Capacity.AGENT


def _is_loan(answers: Answers) -> bool:
    return quoting.is_loan((answers.get("cause") or {}).get("cause", ""))


SCREENS = [
    Screen("court", "选择法院", "一般向被告住所地或者合同履行地的法院起诉", forms.CourtStep),
    Screen("tribunal", "选择派出法庭", "可以由法院安排", forms.TribunalStep, _has_tribunals),
    Screen("cause", "什么纠纷", "不确定的先选最接近的，法院会核定", forms.CauseStep),
    Screen("me", "您的信息", "已实名核验，请补充联系方式", forms.MeStep),
    Screen("agent", "代理关系", "替别人起诉需要授权委托书", forms.AgentStep, is_agent),
    Screen("principal", "原告的信息", "您代理的原告", forms.PartyStep, is_agent),
    Screen("sides", "对方当事人", "要告谁"),
    Screen("claims", "诉讼请求", "请求法院判决什么", forms.ClaimsStep),
    Screen("loan", "借款情况", "法院审理借款纠纷都要查明这些事实", forms.LoanStep, _is_loan),
    Screen("facts", "事实与理由", "把事情说清楚", forms.FactsStep),
    Screen("files", "证据和材料", "拍照或者选择文件"),
    Screen("fee", "费用和程序", "依照诉讼费用交纳办法计算", forms.TrackStep),
    Screen("consent", "送达和声明", "确认收件方式", forms.ConsentStep),
    Screen("check", "核对后提交", "每一项都可以修改"),
]
BY_KEY = {screen.key: screen for screen in SCREENS}


def way(answers: Answers) -> list[Screen]:
    """The screens this filing needs, in order."""
    return [screen for screen in SCREENS if screen.needed(answers)]


def neighbours(answers: Answers, key: str) -> tuple[str, str, int, int]:
    """(before, after, place from 1, how many) of a screen; empty names at the ends."""
    keys = [screen.key for screen in way(answers)]
    place = keys.index(key) if key in keys else 0
    before = keys[place - 1] if place else ""
    after = keys[place + 1] if place + 1 < len(keys) else ""
    return before, after, place + 1, len(keys)


def form_of(screen: Screen, answers: Answers, on: date, data=None, initial=None, **more) -> forms.Step:
    assert screen.form is not None
    if screen.key == "principal":
        more |= {"principal": True, "kind": (answers.get("agent") or {}).get("principal") or "natural"}
    return screen.form(data, initial=initial, answers=answers, on=on, **more)
