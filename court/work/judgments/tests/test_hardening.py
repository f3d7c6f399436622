"""What a draft may hold without breaking the editor, and what a case that left the line closes with it."""
import pytest

from court.base.access.decide import may, visible
from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import moment
from court.work.judgments import actions, inspecting, notes
from court.work.judgments.models import Paper
from court.work.judgments.tests.test_drafting import ON

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(stage, assigned):
    return actions.start(assigned, "judgment", by=stage.actor("judge"), at=moment())


@pytest.mark.parametrize("typed", ["1.234元（壹元贰角）", "99999999999999999999元（壹亿元）", "1000000000000元（壹万亿元）", "１００元（壹佰元）"])
def test_a_sum_that_is_none_is_found_and_the_editor_opens(stage, paper, web, typed):
    text = {**paper.sections, "decision": f"被告张伟偿还{typed}。"}
    actions.save(paper.pk, text, revision=1, by=stage.actor("judge"), at=moment())
    assert web("judge").get(f"/staff/papers/{paper.pk}/").status_code == 200
    paper.sections = text
    found = [one for one in inspecting.findings(paper, ON) if one.stops and "金额" in one.words]
    assert bool(found) == ("１００" not in typed)


def test_a_state_secret_closes_drafts_and_notes_with_the_case(stage, paper, web):
    """S13: no online step, whoever handles the case."""
    case, judge = paper.case, stage.actor("judge")
    notes.write(case, "合议时讨论。", revision=0, by=judge, at=moment())
    Case.objects.filter(pk=case.pk).update(is_state_secret=True)
    secret = Paper.objects.select_related("case").get(pk=paper.pk)
    assert not may(judge, "read", secret)
    assert not visible(judge, Paper.objects.all()).exists()
    with pytest.raises(Refused):
        notes.write(secret.case, "再写。", revision=1, by=judge, at=moment())
    client = web("judge")
    for where in (f"case/{case.pk}/notes/", f"papers/{paper.pk}/", f"papers/{paper.pk}/preview.pdf"):
        assert client.get(f"/staff/{where}").status_code in (403, 404), where
