from django.db import models
from django.db.models import Q

from court.base.courts.models import Court, Proposal
from court.base.people.models import Account
from court.kit.ids import new_id
from court.spine.cases.models import Case, Party


class Document(models.Model):
    """A paper's identity. It belongs to a case, to a filing until there is a case, or to the intake tray.

    secrecy    parties: everybody in the case · own: the court and the party it came from · court: the court ·
               panel: those who decide the case
    on_record  part of the record; outsiders see nothing else
    held       made, but not for outsiders until it is issued (a judgment between signing and pronouncement)
    sealed     a paper that goes out under the court's seal
    note       why it was refused, struck or replaced, in words for the people of the court
    key        what makes asking for the same paper twice one paper
    intake_id  what came in without a case yet: the tray's row it lies in
    part_of    the batch a paper was split out of, with the batch's pages it has, both included, from 1
    redacted   the form that everybody outside the court reads instead of the original while a redaction is in force
    """

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
        SPLIT = "split", "已拆分"

    class Secrecy(models.TextChoices):
        PARTIES = "parties", "当事人可阅"
        OWN = "own", "仅提交人和法院可阅"
        COURT = "court", "法院内部"
        PANEL = "panel", "合议庭内部"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="documents")
    filing_id = models.BigIntegerField(null=True, db_index=True)
    intake_id = models.BigIntegerField(null=True, db_index=True)
    part_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    part_from = models.IntegerField(null=True)
    part_to = models.IntegerField(null=True)
    kind = models.CharField("材料种类", max_length=40)
    title = models.CharField("题名", max_length=200)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="documents")
    volume = models.CharField("卷别", max_length=5, choices=Volume, default=Volume.MAIN)
    item = models.CharField("卷宗目录项", max_length=60, blank=True)
    secrecy = models.CharField("知悉范围", max_length=12, choices=Secrecy, default=Secrecy.PARTIES)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    on_record = models.BooleanField("已入卷", default=False)
    held = models.BooleanField("待发布", default=False)
    sealed = models.BooleanField("加盖院印", default=False)
    note = models.CharField("处理说明", max_length=300, blank=True)
    template = models.CharField(max_length=60, blank=True)
    data = models.JSONField(default=dict)
    key = models.CharField(max_length=120, blank=True)
    entry_stream = models.CharField(max_length=60, blank=True)
    entry_place = models.BigIntegerField(null=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="superseded_by")
    redacted = models.ForeignKey("Rendition", models.PROTECT, null=True, related_name="+")
    created_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["case", "volume"], name="document_of_case"),
            models.Index(fields=["state", "id"], name="document_unready",
                         condition=Q(state__in=["expected", "waiting"])),
        ]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="document_once_a_key", condition=~Q(key="")),
            models.CheckConstraint(name="document_of_something", condition=~Q(case=None, filing_id=None, intake_id=None)),
            models.CheckConstraint(name="document_part_in_order",
                                   condition=Q(part_of=None) | Q(part_from__gte=1, part_to__gte=models.F("part_from"))),
            # 副卷 never leaves the court (S12): no row of it can even say that parties may read it.
            models.CheckConstraint(name="document_inner_stays_in",
                                   condition=~Q(volume="inner", secrecy__in=["parties", "own"])),
        ]

    def __str__(self):
        return self.title

    @property
    def stream(self) -> str:
        """The journal's stream of the paper: its case's, or while there is no case its filing's or the tray's."""
        if self.case_id:
            return f"case:{self.case_id}"
        return f"filing:{self.filing_id}" if self.filing_id else f"intake:{self.intake_id}"


class Rendition(models.Model):
    """One form of a document's content; bytes live in the blob store under their digest."""

    class Purpose(models.TextChoices):
        ORIGINAL = "original", "原件"
        PDF = "pdf", "PDF"
        SIGNED = "signed", "签章件"
        DOCX = "docx", "可编辑件"
        TEXT = "text", "文本"
        THUMB = "thumb", "缩略图"
        LAYOUT = "layout", "版面文字"
        REDACTED = "redacted", "遮蔽件"
        STAMPED = "stamped", "加注件"

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

    def __str__(self):
        return self.name


class PageText(models.Model):
    """The words of one page of a form of a paper, for search; where they stand is in the form's layout (texts.py).

    page     from 1
    folded   the text as it is searched: NFKC, lower case, without white space
    sure     0..1, how sure the reading is; None where the words were in the file itself
    blank    nothing stands on the page
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    document = models.ForeignKey(Document, models.PROTECT, related_name="page_texts")
    rendition = models.ForeignKey(Rendition, models.PROTECT, related_name="page_texts")
    page = models.IntegerField()
    text = models.TextField(blank=True)
    folded = models.TextField(blank=True)
    sure = models.FloatField(null=True)
    blank = models.BooleanField(default=False)

    class Meta:
        ordering = ["document", "page"]
        constraints = [models.UniqueConstraint(fields=["rendition", "page"], name="page_text_once")]

    def __str__(self):
        return f"{self.document_id}/{self.page}"


class KeptFile(models.Model):
    """A file of a form that was refused, kept a day for that form and person; its bytes are no paper yet (kept.py).

    form    the address it is sent to · key  the form's idempotency key · field  where it was chosen
    digest  SHA-256 of bytes outside the store: no column by which back-ups look for content
    used_at when the form was done with it
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    form = models.CharField(max_length=300)
    key = models.CharField(max_length=80)
    field = models.CharField(max_length=60)
    name = models.CharField("文件名", max_length=200)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "key"], name="kept_of_form")]

    def __str__(self):
        return self.name


