"""A bundle holds what its maker may read, in the order wished, under labels that resolve for ever."""

import io
from datetime import timedelta

import pikepdf
import pytest

from court.base.courts import clock
from court.kit import blobs
from court.kit.press import sheets
from court.kit.refusal import Refused
from court.spine.cases.models import Case, Representative
from court.spine.cases.tests.stage import moment
from court.spine.dossier import actions as papers
from court.spine.dossier import places, sealing
from court.spine.dossier.models import Document
from court.spine.dossier.tests.papers import pdf, photo
from court.spine.journal.models import Entry
from court.work.bundles import actions
from court.work.bundles.models import Bundle, Selection


def ordered(stage, case, chosen, who="clerk", **more) -> Bundle:
    more = {"title": "质证材料", "marked": False, "folders": False} | more
    return actions.order(Case.objects.get(pk=case.pk), [str(one.pk) for one in chosen], by=stage.actor(who), at=moment(), **more)


def made(stage, case, chosen, who="clerk", **more) -> Bundle:
    return actions.make(ordered(stage, case, chosen, who, **more).pk, at=moment())


def opened(bundle: Bundle) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(actions.path_of(bundle.pk).read_bytes()))


@pytest.fixture
def three(heard, put):
    return [put(heard, "起诉状", pages=2, item="起诉状（或口头起诉笔录）及附件"), put(heard, "借条", content=photo(), name="借条.png", item="原告举证材料"),
            put(heard, "答辩状", content=pdf(3, "answer"), by="defendant", item="答辩状及附件")]  # fmt: skip


def test_papers_stand_in_the_order_wished_under_the_bundles_own_labels(stage, heard, three):
    places.freeze(heard, "main", by=stage.actor("clerk"), at=moment())
    bundle = made(stage, heard, [three[2], three[0]], folders=True)
    assert (bundle.state, bundle.pages, bundle.called) == ("ready", 5, "第1册")
    document = opened(bundle)
    labels = [page.label for page in document.pages]
    assert [one for one in labels if one.strip()] == [f"第1册{page}页" for page in range(1, 6)]
    words = sheets.text(actions.path_of(bundle.pk).read_bytes())
    first = labels.index("第1册1页")
    assert "answer 1" in words[first]
    assert "第1册1页" in words[first].replace(" ", "")
    label = next(one for one in bundle.contents if one["document"] == str(three[2].pk))["labels"][0]
    assert label in words[first]
    with document.open_outline() as outline:
        assert [item.title for item in outline.root][:2] == ["封面", "目录"]


def test_contents_lead_to_the_papers(stage, heard, three):
    document = opened(made(stage, heard, three[:2]))
    targets = [one.Dest[0].objgen for one in document.pages[1].obj.Annots]
    labels = [page.label for page in document.pages]
    assert list(dict.fromkeys(targets)) == [document.pages[labels.index(f"第1册{page}页")].obj.objgen for page in (1, 3)]


def test_a_new_edition_gets_its_own_labels_and_the_old_ones_still_resolve(stage, heard, three, web):
    first = made(stage, heard, three[:2])
    second = actions.order(heard, first.chosen, title="质证材料", marked=False, folders=False, by=stage.actor("clerk"), at=moment(), again=first)
    second = actions.make(second.pk, at=moment())
    assert (second.number, second.edition, second.label(3)) == (1, 2, "第1册（2版）3页")
    assert ordered(stage, heard, three[:1]).number == 2
    Bundle.objects.filter(pk=first.pk).update(until=clock.real_now() - timedelta(days=1))
    actions.sweep()
    page = web("clerk").get(f"/staff/bundles/{first.pk}/?page=3").content.decode()
    assert "“第1册3页”是《" in page
    assert "借条" in page


