"""One person, one row: found by the blind index of the number, made when new."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from court.base.access.actor import Actor
from court.base.access.audit import record
from court.base.access.reads import record_read
from court.base.courts import clock
from court.base.people import identity, masks
from court.base.people.models import Person
from court.base.people.names import kept, same_name
from court.kit.refusal import Refused
from court.ports.failure import OutsideFailed
from court.ports.realname import RealName, Verdict
from court.ports.registry import get

IdKind = Person.IdKind
MASKS = {"id_number": masks.mask_id_number, "phone": masks.mask_phone, "address": masks.mask_address}


def checked_id_number(id_kind: str, typed: str) -> str:
    """The number in its one form. Refused when a resident number or social credit code cannot exist."""
    if id_kind == IdKind.RESIDENT:
        return identity.resident_number(typed)
    if id_kind == IdKind.USCC:
        return identity.social_credit_code(typed)
    number = "".join(typed.split()).upper()
    if not 4 <= len(number) <= 40:
        raise Refused("证件号码长度不正确。", do=identity.CURE, code="id_shape")
    return number


def find_person(id_kind: str, id_number: str) -> Person | None:
    number = checked_id_number(id_kind, id_number)
    return Person.objects.filter(id_index__in=identity.id_indexes(number)).first()


def find_or_create_person(name: str, *, kind: str = Person.Kind.NATURAL, id_kind: str = "", id_number: str = "",
                          phone: str = "", address: str = "", **more) -> Person:
    """The person with this number, or a new one; without a number always a new one.

    more  sex, ethnicity, head_name, head_post, born_on
    What a known person already has stands: somebody else's filing never changes it; only blanks are filled.
    Refused when the number belongs to another name, without saying whose.
    """
    name = kept(name)
    if not 1 <= len(name) <= 120:
        raise Refused("请填写姓名或者名称（不超过120字）。", code="name")
    id_kind = id_kind or (IdKind.RESIDENT if kind == Person.Kind.NATURAL else IdKind.USCC)
    number = checked_id_number(id_kind, id_number) if id_number.strip() else ""
    given = {"phone": identity.phone_number(phone) if phone.strip() else "", "address": address.strip(), **more}
    given["phone_index"] = identity.phone_index(given["phone"])
    if number and id_kind == IdKind.RESIDENT:
        given.update(born_on=identity.born_on(number), sex=more.get("sex") or identity.sex_of(number))
    if not number:
        return Person.objects.create(name=name, kind=kind, id_kind=id_kind, **given)
    return _known(name, number, given) or _new(name, kind, id_kind, number, given)


def _known(name: str, number: str, given: dict) -> Person | None:
    person = Person.objects.filter(id_index__in=identity.id_indexes(number)).first()
    if person is None:
        return None
    if not same_name(person.name, name):
        raise Refused("姓名或者名称与证件号码不一致。", do="请对照证件核对姓名和号码。", code="name_and_number")
    blanks = {key: value for key, value in given.items() if value and not getattr(person, key)}
    if ("phone" in blanks) != ("phone_index" in blanks):  # the two move together
        blanks = {key: value for key, value in blanks.items() if not key.startswith("phone")}
    if blanks:
        for key, value in blanks.items():
            setattr(person, key, value)
        person.save(update_fields=list(blanks))
    return person


def _new(name: str, kind: str, id_kind: str, number: str, given: dict) -> Person:
    try:
        with transaction.atomic():
            return Person.objects.create(name=name, kind=kind, id_kind=id_kind, id_number=number,
                                         id_index=identity.id_index(number), **given)
    except IntegrityError:  # another request made the same person at this moment
        person = _known(name, number, given)
        if person is None:
            raise
        return person


def ask_real_name(name: str, number: str) -> Verdict:
    """The register's verdict on a name and number. Refused when they don't match or no verdict could be had."""
    try:
        verdict = get(RealName).check(name, number)
    except OutsideFailed as why:
        raise Refused(f"实名核验未完成：{why.why}", do="请稍后再试，或者持身份证件到诉讼服务中心窗口办理。",
                      code="real_name_down", status=503) from why
    if not verdict.matches:
        raise Refused(verdict.reason or "姓名与身份证号码核验不一致。",
                      law="《人民法院在线诉讼规则》第七条", do="请核对姓名和身份证号码；确认无误的，请到窗口人工核验。",
                      code="real_name_mismatch")
    return verdict


@transaction.atomic
def verify_again(actor: Actor, *, occasion: str) -> datetime:
    """Ask the register once more before mediation, evidence exchange or a hearing (S6). Gives the moment.

    occasion  mediation, evidence, hearing; kept in the journal with the register's receipt
    """
    person = actor.person
    if person is None or person.id_kind != IdKind.RESIDENT or not person.id_number:
        raise Refused("该账号没有可供在线核验的居民身份证。", law="《人民法院在线诉讼规则》第七条",
                      do="请持证件到诉讼服务中心窗口核验。", code="no_resident_number")
    verdict = ask_real_name(person.name, person.id_number)
    at = clock.now()
    Person.objects.filter(pk=person.pk).update(verified_at=at)
    record(f"people:{actor.me.pk}", "person.verified", by=actor,
           facts={"occasion": occasion, "receipt": verdict.receipt})
    return at


def masked(person: Person, field: str) -> str:
    """id_number, phone or address of a person as shown to those who need not know it whole."""
    return MASKS[field](getattr(person, field))


def unmasked(actor: Actor, person: Person, field: str, *, stream: str = "") -> str:
    """The whole value, after the look was recorded (S17). The caller has asked may() first."""
    if field not in MASKS:
        raise ValueError(field)
    record_read(actor, stream or f"person:{person.pk}", "unmask", f"person:{person.pk}:{field}")
    return getattr(person, field)


def age_of(person: Person, on: date) -> int | None:
    """Full years on a day (周岁: the birthday itself doesn't count yet); None when the birthday is unknown."""
    if person.born_on is None:
        return None
    had_birthday = (on.month, on.day) > (person.born_on.month, person.born_on.day)
    return on.year - person.born_on.year - (not had_birthday)