class Placement(models.Model):
    """Where a document stands in its volume. Page labels, once given, stay.

    item_order    the item's place in the catalogue
    order         place among the papers of the item
    page_from/to  page numbers once given, both included
    inserted      the page after which a late paper was put in: its pages are then 37-1, 37-2 …
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="placements")
    document = models.OneToOneField(Document, models.PROTECT, related_name="placement")
    volume = models.CharField(max_length=5, choices=Document.Volume)
    item = models.CharField(max_length=60)
    item_order = models.IntegerField()
    order = models.IntegerField()
    page_from = models.IntegerField(null=True)
    page_to = models.IntegerField(null=True)
    inserted = models.IntegerField(null=True)

    class Meta:
        ordering = ["volume", "item_order", "order"]
        constraints = [
            models.CheckConstraint(name="placement_pages_in_order",
                                   condition=Q(page_from=None) | Q(page_to__gte=models.F("page_from"))),
            models.UniqueConstraint(fields=["case", "volume", "item_order", "order"], name="placement_one_a_place"),
        ]

    def __str__(self):
        return f"{self.volume} {self.item_order}.{self.order}"


class Edition(models.Model):
    """A moment at which the pages of a volume were numbered; what was numbered then keeps its labels."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="editions")
    volume = models.CharField(max_length=5, choices=Document.Volume)
    number = models.IntegerField("版次")
    pages = models.IntegerField("页数")
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["volume", "number"]
        constraints = [models.UniqueConstraint(fields=["case", "volume", "number"], name="edition_once")]

    def __str__(self):
        return f"{self.get_volume_display()}第{self.number}版"


class Sealing(models.Model):
    """封存: a paper, or without one the whole dossier, is closed until two people unseal it. It never lapses by itself.

    scope     outside: to everybody outside the court · panel: to all but those who handle the case and the court's leaders
    asked_by  on whose application or proposal
    until     the day on which it is to be looked at again
    lifted_at when it ended
    """

    class Scope(models.TextChoices):
        OUTSIDE = "outside", "对法院以外封存"
        PANEL = "panel", "仅本案办案人员和院领导可阅"

    class Reason(models.TextChoices):
        MINOR = "minor", "未成年人案件材料"
        PRIVACY = "privacy", "个人隐私"
        TRADE = "trade", "商业秘密"
        SAFETY = "safety", "证人、当事人人身安全"
        DECISION = "decision", "依裁判文书或者决定封存"
        OTHER = "other", "其他"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="sealings")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="sealings")
    scope = models.CharField("封存范围", max_length=8, choices=Scope)
    reason = models.CharField("封存事由", max_length=10, choices=Reason)
    words = models.CharField("说明", max_length=200, blank=True)
    asked_by = models.CharField("申请人、提出人", max_length=60)
    until = models.DateField("复核日期", null=True)
    sealed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case"], name="sealing_in_force", condition=Q(lifted_at=None))]
        constraints = [
            models.UniqueConstraint(fields=["document"], condition=Q(lifted_at=None), name="sealing_once_a_paper"),
            models.UniqueConstraint(fields=["case"], condition=Q(lifted_at=None, document=None), name="sealing_once_a_dossier"),
        ]

    def __str__(self):
        return f"{self.get_scope_display()}：{self.get_reason_display()}"


class Unsealing(Proposal):
    """解封: put forward by one and decided by another (S7)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    sealing = models.ForeignKey(Sealing, models.PROTECT, related_name="unsealings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sealing"], condition=Q(state="pending"), name="unsealing_once_pending")]

    def __str__(self):
        return f"解封{self.get_state_display()}"


class CatalogueVersion(Proposal):
    """A court's own catalogue of a kind of case, put forward by one and decided by another.

    since    holds for the cases docketed from this day on; older dossiers keep theirs
    entries  [{"key", "label", "volume", "retired"}] in order; see `catalogue.Entry`
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    kind = models.CharField("案件种类", max_length=40)
    since = models.DateField("施行日期")
    entries = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["court", "kind"], condition=Q(state="pending"),
                                    name="catalogue_once_pending"),
            models.UniqueConstraint(fields=["court", "kind", "since"], condition=Q(state="approved"),
                                    name="catalogue_once_a_day"),
        ]

    def __str__(self):
        return f"{self.kind}@{self.since}"
