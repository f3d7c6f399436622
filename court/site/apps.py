"""The house itself, so that its start-up checks are registered."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "court.site"
    label = "house"

    def ready(self) -> None:
        from court.outside import assembly
        from court.site import checks, wire  # checks register themselves; models must be loaded first

        self.checks = checks
        wire.wire()
        assembly.provide_all()
