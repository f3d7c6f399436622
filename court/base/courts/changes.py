"""A setting is changed by two people: one proposes with a reason and a day, another decides; both are in the journal."""
from datetime import date

from django.db import transaction

from court.base.access.actor import Actor
from court.base.access.audit import record
from court.base.courts import clock, known, proposals
from court.base.courts.models import Court, Setting, SettingChange
from court.kit.refusal import Refused

State = SettingChange.State


def propose(key: str, typed: str, *, court: str, since: date, until: date | None = None, reason: str, instrument: str = "",
            by: Actor) -> SettingChange:
    """Put a new value forward. It holds from `since` (today or later) once another person agreed; never for days gone by."""
    spec = known.named(key)
    _allowed(spec.proposers, spec, court, by, "提出")
    value = spec.parse(typed)
    if since < clock.today():
        raise Refused("生效日期不能早于今天。", do="配置只对以后的办理有效，不改变已经进行的程序和期限。", code="bad_field", status=422)
    if until is not None and until < since:
        raise Refused("失效日期早于生效日期。", do="请核对日期。", code="bad_field", status=422)
    why = proposals.reason_for(reason)
    if spec.sourced and not instrument.strip():
        raise Refused("请写明依据的文件名称或者文号。", do="例如：山西省高级人民法院关于小额诉讼标的额标准的通知及文号。", code="missing_field", status=422)
    with transaction.atomic():
        Court.objects.select_for_update().get(pk=court)
        if SettingChange.objects.filter(key=key, court_id=court, state=State.PENDING).exists():
            raise Refused("该项配置已有一份变更等待批准。", do="请先处理该份变更。", code="pending")
        change = SettingChange.objects.create(
            key=key, court_id=court, value=value, since=since, until=until, reason=why,
            instrument=instrument.strip()[:120], proposed_by=by.account, proposed_at=clock.now())
        _record(change, "setting.proposed", by)
    return change


def decide(pk: int, *, granted: bool, opinion: str = "", by: Actor) -> SettingChange:
    """Agree or refuse; not the one who proposed. On agreement the value is written, for its day and after."""
    with transaction.atomic():
        change = SettingChange.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if change is None:
            raise Refused("没有找到该份变更。", do="请刷新页面核对。", code="missing", status=404)
        spec = known.named(change.key)
        _allowed(spec.deciders, spec, change.court_id, by, "批准")
        proposals.look_again(change, granted=granted, opinion=opinion, by=by)
        if granted:
            change.since = max(change.since, clock.today())
            if change.until is not None and change.until < change.since:
                raise Refused(f"该份变更的失效日期{change.until}已过。", do="请退回后由提出人重新提出。", code="over")
            change.setting = _write(change, spec)
        proposals.settle(change, granted=granted, opinion=opinion, by=by)
        _record(change, "setting.changed" if granted else "setting.refused", by)
    return change


def _write(change: SettingChange, spec: known.Known) -> Setting:
    court = None if spec.common else change.court_id
    if Setting.objects.filter(key=change.key, court_id=court, since=change.since).exists():
        raise Refused("该项配置当日已有设定。", do="请退回后选择次日起生效。", code="setting_twice")
    return Setting.objects.create(key=change.key, court_id=court, value=change.value, since=change.since, until=change.until)


def withdraw(pk: int, *, by: Actor) -> SettingChange:
    """The one who proposed takes it back before it is decided."""
    with transaction.atomic():
        change = proposals.take_back(SettingChange, pk, by=by)
        _record(change, "setting.withdrawn", by)
    return change


def may(offices: tuple[str, ...], spec: known.Known, court: str, actor: Actor) -> bool:
    """Whether somebody holds one of the offices in this court; for a common setting the court must be the intermediate one."""
    held = [post for office in offices if (post := actor.holds(office, court))]
    return any(not spec.common or post.court.level == Court.Level.INTERMEDIATE for post in held)


def require_may(offices: tuple[str, ...], spec: known.Known, court: str, by: Actor, what: str) -> None:
    """Refused unless somebody holds one of the offices; `what` is 提出 or 批准."""
    if not may(offices, spec, court, by):
        raise Refused(f"您没有{what}该项配置变更的权限。", do="全市共用的配置由中级人民法院办理，其余由本院有权限的人员办理。", code="forbidden", status=403)


def _allowed(offices: tuple[str, ...], spec: known.Known, court: str, by: Actor, what: str) -> None:
    require_may(offices, spec, court, by, what)
    if not by.fresh_factor:
        raise Refused("变更配置前需要再次验证身份。", do="请输入动态口令后继续。", code="factor_needed", status=401)


def _record(change: SettingChange, kind: str, by: Actor) -> None:
    record(f"court:{change.court_id}", kind, by=by, court=change.court_id, basis=change.instrument[:120],
           facts={"change": str(change.pk), "key": change.key, "since": change.since.isoformat(),
                  "until": change.until.isoformat() if change.until else ""})
