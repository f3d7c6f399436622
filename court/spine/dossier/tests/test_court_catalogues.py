"""A court's own catalogue: two people, days to come, old dossiers as they were, and a place for whatever acts file."""

import ast
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver

import court
from court.base.courts import clock
from court.base.people.tests.cast import enter
from court.kit.days import moment_at
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases import definitions
from court.spine.cases.tests.stage import DAY
from court.spine.dossier import catalogue, queries, recataloguing
from court.spine.dossier.catalogue import Entry
from court.spine.dossier.forms import place_choices
from court.spine.dossier.models import CatalogueVersion, Placement
from court.spine.dossier.places import in_order
from court.spine.journal.models import Entry as Written
from law.dossier.catalogue import items as law_items

KIND, COURT = "民事一审普通程序", "晋0802"
COMPLAINT, EVIDENCE, ADVICE, SUGGESTION = "起诉状（或口头起诉笔录）及附件", "原告举证材料", "代理词及庭后提交的书面意见", "司法建议书"
TOMORROW = DAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _day(db):
    clock.mark_demo()
    clock.set_court_time(moment_at(DAY, 10))
    yield
    clock.forget()


def shipped() -> list[Entry]:
    return list(catalogue.shipped(KIND))


def changed(entries=None, *, rename=None, retire=(), first=()) -> list[Entry]:
    """The catalogue with items renamed, retired (to the end of their volume) or brought to the third place."""
    made = [replace(one, label=(rename or {}).get(one.key, one.label), retired=one.key in retire or one.retired)
            for one in (entries or shipped())]
    for key in first:
        moved = next(one for one in made if one.key == key)
        made.remove(moved)
        made.insert(2, moved)
    return sorted(made, key=lambda one: (one.volume != "main", one.retired))


def propose(stage, wanted, *, who="case_manager", since=TOMORROW, reason="按省高院归档要求调整", base="0", fresh=True):
    return recataloguing.propose(KIND, wanted, base=base, court=COURT, since=since, reason=reason, by=stage.actor(who, fresh=fresh))


def hold(stage, wanted, **more) -> CatalogueVersion:
    return recataloguing.decide(propose(stage, wanted, **more).pk, granted=True, by=stage.actor("court_president"))


def code(call, *args, **options) -> str:
    with pytest.raises(Refused) as caught:
        call(*args, **options)
    return caught.value.code


def docketed(case, day):
    type(case).objects.filter(pk=case.pk).update(docketed_on=day)
    case.refresh_from_db()
    return case


def test_a_renamed_and_moved_item_holds_for_cases_docketed_from_its_day(stage, heard, put):
    hold(stage, changed(rename={COMPLAINT: "起诉材料"}, first=[EVIDENCE]))
    put(docketed(heard, TOMORROW), "起诉状", item=COMPLAINT)
    put(heard, "借条", item=EVIDENCE)
    assert [one.item for one in queries.volumes(heard, stage.actor("clerk"))[0].groups] == [EVIDENCE, "起诉材料"]
    assert (f"main:{COMPLAINT}", "起诉材料") in dict(place_choices(heard))["正卷"]


def test_an_old_dossier_keeps_its_catalogue_and_its_papers_their_places(stage, case, put):
    put(case, "起诉状", item=COMPLAINT)
    before = list(Placement.objects.values("item", "item_order", "order"))
    hold(stage, changed(rename={COMPLAINT: "起诉材料"}, first=[EVIDENCE]))
    put(case, "借条", item=EVIDENCE)
    assert [one.document.title for one in in_order(case, "main")] == ["起诉状", "借条"]
    assert list(Placement.objects.order_by("pk").values("item", "item_order", "order"))[:1] == before
    assert catalogue.labels(case)[COMPLAINT] == COMPLAINT


