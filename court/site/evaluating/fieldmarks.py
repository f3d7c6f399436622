"""Fields found against fields labelled: the classes of a labelled set, and how values are compared."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from court.work.scanning.papers import Found

# The classes of labelled sets and the product's kinds; the three notes of hand count as one.
KINDS = {
    "民事起诉状": "complaint", "答辩状": "defence", "判决书": "judgment", "庭审笔录": "hearing_record", "身份证": "id_card",
    "授权委托书": "power_of_attorney", "送达回证": "service_receipt", "传票": "summons", "证据清单": "evidence_list",
    "银行凭证": "bank_voucher", "劳动合同": "employment_contract", "交通事故认定书": "traffic_finding", "诉讼费票据": "fee_receipt",
    "借条": "note_of_hand", "欠条": "note_of_hand", "收条": "note_of_hand",
}  # fmt: skip
COURTS = {"法院", "受诉法院"}
SUMS = {"金额", "月工资"}
COMPARED_AS = ("NFKC, white space and edge marks removed; sums as sums of money; courts with or without the province; "
               "a list item by item; a wrong value counts as found wrongly and as missed")  # fmt: skip


@dataclass
class Marks:
    """For each field: how often right, how often labelled, how often found."""

    right: Counter = field(default_factory=Counter)
    labelled: Counter = field(default_factory=Counter)
    found: Counter = field(default_factory=Counter)
    wrong: list[tuple[str, str, str, str]] = field(default_factory=list)

    def add(self, file: str, kind: str, want: dict[str, object], got: dict[str, Found]) -> None:
        for name, value in want.items():
            wanted, read = Counter(_items(name, value)), Counter(_read_items(kind, name, got))
            right = sum((wanted & read).values())
            self.right[name] += right
            self.labelled[name] += sum(wanted.values())
            self.found[name] += sum(read.values())
            if wanted != read:
                self.wrong.append((file, name, "、".join((wanted - read).elements()), "、".join((read - wanted).elements())))

    def unlabelled(self, file: str, kind: str, names: set[str], want: dict[str, object], got: dict[str, Found]) -> None:
        """A field that other papers of the class are labelled with and this one is not: finding one is wrong."""
        for name in names - want.keys():
            read = _read_items(kind, name, got)
            self.found[name] += len(read)
            if read:
                self.wrong.append((file, name, "", "、".join(read)))

    def precision(self, name: str | None = None) -> float:
        return _share(self._sum(self.right, name), self._sum(self.found, name))

    def recall(self, name: str | None = None) -> float:
        return _share(self._sum(self.right, name), self._sum(self.labelled, name))

    @staticmethod
    def _sum(counts: Counter, name: str | None) -> int:
        return sum(counts.values()) if name is None else counts[name]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _items(name: str, value: object) -> list[str]:
    return [_norm(name, one) for one in value] if isinstance(value, list) else [_norm(name, value)]


def _norm(name: str, value: object) -> str:
    text = "".join(unicodedata.normalize("NFKC", str(value)).split()).strip("。，,.;；:：、")
    if name in SUMS:
        text = re.sub(r"[¥元,]", "", text)
        return str(int(float(text) * 100)) if re.fullmatch(r"\d+(\.\d+)?", text) else text
    return text.removeprefix("山西省") if name in COURTS else text


def _read_items(kind: str, name: str, got: dict[str, Found]) -> list[str]:
    """What was found for a labelled field, in the label's form."""
    if name == "责任" and kind == "traffic_finding":
        return _blame(got)
    found = got.get(name)
    if found is None:
        return []
    if name in SUMS and isinstance(found.exact, int):
        return [str(found.exact)]
    return _items(name, found.value)


def _blame(got: dict[str, Found]) -> list[str]:
    """甲主要责任乙次要责任, from the parties in the order the paper names them; nobody's blame is left out."""
    found = got.get("责任")
    if found is None:
        return []
    letters = {got[f"当事人{letter}"].value: letter for letter in "甲乙丙丁" if f"当事人{letter}" in got}
    pairs = [(letters.get(words.split("：")[0], "？"), words.split("：")[1]) for words in found.value]
    if pairs and all(blame == "同等责任" for _, blame in pairs):
        return ["同等责任"]
    return ["".join(letter + blame for letter, blame in sorted(pairs, key=lambda one: "甲乙丙丁？".index(one[0])) if blame != "无责任")]
