"""Grounds on which a judge may not sit: relations, own part in the case, an earlier round of the same case."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from law.answer import LawError
from law.instruments import Citation, cite

FILE = Path(__file__).parent.parent / "data" / "recusal-grounds.csv"
CLOSE_KIN = re.compile(r"配偶|夫妻|丈夫|妻子|夫$|妻$|父|母|子女|儿子|女儿|继子|养子|兄|弟|姐|妹")
IN_LAWS = r"岳|公公|婆婆|堂|表|伯|叔|舅|姑|姨|侄|甥|嫂|媳|婿|孙"
NOT_CLOSE = re.compile(IN_LAWS + r"|祖父|祖母|外公|外婆|姐夫|妹夫|连襟|妯娌|师兄|师弟|师姐|师妹|朋友|同学")
NEAR_RELATIVE = re.compile(CLOSE_KIN.pattern + "|" + IN_LAWS + r"|祖|外公|外婆|爷|奶|姥|血亲|姻亲|近亲属|亲属")
NO_KIN = re.compile(r"^(无|没有|否|不是|非)|师(兄|弟|姐|妹|父)|朋友|同学|同事|远亲|^none$|^no$")
OWN_PART = re.compile(r"参加过|参与过|审理过|承办|合议庭(成员|组成人员)|独任(法官|审判员)")
ENGLISH = {
    "spouse": "配偶",
    "husband": "丈夫",
    "wife": "妻子",
    "parent": "父母",
    "father": "父亲",
    "mother": "母亲",
    "child": "子女",
    "son": "儿子",
    "daughter": "女儿",
    "sibling": "兄弟姐妹",
    "brother": "兄弟",
    "sister": "姐妹",
    "near_relative": "近亲属",
    "grandparent": "祖父母",
    "grandchild": "孙子女",
    "uncle": "叔伯",
    "cousin": "堂表亲",
}


@dataclass(frozen=True)
class Ground:
    """kind: flag; near_relative and close_kin (words of a relation); round and second_round (an earlier part)."""

    key: str
    label: str
    kind: str
    aliases: tuple[str, ...]
    instrument: str
    article: str
    mark: str

    def cite(self) -> Citation:
        return cite(self.instrument, self.article, self.mark)

    def bars(self, value, history: str) -> bool:
        if not value:
            return False
        if self.kind == "close_kin":
            return is_close_kin(value)
        if self.kind == "near_relative":
            return is_near_relative(value)
        if self.kind == "second_round":
            return not ("二审" in history and "再次" in history)
        return True


def is_close_kin(relation: str | bool) -> bool:
    """Spouse, parent, child, brother or sister.

    >>> is_close_kin("兄弟姐妹"), is_close_kin("岳父"), is_close_kin("同学")
    (True, False, False)
    """
    if relation is True:
        return True
    words = _words(relation)
    return bool(CLOSE_KIN.search(words)) and not NOT_CLOSE.search(words) and not NO_KIN.search(words)


def is_near_relative(relation: str | bool) -> bool:
    """Spouse, direct blood, three generations collateral, near in-laws."""
    if relation is True:
        return True
    words = _words(relation)
    return bool(NEAR_RELATIVE.search(words)) and not NO_KIN.search(words)


def _words(relation: str | bool) -> str:
    return ENGLISH.get(str(relation).strip().lower(), str(relation).strip())


@cache
def grounds() -> tuple[Ground, ...]:
    """Every ground with its label, for forms."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Ground(
                row["key"],
                row["label"],
                row["kind"],
                tuple(row["aliases"].split(";")),
                row["instrument"],
                row["article"],
                row["mark"],
            )
            for row in csv.DictReader(lines)
        )


def found_grounds(facts: dict, history: str = "") -> list[Ground]:
    """The grounds that bar a judge. Raises LawError("bad_input") for an unknown fact."""
    names = {name: ground for ground in grounds() for name in (ground.key, *ground.aliases)}
    if unknown := facts.keys() - names.keys():
        raise LawError("bad_input", f"不认识的事项：{'、'.join(sorted(unknown))}")
    found = {names[name].key for name, value in facts.items() if names[name].bars(value, history)}
    if OWN_PART.search(history) and "再次" not in history:
        found.add("took_part_before")
    return [ground for ground in grounds() if ground.key in found]
