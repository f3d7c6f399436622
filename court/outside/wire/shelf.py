"""What a stand-in remembers: JSON documents in one small SQLite file, so that a restart loses no order."""

import json
import sqlite3
import threading
from pathlib import Path
from typing import Any


class Shelf:
    """Documents by kind and key. Thread-safe. `path` None keeps them in memory."""

    def __init__(self, path: Path | None = None):
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._base = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.execute("PRAGMA synchronous=NORMAL")
        self._base.execute(
            "CREATE TABLE IF NOT EXISTS doc (kind TEXT, key TEXT, body TEXT, PRIMARY KEY (kind, key))"
        )

    def __enter__(self) -> "Shelf":
        """Hold the shelf, so that reading and putting back are one step."""
        self._lock.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def put(self, kind: str, key: str, body: dict[str, Any]) -> None:
        with self._lock:
            self._base.execute("INSERT INTO doc VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body",
                               (kind, key, json.dumps(body, ensure_ascii=False)))

    def get(self, kind: str, key: str) -> dict[str, Any] | None:
        with self._lock:
            row = self._base.execute("SELECT body FROM doc WHERE kind = ? AND key = ?", (kind, key)).fetchone()
        return json.loads(row[0]) if row else None

    def all(self, kind: str) -> list[dict[str, Any]]:
        """Every document of a kind, in the order they were first put."""
        with self._lock:
            rows = self._base.execute("SELECT body FROM doc WHERE kind = ? ORDER BY rowid", (kind,)).fetchall()
        return [json.loads(body) for (body,) in rows]

    def last(self, kind: str, count: int) -> list[dict[str, Any]]:
        """The newest documents of a kind, newest first."""
        with self._lock:
            rows = self._base.execute("SELECT body FROM doc WHERE kind = ? ORDER BY rowid DESC LIMIT ?", (kind, count))
            return [json.loads(body) for (body,) in rows.fetchall()]

    def clear(self, kind: str) -> None:
        with self._lock:
            self._base.execute("DELETE FROM doc WHERE kind = ?", (kind,))

    def close(self) -> None:
        with self._lock:
            self._base.close()
