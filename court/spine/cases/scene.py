"""What an act sees while it is decided: the case, who acts, when, and the facts as they were cleaned."""
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from court.base.access.actor import Actor
from court.base.people.models import Account
from court.kit.days import date_of
from court.kit.prepared import Prepared
from court.spine.cases import appellants
from court.spine.cases.models import Case, Handler, Party, Representative
from court.spine.cases.schema import Act, Definition

if TYPE_CHECKING:
    from court.spine.dossier.models import Document

_PARTIES = Prepared(lambda case: Party.objects.filter(case=case, left_on=None).select_related("person"))
_HANDLERS = Prepared(lambda case: Handler.objects.filter(case=case, until=None).select_related("account__person"))
_REPRESENTATIVES = Prepared(lambda case: Representative.objects.filter(case=case, until=None).select_related("person"))


def _mine(case: Case, asked: Prepared) -> list:
    """Rows of the case, which know it."""
    found = asked.rows(case.pk)
    for row in found:
        row.case = case
    return found


@dataclass
class Changes:
    """What a deed changes in the case's own rows, in JSON values.

    columns    column of Case -> new value
    handlers   [{"op": "add"|"end", "account": id, "role": role}]
    parties    [{"op": "join"|"leave"|"counterclaim"|"counterclaim_end", "party": id}] or {"op": "add", ...}
    facts      keys merged into the case's facts
    """

    columns: dict = field(default_factory=dict)
    handlers: list[dict] = field(default_factory=list)
    parties: list[dict] = field(default_factory=list)
    representatives: list[dict] = field(default_factory=list)
    facts: dict = field(default_factory=dict)

    def merge(self, other: "Changes | None") -> "Changes":
        if other is None:
            return self
        return Changes({**self.columns, **other.columns}, self.handlers + other.handlers,
                       self.parties + other.parties, self.representatives + other.representatives,
                       {**self.facts, **other.facts})

    def as_json(self) -> dict:
        return {name: value for name, value in vars(self).items() if value}


@dataclass
class Scene:
    """One act about to happen. `actor` None is the court's own machinery (the system).

    memo  answers that many acts ask for alike, kept only while next steps are listed and nothing changes
    accounts  members of the court read for this act already, by id
    told      what was told by this act: (text, person) -> whether it is delivered with it
    papers    what this act produced: id -> document
    """

    case: Case
    definition: Definition
    code: str
    act: Act
    actor: Actor | None
    at: datetime
    facts: dict = field(default_factory=dict)
    notes: dict = field(default_factory=dict)
    memo: dict | None = None
    accounts: dict[int, Account] = field(default_factory=dict)
    told: dict[tuple[str, int], bool] = field(default_factory=dict)
    papers: dict[int, "Document"] = field(default_factory=dict)

    def once(self, key, ask):
        """`ask()`, asked once for all acts while next steps are listed, and anew each time otherwise."""
        if self.memo is None:
            return ask()
        if key not in self.memo:
            self.memo[key] = ask()
        return self.memo[key]

    @property
    def on(self) -> date:
        return date_of(self.at)

    @property
    def track(self):
        return self.definition.tracks[self.case.track]

    @cached_property
    def parties(self) -> list[Party]:
        return _mine(self.case, _PARTIES)

    @cached_property
    def handlers(self) -> list[Handler]:
        return _mine(self.case, _HANDLERS)

    @cached_property
    def representatives(self) -> list[Representative]:
        return _mine(self.case, _REPRESENTATIVES)

    def role_of(self, *roles: str) -> list[Handler]:
        return [h for h in self.handlers if h.role in roles]

    @property
    def own_parties(self) -> list[Party]:
        """The parties the actor is or acts for."""
        if self.actor is None or self.actor.person is None:
            return []
        mine = self.actor.person.pk
        behalf = {r.party_id for r in self.representatives if r.person_id == mine}
        return [p for p in self.parties if p.person_id == mine or p.pk in behalf]

    def some(self, each: str | None) -> list[Party]:
        """The parties a definition names by a word: plaintiffs, defendants, parties, others, named (the one the act is about) …"""
        if each == "named":
            return [p for p in self.parties if str(p.pk) == str(self.facts.get("party"))]
        if each == "others":
            own = {p.pk for p in self.own_parties}
            return [p for p in self.parties if p.pk not in own]
        if each == "appellees":
            return appellants.others(self.case, self.parties)
        if each in (None, "parties"):
            return self.parties
        return [p for p in self.parties if p.role == each.removesuffix("s").replace("third_partie", "third_party")]
