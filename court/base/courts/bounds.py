"""Limits the courts may move within bounds that nothing passes: what is taken in, and how often something may be asked.

One value for all courts, kept by the intermediate court's administrators. The upper bound of a size is what the checks of
uploads were measured for; those of the rates keep guessing slow and never lock the public out.
"""
from dataclasses import dataclass

from court.base.courts import clock
from court.base.courts.models import Setting
from court.base.courts.queries import in_force

UPLOADS, RATES = "材料上传", "频次限制"
TAKEN_IN = "自生效日起的上传按新的上限；已经收下的材料不受影响。"
ASKED = "自生效日起按新的次数；不影响已经办完的操作。"


@dataclass(frozen=True)
class Bound:
    """A whole number between `least` and `most`, both included; `default` holds while no court said otherwise."""

    key: str
    label: str
    least: int
    most: int
    default: int
    unit: str
    group: str = UPLOADS
    effect: str = TAKEN_IN


BOUNDS = {one.key: one for one in (
    Bound("upload.pdf_mb", "单个PDF、OFD文件上限（MB）", 10, 100, 100, "MB"),
    Bound("upload.image_mb", "单个图片上限（MB）", 5, 20, 20, "MB"),
    Bound("upload.office_mb", "单个Word、Excel、文本文件上限（MB）", 5, 50, 50, "MB"),
    Bound("upload.recording_mb", "单个录音录像上限（MB）", 100, 4_000, 4_000, "MB"),
    Bound("upload.pages", "单个文件页数上限", 100, 3_000, 3_000, "页"),
    Bound("upload.files", "一次提交的文件数上限", 10, 100, 100, "个"),
    Bound("upload.package_mb", "一次立案的材料合计上限（MB）", 100, 500, 500, "MB"),
    Bound("rate.sign_in", "登录：每个网络地址每分钟次数", 5, 60, 10, "次", RATES, ASKED),
    Bound("rate.links", "打开链接：每个网络地址每分钟次数", 10, 60, 20, "次", RATES, ASKED),
    Bound("rate.codes", "短信验证码：每个手机号每日次数", 5, 20, 10, "次", RATES, ASKED),
    Bound("rate.real_name", "实名核验：每个手机号每小时次数", 3, 10, 5, "次", RATES, ASKED),
    Bound("rate.join", "加入案件：每个账号十分钟次数", 5, 30, 10, "次", RATES, ASKED),
    Bound("rate.pay", "发起交费：每个账号十分钟次数", 5, 60, 20, "次", RATES, ASKED),
    Bound("rate.public", "公开查询：每个网络地址每分钟次数", 10, 120, 30, "次", RATES, ASKED),
    Bound("rate.inspection_asks", "网上阅卷、查档申请：每个账号每日次数", 3, 50, 10, "次", RATES, ASKED),
    Bound("rate.inspection_pages", "网上阅卷翻页：每个账号每分钟页数", 20, 300, 90, "页", RATES, ASKED),
    Bound("rate.verify", "分案、票据核验：每个网络地址次数（分案每分钟，票据每五分钟）", 5, 60, 20, "次", RATES, ASKED),
)}


def held(key: str) -> int:
    """The value in force today."""
    return held_all(key)[key]


def held_all(*keys: str) -> dict[str, int]:
    """Several at once, in one question. A row beyond the bounds, however it came there, counts as the bound."""
    rows = list(Setting.objects.filter(key__in=keys, court=None))
    return {key: _within(BOUNDS[key], in_force(rows, key, clock.today(), None)) for key in keys}


def _within(bound: Bound, row: Setting | None) -> int:
    if row is None or not isinstance(row.value, int):
        return bound.default
    return min(max(row.value, bound.least), bound.most)
