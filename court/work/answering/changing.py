"""A party changes, adds or gives up claims: what it costs, told before; the paper and the act, in one transaction."""
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.kit import money
from court.kit.refusal import Refused
from court.spine.cases import acts, claims
from court.spine.cases.models import Case
from court.spine.dossier import allowed
from court.spine.dossier.actions import Arrived
from court.spine.journal.models import Entry
from court.work.answering import submissions
from law import registry
from law.answer import LawError

ITEM = "起诉状（或口头起诉笔录）及附件"
ASK, WAIVE = "ask_claim_change", "waive_claim"
PAPERS = {ASK: submissions.Kind(ASK, "变更诉讼请求申请书", ITEM, ITEM), WAIVE: submissions.Kind(WAIVE, "放弃诉讼请求声明书", ITEM, ITEM)}


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def fee(case: Case, after_fen: int | None) -> list[str]:
    """What the change does to the acceptance fee, with its articles; empty where the sum stays (办法21, 35)."""
    if case.amount_fen is None or after_fen is None or after_fen == case.amount_fen:
        return []
    heard = Entry.objects.filter(stream=case.stream, kind="case.hold_hearing").exists()
    try:
        found = registry.call("fee.claim_changed", before=money.yuan(case.amount_fen), after=money.yuan(after_fen), filed=case.filed_on,
                              investigation_over=heard, halve=case.track if case.track != "ordinary" else None)
    except LawError as refusal:
        raise Refused(refusal.text, law="、".join(map(str, refusal.cites)), code=refusal.code) from refusal
    return found.explain()


def change(case_id: int, act: str, *, by: Actor, at: datetime, asked: list[str], amount_fen: int | None, reason: str, how: str = "",
           files: Sequence[Arrived] = (), token: int | None = None, key: str = "") -> Entry:
    """Hand the change in. asked: all claims as they shall stand, one an item. Raises Refused; then nothing is kept."""
    if not asked or not reason.strip():
        raise Refused("请写明诉讼请求、事实和理由。", code="missing_field")
    allowed.refuse_many(len(files))
    if len(reason) > submissions.LONGEST:
        raise Refused(f"事实和理由不能超过{submissions.LONGEST}字。", do="请精简内容，或者上传写好的文件。", code="too_much")
    with transaction.atomic():
        case = acts.lock(case_id)
        if key and (done := acts.stored(by, key)):
            return Entry.objects.get(stream=case.stream, place=done["place"])
        party = submissions.own_party(case, by, at, act)
        made = submissions.papers(case, PAPERS[act], party, _words(case, act, asked, reason), files, by, at)
        sums = {} if amount_fen is None else {"amount" if act == ASK else "claim_amount": amount_fen}
        facts = {"claims": "\n".join(asked), "material": str(made[0].pk), **sums, **({"change": how} if act == ASK else {})}
        return acts.perform(case, act, by=by, at=at, token=token, key=key, facts=facts)


def _words(case: Case, act: str, asked: list[str], reason: str) -> str:
    """The paper: what was asked before, what is asked now, why."""
    before = [f"{place}．{text}" for place, text in enumerate(claims.current(case), 1)]
    after = [f"{place}．{text}" for place, text in enumerate(asked, 1)]
    return "\n".join(["原诉讼请求：", *before, "变更后的诉讼请求：" if act == ASK else "保留的诉讼请求：", *after, "事实和理由：", *lines(reason)])
