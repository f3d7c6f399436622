"""What the tests of intake hand in."""

import io

from court.spine.cases.tests.stage import moment
from court.spine.dossier import actions as dossier
from court.spine.dossier.checking import inspect_document
from court.spine.dossier.models import Document
from court.spine.dossier.tests.papers import pdf, photo
from court.work.intake import actions
from court.work.intake.models import Intake


def arrived(content: bytes, name: str) -> dossier.Arrived:
    return dossier.take_in(io.BytesIO(content), name)


def paper(title: str = "银行流水", pages: int = 2) -> actions.Paper:
    return actions.Paper(title, [arrived(pdf(pages, title), f"{title}.pdf")])


def pictures(title: str = "借条照片", many: int = 3) -> actions.Paper:
    return actions.Paper(title, [arrived(photo(f"{title}{n}"), f"照片{n}.png") for n in range(1, many + 1)])


def by_post(stage, *papers, who: str = "filing_clerk", key: str = "", sender: str = "王建国", **more) -> Intake:
    told = actions.Sender(Intake.Door.POST, sender, **more)
    return actions.receive(stage.court, told, papers or [paper()], by=stage.actor(who), at=moment(), key=key)


def checked(intake: Intake) -> list[Document]:
    """Its papers after the checks."""
    found = list(Document.objects.filter(intake_id=intake.pk).select_related("case", "court").order_by("id"))
    return [inspect_document(one, at=moment()) for one in found]
