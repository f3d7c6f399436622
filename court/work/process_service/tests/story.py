"""A case on its way, for tests: papers sent, a judgment issued; and short ways to enter service."""
from datetime import date, timedelta

from court.spine.cases.models import Case
from court.spine.cases.tests.stage import DAY, Stage, moment, settle
from court.spine.dossier import actions as dossier
from court.spine.dossier.models import Document
from court.work.judgments.models import Paper
from court.work.process_service import serving
from court.work.process_service.models import Attempt, ServiceOrder

SENT = DAY + timedelta(days=3)
JUDGED = DAY + timedelta(days=39)


def ready(case: Case) -> None:
    """Every paper of the case has its pages, as after the errands that make them."""
    Document.objects.filter(case=case, state=Document.State.EXPECTED).update(state=Document.State.AVAILABLE,
                                                                             on_record=True)


def with_papers_sent(stage: Stage, **options) -> Case:
    case = stage.case(**options)
    settle(stage, case)
    stage.act(case, "assign_judge", "case_manager", DAY, judge=str(stage.accounts["judge"].pk),
              clerk=str(stage.accounts["clerk"].pk))
    stage.act(case, "send_papers", "clerk", SENT, days=7 if options.get("track") == "small_claims" else 15)
    ready(case)
    return case


def with_judgment(stage: Stage, kind: str = "judgment", act: str = "issue_judgment", **options) -> Case:
    """The paper is signed and the act takes it; how the case came to be heard is left out."""
    case = with_papers_sent(stage, **options)
    Case.objects.filter(pk=case.pk).update(stage="deliberation", track=options.get("track", "simplified"))
    case.refresh_from_db()
    document = dossier.expect(case, "court_paper", {}, kind=kind, title="民事判决书", item="判决书、调解书、裁定书正本", held=True,
                              by=stage.actor("judge"), at=moment(JUDGED), sealed=True)
    Paper.objects.create(case=case, kind=kind, state=Paper.State.SIGNED, document=document,
                         author=stage.accounts["judge"], started_at=moment(JUDGED))
    stage.act(case, act, "judge", JUDGED, paper=str(document.pk))
    ready(case)
    return case


def order_of(case: Case, role: str, template: str) -> ServiceOrder:
    return ServiceOrder.objects.get(case=case, party__role=role, document__template=template)


def enter(stage: Stage, order: ServiceOrder, way: str, day: date, *, on: date | None = None, who: str = "clerk",
          key: str = "", **more) -> Attempt:
    on = on or max(day, *[d for d in (more.get("signed_on"), more.get("returned_on")) if d], day)
    made = serving.enter(order.pk, serving.Entered(way, day, **more), by=stage.actor(who, on), at=moment(on, 15), key=key)
    order.refresh_from_db()
    return made
