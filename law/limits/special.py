"""Trial limits whose beginning or end hangs on another day: notices, an election, a debtor's objection."""
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from law import rows
from law.answer import LawError, Step
from law.instruments import cite
from law.limits.kinds import Limit

DAY = timedelta(days=1)
NOTICES = {
    "declare_missing": ("notice_missing", "宣告失踪公告", ("宣告失踪", "missing")),
    "declare_dead": ("notice_dead", "宣告死亡公告", ("宣告死亡", "dead")),
    "declare_dead_accident": ("notice_dead_accident", "因意外事件宣告死亡公告", ("意外事件宣告死亡", "dead_accident")),
    "ownerless": ("notice_ownerless", "认领财产公告", ("认定财产无主", "ownerless_property", "财产无主")),
    "confiscation": ("notice_confiscation", "没收违法所得公告", ("没收违法所得",)),
}


@dataclass(frozen=True)
class Setting:
    """Where a special clock begins and ends.

    start     the day from which the plain length is counted
    end       the last day, where it isn't counted from `start`; None: count
    excluded  days that don't count besides those of the ledger
    values    what the answer tells besides the end
    """

    start: date
    end: date | None = None
    ends_itself: bool = False
    excluded: int = 0
    values: Mapping = field(default_factory=dict)
    steps: tuple[Step, ...] = ()


def setting(limit: Limit, start: date, facts: Mapping) -> Setting:
    """How the facts of a case move a clock; a plain one for kinds without a rule of their own."""
    own = RULES.get(limit.kind)
    return own(start, facts) if own else Setting(start)


def notice_end(notice: str, published: date) -> tuple[date, tuple[Step, ...]]:
    """The last day of a public notice and the step that says so. Raises LawError("bad_input").

    A notice runs out by itself, so a rest day doesn't move it.
    """
    for name, (key, label, words) in NOTICES.items():
        if notice in (name, label, *words):
            found = rows.row("periods", key, published)
            end = rows.end_of(found.value, published, shift=False).day
            return end, (Step(f"{label}期间{found.value}，自{published}公告次日起至{end}届满", found.cite()),)
    known = "、".join(row[1] for row in NOTICES.values())
    raise LawError("bad_input", f"无法识别的公告种类“{notice}”，可以填写：{known}。")


def _special(start: date, facts: Mapping) -> Setting:
    if facts.get("notice_ended"):
        ended = facts["notice_ended"]
        return Setting(ended, values={"notice_end": ended}, steps=(Step(f"公告于{ended}期满", cite("CPL", "187")),))
    if not facts.get("notice") and not facts.get("notice_published"):
        return Setting(start)
    end, steps = notice_end(facts.get("notice") or "declare_missing", facts.get("notice_published") or start)
    return Setting(end, values={"notice_end": end}, steps=steps)


def _confiscation(start: date, facts: Mapping) -> Setting:
    published = facts.get("notice_published")
    if published is None:
        return Setting(start)
    end, steps = notice_end("confiscation", published)
    return Setting(start, excluded=(end - published).days, values={"notice_end": end},
                   steps=(*steps, Step("公告期间不计入审理期限", cite("CrPI", "627"))))


def _voters(start: date, facts: Mapping) -> Setting:
    election = facts.get("election_day")
    if election is None:
        raise LawError("election_day_needed", "选民资格案件须在选举日前审结，请填写选举日。", cite("CPL", "189"))
    end = election - DAY
    return Setting(start, end, True, steps=(Step(f"选举日为{election}，应在此前即{end}前审结", cite("CPL", "189")),))


def _summons(start: date, facts: Mapping) -> Setting:
    publish = rows.row("periods", "notice_bill_publish", start)
    publish_by = rows.end_of(publish.value, start).day
    steps = [Step(f"受理后{publish.value}内发出公告，至{publish_by}", publish.cite())]
    published = facts.get("notice_published")
    if published is None:
        return Setting(start, None, True, values={"publish_by": publish_by, "notice_end": None}, steps=tuple(steps))
    notice = rows.row("periods", "notice_bill", published)
    end = rows.end_of(notice.value, published, shift=False).day
    steps.append(Step(f"公示催告期间不少于{notice.value}，至{end}", notice.cite()))
    if facts.get("bill_due"):
        after = rows.row("periods", "notice_bill_after_due", published)
        earliest = rows.end_of(after.value, facts["bill_due"], shift=False).day
        if earliest > end:
            end = earliest
            steps.append(Step(f"且不得早于票据付款日后{after.value}，延至{end}", after.cite()))
    ask = rows.row("periods", "notice_bill_judgment", published)
    ask_by = rows.end_of(ask.value, end)
    steps.append(Step(f"申请人应自期满之日起{ask.value}内申请作出判决，至{ask_by.day}", ask.cite()))
    return Setting(start, ask_by.day, True, values={"publish_by": publish_by, "notice_end": end}, steps=tuple(steps))


def _petition(start: date, facts: Mapping) -> Setting:
    """A creditor's petition waits for the debtor's objection; the debtor's own has the plain 15 days."""
    if facts.get("applicant") in ("debtor", "债务人"):
        return Setting(start)
    notify, objection, ruling = (rows.row("periods", f"bankruptcy_{name}", start)
                                 for name in ("notify", "objection", "rule"))
    notify_by = rows.end_of(notify.value, start).day
    notified = facts.get("notified") or notify_by
    objection_by = rows.end_of(objection.value, notified).day
    end = rows.end_of(ruling.value, objection_by, shift=False).day
    return Setting(objection_by, end, True,
                   values={"notify_by": notify_by, "objection_by": objection_by},
                   steps=(Step(f"收到申请之日起{notify.value}内通知债务人，至{notify_by}", notify.cite()),
                          Step(f"债务人自收到通知起{objection.value}内提出异议，至{objection_by}", objection.cite()),
                          Step(f"异议期满之日起{ruling.value}内裁定是否受理，至{end}", ruling.cite())))


RULES: dict[str, Callable[[date, Mapping], Setting]] = {
    "civil_special": _special,
    "confiscation": _confiscation,
    "voter_list": _voters,
    "public_summons": _summons,
    "bankruptcy_petition": _petition,
}
