"""The rows behind the acts: any column that a decision, a right or a sum hangs on, changed past the program."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from random import Random

from django.apps import apps
from django.db import IntegrityError, connection, models
from django.utils import timezone

from court.kit.ids import new_id

COLUMNS = {
    "cases.Case": ["stage", "track", "judge_id", "division_id", "closed_on", "effective_on", "due_on", "filed_on", "docketed_on",
                   "number", "cause_code", "cause", "title", "amount_fen", "secrecy", "close_manner", "facts", "archived_on"],
    "cases.Party": ["person_id", "role", "name", "joined_at", "left_on", "e_service", "counterclaims"],
    "cases.Representative": ["person_id", "kind", "authority", "until"],
    "cases.Handler": ["account_id", "role", "until"],
    "cases.Note": ["text"],
    "clocks.Clock": ["kind", "started_on", "due_on", "ended_on"],
    "tasks.Task": ["state", "kind", "office", "person_id", "assignee_id"],
    "dossier.Document": ["state", "volume", "secrecy", "held", "title", "kind", "party_id", "case_id"],
    "dossier.Rendition": ["sha256", "sm3", "size", "purpose"],
    "dossier.Placement": ["volume", "case_id"],
    "fees.Order": ["amount_fen", "state"],
    "fees.LedgerLine": ["amount_fen", "transaction_no", "kind"],
}  # fmt: skip
TAKEN_AWAY = ["cases.Party", "cases.Representative", "cases.Handler", "cases.Note", "clocks.Clock", "tasks.Task",
              "dossier.Document", "dossier.Rendition", "dossier.Placement", "fees.Order", "fees.LedgerLine"]
TRIES = 50
PUT_IN = ["cases.Party", "cases.Representative", "cases.Handler", "clocks.Clock", "tasks.Task", "fees.LedgerLine"]


def tamperings() -> list[tuple[str, Callable[[Random], None]]]:
    """Every kind by name."""
    found: list = [(f"{label} {name}", _changer(label, name)) for label, names in COLUMNS.items() for name in names]
    found += [(f"{label} taken away", _taker(label)) for label in TAKEN_AWAY]
    return found + [(f"{label} put in", _putter(label)) for label in PUT_IN]


def _one(label: str, chance: Random) -> models.Model:
    rows = apps.get_model(label).objects.all()
    if label == "tasks.Task":
        # A task of an act; others are reminders that their rooms open and close by themselves.
        rows = rows.filter(subject="")
    if label == "dossier.Document":
        rows = rows.filter(state="available", case__isnull=False)
    if label == "cases.Handler":
        rows = rows.filter(until=None)
    return chance.choice(list(rows))


def _changer(label: str, name: str) -> Callable[[Random], None]:
    def change(chance: Random) -> None:
        for _ in range(TRIES):
            row = _one(label, chance)
            field = next(one for one in row._meta.concrete_fields if one.attname == name)
            # Where the database itself refuses a place that is taken, an intruder looks for another.
            with suppress(IntegrityError):
                return _write(row, name, _another(field, getattr(row, name), chance))
        raise AssertionError(f"{label} {name}: the database took no change")

    return change


def _another(field, value, chance: Random):
    """Something else that the column takes."""
    if isinstance(field, models.ForeignKey):
        others = field.related_model._default_manager.exclude(pk=value or 0).order_by("pk")[:50]
        return chance.choice(list(others)).pk
    if field.choices:
        return chance.choice([key for key, _ in field.choices if key != value])
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateTimeField):
        return None if value else timezone.now()
    if isinstance(field, models.DateField):
        return (value or date(2026, 7, 1)) + timedelta(days=chance.randint(1, 40))
    if isinstance(field, models.IntegerField):
        return (value or 0) + chance.randint(1, 9_999)
    if isinstance(field, models.JSONField):
        return {**value, "grounds": "另一番事实"} if "grounds" in value else {**value, "claims": ["另一请求"]}
    return _other_text(field, value, chance)


def _other_text(field, value: str, chance: Random) -> str:
    if field.attname == "stage":
        return chance.choice([one for one in ("docketed", "assigned", "judged", "archived") if one != value])
    if field.max_length == 64 and value:
        return value[:-1] + ("0" if value[-1] != "0" else "1")
    return f"改{value}"[: field.max_length or None]


def _write(row: models.Model, name: str, value) -> None:
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        type(row)._default_manager.filter(pk=row.pk).update(**{name: value})
        cursor.execute("PRAGMA ignore_check_constraints = OFF")


def _taker(label: str) -> Callable[[Random], None]:
    def take(chance: Random) -> None:
        row = _one(label, chance)
        with connection.constraint_checks_disabled(), connection.cursor() as cursor:
            cursor.execute(f'DELETE FROM "{row._meta.db_table}" WHERE id = %s', [row.pk])

    return take


def _putter(label: str) -> Callable[[Random], None]:
    def put(chance: Random) -> None:
        row = _one(label, chance)
        row.pk, row._state.adding = new_id(), True
        if label == "cases.Party":
            row.person_id = _another(row._meta.get_field("person"), row.person_id, chance)
        elif label == "cases.Handler":
            row.account_id = _another(row._meta.get_field("account"), row.account_id, chance)
        elif label == "fees.LedgerLine":
            row.transaction_no += "9"
        row.save(force_insert=True)

    return put
