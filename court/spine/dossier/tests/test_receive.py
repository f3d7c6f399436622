"""What comes in: kept byte for byte, waiting until checked, refused with the reason and the cure."""

import io

import pytest

from court.kit import blobs
from court.kit.refusal import Refused
from court.ports.failure import OutsideFailed
from court.ports.registry import provided
from court.ports.scanner import Scanner
from court.spine.cases.tests.stage import moment
from court.spine.dossier import actions
from court.spine.dossier.checking import inspect_document
from court.spine.dossier.models import Document, Placement, Rendition
from court.spine.dossier.tests.papers import IsDown, SaysInfected, pdf, photo
from court.spine.dossier.verification import verify
from court.spine.errands.models import Errand
from court.spine.journal.models import Entry

pytestmark = pytest.mark.both_databases

State = Document.State


def test_a_paper_is_kept_byte_for_byte_and_waits_for_the_checks(stage, case, put):
    content = pdf(2)
    document = put(case, "起诉状", content=content, name="诉状.pdf", check=False)
    original = document.renditions.get()
    assert blobs.read(original.sha256) == content
    assert (original.purpose, original.name, original.media_type) == ("original", "诉状.pdf", "application/pdf")
    assert (document.state, document.on_record) == (State.WAITING, False)
    assert Errand.objects.filter(kind="document.inspect", payload__document=str(document.pk)).exists()


def test_a_good_paper_becomes_available_in_its_catalogue_place(case, put):
    document = put(case, "民事起诉状", pages=3, item="起诉状（或口头起诉笔录）及附件")
    document.refresh_from_db()
    assert (document.state, document.on_record) == (State.AVAILABLE, True)
    assert document.renditions.get().pages == 3
    assert Placement.objects.get(document=document).item == "起诉状（或口头起诉笔录）及附件"


def test_its_way_stands_in_the_journal_without_its_title(case, put):
    document = put(case, "与张三借款的起诉状")
    entries = Entry.objects.filter(stream=case.stream, kind__startswith="document.").order_by("place")
    assert [entry.kind for entry in entries] == ["document.received", "document.admitted"]
    assert document.renditions.get().sha256 in entries[0].facts
    assert not any("张三" in entry.facts for entry in entries)


def test_a_bad_file_is_refused_with_its_name_the_cause_and_the_cure(case, put):
    document = put(case, "证据", content=pdf(1)[:-300], name="借条.pdf")
    assert document.state == State.REFUSED
    assert "借条.pdf" in document.note
    assert "重新" in document.note
    assert not document.on_record
    assert not Placement.objects.filter(document=document).exists()


def test_a_disguised_file_is_refused_before_anything_is_kept(stage, case):
    with pytest.raises(Refused) as refused:
        actions.receive(case.court, io.BytesIO(b"MZ" + b"\0" * 900), kind="evidence", title="证据", name="照片.jpg",
                        by=stage.actor("plaintiff"), at=moment(), case=case)  # fmt: skip
    assert refused.value.code == "disguised"
    assert "照片.jpg" in refused.value.message
    assert not Rendition.objects.exists()
    assert list(blobs.store().all()) == []


def test_a_scanner_that_is_down_means_waiting_never_clean(case, put):
    document = put(case, "证据", check=False)
    with provided(Scanner, IsDown()), pytest.raises(OutsideFailed):
        inspect_document(document, at=moment())
    document.refresh_from_db()
    assert document.state == State.WAITING


def test_an_infected_file_is_refused(case, put):
    document = put(case, "证据", check=False)
    with provided(Scanner, SaysInfected()):
        document = inspect_document(document, at=moment())
    assert document.state == State.REFUSED
    assert "安全检查" in document.note


def test_checking_twice_is_checking_once(case, put):
    document = put(case, "证据")
    inspect_document(Document.objects.get(pk=document.pk), at=moment())
    assert Entry.objects.filter(stream=case.stream, kind="document.admitted").count() == 1


@pytest.mark.parametrize(("typed", "kept"), [
    ("..\\..\\etc/passwd.pdf", "passwd.pdf"),
    ("借条\u202efdp.exe.pdf", "借条fdp.exe.pdf"),
    ("a\x00b\n.pdf", "ab.pdf"),
    ("玥珺喆堃·𠮷.pdf", "玥珺喆堃·𠮷.pdf"),
    ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
])  # fmt: skip
def test_a_name_is_metadata_without_paths_marks_and_control_signs(case, put, typed, kept):
    assert put(case, "证据", name=typed, check=False).renditions.get().name == kept


def test_papers_of_a_filing_become_papers_of_the_case(stage, case):
    document = actions.receive(case.court, io.BytesIO(photo()), kind="evidence", title="借条", name="借条.png",
                               by=stage.actor("plaintiff"), at=moment(), filing_id=77, item="原告举证材料")  # fmt: skip
    inspect_document(document, at=moment())
    late = actions.receive(case.court, io.BytesIO(photo("late")), kind="evidence", title="收据", name="收据.png",
                           by=stage.actor("plaintiff"), at=moment(), filing_id=77, item="原告举证材料")  # fmt: skip
    party = case.parties.get(role="plaintiff")
    assert actions.adopt(77, case, by=stage.actor("filing_clerk"), at=moment(), parties={document.pk: party}) == 2
    document.refresh_from_db()
    assert (document.case_id, document.on_record, document.party) == (case.pk, True, party)
    inspect_document(Document.objects.get(pk=late.pk), at=moment())
    assert Placement.objects.filter(case=case).count() == 2


def test_several_pictures_are_one_paper_bound_in_their_order_and_kept_as_they_came(case, stage):
    photos = [photo(), pdf(2), photo()]
    arrived = [actions.take_in(io.BytesIO(one), name) for one, name in zip(photos, ["1.png", "2.pdf", "3.png"], strict=True)]
    document = actions.receive(case.court, arrived, kind="scanned", title="证据", by=stage.actor("clerk"), at=moment(), case=case)
    inspect_document(document, at=moment())
    kept = list(document.renditions.filter(purpose="original").order_by("pk"))
    assert [blobs.read(one.sha256) for one in kept] == photos
    shown = document.renditions.get(purpose="pdf")
    assert (shown.pages, Document.objects.get(pk=document.pk).state) == (4, State.AVAILABLE)
    assert list(verify(case)) == []


def test_a_recording_can_not_be_bound_with_pictures(case, stage):
    arrived = [actions.take_in(io.BytesIO(photo()), "1.png"), actions.take_in(io.BytesIO("文本".encode()), "2.txt")]
    with pytest.raises(Refused, match="不能与其他文件合成"):
        actions.receive(case.court, arrived, kind="scanned", title="证据", by=stage.actor("clerk"), at=moment(), case=case)
