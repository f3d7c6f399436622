"""Closing waits for service, on the day the law gives (审限规定10); effect waits for every party's service."""
from court.kit.refusal import Refused
from court.spine import wiring
from court.spine.cases.scene import Scene
from court.work.process_service import queries


@wiring.condition("all_served")
def all_served(scene: Scene) -> None:
    """Every order of the closing paper is served (a public notice: published); the day typed is the law's."""
    if waiting := queries.unserved(scene.case):
        names = "、".join(dict.fromkeys(order.party.name for order in waiting))
        raise Refused(f"裁判文书尚未送达{names}，不能结案。", law="最高人民法院关于严格执行案件审理期限制度的若干规定第十条",
                      do="请先完成送达并登记。", code="not_served")
    found = queries.closing_day(scene.case)
    if found is None:
        raise Refused("本案没有需要送达的裁判文书，不能结案。", do="请先发出裁判文书。", code="no_paper")
    typed = scene.facts.get("served_on")
    if typed and typed != found["closed"].isoformat():
        raise Refused(f"依法结案日期应为{found['closed']}。", law="最高人民法院关于严格执行案件审理期限制度的若干规定第十条",
                      do="请按该日期填写“最后送达日期”。", code="bad_field")


@wiring.condition("service_complete")
def service_complete(scene: Scene) -> None:
    """Nobody's appeal period can have run out before everybody was served."""
    waiting = [order for order in queries.closing_orders(scene.case) if not order.is_served]
    if waiting:
        names = "、".join(order.party.name for order in waiting)
        raise Refused(f"裁判文书尚未送达{names}，上诉期未起算。", law="最高人民法院关于适用《民事诉讼法》的解释第二百四十四条",
                      do="公告送达的，期满视为送达。", code="not_served")
