"""Start-up: a journal that the database does not guard may not be written."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db import connections

from court.kit.refusal import Refused
from court.spine.journal import triggers


def refuse_unguarded() -> None:
    """Asked before a process of the court begins its work. Refused when a guard is missing."""
    found = the_journal_is_append_only(None, ["default"])
    if found:
        raise Refused("审计日志的防篡改保护缺失，系统不能启动。", code="unguarded", status=503,
                      do="请运行court journal guard恢复保护，再运行court journal verify查明是否被改动。")  # fmt: skip


@register("database")
def the_journal_is_append_only(app_configs: Any, databases: Any = None, **_: Any) -> list[CheckMessage]:
    """Asked by `court serve`, `court work` and `check --database default`; silent before the first migration."""
    if "default" not in (databases or []):
        return []
    connection = connections["default"]
    if "journal_entry" not in connection.introspection.table_names():
        return []
    gone = triggers.missing(connection)
    if not gone:
        return []
    hint = "Run `court journal guard`, then `court journal verify`: between then and now anything could be changed."
    return [Error(f"The journal is not guarded: {', '.join(sorted(gone))} missing", hint=hint, id="journal.E001")]
