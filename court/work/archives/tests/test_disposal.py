"""Disposal: what is due as things stand, the committee, the dry run, the wait, the second person; nobody else's content goes."""
import os
from datetime import date, timedelta
from importlib import import_module

import pytest

from court.kit import blobs
from court.kit.refusal import Refused
from court.spine.cases.models import Case, CaseLink
from court.spine.cases.tests.stage import DAY, moment
from court.spine.dossier import pictures, verification, wrapped
from court.spine.dossier.models import Rendition
from court.spine.dossier.tests.papers import pdf
from court.spine.errands.models import Errand
from court.spine.errands.registry import ErrandFails
from court.spine.journal.models import Entry
from court.work.archives import certificates, disposal, retention
from court.work.archives.models import Archive, Disposal

pytestmark = pytest.mark.django_db
LATER = date(2057, 3, 2)


@pytest.fixture
def other(stage, archived, put):
    """Another case with a paper of the same content as one of the archive's."""
    made = Case.objects.create(
        court=stage.court, year=2026, type_code="民终", seq=2, number="（2026）晋08民终2号", definition="civil_first", definition_version=1,
        track="ordinary", stage="trial", cause_code="103.01", cause="民间借贷纠纷", title="另案", filed_on=DAY, docketed_on=DAY)
    made.paper = put(made, "同样的材料", content=pdf(2))
    assert made.paper.renditions.get(purpose="original").sha256 == archived.case.filed["complaint"].renditions.get(purpose="original").sha256
    return made


@pytest.fixture
def listed(stage, archived):
    return disposal.propose("晋0802", by=stage.actor("archivist"), at=moment(LATER))


def sign(stage, one, *who, keep=None):
    for name in who:
        disposal.appraise(one.pk, "同意销毁", keep or {}, by=stage.actor(name), at=moment(LATER))


def years_pass():
    """What lies in the store was put there long ago."""
    for sha in blobs.store().all():
        os.utime(blobs.store().path(sha), (0, 0))


def run(one):
    assert Errand.objects.filter(kind="archives.dispose", key=f"dispose:{one.pk}").exists()
    return disposal.clear(one.pk)


def test_the_end_of_retention_moves_with_linked_cases(stage, archived, other):
    assert retention.of(archived).until == date(2056, 12, 31)
    CaseLink.objects.create(case=archived.case, other=other, kind="appeal")
    assert retention.of(archived).until is None and "尚未结案" in retention.of(archived).why
    other.closed_on = date(2030, 5, 1)
    other.save()
    assert "尚未归档" in retention.of(archived).why
    Archive.objects.create(court=stage.court, case=other, number="a2", retention="长期", kept_until=date(2090, 12, 31), state="kept",
                           archived_at=moment())
    found = retention.of(archived)
    assert (found.retention, found.until) == ("长期", date(2090, 12, 31))
    CaseLink.objects.update(kind="same_parties")
    assert retention.of(archived).until == date(2056, 12, 31)


def test_a_case_that_goes_on_is_kept(archived):
    Case.objects.filter(pk=archived.case.pk).update(stage="trial")
    archived.refresh_from_db()
    assert "恢复审理" in retention.of(archived).why


def test_nothing_is_listed_before_its_day_and_permanent_ones_never(stage, archived):
    with pytest.raises(Refused):
        disposal.propose("晋0802", by=stage.actor("archivist"), at=moment(date(2056, 12, 31)))
    Archive.objects.update(retention="永久", kept_until=None)
    with pytest.raises(Refused) as refused:
        disposal.propose("晋0802", by=stage.actor("archivist"), at=moment(LATER))
    assert refused.value.code == "nothing"


def test_one_made_permanent_on_the_way_is_not_disposed_of(stage, listed, archived, second):
    sign(stage, listed, "archivist", "division_head")
    disposal.try_out(listed.pk, by=stage.actor("archivist"), at=moment(LATER))
    Archive.objects.update(retention="永久", kept_until=None)
    disposal.execute(listed.pk, by=stage.actor("division_head"), at=moment(LATER) + timedelta(days=7))
    archived.refresh_from_db()
    assert archived.state == "kept" and run(listed) == 0 and blobs.store().has(archived.package_sha256)


@pytest.mark.parametrize("who", ["judge", "clerk", "foreign_judge"])
def test_who_is_not_of_the_committee_can_do_no_step(stage, listed, who):
    for step in (lambda by: disposal.appraise(listed.pk, "x", {}, by=by, at=moment(LATER)), lambda by: disposal.try_out(listed.pk, by=by, at=moment(LATER)),
                 lambda by: disposal.execute(listed.pk, by=by, at=moment(LATER)), lambda by: disposal.withdraw(listed.pk, by=by, at=moment(LATER))):
        with pytest.raises(Refused) as refused:
            step(stage.actor(who))
        assert refused.value.status == 404


