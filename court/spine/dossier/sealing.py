"""封存 and 解封: a paper or a whole dossier closed at once by one person, opened again only by two (S7, S12)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.base.courts import proposals
from court.kit.days import date_of
from court.kit.refusal import Refused
from court.spine.cases.marks import mark
from court.spine.cases.models import Case, Handler
from court.spine.dossier import access, closing, places
from court.spine.dossier.models import Document, Sealing, Unsealing
from court.spine.journal.actions import append
from court.spine.tasks.actions import close_tasks, open_task

SEALERS = {Handler.Role.JUDGE, Handler.Role.PRESIDING, Handler.Role.CLERK, "court_leader"}
DECIDERS = {"court_leader", "division_leader", Handler.Role.JUDGE, Handler.Role.PRESIDING}
REVIEW = "sealing.review"
DECIDE = "sealing.decide"
State = Unsealing.State


@dataclass(frozen=True)
class Asked:
    """How a sealing is asked for: codes of Sealing, words, on whose application, when to look again."""

    scope: str
    reason: str
    asked_by: str
    words: str = ""
    until: date | None = None


def may_seal(actor: Actor, case: Case) -> bool:
    return actor.is_staff and bool(access.stance(actor, case) & SEALERS)


def may_decide(actor: Actor, sealing: Sealing) -> bool:
    """Who decides an unsealing may read what is opened: of papers of the panel the judges and the court's leaders."""
    able = DECIDERS - {"division_leader"} if sealing.scope == Sealing.Scope.PANEL else DECIDERS
    return actor.is_staff and bool(access.stance(actor, sealing.case) & able)


def in_force(case: Case) -> list[Sealing]:
    """What is sealed off in a case now, the whole dossier first."""
    rows = Sealing.objects.filter(case=case, lifted_at=None).select_related("document", "sealed_by__person")
    return sorted(rows, key=lambda one: (one.document_id is not None, one.pk))


def seal_off(case: Case, document: Document | None, asked: Asked, *, by: Actor, at: datetime) -> Sealing:
    """Close a paper, or without one the whole dossier, from this moment; copies made before are dropped.

    Refused (403) to who does not handle the case, for a choice that is none, without who asked, and where it is sealed.
    """
    if not may_seal(by, case):
        raise Refused("封存由本案办案人员或者院领导办理。", do="请联系承办法官。", code="forbidden", status=403)
    _check(asked, at)
    with transaction.atomic():
        places.hold_case(case.pk)
        if Sealing.objects.filter(case=case, document=document, lifted_at=None).exists():
            raise Refused("已经封存。", do="需要变更范围的，请先解封。", code="stale")
        made = Sealing.objects.create(
            case=case, document=document, scope=asked.scope, reason=asked.reason, words=asked.words.strip()[:200],
            asked_by=asked.asked_by.strip()[:60], until=asked.until, sealed_by=by.me, sealed_at=at,
        )  # fmt: skip
        _note(made, "sealed_off", by, at, scope=made.scope, reason=made.reason, words=mark(made.words),
              until=asked.until.isoformat() if asked.until else "")  # fmt: skip
        access.forget(case)
        closing.drop_copies([document] if document else list(case.documents.all()), at)
        if asked.until:
            open_task(court=case.court_id, subject=f"sealing:{made.pk}", kind=REVIEW, label=f"复核封存：{_named(made)}",
                      at=at, case=case, assignee=case.judge or by.account, due_on=asked.until)  # fmt: skip
    return made


def ask_to_unseal(sealing: Sealing, reason: str, *, by: Actor, at: datetime) -> Unsealing:
    """Put an unsealing forward; nothing opens before another person agrees. Wants the factor again (S7)."""
    if not may_seal(by, sealing.case):
        raise Refused("解封由本案办案人员或者院领导提出。", do="请联系承办法官。", code="forbidden", status=403)
    _fresh(by)
    why = proposals.reason_for(reason)
    with transaction.atomic():
        places.hold_case(sealing.case_id)
        sealing = Sealing.objects.select_related("case", "document").get(pk=sealing.pk)
        if sealing.lifted_at:
            raise Refused("已经解封。", do="请刷新页面核对。", code="stale")
        if sealing.unsealings.filter(state=State.PENDING).exists():
            raise Refused("解封已经提出，等待批准。", do="请由另一有权限的人员办理。", code="pending")
        made = Unsealing.objects.create(sealing=sealing, reason=why, proposed_by=by.me, proposed_at=at)
        _note(sealing, "unsealing_asked", by, at, unsealing=str(made.pk), why=mark(why))
        # The judge decides what others put forward; what the judge puts forward goes to the court's leaders.
        judge = sealing.case.judge if sealing.case.judge_id != by.me.pk else None
        open_task(court=sealing.case.court_id, subject=f"sealing:{sealing.pk}", kind=DECIDE, case=sealing.case, at=at,
                  label=f"解封审批：{_named(sealing)}", assignee=judge, office="" if judge else "court_president")  # fmt: skip
    return made