def test_the_file_is_kept_for_a_time_and_then_taken_away(stage, heard, three):
    bundle = made(stage, heard, three[:1])
    path = actions.path_of(bundle.pk)
    assert path.is_file()
    assert actions.sweep() == 0
    assert path.is_file()
    Bundle.objects.filter(pk=bundle.pk).update(until=clock.real_now() - timedelta(seconds=1))
    actions.sweep()
    assert not path.exists()
    bundle.refresh_from_db()
    with pytest.raises(Refused):
        actions.to_take(bundle, stage.actor("clerk"))


def test_a_party_gets_only_what_it_may_read_and_always_under_its_name(stage, heard, three, put):
    inner = put(heard, "阅卷笔录", by="judge", volume="inner", item="阅卷笔录", secrecy="court")
    with pytest.raises(Refused) as refused:
        ordered(stage, heard, [three[0], inner], who="plaintiff")
    assert refused.value.status == 404
    bundle = made(stage, heard, three[:1], who="plaintiff")
    assert bundle.marked
    assert "王建国" in "".join(sheets.text(actions.path_of(bundle.pk).read_bytes()))


def test_what_the_maker_may_no_longer_read_when_it_is_made_is_left_out(stage, heard, three):
    waiting = ordered(stage, heard, three[:2], who="plaintiff")
    sealing.seal_off(heard, three[0], sealing.Asked("outside", "privacy", "法院"), by=stage.actor("judge"), at=moment())
    bundle = actions.make(waiting.pk, at=moment())
    assert (bundle.state, bundle.left_out) == ("ready", 1)
    assert "起诉状" not in "".join(sheets.text(actions.path_of(bundle.pk).read_bytes()))


@pytest.mark.parametrize("closes", ["seal", "strike", "leave", "redact"])
def test_a_bundle_made_before_can_not_be_taken_after_something_in_it_was_closed(stage, heard, three, closes):
    bundle = made(stage, heard, three[:2], who="lawyer")
    if closes == "seal":
        sealing.seal_off(heard, three[0], sealing.Asked("outside", "privacy", "法院"), by=stage.actor("judge"), at=moment())
    elif closes == "strike":
        papers.strike(three[0], by=stage.actor("judge"), at=moment(), why="与本案无关")
    elif closes == "leave":
        Representative.objects.filter(case=heard).update(until=moment(hour=10))
    else:
        burnt = papers.keep(three[0], blobs.put(pdf(2, "burnt")), "redacted", "application/pdf", "r.pdf", moment(), 2)
        Document.objects.filter(pk=three[0].pk).update(redacted=burnt)
    fresh = Bundle.objects.get(pk=bundle.pk)
    with pytest.raises(Refused):
        actions.to_take(fresh, stage.actor("lawyer"))


def test_sealing_takes_the_file_from_the_disk(stage, heard, three, django_capture_on_commit_callbacks):
    bundle = made(stage, heard, three[:1])
    with django_capture_on_commit_callbacks(execute=True):
        sealing.seal_off(heard, None, sealing.Asked("outside", "privacy", "法院"), by=stage.actor("judge"), at=moment())
    assert not actions.path_of(bundle.pk).exists()
    assert Bundle.objects.get(pk=bundle.pk).state == "dropped"


def test_a_whole_dossier_wants_the_factor_again_when_asked_for_and_when_taken(stage, heard, three):
    chosen = [str(one.pk) for one in three]
    with pytest.raises(Refused, match="再次验证身份"):
        actions.order(heard, chosen, title="", marked=False, folders=False, by=stage.actor("clerk", fresh=False), at=moment())
    bundle = made(stage, heard, three)
    with pytest.raises(Refused, match="再次验证身份"):
        actions.to_take(bundle, stage.actor("clerk", fresh=False))
    assert actions.to_take(bundle, stage.actor("clerk")).is_file()


@pytest.mark.parametrize("who", ["judge", "plaintiff", "stranger", "foreign_judge"])
def test_nobody_takes_or_stops_what_another_made(stage, heard, three, web, who):
    bundle = made(stage, heard, three[:1])
    with pytest.raises(Refused):
        actions.to_take(bundle, stage.actor(who))
    with pytest.raises(Refused):
        actions.cancel(bundle, by=stage.actor(who))
    inside = who == "judge"
    face = "/staff" if who in ("judge", "foreign_judge") else ""
    assert web(who).get(f"{face}/bundles/{bundle.pk}/").status_code == (200 if inside else 404)
    assert web(who).get(f"{face}/bundles/{bundle.pk}/download/").status_code == 404


