"""Every page that somebody of the story can reach by links: how many queries, how many bytes."""

import io
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.db import connections
from django.urls import Resolver404, resolve

from bench import casepage
from bench.caller import Answer, Caller
from bench.caller import product as product_application
from bench.filing import Filer
from bench.scene import COURT, Scene
from court.base.courts import clock
from court.base.people.models import Account
from court.spine.cases.models import Handler
from court.spine.dossier import actions as dossier
from court.work.filing import actions, steps
from court.work.filing.models import FilingFile

MOST_QUERIES, MOST_BYTES = 30, 150_000
# Of one address with different ids so many are opened by each person.
OF_A_KIND = 2
LINK = re.compile(rb'(?:href|hx-get|data-url|src)="(/[^"#]*)"')
OFFICES = ("filing_clerk", "case_manager", "division_head", "vice_president", "court_president", "cashier", "finance_head",
           "service_officer", "archivist")  # fmt: skip
NOTE = "今借到王建国人民币五万元整。"
HOUSE = ("system_admin", "security_admin", "audit_admin", "duty_officer")


@dataclass(frozen=True)
class Seen:
    who: str
    path: str
    route: str
    queries: int
    size: int


def measure(set_up: Scene) -> list[dict]:
    found = list(crawl(people(set_up)))
    worst, largest = max(found, key=lambda one: one.queries), max(found, key=lambda one: one.size)
    routes = len({one.route for one in found})
    input_ = f"{len(found)} pages at {routes} addresses, reached by links by {len({one.who for one in found})} people"
    return [
        {"bench": "queries of a page", "input": input_, "most": MOST_QUERIES, "value": worst.queries, "unit": "queries",
         "worst": f"{worst.route} as {worst.who}", "pages": table(found)},
        {"bench": "bytes of a page", "input": input_, "most": MOST_BYTES, "value": largest.size, "unit": "bytes",
         "worst": f"{largest.route} as {largest.who}"},
    ]  # fmt: skip


def table(found: list[Seen]) -> list[dict]:
    """By address: the most queries and bytes that anybody's page took."""
    by_route: dict[str, list[Seen]] = {}
    for one in found:
        by_route.setdefault(one.route, []).append(one)
    return [{"route": route, "queries": max(one.queries for one in some), "bytes": max(one.size for one in some)}
            for route, some in sorted(by_route.items())]


def people(set_up: Scene) -> dict[str, tuple[Account, list[str]]]:
    """Everybody of the story with the addresses they begin at: a case called, a filing in review, a draft half written."""
    life = casepage.called(set_up)
    case = life.case
    handed_in, draft = filed(set_up)
    own = [f"/cases/{case.pk}/", "/"]
    begin = {"plaintiff": (life.plaintiff, own), "defendant": (life.defendant, own), "nobody": (None, ["/", "/staff/"])}
    lawyer = case.representatives.get().person.accounts.get()
    begin["lawyer"] = (lawyer, own)
    begin["filer"] = (draft.account, ["/", f"/filings/{handed_in.pk}/", *[
        f"/filings/{draft.pk}/{screen.key}/" for screen in steps.way({})]])
    staff = ["/staff/", f"/staff/case/{case.pk}/", f"/staff/filings/{handed_in.pk}/"]
    for handler in Handler.objects.filter(case=case, until=None).select_related("account"):
        begin[str(handler.role)] = (handler.account, staff)
    for office in OFFICES:
        begin[office] = (set_up.cast.of(COURT, office)[0], staff)
    for office in HOUSE:
        begin[office] = (set_up.cast.of("晋08", office)[0], ["/staff/"])
    return {who: (Account.objects.select_related("person", "court").get(pk=one.pk) if one else None, places)
            for who, (one, places) in begin.items()}


def filed(set_up: Scene) -> tuple:
    """A filing handed in, and another one that is still a draft, of one person."""
    filer = Filer(set_up)
    made = []
    for _ in range(2):
        filing = filer.draft()
        document = dossier.receive(set_up.court, io.BytesIO(NOTE.encode()), kind="evidence", title="借条", name="借条.txt",
                                   by=filer.actor, at=clock.now(), filing_id=filing.pk)  # fmt: skip
        FilingFile.objects.create(filing=filing, document=document, category="evidence", order=1)
        made.append(filing)
    return actions.submit(made[0], by=filer.actor, at=clock.now(), key="bench-pages"), made[1]


def crawl(everybody: dict[str, tuple[Account | None, list[str]]], most: int = OF_A_KIND) -> Iterator[Seen]:
    """Open what can be reached from where each begins, `most` of an address. RuntimeError for a page that breaks."""
    application = product_application()
    for who, (account, places) in everybody.items():
        caller, waiting, met, of_a_kind = Caller(application, account), list(places), set(places), {}
        while waiting:
            path = waiting.pop(0)
            route = _route(path)
            of_a_kind[route] = of_a_kind.get(route, 0) + 1
            if not route or of_a_kind[route] > most:
                continue
            answer, queries = weigh(caller, path)
            if answer.status >= 500:
                raise RuntimeError(f"{answer.status} at {path} as {who}")
            if answer.status == 200 and b"<html" in answer.content[:400]:
                yield Seen(who, path, route, queries, len(answer.content))
            links = [answer.location, *(one.decode().replace("&amp;", "&") for one in LINK.findall(answer.content))]
            for link in (urljoin(path, one) for one in links if one):
                if link not in met and link.startswith("/"):
                    met.add(link)
                    waiting.append(link)


def weigh(caller: Caller, path: str) -> tuple[Answer, int]:
    """One page and how often it asked the databases."""
    with counting() as asked:
        answer = caller.get(path)()
    return answer, len(asked)


@contextmanager
def counting() -> Iterator[list[str]]:
    asked: list[str] = []

    def note(execute, sql, params, many, context):
        if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN")):
            asked.append(sql)
        return execute(sql, params, many, context)

    with ExitStack() as all_:
        for connection in connections.all():
            all_.enter_context(connection.execute_wrapper(note))
        yield asked


def _route(path: str) -> str:
    """The pattern of an address; empty for files and for what leaves the house."""
    place = urlsplit(path).path
    if place.startswith("/static/") or "sign-out" in place:
        return ""
    try:
        return resolve(place).route
    except Resolver404:
        return ""
