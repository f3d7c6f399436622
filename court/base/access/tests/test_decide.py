"""may() and visible(): denied by default, deny wins, administrators read no dossiers."""

from datetime import date

import pytest

from court.base.access import decide
from court.base.access.actor import Actor
from court.base.access.decide import ALLOW, deny, may, relations, require, resolver, rule
from court.kit.refusal import Refused

DAY = date(2026, 3, 2)


class Office:
    def __init__(self, office, court_id="晋08"):
        self.office, self.court_id = office, court_id


class Someone:
    """As much of an account as the question needs."""

    def __init__(self, *offices, kind="staff", is_active=True):
        self.pk, self.kind, self.is_active = 7, kind, is_active
        self.held = [Office(office) for office in offices]
        self.asked = []

    def offices(self, on):
        self.asked.append(on)
        return self.held


class Paper:
    def __init__(self, judge=None, sealed=False):
        self.judge, self.sealed = judge, sealed


class RedPaper(Paper):
    pass


@pytest.fixture(autouse=True)
def house_rules(monkeypatch):
    """A small house: the judge of a paper reads it, nobody reads a sealed one."""
    from collections import defaultdict

    monkeypatch.setattr(decide, "_resolvers", defaultdict(list))
    monkeypatch.setattr(decide, "_rules", defaultdict(list))
    monkeypatch.setattr(decide, "_scopers", {})
    resolver(Paper)(lambda actor, paper: {"judge"} if paper.judge is actor.account else set())
    rule(Paper, "read")(lambda actor, paper, related: ALLOW if "judge" in related else None)
    rule(Paper, "*")(lambda actor, paper, related: deny("已封存。", hidden=True) if paper.sealed else None)


def an_actor(*offices, **special):
    return Actor(Someone(*offices, **special), DAY)


def test_a_relation_opens_what_its_rule_names():
    judge = an_actor("judge")
    assert may(judge, "read", Paper(judge.account))


def test_a_stranger_is_denied_and_told_in_chinese():
    verdict = may(an_actor("judge"), "read", Paper())
    assert not verdict
    assert "权限" in verdict.reason


def test_a_verb_without_a_rule_is_denied():
    judge = an_actor("judge")
    assert not may(judge, "burn", Paper(judge.account))


def test_a_thing_without_a_rule_is_denied():
    assert not may(an_actor("judge"), "read", object())


def test_deny_wins_over_allow():
    judge = an_actor("judge")
    assert not may(judge, "read", Paper(judge.account, sealed=True))


def test_a_disabled_account_is_denied_what_it_could_do():
    judge = an_actor("judge", is_active=False)
    assert not may(judge, "read", Paper(judge.account))


@pytest.mark.parametrize("office", ["system_admin", "security_admin", "audit_admin"])
def test_an_administrator_is_denied_what_an_ordinary_rule_allows(office):
    administrator = an_actor(office)
    assert not may(administrator, "read", Paper(administrator.account))


def test_an_administrator_is_let_in_only_by_a_rule_that_says_so():
    rule(Paper, "count", administrators=True)(lambda actor, paper, related: ALLOW)
    assert may(an_actor("audit_admin"), "count", Paper())


def test_rules_of_a_class_hold_for_its_children():
    judge = an_actor("judge")
    assert may(judge, "read", RedPaper(judge.account))
    assert relations(judge, RedPaper(judge.account)) == {"judge"}


def test_a_question_without_a_thing_is_asked_of_the_class():
    rule(Paper, "create")(lambda actor, paper, related: ALLOW if actor.holds("clerk") else None)
    assert may(an_actor("clerk"), "create", Paper)
    assert not may(an_actor("judge"), "create", Paper)


def test_the_day_asked_about_is_the_day_the_offices_are_read_of():
    judge = an_actor("judge")
    rule(Paper, "sign")(lambda actor, paper, related: ALLOW if actor.holds("judge") else None)
    may(judge, "sign", Paper(), on=date(2026, 5, 1))
    assert judge.account.asked[-1] == date(2026, 5, 1)


def test_what_must_stay_hidden_is_refused_like_something_missing():
    judge = an_actor("judge")
    with pytest.raises(Refused) as caught:
        require(judge, "read", Paper(judge.account, sealed=True))
    assert caught.value.status == 404
    assert "封存" not in caught.value.for_people()


def test_a_plain_denial_is_refused_with_403():
    with pytest.raises(Refused) as caught:
        require(an_actor("judge"), "read", Paper())
    assert caught.value.status == 403


def test_an_error_in_a_rule_lets_nobody_in():
    rule(Paper, "read")(lambda actor, paper, related: 1 / 0)
    judge = an_actor("judge")
    with pytest.raises(ZeroDivisionError):
        may(judge, "read", Paper(judge.account))


def test_nobody_has_no_offices_and_no_courts():
    actor = Actor(None, DAY)
    assert (actor.offices, actor.courts, actor.kind, actor.signed_in) == (set(), set(), "", False)


def test_a_litigant_holds_no_office_even_if_a_row_says_so():
    assert not an_actor("judge", kind="litigant").holds("judge")
