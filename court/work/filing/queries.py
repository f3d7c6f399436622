"""What is asked of filings: one's own, the reviewers' queue, one to open, the steps of its way."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from court.base.access.actor import Actor
from court.base.access.decide import require, visible
from court.kit.badges import Badge
from court.kit.prepared import Prepared
from court.kit.refusal import not_there
from court.work.filing.models import Filing, ReviewRound
from law.filing import defects

State = Filing.State
TONES = {State.DRAFT: "calm", State.SUBMITTED: "info", State.RESUBMITTED: "info", State.RETURNED: "warn",
         State.ACCEPTED: "good", State.REFUSED: "alarm", State.WITHDRAWN: "calm", State.LAPSED: "calm"}
# Which screens a defect is cured on, by the first part of the field the law ties it to.
CURED_ON = {"plaintiff": "me", "defendant": "sides", "claims": "claims", "facts": "facts", "evidence": "files",
            "agent": "agent", "complaint": "files", "file": "files", "court": "court", "matter": "facts"}
CURED_FIELDS = {"plaintiff.identity_proof": "files", "plaintiff.service_address": "consent", "plaintiff.guardian": "agent",
                "agent.authority": "files", "agent.identity": "files", "agent.special_authority": "files",
                "facts.cause": "cause", "defendant.copies": "files"}


@dataclass(frozen=True)
class Told:
    """A defect as the filer sees it, with the screen on which it is cured."""

    code: str
    text: str
    cure: str
    article: str
    screen: str


_BY_KEY = Prepared(lambda filing: Filing.objects.filter(pk=filing).select_related(
    "court", "tribunal", "person", "case", "decided_by__person"))


def to_open(pk: int, actor: Actor, verb: str = "read") -> Filing:
    """A filing somebody asks for. Refused (404) for what they may not know of, as for what is not there."""
    found = _BY_KEY.first(pk)
    if found is None:
        raise not_there()
    require(actor, verb, found)
    return found


def mine(actor: Actor) -> QuerySet[Filing]:
    return visible(actor, Filing.objects.all()).select_related("court", "case")


def queue(actor: Actor, state: str = "", words: str = "") -> QuerySet[Filing]:
    """Filings of the actor's courts in one state; without one, those that wait for a decision."""
    rows = visible(actor, Filing.objects.exclude(state=State.DRAFT)).select_related("court", "person")
    rows = rows.filter(state=state) if state in State.values else rows.filter(
        state__in=(State.SUBMITTED, State.RESUBMITTED))
    if words:
        from court.base.people.names import folded

        rows = rows.filter(number__startswith=words) | rows.filter(parties__name_key__startswith=folded(words))
        rows = rows.distinct()
    return rows


def badge(filing: Filing) -> Badge:
    return Badge(filing.get_state_display(), TONES[State(filing.state)])


def age(filing: Filing, on: date) -> tuple[str, str]:
    """How long until the day to decide by, in words and tone."""
    if filing.decide_by is None:
        return "", ""
    left = (filing.decide_by - on).days
    if left < 0:
        return f"已超期{-left}日", "alarm"
    return ("今日届满", "warn") if left == 0 else (f"还剩{left}日", "warn" if left <= 2 else "good")


def last_round(filing: Filing) -> ReviewRound | None:
    return filing.rounds.order_by("-number").first()


def told(one: ReviewRound | None) -> list[Told]:
    if one is None:
        return []
    return [Told(d.code, d.text, d.cure, str(d.source), screen_of(d.field)) for d in defects.by_codes(one.codes)]


def screen_of(field: str) -> str:
    return CURED_FIELDS.get(field) or CURED_ON.get(field.split(".")[0], "check")


@dataclass(frozen=True)
class Bar:
    label: str
    ahead: bool


def bar(filing: Filing) -> list[Bar]:
    """Where a filing stands, for its owner."""
    done = {State.DRAFT: 0, State.SUBMITTED: 2, State.RETURNED: 2, State.RESUBMITTED: 2}.get(State(filing.state), 3)
    last = {State.REFUSED: "不予受理", State.WITHDRAWN: "已撤回", State.LAPSED: "已退回"}.get(State(filing.state), "立案")
    return [Bar(label, place > done) for place, label in enumerate(["提交", "审查", last], 1)]
