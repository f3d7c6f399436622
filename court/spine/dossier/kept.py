"""Files of a form that was refused: kept a day for that form and person, so that nobody has to choose them twice.

A view brings them in before it makes its form, spends them with its act, and keeps what came when it shows the form
again:

    files = Kept(request)                       # request.FILES now has what was kept and not chosen anew
    form = SomeForm(request.POST, request.FILES)
    …
    with files.spent():                         # taken once, in the transaction of the act
        actions.act(…)
    …
    files.again(form)                           # refused: what was chosen is kept and named beside its field

Kept bytes are no paper yet: nobody can open them, they are outside the store of the dossier, and when they are taken
they go through take_in() and the scanner as any upload (S18-S21).
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from court.base.access.request import CourtRequest
from court.base.courts import clock
from court.base.courts.bounds import held_all
from court.base.people.sweeping import swept
from court.kit import blobs
from court.kit.ids import new_id
from court.kit.pages import whole_number
from court.kit.press.kinds import HEAD, MB, first_look
from court.kit.refusal import Refused
from court.spine.cases import acts
from court.spine.dossier import allowed, looking, names
from court.spine.dossier.models import KeptFile

KEPT = timedelta(days=1)
# <field>-kept names what is kept for a field of one file, <field>-also-kept what is kept beside those chosen anew.
REFERENCE, ALSO = "-kept", "-also-kept"
LONGEST_KEY = 80


class Upload(UploadedFile):
    """A kept file, as a form and take_in() see one that was just chosen."""

    def __init__(self, row: KeptFile, file: BinaryIO):
        super().__init__(file, row.name, size=row.size)
        self.row = row


class Kept:
    """The files kept for one form (its address and key) of one person.

    taken  what this request takes of them · gone  fields whose kept file is not there (any more)
    """

    def __init__(self, request: CourtRequest):
        """Put what was kept among request.FILES; for a field of one file only where none was chosen."""
        self.request, self.form = request, request.path[:300]
        self.key = request.POST.get("key", "").replace("\0", "")[:LONGEST_KEY]
        self.taken: list[Upload] = []
        self.gone: set[str] = set()
        self.asked = [name for name in request.POST if name.endswith(REFERENCE)] if request.method == "POST" else []
        rows = list(self.rows()) if self.asked else []
        for name in self.asked:
            self._bring(name, rows)

    def rows(self) -> QuerySet[KeptFile]:
        """Kept for this form and person, and not older than a day. Another person's are as if they were not there."""
        return KeptFile.objects.filter(account=self.request.actor.account, form=self.form, key=self.key,
                                       at__gte=clock.real_now() - KEPT).order_by("id")  # fmt: skip

    @contextmanager
    def spent(self) -> Iterator[None]:
        """What is done inside takes the kept files, once; Refused before it when one is not there any more.

        The same form sent again after it was done passes where the act knows its key, and answers as before.
        """
        if self.gone:
            raise Refused("没有找到先前选择的文件。", do="文件只保留一天，请重新选择后提交。", code="kept_gone")
        if not self.asked:
            yield
            return
        with transaction.atomic():
            self._claim()
            yield
            _remove(self.rows().filter(used_at=None))

    def again(self, form: forms.Form) -> None:
        """The form is shown again: keep what was chosen in it, let go of what was replaced, tell both at the fields."""
        if self.request.method != "POST" or not self.key:
            return
        shown: set[int] = set()
        for name, field in form.fields.items():
            if isinstance(field, forms.FileField):
                found, lost = self._held(form, name)
                shown |= {one.pk for one in found}
                _tell(form, name, found, lost, form.add_prefix(name) in self.gone)
        _remove(self.rows().filter(used_at=None).exclude(pk__in=shown))

    def _bring(self, reference: str, rows: list[KeptFile]) -> None:
        also = reference.endswith(ALSO)
        field = reference.removesuffix(ALSO if also else REFERENCE)
        chosen = self.request.FILES.getlist(field)
        if chosen and not also:
            return
        wanted = set(self.request.POST.getlist(reference))
        found = [up for row in rows if row.field == field and str(row.pk) in wanted and (up := _opened(row))]
        if len(found) < len(wanted):
            self.gone.add(field)
        if found:
            there = {(one.row.name, one.row.digest) for one in found}
            fresh = [one for one in chosen if (names.clean(one.name or ""), _digest(one)) not in there]
            self.request.FILES.setlist(field, [*found, *fresh])
            self.taken += found

    def _claim(self) -> None:
        pks = [one.row.pk for one in self.taken]
        if KeptFile.objects.filter(pk__in=pks, used_at=None).update(used_at=clock.real_now()) == len(pks):
            return
        if acts.stored(self.request.actor, self.key) is None:
            raise Refused("先前选择的文件已经随本表提交，不能再用。", do="需要另行提交的，请重新选择文件。", code="kept_used")

    def _held(self, form: forms.Form, name: str) -> tuple[list[KeptFile], list[str]]:
        """What is kept for a field from now on, and the names of what can't be kept."""
        place = form.add_prefix(name)
        if not form.is_bound:
            return list(self.rows().filter(field=place, used_at=None)), []
        found: list[KeptFile] = []
        lost: list[str] = []
        for one in self.request.FILES.getlist(place):
            if isinstance(one, Upload):
                found += [one.row] if one.row.used_at is None else []
                continue
            try:
                found.append(self._keep(place, one))
            except (Refused, OSError):
                lost.append(names.clean(one.name or ""))
        return found, lost

    def _keep(self, field: str, uploaded: UploadedFile) -> KeptFile:
        """Keep one file that could be taken in; Refused for any other, and for more than a person may keep."""
        name, stream = names.clean(uploaded.name or ""), cast(BinaryIO, uploaded)
        stream.seek(0)
        kind = first_look(name, stream.read(HEAD), uploaded.size, allowed.bytes_of)
        self._make_room(uploaded.size or 0)
        row = KeptFile(pk=new_id(), account=self.request.actor.account, form=self.form, key=self.key, field=field,
                       name=name, at=clock.real_now())  # fmt: skip
        stream.seek(0)
        kept = blobs.write_apart(stream, path_of(row.pk), kind.limit)
        row.size, row.digest = kept.size, kept.sha256
        try:
            looking.look_at(path_of(row.pk), kind, kept.size, name)
            row.save(force_insert=True)
        except BaseException:
            path_of(row.pk).unlink(missing_ok=True)
            raise
        return row

    def _make_room(self, size: int) -> None:
        """A person keeps no more than one submission may hold; what is kept for other forms goes first."""
        most = held_all("upload.files", "upload.package_mb")
        mine = list(KeptFile.objects.filter(account=self.request.actor.account).order_by("id"))
        others = [one for one in mine if (one.form, one.key) != (self.form, self.key)]
        while len(mine) >= most["upload.files"] or sum(one.size for one in mine) + size > most["upload.package_mb"] * MB:
            if not others:
                raise Refused("暂存的文件已满。", code="kept_full")
            mine.remove(oldest := others.pop(0))
            _remove(KeptFile.objects.filter(pk=oldest.pk))