def test_every_step_in_its_order_by_as_many_as_it_takes(stage, listed, archived):
    with pytest.raises(Refused) as refused:
        disposal.try_out(listed.pk, by=stage.actor("archivist"), at=moment(LATER))
    assert refused.value.code == "too_few"
    sign(stage, listed, "archivist")
    with pytest.raises(Refused) as refused:
        sign(stage, listed, "archivist")
    assert refused.value.code == "twice"
    sign(stage, listed, "division_head")
    made = disposal.try_out(listed.pk, by=stage.actor("archivist"), at=moment(LATER))
    assert made.report["archives"] == [archived.number] and made.report["files"] >= 3
    assert blobs.store().has(archived.package_sha256), "the dry run removes nothing"
    after = moment(LATER) + timedelta(days=7)
    for who, at, fresh, code in (("division_head", after, False, "factor_needed"), ("archivist", after, True, "same_person"),
                                 ("division_head", after - timedelta(seconds=1), True, "too_early")):
        with pytest.raises(Refused) as refused:
            disposal.execute(listed.pk, by=stage.actor(who, fresh=fresh), at=at)
        assert refused.value.code == code
    assert Archive.objects.get().state == "kept"


def test_package_and_contents_go_but_nothing_that_anything_else_uses(stage, listed, archived, other):
    judgment = archived.case.filed["judgment"]
    sign(stage, listed, "archivist", "division_head")
    disposal.try_out(listed.pk, by=stage.actor("archivist"), at=moment(LATER))
    done = disposal.execute(listed.pk, by=stage.actor("division_head"), at=moment(LATER) + timedelta(days=7))
    with pytest.raises(ErrandFails, match="刚刚又被存入"):
        run(listed)
    assert blobs.store().has(archived.package_sha256), "stored within the hour"
    years_pass()
    assert run(listed) > 0 and disposal.clear(listed.pk) == 0, "twice is once"
    archived.refresh_from_db()
    assert archived.state == "disposed" and not blobs.store().has(archived.package_sha256)
    assert not blobs.store().has(judgment.renditions.first().sha256)
    elsewhere = Rendition.objects.exclude(document__case=archived.case)
    assert elsewhere.exists() and all(blobs.store().has(one.sha256) for one in elsewhere)
    assert Rendition.objects.filter(document__case=archived.case).exists(), "the catalogue stays"
    assert Entry.objects.filter(stream=f"archive:{archived.pk}", kind="archive.disposed").exists()
    assert list(verification.verify(archived.case)) == [], "what was destroyed by the rules is no damage"
    assert archived.number in done.certificate["text"] and certificates.signer(done.certificate) == stage.court.name
    with pytest.raises(ValueError, match="."):
        certificates.signer({**done.certificate, "text": done.certificate["text"] + " "})
    with pytest.raises(Refused):
        disposal.execute(listed.pk, by=stage.actor("division_head"), at=moment(LATER) + timedelta(days=7))


def test_kept_pictures_and_bundles_of_destroyed_papers_go_as_well(stage, listed, archived, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.COURT_HOME = tmp_path
    rendition = archived.case.filed["judgment"].renditions.first()
    kept = [pictures._path(rendition.sha256, 1, 1280), wrapped.folder() / rendition.sha256[:2] / f"{rendition.sha256}.pdf"]
    for path in kept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"a page")
    bundle = import_module("court.work.bundles.models").Bundle.objects.create(
        case=archived.case, number=1, title="全案", chosen=[str(archived.case.filed["judgment"].pk)], state="ready",
        made_by=stage.accounts["judge"], asked_at=moment(LATER))
    sign(stage, listed, "archivist", "division_head")
    disposal.try_out(listed.pk, by=stage.actor("archivist"), at=moment(LATER))
    with django_capture_on_commit_callbacks(execute=True):
        disposal.execute(listed.pk, by=stage.actor("division_head"), at=moment(LATER) + timedelta(days=7))
    bundle.refresh_from_db()
    assert bundle.state == "dropped" and not any(path.exists() for path in kept)


def test_a_picture_drawn_before_the_content_went_does_not_outlive_it(stage, listed, archived, settings, tmp_path):
    settings.COURT_HOME = tmp_path
    path = pictures._path(archived.case.filed["judgment"].renditions.first().sha256, 1, 1280)
    sign(stage, listed, "archivist", "division_head")
    disposal.try_out(listed.pk, by=stage.actor("archivist"), at=moment(LATER))
    disposal.execute(listed.pk, by=stage.actor("division_head"), at=moment(LATER) + timedelta(days=7))
    path.parent.mkdir(parents=True)
    path.write_bytes(b"a page")
    years_pass()
    disposal.clear(listed.pk)
    assert not path.exists()


