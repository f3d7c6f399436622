"""A mandate lives no longer than the party it serves, and a grant no longer than either."""
import pytest

from court.base.courts import clock
from court.base.people.tests.cast import enter
from court.kit.refusal import Refused
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import DAY
from court.work.inspection import log, reach, standing
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
