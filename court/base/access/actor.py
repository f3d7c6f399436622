"""Actor: who asks, as of one day. The one argument that every question about rights begins with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from court.kit.refusal import Refused

if TYPE_CHECKING:
    from court.base.people.models import Account, Appointment, Person

ADMINISTRATORS = frozenset({"system_admin", "security_admin", "audit_admin"})


@dataclass(frozen=True)
class Actor:
    """An account on a day, or nobody.

    account       None for somebody who has not signed in
    on            the court's day on which the question is asked
    fresh_factor  the second factor was given again in the last five minutes (S7)
    address       where the request came from, for the records; empty for the worker
    page          the path asked for, for the records
    """

    account: Account | None
    on: date
    fresh_factor: bool = False
    address: str = ""
    page: str = ""

    @property
    def signed_in(self) -> bool:
        return self.account is not None and self.account.is_active

    @property
    def me(self) -> Account:
        """The account, where somebody must have signed in. Refused (401) otherwise."""
        if self.account is None:
            raise Refused("请先登录。", do="登录后再继续。", code="sign_in", status=401)
        return self.account

    @property
    def person(self) -> Person | None:
        return self.account.person if self.account else None

    @property
    def person_id(self) -> int | None:
        return self.account.person_id if self.account else None

    @property
    def kind(self) -> str:
        """staff, litigant, lawyer, system, or "" for nobody."""
        return self.account.kind if self.account else ""

    @property
    def is_staff(self) -> bool:
        return self.signed_in and self.kind == "staff"

    @property
    def is_litigant(self) -> bool:
        """A litigant or a lawyer: somebody from outside the court, under a verified name."""
        return self.signed_in and self.kind in ("litigant", "lawyer")

    @property
    def appointments(self) -> list[Appointment]:
        """The offices held on the day; none for a disabled account."""
        return self.account.offices(self.on) if self.account and self.is_staff else []

    @property
    def offices(self) -> set[str]:
        return {appointment.office for appointment in self.appointments}

    @property
    def is_administrator(self) -> bool:
        """One of the three (system, security, audit): they run the house and read no dossier (S8)."""
        return bool(self.offices & ADMINISTRATORS)

    @property
    def courts(self) -> set[str]:
        """Codes of the courts in which an office is held."""
        return {appointment.court_id for appointment in self.appointments}

    def holds(self, office: str, court: str | None = None) -> Appointment | None:
        """The appointment by which `office` is held, in `court` (a code) where one is named."""
        fits = (a for a in self.appointments if a.office == office and court in (None, a.court_id))
        return next(fits, None)

    def holds_any(self, offices, court: str | None = None) -> bool:
        return any(self.holds(office, court) for office in offices)


def nobody(on: date, address: str = "", page: str = "") -> Actor:
    return Actor(None, on, address=address, page=page)
