"""Public notice (公告送达): from failed tries to a drafted notice, its publication and the day it counts.

The last of all ways: it needs a try that failed, its cause and course go into the dossier (民事诉讼法第九十五条), and
what it must say depends on the paper (民诉法解释第一百三十九条).
"""
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.base.access.decide import require
from court.kit.days import date_of, formal, plain
from court.kit.refusal import Refused
from court.spine.dossier import actions as dossier
from court.spine.dossier.models import Document
from court.work.process_service import announcing, effect, kinds, outcome, serving
from court.work.process_service.models import Attempt, ServiceOrder
from law import rows

NOTICE, COURSE = "public_notice", "notice_course"
MEDIA = {"platform": "人民法院公告网", "newspaper": "《人民法院报》", "board": "本院公告栏并在受送达人住所地张贴", "other": "其他信息网络媒体"}
GROUNDS = {"missing": "受送达人下落不明", "others_failed": "采用其他送达方式无法送达"}
Wanted = ServiceOrder.Wanted


@dataclass(frozen=True)
class Publication:
    """A notice that has appeared: where, on which day, in which issue or address, with what it looked like."""

    medium: str
    published: date
    place: str = ""
    proof: dossier.Arrived | None = None

    @property
    def carrier(self) -> str:
        return "　".join(part for part in (MEDIA.get(self.medium, ""), self.place.strip()) if part)


def course(order: ServiceOrder) -> list[Attempt]:
    """The tries that failed, oldest first."""
    return [a for a in order.attempts.all() if a.stands and a.state == Attempt.State.FAILED]


def beside(order: ServiceOrder) -> list[ServiceOrder]:
    """Other papers of the same party that could not be served either: one notice may carry them all."""
    found = ServiceOrder.objects.filter(case=order.case, party=order.party, state=ServiceOrder.State.FAILED)
    return list(found.exclude(pk=order.pk).select_related("document", "party", "case__court").order_by("id"))


def foreseen(order: ServiceOrder, published: date) -> effect.Effect:
    """The day on which a notice published on this day counts as service. Refused where the procedure allows none."""
    return effect.of(order, Attempt(order=order, way="public_notice", day=published))


def require_open(order: ServiceOrder, on: date) -> None:
    """Refused unless a notice may be given for this paper now."""
    if order.is_served:
        raise Refused(f"该文书已于{order.effective_on}送达。", do="不需要公告送达。", code="served")
    if order.state == ServiceOrder.State.DROPPED:
        raise Refused("该文书不再需要送达。", do="请送达新的文书。", code="dropped")
    foreseen(order, on)
    if not course(order):
        raise Refused("公告送达用于受送达人下落不明或者其他方式无法送达的情形，本文书尚无送达失败的记录。", law="民事诉讼法第九十五条",
                      do="请先登记其他方式的送达经过。", code="try_others")


def draft(order: ServiceOrder, orders: list[ServiceOrder], ground: str, on: date) -> list[str]:
    """The paragraphs of the notice for one party, of one paper or several."""
    case, period = order.case, rows.row("periods", "notice_service", on).value
    titles = list(dict.fromkeys(one.document.title for one in orders))
    judged = next((one for one in orders if one.wanted in (Wanted.APPEALABLE, Wanted.FINAL)), None)
    why = GROUNDS.get(ground, GROUNDS["others_failed"])
    what = "、".join((["起诉状副本"] if any(o.wanted == Wanted.COMPLAINT for o in orders) else []) + titles)
    head = (f"本院{'审理' if judged else '受理'}{announcing.matter(case)}（{case.number}）"
            f"{'，已审理终结' if judged else ''}。因{why}，依照《中华人民共和国民事诉讼法》第九十五条第一款的规定，现依法向你（单位）公告送达{what}。")
    return [head, *_content(judged), f"自本公告发出之日起，经过{period}即视为送达。{_after(order, orders)}"]


def _content(judged: ServiceOrder | None) -> list[str]:
    """The main content of a judgment or ruling that is served by notice."""
    if judged is None:
        return []
    said, decided = [], False
    for line in (judged.document.data or {}).get("paragraphs", ()):
        if decided and line.startswith(("如不服", "本判决为终审", "本裁定")):
            break
        if decided:
            said.append(line)
        decided = decided or line.rstrip().endswith(("如下：", "如下:"))
    return [f"该{judged.document.title}的主要内容：{''.join(said)}"] if said else []