def test_a_new_item_takes_papers_and_a_retired_one_takes_none(stage, case, put):
    own = Entry("速裁工作记录", "速裁工作记录", "main")
    wanted = changed(retire=[SUGGESTION])
    wanted.insert(5, own)
    hold(stage, wanted)
    put(docketed(case, TOMORROW), "速裁工作记录")
    put(case, "一份建议", item=SUGGESTION)
    placed = {one.document.title: one.placement for one in in_order(case, "main")}
    assert (placed["速裁工作记录"].item, placed["速裁工作记录"].item_order) == ("速裁工作记录", 6)
    assert placed["一份建议"].item_order == catalogue.UNLISTED


def test_a_paper_is_found_by_the_name_the_court_gave_and_by_the_former_one(stage, case, put):
    hold(stage, changed(rename={ADVICE: "庭后意见"}))
    put(docketed(case, TOMORROW), "庭后意见")
    put(case, "代理词")
    assert {one.placement.item for one in in_order(case, "main")} == {ADVICE}


def test_an_item_acts_file_under_is_not_retired_and_the_act_is_named(stage):
    with pytest.raises(Refused) as caught:
        propose(stage, changed(retire=["开庭通知、传票、出庭通知书及送达回证"]))
    assert caught.value.code == "in_use"
    labels = {act.label for act in definitions.shipped()["civil_first", 1].acts.values()}
    assert "自动归入" in caught.value.message and any(label in caught.value.message for label in labels)
    assert code(propose, stage, changed(retire=["判决书、裁定书、调解书原本（签发稿）"])) == "in_use"
    assert not CatalogueVersion.objects.exists()


def test_every_item_named_in_the_program_is_known_to_be_filed_under():
    """Whatever a room, an act or the archive names of the catalogue of civil cases is kept from being retired."""
    assert get_resolver().url_patterns
    names = {one.item for one in law_items(KIND)} - catalogue.FIXED
    root = Path(court.__file__).parent
    found = set()
    for path in [*root.glob("work/**/*.py"), *root.glob("counter/**/*.py"), *root.glob("spine/**/*.py")]:
        if "tests" not in path.parts:
            found |= {one.value for one in ast.walk(ast.parse(path.read_text("utf-8")))
                      if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value in names}
    assert len(found) > 12
    assert found <= recataloguing.filed_by_acts().keys() and wiring.FILED


@pytest.mark.parametrize(("wanted", "expected"), [
    (lambda: shipped(), "unchanged"),
    (lambda: shipped()[:-1], "lost"),
    (lambda: [*shipped(), shipped()[4]], "twice"),
    (lambda: changed(rename={SUGGESTION: ADVICE}), "twice"),
    (lambda: changed(rename={SUGGESTION: ""}), "bad_field"),
    (lambda: changed(rename={SUGGESTION: "字" * 61}), "bad_field"),
    (lambda: changed(rename={SUGGESTION: "a:b"}), "bad_field"),
    (lambda: changed(rename={"备考表": "备注"}), "fixed"),
    (lambda: changed(retire=["卷内目录"]), "fixed"),
    (lambda: shipped()[1:2] + shipped()[:1] + shipped()[2:], "fixed"),
    (lambda: [*shipped(), *(Entry(f"项{n}", f"项{n}", "main") for n in range(100))], "too_much"),
])
def test_what_is_no_catalogue_is_refused(stage, wanted, expected):
    assert code(propose, stage, wanted()) == expected
    assert not CatalogueVersion.objects.exists()


@pytest.mark.parametrize(("more", "expected"), [
    ({"who": "judge"}, "forbidden"), ({"who": "foreign_judge"}, "forbidden"), ({"fresh": False}, "factor_needed"),
    ({"since": DAY}, "bad_field"), ({"reason": "改"}, "missing_field"), ({"base": "7"}, "stale"),
])
def test_who_may_not_and_when_not(stage, more, expected):
    assert code(propose, stage, changed(retire=[SUGGESTION]), **more) == expected


