"""The hearing follows the acts of its case; the record goes into the dossier when the hearing was held."""
from court.spine import wiring
from court.spine.cases.scene import Scene
from court.spine.dossier import actions as dossier
from court.spine.journal.models import Entry
from court.work.hearings.documents import record_data
from court.work.hearings.models import Hearing, HearingRecord

RECORD_ITEM = "开庭审理笔录（含庭审录音录像目录）"
wiring.files_under("庭审笔录", RECORD_ITEM)
ENDS = ("allow_withdrawal", "mediate", "dismiss", "transfer_jurisdiction", "suspend_case", "deem_withdrawn_absent")


@wiring.on_act("hold_hearing")
def held(scene: Scene, entry: Entry) -> None:
    record = HearingRecord.objects.select_related("hearing__case__court", "hearing__room").get(
        hearing_id=int(scene.facts["hearing"]))
    hearing = record.hearing
    hearing.state, hearing.over_at = Hearing.State.HELD, scene.at
    hearing.save(update_fields=["state", "over_at"])
    record.document = dossier.expect(
        scene.case, "hearing_record", record_data(record), kind="hearing_record", title=f"庭审笔录（{hearing.title}）",
        item=RECORD_ITEM, by=scene.actor, at=scene.at, entry=entry, key=f"hearing_record:{hearing.pk}")
    record.save(update_fields=["document"])


@wiring.on_act("adjourn_hearing")
def adjourned(scene: Scene, entry: Entry) -> None:
    Hearing.objects.filter(pk=int(scene.facts["hearing"])).update(
        state=Hearing.State.ADJOURNED, ground=scene.facts["ground"], over_at=scene.at)


@wiring.on_act(*ENDS)
def not_needed(scene: Scene, entry: Entry) -> None:
    """A case that ended, or stands still, gives its times back to the diary."""
    Hearing.objects.filter(case=scene.case, state=Hearing.State.SCHEDULED).update(
        state=Hearing.State.CANCELLED, over_at=scene.at)
