"""A case whose judgment is served and closed, appealed by the defendant; the people of the court above."""
from datetime import date

import pytest

from court.base.courts import clock
from court.base.people.models import Account, Appointment, Office
from court.kit.days import moment_at
from court.spine.cases.models import Case
from court.spine.cases.tests import stagefixtures
from court.spine.cases.tests.stage import account
from court.work.appeals.models import Handover

stage, assigned, web = stagefixtures.stage, stagefixtures.assigned, stagefixtures.web
CLOSED, APPEALED, SENT = date(2026, 4, 15), date(2026, 4, 20), date(2026, 5, 8)


@pytest.fixture
def above(stage) -> dict[str, Account]:
    """Accounts of the intermediate court and of one beside it, by office; also reached through stage.accounts."""
    superior = stage.court.superior
    for who, office in (("above_filing", Office.FILING_CLERK), ("above_judge", Office.JUDGE), ("above_archivist", Office.ARCHIVIST)):
        made = account(who, Account.Kind.STAFF, superior)
        Appointment.objects.create(account=made, court=superior, office=office, since=date(2020, 1, 1))
        stage.accounts[who] = made
    beside = type(superior).objects.create(code="晋07", name="晋中市中级人民法院", short_name="晋中中院", level="intermediate",
                                           division_code="140700")
    made = account("beside_filing", Account.Kind.STAFF, beside)
    Appointment.objects.create(account=made, court=beside, office=Office.FILING_CLERK, since=date(2020, 1, 1))
    stage.accounts["beside_filing"] = made
    return stage.accounts


@pytest.fixture
def appealed(stage, assigned, above) -> Case:
    """The defendant appealed on 20 April against the judgment that closed the case on the 15th."""
    Case.objects.filter(pk=assigned.pk).update(stage="closed", closed_on=CLOSED, close_manner="judgment", track="ordinary")
    assigned.refresh_from_db()
    stage.act(assigned, "receive_appeal", "defendant", APPEALED)
    return assigned


@pytest.fixture
def handed_up(stage, appealed) -> Handover:
    """The file passed upward after the plaintiff answered."""
    plaintiff = appealed.parties.get(role="plaintiff")
    stage.act(appealed, "send_appeal_copy", "clerk", APPEALED)
    stage.act(appealed, "appeal_copy_served", None, APPEALED, party=str(plaintiff.pk), served_on=APPEALED)
    stage.act(appealed, "answer_appeal", "plaintiff", date(2026, 4, 28))
    stage.act(appealed, "forward_appeal", "clerk", SENT)
    clock.set_court_time(moment_at(SENT, 15))
    return Handover.objects.get(case=appealed)