def folder() -> Path:
    """Beside the stored content, never among it: back-ups and the checks of the dossier don't see it."""
    return Path(settings.COURT_BLOBS) / "kept"


def path_of(pk: int) -> Path:
    return folder() / str(pk)


@swept
def sweep() -> int:
    """Take away what is older than a day, used or not, and bytes whose row was never written. Gives how many."""
    before = clock.real_now() - KEPT
    gone = _remove(KeptFile.objects.filter(at__lt=before))
    known = set(KeptFile.objects.values_list("pk", flat=True))
    for path in folder().iterdir() if folder().is_dir() else ():
        with suppress(FileNotFoundError):
            if whole_number(path.name) not in known and path.stat().st_mtime < before.timestamp():
                path.unlink()
    return gone


def _remove(rows: QuerySet[KeptFile]) -> int:
    pks = list(rows.values_list("pk", flat=True))
    if pks:
        KeptFile.objects.filter(pk__in=pks).delete()
        transaction.on_commit(lambda: _unlink(pks))
    return len(pks)


def _unlink(pks: list[int]) -> None:
    for pk in pks:
        path_of(pk).unlink(missing_ok=True)


def _opened(row: KeptFile) -> Upload | None:
    try:
        return Upload(row, path_of(row.pk).open("rb"))
    except OSError:
        return None


def _digest(uploaded: Any) -> str:
    uploaded.seek(0)
    digest = blobs.digest(uploaded).sha256
    uploaded.seek(0)
    return digest


def _tell(form: forms.Form, name: str, found: list[KeptFile], lost: list[str], gone: bool) -> None:
    """Beside the field (kit/kept_files.html): what is kept, what has to be chosen again."""
    field: Any = form.fields[name]
    field.kept, field.not_kept, field.kept_gone = found, lost, gone
    field.kept_also = bool(getattr(field.widget, "allow_multiple_selected", False))
    field.kept_ticked = field.kept_also or not field.required
    field.kept_name = form.add_prefix(name) + (ALSO if field.kept_also else REFERENCE)
    if found:
        form.use_required_attribute = False
        field.widget.attrs["data-kept"] = "添加文件" if field.kept_also else "更换文件"
