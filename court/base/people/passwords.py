"""What a password must be (S5): long enough, not a word that everybody tries, and not the person's own data.

staff      12 characters, three of four kinds of characters, changed every 90 days; both rules are settings
litigants  8 characters
A pass phrase of up to 256 characters is accepted whole.
"""

import re
import tomllib
import unicodedata
from datetime import timedelta
from functools import cache
from pathlib import Path

from court.base.courts import clock
from court.base.courts.queries import setting
from court.base.people.models import Account
from court.kit.refusal import Refused

FILE = Path(__file__).parent / "data" / "common-passwords.toml"
STAFF_LENGTH, LITIGANT_LENGTH, LONGEST = 12, 8, 256
SAME_WORD = "请不要使用常见词、法院用语、姓名、登录名、手机号或者证件号。"


@cache
def common_words() -> frozenset[str]:
    """All common and court words that are refused, folded; several thousand."""
    data = tomllib.loads(FILE.read_text("utf-8"))
    spelt = {root + ending for root in [*data["roots"], *data["court"]] for ending in data["endings"]}
    return frozenset(_folded(word) for word in spelt | set(data["whole"]))


@cache
def _roots() -> frozenset[str]:
    data = tomllib.loads(FILE.read_text("utf-8"))
    return frozenset(_folded(word) for word in [*data["roots"], *data["court"]])


def check_password_rules(password: str, account: Account) -> None:
    """Refused, with every rule that is broken told at once; silent when the password will do."""
    faults = [*_length_faults(password, account), *_word_faults(password, account)]
    if account.is_staff_member and _setting("password.complexity", True, account) and _kinds(password) < 3:
        faults.append("应包含大写字母、小写字母、数字、符号中的至少三类。")
    if faults:
        raise Refused("密码不符合要求：" + "".join(faults), do="请换一个密码。", code="weak_password", status=422)


def must_change(account: Account) -> bool:
    """Whether a member of the court has kept the password longer than the setting allows (90 days)."""
    if not account.is_staff_member or clock.is_demo():
        return False
    days = _setting("password.days", 90, account)
    changed = account.password_changed_at
    return bool(days) and (changed is None or clock.real_now() - changed > timedelta(days=days))


def _length_faults(password: str, account: Account) -> list[str]:
    least = STAFF_LENGTH if account.is_staff_member else LITIGANT_LENGTH
    if len(password) < least:
        return [f"至少{least}个字符，现为{len(password)}个。"]
    if len(password) > LONGEST:
        return [f"不超过{LONGEST}个字符。"]
    return []


def _word_faults(password: str, account: Account) -> list[str]:
    word = _folded(password)
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", word)
    is_common = word in common_words() or core in _roots() or len(set(word)) < 4
    is_own = any(own in word for own in _own_words(account))
    return [SAME_WORD] if is_common or is_own else []


def _own_words(account: Account) -> list[str]:
    person = account.person
    own = [account.username, account.phone, person.phone, person.id_number, person.name]
    return [_folded(text) for text in own if len(text) >= 2]


def _kinds(password: str) -> int:
    return sum(bool(re.search(kind, password)) for kind in ("[A-Z]", "[a-z]", "[0-9]", r"[^A-Za-z0-9]"))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _setting(key: str, default, account: Account):
    return setting(key, default, on=clock.today(), court=account.court_id)
