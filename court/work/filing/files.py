"""Papers of a filing: looked at when they arrive, checked by an errand, ordered and deleted by the filer."""

from datetime import datetime
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum

from court.base.access.actor import Actor
from court.base.courts import bounds
from court.kit.prepared import Prepared
from court.kit.press.kinds import MB
from court.kit.refusal import Refused
from court.kit.writing import insert
from court.spine import wiring
from court.spine.dossier import actions as dossier
from court.spine.dossier import looking
from court.spine.dossier.models import Document, Rendition
from court.work.filing import drafts
from court.work.filing.models import Filing, FilingFile

Category = FilingFile.Category
ITEMS = {
    Category.EVIDENCE: "原告举证材料",
    Category.IDENTITY: "当事人身份证明、法定代表人身份证明、授权委托书、律师事务所函",
    Category.AUTHORITY: "当事人身份证明、法定代表人身份证明、授权委托书、律师事务所函",
    Category.COMPLAINT: "起诉状（或口头起诉笔录）及附件",
}
wiring.files_under("网上立案材料归入卷宗", *ITEMS.values())


def add(filing: Filing, uploaded: UploadedFile, category: str, title: str, *, by: Actor, at: datetime) -> FilingFile:
    """Take in one file. Refused names the file, what is wrong and the cure; the others are not touched.

    The same content sent again under the same name and kind is the paper that is there: a double click, or a phone that
    lost the answer, makes no second one.
    """
    if category not in Category.values:
        raise Refused("请选择材料的种类。", code="bad_field", status=422)
    name = uploaded.name or "文件"
    if filing.court_id is None:
        raise Refused("请先选择法院，再上传材料。", do="请返回“选择法院”。", code="no_court")
    arrived = looking.closer(dossier.take_in(cast(BinaryIO, uploaded), name, uploaded.size))
    with transaction.atomic():
        filing = drafts.opened(filing, by)
        there, originals = drafts.files_of(filing), _ORIGINALS.rows(filing.pk)
        if same := _same(there, originals, arrived, category):
            return same
        _room_for(there, originals, name, uploaded.size or 0)
        document = dossier.receive(
            filing.court, arrived, kind=category, title=title.strip() or _stem(arrived.name), by=by, at=at,
            filing_id=filing.pk, item=ITEMS[Category(category)])
        last = max((one.order for one in there), default=0)
        made = FilingFile(filing=filing, document=document, category=category, order=last + 1)
        insert([made])
        return made


_ORIGINALS = Prepared(lambda filing: Rendition.objects.filter(
    document__filing_id=filing, purpose=Rendition.Purpose.ORIGINAL))


def _same(there: list[FilingFile], originals: list[Rendition], arrived: dossier.Arrived, category: str) -> FilingFile | None:
    wanted = (arrived.blob.sha256, arrived.name)
    same = {one.document_id for one in originals if (one.sha256, one.name) == wanted}
    return next((one for one in there if one.category == category and one.document_id in same), None)


def _room_for(there: list[FilingFile], originals: list[Rendition], name: str, size: int) -> None:
    now = bounds.held_all("upload.files", "upload.package_mb")
    if len(there) >= (most := now["upload.files"]):
        raise Refused(f"一次立案最多{most}个文件，“{name}”没有收下。", do="请把同类材料合并成一个PDF。", code="too_many")
    if sum(one.size for one in originals) + size > now["upload.package_mb"] * MB:
        raise Refused(f"全部文件合计超过{now['upload.package_mb']}MB，“{name}”没有收下。", do="请压缩后再上传，或者立案后补交。",
                      code="package_too_large", status=413)


def used(filing: Filing) -> int:
    """Bytes of all papers handed in so far."""
    rows = Rendition.objects.filter(document__filing_id=filing.pk, purpose=Rendition.Purpose.ORIGINAL)
    return rows.aggregate(sum=Sum("size"))["sum"] or 0


def remove(filing: Filing, file_id: int, *, by: Actor, at: datetime) -> None:
    """Take a paper out before the filing is handed in (again). What a reviewer saw stays in the journal."""
    with transaction.atomic():
        filing = drafts.opened(filing, by)
        found = filing.files.select_related("document").filter(pk=file_id).first()
        if found is None:
            return
        dossier.note(found.document, "removed", by=by, at=at)
        Document.objects.filter(pk=found.document_id).update(filing_id=drafts.LET_GO)
        found.delete()


def raise_up(filing: Filing, file_id: int, *, by: Actor) -> None:
    """Move a paper one place towards the front."""
    with transaction.atomic():
        filing = drafts.opened(filing, by)
        rows = list(filing.files.all())
        place = next((n for n, one in enumerate(rows) if one.pk == file_id), 0)
        if place:
            rows[place - 1], rows[place] = rows[place], rows[place - 1]
        for order, one in enumerate(rows, 1):
            FilingFile.objects.filter(pk=one.pk).exclude(order=order).update(order=order)


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name
