"""Reading under a grant: what opens, what never does, how it ends, what is written down."""
from datetime import timedelta

import pytest

from court.base.access.models import ReadRecord
from court.base.courts import clock
from court.base.people.tests.cast import enter
from court.kit.press import sheets
from court.spine.cases.tests.stage import moment
from court.spine.dossier import actions as dossier
from court.work.inspection import actions, log, reach
from court.work.inspection.actions import Grant
from court.work.inspection.models import Inspection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    clock.forget()


@pytest.fixture
def reading(stage, client, granted):
    """A grant of today's real time, its reader signed in: reading(who, grant=…) -> (request, get)."""

    def do(who: str = "lawyer", **more):
        one = granted(who, at=clock.now(), **more)
        enter(client, stage.accounts[who])
        return one

    return do


def page(one, document, number: int = 1) -> str:
    return f"/inspections/{one.pk}/papers/{document.pk}/{number}.webp"


def titles(one, at=None, who=None) -> set[str]:
    return {placed.document.title for placed in reach.papers(Inspection.objects.get(pk=one.pk), who)}


def test_a_whole_grant_opens_the_main_volume_and_nothing_else(stage, granted):
    one = granted("lawyer")
    assert titles(one, who=stage.actor("lawyer")) == {"起诉状", "答辩状", "原告联系方式"}
    other = granted("defendant")
    assert titles(other, who=stage.actor("defendant")) == {"起诉状", "答辩状"}


def test_a_part_grant_opens_the_part(stage, filled, granted):
    chosen = str(filled.filed["answer"].pk)
    assert titles(granted(grant=Grant("papers", papers=[chosen]))) == {"答辩状"}
    item = filled.filed["complaint"].placement.item
    assert titles(granted(grant=Grant("items", items=[item]))) == {"起诉状"}


def test_the_inner_volume_opens_by_no_way_even_when_a_grant_names_it(client, filled, reading):
    named = [str(filled.filed[name].pk) for name in ("inner", "court")]
    one = reading(grant=Grant("papers", papers=named, may_copy=True))
    for name in ("inner", "court"):
        document = filled.filed[name]
        assert client.get(page(one, document)).status_code == 404
        assert client.get(f"/inspections/{one.pk}/papers/{document.pk}/").status_code == 404
        assert client.post(f"/inspections/{one.pk}/papers/{document.pk}/copy/").status_code == 404
    assert "评议笔录" not in client.get(f"/inspections/{one.pk}/").content.decode()


def test_a_page_is_shown_marked_and_written_down(client, stage, filled, reading):
    one = reading()
    answer = client.get(page(one, filled.filed["complaint"], 2))
    assert answer.status_code == 200 and answer["Content-Type"] == "image/webp" and "no-store" in answer["Cache-Control"]
    row = log.rows(one).get()
    assert (row.account, row.verb, row.thing) == (stage.accounts["lawyer"].pk, "read", f"document:{filled.filed['complaint'].pk}:2")
    assert row.address == "127.0.0.1" and log.shown([row])[0].title == "起诉状"
    assert client.get(page(one, filled.filed["complaint"], 4)).status_code == 404
    from court.spine.dossier import pictures, places

    plain = pictures.picture(places.shown(filled.filed["complaint"]), 2, 1280).content
    assert answer.content != plain


def test_the_log_is_complete_and_shown_to_the_clerk(client, stage, filled, reading):
    one = reading(grant=Grant(may_copy=True))
    for number in (1, 2, 3, 2):
        client.get(page(one, filled.filed["complaint"], number))
    client.post(f"/inspections/{one.pk}/papers/{filled.filed['complaint'].pk}/copy/")
    assert log.rows(one).filter(verb="read").count() == 4 and log.copied(one) == 3
    enter(client, stage.accounts["clerk"])
    shown = client.get(f"/staff/inspections/{one.pk}/log/").content.decode()
    assert shown.count("<td>阅看</td>") == 4 and shown.count("<td>下载</td>") == 3 and "已下载3页" in shown


def test_a_copy_needs_a_grant_and_carries_the_reader_on_every_page(client, filled, reading):
    address = "/inspections/{}/papers/{}/copy/"
    one = reading()
    assert client.post(address.format(one.pk, filled.filed["complaint"].pk)).status_code == 403
    assert not ReadRecord.objects.filter(verb="copy").exists()
    one = reading(grant=Grant(may_copy=True))
    answer = client.post(address.format(one.pk, filled.filed["complaint"].pk))
    assert answer["Content-Type"] == "application/pdf" and sheets.count(answer.content) == 3
    assert all("高律" in "".join(words.split()) for words in sheets.text(answer.content))


