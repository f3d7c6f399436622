"""Where sessions live: in the database of reads, with the account they belong to, so that they can be ended (S4)."""

from datetime import UTC, datetime

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from court.base.access.models import SessionRow
from court.kit.prepared import Prepared

_BY_KEY = Prepared(lambda key: SessionRow.objects.filter(session_key=key))


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls):
        return SessionRow

    def _get_session_from_db(self) -> SessionRow | None:
        """As Django's, asked by a short way: every request begins with it."""
        found = _BY_KEY.first(self.session_key) if self.session_key else None
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return None
        return found

    def create_model_instance(self, data: dict) -> SessionRow:
        row = super().create_model_instance(data)
        assert isinstance(row, SessionRow)
        row.account = int(data["account"]) if "account" in data else None
        row.address, row.browser = data.get("address", ""), data.get("browser", "")
        row.begun_at, row.seen_at = _moment(data.get("begun")), _moment(data.get("seen"))
        return row


def _moment(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def end_sessions(account: int, *, but: str | None = None) -> int:
    """End the sessions of an account, all or all but one key. Gives how many."""
    return SessionRow.objects.filter(account=account).exclude(session_key=but).delete()[0]
