"""The court's decision on a filing: give it back once with everything that is wrong, refuse it, or docket it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.base.access.decide import require
from court.kit.days import date_of, plain
from court.kit.refusal import Refused
from court.spine.tasks.actions import close_tasks
from court.work.filing import actions, opening, papers, quoting
from court.work.filing.models import Filing, ReviewRound
from law import registry
from law.answer import LawError
from law.filing import conditions, defects

State = Filing.State
LONGEST = 2000


def give_back(filing: Filing, codes: Iterable[str], *, days: int, words: str = "", by: Actor, at: datetime,
              token: int, key: str = "") -> ReviewRound:
    """补正通知: every defect at once, with the day by which to correct (登记立案规定第七条). A second one is refused."""
    with transaction.atomic():
        locked = _open(filing, by, token)
        if key and locked.decision_key == key and locked.state == State.RETURNED:
            return locked.rounds.order_by("-number").first()
        _still(locked, token)
        sent = locked.rounds.count()
        codes = _listed(codes, sent)
        if not 1 <= days <= 30:
            raise Refused("补正期限应为1至30日。", do="请重新填写期限。", code="bad_field", status=422)
        made = ReviewRound.objects.create(filing=locked, number=sent + 1, codes=codes, words=words.strip()[:LONGEST],
                                          by=by.account, opened_at=at,
                                          due_on=quoting.correct_by(date_of(at), days)["end"])
        locked.state, locked.decide_by, locked.decision_key = State.RETURNED, None, key[:80]
        locked.version += 1
        locked.save()
        close_tasks(locked.stream, actions.REVIEW, by=by.account, at=at)
        actions.note(locked, "returned", by, at, {"codes": codes, "due_on": made.due_on.isoformat(),
                                                  "version": locked.version})
        actions.inform(locked, "filing_returned", at, receipt=locked.number, due=plain(made.due_on))
    return made


def _listed(codes: Iterable[str], sent: int) -> list[str]:
    try:
        answer = registry.call("filing.defect_notice", codes=list(codes), notices_sent=sent)
    except LawError as refusal:
        raise Refused(refusal.text, law="、".join(map(str, refusal.cites)), code=refusal.code) from refusal
    return [item["code"] for item in answer["items"]]


def refuse(filing: Filing, reason: str, opinion: str, *, by: Actor, at: datetime, token: int, key: str = "") -> Filing:
    """不予受理: a ruling under the court's seal, with its reason and the way of appeal (民事诉讼法第一百二十六条)."""
    opinion = opinion.strip()
    with transaction.atomic():
        locked = _open(filing, by, token)
        if key and locked.decision_key == key and locked.state == State.REFUSED:
            return locked
        _still(locked, token)
        if reason not in reasons():
            raise Refused("请选择不予受理的事由。", law="登记立案规定第十条、民事诉讼法第一百二十七条", code="bad_field", status=422)
        if not 10 <= len(opinion) <= LONGEST:
            raise Refused("请写明不予受理的理由（10至2000字），理由将载入裁定书。", law="登记立案规定第九条", code="bad_field",
                          status=422)
        if not by.fresh_factor:
            raise Refused("作出裁定前需要再次验证身份。", do="请输入动态口令后继续。", code="factor_needed", status=401)
        locked.refusal, locked.opinion = reason, opinion
        actions.decide(locked, State.REFUSED, by, at, key)
        papers.expect_ruling(locked, reasons()[reason], by=by, at=at)
        actions.note(locked, "refused", by, at, {"reason": reason, "version": locked.version})
        actions.inform(locked, "filing_refused", at, receipt=locked.number)
    return locked


def reasons() -> dict[str, str]:
    """Why a suit is not docketed: key -> label, of 登记立案规定第十条 and 民事诉讼法第一百二十二条、第一百二十七条."""
    lists = conditions.lists()
    lacking = {f"no_{key}": f"不符合起诉条件：{label}" for key, label in lists["condition"]}
    return {**dict(lists["refuse"]), **dict(lists["other_way"]), **lacking, "not_cured": "经补正仍不符合要求"}


def accept(filing: Filing, *, track: str, reason: str = "", by: Actor, at: datetime, token: int, key: str = ""):
    """登记立案: a case with number, parties and papers. Gives the Case; the same key, or the same clerk again, gives it too.

    track   what the clerk confirms; another than the law proposes needs a reason
    """
    with transaction.atomic():
        locked = _open(filing, by, token)
        if locked.state == State.ACCEPTED and key and locked.decision_key == key:
            return locked.case
        _still(locked, token)
        _checked(locked)
        case = opening.open_from(locked, track=track, reason=reason.strip()[:200], by=by, at=at)
        locked.case = case
        actions.decide(locked, State.ACCEPTED, by, at, key)
        actions.note(locked, "accepted", by, at, {"case": str(case.pk), "track": track, "version": locked.version})
    return case


def _checked(filing: Filing) -> None:
    """No paper goes into a dossier before the scanner's verdict (S21); the errand takes seconds."""
    waiting = filing.files.filter(document__state__in=["waiting", "refused"]).select_related("document")
    if titles := [one.document.title for one in waiting]:
        raise Refused(f"有{len(titles)}份材料尚未通过安全检查：{'、'.join(titles[:3])}。", code="files_waiting",
                      do="请稍候片刻刷新后再办理；未通过检查的，请退回补正。")


def send_back(filing: Filing, *, by: Actor, at: datetime, token: int) -> Filing:
    """退回诉状: nothing was corrected in time (登记立案规定第七条第三款)."""
    with transaction.atomic():
        locked = _open(filing, by, token)
        if locked.state == State.LAPSED:
            return locked
        last = locked.rounds.order_by("-number").first()
        if locked.state != State.RETURNED or last is None or last.due_on >= date_of(at):
            raise Refused("补正期限尚未届满，不能退回诉状。", law="登记立案规定第七条第三款", code="in_time")
        actions.decide(locked, State.LAPSED, by, at)
        actions.note(locked, "lapsed", by, at, {"due_on": last.due_on.isoformat()})
        actions.inform(locked, "filing_lapsed", at, receipt=locked.number)
    return locked


def _open(filing: Filing, by: Actor, token: int) -> Filing:
    locked = actions.lock(filing.pk)
    require(by, "review", locked)
    return locked


def _still(filing: Filing, token: int) -> None:
    """Two clerks at once: the second is told who did what and when; nothing of theirs takes effect."""
    if filing.in_review and token == filing.version:
        return
    if filing.in_review:
        raise Refused("您打开页面之后，起诉人重新提交了材料，您的决定尚未生效。", do="请刷新页面核对最新材料。", code="stale")
    if filing.decided_by_id:
        who, when = filing.decided_by.person.name, plain(date_of(filing.decided_at))
        raise Refused(f"{who}已于{when}办理该申请（{filing.get_state_display()}），您的决定没有生效。", do="请返回列表。",
                      code="stale")
    raise Refused(f"该申请现为“{filing.get_state_display()}”，不能审查。", do="请返回列表。", code="stale")


def picker() -> dict[str, list[defects.Defect]]:
    """The defects of a civil filing by group."""
    return {group: rows for group, rows in defects.groups().items() if group != "行政起诉"}
