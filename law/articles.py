"""Articles a paper relies on (裁判依据): a table of common ones by cause, their form, and the order of citing.

The table is a help for typing, from memory (mark M): the judge chooses, adds what is missing, and answers for it.
Order: 最高人民法院关于裁判文书引用法律、法规等规范性法律文件的规定（法释〔2009〕14号）第二条.
"""
import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from law.answer import LawError
from law.instruments import in_chinese

FILE = Path(__file__).parent / "data" / "articles.csv"
ORDER_LAW = "最高人民法院关于裁判文书引用法律、法规等规范性法律文件的规定第二条"
NUMERAL = "一二三四五六七八九十百千零〇"
_FORM = re.compile(
    rf"《(?P<name>.{{2,80}})》(?P<article>第(?:[{NUMERAL}]+|\d+)条(?:之[{NUMERAL}]+)?"
    rf"(?:第(?:[{NUMERAL}]+|\d+)款)?(?:第(?:[{NUMERAL}]+|\d+)项)?)")
_DIGITS = re.compile(r"\d+")
_BASIC = ("中华人民共和国民法典", "中华人民共和国刑法", "中华人民共和国宪法")
_PROCEDURE = ("诉讼法", "诉讼特别程序法", "仲裁法", "破产法")
_LOCAL = re.compile(r"(省|自治区|市|州|县).*(条例|办法|规定)$")


@dataclass(frozen=True)
class Article:
    """One row of the table. `usual`: a draft of a case of this cause begins with it."""

    instrument: str
    number: str
    subject: str
    usual: bool
    causes: tuple[str, ...]
    mark: str

    @property
    def text(self) -> str:
        return f"《{self.instrument}》{self.number}"

    def fits(self, cause: str) -> bool:
        words = [word for word in self.causes if not (word == "合同" and "劳动" in cause)]
        return self.causes == ("*",) or any(word in cause for word in words)


@cache
def table() -> list[Article]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [Article(row["name"], row["article"], row["subject"], row["usual"] == "yes",
                        tuple(row["causes"].split("|")), row["mark"]) for row in csv.DictReader(lines)]


def search(cause: str, words: str = "", limit: int = 20) -> list[Article]:
    """Articles for a cause, those made for it first; `words` must each stand in name, number or subject."""
    wanted = words.split()
    found = [one for one in table()
             if (one.fits(cause) if not wanted else all(word in one.text + one.subject for word in wanted))]
    return sorted(found, key=lambda one: (not one.fits(cause), one.causes == ("*",), not one.usual))[:limit]


def usual(cause: str) -> list[str]:
    """What a draft of a case of a cause begins with, in the order of citing."""
    return ordered([one.text for one in table() if one.usual and one.fits(cause)])


def read(line: str) -> str:
    """An article as papers write it. Raises LawError("bad_article") for another form.

    >>> read(" 《中华人民共和国民法典》第675条第1款 ")
    '《中华人民共和国民法典》第六百七十五条第一款'
    """
    text = line.strip().strip("，。；、;,")
    found = _FORM.fullmatch(text)
    if found is None:
        raise LawError("bad_article", f"“{line.strip()[:40]}”不是规范的引用，应写作《法律名称》第……条，每行一条。")
    article = _DIGITS.sub(lambda number: in_chinese(int(number[0])), found["article"])
    return f"《{found['name']}》{article}"


def ordered(lines: list[str]) -> list[str]:
    """Each article once, laws before regulations before interpretations, substance before procedure (法释〔2009〕14号)."""
    once = list(dict.fromkeys(read(line) for line in lines if line.strip()))
    names = [_parts(one)[0] for one in once]
    first = {name: at for at, name in reversed(list(enumerate(names)))}
    return sorted(once, key=lambda one: (rank(_parts(one)[0]), first[_parts(one)[0]], _number(_parts(one)[1])))


def _parts(text: str) -> tuple[str, str]:
    name, _, article = text.rpartition("》第")
    return name.removeprefix("《"), "第" + article


def rank(instrument: str) -> int:
    """Where an instrument stands when several are cited; the smaller the earlier."""
    procedure = any(word in instrument for word in _PROCEDURE)
    if "解释" in instrument or instrument.startswith(("最高人民法院", "最高人民检察院")):
        return 61 if procedure else 60
    if _LOCAL.search(instrument) and not instrument.startswith("中华人民共和国"):
        return 40
    if instrument.startswith("中华人民共和国") and instrument.endswith(("法", "法典")):
        return 20 if procedure else 0 if instrument in _BASIC else 10
    return 30


def _number(article: str) -> list[int]:
    return [value(one) for one in re.findall(rf"[{NUMERAL}]+", article)]


def value(numeral: str) -> int:
    """一千零七十九 as 1079; 〇 and 零 are noughts."""
    total = part = 0
    for sign in numeral:
        if sign in "十百千":
            total += (part or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            part = 0
        elif sign in "零〇":
            part = 0
        else:
            part = "一二三四五六七八九".index(sign) + 1
    return total + part


def cited(lines: list[str]) -> str:
    """《民法典》第…条、第…条，《民事诉讼法》第…条: articles of one instrument together, in the order of citing."""
    groups: dict[str, list[str]] = {}
    for one in ordered(lines):
        name, article = _parts(one)
        groups.setdefault(name, []).append(article)
    return "，".join(f"《{name}》{'、'.join(articles)}" for name, articles in groups.items())
