"""The facts of the summons, and of the record as it is printed."""
from court.kit.days import clock_time, date_of, sentence, with_weekday
from court.spine import wiring
from court.spine.cases.models import Case, Handler, Party
from court.spine.cases.scene import Scene
from court.work.hearings.models import Attendance, Hearing, HearingRecord

DUTIES = [
    "被传唤人必须按时到达应到处所。", "本传票由被传唤人携带来院报到，并携带身份证件和证据原件。",
    "原告无正当理由拒不到庭的，可以按撤诉处理；被告无正当理由拒不到庭的，可以缺席判决。",
    "被传唤人收到传票后，应当在送达回证上签名或者盖章；电子送达的，以到达受送达人平台账户之日为送达日。",
]
RESULTS: dict[str, str] = {Attendance.State.CONFIRMED: "核对无误，确认", Attendance.State.OBJECTED: "确认，补正意见：",
           Attendance.State.REFUSED: "拒绝签名："}


@wiring.document_data("summons")
def summons(scene: Scene, spec: dict) -> dict:
    """传票: to one party, with the time and the place of the hearing."""
    hearing = Hearing.objects.select_related("room").get(pk=int(scene.facts["hearing"]))
    party = next((p for p in scene.parties if str(p.pk) == str(spec.get("party_id"))), None)
    when = f"{with_weekday(date_of(hearing.starts_at))}{clock_time(hearing.starts_at)}"
    rows = [("案号", scene.case.number), ("案由", scene.case.cause), ("被传唤人", party.name if party else ""),
            ("传唤事由", f"{hearing.title}（{'公开' if hearing.is_public else '不公开'}）"), ("应到时间", when),
            ("应到处所", place_of(hearing))]
    return {"rows": [{"label": a, "value": b} for a, b in rows], "duties": DUTIES, "signed": signers(scene.case)}


def place_of(hearing: Hearing) -> str:
    court = hearing.case.court
    return f"{court.name}{hearing.place}" + (f"（{court.address}）" if court.address else "")


def signers(case: Case) -> list[dict]:
    posts: dict[str, str] = {Handler.Role.PRESIDING: "审判长", Handler.Role.JUDGE: "审判员", Handler.Role.CLERK: "书记员"}
    found = list(case.handlers.filter(until=None, role__in=posts).select_related("account__person"))
    presiding = {h.account_id for h in found if h.role == Handler.Role.PRESIDING}
    rows = [(posts[h.role], h.account.person.name) for role in posts for h in found
            if h.role == role and not (role == Handler.Role.JUDGE and h.account_id in presiding)]
    return [{"post": post, "name": name} for post, name in rows]


def record_data(record: HearingRecord) -> dict:
    """The facts of 庭审笔录: time, place, the bench, who came, what was said, who confirmed it how."""
    hearing = record.hearing
    bench = "、".join(f"{row['post']}{row['name']}" for row in signers(hearing.case))
    came = [f"{a.role}：{a.person.name}" + ("" if a.is_present else f"（未到庭{'，' + a.absence if a.absence else ''}）")
            for a in attendances(hearing)]
    facts = [("时间", f"{sentence(hearing.starts_at)}"), ("地点", hearing.place), ("庭次", hearing.title),
             ("是否公开", "公开" if hearing.is_public else "不公开"), ("案由", hearing.case.cause), ("审判人员", bench)]
    return {"name": "庭审笔录", "facts": [{"label": a, "value": b} for a, b in facts] + [{"label": "诉讼参与人", "value": came}],
            "rows": record.rows, "signatures": [signature(a) for a in attendances(hearing) if a.is_present],
            "closing": [f"以上笔录于{sentence(record.closed_at)}交到庭人员核对。"] if record.closed_at else []}


def attendances(hearing: Hearing) -> list[Attendance]:
    """Plaintiffs with their representatives first, then defendants, then third parties."""
    sides = {role: place for place, role in enumerate(Party.Role.values)}
    found = hearing.attendances.select_related("person", "party", "representative")
    return sorted(found, key=lambda row: (sides[row.party.role], row.party.order, row.representative_id or 0))


def signature(row: Attendance) -> str:
    when = f"（{sentence(row.settled_at)}，{row.get_how_display()}）" if row.settled_at else ""
    said = RESULTS.get(row.state, "待核对")
    return f"{row.role}{row.person.name}：{said}{row.said}{when}"
