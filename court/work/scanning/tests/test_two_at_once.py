"""Two people at the same row at the same moment, in threads that commit: one wins, the other is told plainly, nothing is doubled."""

import pytest

from court.spine.journal.tests.own_court import own_court, whole

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
TOGETHER = """
import io, json, threading
from django.conf import settings
from django.db import connection
from court.site import wire
wire.wire()
settings.COURT_READS_PAPERS = True
from court.base.people import identity
from court.kit.refusal import Refused
from court.ports.registry import provided
from court.ports.scanner import Scanner
from court.spine.cases.models import Case, Handler, Party
from court.spine.cases.tests.stage import DAY, build, moment
from court.spine.dossier import actions, texts
from court.spine.dossier.checking import inspect_document
from court.spine.dossier.models import Document, Placement, Rendition
from court.spine.dossier.tests.papers import SaysClean, pdf
from court.spine.errands.models import Errand
from court.spine.journal.models import Entry
from court.spine.journal.verification import verify
from court.spine.tasks.models import Task
from court.work.intake import actions as intake
from court.work.intake.models import Intake
from court.work.scanning import deciding, filing, steps, undoing
from court.work.scanning.models import Deed, Difference, Step, Way

stage = build()
def case_of(seq):
    return Case.objects.create(court=stage.court, year=2026, type_code="民初", seq=seq, number=f"（2026）晋0802民初{seq}号",
        definition="civil_first", definition_version=1, track="simplified", stage="trial", cause_code="103.01", cause="民间借贷纠纷",
        title="甲诉乙", filed_on=DAY, docketed_on=DAY)
case, second = case_of(1), case_of(2)
for who, role in (("clerk", "clerk"), ("judge", "judge")):
    Handler.objects.create(case=case, account=stage.accounts[who], role=role, since=moment())

def paper():
    with provided(Scanner, SaysClean()):
        made = actions.receive(case.court, io.BytesIO(pdf()), kind="added", title="扫描件", name="a.pdf", by=stage.actor("clerk"),
                               at=moment(), case=case)
        made = inspect_document(made, at=moment())
    way = steps.opened(made, moment())
    for name in (steps.Name.READ, steps.Name.SORTED):
        steps.put(way, name, steps.State.DONE, moment())
    filing._ask(made, way, moment(), "需要确认。")
    return made

def together(*deeds):
    barrier, said = threading.Barrier(len(deeds)), [None] * len(deeds)
    def one(place, deed):
        try:
            barrier.wait()
            deed()
            said[place] = "done"
        except Refused as refused:
            said[place] = refused.code
        except Exception as error:
            said[place] = repr(error)
        finally:
            connection.close()
    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(deeds)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return sorted(said)

told = {}
clerk, judge = stage.actor("clerk"), stage.actor("judge")
told["settle"], told["undo"], told["accept"], told["reopen"], told["give"], told["same"] = [], [], [], [], [], []
for turn in range(TURNS):
    made = paper()
    told["settle"].append(together(
        lambda: filing.settle(made.pk, "main", "原告举证材料", "甲", by=clerk, at=moment()),
        lambda: filing.settle(made.pk, "main", "被告举证材料", "乙", by=judge, at=moment())))
    facts = [Deed.objects.filter(way=made.pk, what="filed").count(), Placement.objects.filter(document=made).count(),
             Entry.objects.filter(kind="scanning.settled", stream=case.stream).count() - turn,
             Task.objects.filter(subject=f"document:{made.pk}", state="done").count()]
    told["settle"][-1].append(facts)
    deed = Deed.objects.get(way=made.pk, what="filed")
    told["undo"].append(together(lambda: undoing.undo(deed.pk, by=clerk, at=moment()), lambda: undoing.undo(deed.pk, by=judge, at=moment())))
    told["undo"][-1].append([Task.objects.filter(subject=f"document:{made.pk}", state="open").count(),
                             Entry.objects.filter(kind="scanning.undone").count() - turn, Placement.objects.filter(document=made).count()])
    number = f"E2026{turn:04}"
    from court.base.people.models import Person
    person = Person.objects.create(name="王建国", id_kind="passport", id_number=number, id_index=identity.id_index(number))
    party = Party.objects.create(case=case, person=person, role="plaintiff", name=person.name, order=turn + 1)
    one = Difference.objects.create(way_id=made.pk, case=case, party=party, name="phone", label="联系电话", says="13800138000", page=1,
                                    found_at=moment())
    told["accept"].append(together(lambda: deciding.decide(one.pk, "accept", by=clerk, at=moment()),
                                   lambda: deciding.decide(one.pk, "accept", by=judge, at=moment())))
    told["reopen"].append(together(lambda: deciding.reopen(one.pk, by=clerk, at=moment()), lambda: deciding.reopen(one.pk, by=judge, at=moment())))
    told["accept"][-1].append(Entry.objects.filter(kind="scanning.decided").count() - 2 * turn)
    first = stage.actor("filing_clerk"), stage.actor("service_officer")
    for name, cases in (("give", (case, second)), ("same", (second, second))):
        row = intake.receive(stage.court, intake.Sender("post", "王建国"), [intake.Paper("材料", [actions.take_in(io.BytesIO(pdf()), "b.pdf")])],
                             by=first[0], at=moment())
        told[name].append(together(*(lambda who=who, to=to: intake.give(row.pk, to, by=who, at=moment()) for who, to in zip(first, cases))))
        told[name][-1].append([Entry.objects.filter(kind="intake.given", stream=row.stream).count(),
                               Document.objects.filter(intake_id=row.pk).exclude(case=None).count()])
print(json.dumps({**told, "journal": [str(one) for one in verify().findings]}))
"""
TURNS = 3


def test_of_two_at_once_one_wins_and_the_other_is_told(tmp_path):
    with own_court(tmp_path / "home", like=whole()) as court:
        said = court.script(f"TURNS = {TURNS}\n" + TOGETHER)
    assert said["settle"] == [["done", "stale", [1, 1, 1, 1]]] * TURNS
    assert said["undo"] == [["done", "stale", [1, 1, 1]]] * TURNS
    assert said["accept"] == [["done", "stale", 2]] * TURNS and said["reopen"] == [["done", "stale"]] * TURNS
    assert said["give"] == [["done", "stale", [1, 1]]] * TURNS
    assert said["same"] == [["done", "done", [1, 1]]] * TURNS
    assert said["journal"] == []
