"""When an act takes a signed paper: it is issued, and the signed original goes into the inner volume."""
from court.spine import wiring
from court.spine.cases.scene import Scene
from court.spine.dossier import actions as dossier
from court.spine.dossier.models import Document
from court.work.judgments.kinds import KINDS, ORIGINAL
from court.work.judgments.models import Paper

ACTS = sorted({act for kind in KINDS.values() for act in kind.acts})
wiring.files_under("制作裁判文书", ORIGINAL, *(kind.item for kind in KINDS.values()))


@wiring.on_act(*ACTS)
def issue(scene: Scene, entry) -> None:
    by = scene.actor
    paper = Paper.objects.select_related("document").get(case=scene.case, document_id=int(scene.facts["paper"]))
    dossier.issue(paper.document, by=by, at=scene.at)
    paper.state = Paper.State.ISSUED
    paper.save(update_fields=["state"])
    dossier.expect(scene.case, "court_paper", paper.document.data, kind="original", item=ORIGINAL, by=by, at=scene.at,
                   title=f"{KINDS[paper.kind].name}原本（签发稿）", volume=Document.Volume.INNER, secrecy="court",
                   entry=entry, key=f"original:{paper.pk}")
