"""Archiving follows the act; the package is an errand."""
from court.base.courts.clock import now as court_now
from court.ports.failure import OutsideFailed
from court.spine import wiring
from court.spine.errands.registry import ErrandFails, handler
from court.work.archives import actions, disposal, package


@wiring.on_act("archive_case")
def archive(scene, entry) -> None:
    actions.open_archive(scene.case, by=scene.actor, at=scene.at)


@handler("archives.package", outside=True)
def make(payload, now, errand) -> None:
    try:
        actions.make_package(int(payload["archive"]), at=court_now())
    except package.Faulty as fault:
        raise ErrandFails(str(fault)) from fault
    except OutsideFailed as failure:
        raise ErrandFails(failure.why, down=True) from failure


@handler("archives.dispose", outside=True, label="清除已销毁档案的文件")
def clear(payload, now, errand) -> None:
    disposal.clear(int(payload["disposal"]))
