"""Drawing a judge, designating one with a reason, and committing to secrets beforehand."""
import json
import secrets as chance
from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.base.courts.models import Court
from court.kit import crypto
from court.kit.days import date_of
from court.kit.ids import public_code
from court.kit.refusal import Refused
from court.spine.cases import acts
from court.spine.cases.models import Case
from court.spine.journal.actions import append
from court.work.assignment import lottery, pool
from court.work.assignment.models import Chain, Draw
from law.bench.assignment import default

LENGTH = 20_000
PURPOSE = "draw chain"


@transaction.atomic
def commit(court: Court, at: datetime) -> Chain:
    """Grow a new chain for a court and publish its anchor in the journal, before any draw uses it."""
    seed = chance.token_bytes(32)
    anchor = lottery.link(seed, LENGTH, 0)
    chain = Chain.objects.create(court=court, anchor=anchor, length=LENGTH, committed_at=at,
                                 sealed_seed=crypto.seal(seed.hex(), PURPOSE))
    append(f"draws:{court.pk}", "draws.committed", by=None, at=at, court=court.pk,
           facts={"anchor": anchor, "length": LENGTH})
    return chain


def _next_secret(court: Court, at: datetime) -> tuple[Chain, str, str]:
    """The chain, the next secret and the one before it; the chain row stays locked."""
    chain = Chain.objects.select_for_update().filter(court=court).order_by("-pk").first()
    if chain is None or chain.used >= chain.length:
        chain = commit(court, at)
    seed = bytes.fromhex(crypto.unseal(chain.sealed_seed, PURPOSE))
    chain.used += 1
    chain.save(update_fields=["used"])
    secret = lottery.link(seed, chain.length, chain.used)
    return chain, secret, lottery.sha256(secret)


def draw(case: Case | int, *, by: Actor | None, at: datetime, key: str = "") -> Draw:
    """Draw a judge for a case and assign it. Raises Refused where nobody can be drawn."""
    with transaction.atomic():
        case = acts.lock(case.pk if isinstance(case, Case) else case)
        if key and by and acts.stored(by, key):
            return Draw.objects.filter(case=case).latest("pk")
        if case.judge_id:
            raise Refused("本案已经分案。", do="需要变更承办人的，请办理“变更承办人”。", code="assigned")
        able, excluded = pool.candidates(case, date_of(at))
        if not able:
            raise Refused("没有可以参加分案的法官。", do="请核对本庭法官的停分设置，或指定分案。", code="nobody")
        record = _record(case, able, excluded, at)
        made = _keep(case, record, at, by=by)
        _assign(case, made, by, at, key)
    return made


def _record(case: Case, able: list[dict], excluded: list[dict], at: datetime) -> dict:
    case_weight = pool.weight_of(case)
    frozen = lottery.freeze(able, excluded, case_weight)
    chain, secret, previous = _next_secret(case.court, at)
    index, ticket, total = lottery.pick(able, case_weight, secret, frozen, case.number)
    return {"format": lottery.FORMAT, "court": case.court_id, "case_number": case.number, "at": at.isoformat(),
            "case_weight": case_weight, "candidates": able, "excluded": excluded, "frozen": frozen,
            "weights": lottery.weigh(able, case_weight), "ticket": ticket, "total": total,
            "result": able[index]["judge"],
            "chain": {"anchor": chain.anchor, "index": chain.used, "previous": previous, "secret": secret}}


def _keep(case: Case, record: dict, at: datetime, *, by: Actor | None, manner="random", reason="") -> Draw:
    text = lottery.canonical(record)
    return Draw.objects.create(case=case, court=case.court, division=case.division, code=public_code(12), record=text,
                               digest=lottery.sha256(text), judge_id=int(record["result"]), manner=manner,
                               reason=reason, ordered_by=by.account if by else None, at=at)


def _assign(case: Case, made: Draw, by: Actor | None, at: datetime, key: str) -> None:
    clerk = pool.clerk_for(made.judge_id, case, date_of(at))
    if clerk is None:
        raise Refused("本院没有可以配合的书记员。", do="请先在人员管理中任命书记员。", code="no_clerk")
    acts.perform(case, "assign_judge", by=by, at=at, key=key,
                 facts={"judge": str(made.judge_id), "clerk": str(clerk), "draw": made.code})


def designate(case: Case | int, judge: int, *, by: Actor, at: datetime, reason: str, key: str = "") -> Draw:
    """Designate a judge for a coded reason (指定分案): the exception, counted and shown beside the draws."""
    with transaction.atomic():
        case = acts.lock(case.pk if isinstance(case, Case) else case)
        if reason not in REASONS:
            raise Refused("请选择指定分案的理由。", law="最高人民法院司法责任制改革意见（2017）", do="随机分案为主，指定分案为辅。", code="no_reason")
        able, excluded = pool.candidates(case, date_of(at))
        if str(judge) not in {c["judge"] for c in able}:
            raise Refused("该法官现在不能承办本案。", do="请选择名单中的法官。", code="not_eligible")
        record = {"format": "court-designation-1", "case_number": case.number, "candidates": able,
                  "excluded": excluded, "reason": REASONS[reason], "result": str(judge), "at": at.isoformat(),
                  "mode": default(kind=REASONS[reason])["mode"]}
        made = _keep(case, record, at, by=by, manner="designated", reason=reason)
        _assign(case, made, by, at, key)
    return made


REASONS = {"four_type": "四类案件", "series": "系列案件、关联案件", "leaders_quota": "院庭长办理重大疑难复杂案件", "remand": "发回重审另行组成合议庭"}


def record_of(made: Draw) -> dict:
    return json.loads(made.record)