def test_a_cancelled_bundle_stops_and_leaves_nothing(stage, heard, three):
    bundle = ordered(stage, heard, three[:1])
    actions.cancel(bundle, by=stage.actor("clerk"))
    actions.make(bundle.pk, at=moment())
    assert Bundle.objects.get(pk=bundle.pk).state == "cancelled"
    assert not actions.path_of(bundle.pk).exists()


def test_cancelling_while_it_is_made_ends_the_work(stage, heard, put):
    many = put(heard, "长卷", pages=40)
    bundle = ordered(stage, heard, [many, put(heard, "起诉状")])
    told = actions._teller(bundle)
    Bundle.objects.filter(pk=bundle.pk).update(state="cancelled")
    with pytest.raises(actions.Cancelled):
        told(40)


def test_made_twice_is_once_and_a_failed_one_is_tried_again(stage, heard, three):
    bundle = made(stage, heard, three[:1])
    before = bundle.sha256
    assert actions.make(bundle.pk, at=moment()).sha256 == before
    Bundle.objects.filter(pk=bundle.pk).update(state="failed")
    actions.retry(Bundle.objects.get(pk=bundle.pk), by=stage.actor("clerk"), at=moment())
    assert actions.make(bundle.pk, at=moment()).state == "ready"


def test_nothing_chosen_and_too_many_at_once_are_refused(stage, heard, three):
    with pytest.raises(Refused, match="请选择"):
        ordered(stage, heard, [])
    for turn in range(actions.MOST_OPEN):
        ordered(stage, heard, three[:1], title=f"第{turn}次")
    with pytest.raises(Refused, match="正在制作"):
        ordered(stage, heard, three[:1])


def test_a_choice_is_kept_under_a_name_and_is_ones_own(stage, heard, three, web):
    browser = web("clerk")
    address = f"/staff/cases/{heard.pk}/bundles/"
    browser.post(address, {"paper": [str(three[1].pk), str(three[0].pk)], f"order-{three[1].pk}": "1", "name": "质证用", "save": "1"})
    kept = Selection.objects.get()
    assert kept.chosen == [str(three[1].pk), str(three[0].pk)]
    page = browser.get(address, {"selection": kept.pk}).content.decode()
    assert page.count(" checked") == 2
    assert web("judge").post(f"/staff/bundles/selections/{kept.pk}/forget/").status_code == 404
    browser.post(f"/staff/bundles/selections/{kept.pk}/forget/")
    assert not Selection.objects.exists()


def test_a_search_ticks_what_holds_the_words(heard, three, web):
    page = web("plaintiff").get(f"/cases/{heard.pk}/bundles/", {"q": "借条"}).content.decode()
    assert "命中 1 件" in page
    assert page.count(" checked") == 1


def test_a_bundle_is_ordered_watched_and_taken_on_pages(heard, three, web):
    browser = web("plaintiff")
    answer = browser.post(f"/cases/{heard.pk}/bundles/", {"paper": [str(three[0].pk)], "title": "我的材料"})
    bundle = Bundle.objects.get()
    assert answer.url == f"/bundles/{bundle.pk}/"
    assert "排队中" in browser.get(answer.url).content.decode()
    actions.make(bundle.pk, at=moment())
    assert "下载PDF" in browser.get(answer.url, headers={"HX-Request": "true"}).content.decode()
    taken = browser.get(f"/bundles/{bundle.pk}/download/")
    assert b"".join(taken.streaming_content).startswith(b"%PDF")
    assert browser.post(f"/cases/{heard.pk}/bundles/", {}).status_code == 422


