"""The page of an act names everybody whom a definition may mean."""

from typing import get_args

from court.counter.desk.followups import WHOM
from court.spine.cases import schema


def test_each_side_that_papers_and_notices_may_go_to_has_a_name():
    to = get_args(schema.Notice.model_fields["to"].annotation)
    assert {*get_args(schema.Each), *to} <= set(WHOM)
