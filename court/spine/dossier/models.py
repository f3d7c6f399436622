from django.db import models
from django.db.models import Q

from court.base.courts.models import Court
from court.base.people.models import Account
from court.kit.ids import new_id
from court.spine.cases.models import Case, Party


class Document(models.Model):
    """A paper's identity. It belongs to a case, or to a filing until there is a case."""

    class Volume(models.TextChoices):
        MAIN = "main", "正卷"
        INNER = "inner", "副卷"

    class State(models.TextChoices):
        EXPECTED = "expected", "制作中"
        WAITING = "waiting", "待安全检查"
        AVAILABLE = "available", "可用"
        REFUSED = "refused", "未通过检查"
        SUPERSEDED = "superseded", "已被替换"
        STRUCK = "struck", "已剔除"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="documents")
    filing_id = models.BigIntegerField(null=True, db_index=True)
    kind = models.CharField("材料种类", max_length=40)
    title = models.CharField("题名", max_length=200)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="documents")
    volume = models.CharField("卷别", max_length=5, choices=Volume, default=Volume.MAIN)
    item = models.CharField("卷宗目录项", max_length=60, blank=True)
    secrecy = models.CharField(max_length=12, default="parties")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    on_record = models.BooleanField("已入卷", default=False)
    template = models.CharField(max_length=60, blank=True)
    data = models.JSONField(default=dict)
    entry_stream = models.CharField(max_length=60, blank=True)
    entry_place = models.BigIntegerField(null=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="superseded_by")
    created_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "volume"], name="document_of_case")]


class Rendition(models.Model):
    """One form of a document's content; bytes live in the blob store under their digest."""

    class Purpose(models.TextChoices):
        ORIGINAL = "original", "原件"
        PDF = "pdf", "PDF"
        SIGNED = "signed", "签章件"
        DOCX = "docx", "可编辑件"
        TEXT = "text", "文本"
        THUMB = "thumb", "缩略图"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    document = models.ForeignKey(Document, models.PROTECT, related_name="renditions")
    purpose = models.CharField(max_length=10, choices=Purpose)
    sha256 = models.CharField(max_length=64)
    sm3 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=80)
    name = models.CharField("文件名", max_length=200)
    pages = models.IntegerField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["document", "purpose"], name="rendition_of_document")]


class Placement(models.Model):
    """Where a document stands in its volume. Page labels, once given, stay: page_from never changes."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="placements")
    document = models.OneToOneField(Document, models.PROTECT, related_name="placement")
    volume = models.CharField(max_length=5, choices=Document.Volume)
    item = models.CharField(max_length=60)
    item_order = models.IntegerField()
    order = models.IntegerField()
    page_from = models.IntegerField(null=True)
    page_to = models.IntegerField(null=True)

    class Meta:
        ordering = ["volume", "item_order", "order"]
        constraints = [
            models.CheckConstraint(name="placement_pages_in_order",
                                   condition=Q(page_from=None) | Q(page_to__gte=models.F("page_from"))),
        ]
