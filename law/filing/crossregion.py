"""Cross-region filing (跨域立案): which matters, who does what, and the target for a response."""
from datetime import datetime, timedelta

from law.answer import Answer, LawError, Step
from law.instruments import cite
from law.registry import rule
from law.rows import row

MATTERS = {
    "civil_first": ("民商事一审", "民事一审", "民事", "商事", "civil"),
    "administrative_first": ("行政一审", "行政", "administrative", "admin"),
    "enforcement": ("强制执行申请", "申请执行", "执行", "enforcement"),
}
DUTIES = {
    "协作法院": ("核对材料形式", "代为接收", "扫描上传并发出立案服务请求", "当场送交或者告知管辖法院的答复"),
    "管辖法院": ("响应请求", "审查并决定是否立案", "行使管辖权"),
}


@rule("cross_region.allowed")
def cross_region_allowed(*, matter: str, level: str = "basic") -> Answer:
    """Whether a matter may be filed at another court. {"allowed": bool}; level of the court: basic or intermediate."""
    known = any(matter == key or matter in names for key, names in MATTERS.items())
    allowed = known and level in ("basic", "intermediate", "基层", "中级")
    return Answer(
        {"allowed": allowed},
        [
            Step(
                "中级、基层人民法院的民商事和行政一审、强制执行申请，可以跨域立案"
                if allowed
                else "不在跨域立案的范围，请直接向管辖法院提交",
                cite("CROSS"),
            )
        ],
    )


@rule("cross_region.respond_by")
def cross_region_respond_by(*, sent: datetime, minutes: int | None = None) -> Answer:
    """The target time for the competent court's answer. {"target"}: a service target, never a legal limit.

    minutes   the court's own target; without it the published 30 minutes
    Raises LawError("bad_input") for a target that isn't positive.
    """
    target = row("filing", "cross_region.minutes").whole if minutes is None else minutes
    if target <= 0:
        raise LawError("bad_input", "响应目标应为正整数分钟。")
    found = row("filing", "cross_region.minutes")
    return Answer({"target": sent + timedelta(minutes=target)},
                  [Step(f"响应目标为{target}分钟，是服务指标，不是法定期限", found.cite())])
