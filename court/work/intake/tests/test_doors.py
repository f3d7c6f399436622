"""By whichever door a paper comes: it is listed at once, opens only after the verdict, and before anything is read (S21)."""

import pytest
from django.urls import reverse

from court.base.access.decide import may
from court.ports.failure import OutsideFailed
from court.ports.registry import provided
from court.ports.scanner import Scanner
from court.spine.cases.tests.stage import moment
from court.spine.dossier.checking import inspect_document
from court.spine.dossier.models import Document, Placement
from court.spine.dossier.tests.papers import IsDown
from court.work.intake import actions
from court.work.intake import papers as printed
from court.work.intake.forms import ReceiveForm
from court.work.intake.models import Intake
from court.work.intake.tests.pieces import paper

pytestmark = pytest.mark.django_db


def come(stage, door: str, case=None) -> Document:
    by = stage.actor("plaintiff" if door == "phone" else "filing_clerk")
    told = actions.Sender(door, "王建国", account=by.account if door == "phone" else None,
                          from_court=stage.other_court if door == "court" else None)  # fmt: skip
    made = actions.receive(stage.court, told, [paper()], by=by, at=moment(), case=case)
    return Document.objects.select_related("case", "court").get(intake_id=made.pk)


@pytest.mark.parametrize("with_case", [True, False])
@pytest.mark.parametrize("door", Intake.Door.values)
def test_it_opens_after_the_verdict_and_before_any_reading(stage, heard, web, door, with_case):
    document = come(stage, door, heard if with_case else None)
    who = web("judge" if with_case else "filing_clerk")
    addresses = (reverse("document_download", args=(document.pk,)), reverse("page_picture", args=(document.pk, 1, "full")))
    assert document.state == "waiting"
    assert who.get(reverse("document_page", args=(document.pk,))).status_code == 200
    assert {who.get(one).status_code for one in addresses} == {409}
    with provided(Scanner, IsDown()), pytest.raises(OutsideFailed):
        inspect_document(document, at=moment())
    assert {who.get(one).status_code for one in addresses} == {409}
    assert not may(stage.actor("defendant"), "read", document)
    inspect_document(document, at=moment())
    document = Document.objects.select_related("case", "court").get(pk=document.pk)
    assert document.state == "available" and {who.get(one).status_code for one in addresses} == {200}
    assert not document.page_texts.exists()
    assert Placement.objects.filter(document=document).exists() == with_case


def test_what_another_court_hands_over_names_that_court_on_the_receipt(stage):
    document = come(stage, "court")
    intake = Intake.objects.get(pk=document.intake_id)
    rows = {row["label"]: row["value"] for row in printed.receipt_facts(intake)["rows"]}
    assert rows["移送法院"] == stage.other_court.name and rows["递交方式"] == "其他法院移送、调取"
    assert printed.receipt(intake).startswith(b"%PDF")
    form = ReceiveForm(stage.court.pk, {"door": "court", "sender": "临猗法院", "key": "k"})
    assert "请选择移送法院。" in str(form.errors["from_court"])
