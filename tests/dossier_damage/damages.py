"""Ways to damage a dossier. Each takes (a Random, a case) and gives the name of what it hurt; rows are rolled back after."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pikepdf
from django.db import connection

from court.kit import blobs
from court.spine.cases.models import Case
from court.spine.dossier.models import Document, Edition, PageText, Placement, Rendition
from court.work.archives.models import Archive

Purpose = Rendition.Purpose
Damage = Callable[[Random, Case], None]


def _forms(case: Case, *purposes: str) -> list[Rendition]:
    found = Rendition.objects.filter(document__case=case).order_by("pk")
    return list(found.filter(purpose__in=purposes) if purposes else found)


def _form(chance: Random, case: Case, *purposes: str) -> Rendition:
    return chance.choice(_forms(case, *purposes))


def _path(sha256: str) -> Path:
    path = blobs.store().path(sha256)
    path.chmod(0o600)
    return path


# --- bytes


def _bytes(do: Callable[[Random, bytes], bytes | None], *purposes: str) -> Damage:
    def damage(chance: Random, case: Case) -> None:
        path = _path(_form(chance, case, *purposes).sha256)
        made = do(chance, path.read_bytes())
        path.unlink()
        if made is not None:
            path.write_bytes(made)

    return damage


def flipped(chance: Random, content: bytes) -> bytes:
    made = bytearray(content)
    made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def truncated(chance: Random, content: bytes) -> bytes:
    return content[: chance.randrange(1, len(content))]


def saved_again(_: Random, content: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out)
    return out.getvalue()


def exchanged(chance: Random, case: Case) -> None:
    one, two = chance.sample(sorted({form.sha256 for form in _forms(case)}), 2)
    first, second = _path(one), _path(two)
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)


# --- rows


def _row(model, choose: Callable[[Random, Case], object], **changes) -> Damage:
    def damage(chance: Random, case: Case) -> None:
        row = choose(chance, case)
        new = {name: change(getattr(row, name), chance) for name, change in changes.items()}
        _unchecked(lambda: model.objects.filter(pk=row.pk).update(**new))

    return damage


def _unchecked(do: Callable[[], object]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        try:
            do()
        finally:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA ignore_check_constraints = OFF")


def _digest(value: str, chance: Random) -> str:
    place = chance.randrange(64)
    return value[:place] + ("0" if value[place] != "0" else "1") + value[place + 1 :]


def _more(value: int | None, chance: Random) -> int:
    return (value or 0) + chance.randint(1, 5)


def resaved_with_digests(chance: Random, case: Case) -> None:
    """A signed paper saved anew, its row made to fit: the journal and the signature still tell."""
    form = _form(chance, case, Purpose.SIGNED)
    blob = blobs.put(saved_again(chance, blobs.read(form.sha256)))
    Rendition.objects.filter(pk=form.pk).update(sha256=blob.sha256, sm3=blob.sm3, size=blob.size)


def form_gone(chance: Random, case: Case) -> None:
    form = _form(chance, case, Purpose.SIGNED, Purpose.PDF, Purpose.ORIGINAL)
    PageText.objects.filter(rendition=form).delete()
    Document.objects.filter(redacted=form).update(redacted=None)
    form.delete()


def form_of_another(chance: Random, case: Case) -> None:
    form = _form(chance, case)
    other = chance.choice(list(Document.objects.filter(case=case).exclude(pk=form.document_id)))
    Rendition.objects.filter(pk=form.pk).update(document=other)


def layout_of_another(chance: Random, case: Case) -> None:
    """The layout of one paper said to describe another's form."""
    form = _form(chance, case, Purpose.LAYOUT)
    other = chance.choice([one for one in _forms(case, Purpose.ORIGINAL) if one.document_id != form.document_id])
    Rendition.objects.filter(pk=form.pk).update(name=f"{other.pk}.layout")


