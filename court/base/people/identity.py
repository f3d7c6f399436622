"""Numbers that identify: resident ID, social credit code, mobile phone. Checked before anything is kept.

Demo people have numbers with a valid check digit and the division code 149999, which was never
allotted; demo phones begin with 120, which no carrier has. Both are refused outside a demo.
"""

import re
from datetime import date

import phonenumbers
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from court.base.courts import clock
from court.kit.crypto import blind_index, blind_indexes
from court.kit.refusal import Refused

DEMO_DIVISION = "149999"
DEMO_PHONE = "120"
OLDEST = 1880
# GB/T 2260 provinces, and the permits of residents of Hong Kong, Macao and Taiwan (81, 82, 83).
PROVINCES = frozenset([
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
    "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
])
CURE = "请对照身份证件逐位核对。"


def resident_number(typed: str, *, on: date | None = None) -> str:
    """A resident ID number in its one form: 17 digits and a digit or X. Refused when it cannot exist."""
    number = "".join(typed.split()).upper().replace("Ⅹ", "X").replace("Х", "X")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise Refused("居民身份证号码应为18位数字，末位可以为X。", do=CURE, code="id_shape")
    if ric.calc_check_digit(number) != number[-1]:
        raise Refused("居民身份证号码校验位不正确。", do=CURE, code="id_check_digit")
    born = _born(number)
    if born is None or born.year < OLDEST or born > (on or clock.today()):
        raise Refused("居民身份证号码中的出生日期不存在。", do=CURE, code="id_birthday")
    _division_exists(number[:6])
    return number


def _division_exists(division: str) -> None:
    if division == DEMO_DIVISION:
        if not clock.is_demo():
            raise Refused("该证件号码为演示号码，不能用于正式业务。", do="请填写真实证件号码。", code="demo_number")
    elif division[:2] not in PROVINCES or division[2:] == "9999":
        raise Refused("居民身份证号码中的行政区划代码不存在。", do=CURE, code="id_division")


def _born(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def born_on(number: str) -> date:
    """The birthday in a checked resident number."""
    born = _born(number)
    if born is None:
        raise ValueError("not a checked number")
    return born


def sex_of(number: str) -> str:
    """男 or 女, from the 17th digit of a checked resident number."""
    return "男" if int(number[16]) % 2 else "女"


def social_credit_code(typed: str) -> str:
    """A unified social credit code (18 characters, GB 32100). Refused when its check character is wrong."""
    code = "".join(typed.split()).upper()
    try:
        uscc.validate(code)
    except ValidationError as why:
        raise Refused("统一社会信用代码不正确，应为18位且校验位相符。", do="请对照营业执照逐位核对。",
                      code="uscc") from why
    if code[2:8] == DEMO_DIVISION and not clock.is_demo():
        raise Refused("该代码为演示代码，不能用于正式业务。", do="请填写真实代码。", code="demo_number")
    return code


def phone_number(typed: str) -> str:
    """A Chinese mobile number as 11 digits. Refused for landlines, other countries and numbers not allotted."""
    digits = re.sub(r"[\s()（）-]", "", typed)
    digits = re.sub(r"^(\+|00)86", "", digits)
    if re.fullmatch(rf"{DEMO_PHONE}[0-9]{{8}}", digits) and clock.is_demo():
        return digits
    if not re.fullmatch(r"1[0-9]{10}", digits) or not phonenumbers.is_valid_number(phonenumbers.parse(digits, "CN")):
        raise Refused("手机号码不正确，应为11位手机号码。", do="请核对后重新填写。", code="phone")
    return digits


def id_index(number: str) -> str:
    """What a number is found by, without being readable (S30). `number` in its one form."""
    return blind_index(number, "id_number") if number else ""


def id_indexes(number: str) -> list[str]:
    return blind_indexes(number, "id_number")


def phone_index(number: str) -> str:
    return blind_index(number, "phone") if number else ""


def phone_indexes(number: str) -> list[str]:
    return blind_indexes(number, "phone")


def demo_resident_number(born: date, nth: int, *, male: bool) -> str:
    """The nth (0..499) invented person born on a day."""
    body = f"{DEMO_DIVISION}{born:%Y%m%d}{nth * 2 + male:03d}"
    return body + ric.calc_check_digit(body + "0")  # it takes the whole number and leaves the last place out


def demo_social_credit_code(nth: int) -> str:
    """The nth (0..999,999) invented company."""
    body = f"91{DEMO_DIVISION}MA{nth:06d}0"
    return body + uscc.calc_check_digit(body)


def demo_phone(nth: int) -> str:
    """The nth (0..99,999,999) invented phone."""
    return f"{DEMO_PHONE}{nth:08d}"
