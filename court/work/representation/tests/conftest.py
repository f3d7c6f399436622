"""The stage, browsers of its cast, and the papers a representative brings."""
import io
from datetime import date

import pikepdf
import pytest

from court.base.people import identity
from court.base.people.models import Account
from court.spine.cases.tests import stagefixtures
from court.spine.cases.tests.stage import account
from court.spine.dossier.actions import take_in

stage, assigned, web, opened = stagefixtures.stage, stagefixtures.assigned, stagefixtures.web, stagefixtures.opened


def pdf() -> bytes:
    made, into = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(into)
    return into.getvalue()


@pytest.fixture
def paper(stage):
    """The paper of a mandate as it arrives, as often as one asks."""
    return lambda: take_in(io.BytesIO(pdf()), "授权委托书.pdf")


@pytest.fixture
def more(stage):
    """Further lawyers: 高律 acts for the plaintiff of `assigned` already; 林律 and 薛律 for nobody yet."""
    stage.accounts["lawyer"].licence, stage.accounts["lawyer"].firm = "11408202010000001", "示例律师事务所"
    stage.accounts["lawyer"].save(update_fields=["licence", "firm"])
    for nth, (who, name) in enumerate((("lin", "林律"), ("xue", "薛律")), 2):
        made = stage.accounts[who] = account(name, Account.Kind.LAWYER)
        made.licence, made.firm = f"1140820201000000{nth}", "盐湖律师事务所"
        made.save(update_fields=["licence", "firm"])
    return stage


def number(nth: int, born: str = "19800105", male: bool = True) -> str:
    return identity.demo_resident_number(date(int(born[:4]), int(born[4:6]), int(born[6:])), nth, male=male)
