"""The kinds of representative: which papers each must bring, and what a special authority may cover."""
from dataclasses import dataclass

from court.spine import wiring
from court.spine.cases.models import Representative

Kind = Representative.Kind
Authority = Representative.Authority
PLACE = "当事人身份证明、法定代表人身份证明、授权委托书、律师事务所函"
wiring.files_under("委托、变更、解除代理人", PLACE)
# 民事诉讼法第六十二条第二款
ITEMS = {"admit": "代为承认诉讼请求", "waive": "代为放弃诉讼请求", "change": "代为变更诉讼请求", "settle": "代为进行和解、调解",
         "counterclaim": "代为提起反诉", "appeal": "代为提起上诉"}


@dataclass(frozen=True)
class Needs:
    """What a kind must bring (民诉法解释第八十八条), and whether it has a licence and a firm."""

    papers: str
    licensed: bool = False


NEEDS: dict[str, Needs] = {
    Kind.LAWYER: Needs("授权委托书、律师执业证、律师事务所证明材料（所函）", licensed=True),
    Kind.LEGAL_WORKER: Needs("授权委托书、法律服务工作者执业证、基层法律服务所介绍信、当事人一方位于本辖区内的证明", licensed=True),
    Kind.RELATIVE: Needs("授权委托书、身份证件、与委托人有近亲属关系的证明"),
    Kind.STAFF: Needs("授权委托书、身份证件、与当事人有合法劳动人事关系的证明"),
    Kind.RECOMMENDED: Needs("授权委托书、身份证件、推荐材料、属于推荐单位或者社区的证明"),
    Kind.GUARDIAN: Needs("户口簿、出生医学证明、监护关系证明或者指定监护的文书"),
}


def authority_label(authority: str, items: list[str]) -> str:
    """特别授权：代为承认诉讼请求、……"""
    label = Authority(authority).label
    named = "、".join(text for key, text in ITEMS.items() if key in items)
    return f"{label}：{named}" if named else label