def test_two_people_decide_once_and_each_step_is_in_the_journal(stage):
    version = propose(stage, changed(retire=[SUGGESTION]))
    assert code(propose, stage, changed(retire=[SUGGESTION])) == "pending"
    assert code(recataloguing.decide, version.pk, granted=True, by=stage.actor("case_manager")) == "forbidden"
    assert code(recataloguing.decide, version.pk, granted=False, by=stage.actor("court_president")) == "missing_field"
    assert code(recataloguing.decide, version.pk, granted=True, by=stage.actor("foreign_judge")) == "missing"
    recataloguing.decide(version.pk, granted=True, by=stage.actor("court_president"))
    assert code(recataloguing.decide, version.pk, granted=True, by=stage.actor("court_president")) == "stale"
    kinds = list(Written.objects.filter(stream=f"court:{COURT}").values_list("kind", flat=True))
    assert kinds == ["catalogue.proposed", "catalogue.changed"]


def test_a_version_is_undone_by_another_and_days_never_cross(stage, case):
    first = hold(stage, changed(rename={COMPLAINT: "起诉材料"}))
    assert code(propose, stage, shipped(), base=str(first.pk)) == "bad_field"
    second = hold(stage, shipped(), base=str(first.pk), since=TOMORROW + timedelta(days=1))
    assert catalogue.labels(docketed(case, first.since))[COMPLAINT] == "起诉材料"
    assert catalogue.labels(docketed(case, second.since))[COMPLAINT] == COMPLAINT


def test_the_pages_propose_show_the_difference_and_decide(stage):
    manager, president = Client(), Client()
    enter(manager, stage.accounts["case_manager"], fresh=True)
    enter(president, stage.accounts["court_president"], fresh=True)
    where = f"/staff/dossier-catalogues/{KIND}/"
    page = manager.get(where).content.decode()
    place = [one.key for one in shipped()].index(SUGGESTION) + 1
    assert f'name="main-{place}-retired"' in page and "系统制作，位置固定" in page
    typed = {"base": "0", "since": TOMORROW.isoformat(), "reason": "按省高院归档要求调整", "main-new-0-label": "速裁工作记录"}
    form = {f"main-{n}-{field}": value for n, one in enumerate([e for e in shipped() if e.volume == "main"], 1)
            for field, value in (("place", str(n)), ("label", one.label))}
    form |= {f"inner-{n}-{field}": value for n, one in enumerate([e for e in shipped() if e.volume == "inner"], 1)
             for field, value in (("place", str(n)), ("label", one.label))}
    refused = manager.post(where, {**form, **typed, "main-new-0-place": "五"})
    assert refused.status_code == 422 and "次序应当是数字" in refused.content.decode() and "速裁工作记录" in refused.content.decode()
    answer = manager.post(where, {**form, **typed, "main-new-0-place": "5", f"main-{place}-retired": "1"})
    assert answer.status_code == 302
    shown = president.get("/staff/dossier-catalogues/").content.decode()
    assert "正卷新增“速裁工作记录”，为第5项" in shown and f"正卷停用“{SUGGESTION}”" in shown and "沿用立案时的目录" in shown
    version = CatalogueVersion.objects.get()
    assert president.post(f"/staff/dossier-catalogues/versions/{version.pk}/decide/", {"grant": "1"}).status_code == 302
    assert "恢复系统默认" in manager.get("/staff/dossier-catalogues/").content.decode()
    back = manager.get(f"{where}?from=shipped").content.decode()
    assert 'value="速裁工作记录"' in back
    assert "速裁工作记录" in manager.get(f"/staff/dossier-catalogues/versions/{version.pk}/").content.decode()


def test_others_find_no_catalogue_page(stage):
    version = propose(stage, changed(retire=[SUGGESTION]))
    for who in ("judge", "clerk", "plaintiff", "foreign_judge"):
        web = Client()
        enter(web, stage.accounts[who])
        for where in ("", f"{KIND}/", f"versions/{version.pk}/"):
            assert web.get(f"/staff/dossier-catalogues/{where}").status_code in (302, 403, 404), (who, where)
    manager = enter(Client(), stage.accounts["case_manager"], fresh=True)
    assert manager.get("/staff/dossier-catalogues/无此类/").status_code == 404
