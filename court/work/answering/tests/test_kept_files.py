"""A file chosen for a submission that was refused is kept a day for that form and person, and taken once."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from court.base.courts import clock
from court.base.people.sweeping import sweep
from court.kit import blobs
from court.kit.ids import new_id, secret_token
from court.spine.cases.models import Case
from court.spine.dossier import kept
from court.spine.dossier.models import Document, KeptFile, Rendition
from court.spine.dossier.tests.papers import pdf

pytestmark = pytest.mark.django_db
GONE = "没有找到先前选择的文件"


@pytest.fixture
def sent(stage, assigned):
    """The papers are with the defendant: the time to answer runs."""
    stage.act(assigned, "send_papers", "clerk", days=15)
    return assigned


def upload(name="借条.pdf", words="paper"):
    return SimpleUploadedFile(name, pdf(1, words))


def address(case, kind="answer") -> str:
    return f"/cases/{case.pk}/submit/{kind}/"


def start(client, case, kind="answer") -> dict:
    return dict(client.get(address(case, kind)).context["form"].initial)


def stale(form: dict) -> dict:
    """The form as somebody has it open who acted elsewhere meanwhile."""
    return form | {"token": str(int(form["token"]) - 1), "text": "请求分期归还。"}


def again(answer) -> dict:
    """The form that the refused page shows, as its reader would send it: hidden fields and ticked files."""
    page = answer.content.decode()
    sent: dict = {"text": "请求分期归还。"}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value and name[1] != "csrfmiddlewaretoken" and ('type="hidden"' in tag or "checked" in tag):
            sent.setdefault(name[1], []).append(value[1])
    return sent


def originals(case) -> list[str]:
    """Names of the files of a case, whatever a person uploaded."""
    return sorted(Rendition.objects.filter(document__case=case, purpose="original").values_list("name", flat=True))


def refused(client, case, *files, kind="answer"):
    """A stale form sent with files: refused, and the page it gives."""
    answer = client.post(address(case, kind), stale(start(client, case, kind)) | {"files": list(files)})
    assert answer.status_code == 409
    return answer


@pytest.mark.parametrize("kind", ["answer", "evidence", "objection", "counterclaim"])
def test_the_file_of_a_refused_submission_is_named_kept_and_taken(sent, web, kind):
    client = web("defendant")
    answer = refused(client, sent, upload(), kind=kind)
    assert "已选文件：借条.pdf（" in answer.content.decode()
    assert originals(sent) == []
    more = {"amount": "20000"} if kind == "counterclaim" else {}
    assert client.post(address(sent, kind), again(answer) | more).status_code == 302
    assert originals(sent) == ["借条.pdf"]
    assert Document.objects.get(renditions__name="借条.pdf").state == Document.State.WAITING


def test_a_missing_field_keeps_the_file_as_well(sent, web):
    client = web("defendant")
    form = start(client, sent, "counterclaim") | {"text": "反诉", "amount": "五万", "files": upload()}
    answer = client.post(address(sent, "counterclaim"), form)
    assert answer.status_code == 422
    assert client.post(address(sent, "counterclaim"), again(answer) | {"amount": "50000"}).status_code == 302
    assert originals(sent) == ["借条.pdf"]


def test_files_chosen_beside_the_kept_ones_are_added_the_same_again_is_one_and_the_unticked_is_left_out(sent, web):
    client = web("defendant")
    answer = refused(client, sent, upload("甲.pdf", "a"), upload("乙.pdf", "b"))
    form = again(answer)
    left = next(one for one in KeptFile.objects.all() if one.name == "乙.pdf")
    form["files-also-kept"].remove(str(left.pk))
    form["files"] = [upload("甲.pdf", "a"), upload("丙.pdf", "c"), upload("甲.pdf", "d")]
    assert client.post(address(sent), form).status_code == 302
    assert originals(sent) == ["丙.pdf", "甲.pdf", "甲.pdf"]
    assert list(KeptFile.objects.values_list("name", flat=True)) == ["甲.pdf"]


def test_what_could_not_be_taken_in_is_not_kept_and_the_good_beside_it_is(sent, web):
    client = web("defendant")
    before = {path.name for path in kept.folder().iterdir()} if kept.folder().is_dir() else set()
    bad = [SimpleUploadedFile("照片.jpg", b"MZ" + bytes(99)), SimpleUploadedFile("合同.pdf", pdf(1)[:-300]),
           SimpleUploadedFile("程序.exe", b"MZ")]
    answer = client.post(address(sent), start(client, sent) | {"text": "答辩", "files": [upload(), *bad]})
    page = answer.content.decode()
    assert [one.name for one in KeptFile.objects.all()] == ["借条.pdf"]
    assert {path.name for path in kept.folder().iterdir()} - before == {str(KeptFile.objects.get().pk)}
    for one in bad:
        assert f"“{one.name}”没有保留，请重新选择。" in page
    assert client.post(address(sent), again(answer)).status_code == 302
    assert originals(sent) == ["借条.pdf"]


def test_another_persons_file_is_refused_as_not_there(sent, web):
    refused(web("defendant"), sent, upload())
    stolen = KeptFile.objects.get()
    plaintiff = web("plaintiff")
    form = start(plaintiff, sent, "evidence")
    KeptFile.objects.update(form=address(sent, "evidence"), key=form["key"])
    invented = new_id()
    told = []
    for reference in (stolen.pk, invented):
        answer = plaintiff.post(address(sent, "evidence"), form | {"text": "证据", "files-also-kept": str(reference)})
        assert answer.status_code == 409
        told.append(GONE in answer.content.decode())
        assert "借条.pdf" not in answer.content.decode()
    assert told == [True, True]
    assert originals(sent) == []


@pytest.mark.both_databases
@pytest.mark.parametrize("reference", ["", "x", "²", "9" * 19, "1\x00", "-1"])
def test_a_reference_that_is_none_is_told_and_breaks_nothing(sent, web, reference):
    client = web("defendant")
    answer = client.post(address(sent), start(client, sent) | {"text": "答辩", "files-also-kept": reference, "-kept": "1"})
    assert answer.status_code == 409
    assert GONE in answer.content.decode()


def test_a_file_is_bound_to_the_key_and_the_address_of_its_form(sent, web):
    client = web("defendant")
    form = again(refused(client, sent, upload()))
    for where, changed in ((address(sent), {"key": secret_token()}), (address(sent, "evidence"), {})):
        answer = client.post(where, form | changed)
        assert answer.status_code == 409
        assert GONE in answer.content.decode()
    assert originals(sent) == []


@pytest.mark.both_databases
def test_a_form_sent_twice_takes_its_kept_file_once_and_answers_the_same(sent, web):
    client = web("defendant")
    form = again(refused(client, sent, upload()))
    for _ in range(2):
        assert client.post(address(sent), form).status_code == 302
    assert originals(sent) == ["借条.pdf"]


def test_a_refused_second_try_does_not_use_the_file_up(sent, web):
    client = web("defendant")
    answer = refused(client, sent, upload())
    answer = client.post(address(sent), again(answer) | {"token": "0"})
    assert answer.status_code == 409
    assert KeptFile.objects.get().used_at is None
    assert client.post(address(sent), again(answer)).status_code == 302
    assert originals(sent) == ["借条.pdf"]


@pytest.mark.both_databases
def test_after_a_day_the_file_is_gone_and_its_form_says_so(sent, web, django_capture_on_commit_callbacks):
    client = web("defendant")
    form = again(refused(client, sent, upload()))
    KeptFile.objects.update(at=clock.real_now() - kept.KEPT - timedelta(minutes=1))
    answer = client.post(address(sent), form)
    assert answer.status_code == 409
    assert "先前选择的文件已经不在" in answer.content.decode()
    assert originals(sent) == []
    row = KeptFile.objects.get()
    assert kept.path_of(row.pk).is_file()
    with django_capture_on_commit_callbacks(execute=True):
        sweep()
    assert not KeptFile.objects.exists()
    assert not kept.path_of(row.pk).exists()


def test_what_is_younger_than_a_day_is_not_swept(sent, web):
    client = web("defendant")
    form = again(refused(client, sent, upload()))
    sweep()
    assert client.post(address(sent), form).status_code == 302


def test_kept_bytes_are_among_no_stored_content(sent, web):
    """S21: nobody opens what was not checked; back-ups and the checks of the dossier do not see it."""
    client = web("defendant")
    answer = client.post(address(sent, "counterclaim"), start(client, sent, "counterclaim") | {
        "text": "反诉", "amount": "x", "files": upload("只此一份.pdf", new_id())})
    row = KeptFile.objects.get()
    assert not blobs.store().has(row.digest)
    assert row.digest not in set(blobs.store().all())
    assert not re.search(rf'href="[^"]*{row.pk}', answer.content.decode())


def test_a_person_keeps_no_more_than_one_submission_may_hold(sent, web, monkeypatch):
    monkeypatch.setattr(kept, "held_all", lambda *_: {"upload.files": 2, "upload.package_mb": 500})
    client = web("defendant")
    refused(client, sent, upload("旧.pdf"))
    answer = refused(client, sent, upload("甲.pdf", "a"), upload("乙.pdf", "b"), upload("丙.pdf", "c"))
    assert sorted(KeptFile.objects.values_list("name", flat=True)) == ["乙.pdf", "甲.pdf"]
    assert "“丙.pdf”没有保留" in answer.content.decode()


def test_the_file_of_a_refused_change_of_claims_is_kept(stage, assigned, web):
    Case.objects.filter(pk=assigned.pk).update(facts={**assigned.facts, "claims": ["判令被告偿还借款50000元"]})
    client, where = web("plaintiff"), reverse("claim_change", args=[assigned.pk])
    page = client.get(where)
    form = {"token": str(page.context["token"]), "key": page.context["key"], "how": "alter", "asked": "判令被告偿还借款60000元",
            "amount": "60000", "step": "send"}
    answer = client.post(where, form | {"reason": "", "files": upload()})
    assert answer.status_code == 422
    assert "已选文件：借条.pdf（" in answer.content.decode()
    reference = KeptFile.objects.get().pk
    answer = client.post(where, form | {"step": "edit", "files-also-kept": reference})
    answer = client.post(where, form | {"step": "check"})
    assert f'value="{reference}"' in answer.content.decode()
    done = client.post(where, form | {"reason": "利息未计入", "files-also-kept": reference})
    assert done.status_code == 302
    assert originals(assigned) == ["借条.pdf"]
