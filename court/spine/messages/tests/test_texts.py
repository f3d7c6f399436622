"""The texts: what is missing is found at the start, and nothing travels by SMS that may not."""

import pytest

from court.ports.sms import templates
from court.spine.cases import definitions
from court.spine.cases.schema import Notice
from court.spine.messages import effects, texts, wording
from court.spine.messages.texts import faults, read

TOPIC = '[topics.duty]\nlabel = "事项"\ncourtesy = false\n'


def said(body):
    return list(faults(read(f"{TOPIC}\n[news]\ntopic = 'duty'\ntitle = '消息'\n{body}")))


def test_the_shipped_texts_have_no_fault_and_every_act_fills_its_own():
    assert list(faults(texts.texts())) == []
    assert effects.texts_can_be_filled(None) == []


def test_every_notice_of_every_procedure_has_a_text():
    for definition in definitions.shipped().values():
        told = {notice.text for act in definition.acts.values() for notice in act.notices}
        assert told <= texts.texts().keys()


@pytest.mark.parametrize(("body", "fault"), [
    ("text = '{number}在{room}开庭'", "['room']"),
    ("text = '开庭'\nsms = {template = 'unheard'}", "no template unheard"),
    ("text = '开庭'\nsms = {template = 'case_hearing'}", "['when']"),
    ("text = '开庭'\nsms = {template = 'case_hearing', when = '{held_on}'}", "['held_on']"),
    (f"text = '开庭'\nsms = {{template = 'case_news', matter = '{'长' * 36}'}}", "at most 35"),
])
def test_a_text_that_could_not_be_filled_is_told_at_the_start(body, fault):
    assert len(said(body)) == 1
    assert fault in said(body)[0]


def test_a_text_whose_fields_are_all_given_has_no_fault():
    assert said("text = '{number}在{room}开庭'\nfields = ['room']") == []


@pytest.mark.parametrize("body", ["text = '消息'\nsubject = '甲'", "text = '消息'\ntopic = 'x'", "sms = {}"])
def test_a_misspelt_file_is_refused(body):
    with pytest.raises((ValueError, KeyError)):
        read(f"{TOPIC}\n[news]\ntopic = 'duty'\ntitle = '消息'\n{body}")


def test_an_act_whose_facts_do_not_give_what_its_text_names_is_told():
    definition = next(iter(definitions.shipped().values()))
    act = definition.acts["file_answer"]
    wrong = act.model_copy(update={"notices": [Notice(to="parties", text="hearing_scheduled")]})
    assert effects.act_faults(definition, wrong) == ["the text hearing_scheduled needs ['held_on']"]


def test_only_number_and_court_of_a_case_can_reach_a_text_message():
    text = texts.texts()["limit_extended"]
    known = {"number": "（2026）晋0802民初1号", "court": "盐湖区人民法院", "cause": "民间借贷纠纷", "judge": "李文静",
             "months": "3"}
    assert set(wording.sms_values(text, known)) == {"number", "court", "matter"}


def test_every_text_message_fits_the_carriers_fields():
    known = dict.fromkeys(("number", "court"), "甲" * 30)
    for text in texts.texts().values():
        if text.sms:
            values = wording.sms_values(text, known | dict.fromkeys(text.fields, "乙"))
            assert templates()[text.sms].filled(values)