def decide(unsealing: Unsealing, *, granted: bool, opinion: str, by: Actor, at: datetime) -> Unsealing:
    """Agree or refuse; never the one who put it forward. Wants the factor again (S7)."""
    with transaction.atomic():
        places.hold_case(unsealing.sealing.case_id)
        found = Unsealing.objects.select_for_update(of=("self",)).select_related("sealing__case", "sealing__document",
                                                                                "proposed_by").get(pk=unsealing.pk)  # fmt: skip
        sealing = found.sealing
        if not may_decide(by, sealing):
            raise Refused("您没有批准解封的权限。", do="请由承办法官或者院领导办理。", code="forbidden", status=403)
        _fresh(by)
        proposals.look_again(found, granted=granted, opinion=opinion, by=by)
        if granted and not may_seal(Actor(found.proposed_by, by.on), sealing.case):
            raise Refused("提出人已不再办理本案，不能据此解封。", do="请写明理由不予批准，由现办案人员重新提出。", code="proposer_left")
        proposals.settle(found, granted=granted, opinion=opinion, by=by)
        if granted:
            Sealing.objects.filter(pk=sealing.pk).update(lifted_at=at)
            sealing.lifted_at = at
            close_tasks(f"sealing:{sealing.pk}", REVIEW, by=by.account, at=at)
        close_tasks(f"sealing:{sealing.pk}", DECIDE, by=by.account, at=at)
        _note(sealing, "unsealed" if granted else "unsealing_refused", by, at, unsealing=str(found.pk),
              asked_by=str(found.proposed_by_id), opinion=mark(found.opinion))  # fmt: skip
        access.forget(sealing.case)
    return found


def withdraw(unsealing: Unsealing, *, by: Actor, at: datetime) -> None:
    """The one who put an unsealing forward takes it back."""
    with transaction.atomic():
        places.hold_case(unsealing.sealing.case_id)
        found = proposals.take_back(Unsealing, unsealing.pk, by=by)
        close_tasks(f"sealing:{found.sealing_id}", DECIDE, by=by.account, at=at, cancelled=True)
        _note(found.sealing, "unsealing_withdrawn", by, at, unsealing=str(found.pk))


def _check(asked: Asked, at: datetime) -> None:
    if asked.scope not in Sealing.Scope.values or asked.reason not in Sealing.Reason.values:
        raise Refused("请选择封存的范围和事由。", code="bad_field", status=422)
    if not asked.asked_by.strip():
        raise Refused("请写明申请人或者提出人。", code="missing_field", status=422)
    if asked.reason == Sealing.Reason.OTHER and len(asked.words.strip()) < 4:
        raise Refused("事由选择“其他”的，应当写明理由。", code="no_reason", status=422)
    if asked.until and asked.until <= date_of(at):
        raise Refused("复核日期应当晚于今天。", code="bad_field", status=422)


def _fresh(by: Actor) -> None:
    if not by.fresh_factor:
        raise Refused("解封前需要再次验证身份。", do="请输入动态口令后继续。", code="factor_needed", status=401)


def _named(sealing: Sealing) -> str:
    return sealing.document.title[:60] if sealing.document else "整卷"


def _note(sealing: Sealing, what: str, by: Actor, at: datetime, **facts: str) -> None:
    """An entry of the case's stream; it tells nothing of the paper's own state, which a sealing does not change."""
    append(sealing.case.stream, f"dossier.{what}", by=by.account, at=at, court=sealing.case.court_id,
           facts={"sealing": str(sealing.pk), "document": str(sealing.document_id or ""), **facts})  # fmt: skip
