"""What a paper says against what the case says. Numbers are compared by their blind index; a misread one says nothing."""

import re

from rapidfuzz import fuzz

from court.base.people import identity
from court.base.people.models import Person
from court.base.people.names import same_name
from court.kit import money
from court.kit.refusal import Refused
from court.spine.cases.models import Case, Party
from court.spine.dossier.models import Document
from court.spine.dossier.texts import folded
from court.work.scanning.papers.readers.figures import fen_of_figures

SURE = 0.6
LIKE = 60
SAME_CLAIM = 85
ROLES = {"原告": "plaintiff", "被告": "defendant", "第三人": "third_party", "答辩人": "", "被答辩人": "", "上诉人": "",
         "被上诉人": "", "申请人": "", "被申请人": ""}  # fmt: skip
OWN = {  # kinds that speak of one person: field of the name, then of number, phone, address
    "id_card": ("姓名", "公民身份号码", "", "住址"), "household_register": ("姓名", "身份证号", "", ""),
    "business_licence": ("名称", "统一社会信用代码", "", "住所"),
}  # fmt: skip
# Sums of the claims. What runs on (interest to the day of payment, so much a month) or is a cost makes no amount of the case.
SUM = re.compile(r"(\d[\d,]*(?:\.\d{1,2})?)\s*(万|亿)?元")
TOTAL = re.compile(rf"(?:标的额|合计|共计|总计)[^\d\n;；。]{{0,12}}{SUM.pattern}")
COSTS = re.compile(r"诉讼费|受理费|保全费|鉴定费|公告费")
UNCOUNTED = re.compile(r"利息|利率|违约金|罚息|滞纳金|逾期|赔偿|补偿|律师费|抚养|赡养|扶养|分割|每[年月日]|按[年月日]|[零壹贰叁肆伍陆柒捌玖拾佰仟]{2,}")
NUMBERED = re.compile(r"^(\D+?)\d*$")


def differences(case: Case, document: Document, kind: str, rows: list[dict]) -> list[dict]:
    """Rows for Difference: name, label, party, says, stands, page, quad. Each datum of a party once."""
    said = {row["name"]: row for row in rows if row["sure"] >= SURE and row["valid"] is not False}
    parties = list(Party.objects.filter(case=case, left_on=None).select_related("person"))
    found = [*_of_parties(said, parties), *_of_one(kind, said, parties), *_of_submitter(kind, said, document)]
    found += [*_of_case(case, kind, said)]
    once: dict[tuple, dict] = {}
    for one in found:
        once.setdefault((one["name"], one["party"].pk if one["party"] else None), one)
    return list(once.values())


def _of_parties(said: dict, parties: list[Party]) -> list[dict]:
    found = []
    for name, row in said.items():
        role = NUMBERED.match(name)
        if not role or role[1] not in ROLES or not isinstance(row["value"], str):
            continue
        wanted = ROLES[role[1]]
        party, exact = _party(row["value"], [one for one in parties if not wanted or one.role == wanted])
        if party is None:
            continue
        if not exact:
            found.append(_row("name", "姓名、名称", party, row, row["value"], party.name))
        numbers = said.get(f"{name}身份证号") or said.get(f"{name}统一社会信用代码")
        found += _of_person(party, numbers, said.get(f"{name}电话"), said.get(f"{name}住址"))
    return found


def _of_one(kind: str, said: dict, parties: list[Party]) -> list[dict]:
    if kind not in OWN or OWN[kind][0] not in said:
        return []
    name, number, phone, address = (said.get(one) for one in OWN[kind])
    assert name is not None
    party, exact = _party(str(name["value"]), parties)
    if party is None:
        return []
    other = [] if exact else [_row("name", "姓名、名称", party, name, str(name["value"]), party.name)]
    return other + _of_person(party, number, phone, address)


def _of_submitter(kind: str, said: dict, document: Document) -> list[dict]:
    """送达地址确认书: what the party itself says of where it is reached."""
    if kind != "address_confirmation" or document.party is None:
        return []
    return _of_person(document.party, None, said.get("电话"), said.get("送达地址"))


def _party(name: str, parties: list[Party]) -> tuple[Party | None, bool]:
    """The party a name means, and whether it is the very name."""
    for party in parties:
        if same_name(party.name, name):
            return party, True
    near = max(parties, key=lambda one: fuzz.ratio(folded(one.name), folded(name)), default=None)
    return (near, False) if near and fuzz.ratio(folded(near.name), folded(name)) >= LIKE else (None, False)


def _of_person(party: Party, number: dict | None, phone: dict | None, address: dict | None) -> list[dict]:
    found, person = [], party.person
    if number and not _same_number(person, str(number["value"])):
        found.append(_row("id_number", "证件号码", party, number, str(number["value"]), person.id_number))
    if phone and not _same_phone(person, str(phone["value"])):
        found.append(_row("phone", "联系电话", party, phone, str(phone["value"]), person.phone))
    if address and folded(str(address["value"])) not in (folded(person.address), ""):
        found.append(_row("address", "地址", party, address, str(address["value"]), person.address))
    return found


