"""An archived case: complete before, packed, signed, verified; every change to the package found out."""
import argparse
import io
import json
import zipfile
from datetime import date
from random import Random

import pytest

from court.base.courts import actions as courts
from court.base.courts import clock
from court.base.courts.models import Court
from court.kit import blobs
from court.kit.press import archival, signing
from court.kit.refusal import Refused
from court.site.demo import cast as people
from court.site.demo import city
from court.site.demo import life as lives
from court.spine.dossier import actions as papers
from court.spine.tasks.actions import open_task
from court.work.archives import actions, checks, fourfold, package
from court.work.archives.models import Archive

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended():
    """An invented case that has taken effect, its papers not made yet."""
    clock.mark_demo()
    courts.load_reference()
    chance = Random(11)
    cast = people.make(chance, lives.moment_at(date(2026, 3, 2), 8))
    life = lives.begin(cast, Court.objects.get(code="晋0802"), date(2026, 3, 3), chance)
    city.effective(life)
    life.after(1).settle_money()
    return life


def test_a_case_is_not_archived_before_its_papers_are_made(ended):
    with pytest.raises(Refused) as refused:
        ended.after(5).act("archive_case", ended.staff("archivist"))
    assert refused.value.code == "incomplete"
    assert checks.lacks(ended.case, ended.day)


def test_what_the_machine_read_otherwise_does_not_hold_up_the_archive(ended):
    before = checks.lacks(ended.case, ended.day)
    open_task(court=ended.case.court_id, subject=f"differences:{ended.case.pk}", kind="compare_paper", label="核对", at=ended.at(),
              case=ended.case)  # fmt: skip
    assert checks.lacks(ended.case, ended.day) == before


def test_the_package_holds_what_its_signed_manifest_says_and_any_change_is_found(ended):
    ended.after(5).archive()
    made = actions.make_package(Archive.objects.get(case=ended.case).pk, at=ended.at())
    assert made.state == Archive.State.KEPT and made.retention == "长期" and made.kept_until == date(2086, 12, 31)
    content = blobs.read(made.package_sha256)
    assert package.verify(content)["files"] == made.files - 2
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert {"volumes/main.pdf", "volumes/inner.pdf", "metadata.xml", "journal.jsonl"} <= set(names)
    for volume in ("volumes/main.pdf", "volumes/inner.pdf"):
        assert archival.faults(zipfile.ZipFile(io.BytesIO(content)).read(volume)) == []
    for name in ("metadata.xml", "volumes/main.pdf", "manifest.json"):
        with pytest.raises(package.Faulty):
            package.verify(_changed(content, name))
    with pytest.raises(package.Faulty):
        package.verify(_changed(content, "papers/1/more.pdf"))
    assert actions.make_package(made.pk, at=ended.at()).package_sha256 == made.package_sha256


def _changed(content: bytes, name: str) -> bytes:
    """The package with one member changed, or added where there is none of that name."""
    old, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            new.writestr(one, old.read(one) + (b" " if one == name else b""))
        if name not in old.namelist():
            new.writestr(name, b"%PDF-1.7")
    return out.getvalue()


def test_the_command_checks_what_is_kept_and_what_was_taken_out_and_says_which_is_faulty(ended, tmp_path, capsys):
    from court.site.commands import archive as command

    asked = argparse.Namespace(files=[], json=True)
    assert command.run_verify(asked) == 2
    ended.after(5).archive()
    made = actions.make_package(Archive.objects.get(case=ended.case).pk, at=ended.at())
    capsys.readouterr()
    assert command.run_verify(asked) == 0
    assert json.loads(capsys.readouterr().out)[0]["good"]
    bad = tmp_path / "bad.zip"
    bad.write_bytes(_changed(blobs.read(made.package_sha256), "journal.jsonl"))
    assert command.run_verify(argparse.Namespace(files=[bad, tmp_path / "none.zip"], json=False)) == 1
    assert "journal.jsonl" in capsys.readouterr().out


def test_several_files_of_one_paper_under_one_name_are_all_in_the_package(ended):
    paper = ended.case.documents.filter(on_record=True, renditions__purpose="pdf").first()
    for content in (b"front of the card", b"back of the card"):
        papers.keep(paper, blobs.put(content), "original", "image/jpeg", "image.jpg", ended.at())
    content, counts = package.build(ended.case, {}, ended.day)
    packed = zipfile.ZipFile(io.BytesIO(content))
    inside = [packed.read(one) for one in packed.namelist() if one.startswith(f"papers/{paper.pk}/")]
    assert {b"front of the card", b"back of the card"} <= set(inside)
    kept = ended.case.documents.exclude(state__in=package.GONE).filter(renditions__purpose__in=["original", "pdf", "signed"])
    assert sum(one.startswith("papers/") for one in packed.namelist()) == kept.count()
    assert package.verify(content)["files"] == counts["files"] - 2


def test_a_package_under_the_valid_signature_of_another_court_is_named(ended):
    content, _ = package.build(ended.case, {}, ended.day)
    old, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    other = Court.objects.exclude(pk=ended.case.court_id).first()
    with zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            new.writestr(one, old.read(one) if one != "manifest.p7s" else signing.signer().sign_bytes(
                old.read("manifest.json"), court=other.name, code=other.pk))
    with pytest.raises(package.Faulty, match=other.name):
        package.verify(out.getvalue())
    (first, *_) = fourfold.of_package(out.getvalue())
    assert first.good is False and ended.case.court.name in first.words
    assert package.verify(content)["signer"] == ended.case.court.name


@pytest.mark.parametrize("around", ["某市{}", "{}第二法庭"])
def test_a_signer_whose_name_only_holds_the_courts_name_is_not_the_court(ended, around):
    content, _ = package.build(ended.case, {}, ended.day)
    old, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            new.writestr(one, old.read(one) if one != "manifest.p7s" else signing.signer().sign_bytes(
                old.read("manifest.json"), court=around.format(ended.case.court.name), code="晋0899"))
    with pytest.raises(package.Faulty, match="不是保管法院"):
        package.verify(out.getvalue())
