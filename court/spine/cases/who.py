"""Whether somebody stands in the place an act asks for: by office, or by relation to the case."""
from court.base.people.models import Office
from court.spine.cases.models import Handler
from court.spine.cases.scene import Scene

LABELS = {"judge": "承办法官", "presiding": "审判长", "panel": "合议庭成员", "clerk": "本案书记员", "handler": "办案人员",
          "plaintiff": "原告", "defendant": "被告", "party": "当事人", "division_leader": "本庭庭长",
          "court_leader": "院领导", "court": "本院工作人员", "superior": "上级法院",
          "superior_leader": "上级法院院长", "system": "系统"}
ROLES = {"judge": {Handler.Role.JUDGE}, "presiding": {Handler.Role.PRESIDING}, "clerk": {Handler.Role.CLERK},
         "panel": {Handler.Role.PRESIDING, Handler.Role.JUDGE, Handler.Role.MEMBER, Handler.Role.JUROR}}
PANEL_OR_STAFF = set(Handler.Role)


def stands(scene: Scene) -> str | None:
    """The capacity in which the actor may do the act (Chinese, for the journal), or None.

    Only relation and office are asked here; stage and conditions are asked elsewhere.
    """
    actor, act = scene.actor, scene.act
    if actor is None:
        return LABELS["system"] if "system" in act.relations else None
    for office in act.offices:
        if actor.account.holds(office, scene.on, scene.case.court_id):
            return Office(office).label
    for relation in act.relations:
        if RELATIONS[relation](scene):
            return LABELS[relation]
    return None


def wanted(act) -> str:
    """Who may do the act, in words for a refusal."""
    return "、".join([Office(o).label for o in act.offices] + [LABELS[r] for r in act.relations])


def _handles(roles):
    return lambda scene: any(h.role in roles and h.account_id == scene.actor.account.pk for h in scene.handlers)


def _is_party(*roles):
    return lambda scene: any(not roles or p.role in roles for p in scene.own_parties)


def _leads_division(scene: Scene) -> bool:
    found = scene.actor.account.holds(Office.DIVISION_HEAD, scene.on, scene.case.court_id)
    return bool(found and found.division_id == scene.case.division_id)


def _leads_court(scene: Scene) -> bool:
    account = scene.actor.account
    return any(account.holds(o, scene.on, scene.case.court_id) for o in (Office.PRESIDENT, Office.VICE_PRESIDENT))


def _of_court(scene: Scene) -> bool:
    return scene.actor.account.is_staff_member and scene.actor.account.court_id == scene.case.court_id


def _of_superior(scene: Scene) -> bool:
    account = scene.actor.account
    return account.is_staff_member and account.court_id == scene.case.court.superior_id


def _leads_superior(scene: Scene) -> bool:
    """The president of the court above: consents to what the law leaves to that court (民诉法152)."""
    return bool(scene.actor.account.holds(Office.PRESIDENT, scene.on, scene.case.court.superior_id))


RELATIONS = {
    **{name: _handles(roles) for name, roles in ROLES.items()},
    "handler": _handles(PANEL_OR_STAFF),
    "plaintiff": _is_party("plaintiff"),
    "defendant": _is_party("defendant"),
    "party": _is_party(),
    "division_leader": _leads_division,
    "court_leader": _leads_court,
    "court": _of_court,
    "superior": _of_superior,
    "superior_leader": _leads_superior,
    "system": lambda scene: False,
}