def _same_number(person: Person, number: str) -> bool:
    return person.id_index in identity.id_indexes("".join(number.split()).upper()) if person.id_index else False


def _same_phone(person: Person, typed: str) -> bool:
    try:
        number = identity.phone_number(typed)
    except Refused:
        return True  # no mobile number: nothing it could be held against
    return bool(person.phone_index) and person.phone_index in identity.phone_indexes(number)


def _of_case(case: Case, kind: str, said: dict) -> list[dict]:
    found = []
    number = said.get("案号")
    if number and plain(str(number["value"])) != plain(case.number):
        found.append(_row("case_number", "案号", None, number, str(number["value"]), case.number))
    claims, ours = said.get("诉讼请求"), case.facts.get("claims") or []
    if kind == "complaint" and claims and ours:
        theirs = claims["value"] if isinstance(claims["value"], list) else [claims["value"]]
        if _unlike(theirs, ours):
            found.append(_row("claims", "诉讼请求", None, claims, "\n".join(theirs), "\n".join(ours)))
    if kind == "complaint" and claims and (row := _amount(case, claims)):
        found.append(row)
    return found + _of_loan(case, kind, said)


def _amount(case: Case, claims: dict) -> dict | None:
    """标的额: what the claims come to, where they say so without doubt, against the case's amount."""
    theirs, total = claimed(claims["value"])
    if theirs is None or theirs == case.amount_fen or (case.amount_fen is None and not total):
        return None
    return _row("amount", "标的额", None, claims, money.plain(theirs), money.plain(case.amount_fen) if case.amount_fen else "")


def claimed(claims: list[str] | str) -> tuple[int | None, bool]:
    """(fen, whether a total is written): the last total named, else the one sum of claims that ask for nothing uncounted."""
    words = "\n".join(claims) if isinstance(claims, list) else claims
    if totals := [fen for hit in TOTAL.finditer(words) if (fen := fen_of_figures(hit[1], hit[2]))]:
        return totals[-1], True
    asked = [one for one in re.split(r"[\n;；]", words) if not COSTS.search(one)]
    found = [fen for one in asked for hit in SUM.finditer(one) if (fen := fen_of_figures(hit[1], hit[2]))]
    counted = len(found) == 1 and not any(UNCOUNTED.search(one) for one in asked)
    return (found[0] if counted else None), False


def _of_loan(case: Case, kind: str, said: dict) -> list[dict]:
    """借条 against the loan as it was filed. Only for surely the same loan: the sum of one is the sum of the other."""
    told = case.facts.get("elements") or {}
    day, sum_ = said.get("日期"), said.get("金额")
    if kind != "note_of_hand" or not (day and sum_ and day.get("exact") and told.get("出借日期")):
        return []
    try:
        same_sum = money.fen(str(told.get("借款本金（元）", ""))) == sum_.get("exact")
    except ValueError:
        return []
    title = str((said.get("类型") or {"value": ""})["value"])
    if not same_sum or "借" not in title or day["exact"] == told["出借日期"]:
        return []
    return [_row("loan_date", "出借日期", None, day, str(day["value"]), str(told["出借日期"]))]


def plain(number: str) -> str:
    """A case number as it is compared: figures and Chinese characters alone."""
    return re.sub(r"[^0-9\u4e00-\u9fff]", "", folded(number))


def _row(name: str, label: str, party: Party | None, row: dict, says: str, stands: str) -> dict:
    return {"name": name, "label": label, "party": party, "says": says, "stands": stands or "", "page": row["page"],
            "quad": row["quad"]}  # fmt: skip


def still_differs(one) -> bool:
    """Whether the case says something else than the paper even now."""
    if one.party is None:
        return _case_differs(one)
    person = one.party.person
    if one.name == "id_number":
        return not _same_number(person, one.says)
    if one.name == "phone":
        return not _same_phone(person, one.says)
    if one.name == "address":
        return folded(one.says) != folded(person.address)
    return not same_name(one.party.name, one.says)


def _case_differs(one) -> bool:
    """As still_differs(), for what is said of the case itself."""
    case = one.case
    if one.name == "amount":
        return case.amount_fen is None or one.says != money.plain(case.amount_fen)
    if one.name == "claims":
        return _unlike(one.says.split("\n"), case.facts.get("claims") or [])
    return one.name != "case_number" or plain(one.says) != plain(case.number)  # what was filed of a loan stays as filed


def _unlike(theirs: list[str], ours: list[str]) -> bool:
    return fuzz.ratio(folded("".join(theirs)), folded("".join(ours))) < SAME_CLAIM