def test_words_that_rooms_read_out_of_destroyed_papers_go_and_what_people_decided_stays(stage, listed, archived, other):
    """The rooms are named, not imported."""
    def of(room: str, name: str):
        return getattr(import_module(f"court.work.{room}.models"), name).objects

    for case in (archived.case, other):
        paper = case.filed["complaint"] if case is archived.case else case.paper
        form, judge, at = paper.renditions.first(), stage.accounts["judge"], moment()
        of("elements", "Finding").create(case=case, document=paper, code="L01", page=1, order=1, sentence="被告张伟欠款五万元", at=at)
        of("elements", "Standing").create(case=case, code="L01", word="agreed", by=judge, at=at)
        of("annotations", "Annotation").create(case=case, document=paper, rendition=form, page=1, quote="欠款五万元", author=judge, made_at=at, changed_at=at)
        of("annotations", "Quotation").create(case=case, document=paper, page=1, text="欠款五万元", author=judge, made_at=at)
        of("redaction", "Redaction").create(document=paper, source=form, edition=1, made_by=judge, made_at=at,
                                            marks=[{"page": 1, "x": 0, "y": 0, "w": 1, "h": 1, "reason": "privacy", "words": "张伟", "term": "张伟"}])
        way, _ = of("scanning", "Way").update_or_create(document=paper, defaults={
            "court": stage.court, "fields": "[张伟]", "why": ["欠款"], "arrived_at": at, "entered_at": at})
        of("scanning", "Difference").create(way=way, case=case, name="amount", label="标的额", says="五万元", stands="四万元", page=1, found_at=at)
    sign(stage, listed, "archivist", "division_head")
    disposal.try_out(listed.pk, by=stage.actor("archivist"), at=moment(LATER))
    disposal.execute(listed.pk, by=stage.actor("division_head"), at=moment(LATER) + timedelta(days=7))
    paper = archived.case.filed["complaint"]
    assert not of("elements", "Finding").filter(case=archived.case).exists() and of("elements", "Standing").filter(case=archived.case).exists()
    assert of("annotations", "Annotation").get(document=paper).quote == "" and not of("annotations", "Quotation").filter(document=paper).exists()
    assert of("redaction", "Redaction").get(document=paper).marks[0]["words"] == ""
    assert of("scanning", "Way").get(document=paper).fields == "" and of("scanning", "Difference").get(way=paper.pk).says == ""
    assert of("elements", "Finding").filter(case=other).exists() and of("annotations", "Quotation").filter(case=other).exists()
    assert of("scanning", "Difference").get(way=other.paper.pk).says == "五万元"


def test_what_a_member_wants_kept_is_kept(stage, listed, archived):
    item = listed.items.get()
    with pytest.raises(Refused):
        sign(stage, listed, "archivist", keep={item.pk: " "})
    sign(stage, listed, "archivist", keep={item.pk: "有史料价值"})
    sign(stage, listed, "division_head")
    assert disposal.try_out(listed.pk, by=stage.actor("archivist"), at=moment(LATER)).report["held"][0]["why"] == "有史料价值"
    disposal.execute(listed.pk, by=stage.actor("division_head"), at=moment(LATER) + timedelta(days=7))
    assert Archive.objects.get().state == "kept" and run(listed) == 0


def test_one_list_a_court_until_it_ends_or_is_withdrawn(stage, listed):
    with pytest.raises(Refused) as refused:
        disposal.propose("晋0802", by=stage.actor("archivist"), at=moment(LATER))
    assert refused.value.code == "twice"
    disposal.withdraw(listed.pk, by=stage.actor("archivist"), at=moment(LATER))
    assert disposal.propose("晋0802", by=stage.actor("archivist"), at=moment(LATER)).state == Disposal.State.APPRAISAL


def test_two_accounts_of_one_person_are_one_member_and_no_second_person(stage, listed):
    from court.base.people.models import Appointment
    from court.spine.cases.tests.stage import account

    twin = stage.accounts["twin"] = account("闻档二", "staff", stage.court)
    twin.person = stage.accounts["archivist"].person
    twin.save()
    Appointment.objects.create(account=twin, court=stage.court, office="case_manager", since=date(2020, 1, 1))
    sign(stage, listed, "archivist")
    with pytest.raises(Refused, match="已签署"):
        disposal.appraise(listed.pk, "同意销毁", {}, by=stage.actor("twin"), at=moment(LATER))
    sign(stage, listed, "division_head")
    one = disposal.try_out(listed.pk, by=stage.actor("division_head"), at=moment(LATER))
    with pytest.raises(Refused, match="另一人"):
        disposal.execute(listed.pk, by=stage.actor("twin"), at=one.ready_from + timedelta(days=1))
