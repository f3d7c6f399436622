"""What a paper says against what the case says. Numbers are compared by their blind index; a misread one says nothing."""

import re

from rapidfuzz import fuzz

from court.base.people import identity
from court.base.people.models import Person
from court.base.people.names import same_name
from court.kit.refusal import Refused
from court.spine.cases.models import Case, Party
from court.spine.dossier.models import Document
from court.spine.dossier.texts import folded

SURE = 0.6
LIKE = 60
SAME_CLAIM = 85
ROLES = {"原告": "plaintiff", "被告": "defendant", "第三人": "third_party", "答辩人": "", "被答辩人": "", "上诉人": "",
         "被上诉人": "", "申请人": "", "被申请人": ""}  # fmt: skip
OWN = {  # kinds that speak of one person: field of the name, then of number, phone, address
    "id_card": ("姓名", "公民身份号码", "", "住址"), "household_register": ("姓名", "身份证号", "", ""),
    "business_licence": ("名称", "统一社会信用代码", "", "住所"),
}  # fmt: skip
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
        if fuzz.ratio(folded("".join(theirs)), folded("".join(ours))) < SAME_CLAIM:
            found.append(_row("claims", "诉讼请求", None, claims, "\n".join(theirs), "\n".join(ours)))
    return found


def plain(number: str) -> str:
    """A case number as it is compared: figures and Chinese characters alone."""
    return re.sub(r"[^0-9\u4e00-\u9fff]", "", folded(number))


def _row(name: str, label: str, party: Party | None, row: dict, says: str, stands: str) -> dict:
    return {"name": name, "label": label, "party": party, "says": says, "stands": stands or "", "page": row["page"],
            "quad": row["quad"]}  # fmt: skip


def still_differs(one) -> bool:
    """Whether the case says something else than the paper even now."""
    if one.party is None:
        return True
    person = one.party.person
    if one.name == "id_number":
        return not _same_number(person, one.says)
    if one.name == "phone":
        return not _same_phone(person, one.says)
    if one.name == "address":
        return folded(one.says) != folded(person.address)
    return not same_name(one.party.name, one.says)
