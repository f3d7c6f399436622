"""The few things said to PostgreSQL before the program's own tables exist."""

from typing import Any

import psycopg
from django.db import connections
from psycopg import sql


def create_if_missing(alias: str) -> bool:
    """Make the database of an alias when the server has none of its name; whether it was made. SQLite needs nothing.

    The record of reads is a database of its own beside the court's, so the first start makes it.
    """
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return False
    name = connection.settings_dict["NAME"]
    parameters = {
        "dbname": "postgres",
        "user": connection.settings_dict["USER"] or None,
        "password": connection.settings_dict["PASSWORD"] or None,
        "host": connection.settings_dict["HOST"] or None,
        "port": connection.settings_dict["PORT"] or None,
    }
    given: dict[str, Any] = {key: value for key, value in parameters.items() if value}
    with psycopg.connect(**given, autocommit=True) as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
        create = "CREATE DATABASE {} ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0"
        server.execute(sql.SQL(create).format(sql.Identifier(name)))
    return True
