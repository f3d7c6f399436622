from court.spine.dossier.tests.conftest import web

__all__ = ["web"]