def layouts_exchanged(chance: Random, case: Case) -> None:
    one, two = chance.sample(_forms(case, Purpose.LAYOUT), 2)
    Rendition.objects.filter(pk=one.pk).update(sha256=two.sha256, sm3=two.sm3, size=two.size)


def _word(chance: Random, case: Case) -> PageText:
    return chance.choice(list(PageText.objects.filter(document__case=case)))


def word_gone(chance: Random, case: Case) -> None:
    _word(chance, case).delete()


def _placed(case: Case, **where) -> list[Placement]:
    return list(Placement.objects.filter(case=case, **where).order_by("item_order", "order"))


def places_exchanged(chance: Random, case: Case) -> None:
    """Two papers of one item change places; the labels stay with them."""
    crowded = next(item for item in sorted({one.item for one in _placed(case)}) if len(_placed(case, item=item)) > 1)
    one, two = chance.sample(_placed(case, item=crowded), 2)
    Placement.objects.filter(pk=one.pk).update(order=9_999)
    Placement.objects.filter(pk=two.pk).update(order=one.order)
    Placement.objects.filter(pk=one.pk).update(order=two.order)


def papers_exchanged(chance: Random, case: Case) -> None:
    """Two papers of the same length change their labels, and everything else fits."""
    rows = [one for one in _placed(case) if one.page_from is not None]
    pairs = [(a, b) for a in rows for b in rows if a.pk < b.pk and a.page_to - a.page_from == b.page_to - b.page_from]
    one, two = chance.choice(pairs)
    for row, from_ in ((one, two), (two, one)):
        Placement.objects.filter(pk=row.pk).update(page_from=from_.page_from, page_to=from_.page_to)


def labels_overlap(chance: Random, case: Case) -> None:
    row = chance.choice([one for one in _placed(case) if (one.page_from or 0) > 1])
    Placement.objects.filter(pk=row.pk).update(page_from=row.page_from - 1, page_to=row.page_to - 1)


def place_gone(chance: Random, case: Case) -> None:
    chance.choice(_placed(case)).delete()


def _place(chance: Random, case: Case) -> Placement:
    return chance.choice([one for one in _placed(case) if one.page_from is not None])


def edition_gone(chance: Random, case: Case) -> None:
    chance.choice(list(Edition.objects.filter(case=case))).delete()


def _part(chance: Random, case: Case) -> Document:
    return chance.choice(list(Document.objects.filter(case=case, part_of__isnull=False).exclude(state="struck")))


def part_of_another(chance: Random, case: Case) -> None:
    part = _part(chance, case)
    other = chance.choice(list(Document.objects.filter(case=case, part_of=None).exclude(pk=part.part_of_id)))
    Document.objects.filter(pk=part.pk).update(part_of=other)


def _paper(chance: Random, case: Case) -> Document:
    return chance.choice(list(Document.objects.filter(case=case, state="available")))


def redaction_undone(chance: Random, case: Case) -> None:
    """The original put in the place of the redacted form."""
    paper = chance.choice(list(Document.objects.filter(case=case, redacted__isnull=False)))
    Document.objects.filter(pk=paper.pk).update(redacted=paper.renditions.get(purpose=Purpose.ORIGINAL))


# --- packages


def _package(case: Case) -> Archive:
    return Archive.objects.get(case=case)


def package_bytes(chance: Random, case: Case) -> None:
    path = _path(_package(case).package_sha256)
    path.write_bytes(flipped(chance, path.read_bytes()))


def package_gone(_: Random, case: Case) -> None:
    _path(_package(case).package_sha256).unlink()


def package_file(chance: Random, case: Case) -> None:
    """A file inside changed, the package written anew and its row made to fit."""
    archive, out = _package(case), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blobs.read(archive.package_sha256))) as old, zipfile.ZipFile(out, "w") as new:
        hurt = chance.choice([name for name in old.namelist() if name.startswith(("papers/", "journal"))])
        for name in old.namelist():
            new.writestr(name, flipped(chance, old.read(name)) if name == hurt else old.read(name))
    blob = blobs.put(out.getvalue())
    Archive.objects.filter(pk=archive.pk).update(package_sha256=blob.sha256, package_size=blob.size)


