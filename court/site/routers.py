"""Which database a table lives in: tables named reads_… are the record of reads, all others the court's own."""

from typing import Any

from django.db.models import Model

READS = "reads"


def home_of(model: type[Model]) -> str:
    return READS if model._meta.db_table.startswith("reads_") else "default"


class ReadsRouter:
    def db_for_read(self, model: type[Model], **_: Any) -> str:
        return home_of(model)

    def db_for_write(self, model: type[Model], **_: Any) -> str:
        return home_of(model)

    def allow_relation(self, one: Model, other: Model, **_: Any) -> bool:
        return home_of(type(one)) == home_of(type(other))

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        """A table goes where its name says; an operation without a table says `hints={"database": "reads"}`."""
        if model := hints.get("model"):
            return home_of(model) == db
        return hints.get("database", "default") == db
