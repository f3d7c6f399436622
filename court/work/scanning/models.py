from django.db import models
from django.db.models import Q

from court.base.courts.models import Court
from court.base.people.models import Account
from court.kit.crypto import EncryptedTextField
from court.kit.ids import new_id
from court.spine.cases.models import Case, Party
from court.spine.dossier.models import Document, Rendition


class Way(models.Model):
    """The way of one paper through the machine, and what it was taken for.

    rendition   the form that was read
    round       counts the times it was begun anew
    kind …      what it was taken for: key of the kind, its name, catalogue item, volume, 0..1, the words that spoke for it
    proposals   what a person may choose by one key: [{"label", "volume", "item", "confidence"}]
    marks       page -> what its QR codes say (separator sheets)
    cuts        first pages of papers seen in a batch, from 2
    fields      what was read in it, JSON, sealed: [{"name", "label", "value", "page", "quad", "sure"}]
    by_hand     a person had to settle, split, join or put right where it goes or what it is called; so it was not filed alone
    confirmed   a person said what it is and where it goes, and has not taken that back
    settled_at  it stands at its place, and nobody is asked any more
    """

    class State(models.TextChoices):
        GOING = "going", "处理中"
        UNSURE = "unsure", "待确认"
        DONE = "done", "已完成"
        FAILED = "failed", "未成功"
        SKIPPED = "skipped", "不需要"

    document = models.OneToOneField(Document, models.PROTECT, primary_key=True, related_name="way")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.GOING)
    round = models.IntegerField(default=1)
    rendition = models.ForeignKey(Rendition, models.PROTECT, null=True, related_name="+")
    pages = models.IntegerField("页数", null=True)
    kind = models.CharField(max_length=40, blank=True)
    label = models.CharField("识别为", max_length=60, blank=True)
    item = models.CharField(max_length=60, blank=True)
    volume = models.CharField(max_length=5, blank=True)
    confidence = models.FloatField("把握", null=True)
    why = models.JSONField(default=list)
    proposals = models.JSONField(default=list)
    marks = models.JSONField(default=dict)
    cuts = models.JSONField(default=list)
    fields = EncryptedTextField(blank=True)
    by_hand = models.BooleanField(default=False)
    confirmed = models.BooleanField(default=False)
    arrived_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["court", "arrived_at"], name="way_of_court"),
            models.Index(fields=["court", "state"], name="way_open", condition=Q(state__in=["unsure", "failed"])),
        ]

    def __str__(self):
        return f"{self.document_id} {self.get_state_display()}"


class Step(models.Model):
    """One step of a way. `reason` says in plain words why it failed, was left out or is unsure."""

    class Name(models.TextChoices):
        CHECKED = "checked", "安全检查"
        READ = "read", "识读文字"
        SEARCHABLE = "searchable", "制作可检索件"
        SPLIT = "split", "拆分材料"
        SORTED = "sorted", "识别种类"
        FIELDS = "fields", "提取信息"
        COMPARED = "compared", "比对案件信息"
        FILED = "filed", "归入卷宗"

    class State(models.TextChoices):
        WAITING = "waiting", "等待"
        RUNNING = "running", "进行中"
        DONE = "done", "完成"
        UNSURE = "unsure", "待确认"
        FAILED = "failed", "未成功"
        SKIPPED = "skipped", "不需要"

    class Owner(models.TextChoices):
        MACHINE = "machine", "系统自动处理"
        KEEPER = "keeper", "本案书记员"
        DUTY = "duty", "系统值班员"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    way = models.ForeignKey(Way, models.PROTECT, related_name="steps")
    name = models.CharField(max_length=10, choices=Name)
    order = models.IntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.IntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True)
    owner = models.CharField(max_length=8, choices=Owner, default=Owner.MACHINE)
    page = models.IntegerField(null=True)
    of = models.IntegerField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["way", "name"], name="step_once_a_way")]
        indexes = [models.Index(fields=["state", "started_at"], name="step_stuck",
                                condition=Q(state__in=["failed", "running"]))]  # fmt: skip

    def __str__(self):
        return f"{self.get_name_display()}{self.get_state_display()}"


class Deed(models.Model):
    """Something done to a paper in this room, by the machine or a person, with what was before: undone in one step.

    by  None when the machine did it by itself
    """

    class What(models.TextChoices):
        FILED = "filed", "归入卷宗"
        RENAMED = "renamed", "拟定题名"
        SPLIT = "split", "拆分材料"
        FIELDS = "fields", "提取信息"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    way = models.ForeignKey(Way, models.PROTECT, related_name="deeds")
    what = models.CharField(max_length=8, choices=What)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["by", "-id"], name="deed_of_person")]

    def __str__(self):
        return self.get_what_display()


class Difference(models.Model):
    """Where a paper says something else than the case, or something the case lacks. The machine changes nothing.

    name    which datum: name, id_number, phone, address, case_number, claims, amount, loan_date
    says    what the paper says, stands what the case says: sealed, shown masked
    page, quad   the line in the paper
    filled       accepting wrote it into the register, so that taking that back blanks it again
    """

    class State(models.TextChoices):
        OPEN = "open", "待核对"
        LATER = "later", "稍后核对"
        ACCEPTED = "accepted", "已采用"
        KEPT = "kept", "维持原登记"
        GONE = "gone", "已失效"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    way = models.ForeignKey(Way, models.PROTECT, related_name="differences")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=20)
    label = models.CharField(max_length=40)
    says = EncryptedTextField()
    stands = EncryptedTextField(blank=True)
    page = models.IntegerField()
    quad = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    filled = models.BooleanField(default=False)
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case", "state"], name="difference_of_case")]
        constraints = [
            models.UniqueConstraint(fields=["way", "name", "party"], nulls_distinct=False,
                                    condition=Q(state__in=["open", "later"]), name="difference_once_open"),
        ]  # fmt: skip

    def __str__(self):
        return self.label
