from django.db import models
from django.db.models import F, Q

from court.base.courts.models import Court
from court.base.people.models import Account
from court.kit.crypto import EncryptedTextField
from court.kit.ids import new_id
from court.spine.cases.models import Case, Party
from court.spine.dossier.models import Document

# A paper that came in as it is, or was cut out of a batch that came in elsewhere; not what was cut out of its own batch.
WHOLE = Q(part_of=None) | ~Q(part_of__intake_id=F("intake_id"))


class Intake(models.Model):
    """One handing-in: who brought how many sheets by which door, and where they went.

    code      what the sender asks after it with; printed on the receipt
    asked     the case number as the sender wrote it, if any
    holder    who of the tray is dealing with it; others may take it over
    settled   what became of it in the case: put on the record, to be answered, passed on
    key       what makes handing in the same thing twice one intake
    """

    class Door(models.TextChoices):
        COUNTER = "counter", "窗口递交"
        POST = "post", "邮寄"
        PHONE = "phone", "手机提交"
        COURT = "court", "其他法院移送、调取"
        SCAN = "scan", "扫描中心"

    class State(models.TextChoices):
        OPEN = "open", "待分转"
        GIVEN = "given", "已转案件"
        RETURNED = "returned", "已退回"

    class Settled(models.TextChoices):
        FILED = "filed", "入卷"
        ANSWER = "answer", "需回复"
        PASSED = "passed", "转他人"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    door = models.CharField("来源", max_length=8, choices=Door)
    sender = models.CharField("递交人", max_length=120)
    sender_phone = EncryptedTextField("联系电话", blank=True)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    from_court = models.ForeignKey(Court, models.PROTECT, null=True, related_name="+")
    mail_number = models.CharField("邮件号", max_length=40, blank=True)
    asked = models.CharField("所涉案号", max_length=60, blank=True)
    sheets = models.IntegerField("纸张数", null=True)
    remarks = models.CharField("备注", max_length=500, blank=True)
    code = models.CharField("查询码", max_length=20, unique=True)
    key = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    holder = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="intakes")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    scanned_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    why = models.CharField("退回理由", max_length=300, blank=True)
    settled = models.CharField(max_length=8, choices=Settled, blank=True)
    settled_note = models.CharField("处理说明", max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["court", "-id"], name="intake_of_court"),
            models.Index(fields=["court", "id"], name="intake_open", condition=Q(state="open")),
            models.Index(fields=["account", "-id"], name="intake_of_sender"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="intake_once_a_key", condition=~Q(key="")),
            models.CheckConstraint(name="intake_given_to_a_case", condition=~Q(state="given") | Q(case__isnull=False)),
        ]

    def __str__(self):
        return self.code

    @property
    def stream(self) -> str:
        return f"intake:{self.pk}"

    @property
    def documents(self):
        """Its papers, wherever they are now; parts of a batch that was split are not counted again."""
        return Document.objects.filter(WHOLE, intake_id=self.pk).order_by("id")


class Rescan(models.Model):
    """A page, or a whole paper, scanned anew: the new form stands once it passed the checks, the old stays kept.

    page    the page it replaces, from 1; None: the whole paper
    before  the form people read until then · after  the one made of it
    """

    class State(models.TextChoices):
        WAITING = "waiting", "待安全检查"
        DONE = "done", "已替换"
        REFUSED = "refused", "未通过"
        UNDONE = "undone", "已恢复"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    document = models.ForeignKey(Document, models.PROTECT, related_name="rescans")
    page = models.IntegerField(null=True)
    why = models.CharField("重扫原因", max_length=300)
    sha256 = models.CharField(max_length=64)
    sm3 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=80)
    name = models.CharField("文件名", max_length=200)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    note = models.CharField(max_length=300, blank=True)
    before_id = models.BigIntegerField(null=True)
    after_id = models.BigIntegerField(null=True)
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["document", "-id"], name="rescan_of_document")]
        constraints = [
            models.UniqueConstraint(fields=["document"], condition=Q(state="waiting"), name="rescan_once_waiting")
        ]

    def __str__(self):
        return f"{self.document_id}/{self.page or '全部'}"


class PaperOriginal(models.Model):
    """The paper original of a document that the court keeps (原件登记): where it lies now and with whom."""

    class State(models.TextChoices):
        KEPT = "kept", "在库"
        LENT = "lent", "借出"
        GIVEN_BACK = "given_back", "已退还当事人"
        ARCHIVED = "archived", "已移交档案"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, related_name="paper_original")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.KEPT)
    place = models.CharField("存放位置", max_length=80)
    volume = models.CharField("册次", max_length=40, blank=True)
    sheets = models.IntegerField("张数", null=True)
    since = models.DateField("起存日")
    kept_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    holder = models.CharField("借用人、领取人", max_length=60, blank=True)
    due_on = models.DateField("应还日", null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["court", "-id"], name="original_of_court"),
            models.Index(fields=["court", "due_on"], name="original_lent", condition=Q(state="lent")),
        ]

    def __str__(self):
        return self.place


class Custody(models.Model):
    """One step of a paper original: kept, moved, lent, returned, given back, handed to the archive."""

    class Step(models.TextChoices):
        KEPT = "kept", "登记"
        MOVED = "moved", "移位"
        LENT = "lent", "借出"
        RETURNED = "returned", "归还"
        GIVEN_BACK = "given_back", "退还当事人"
        ARCHIVED = "archived", "移交档案"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    original = models.ForeignKey(PaperOriginal, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=Step)
    place = models.CharField(max_length=80, blank=True)
    holder = models.CharField(max_length=60, blank=True)
    due_on = models.DateField(null=True)
    signed = models.BooleanField("已签收", default=False)
    note = models.CharField("说明", max_length=200, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.step
