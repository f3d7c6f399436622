import io

import pytest

from court.spine.cases.tests.stage import moment
from court.spine.dossier.tests import conftest as papers
from court.spine.dossier.tests.papers import pdf
from court.work.inspection import actions, standing
from court.work.inspection.actions import Grant, Wanted

stage, case, heard, put, web = papers.stage, papers.case, papers.heard, papers.put, papers.web
_clean_scanner = papers._clean_scanner


@pytest.fixture
def filled(heard, put):
    """The case on trial with papers of every secrecy in both volumes, by a word each."""
    heard.filed = {
        "complaint": put(heard, "起诉状", pages=3, item="起诉状（或口头起诉笔录）及附件"),
        "answer": put(heard, "答辩状", by="defendant", item="答辩状及附件"),
        "own": put(heard, "原告联系方式", secrecy="own", party=heard.parties.get(role="plaintiff")),
        "court": put(heard, "内部函", secrecy="court"),
        "inner": put(heard, "评议笔录", volume="inner", secrecy="panel", by="clerk"),
    }
    return heard


@pytest.fixture
def asked(stage, filled):
    """asked("lawyer", scope="whole", …): a request of somebody in the case."""

    def do(who: str = "lawyer", at=None, key: str = "", **more):
        actor = stage.actor(who)
        wanted = Wanted(**{"scope": "whole", "purpose": "准备庭审", **more})
        return actions.ask_own(standing.of_own(actor, filled.pk), wanted, by=actor, at=at or moment(), key=key)

    return do


@pytest.fixture
def granted(stage, asked):
    def do(who: str = "lawyer", at=None, grant=None, **more):
        one = asked(who, at=at, **more)
        return actions.grant(one.pk, grant or Grant(), by=stage.actor("clerk"), at=at or moment())

    return do


@pytest.fixture
def retrial(stage, filled):
    """A lawyer from outside asks by number with papers of the authority."""
    from court.spine.dossier.actions import take_in

    def do(number: str | None = None, who: str = "stranger", **more):
        actor = stage.actor(who)
        found = standing.by_number(actor, filled.court, number or filled.number, "retrial")
        papers = {"授权委托书": take_in(io.BytesIO(pdf()), "授权委托书.pdf")}
        wanted = Wanted(**{"scope": "whole", "purpose": "准备申请再审", "principal": "王建国", **more})
        return actions.ask_by_number(filled.court, number or filled.number, found, wanted, papers, by=actor, at=moment())

    return do


