from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "court.spine.journal"

    def ready(self) -> None:
        from court.spine.journal import checks  # registers itself

        self.checks = checks
