"""The notice to who owes a fee after a ruling or a judgment: filed in the dossier, served with its way to pay, and told."""
from datetime import datetime

from court.kit import money
from court.spine.cases.models import Case, Party
from court.spine.dossier import actions as dossier
from court.spine.messages.actions import tell
from court.work.fees.models import Order

ITEM = "缴纳诉讼费用或减、缓、免手续"


def send(case: Case, party: Party, order: Order, *, about: str, title: str, paragraphs: list[str], heading: str, text: str,
         at: datetime, entry=None) -> None:  # fmt: skip
    """about: a short English word that makes the notice one for each order and party; heading, text: the message's."""
    dossier.expect(case, "fee_burden_notice", {"to": party.name, "contact": ["诉讼服务热线：12368"], "paragraphs": paragraphs},
                   kind="fee_burden_notice", title=f"诉讼费用交纳通知书（{title}）", item=ITEM, party=party, by=None, at=at,
                   sealed=True, entry=entry, key=f"fee_{about}:{order.pk}:{party.pk}")
    tell(party.person, kind="fee_burden", key=f"fee-{about}:{order.pk}:{party.pk}", at=at, case=case, title=heading, text=text)


def in_full(order: Order) -> str:
    return f"人民币{money.plain(order.amount_fen)}元（大写：{money.in_words(order.amount_fen)}）"


def where(order: Order) -> str:
    return f"请于{order.due_on:%Y年%-m月%-d日}前通过移动微诉讼“网上缴费”或者诉讼服务大厅窗口交纳。"
