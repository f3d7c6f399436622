"""A mandate lives no longer than the party it serves, and a grant no longer than either."""
from datetime import timedelta

import pytest

from court.base.courts import clock
from court.base.people.tests.cast import enter
from court.kit.refusal import Refused
from court.spine.cases.models import Case, Representative
from court.spine.cases.tests.stage import DAY, moment
from court.work.inspection import actions, log, reach, standing
from court.work.inspection.actions import Grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def reading(stage, client, granted):
    one = granted("lawyer", at=clock.now(), grant=Grant(may_copy=True))
    enter(client, stage.accounts["lawyer"])
    return one


def addresses(one, document) -> list[str]:
    return [f"/inspections/{one.pk}/papers/{document.pk}/{tail}" for tail in ("", "1.webp")]


def test_the_agent_of_a_party_that_left_the_case_reads_nothing_more(client, filled, reading):
    paper = filled.filed["complaint"]
    assert client.get(addresses(reading, paper)[1]).status_code == 200
    filled.parties.filter(role="plaintiff").update(left_on=DAY)
    for address in addresses(reading, paper):
        assert client.get(address).status_code == 403
    assert client.post(f"/inspections/{reading.pk}/papers/{paper.pk}/copy/").status_code == 403
    assert log.rows(reading).count() == 1


def test_the_agent_of_a_party_that_left_the_case_asks_for_nothing_as_its_agent(stage, filled):
    filled.parties.filter(role="plaintiff").update(left_on=DAY)
    assert [one.case for one in standing.own_cases(stage.actor("lawyer"))] == []
    with pytest.raises(Refused):
        standing.of_own(stage.actor("lawyer"), filled.pk)


@pytest.mark.parametrize("change", [{"secrecy": "sealed"}, {"is_state_secret": True}])
def test_a_case_sealed_after_the_grant_is_shut_at_once_on_every_page(client, filled, reading, change):
    type(filled).objects.filter(pk=filled.pk).update(**change)
    for address in addresses(reading, filled.filed["complaint"]):
        assert client.get(address).status_code == 403
    assert client.post(f"/inspections/{reading.pk}/papers/{filled.filed['complaint'].pk}/copy/").status_code == 403
    assert "起诉状" not in client.get(f"/inspections/{reading.pk}/").content.decode()


def test_a_paper_of_another_case_opens_under_no_grant(stage, filled, reading, put):
    other = Case.objects.create(
        court=stage.court, year=2026, type_code="民初", seq=77, number="（2026）晋0802民初77号", definition="civil_first", definition_version=1,
        track="ordinary", stage="trial", cause_code="103.01", cause="民间借贷纠纷", title="另案", filed_on=DAY, docketed_on=DAY)
    foreign = put(other, "别案起诉状")
    with pytest.raises(Refused) as refused:
        reach.paper(reading, foreign.pk, stage.actor("lawyer"))
    assert refused.value.status == 404


def again(filled, role, **changed):
    """The act by which a mandate is changed: one representative ends and another row begins for the same person."""
    filled.representatives.filter(pk=role.pk).update(until=clock.now() - timedelta(seconds=1))
    kept = {"case": filled, "party": role.party, "person": role.person, "kind": role.kind, "authority": "general", "firm": role.firm}
    return Representative.objects.create(**kept | {"since": clock.now()} | changed)


def test_a_changed_authority_of_the_same_agent_goes_on_reading_and_that_for_another_party_does_not(client, filled, reading):
    again(filled, filled.representatives.get())
    assert client.get(addresses(reading, filled.filed["complaint"])[1]).status_code == 200
    filled.representatives.filter(until=None).update(party=filled.parties.get(role="defendant"))
    assert client.get(addresses(reading, filled.filed["complaint"])[1]).status_code == 403


@pytest.fixture
def moved(stage, filled):
    """The lawyer's account names a firm beside that of the mandate."""

    def do(firm: str = "另一律师事务所") -> None:
        filled.representatives.update(firm="示例律师事务所")
        stage.accounts["lawyer"].firm = firm
        stage.accounts["lawyer"].save(update_fields=["firm"])

    return do


