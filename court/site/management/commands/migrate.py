"""Django's migrate, which brings to the database of reads only what has a table there: the rest would be said, not done."""

from typing import Any

from django.core.management.commands import migrate

from court.site.migrating import apps_of


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        apps = apps_of(options["database"])
        if apps is None or options["app_label"]:
            super().handle(*args, **options)
            return
        for app in apps:
            super().handle(*args, **{**options, "app_label": app, "run_syncdb": False})
