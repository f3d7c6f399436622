"""One PDF of a volume: cover, catalogue, every page under its label, and nothing a reader may not see."""

import io
import json
from datetime import date

import pikepdf
import pytest

from court.kit import blobs
from court.kit.press import sheets
from court.kit.refusal import Refused
from court.spine.cases.tests.stage import DAY, moment
from court.spine.dossier import actions
from court.spine.dossier.bundle import bundle
from court.spine.dossier.models import Document, Placement, Rendition
from court.spine.dossier.places import freeze
from court.spine.dossier.queries import completeness
from court.spine.dossier.tests.papers import pdf, photo
from court.spine.dossier.verification import verify


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def test_a_volume_has_cover_catalogue_pages_and_remarks(stage, case, put):
    put(case, "起诉状", pages=2, item="起诉状（或口头起诉笔录）及附件")
    put(case, "借条", content=photo(), name="借条.png", item="原告举证材料")
    freeze(case, "main", by=stage.actor("clerk"), at=moment())
    made = bundle(case, "main", on=DAY)
    pages = sheets.text(made)
    assert len(pages) == 1 + 1 + 3 + 1
    assert case.number in pages[0]
    assert "王建国" in pages[0]
    assert "借条" in pages[1]
    assert pages[2].startswith("paper 1") or "paper 1" in pages[2]
    assert "共收入材料2件，共3页" in pages[5].replace("\r\n", "")


def test_labels_are_stamped_and_shown_by_the_viewer(stage, case, put):
    put(case, "起诉状", pages=2, item="起诉状（或口头起诉笔录）及附件")
    put(case, "判决书", pages=1, item="判决书、调解书、裁定书正本")
    freeze(case, "main", by=stage.actor("clerk"), at=moment())
    put(case, "答辩状", pages=1, item="答辩状及附件")
    made = bundle(case, "main", on=DAY)
    assert [page.label for page in opened(made).pages][2:6] == ["1", "2", "2-1", "3"]
    assert "2-1" in sheets.text(made)[4]


def test_the_catalogue_jumps_to_the_papers_and_bookmarks_name_them(case, put):
    put(case, "起诉状", pages=2, item="起诉状（或口头起诉笔录）及附件")
    put(case, "借条", item="原告举证材料")
    document = opened(bundle(case, "main", on=DAY))
    targets = [one.Dest[0] for one in document.pages[1].obj.Annots]
    assert document.pages[4].obj.objgen in [target.objgen for target in targets]
    assert not any("/A" in one for one in document.pages[1].obj.Annots)
    with document.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles[0] == "卷宗封面"
    assert any("借条" in title for title in titles)