def test_a_lawyer_registered_at_another_firm_reads_only_once_the_court_has_looked_at_the_papers_again(stage, asked, moved):
    moved()
    one = asked("lawyer")
    with pytest.raises(Refused) as refused:
        actions.grant(one.pk, Grant(), by=stage.actor("clerk"), at=moment())
    assert refused.value.code == "doubtful" and "另一律师事务所" in str(refused.value) and "示例律师事务所" in str(refused.value)
    assert actions.grant(one.pk, Grant(confirmed=True), by=stage.actor("clerk"), at=moment()).state == "granted"


def test_the_same_firm_written_another_way_is_no_doubt(stage, asked, moved):
    moved("示例 律师事务所")
    assert actions.grant(asked("lawyer").pk, Grant(), by=stage.actor("clerk"), at=moment()).state == "granted"


def test_the_desk_shows_the_doubt_and_takes_the_word_of_who_decides(client, stage, asked, moved):
    moved()
    one = asked("lawyer")
    enter(client, stage.accounts["clerk"])
    address = f"/staff/inspections/{one.pk}/"
    assert "另一律师事务所" in client.get(address).content.decode()
    assert client.post(address, {"do": "grant", "scope": "whole", "days": "3"}).status_code == 422
    assert client.post(address, {"do": "grant", "scope": "whole", "days": "3", "confirmed": "on"}).status_code == 302


def test_who_was_engaged_by_nobody_of_the_case_is_granted_only_on_the_word_of_who_decides(stage, retrial):
    one = retrial(principal="某某某")
    with pytest.raises(Refused) as refused:
        actions.grant(one.pk, Grant(), by=stage.actor("clerk"), at=moment())
    assert refused.value.code == "doubtful" and "某某某" in str(refused.value)
    assert actions.grant(one.pk, Grant(confirmed=True), by=stage.actor("clerk"), at=moment()).party is None


def test_who_stands_on_the_other_side_of_the_case_is_granted_nothing_in_the_name_of_its_adversary_unseen(stage, filled, retrial):
    filled.representatives.update(party=filled.parties.get(role="defendant"))
    one = retrial(who="lawyer")
    with pytest.raises(Refused, match="张伟"):
        actions.grant(one.pk, Grant(), by=stage.actor("clerk"), at=moment())
    mine = retrial(who="defendant", wants_copy=True)
    with pytest.raises(Refused, match="张伟"):
        actions.grant(mine.pk, Grant(), by=stage.actor("clerk"), at=moment())


def test_the_reading_of_who_was_engaged_by_a_party_ends_when_that_party_leaves(stage, filled, retrial):
    one = actions.grant(retrial(principal="王 建国").pk, Grant(), by=stage.actor("clerk"), at=moment())
    assert one.party == filled.parties.get(role="plaintiff") and reach.shut(one, moment()) == ""
    assert "原告联系方式" not in {placed.document.title for placed in reach.papers(one, stage.actor("stranger"))}
    filled.parties.filter(role="plaintiff").update(left_on=DAY)
    one.refresh_from_db()
    assert "您代理的当事人" in reach.shut(one, moment())
    with pytest.raises(Refused):
        actions.grant(retrial(wants_copy=True).pk, Grant(), by=stage.actor("clerk"), at=moment())


def test_no_more_time_for_whom_the_authority_has_ended(stage, filled, granted):
    one = granted("lawyer")
    actions.ask_more(one.pk, "材料较多", by=stage.actor("lawyer"), at=moment())
    filled.representatives.update(until=moment())
    with pytest.raises(Refused, match="代理权限"):
        actions.decide_more(one.pk, by=stage.actor("clerk"), at=moment(), days=5)
    assert actions.decide_more(one.pk, by=stage.actor("clerk"), at=moment(), reason="代理终止").until is None
    with pytest.raises(Refused, match="代理权限"):
        actions.ask_more(one.pk, "材料较多", by=stage.actor("lawyer"), at=moment())


def test_time_runs_no_longer_than_the_authority_that_the_papers_name(stage, retrial):
    last = DAY + timedelta(days=3)
    one = actions.grant(retrial().pk, Grant(days=30, authority_until=last), by=stage.actor("clerk"), at=moment())
    assert one.until == moment(last + timedelta(days=1), hour=0)
    actions.ask_more(one.pk, "材料较多", by=stage.actor("stranger"), at=moment())
    with pytest.raises(Refused, match="授权"):
        actions.decide_more(one.pk, by=stage.actor("clerk"), at=moment(), days=5)
