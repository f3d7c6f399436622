"""What a password must be (S5)."""

import pytest

from court.base.courts.models import Setting
from court.base.people.passwords import check_password_rules, common_words, must_change
from court.kit.refusal import Refused

pytestmark = pytest.mark.django_db


def fault(password, account):
    with pytest.raises(Refused) as caught:
        check_password_rules(password, account)
    return caught.value.message


def test_more_than_three_thousand_words_are_known():
    assert len(common_words()) > 3000


@pytest.mark.parametrize("word", ["yunchengfayuan2024", "password@123456", "fayuan123456789", "运城中院@123456",
                                  "1234567890", "woaizhongguo1314", "Faguan5201314"])
def test_common_and_court_words_are_refused(cast, word):
    assert "常见词" in fault(word, cast.judge)


@pytest.mark.parametrize("word", ["!!!!YunchengFayuan2031!!!!", "20311207Password!!", "AAAAaaaa1111!!!!"])
def test_a_common_word_between_digits_and_signs_is_still_one(cast, word):
    assert "常见词" in fault(word, cast.judge)


@pytest.mark.parametrize("word", ["Guchuan7402Changge", "Lv-Shui-Qing-Shan-9", "Shanqing-shuixiu-7402"])
def test_a_good_password_of_the_staff_is_taken(cast, word):
    check_password_rules(word, cast.judge)


def test_staff_need_twelve_characters_and_three_kinds(cast):
    assert "至少12个字符" in fault("Shanqing-74", cast.judge)
    assert "三类" in fault("shanqingshuixiu", cast.judge)


def test_litigants_need_eight_characters_of_any_kind(cast):
    assert "至少8个字符" in fault("shuixiu", cast.plaintiff)
    check_password_rules("lvshuiqingshan", cast.plaintiff)


def test_a_phrase_of_64_and_more_is_accepted_whole(cast):
    phrase = "白日依山尽黄河入海流" * 6 + "Aa1!"
    check_password_rules(phrase, cast.judge)
    cast.judge.set_password(phrase)
    assert cast.judge.check_password(phrase)
    assert not cast.judge.check_password(phrase[:-1])
    assert "不超过256" in fault("Aa1!" * 65, cast.judge)


def test_ones_own_name_login_phone_and_number_are_no_password(cast):
    for own in (cast.plaintiff.person.name * 4, cast.plaintiff.phone, cast.plaintiff.person.id_number):
        assert "证件号" in fault(f"{own}", cast.plaintiff)
    assert "登录名" in fault("Xx-99-Finance_Head-99", cast.finance_head)


def test_all_faults_are_told_at_once(cast):
    message = fault("123456", cast.judge)
    assert "12个字符" in message
    assert "常见词" in message
    assert "三类" in message


def test_complexity_and_ninety_days_are_settings(cast, wall, monkeypatch):
    from court.base.courts import clock

    monkeypatch.setattr(clock, "is_demo", lambda: False)
    assert not must_change(cast.judge)
    wall.on(days=91)
    assert must_change(cast.judge)
    assert not must_change(cast.plaintiff)
    Setting.objects.create(key="password.days", value=180, since="2020-01-01")
    Setting.objects.create(key="password.complexity", value=False, court_id="晋08", since="2020-01-01")
    assert not must_change(cast.judge)
    check_password_rules("shanqingshuixiu", cast.judge)
