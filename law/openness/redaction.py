"""Masking (隐名) and deleting before publication: whose names, how a name is masked, which data go."""

import csv
import re
from functools import cache
from pathlib import Path

from law.answer import Answer, LawError, Step
from law.choices import Choice, choices, match
from law.instruments import cite
from law.registry import rule

FILE = "openness-choices"
SURNAMES = Path(__file__).parent.parent / "data" / "surnames-compound.csv"
KINDS = {
    "compound": ("复姓", "compound_surname"),
    "single": ("han", "chinese", "ordinary", "normal", "汉族", "单姓", "普通", "natural", "common", "single_surname"),
    "minority": ("少数民族", "ethnic", "ethnic_minority"),
    "foreign_chinese": (
        "foreign",
        "foreign_cn",
        "foreign_translated",
        "foreign_zh",
        "外国人",
        "外国人中文译名",
        "中文译名",
    ),
    "foreign_latin": ("latin", "foreign_en", "english", "foreign_english", "外文", "英文", "英文名"),
}
LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]")
ENTITY = ("法人", "单位", "公司", "企业", "组织", "entity", "company", "legal_person")


@cache
def compound_surnames() -> frozenset[str]:
    """Surnames of two characters and more."""
    with SURNAMES.open(encoding="utf-8", newline="") as lines:
        return frozenset(row["surname"] for row in csv.DictReader(lines))


def surname(name: str) -> str:
    """The surname of a Chinese name.

    >>> surname("欧阳明"), surname("张三"), surname("令狐")
    ('欧阳', '张', '令')
    """
    for length in (4, 2):
        if len(name) > length and name[:length] in compound_surnames():
            return name[:length]
    return name[0]


def kind_of(name: str, kind: str | None) -> str:
    """A named kind of name, or the kind that its letters show. Raises LawError("bad_input")."""
    if kind is None:
        if LATIN.match(name):
            return "foreign_latin"
        return "minority" if "·" in name or "•" in name else "single"
    found = next((key for key, names in KINDS.items() if kind == key or kind in names), None)
    if found is None:
        raise LawError("bad_input", f"不认识的姓名种类：{kind}（单姓、复姓、少数民族、中文译名、外文）")
    return "foreign_latin" if found == "foreign_chinese" and LATIN.match(name) else found


def masked(name: str, kind: str | None = None) -> str:
    """A masked name: 张某, 欧阳某, 阿某; of a Latin name the first letter.

    >>> masked("张三"), masked("阿依古丽", "minority"), masked("John Smith")
    ('张某', '阿某', 'J')
    """
    name = name.strip()
    if not name:
        raise LawError("bad_input", "姓名不得为空。")
    found = kind_of(name, kind)
    if found == "foreign_latin":
        return name[0].upper()
    if found == "compound":
        return (surname(name) if surname(name) != name[0] else name[:2]) + "某"
    return (name[0] if found in ("minority", "foreign_chinese") else surname(name)) + "某"


@rule("redact.name")
def name(*, name: str, kind: str | None = None) -> Answer:
    """A name masked. {"masked": text}.

    kind  compound, single, minority, foreign_chinese, foreign_latin; None: from the name itself
    Source: 在互联网公布裁判文书的规定第9条 (foreign names from memory).
    """
    rules = {
        "minority": "少数民族姓名保留第一个字，其余以“某”替代",
        "foreign_chinese": "中文译名保留第一个字，其余以“某”替代",
        "foreign_latin": "外文姓名保留第一个字母，删除其他内容",
    }
    found = kind_of(name.strip(), kind) if name.strip() else ""
    text = rules.get(found, "保留姓氏，名字以“某”替代")
    return Answer(
        {"masked": masked(name, kind)}, [Step(text, cite("PUB", "9", "M" if found.startswith("foreign") else None))]
    )


@rule("redact.names_dedupe")
def names_dedupe(*, names: list[str], kinds: list[str | None] | None = None) -> Answer:
    """The names of one document masked so that different people stay different. {"masked": [texts]}.

    The same name always gets the same mask; masks that would meet get numbers in the order of appearance.
    Source: 在互联网公布裁判文书的规定第9条 (numbers from memory).
    """
    if kinds is not None and len(kinds) != len(names):
        raise LawError("bad_input", "姓名种类应与姓名逐一对应。")
    people = {name.strip(): masked(name, kind) for name, kind in zip(names, kinds or [None] * len(names), strict=True)}
    by_mask: dict[str, list[str]] = {}
    for person, mask in people.items():
        by_mask.setdefault(mask, []).append(person)
    final = {
        person: mask + (str(by_mask[mask].index(person) + 1) if len(by_mask[mask]) > 1 else "")
        for person, mask in people.items()
    }
    text = "对不同姓名隐名处理后发生重复的，在姓名后增加阿拉伯数字进行区分"
    return Answer({"masked": [final[name.strip()] for name in names]}, [Step(text, cite("PUB", "9", "M"))])


def masked_roles() -> tuple[Choice, ...]:
    """The roles whose names are masked, with labels."""
    return tuple(choice for choice in choices(FILE, "who") if choice.value == "yes")


@rule("redact.who")
def who(*, role: str) -> Answer:
    """Whether the name of somebody in a role is masked. {"mask": bool}.

    role  the role with the kind of case, such as 继承纠纷原告, 刑事案件证人. Raises LawError("unknown_role").
    Source: 在互联网公布裁判文书的规定第8条.
    """
    found = match(role, choices(FILE, "who"))
    if found is None:
        raise LawError("unknown_role", f"无法识别的诉讼身份“{role}”，请写明案件类别和诉讼地位。", cite("PUB", "8"))
    mask = found.value == "yes"
    return Answer({"mask": mask}, [Step(f"{found.label}{'应当' if mask else '不作'}隐名处理", found.cite())])


@rule("redact.delete_field")
def delete_field(*, party: str, field: str) -> Answer:
    """Whether a piece of data is deleted. {"delete": bool}.

    party  自然人, 法人 or 其他组织; a company's domicile is kept. Raises LawError("unknown_field").
    Source: 在互联网公布裁判文书的规定第10条; what is kept (第11条) from memory.
    """
    entity = any(word in party for word in ENTITY)
    found = match(field, choices(FILE, "delete"))
    if found is not None and not (entity and found.key == "address" and "家庭" not in field):
        return Answer({"delete": True}, [Step(f"应当删除{found.label}", found.cite())])
    kept = match(field, choices(FILE, "keep"))
    if found is None and kept is None:
        raise LawError("unknown_field", f"无法判断“{field}”是否应当删除，请人工核定。", cite("PUB", "10、11"))
    label = kept.label if kept else "法人或者其他组织的住所地"
    return Answer({"delete": False}, [Step(f"应当保留{label}", cite("PUB", "11", "M"))])