def package_row(_: Random, case: Case) -> None:
    Archive.objects.filter(case=case).update(package_sha256="", package_size=None)


def _any(chance: Random, case: Case) -> Rendition:
    return _form(chance, case)


def _paged(chance: Random, case: Case) -> Rendition:
    return chance.choice([one for one in _forms(case, Purpose.ORIGINAL, Purpose.PDF, Purpose.SIGNED, Purpose.REDACTED) if one.pages])


DAMAGES: list[tuple[str, Damage]] = [
    ("file: a bit flipped", _bytes(flipped)),
    ("file: cut off", _bytes(truncated)),
    ("file: missing", _bytes(lambda chance, content: None)),
    ("file: emptied", _bytes(lambda chance, content: b"")),
    ("file: grown", _bytes(lambda chance, content: content + b"\n")),
    ("file: two exchanged", exchanged),
    ("signed PDF saved again", _bytes(saved_again, Purpose.SIGNED)),
    ("signed PDF saved again, row made to fit", resaved_with_digests),
    ("redacted form's bytes", _bytes(flipped, Purpose.REDACTED)),
    ("layout's bytes", _bytes(flipped, Purpose.LAYOUT)),
    ("form: SHA-256 column", _row(Rendition, _any, sha256=_digest)),
    ("form: SM3 column", _row(Rendition, _any, sm3=_digest)),
    ("form: size column", _row(Rendition, _any, size=_more)),
    ("form: page count", _row(Rendition, _paged, pages=_more)),
    ("form: media type", _row(Rendition, _paged, media_type=lambda value, chance: "text/plain" if "pdf" in value else "application/pdf")),
    ("form: purpose", _row(Rendition, _any, purpose=lambda value, chance: "thumb")),
    ("form: row gone", form_gone),
    ("form: moved to another paper", form_of_another),
    ("layout of another paper", layout_of_another),
    ("layouts exchanged", layouts_exchanged),
    ("words of a page changed", _row(PageText, _word, text=lambda value, chance: value + "改", folded=lambda value, chance: value + "改")),
    ("words of a page gone", word_gone),
    ("words said to be of another page", _row(PageText, _word, page=lambda value, chance: value + chance.randint(10, 50))),
    ("places exchanged", places_exchanged),
    ("labels of two papers exchanged", papers_exchanged),
    ("labels overlap", labels_overlap),
    ("label: first page", _row(Placement, _place, page_from=_more)),
    ("label: last page", _row(Placement, _place, page_to=_more)),
    ("label: said to be put in", _row(Placement, _place, inserted=_more)),
    ("place: item order", _row(Placement, _place, item_order=_more)),
    ("place gone", place_gone),
    ("edition: pages", _row(Edition, lambda chance, case: chance.choice(list(Edition.objects.filter(case=case))), pages=_more)),
    ("edition gone", edition_gone),
    ("part: first page", _row(Document, _part, part_from=_more)),
    ("part: last page", _row(Document, _part, part_to=_more)),
    ("part of another batch", part_of_another),
    ("paper: title", _row(Document, _paper, title=lambda value, chance: value + "（改）")),
    ("paper: state", _row(Document, _paper, state=lambda value, chance: "struck")),
    ("paper: secrecy", _row(Document, _paper, secrecy=lambda value, chance: "court" if value != "court" else "panel")),
    ("paper: kind", _row(Document, _paper, kind=lambda value, chance: "other")),
    ("redaction undone", redaction_undone),
    ("package: a bit flipped", package_bytes),
    ("package missing", package_gone),
    ("package: a file inside, row made to fit", package_file),
    ("package: row emptied", package_row),
]

