"""Online litigation and online mediation."""
import pytest

from law.online import hearings
from law.registry import ask


@pytest.mark.parametrize(("facts", "required"), [
    ({"opponent_objects": True, "reasoned": True}, True), ({"opponent_objects": True, "reasoned": False}, False),
    ({"unclear": True}, True), ({"archive_rule": True}, True), ({"court_needs": True}, True), ({}, False),
])
def test_when_the_original_must_be_shown(facts, required):
    assert ask("online.original_required", facts) == {"must_require_original": required}


@pytest.mark.parametrize(("facts", "allowed"), [
    ({}, True), ({"all_object": True}, False), ({"one_objects": True}, True),
    ({"one_objects": True, "good_reason": True}, False), ({"good_reason": True}, True),
    ({"no_technical_ability": True}, False), ({"needs_originals": True}, False), ({"complex": True}, False),
    ({"state_secret": True}, False), ({"major_social_impact": True}, False), ({"other": True}, False),
])
def test_bars_to_an_online_hearing(facts, allowed):
    assert ask("online.hearing_allowed", facts) == {"allowed": allowed}


def test_each_bar_is_named():
    answer = hearings.hearing_allowed(complex=True, state_secret=True)
    assert len(answer.steps) == 2
    assert len(hearings.hearing_bars()) == 8


@pytest.mark.parametrize(
    "missing", ["hard_to_attend_together", "one_applied_in_writing", "all_agree", "facts_undisputed"]
)
def test_an_asynchronous_hearing_needs_every_condition(missing):
    facts = {
        "procedure": "简易程序",
        "hard_to_attend_together": True,
        "one_applied_in_writing": True,
        "all_agree": True,
        "facts_undisputed": True,
    }
    assert ask("online.async_hearing_allowed", facts) == {"allowed": True}
    assert ask("online.async_hearing_allowed", {**facts, missing: False}) == {"allowed": False}
    assert ask("online.async_hearing_allowed", {**facts, "procedure": "普通程序"}) == {"allowed": False}


def test_consent_counts_for_each_step_and_each_party():
    assert ask("online.step_mode", {"consents": {"原告": True, "被告": False}}) == {
        "mode": "mixed", "online": ["原告"], "offline": ["被告"]}
    assert ask("online.step_mode", {"consents": {"原告": True}})["mode"] == "online"
    assert ask("online.step_mode", {"consents": {"原告": True}, "prosecutor_consents": False})["mode"] == "offline"


def test_a_party_joins_in_three_days_or_stays_offline():
    assert ask("online.join_by", {"notice_received": "2025-03-10", "consents": True}) == {"by": "2025-03-13"}
    assert ask("online.join_by", {"notice_received": "2025-03-10", "consents": False}) == {"by": None}


def test_an_accepted_filing_serves_three_notices_and_no_paper_is_asked():
    assert len(ask("online.filing_result", {"result": "accepted"})["notices"]) == 3
    assert ask("online.filing_result", {"result": "补正"})["result"] == "correct"
    assert ask("online.paper_demand_allowed", {"upload_complies": True}) == {"allowed": False}


@pytest.mark.parametrize(("facts", "word"), [
    ({"joined": False}, "refused_to_appear"), ({"joined": False, "good_reason": True}, None),
    ({"joined": True, "left": True, "warned": True}, "left_midway"), ({"joined": True, "left": True}, None),
])
def test_what_absence_counts_as(facts, word):
    assert ask("online.absence", facts) == {"counts_as": word}


def test_without_unanimity_evidence_is_exchanged_synchronously():
    facts = {"all_agree_online": True}
    assert ask("online.evidence_exchange_mode", {**facts, "chosen": ["asynchronous", "synchronous"]}) == {
        "mode": "synchronous"
    }
    assert ask("online.evidence_exchange_mode", {**facts, "chosen": ["非同步", "非同步"]}) == {"mode": "asynchronous"}


def test_a_verified_hash_speaks_for_the_time_after_chaining_alone():
    assert ask("online.chain_evidence", {"hash_verified": True, "untrue_before_chaining": True,
                                         "origin_explained": False}) == {
        "unaltered_since_chaining": True, "true_before": False}


def test_mediators_are_chosen_appointed_and_answer_in_working_days():
    assert ask("online_mediation.choose_by", {"agreed": "2025-09-29"}) == {"by": "2025-10-09"}
    assert ask("online_mediation.appoint_by", {"applied": "2025-04-30"}) == {"by": "2025-05-08"}
    assert ask("online_mediation.accept_by", {"assigned": "2025-04-30"}) == {"by": "2025-05-08"}
    assert ask("online_mediation.contact_by", {"accepted": "2025-03-10"}) == {"by": "2025-03-13"}


def test_an_agreement_takes_effect_when_all_have_signed():
    assert ask("online_mediation.agreement_effective", {"signed": ["2025-03-10", "2025-03-12"]}) == {
        "effective": "2025-03-12"}
    assert ask("online_mediation.agreement_effective", {"signed": ["2025-03-10", None]}) == {"effective": None}


def test_a_failed_mediation_leads_back_to_the_court():
    assert ask("online_mediation.ended", {"reason": "分歧较大", "stage": "pre_filing"})["next"] == "case_filed_by_law"
    assert ask("online_mediation.ended", {"reason": "分歧较大", "stage": "post_filing"})["next"] == "trial_resumed"


def test_a_related_mediator_needs_disclosure_and_consent_and_takes_no_later_role():
    assert ask("mediation.mediator_allowed", {"relation": "近亲属"}) == {"allowed": False, "must_disclose": True}
    assert ask("mediation.mediator_allowed", {"relation": "近亲属", "disclosed": True, "parties_agree": True})[
        "allowed"
    ]
    for role in ("人民陪审员", "代理人", "证人", "鉴定人", "翻译"):
        assert ask("mediation.later_role_allowed", {"role": role}) == {"allowed": False}
