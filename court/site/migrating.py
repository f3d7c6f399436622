"""Which migrations a database waits for."""

from django.apps import apps
from django.db import connections
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

from court.site.routers import READS, home_of


def apps_of(alias: str) -> list[str] | None:
    """The rooms with a table in the database of reads; None: all have something in this one."""
    if alias != READS:
        return None
    return sorted({model._meta.app_label for model in apps.get_models() if home_of(model) == READS})


def waiting(alias: str) -> list[Migration]:
    """What is still to be applied to a database, in order."""
    executor = MigrationExecutor(connections[alias])
    graph = executor.loader.graph
    wanted = apps_of(alias)
    leaves = graph.leaf_nodes() if wanted is None else [leaf for app in wanted for leaf in graph.leaf_nodes(app)]
    return [migration for migration, _ in executor.migration_plan(leaves)]
