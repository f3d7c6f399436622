from django.db import models
from django.db.models import Q

from court.base.courts.models import Court, Tribunal
from court.base.people.models import Account, Person
from court.base.people.names import folded
from court.kit.crypto import EncryptedTextField
from court.kit.ids import new_id
from court.spine.cases.models import Case, Party, Representative
from court.spine.dossier.models import Document


class Filing(models.Model):
    """One complaint brought to a court. While it is a draft only `court` is kept here; the rest stands in Draft.

    person      who filed it (the plaintiff, or who acts for the plaintiff); account is None for the window
    version     moves with every submission and decision: a form opened before is told that it is stale
    decide_by   the last day to decide, None while corrections are awaited
    *_key       idempotency keys of the last submission and of the decision
    """

    class State(models.TextChoices):
        DRAFT = "draft", "填写中"
        SUBMITTED = "submitted", "待审查"
        RETURNED = "returned", "待补正"
        RESUBMITTED = "resubmitted", "已补正待审查"
        ACCEPTED = "accepted", "已立案"
        REFUSED = "refused", "不予受理"
        WITHDRAWN = "withdrawn", "已撤回"
        LAPSED = "lapsed", "未补正退回"

    class Capacity(models.TextChoices):
        SELF = "self", "本人"
        AGENT = "agent", "代理人"

    class Channel(models.TextChoices):
        ONLINE = "online", "网上"
        WINDOW = "window", "窗口"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    number = models.CharField("收件编号", max_length=40, unique=True)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="filings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="filings")
    entered_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=6, choices=Channel, default=Channel.ONLINE)
    capacity = models.CharField(max_length=5, choices=Capacity, default=Capacity.SELF)
    agent_kind = models.CharField(max_length=14, choices=Representative.Kind, blank=True)
    agent_authority = models.CharField(max_length=10, choices=Representative.Authority, blank=True)
    agent_firm = models.CharField(max_length=80, blank=True)
    court = models.ForeignKey(Court, models.PROTECT, null=True, related_name="filings")
    tribunal = models.ForeignKey(Tribunal, models.PROTECT, null=True, related_name="+")
    cause_code = models.CharField(max_length=20, blank=True)
    cause = models.CharField("案由", max_length=80, blank=True)
    track_wish = models.CharField(max_length=20, blank=True)
    mediation_wish = models.BooleanField(default=False)
    claims = models.JSONField("诉讼请求", default=list)
    grounds = models.TextField("事实与理由", blank=True)
    elements = models.JSONField("要素", default=dict)
    amount_fen = models.BigIntegerField("标的额（分）", null=True)
    e_service = models.BooleanField("同意电子送达", default=False)
    service_address = EncryptedTextField("送达地址", blank=True)
    declarations = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    version = models.IntegerField(default=0)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    received_on = models.DateField("收到日期", null=True)
    decide_by = models.DateField("审查期限", null=True)
    provisional = models.BooleanField(default=False)
    digest = models.CharField("材料摘要", max_length=64, blank=True)
    submit_key = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decision_key = models.CharField(max_length=80, blank=True)
    refusal = models.CharField("不予受理事由", max_length=30, blank=True)
    opinion = models.TextField("理由", blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"], name="filing_of_person"),
            models.Index(fields=["court", "decide_by", "id"], name="filing_to_review",
                         condition=Q(state__in=["submitted", "resubmitted"])),
            models.Index(fields=["court", "state", "-id"], name="filing_of_court"),
        ]
        constraints = [
            models.CheckConstraint(name="filing_amount_sane", condition=Q(amount_fen=None) | Q(amount_fen__gte=0)),
            models.CheckConstraint(name="filing_accepted_with_case",
                                   condition=~Q(state="accepted") | Q(case__isnull=False)),
        ]

    def __str__(self):
        return self.number

    @property
    def stream(self) -> str:
        return f"filing:{self.pk}"

    @property
    def editable(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.RETURNED)

    @property
    def in_review(self) -> bool:
        return self.state in (self.State.SUBMITTED, self.State.RESUBMITTED)


class Draft(models.Model):
    """The answers of the wizard as they were typed, sealed; saved at every step, kept 180 days."""

    filing = models.OneToOneField(Filing, models.CASCADE, primary_key=True, related_name="draft")
    answers = EncryptedTextField(default="{}")
    step = models.CharField(max_length=12, blank=True)
    saved_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return self.step


class FilingParty(models.Model):
    """A party as the filing names it. `person` is known for the filer, for the others from docketing on."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    filing = models.ForeignKey(Filing, models.CASCADE, related_name="parties")
    role = models.CharField(max_length=12, choices=Party.Role)
    order = models.IntegerField()
    kind = models.CharField(max_length=8, choices=Person.Kind)
    name = models.CharField("姓名或名称", max_length=120)
    name_key = models.CharField(max_length=120, db_index=True)
    id_number = EncryptedTextField("证件号码", blank=True)
    id_index = models.CharField(max_length=64, blank=True, db_index=True)
    phone = EncryptedTextField("电话", blank=True)
    address = EncryptedTextField("住所", blank=True)
    sex = models.CharField(max_length=1, blank=True)
    ethnicity = models.CharField(max_length=20, blank=True)
    occupation = models.CharField("职业", max_length=40, blank=True)
    employer = models.CharField("工作单位", max_length=80, blank=True)
    head_name = models.CharField("法定代表人", max_length=120, blank=True)
    head_post = models.CharField("职务", max_length=30, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["order"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.name_key = folded(self.name)
        super().save(*args, **kwargs)


class FilingFile(models.Model):
    """A paper the filer handed in, in the filer's order."""

    class Category(models.TextChoices):
        EVIDENCE = "evidence", "证据"
        IDENTITY = "identity", "身份证明"
        AUTHORITY = "authority", "授权委托书、代理人证件"
        COMPLAINT = "complaint", "自备的起诉状"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    filing = models.ForeignKey(Filing, models.CASCADE, related_name="files")
    document = models.OneToOneField(Document, models.CASCADE, related_name="+")
    category = models.CharField(max_length=10, choices=Category)
    order = models.IntegerField()

    class Meta:
        ordering = ["order", "id"]

    def __str__(self):
        return f"{self.category} {self.order}"

    @property
    def original(self):
        """What was uploaded, with its name, size and pages."""
        return next((one for one in self.document.renditions.all() if one.purpose == "original"), None)


class ReviewRound(models.Model):
    """One notice to correct, complete: coded defects, the court's words beside them, the day they are due."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    filing = models.ForeignKey(Filing, models.CASCADE, related_name="rounds")
    number = models.IntegerField()
    codes = models.JSONField(default=list)
    words = models.TextField("补充说明", blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    due_on = models.DateField("补正期限")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filing", "number"], name="review_round_once")]

    def __str__(self):
        return f"{self.filing_id}/{self.number}"
