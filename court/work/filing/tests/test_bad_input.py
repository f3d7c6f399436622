"""Bad input on the phone: each gets a plain refusal in Chinese with its cure, and what was typed is still there."""

import re

import pytest

from court.spine.dossier.tests.papers import pdf
from court.work.filing.tests.conftest import FULL, upload

BAD = [
    ("court", {"court": "京0101"}, "", "选"),
    ("cause", {"cause": "999.99"}, "", "没有这个案由"),
    ("claims", {"claims": "返还借款", "amount": "-5"}, "返还借款", "大于零"),
    ("claims", {"claims": "返还借款", "amount": "99999999999999999"}, "返还借款", "过大"),
    ("claims", {"claims": "返还借款", "amount": "五万"}, "五万", "只填数字"),
    ("loan", {"lent_on": "2025-02-30", "principal": "50000"}, "50000", "日期"),
    ("loan", {"lent_on": "2999-01-01", "principal": "50000"}, "2999-01-01", "今天以前"),
    ("loan", {"lent_on": "99999-01-01", "principal": "50000"}, "50000", "日期"),
    ("loan", {"lent_on": "2025-03-01", "principal": "-1"}, "-1", "零"),
    ("me", {"phone": "110", "address": "盐湖区解放路1号"}, "盐湖区解放路1号", "手机"),
    ("facts", {"grounds": "欠钱"}, "欠钱", "写"),
]


@pytest.mark.parametrize(("screen", "changed", "kept", "said"), BAD)
def test_a_screen_says_what_is_wrong_and_keeps_what_was_typed(stage, web, draft, screen, changed, kept, said):
    filing, me = draft(), web("plaintiff")
    answer = me.post(f"/filings/{filing.pk}/{screen}/", {**FULL[screen], **changed})
    page = answer.content.decode()
    complaints = "".join(re.findall(r'class="field-error"[^>]*>(.*?)</p>', page, re.S))
    assert answer.status_code == 422
    assert said in complaints
    assert not re.search(r"[A-Za-z]{3,}", complaints)
    assert kept in page


@pytest.mark.parametrize(("number", "said"), [
    ("142701199002300011", "身份证"), ("14270119900101001X", "校验"), ("123", "18"), ("一二三", "身份证"),
])  # fmt: skip
def test_an_impossible_number_of_the_other_side_is_told_beside_its_field(stage, web, draft, number, said):
    filing, me = draft(sides=[]), web("plaintiff")
    answer = me.post(f"/filings/{filing.pk}/sides/new/", {**FULL["sides"][0], "id_number": number, "name": "𠮷田😀"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in "".join(re.findall(r'class="field-error"[^>]*>(.*?)</p>', page, re.S))
    assert number in page
    assert "𠮷田😀" in page


def test_a_file_over_the_limit_is_refused_by_its_name_and_nothing_is_kept(stage, web, draft):
    filing, me = draft(evidence=False), web("plaintiff")
    answer = me.post(f"/filings/{filing.pk}/files/", {"files": upload("录像.txt", b"x" * 51_000_000), "category": "evidence"})
    assert answer.status_code == 422
    assert "录像.txt" in answer.content.decode()
    assert not filing.files.exists()


def test_a_name_of_a_file_in_rare_characters_is_kept(stage, web, draft):
    filing, me = draft(evidence=False), web("plaintiff")
    answer = me.post(f"/filings/{filing.pk}/files/", {"files": upload("𠮷田😀借条.pdf", pdf(1)), "category": "evidence"})
    assert answer.status_code == 302
    assert [one.document.title for one in filing.files.select_related("document")] == ["𠮷田😀借条"]
