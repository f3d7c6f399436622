"""Wiring: every room's registering modules are imported once, in the order of the storeys.

A room registers in modules of these names only; importing them is what puts its conditions, deeds,
documents, relations, errands and listeners into the registers of `court.spine.wiring` and `access`.
"""

from importlib import import_module

from court.site import rooms

REGISTERING = ("access", "deeds", "conditions", "effects", "documents", "reactions", "handlers")


def wire() -> list[str]:
    """Import what is there; gives the modules imported. Raises what a faulty module raises."""
    wanted = [f"{app}.{name}" for app in rooms.apps() for name in REGISTERING]
    found = rooms.present(wanted)
    for module in found:
        import_module(module)
    _schedule_for_the_base()
    return found


def _schedule_for_the_base() -> None:
    """The base stands below the errands and cannot register with them itself."""
    from court.base.people.sweeping import sweep
    from court.spine.errands.registry import SCHEDULES, scheduled

    if "people.sweep" not in SCHEDULES:
        scheduled("people.sweep", every_seconds=3600, label="清理过期的登录、验证码、计数和暂存文件")(sweep)
