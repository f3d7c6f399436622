"""The settings a court may change, each with its shape, who proposes it and who decides: nothing else can be set on the page.

A value holds from a day on and changes nothing that ran before: acts, clocks and docketed cases keep what held on their day.
"""
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from court.base.courts import bounds
from court.kit.refusal import Refused
from law import registry
from law.answer import LawError

DAYS_OFF = 0


@dataclass(frozen=True)
class Known:
    """One setting.

    parse    typed words -> JSON value, Refused where it can't be; show: JSON value -> words
    common   one value for all courts, kept by the intermediate court
    sourced  wants the instrument it rests on (文号), and may carry a last day
    """

    key: str
    label: str
    group: str
    help: str
    effect: str
    parse: Callable[[str], Any]
    show: Callable[[Any], str]
    default: str
    proposers: tuple[str, ...]
    deciders: tuple[str, ...]
    common: bool = False
    sourced: bool = False


def _wrong(words: str) -> Refused:
    return Refused(words, do="请更正后再提交。", code="bad_field", status=422)


def whole(least: int, most: int, unit: str) -> Callable[[str], int]:
    def parse(typed: str) -> int:
        text = typed.strip()
        if not (text.isascii() and text.isdigit() and len(text) < 7 and least <= int(text) <= most):
            raise _wrong(f"应为{least}至{most}之间的整数（{unit}）。")
        return int(text)

    return parse


def yes_or_no(typed: str) -> bool:
    if typed.strip() not in ("是", "否"):
        raise _wrong("请填写“是”或者“否”。")
    return typed.strip() == "是"


def two_sums(typed: str) -> list[str]:
    """“36000 144000”: up to which sum small claims is mandatory, up to which it may be agreed; in yuan."""
    parts = typed.replace("，", " ").replace(",", " ").replace("、", " ").split()
    try:
        sums = [Decimal(part) for part in parts]
    except InvalidOperation:
        raise _wrong("请填写两个金额（元），以空格分开。") from None
    if len(sums) != 2 or not all(one.is_finite() for one in sums) or not 0 < sums[0] < sums[1] <= 10_000_000:
        raise _wrong("请填写两个金额（元），以空格分开：应当适用的上限，和可以约定适用的上限；后者大于前者。")
    return [format(one.normalize(), "f") for one in sums]


def objection_fee(typed: str) -> int:
    """Whole yuan within the range of the law (诉讼费用交纳办法第十三条第六项)."""
    chosen = whole(1, 999_999, "元")(typed)
    try:
        registry.call("fee.jurisdiction_objection", base=Decimal(chosen))
    except LawError as refusal:
        raise Refused(refusal.text, law="、".join(map(str, refusal.cites)), do="请更正后再提交。", code="bad_field", status=422) from refusal
    return chosen


def show_sums(value: Any) -> str:
    return f"{value[0]}元以下应当适用；{value[0]}元至{value[1]}元可以约定适用"


