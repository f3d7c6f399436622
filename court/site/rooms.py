"""Every room of the house, by name: the applications, and the addresses each face mounts."""

from importlib.util import find_spec

from django.conf import settings

APPS = [
    "court.kit",
    "court.base.courts",
    "court.base.people",
    "court.base.access",
    "court.spine.journal",
    "court.spine.cases",
    "court.spine.clocks",
    "court.spine.tasks",
    "court.spine.approvals",
    "court.spine.dossier",
    "court.spine.messages",
    "court.spine.errands",
    "court.spine.consequences",
    "court.work.filing",
    "court.work.fees",
    "court.work.notices",
    "court.work.answering",
    "court.work.representation",
    "court.work.assignment",
    "court.work.process_service",
    "court.work.hearings",
    "court.work.judgments",
    "court.work.appeals",
    "court.work.archives",
    "court.work.intake",
    "court.work.scanning",
    "court.work.reading",
    "court.work.annotations",
    "court.work.bundles",
    "court.work.redaction",
    "court.work.inspection",
    "court.work.elements",
    "court.counter.desk",
    "court.counter.portal",
    "court.counter.window",
]


def present(modules: list[str]) -> list[str]:
    """Those of the modules that are in this tree."""
    return [module for module in modules if _is_there(module)]


def apps() -> list[str]:
    return present(APPS)


def addresses(name: str) -> list[str]:
    """The modules called `name` (urls or urls_public) of all rooms, in the order of the rooms."""
    return present([f"{app}.{name}" for app in reversed(APPS)])


def demo_addresses() -> list[str]:
    """The page to enter as anybody: mounted by a setting, and even then silent in a database that is no demo."""
    return ["court.base.people.urls_demo"] if settings.COURT_DEMO else []


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False
