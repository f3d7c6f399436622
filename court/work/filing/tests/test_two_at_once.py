"""Four at once at one filing: one submission, one case, and plain words for the others."""

import pytest

from court.spine.journal.tests.own_court import own_court, whole

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
RACE = """
import json
from court.base.courts import clock
from court.base.people.models import Account, Appointment
from court.site.wire import wire
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import account, build, moment
from court.spine.journal.tests.at_once import all_at_once
from court.spine.journal.verification import verify
from court.work.filing import actions, drafts, files, reviewing
from court.work.filing.models import Filing
from court.work.filing.tests.conftest import FULL, verified
from court.spine.dossier.models import Document
from court.spine.dossier.tests.papers import pdf
from django.core.files.uploadedfile import SimpleUploadedFile

wire()
clock.mark_demo()
stage = build()
verified(stage.accounts["plaintiff"], 1)
clerks = [stage.accounts["filing_clerk"]]
for nth in range(3):
    clerk = account(f"clerk{nth}", Account.Kind.STAFF, stage.court)
    Appointment.objects.create(account=clerk, court=stage.court, office="filing_clerk", since="2020-01-01")
    stage.accounts[f"clerk{nth}"] = clerk
me = stage.actor("plaintiff")
filing = drafts.begin(me, at=moment())
for key, values in FULL.items():
    drafts.save(filing, key, values, by=me, at=moment())
filing.refresh_from_db()
files.add(filing, SimpleUploadedFile("a.pdf", pdf(1)), "evidence", "", by=me, at=moment())

submitted = all_at_once(4, lambda nth: actions.submit(filing, by=stage.actor("plaintiff"), at=moment(),
                                                      key=f"k{nth % 2}") and "done")
filing = Filing.objects.get()
who = ["filing_clerk", "clerk0", "clerk1", "clerk2"]
Document.objects.filter(filing_id=filing.pk).update(state="available")  # the scanner is not what is tested
docketed = all_at_once(4, lambda nth: reviewing.accept(filing, track="simplified", by=stage.actor(who[nth]), at=moment(),
                                                       token=filing.version, key=f"d{nth}") and "done")
print(json.dumps({"submitted": submitted, "docketed": docketed, "version": filing.version,
                  "cases": Case.objects.count(), "findings": [str(one) for one in verify().findings]}))
"""


def test_four_at_once_hand_in_and_docket_once(tmp_path):
    with own_court(tmp_path / "home", like=whole()) as court:
        told = court.script(RACE)
    assert told == {"submitted": ["done", "done", "submitted", "submitted"],
                    "docketed": ["done", "stale", "stale", "stale"], "version": 1, "cases": 1, "findings": []}
