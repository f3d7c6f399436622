"""Litigants and lawyers: they come in by their phone, and act under a verified real name (S6)."""

import re
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from court.base.access.actor import Actor
from court.base.access.audit import record
from court.base.access.limits import limit
from court.base.courts import clock
from court.base.courts.bounds import held
from court.base.people import codes, identity, sign_in
from court.base.people.credentials import set_first_password
from court.base.people.models import Account, OneTimeCode, Person
from court.base.people.names import kept
from court.base.people.persons import ask_real_name, find_or_create_person
from court.kit.ids import new_id
from court.kit.refusal import Refused

LAW = "《人民法院在线诉讼规则》第七条"


@dataclass(frozen=True)
class Registration:
    """What a person gives to register; `licence` and `firm` only from lawyers, `password` may stay empty."""

    name: str
    id_number: str
    password: str = ""
    licence: str = ""
    firm: str = ""


def account_of_phone(phone: str) -> Account | None:
    """The account of a litigant or lawyer that signs in by this number."""
    found = Account.objects.filter(phone_index__in=identity.phone_indexes(phone)).exclude(kind=Account.Kind.STAFF)
    return found.select_related("person").first()


def come_in_by_code(phone: str, typed: str, address: str) -> Account | None:
    """Use the code that was sent to a number. The account of the number; None where it is still to register."""
    limit(f"sign-in:{address}", held("rate.sign_in"), 60, message="登录过于频繁。")
    codes.use_code(phone, OneTimeCode.Purpose.SIGN_IN, typed)
    account = account_of_phone(phone)
    if account and not account.is_active:
        raise Refused("该账号已停用。", do="如有疑问，请拨打12368或者到诉讼服务中心窗口。", code="disabled", status=403)
    return account


def register(phone: str, who: Registration, *, by: Actor) -> Account:
    """Open an account for a person whose phone was just proved. The real-name service has the last word.

    Refused when the name and number don't belong together, when the service can't be reached (never
    assumed right), or when the person or the phone has an account.
    """
    number = identity.resident_number(who.id_number)
    name = kept(who.name)
    licence = _licence(who.licence)
    # The numbers of the register are not to be guessed at through us.
    limit(f"real-name:{identity.phone_index(phone)}", held("rate.real_name"), 3600, message="实名核验次数过多。")
    verdict = ask_real_name(name, number)
    try:
        with transaction.atomic():
            return _open_account(phone, name, number, licence, who, verdict.receipt, by)
    except IntegrityError as why:
        raise Refused("该手机号或者该身份已注册过账号。", do="请直接登录。", code="registered") from why


def _open_account(phone: str, name: str, number: str, licence: str, who: Registration, receipt: str,
                  by: Actor) -> Account:
    person = _verified_person(name, number, phone)
    if person.accounts.exclude(kind=Account.Kind.STAFF).exists():
        raise Refused("该身份已注册过账号。", do="请用注册时的手机号登录；手机号已更换的，请持证件到窗口变更。",
                      law=LAW, code="registered")
    pk = new_id()
    account = Account(pk=pk, username=f"u{pk}", person=person, created_at=clock.now(), phone=phone,
                      kind=Account.Kind.LAWYER if licence else Account.Kind.LITIGANT,
                      phone_index=identity.phone_index(phone), licence=licence, firm=who.firm.strip()[:80])
    set_first_password(account, who.password)
    account.save(force_insert=True)
    record(f"people:{pk}", "account.registered", by=by,
           facts={"account": str(pk), "person": str(person.pk), "kind": account.kind, "receipt": receipt})
    return account


def _verified_person(name: str, number: str, phone: str) -> Person:
    """The person of the number, under the name the register confirmed.

    A filing of somebody else may have brought the number in under a wrong name: the register corrects it.
    """
    person = Person.objects.filter(id_index__in=identity.id_indexes(number)).first()
    if person is None:
        person = find_or_create_person(name, id_number=number)
    person.name, person.verified_at = name, clock.now()
    person.phone, person.phone_index = phone, identity.phone_index(phone)
    person.save(update_fields=["name", "name_key", "verified_at", "phone", "phone_index"])
    return person


def change_phone(actor: Actor, phone: str, typed: str) -> None:
    """Sign in by another number from now on; the new number proves itself by a code, the old by a fresh factor."""
    if not actor.fresh_factor:
        raise Refused("更换手机号前需要再次验证身份。", do="请完成验证后继续。", code="factor_needed", status=401)
    codes.use_code(phone, OneTimeCode.Purpose.SIGN_IN, typed)
    if account_of_phone(phone):
        raise Refused("该手机号已用于另一账号。", do="请换一个号码，或者到窗口办理。", code="registered")
    account = actor.me
    with transaction.atomic():
        account.phone, account.phone_index = phone, identity.phone_index(phone)
        account.save(update_fields=["phone", "phone_index"])
        record(f"people:{account.pk}", "account.phone_changed", by=actor, facts={"account": str(account.pk)})


def send_sign_in_code(phone: str) -> None:
    codes.send_code(phone, OneTimeCode.Purpose.SIGN_IN)


def send_confirmation(account: Account) -> None:
    codes.send_code(account.phone, OneTimeCode.Purpose.CONFIRM)


def confirm_by_code(account: Account, typed: str) -> None:
    """The litigant's second factor given again: a code to the account's own phone."""
    codes.use_code(account.phone, OneTimeCode.Purpose.CONFIRM, typed)


def come_in_by_password(phone: str, password: str, address: str) -> Account:
    return sign_in.check_litigant(phone, password, address)


def _licence(typed: str) -> str:
    """A lawyer's licence number: 17 digits, the first of them 1 (司法部律师执业证号规则); empty for others."""
    number = re.sub(r"\s", "", typed)
    if number and not re.fullmatch(r"1[0-9]{16}", number):
        raise Refused("律师执业证号应为17位数字，首位为1。", do="请对照执业证核对。", code="licence")
    return number
