"""Which kind of fee a cause of action (案由) leads to."""
import csv
from dataclasses import dataclass
from functools import cache

from law import causes
from law.answer import Answer, LawError, Step
from law.instruments import Citation, cite
from law.registry import rule
from law.rows import FOLDER

LABELS = {
    "property": "财产案件", "non_property": "其他非财产案件", "divorce": "离婚案件", "personality": "人格权案件",
    "ip": "知识产权民事案件", "labour": "劳动争议案件", "admin": "行政案件", "payment_order": "申请支付令",
    "public_notice": "申请公示催告", "set_aside_award": "申请撤销仲裁裁决或者认定仲裁协议效力",
    "bankruptcy": "破产案件", "preservation": "申请保全", "enforcement": "申请执行", "free": "不交纳案件受理费的案件",
    "unpriced": "没有明文收费标准的案件",
}


@dataclass(frozen=True)
class FeeKind:
    """The kind of fee of a cause, with what it rests on."""

    key: str
    source: Citation

    @property
    def label(self) -> str:
        return LABELS[self.key]


@cache
def by_cause() -> dict[str, FeeKind]:
    with (FOLDER / "fee-kinds.csv").open(encoding="utf-8", newline="") as lines:
        return {raw["code"]: FeeKind(raw["kind"], cite(raw["instrument"], raw["article"], raw["mark"] or None))
                for raw in csv.DictReader(lines)}


def kind_of(cause: str, has_amount: bool) -> FeeKind:
    """The kind of fee of a civil cause, given by code or name.

    The nearest listed entry above the cause decides. Causes outside the list are property cases
    where a sum is claimed, else other cases without property. Raises LawError("unknown_cause").
    """
    code = cause if cause in causes.tree("civil") else causes.named("civil", cause).code
    for entry in (code, *reversed([above.code for above in causes.ancestors("civil", code)])):
        if entry in by_cause():
            return by_cause()[entry]
    return FeeKind("property", cite("FEE", "第十三条第一项")) if has_amount else \
        FeeKind("non_property", cite("FEE", "第十三条第二项第3目"))


def kind_named(kind: str) -> FeeKind:
    """A kind by key or label. Raises LawError("bad_kind")."""
    for key, label in LABELS.items():
        if kind in (key, label):
            return FeeKind(key, cite("FEE", "13、14"))
    raise LawError("bad_kind", f"无法识别的收费类别“{kind}”，请从下列各项中选择：{'、'.join(LABELS.values())}。")


@rule("fee.kind_of_cause")
def fee_kind_of_cause(*, cause: str, has_amount: bool = True) -> Answer:
    """The kind of fee of a civil cause. {"kind", "label"}. cause   code or name of today's list or an older one."""
    found = kind_of(cause, has_amount)
    return Answer({"kind": found.key, "label": found.label}, [Step(f"按{found.label}收费", found.source)])