def test_a_bundle_carries_nothing_that_was_hidden_in_the_papers(case, put):
    hidden = opened(pdf(1))
    hidden.docinfo["/Author"] = "SECRET-AUTHOR"
    hidden.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("SECRET-SCRIPT"))
    hidden.attachments["SECRET-FILE"] = b"SECRET-BYTES"
    made = io.BytesIO()
    hidden.save(made)
    put(case, "起诉状", content=made.getvalue())
    clean = opened(bundle(case, "main", on=DAY))
    plain = io.BytesIO()
    clean.save(plain, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"SECRET" not in plain.getvalue()


def test_a_partys_bundle_holds_only_what_the_party_may_read_under_the_same_labels(stage, case, put):
    plaintiff = case.parties.get(role="plaintiff")
    put(case, "身份证", content=photo("SECRETID"), name="a.png", secrecy="own", party=plaintiff,
        item="起诉状（或口头起诉笔录）及附件")  # fmt: skip
    put(case, "答辩状", by="defendant", item="答辩状及附件")
    freeze(case, "main", by=stage.actor("clerk"), at=moment())
    made = bundle(case, "main", actor=stage.actor("defendant"), on=DAY)
    document = opened(made)
    assert [page.label for page in document.pages][2:-1] == ["2"]
    assert "身份证" not in "".join(sheets.text(made))


def test_an_outsider_gets_no_inner_volume_at_all(stage, case, put):
    put(case, "阅卷笔录", by="judge", volume="inner", item="阅卷笔录", secrecy="court")
    with pytest.raises(Refused) as refused:
        bundle(case, "inner", actor=stage.actor("plaintiff"), on=DAY)
    assert refused.value.status == 404


def test_what_has_no_pages_is_shown_by_a_slip(case, put):
    put(case, "聊天记录", content="你好，钱什么时候还".encode(), name="chat.txt", item="原告举证材料")
    pages = sheets.text(bundle(case, "main", on=DAY))
    assert any("chat.txt" in page and "电子文件" in page for page in pages)


def test_two_bundles_of_the_same_papers_are_the_same_bytes(case, put):
    put(case, "起诉状", pages=2)
    assert bundle(case, "main", on=DAY) == bundle(case, "main", on=DAY)


def test_completeness_names_what_the_stage_lacks_and_what_is_late(stage, case, put):
    put(case, "起诉状", item="起诉状（或口头起诉笔录）及附件")
    put(case, "证据", check=False)
    lacks = {lack.title: lack for lack in completeness(case, date(2026, 3, 9))}
    assert "起诉状" not in lacks
    assert lacks["受理案件通知书"].why == "“受理案件通知书、诉讼风险提示书、举证通知书及送达回证”项下没有材料"
    assert lacks["证据"].late


def _tamper_bytes(document):
    path = blobs.store().path(document.renditions.get().sha256)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"X")


def _lose_bytes(document):
    blobs.store().path(document.renditions.get().sha256).unlink()


def _swap_row(document):
    other = blobs.put(pdf(4, "forged"))
    document.renditions.update(sha256=other.sha256, sm3=other.sm3, size=other.size)


def _add_row(document):
    other = blobs.put(pdf(1, "planted"))
    actions.keep(document, other, "signed", "application/pdf", "x.pdf", moment(), 1)


@pytest.mark.parametrize(("tamper", "found"), [
    (_tamper_bytes, "bytes"),
    (_lose_bytes, "bytes"),
    (_swap_row, "row_changed"),
    (_add_row, "row_unknown"),
    (lambda document: Rendition.objects.filter(document=document).delete(), "row_missing"),
    (lambda document: Document.objects.filter(pk=document.pk).update(state="struck"), "state"),
    (lambda document: Document.objects.filter(pk=document.pk).update(volume="inner", secrecy="court"), "state"),
    (lambda document: Placement.objects.filter(document=document).update(page_from=2, page_to=3), "page_order"),
    (lambda document: Placement.objects.filter(document=document).update(page_to=5), "page_count"),
])  # fmt: skip
def test_every_change_behind_the_courts_back_is_found(stage, case, put, tamper, found):
    document = put(case, "起诉状", pages=2)
    freeze(case, "main", by=stage.actor("clerk"), at=moment())
    assert list(verify(case)) == []
    tamper(document)
    assert found in {fault.what for fault in verify(case)}


def test_a_signed_paper_changed_after_signing_is_found(stage, case):
    facts = {"remarks": ["此致"], "signed": [], "dated": "二〇二六年三月二日"}
    document = actions.expect(case, "dossier_remarks", facts, kind="notice", title="通知", by=None, at=moment(),
                              sealed=True)  # fmt: skip
    from court.spine.dossier.rendering import render_now

    render_now(document, at=moment())
    assert list(verify(case)) == []
    signed = document.renditions.get(purpose="signed")
    forged = blobs.read(signed.sha256) + b"\n% more"
    blob = blobs.put(forged)
    Rendition.objects.filter(pk=signed.pk).update(sha256=blob.sha256, sm3=blob.sm3, size=blob.size)
    entry = json.dumps([fault.what for fault in verify(case)])
    assert "row_changed" in entry
    assert "signature" in entry
