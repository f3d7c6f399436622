"""Archiving follows the act; the package is an errand."""
from court.base.courts.clock import now as court_now
from court.spine import wiring
from court.spine.errands.registry import ErrandFails, handler
from court.work.archives import actions, package


@wiring.on_act("archive_case")
def archive(scene, entry) -> None:
    actions.open_archive(scene.case, by=scene.actor, at=scene.at)


@handler("archives.package", outside=True)
def make(payload, now, errand) -> None:
    try:
        actions.make_package(int(payload["archive"]), at=court_now())
    except package.Faulty as fault:
        raise ErrandFails(str(fault)) from fault