@pytest.mark.parametrize("who", ["plaintiff", "defendant", "stranger"])
def test_a_grant_opens_to_nobody_but_its_applicant(client, stage, filled, reading, who):
    one = reading("lawyer")
    enter(client, stage.accounts[who])
    for address in (page(one, filled.filed["complaint"]), f"/inspections/{one.pk}/", f"/inspections/{one.pk}/papers/{filled.filed['complaint'].pk}/"):
        assert client.get(address).status_code == 404
    enter(client, stage.accounts["clerk"])
    assert client.get(page(one, filled.filed["complaint"])).status_code == 403


def test_what_is_revoked_is_shut_at_the_next_page(client, stage, filled, reading):
    one = reading()
    assert client.get(page(one, filled.filed["complaint"])).status_code == 200
    actions.revoke(one.pk, "材料涉及商业秘密", by=stage.actor("judge"), at=clock.now())
    answer = client.get(page(one, filled.filed["complaint"], 2))
    assert answer.status_code == 403 and "商业秘密" in answer.content.decode()
    assert log.rows(one).count() == 1


def test_the_reader_ends_it_on_the_page(client, filled, reading):
    one = reading()
    assert "结束阅卷" in client.get(f"/inspections/{one.pk}/").content.decode()
    assert client.post(f"/inspections/{one.pk}/finish/").status_code == 302
    assert client.get(page(one, filled.filed["complaint"])).status_code == 403
    shown = client.get(f"/inspections/{one.pk}/").content.decode()
    assert "您已结束" in shown and "起诉状" not in shown and "申请延长" not in shown


def test_it_ends_at_the_second(granted):
    one = granted()
    assert reach.shut(one, one.until - timedelta(microseconds=1)) == ""
    assert "届满" in reach.shut(one, one.until)


def test_it_ends_with_the_authority(client, filled, reading):
    one = reading()
    filled.representatives.update(until=clock.now() - timedelta(seconds=1))
    answer = client.get(page(one, filled.filed["complaint"]))
    assert answer.status_code == 403 and "代理权限已经终止" in answer.content.decode()


def test_it_ends_on_the_day_the_papers_of_the_authority_name(stage, retrial):
    one = actions.grant(retrial().pk, Grant(authority_until=moment().date()), by=stage.actor("clerk"), at=moment())
    assert reach.shut(one, moment(hour=23)) == ""
    assert "授权期限" in reach.shut(one, moment() + timedelta(days=1))


def test_a_paper_that_was_struck_or_held_back_is_shut(client, stage, filled, reading):
    one = reading()
    dossier.strike(filled.filed["answer"], by=stage.actor("clerk"), at=clock.now(), why="误传")
    assert client.get(page(one, filled.filed["answer"])).status_code == 404
    filled.filed["complaint"].held = True
    filled.filed["complaint"].save(update_fields=["held"])
    assert client.get(page(one, filled.filed["complaint"])).status_code == 404


def test_a_sealed_paper_is_shut(client, stage, filled, reading):
    from court.spine.dossier.models import Sealing

    one = reading()
    Sealing.objects.create(case=filled, document=filled.filed["answer"], scope="outside", reason="privacy", asked_by="本院",
                           sealed_by=stage.accounts["judge"], sealed_at=clock.now())
    assert client.get(page(one, filled.filed["answer"])).status_code == 404
    assert client.get(page(one, filled.filed["complaint"])).status_code == 200


def test_pages_are_counted_by_the_minute(client, filled, reading, monkeypatch):
    from court.base.courts import bounds

    one = reading()
    monkeypatch.setitem(bounds.BOUNDS, "rate.inspection_pages", bounds.Bound("rate.inspection_pages", "", 2, 2, 2, "页"))
    codes = [client.get(page(one, filled.filed["complaint"])).status_code for _ in range(3)]
    assert codes == [200, 200, 429]


def test_the_whole_way_over_the_pages(client, stage, filled):
    enter(client, stage.accounts["lawyer"])
    assert filled.number in client.get("/inspections/new/").content.decode()
    address = f"/inspections/new/{filled.pk}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"scope": "items", "purpose": "", "key": "a"}).status_code == 422
    answer = client.post(address, {"scope": "whole", "purpose": "准备上诉", "key": "a"}, follow=True)
    one = Inspection.objects.get()
    assert "待审批" in answer.content.decode()
    enter(client, stage.accounts["clerk"])
    assert filled.number in client.get("/staff/inspections/").content.decode()
    assert client.post(f"/staff/inspections/{one.pk}/", {"do": "refuse", "reason": ""}).status_code == 422
    assert client.post(f"/staff/inspections/{one.pk}/", {"do": "grant", "scope": "whole", "days": ""}).status_code == 422
    assert client.post(f"/staff/inspections/{one.pk}/", {"do": "grant", "scope": "whole", "days": "3"}).status_code == 302
    assert client.get(f"/staff/inspections/{one.pk}/").status_code == 200
    enter(client, stage.accounts["lawyer"])
    assert "起诉状" in client.get(f"/inspections/{one.pk}/").content.decode()
    assert client.get(f"/inspections/{one.pk}/papers/{filled.filed['complaint'].pk}/?page=2").status_code == 200
