"""Pictures of invented papers as a scanner or a phone gives them, by the generator of court/site/pages."""

import io
from collections.abc import Callable
from dataclasses import replace
from random import Random

import segno
from PIL import Image

from court.site.pages import faces
from court.site.pages.blocks import Paper
from court.site.pages.cast import Cast
from court.site.pages.making import pages_of
from court.spine.dossier import actions as dossier
from court.spine.dossier.actions import Arrived

Form = Callable[[Cast], Paper]
QUALITY, PAGE = 82, (1131, 1600)


def of_case(chance: Random, one: str, other: str) -> Cast:
    """What the generator writes about, with the names of the parties of a case."""
    cast = Cast(chance)
    cast.one, cast.other = replace(cast.one, name=one), replace(cast.other, name=other)
    return cast


def paper(form: Form, cast: Cast, name: str) -> list[Arrived]:
    """All pages of a paper, one file each; the bytes are stored."""
    sheets, _ = pages_of(form(cast), faces.chosen(None), cast.chance)
    several = len(sheets) > 1
    return [_arrived(sheet.image, f"{name}{number if several else ''}.jpg") for number, sheet in enumerate(sheets, 1)]


def separator(code: str, name: str) -> Arrived:
    """A separator sheet of the batch scan (分隔页) as it comes back out of the scanner."""
    code_file = io.BytesIO()
    segno.make(code, error="h").save(code_file, kind="png", scale=14, border=4)
    sheet, printed = Image.new("RGB", PAGE, (252, 252, 252)), Image.open(code_file).convert("RGB")
    sheet.paste(printed, ((PAGE[0] - printed.width) // 2, 300))
    return _arrived(sheet, name)


def _arrived(image: Image.Image, name: str) -> Arrived:
    made = io.BytesIO()
    image.save(made, "JPEG", quality=QUALITY)
    made.seek(0)
    return dossier.take_in(made, name, made.getbuffer().nbytes)