def _after(order: ServiceOrder, orders: list[ServiceOrder]) -> str:
    wanted = {one.wanted for one in orders}
    if Wanted.COMPLAINT in wanted:
        return "提出答辩状的期限为公告期满后的十五日内，举证期限按举证通知书自公告期满次日起计算。逾期不答辩、不到庭的，本院将依法审理和缺席裁判。"
    if Wanted.APPEALABLE in wanted:
        days = "十五日" if any(one.document.kind == "judgment" for one in orders) else "十日"
        above = order.case.court.superior or "上一级人民法院"
        return f"如不服本裁判，可在公告期满后{days}内，向本院递交上诉状及副本，上诉于{above}；逾期不上诉的，本裁判即发生法律效力。"
    return "请在公告期内到本院领取，逾期即视为送达。"


def make(order_id: int, ids: list[int], ground: str, paragraphs: list[str], *, by: Actor, at: datetime) -> Document:
    """Draft the notice and the record of its cause and course; both are filed, the notice waits to be printed.

    ids  the papers it serves, of the same party; a second draft for the same papers takes the place of the first
    """
    with transaction.atomic():
        order = serving.locked(order_id)
        require(by, "serve", order)
        require_open(order, date_of(at))
        text = [line.strip() for line in paragraphs if line.strip()]
        if ground not in GROUNDS or not text:
            raise Refused("请选择公告送达的原因并填写公告内容。", code="missing_field", status=422)
        orders = [order, *(one for one in beside(order) if one.pk in ids)]
        before = latest(order)
        made = dossier.expect(
            order.case, "service_notice", {"to": order.party.name, "paragraphs": text, "day": formal(date_of(at)),
                                           "orders": [str(one.pk) for one in orders], "contact": []},
            kind=NOTICE, title=f"公告（{order.document.title}·{order.party.name}）", party=order.party, sealed=True,
            item=outcome.place_of(order.document), by=by, at=at)
        _record(order, orders, ground, by, at)
        if before is not None:
            dossier.supersede(before, made, by=by, at=at, why="重新拟定公告")
        serving.note(order, "notice_drafted", by, at, notice=str(made.pk))
    return made


def _record(order: ServiceOrder, orders: list[ServiceOrder], ground: str, by: Actor, at: datetime) -> None:
    """公告送达的原因和经过, which the law wants in the dossier."""
    tries = [f"{plain(a.day)}，{kinds.label_of(a.way)}：{a.reason or '未能送达'}" for one in orders for a in course(one)]
    told = [("案号", order.case.number), ("案由", order.case.cause), ("受送达人", order.party.name),
            ("送达文书", "、".join(dict.fromkeys(one.document.title for one in orders))), ("公告原因", GROUNDS[ground]),
            ("已采用的送达方式及结果", list(dict.fromkeys(tries))), ("依据", "《中华人民共和国民事诉讼法》第九十五条"),
            ("经办人", by.me.person.name)]
    dossier.expect(order.case, "service_receipt", {
        "order": "", "name": "公告送达原因和经过", "rows": [{"label": a, "value": b} for a, b in told]},
        kind=COURSE, title=f"公告送达原因和经过（{order.party.name}）", party=order.party, secrecy="parties",
        item=outcome.place_of(order.document), by=by, at=at)


def latest(order: ServiceOrder) -> Document | None:
    """The notice drafted for this paper, if there is one that stands."""
    states = [Document.State.EXPECTED, Document.State.AVAILABLE]
    found = Document.objects.filter(case=order.case, kind=NOTICE, party=order.party, state__in=states).order_by("-id")
    return next((one for one in found if str(order.pk) in (one.data or {}).get("orders", ())), None)


def publish(order_id: int, told: Publication, *, by: Actor, at: datetime, key: str = "") -> list[Attempt]:
    """Enter that the notice appeared, for every paper it carries. The law gives the day on which it counts."""
    with transaction.atomic():
        order = serving.locked(order_id)
        require(by, "serve", order)
        notice = latest(order)
        if notice is None:
            raise Refused("尚未拟定公告。", do="请先拟定公告内容。", code="no_notice")
        if told.medium not in MEDIA or (told.medium == "other" and not told.place.strip()):
            raise Refused("请选择公告载体；其他媒体应当写明名称。", code="missing_field", status=422)
        if told.proof is None:
            raise Refused("请上传公告刊登或者张贴的凭证。", law="民事诉讼法第九十五条", do="报纸版面、网页截图或者张贴照片均可。",
                          code="missing_field", status=422)
        if told.published < date_of(notice.created_at):
            raise Refused(f"刊登日期不能早于公告拟定之日（{date_of(notice.created_at)}）。", do="请核对日期。", code="bad_field", status=422)
        return [_entered(int(pk), told, by, at, key) for pk in notice.data["orders"]]


def _entered(pk: int, told: Publication, by: Actor, at: datetime, key: str) -> Attempt:
    entered = serving.Entered("public_notice", told.published, tracking=told.carrier, proof=told.proof)
    return serving.enter(pk, entered, by=by, at=at, key=f"{key}:{pk}"[:80] if key else "")