ARCHIVES = (
    ("archive.inquiry_decide_days", "查档申请审批期限（工作日）", 1, 15, "个工作日", 3, "自生效日起提交的申请按新的期限；已经提交的不变。"),
    ("archive.inquiry_open_days", "查档准许后的查阅期限（日）", 1, 60, "日", 7, "自生效日起准许的申请按新的期限；已经准许的不变。"),
    ("archive.loan_longest_days", "档案借阅最长期限（日）", 1, 180, "日", 90, "自生效日起提出的借阅按新的期限；已经提出的不变。"),
    ("archive.loan_remind_days", "档案借阅到期前提醒（日）", 0, 30, "日", 3, "自生效日起的提醒按新的日数。"),
    ("archive.disposal_wait_days", "档案销毁试运行后的等待期（日）", 1, 90, "日", 7, "自生效日起试运行的清单按新的等待期；已经试运行的不变。"),
    ("archive.disposal_members", "档案销毁鉴定小组签署人数", 2, 9, "人", 2, "自生效日起试运行的清单按新的人数。"),
)
SECURITY = (("system_admin",), ("security_admin",))
KNOWN = {one.key: one for one in (
    Known("small_claims_max_yuan", "小额诉讼标的额标准", "立案和审判",
          "上年度全省就业人员年平均工资的百分之五十和二倍，填两个金额（元），以空格分开。民事诉讼法第一百六十五条。",
          "自生效日起审查的立案按该标准提出小额诉讼程序的建议；已立案件的审理程序、审限不变。",
          two_sums, show_sums, "未设定（不自动建议小额诉讼程序）", ("case_manager",), ("court_president", "vice_president"), sourced=True),
    Known("jurisdiction_objection_fee_yuan", "管辖权异议案件受理费（元）", "立案和审判",
          "管辖权异议不成立的，每件50元至100元，由本省规定具体标准。诉讼费用交纳办法第十三条第六项。",
          "自生效日起裁定驳回的管辖权异议按该标准收取；已经裁定的不变。",
          objection_fee, lambda value: f"{value}元", "50元（按幅度下限）", ("case_manager",), ("court_president", "vice_president"), sourced=True),
    Known("inspection_decide_days", "网上阅卷申请审批期限（工作日）", "网上阅卷", "1 至 15。全国没有统一规定，由本院设定。",
          "自生效日起提交的申请按新的期限；已经提交的不变。", whole(1, 15, "工作日"), lambda value: f"{value}个工作日", "3个工作日",
          ("case_manager",), ("court_president", "vice_president")),
    Known("inspection_read_days", "网上阅卷准许后的阅看期限（日）", "网上阅卷", "1 至 60。全国没有统一规定，由本院设定；审批时可以另行确定。",
          "自生效日起准许的申请按新的期限；已经准许的不变。", whole(1, 60, "日"), lambda value: f"{value}日", "7日",
          ("case_manager",), ("court_president", "vice_president")),
    Known("bundle_keep_days", "材料册文件保存期限（日）", "电子卷宗", "1 至 30。届满后文件删除，页码仍可查询。",
          "自生效日起制成的材料册按新的期限；已经制成的不变。", whole(1, 30, "日"), lambda value: f"{value}日", "7日",
          ("case_manager",), ("court_president", "vice_president")),
    *(Known(key, label, "收件和扫描", "1 至 10 个工作日；本院内部要求，不是法定期限。", "自生效日起收到的材料按新的期限；已经收到的不变。",
            whole(1, 10, "个工作日"), "{}个工作日".format, f"{default}个工作日", ("case_manager",), ("court_president", "vice_president"))
      for key, label, default in (("intake.hand_over_days", "收件后转出期限（工作日）", 2), ("intake.scan_days", "收件后扫描期限（工作日）", 1))),
    *(Known(key, label, "诉讼档案", f"{least} 至 {most}。全国没有统一规定，由本院设定。", effect, whole(least, most, unit), f"{{}}{unit}".format,
            f"{default}{unit}", ("case_manager",), ("court_president", "vice_president"))
      for key, label, least, most, unit, default, effect in ARCHIVES),
    Known("password.complexity", "口令须含三类字符", "登录安全", "填“是”或者“否”。", "下次设置口令时起适用，已有口令不受影响。",
          yes_or_no, lambda value: "是" if value else "否", "是", *SECURITY),
    Known("password.days", "口令更换周期（日）", "登录安全", "0 表示不要求定期更换，最长365。", "自生效日起，超过周期的口令在下次登录时更换。",
          whole(DAYS_OFF, 365, "日"), lambda value: f"{value}日" if value else "不要求", "90日", *SECURITY),
    Known("sign_in.lock_minutes", "连续输错口令后锁定（分钟）", "登录安全", "5 至 1440。", "自生效日起的锁定按新的时长；已锁定的账号不变。",
          whole(5, 1440, "分钟"), lambda value: f"{value}分钟", "15分钟", *SECURITY, common=True),
    *(Known(one.key, one.label, one.group, f"{one.least} 至 {one.most}。", one.effect, whole(one.least, one.most, one.unit),
            f"{{}}{one.unit}".format, f"{one.default}{one.unit}", *SECURITY, common=True) for one in bounds.BOUNDS.values()),
)}


def named(key: str) -> Known:
    if key not in KNOWN:
        raise Refused("没有这项配置。", do="请从配置页面选择。", code="missing", status=404)
    return KNOWN[key]
