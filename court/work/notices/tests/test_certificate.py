"""生效证明: for the party who asked, and nobody else."""
from datetime import date

import pytest

from court.spine.cases.models import Case
from court.spine.cases.tests import stagefixtures
from court.spine.messages.models import Message

pytestmark = pytest.mark.django_db
stage, assigned = stagefixtures.stage, stagefixtures.assigned
DAY = date(2026, 5, 7)


def test_a_certificate_of_effect_is_made_served_and_told_to_the_chosen_party_only(stage, assigned):
    Case.objects.filter(pk=assigned.pk).update(stage="effective", close_manner="judgment", closed_on=date(2026, 4, 15),
                                               effective_on=date(2026, 5, 1))
    assigned.refresh_from_db()
    plaintiff = assigned.parties.get(role="plaintiff")
    stage.act(assigned, "certify_effect", "clerk", DAY, party=str(plaintiff.pk))
    made = assigned.documents.filter(template="effect_certificate")
    assert [one.party for one in made] == [plaintiff]
    assert [one.party for one in assigned.service_orders.filter(act="certify_effect")] == [plaintiff]
    told = Message.objects.filter(case=assigned, kind="certificate_ready")
    others = assigned.parties.get(role="defendant").person_id
    assert plaintiff.person_id in {one.person_id for one in told} and others not in {one.person_id for one in told}
