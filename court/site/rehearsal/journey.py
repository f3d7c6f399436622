"""One case under way: who is in it, what it is about, how far it came, and what it counts for the report."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from court.base.courts import clock
from court.base.courts.models import Court
from court.base.people.models import Account
from court.site.rehearsal.rows import Given
from court.site.rehearsal.town import Town
from court.site.rehearsal.visitor import FRESH, LASTING, Ended, Visitor
from court.spine.cases.models import Case, Handler


@dataclass
class Journey:
    """A life. `reached` is the last step that was done, `reason` why it went no further (empty when it did)."""

    given: Given
    court: Court
    plaintiff: Account
    defendant: Account
    town: Town
    out: Path
    order: int
    chance: Random
    filing: int = 0
    case_id: int = 0
    hearing: int = 0
    pages: int = 0
    reached: str = ""
    reason: str = ""
    seconds: float = 0.0
    requests: int = 0
    finished: bool = False
    last_on: date | None = None
    visitors: dict[int, Visitor] = field(default_factory=dict)

    @property
    def alive(self) -> bool:
        return not self.reason and not self.finished

    @property
    def case(self) -> Case:
        """The case as it stands now."""
        return Case.objects.select_related("court").get(pk=self.case_id)

    def be(self, account: Account) -> Visitor:
        """The browser of somebody of this case."""
        if account.pk not in self.visitors:
            outside = account.pk in (self.plaintiff.pk, self.defendant.pk)
            self.visitors[account.pk] = Visitor(self.town.address, account.pk, fresh=LASTING if outside else FRESH)
        return self.visitors[account.pk]

    def staff(self, office: str) -> Visitor:
        return self.be(self.town.holder(self.court.pk, office, self.order))

    def handler(self, role: str) -> Visitor:
        found = Handler.objects.filter(case=self.case_id, role=role, until=None).select_related("account").first()
        if found is None:
            raise Ended(f"本案没有{Handler.Role(role).label}")
        return self.be(found.account)

    def stage(self, wanted: str, what: str) -> None:
        """Ended unless the case has come to a stage: a page that answers well may still not have acted."""
        clock.forget()
        if (stage := self.case.stage) != wanted:
            raise Ended(f"{what}后案件处于{stage}，应为{wanted}")

    def act(self, who: Visitor, code: str, **values: object) -> None:
        """An act on the desk's own form."""
        who.fill(f"/staff/case/{self.case_id}/act/{code}/", values, field="token")

    def leave(self) -> None:
        """Close the browsers; what they counted stays."""
        for one in self.visitors.values():
            self.requests += one.count
            one.close()
        self.visitors.clear()
