"""A court with cases in it, backed up and restored elsewhere: every row and file is as it was at that moment."""

import json
import shutil

import pytest

from court.spine.journal.tests.own_court import own_court, whole

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LIVE = """
import json
from court.base.courts import clock
from court.site.wire import wire
from court.spine.cases.tests.stage import build, paid
from court.spine.dossier import rendering
from court.spine.dossier.models import Document
wire()
clock.mark_demo()
stage = build()
for _ in range(3):
    paid(stage.case())
for document in Document.objects.filter(state="expected")[:2]:
    rendering.render_now(document, at=clock.now())
"""
GO_ON = """
from court.base.courts import clock
from court.site.wire import wire
from court.base.access.actor import Actor
from court.base.people.models import Account
from court.spine.cases import acts
from court.spine.cases.models import Case
wire()
for case in Case.objects.all():
    me = Actor(Account.objects.get(person__parties__case=case, person__parties__role="plaintiff"), clock.today())
    acts.perform(case, "apply_withdrawal", by=me, at=clock.now(), facts={})
"""
# The back-up itself and the exports of heads write rows of their own, by the real clock.
FINGERPRINT = """
import hashlib, json
from django.apps import apps
from court.site.wire import wire
wire()
own = {"journal.HeadExport", "journal.ExportedHead", "errands.Schedule"}
def of(model):
    rows = model._default_manager.order_by("pk")
    if model._meta.label in ("journal.Entry", "journal.StreamHead"):
        rows = rows.filter(stream__regex="^(case|filing|money):")
    return hashlib.sha256(repr([sorted(row.items()) for row in rows.values()]).encode()).hexdigest()
print(json.dumps({model._meta.label: of(model) for model in apps.get_models() if model._meta.label not in own}))
"""


def test_every_row_is_as_it_was_at_the_moment_and_the_checks_find_nothing(tmp_path):
    with own_court(tmp_path / "home", like=whole()) as court, own_court(tmp_path / "elsewhere", ()) as elsewhere:
        court.script(LIVE)
        moment = court.script(FINGERPRINT)
        made = court.command("backup", str(tmp_path / "copies"), "--json")
        assert made.returncode == 0, made.stderr
        court.script(GO_ON)
        assert court.script(FINGERPRINT) != moment, "the court went on after its back-up"
        shutil.copytree(court.home / "keys", elsewhere.home / "keys", dirs_exist_ok=True)
        done = elsewhere.command("restore", str(tmp_path / "copies"), "--json")
        assert (done.returncode, json.loads(done.stdout)["whole"]) == (0, True), done.stderr
        restored = elsewhere.script(FINGERPRINT)
        assert {name for name in moment if restored[name] != moment[name]} == set()
        for words in (("journal", "verify"), ("journal", "rebuild", "--compare"), ("dossier", "verify")):
            checked = elsewhere.command(*words)
            assert checked.returncode == 0, checked.stdout + checked.stderr
