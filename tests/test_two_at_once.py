"""Four at once at paying, planning a hearing, drafting, signing, issuing: each is done once, the others get a plain answer.

Filing and docketing: court/work/filing/tests/test_two_at_once.py; numbers and one form sent twice: test_numbers.py.
"""

import pytest

from court.spine.journal.tests.own_court import own_court, whole

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
RACES = """
import json
from datetime import date, timedelta
from random import Random
from court.base.courts import actions as courts, clock
from court.base.courts.models import Court
from court.kit.days import moment_at
from court.ports.payment import Paid, PayState
from court.site.demo import cast as people, life as lives
from court.site.wire import wire
from court.spine.cases import acts, replay
from court.spine.dossier.models import Document
from court.spine.journal.models import Entry
from court.spine.journal.tests.at_once import all_at_once
from court.spine.journal.verification import verify
from court.work.assignment.actions import commit
from court.work.fees import payments
from court.work.fees.models import LedgerLine, Order
from court.work.hearings import actions as hearings, diary
from court.work.hearings.models import Courtroom, Hearing
from court.work.judgments import actions as papers
from court.work.judgments.models import Paper

wire()
clock.mark_demo()
courts.load_reference()
clock.set_court_time(moment_at(date(2026, 6, 1), 10))
chance, yanhu = Random(7), Court.objects.get(code="晋0802")
cast = people.make(chance, moment_at(date(2026, 3, 2), 8))
room = Courtroom.objects.create(court=yanhu, name="第一审判庭")
commit(yanhu, clock.now())

def life():
    while True:
        made = lives.begin(cast, yanhu, date(2026, 6, 1), chance)
        if made.plaintiff and made.defendant and made.case.track == "simplified" and made.case.facts["fee_fen"]:
            return made

two = [life(), life()]
order = Order.objects.get(case=two[0].case)
paid = Paid(payments.wire_number(order), PayState.PAID, order.amount_fen, "4200001", two[0].at())
said = {"paying": all_at_once(4, lambda nth: payments.book(paid, at=two[0].at()))}
said["paid"] = [LedgerLine.objects.count(),
                Entry.objects.filter(stream=two[0].case.stream, kind="case.settle_fee").count()]
two[0].case.refresh_from_db()
two[1].pay()
for one in two:
    for step in (one.assign, one.send_papers, one.serve_all, one.join, one.answer):
        one.after(1)
        step()

slot = next(s for s in diary.free_slots(two[0].case, 60, two[0].day + timedelta(days=20)) if s.room.pk == room.pk)
by = [one.handler("judge") for one in two]
planned = all_at_once(4, lambda nth: hearings.schedule(two[nth % 2].case, by=by[nth % 2], at=two[0].at(),
                                                       starts_at=slot.starts_at, minutes=60, room=slot.room) and "done")
said["planning"] = [planned.count("done"), sum(one in ("done", "stale", "clash", "wrong_stage") for one in planned), planned]
said["hearings"] = Hearing.objects.count()
hearing = Hearing.objects.get()
chosen = next(one for one in two if one.case.pk == hearing.case_id)
chosen.hold(hearing)
case, judge, at = chosen.case, chosen.handler("judge"), chosen.at(18)
said["drafting"] = len(set(all_at_once(4, lambda nth: papers.start(case, "judgment", by=judge, at=at).pk)))
paper = Paper.objects.get()
texts = {"found": "经审理查明：借款属实。", "opinion": "本院认为，应当归还。", "decision": "被告归还借款。",
         "defence": "被告辩称：属实。", "costs": "由被告负担。"}
paper = papers.save(paper.pk, {**paper.sections, **texts}, revision=paper.revision, by=judge, at=at)
said["signing"] = len(set(all_at_once(4, lambda nth: papers.sign(paper.pk, by=judge, at=at).document_id)))
said["signed"] = Document.objects.filter(case=case, kind="judgment").count()
paper.refresh_from_db()
case.refresh_from_db()
token = case.version
said["issuing"] = all_at_once(4, lambda nth: acts.perform(case.pk, "issue_judgment", by=judge, at=at, token=token,
                                                          key=f"k{nth % 2}", facts={"paper": str(paper.document_id)})
                              and "done")
said["issued"] = Entry.objects.filter(stream=case.stream, kind="case.issue_judgment").count()
case.refresh_from_db()
said["wrong"] = [*replay.compare(case), *map(str, verify().findings)]
print(json.dumps(said, ensure_ascii=False))
"""


def test_four_at_once_pay_plan_draft_sign_and_issue_once(tmp_path):
    with own_court(tmp_path / "home", like=whole()) as court:
        said = court.script(RACES)
    assert (said["paying"], said["paid"]) == (["booked", "repeat", "repeat", "repeat"], [1, 1])
    assert said["planning"][:2] == [1, 4], said["planning"]
    assert said["hearings"] == 1
    assert (said["drafting"], said["signing"], said["signed"]) == (1, 1, 1)
    assert (said["issuing"], said["issued"]) == (["done", "done", "stale", "stale"], 1)
    assert said["wrong"] == []
