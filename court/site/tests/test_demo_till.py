"""The demo's money: history is paid at the stand-in, so that the daily bill and the ledger agree but for one cent."""

from datetime import date, timedelta
from random import Random

import pytest

from court.base.access.actor import Actor
from court.base.courts import actions as courts
from court.base.courts import clock
from court.base.courts.models import Court
from court.base.people.models import Office
from court.kit.days import date_of, moment_at
from court.kit.refusal import Refused
from court.site.demo import cast as people
from court.site.demo import life as lives
from court.site.demo.till import ODD_WHY, Till
from court.work.fees import reconciling
from court.work.fees.models import LedgerLine, Reconciliation

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 16)


@pytest.fixture
def paid(tmp_path):
    """Four cases paid at the stand-in on the days before today, and the cashier."""
    clock.mark_demo()
    courts.load_reference()
    till = Till(tmp_path / "payment.sqlite3")
    cast = people.make(Random(3), moment_at(date(2026, 3, 2), 8), till)
    court = Court.objects.get(code="晋0802")
    for back in (9, 8, 7, 6):
        life = lives.begin(cast, court, TODAY - timedelta(days=back), Random(back))
        life.after(1).pay()
    return till, Actor(cast.of(court.pk, Office.CASHIER)[0], TODAY, True)


def test_each_payment_is_in_the_gateways_bill_and_only_the_planted_cent_differs(paid):
    till, cashier = paid
    assert till.reconcile(moment_at(TODAY, 9), cashier) == 1
    days = list(Reconciliation.objects.all())
    assert len(days) == 14
    rows = [row for day in days for row in day.rows]
    assert [(row["what"], row["bill_fen"], row["why"]) for row in rows] == [("平台有、本院无", 1, ODD_WHY)]
    assert sum(day.matched for day in days) == LedgerLine.objects.count() >= 4


def test_an_explanation_survives_a_second_comparison_and_only_differences_take_one(paid):
    till, cashier = paid
    till.reconcile(moment_at(TODAY, 9), cashier)
    day = Reconciliation.objects.exclude(rows=[]).get()
    again = reconciling.reconcile(day.day, at=moment_at(TODAY, 12), bill=till.bill(day.day))
    assert again.rows[0]["why"] == ODD_WHY
    line = LedgerLine.objects.first()
    with pytest.raises(Refused):
        reconciling.explain(date_of(line.at), line.transaction_no, "本来就相符", courts=[line.order.court_id], by=cashier, at=moment_at(TODAY, 12))
    with pytest.raises(Refused):
        reconciling.explain(day.day, day.rows[0]["number"], "  ", courts=[""], by=cashier, at=moment_at(TODAY, 12))
