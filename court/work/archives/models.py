from django.db import models
from django.db.models import Q

from court.base.courts.models import Court
from court.base.people.models import Account, Person
from court.kit.ids import new_id
from court.spine.cases.models import Case
from court.spine.dossier.models import Document


class Archive(models.Model):
    """One archived case: its package by digest, its class of retention and when that ends.

    stamped_at   the moment of the trusted time stamp in the package; None where no authority was set up then
    disposed_at  when package and papers were removed; the row, its catalogue and the journal stay
    """

    class State(models.TextChoices):
        MAKING = "making", "制作中"
        KEPT = "kept", "已入库"
        FAULTY = "faulty", "校验异常"
        DISPOSED = "disposed", "已销毁"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, models.PROTECT, related_name="archive")
    number = models.CharField("档号", max_length=60, unique=True)
    retention = models.CharField("保管期限", max_length=4)
    kept_until = models.DateField("保管至", null=True)
    state = models.CharField(max_length=8, choices=State, default=State.MAKING)
    package_sha256 = models.CharField(max_length=64, blank=True)
    package_size = models.BigIntegerField(null=True)
    files = models.IntegerField(null=True)
    pages = models.IntegerField(null=True)
    archived_at = models.DateTimeField()
    archived_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)
    stamped_at = models.DateTimeField("时间戳", null=True)
    disposed_at = models.DateTimeField("销毁时间", null=True)

    class Meta:
        indexes = [models.Index(fields=["court", "-id"], name="archive_of_court")]


class Inquiry(models.Model):
    """Somebody asks to look into an archive that isn't open to them by their own name (查档申请).

    archive    None while the number fits none: the applicant can't tell (S11)
    relation   on what it rests, with the papers that came along (Document.intake_id)
    """

    class State(models.TextChoices):
        WAITING = "waiting", "待审批"
        GRANTED = "granted", "已准许"
        REFUSED = "refused", "不予准许"
        ENDED = "ended", "已终止"

    class Relation(models.TextChoices):
        PARTY = "party", "原案件当事人（早年案件，未实名登记）"
        AGENT = "agent", "当事人委托的代理人"
        HEIR = "heir", "当事人的继承人"
        OTHER = "other", "其他利害关系人、有关单位"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    archive = models.ForeignKey(Archive, models.PROTECT, null=True, related_name="inquiries")
    number = models.CharField("案号", max_length=40)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="inquiries")
    relation = models.CharField("与案件的关系", max_length=6, choices=Relation)
    why = models.CharField("查档目的", max_length=300)
    key = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    decide_by = models.DateField("审批期限")
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField("理由", max_length=300, blank=True)
    until = models.DateTimeField("查阅截止", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="inquiry_once_a_key", condition=~Q(key=""))]
        indexes = [models.Index(fields=["person", "-id"], name="inquiry_of_person"),
                   models.Index(fields=["court", "state", "decide_by"], name="inquiry_of_court")]

    def __str__(self):
        return f"{self.number} {self.get_state_display()}"

    @property
    def stream(self) -> str:
        return f"inquiry:{self.pk}"


class Print(models.Model):
    """A print of an archived paper that left the house: what its verification code tells. No content is kept.

    sha256  of the file given out
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    code = models.CharField("验证码", max_length=16, unique=True)
    archive = models.ForeignKey(Archive, models.PROTECT, related_name="prints")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    title = models.CharField("题名", max_length=200)
    pages = models.IntegerField("页数")
    digest = models.CharField(max_length=64)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["archive", "-id"], name="print_of_archive")]

    def __str__(self):
        return self.code


class Loan(models.Model):
    """An archive borrowed by somebody of the court (借阅): the paper originals, or the electronic one for reading.

    condition, remark  how the paper originals came back, as the archivist found them
    """

    class State(models.TextChoices):
        WAITING = "waiting", "待审批"
        OUT = "out", "借出"
        REFUSED = "refused", "不予借阅"
        RETURNED = "returned", "已归还"

    class What(models.TextChoices):
        PAPER = "paper", "纸质原件"
        ELECTRONIC = "electronic", "电子档案"

    class Condition(models.TextChoices):
        WHOLE = "whole", "完整无损"
        DAMAGED = "damaged", "有缺页、破损或者污损"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    archive = models.ForeignKey(Archive, models.PROTECT, related_name="loans")
    what = models.CharField("借阅对象", max_length=10, choices=What)
    borrower = models.ForeignKey(Account, models.PROTECT, related_name="+")
    why = models.CharField("借阅事由", max_length=200)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    due_on = models.DateField("应还日期")
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField("理由", max_length=200, blank=True)
    reminded_on = models.DateField(null=True)
    returned_at = models.DateTimeField("归还时间", null=True)
    returned_to = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    condition = models.CharField("归还时状况", max_length=8, choices=Condition, blank=True)
    remark = models.CharField("状况说明", max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["archive"], name="loan_paper_once_out", condition=Q(state="out", what="paper"))]
        indexes = [models.Index(fields=["court", "state", "due_on"], name="loan_of_court")]

    def __str__(self):
        return f"{self.archive_id} {self.get_state_display()}"

    @property
    def stream(self) -> str:
        return f"loan:{self.pk}"


class Disposal(models.Model):
    """A list of archives whose retention has ended, on its way through appraisal and dry run to disposal (档案鉴定销毁).

    report       what the dry run found: files and bytes that would go, and those used elsewhere
    ready_from   the first moment at which it may be executed
    certificate  what was done, with the court's signature over it (base64)
    """

    class State(models.TextChoices):
        APPRAISAL = "appraisal", "鉴定中"
        TRIED = "tried", "已试运行，等待期"
        DONE = "done", "已销毁"
        WITHDRAWN = "withdrawn", "已撤回"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.APPRAISAL)
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    report = models.JSONField(default=dict)
    tried_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    tried_at = models.DateTimeField(null=True)
    ready_from = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    certificate = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court"], name="disposal_once_open", condition=Q(state__in=["appraisal", "tried"]))]

    def __str__(self):
        return f"{self.court_id} {self.get_state_display()}"

    @property
    def stream(self) -> str:
        return f"disposal:{self.pk}"


class DisposalItem(models.Model):
    """One archive on a list. `keep`: the committee takes it off, with the reason."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    disposal = models.ForeignKey(Disposal, models.PROTECT, related_name="items")
    archive = models.ForeignKey(Archive, models.PROTECT, related_name="disposals")
    due = models.DateField("保管届满")
    keep = models.BooleanField("继续保管", default=False)
    why = models.CharField("理由", max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["disposal", "archive"], name="disposal_archive_once")]

    def __str__(self):
        return f"{self.archive_id}"


class Appraisal(models.Model):
    """One member's opinion on a whole list, under the member's own name."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    disposal = models.ForeignKey(Disposal, models.PROTECT, related_name="appraisals")
    member = models.ForeignKey(Account, models.PROTECT, related_name="+")
    name = models.CharField("姓名", max_length=120)
    post = models.CharField("职务", max_length=60)
    opinion = models.CharField("意见", max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["disposal", "member"], name="appraisal_once_a_member")]

    def __str__(self):
        return self.name
