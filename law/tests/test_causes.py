"""Causes of action: three trees, older names, search."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import causes
from law.answer import LawError

DOMAINS = ("civil", "criminal", "admin")
ENTRIES = [cause for domain in DOMAINS for cause in causes.tree(domain).values()]


@pytest.mark.parametrize(("domain", "level", "count"), [
    ("civil", 1, 12), ("civil", 2, 59), ("civil", 3, 514), ("civil", 4, 470), ("criminal", 3, 483), ("admin", 3, 140)])
def test_each_tree_has_the_official_number_of_entries(domain, level, count):
    assert sum(cause.level == level for cause in causes.tree(domain).values()) == count


@given(st.sampled_from(ENTRIES))
def test_every_entry_stands_below_its_ancestors_and_is_found_again(cause):
    above = causes.ancestors(cause.domain, cause.code)
    assert [entry.level for entry in above] == sorted(entry.level for entry in above)
    assert all(causes.is_within(cause.domain, cause.code, entry.code) for entry in above)
    assert cause in causes.children(cause.domain, cause.parent)
    assert causes.named(cause.domain, cause.name).name == cause.name
    assert cause in causes.search(cause.domain, cause.name, limit=50)


@pytest.mark.parametrize("domain", ["civil", "criminal"])
def test_every_older_name_leads_to_an_entry_of_today(domain):
    for name, code in causes.former_names(domain).items():
        assert causes.named(domain, name).code == code
        assert causes.tree(domain)[code] in causes.search(domain, name, limit=1) or name in (
            cause.name for cause in causes.tree(domain).values())


def test_the_most_specific_of_entries_with_one_name_is_meant():
    assert causes.named("民事", "不当得利纠纷").level == 3


def test_names_are_found_without_punctuation_and_ending():
    assert causes.named("civil", "民间借贷").name == "民间借贷纠纷"
    assert causes.named("criminal", "走私贩卖运输制造毒品").name == "走私、贩卖、运输、制造毒品罪"


def test_search_puts_the_whole_name_first_and_knows_when_there_is_nothing():
    assert causes.search("criminal", "盗窃")[0].name == "盗窃罪"
    assert causes.search("civil", "借贷")[0].name == "民间借贷纠纷"
    assert causes.search("civil", "  ") == []
    assert causes.search("civil", "量子纠缠") == []


def test_charges_carry_their_article():
    assert causes.named("criminal", "盗窃罪").article == "第264条"


@pytest.mark.parametrize("facts", [{"domain": "civil", "name": "没有的纠纷"}, {"domain": "civil", "code": "999999"}])
def test_an_unknown_cause_is_refused(facts):
    with pytest.raises(LawError) as caught:
        causes.cause_lookup(**facts)
    assert caught.value.code == "unknown_cause"
