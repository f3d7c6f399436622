"""The fields an act asks for: from what was typed to facts for the journal and notes beside it.

Facts carry ids, days, choices and sums; text goes into notes, because it may speak of people.
"""
from datetime import date, datetime

from court.base.courts.models import Court
from court.base.people.models import Account, Appointment
from court.kit.days import SHANGHAI
from court.kit.prepared import Prepared
from court.kit.refusal import Refused
from court.spine.cases.models import Party
from court.spine.cases.scene import Scene
from court.spine.cases.schema import FieldSpec

LONGEST_TEXT = 5000
FIRST_YEAR, LAST_YEAR = 1900, 2100


def clean(scene: Scene, raw: dict) -> tuple[dict, dict]:
    """(facts, notes) of an act. Unknown keys are refused; a missing required one is named by its label."""
    specs = scene.definition.fields_of(scene.act)
    if unknown := raw.keys() - specs.keys():
        raise Refused(f"提交了本环节没有的事项：{'、'.join(sorted(unknown))}。", do="请刷新页面后重新填写。", code="unknown_field")
    facts, notes = {}, {}
    for name, spec in specs.items():
        value = raw.get(name)
        if value in (None, "", []):
            if spec.required:
                raise Refused(f"请填写“{spec.label}”。", code="missing_field", do=spec.help)
            continue
        if spec.kind == "text":
            notes[name] = text(spec, value)
        else:
            facts[name] = CLEANERS[spec.kind](scene, spec, value)
    return facts, notes


def text(spec: FieldSpec, value) -> str:
    value = str(value).strip()
    if len(value) > LONGEST_TEXT:
        raise _wrong(spec, f"超过{LONGEST_TEXT}字")
    return value


def _wrong(spec: FieldSpec, why: str) -> Refused:
    return Refused(f"“{spec.label}”{why}。", do="请更正后再提交。", code="bad_field")


def _choice(scene, spec, value):
    if value not in spec.choices:
        raise _wrong(spec, "不在可选范围内")
    return value


def _choices(scene, spec, value):
    chosen = value if isinstance(value, (list, tuple)) else [value]
    return [_choice(scene, spec, one) for one in dict.fromkeys(map(str, chosen))]


def _court(scene, spec, value):
    if str(value) == scene.case.court_id or not Court.objects.filter(pk=str(value)).exists():
        raise _wrong(spec, "应为法院名册中的其他法院")
    return str(value)


def _day(scene, spec, value):
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise _wrong(spec, "不是有效日期") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _wrong(spec, "超出日历范围")
    return day.isoformat()


def _moment(scene, spec, value):
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        raise _wrong(spec, "不是有效时间") from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise _wrong(spec, "超出日历范围")
    aware = moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
    return aware.isoformat()


def _integer(scene, spec, value):
    try:
        number = int(str(value))
    except ValueError:
        raise _wrong(spec, "应为整数") from None
    if spec.at_least is not None and number < spec.at_least:
        raise _wrong(spec, f"不能小于{spec.at_least}")
    if spec.at_most is not None and number > spec.at_most:
        raise _wrong(spec, f"不能大于{spec.at_most}")
    return number


def _account(scene, spec, value):
    account = _member(scene, _id(spec, value))
    if account is None or account.court_id != scene.case.court_id:
        raise _wrong(spec, "不是本院在职人员")
    if spec.office and not account.holds(spec.office, scene.on, scene.case.court_id):
        raise _wrong(spec, "不具备相应职务")
    scene.accounts[account.pk] = account
    return str(account.pk)


_HELD = Prepared(lambda account: Appointment.objects.filter(account=account).select_related("account__person"))


def _member(scene: Scene, wanted: int) -> Account | None:
    """A member of a court with the offices held, in one question where there are any."""
    held = [one for one in _HELD.rows(wanted) if one.since <= scene.on and (one.until is None or one.until >= scene.on)]
    account = held[0].account if held else Account.objects.select_related("person").filter(pk=wanted).first()
    if account is None or account.kind != Account.Kind.STAFF or account.disabled_at is not None:
        return None
    account.keep_offices(scene.on, held)
    return account


def _party(scene, spec, value):
    wanted = _id(spec, value)
    if not any(p.pk == wanted for p in scene.parties):
        raise _wrong(spec, "不是本案当事人")
    return str(wanted)


def _several(one):
    def many(scene, spec, value):
        values = value if isinstance(value, (list, tuple)) else [value]
        return [one(scene, spec, item) for item in dict.fromkeys(map(str, values))]

    return many


def _document(scene, spec, value):
    wanted = _id(spec, value)
    if not scene.case.documents.filter(pk=wanted).exists():
        raise _wrong(spec, "不是本案材料")
    return str(wanted)


def _id(spec, value) -> int:
    try:
        return int(str(value.pk if isinstance(value, (Account, Party)) else value))
    except ValueError:
        raise _wrong(spec, "无法识别") from None


def _reference(scene, spec, value):
    found = str(value)
    if len(found) > 80 or not all(c.isalnum() or c in "-_:.（）()" for c in found):
        raise _wrong(spec, "无法识别")
    return found


CLEANERS = {"choice": _choice, "choices": _choices, "court": _court, "day": _day, "moment": _moment, "money": _integer, "integer": _integer,
            "boolean": lambda scene, spec, value: value in (True, "on", "true", "1", 1), "account": _account,
            "accounts": _several(_account), "party": _party, "parties": _several(_party), "document": _document,
            "reference": _reference}
