"""The editable form: same words, same page, nothing about who made it."""

import io
import zipfile

import pytest
from docx import Document

from court.kit.press import word


def made(**more) -> bytes:
    facts = {"court": "盐湖区人民法院", "name": "民事判决书", "number": "（2026）晋0802民初1号",
             "paragraphs": ["原告：李玥\x07珺·𠮷，女。", "本院认为，……。\n判决如下："],
             "signatures": [{"post": "审判长", "name": "王某"}], "dated": "二〇二六年三月一日",
             "below": [{"post": "书记员", "name": "赵小敏"}]}  # fmt: skip
    return word.paper(**(facts | more))


def test_the_words_come_back_as_they_went_in():
    lines = word.text(made())
    assert lines[0] == "盐湖区人民法院"
    assert "原告：李玥珺·𠮷，女。" in lines
    assert "判决如下：" in lines
    assert lines[-2:] == ["二〇二六年三月一日", "书　　记　员　　赵小敏"] or lines[-2] == "二〇二六年三月一日"


def test_the_page_and_the_type_are_a_courts():
    document = Document(io.BytesIO(made()))
    section = document.sections[0]
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)
    body = next(one for one in document.paragraphs if one.text.startswith("原告"))
    assert body.runs[0].font.size.pt == 16
    assert body.paragraph_format.first_line_indent.pt == 32
    assert "仿宋_GB2312" in body.runs[0]._element.xml


def test_it_does_not_say_who_made_it():
    with zipfile.ZipFile(io.BytesIO(made())) as pack:
        assert b"python-docx" not in pack.read("docProps/core.xml")


def test_what_is_no_docx_is_told():
    with pytest.raises(ValueError, match="DOCX"):
        word.text(b"PK nothing")
