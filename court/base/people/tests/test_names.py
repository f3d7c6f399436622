"""Names are kept as given and meet on one folded key (S23)."""

import pytest

from court.base.people.names import folded, kept, same_name


@pytest.mark.parametrize("dot", "·•・．‧∙⋅･")
def test_every_middle_dot_is_the_same_dot(dot):
    assert folded(f"买买提{dot}艾力") == folded("买买提·艾力")


def test_a_full_stop_between_chinese_characters_is_a_middle_dot():
    assert same_name("买买提.艾力", "买买提·艾力")


def test_a_full_stop_in_a_latin_name_stays_and_parts_nothing_else():
    assert folded("J. R. Smith") == "j.r.smith"


@pytest.mark.parametrize("name", ["王䶮", "𠮷田", "李\ue863", "赵𬭎", "欧阳〇"])
def test_rare_and_private_characters_are_kept(name):
    assert folded(name) == name
    assert kept(name) == name


def test_two_rare_names_are_never_one():
    assert not same_name("王䶮", "王龑")
    assert not same_name("李\ue863", "李")


def test_spaces_and_widths_do_not_part_a_name():
    assert same_name("王 小　明", "王小明")
    assert same_name("ＡＢＣ有限公司", "abc有限公司")
    assert same_name("(山西)公司", "（山西）公司")


def test_marks_nobody_sees_are_taken_off_when_a_name_is_kept():
    assert kept(" 王\u202e小\u200b明\n") == "王小明"


def test_emoji_in_a_name_are_kept():
    assert kept("小店🍜面馆") == "小店🍜面馆"


def test_a_key_fits_its_column_even_when_folding_makes_a_name_longer():
    assert len(folded("㍿" * 60)) == 120
