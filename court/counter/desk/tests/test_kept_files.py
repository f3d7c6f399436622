"""The file uploaded on the form of an act stays when the act is refused or only looked at."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from court.counter.desk.tests.test_before_confirming import answering, paper_of, url
from court.spine.cases.models import Case
from court.spine.dossier.models import Document, KeptFile
from court.spine.dossier.tests.papers import pdf

pytestmark = pytest.mark.django_db
__all__ = ["answering"]


def filed(case) -> int:
    return Document.objects.filter(case=case, title__contains="原判决").count()


@pytest.mark.parametrize("step", ["", "check"])
def test_the_file_of_an_act_not_done_is_kept_and_filed_with_the_act(stage, answering, web, step):
    Case.objects.filter(pk=answering.pk).update(stage="judged")
    judge, where = web("judge", fresh=True), url(answering, "correct_judgment")
    page = judge.get(where)
    sent = {"token": str(page.context["token"]), "key": page.context["key"]}
    answer = judge.post(where, sent | {"step": step, "corrected_file": SimpleUploadedFile("原判决.pdf", pdf(1))})
    kept = KeptFile.objects.get()
    text = answer.content.decode()
    assert answer.status_code == (200 if step else 422)
    assert "已选文件：原判决.pdf（" in text
    assert f'name="corrected_file-kept" value="{kept.pk}"' in text
    assert filed(answering) == 0
    again = sent | {"corrected_file-kept": str(kept.pk), "paper": paper_of(stage, answering, "correction")}
    assert judge.post(where, again).status_code == 302
    assert filed(answering) == 1
    judge.post(where, again)
    assert filed(answering) == 1


def test_another_file_chosen_takes_the_place_of_the_kept_one(stage, answering, web):
    Case.objects.filter(pk=answering.pk).update(stage="judged")
    judge, where = web("judge", fresh=True), url(answering, "correct_judgment")
    page = judge.get(where)
    sent = {"token": str(page.context["token"]), "key": page.context["key"]}
    judge.post(where, sent | {"corrected_file": SimpleUploadedFile("原判决.pdf", pdf(1))})
    first = KeptFile.objects.get()
    other = SimpleUploadedFile("判决书正本.pdf", pdf(2))
    judge.post(where, sent | {"corrected_file-kept": str(first.pk), "corrected_file": other})
    assert KeptFile.objects.get().name == "判决书正本.pdf"
    other.seek(0)
    again = sent | {"corrected_file-kept": str(first.pk), "paper": paper_of(stage, answering, "correction"), "corrected_file": other}
    assert judge.post(where, again).status_code == 302
    assert filed(answering) == 0
    assert Document.objects.filter(case=answering, title__contains="判决书正本").count() == 1
    assert not KeptFile.objects.exists()
