from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court.kit import money


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("0", "人民币零元整"),
        ("1150", "人民币壹仟壹佰伍拾元整"),
        ("1409.50", "人民币壹仟肆佰零玖元伍角整"),
        ("6007.14", "人民币陆仟零柒元壹角肆分"),
        ("1680.32", "人民币壹仟陆佰捌拾元叁角贰分"),
        ("325.04", "人民币叁佰贰拾伍元零肆分"),
        ("107000.53", "人民币壹拾万零柒仟元伍角叁分"),
        ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
        ("0.05", "人民币伍分"),
        ("0.50", "人民币伍角整"),
        ("10", "人民币壹拾元整"),
        ("100000000", "人民币壹亿元整"),
        ("100000001", "人民币壹亿零壹元整"),
        ("100010000", "人民币壹亿零壹万元整"),
        ("1000000000.10", "人民币壹拾亿元壹角整"),
        ("20030040", "人民币贰仟零叁万零肆拾元整"),
    ],
)
def test_amounts_are_written_in_words_by_the_banks_rules(yuan, words):
    assert money.in_words(money.fen(yuan)) == words


@given(st.integers(min_value=0, max_value=money.MOST_FEN - 1))
def test_words_of_every_amount_read_back_to_the_same_amount(fen):
    assert _read(money.in_words(fen)) == fen


def _read(words: str) -> int:
    """The plain way to read 大写金额: every digit times its place, groups by 亿 and 万."""
    digits = {word: number for number, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
    places = {"拾": 10, "佰": 100, "仟": 1000}
    total = group = digit = 0
    for word in words.removeprefix("人民币").removesuffix("整"):
        if word in digits:
            digit = digits[word]
        elif word in places:
            group, digit = group + digit * places[word], 0
        elif word in "万亿":
            total, group, digit = total + (group + digit) * (10_000 if word == "万" else 100_000_000), 0, 0
        elif word == "元":
            total, group, digit = (total + group + digit) * 100, 0, 0
        else:
            total, digit = total + digit * (10 if word == "角" else 1), 0
    return total


def test_a_negative_or_absurd_amount_has_no_words():
    for fen in (-1, money.MOST_FEN):
        with pytest.raises(ValueError, match="no words"):
            money.in_words(fen)


@pytest.mark.parametrize("wrong", ["0.001", "abc", "NaN", "Infinity", "1e30", None, ""])
def test_what_is_no_amount_to_the_fen_is_refused(wrong):
    with pytest.raises(ValueError, match="not an amount|finer|beyond"):
        money.fen(wrong)


@given(st.integers(min_value=-money.MOST_FEN + 1, max_value=money.MOST_FEN - 1))
def test_fen_and_yuan_turn_into_each_other_without_loss(fen):
    assert money.fen(money.yuan(fen)) == fen


def test_money_is_shown_with_its_sign_first():
    assert money.show(115050) == "¥1,150.50"
    assert money.show(-5) == "-¥0.05"
    assert money.yuan(115050) == Decimal("1150.50")
