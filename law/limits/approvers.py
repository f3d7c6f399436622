"""Who approves an extension of a trial limit, and by when it must be asked for and decided."""
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from law.answer import LawError
from law.instruments import Citation, cite
from law.limits.kinds import DATA, Extension, Limit

NAMES = {
    "president": "本院院长",
    "upper": "上一级人民法院",
    "high": "高级人民法院",
    "admin_high": "高级人民法院",
    "supreme": "最高人民法院",
    "high_record": "高级人民法院（层报备案）",
    "parties": "各方当事人同意",
}
GROUNDS = {
    "death": "可能判处死刑的案件",
    "attached_civil": "附带民事诉讼的案件",
    "remote": "交通十分不便的边远地区的重大复杂案件",
    "gang": "重大的犯罪集团案件",
    "roaming": "流窜作案的重大复杂案件",
    "wide": "犯罪涉及面广，取证困难的重大复杂案件",
}


def approver_name(approver: str, court_level: str | None = None) -> str:
    """The approver in Chinese; administrative cases of a high court go to the Supreme People's Court (行诉法81)."""
    if approver == "admin_high" and court_level == "high":
        return NAMES["supreme"]
    return NAMES[approver]


def copy_to(approver: str, court_level: str | None) -> str | None:
    """Who gets a copy: a basic court asks the high court directly and tells its intermediate court (行诉解释50)."""
    return "中级人民法院" if approver == "admin_high" and court_level == "basic" else None


def step_of(limit: Limit, step: int) -> Extension:
    """The extension of a step, counted from 1. Raises LawError "not_extendable", "max_reached", "bad_input"."""
    if step < 1:
        raise LawError("bad_input", "延长的次数从1开始。")
    if not limit.steps:
        raise LawError("not_extendable", f"{limit.name}的审限没有延长的规定，应在期限内审结。", limit.citation)
    if step <= len(limit.steps):
        return limit.steps[step - 1]
    if limit.steps[-1].repeat:
        return limit.steps[-1]
    ways = "应当转为普通程序审理" if limit.kind == "civil_first_simplified" else "不得再延长"
    raise LawError("max_reached", f"{limit.name}至多延长{len(limit.steps)}次，{ways}。", limit.steps[-1].citation)


def check_ground(extension: Extension, ground: str | None) -> None:
    """Raises LawError("no_ground") where a ground is named that the step doesn't know (刑诉法158, 208)."""
    known = any(ground == key or ground in name for key, name in GROUNDS.items()) if ground else True
    if extension.grounds and not known:
        raise LawError("no_ground", f"“{ground}”不是可以延长审限的情形：限于{'、'.join(GROUNDS.values())}。",
                       cite("CrPL", "158、208"))


@cache
def _workflows() -> Mapping[str, list[Mapping]]:
    return tomllib.loads((DATA / "extension-workflows.toml").read_text("utf-8"))


def asking(limit: Limit, end: date) -> tuple[date, date, Citation] | None:
    """The last day to ask for an extension and the last day to decide; None where there is no extension.

    Raises LawError("no_law_on_date").
    """
    if not limit.steps:
        return None
    for row in _workflows()[limit.workflow]:
        if row["since"] <= end and end < row.get("until", date.max):
            return (end - timedelta(days=row["apply"]), end - timedelta(days=row["decide"]),
                    cite(row["instrument"], row["article"], row["mark"]))
    raise LawError("no_law_on_date", f"{end}尚无延长审限报批期限的规定，请人工核定。")


def days_before(workflow: str, name: str) -> int:
    """The number of days of the workflow in force now; `name` is apply or decide."""
    return _workflows()[workflow][-1][name]