def test_the_same_order_sent_twice_is_one_bundle(stage, heard, three):
    first, again = ordered(stage, heard, three[:2]), ordered(stage, heard, three[:2])
    assert first.pk == again.pk
    assert Bundle.objects.filter(case=heard).count() == 1
    assert Entry.objects.filter(kind="dossier.bundled").count() == 1
    for other in (ordered(stage, heard, three[1::-1]), ordered(stage, heard, three[:2], folders=True), ordered(stage, heard, three[:2], who="judge"),
                  ordered(stage, heard, three[:2], title="另一册")):  # fmt: skip
        assert other.pk != first.pk
    actions.make(first.pk, at=moment())
    assert ordered(stage, heard, three[:2]).pk != first.pk
    edition = {"title": "质证材料", "marked": False, "folders": False, "by": stage.actor("clerk"), "at": moment(), "again": first}
    assert actions.order(heard, first.chosen, **edition).pk == actions.order(heard, first.chosen, **edition).pk


def test_every_paper_of_one_volume_is_a_volume_and_wants_the_factor_as_a_volume_does(stage, heard, three, put):
    put(heard, "阅卷笔录", by="judge", volume="inner", item="阅卷笔录", secrecy="court")
    with pytest.raises(Refused, match="再次验证身份"):
        actions.order(heard, [str(one.pk) for one in three], title="", marked=False, folders=False, by=stage.actor("clerk", fresh=False), at=moment())
    some = actions.order(heard, [str(one.pk) for one in three[:2]], title="", marked=False, folders=False,
                         by=stage.actor("clerk", fresh=False), at=moment())  # fmt: skip
    assert not some.whole


def test_the_name_of_a_bundle_is_not_shown_to_who_may_not_read_all_of_it(stage, heard, three, put, web):
    inner = put(heard, "合议笔录", by="judge", volume="inner", item="阅卷笔录", secrecy="panel")
    bundle = made(stage, heard, [three[0], inner], who="judge", title="拟判驳回的合议意见")
    other = made(stage, heard, three[:1], who="judge", title="起诉材料")
    for address in (f"/staff/cases/{heard.pk}/bundles/", f"/staff/bundles/{bundle.pk}/"):
        for who, sees in (("clerk", True), ("case_manager", False)):
            answer = web(who).get(address)
            assert answer.status_code == 200
            assert ("拟判驳回" in answer.content.decode()) == sees
    assert "合议笔录" not in web("case_manager").get(f"/staff/bundles/{bundle.pk}/").content.decode()
    assert other.title in web("case_manager").get(f"/staff/cases/{heard.pk}/bundles/").content.decode()
    web("case_manager").post(f"/staff/bundles/{bundle.pk}/again/")
    assert not Bundle.objects.filter(made_by=stage.accounts["case_manager"], title__contains="拟判").exists()


def test_what_was_closed_while_a_bundle_was_bound_leaves_no_file(stage, heard, three, monkeypatch):
    bundle = ordered(stage, heard, three[:2], who="plaintiff")
    real = actions.bind_chosen

    def bound(path, case, wanted, how, *, on, told):
        sealing.seal_off(Case.objects.get(pk=case.pk), wanted[0].document, sealing.Asked("outside", "privacy", "法院"),
                         by=stage.actor("judge"), at=moment())  # fmt: skip
        return real(path, case, wanted, how, on=on, told=told)

    monkeypatch.setattr(actions, "bind_chosen", bound)
    assert actions.make(bundle.pk, at=moment()).state == "dropped"
    assert not actions.path_of(bundle.pk).exists()


def test_a_case_that_becomes_a_state_secret_takes_its_bundles_along(stage, heard, three, web):
    bundle = made(stage, heard, three[:2], who="plaintiff")
    Case.objects.filter(pk=heard.pk).update(is_state_secret=True)
    for what in ("", "download/"):
        assert web("plaintiff").get(f"/bundles/{bundle.pk}/{what}").status_code == 404
    with pytest.raises(Refused):
        actions.to_take(Bundle.objects.get(pk=bundle.pk), stage.actor("plaintiff"))
