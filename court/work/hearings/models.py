from datetime import timedelta

from django.db import models
from django.db.models import Q

from court.base.courts.models import Court, Tribunal
from court.base.people.models import Account, Person
from court.kit.days import SHANGHAI, date_of
from court.kit.ids import new_id
from court.spine.cases.models import Case, Party, Representative
from court.spine.dossier.models import Document

NUMBERS = "一二三四五六七八九十"


class Courtroom(models.Model):
    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="courtrooms")
    tribunal = models.ForeignKey(Tribunal, models.PROTECT, null=True, blank=True, related_name="courtrooms")
    name = models.CharField("名称", max_length=40)
    seats = models.IntegerField("旁听席位", default=0)
    is_open = models.BooleanField("可用", default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "name"], name="courtroom_once_a_court")]
        ordering = ["name"]

    def __str__(self):
        return self.name


class Hearing(models.Model):
    """One sitting in a case, by its place in the row of sittings. `staff` are judges and clerk, for clashes.

    is_public  heard in open court, so that it is announced (民诉法137, 139)
    ground     of an adjournment, a key of law.limits.hearings.adjourn_grounds()
    """

    class State(models.TextChoices):
        SCHEDULED = "scheduled", "待开庭"
        HELD = "held", "已开庭"
        ADJOURNED = "adjourned", "已延期"
        CANCELLED = "cancelled", "已取消"

    class Kind(models.TextChoices):
        TRIAL = "trial", "开庭审理"
        PRETRIAL = "pretrial", "庭前会议"
        MEDIATION = "mediation", "庭审调解"
        PRONOUNCEMENT = "pronouncement", "宣判"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="hearings")
    kind = models.CharField("种类", max_length=14, choices=Kind, default=Kind.TRIAL)
    sequence = models.IntegerField("庭次")
    room = models.ForeignKey(Courtroom, models.PROTECT, null=True, related_name="hearings")
    starts_at = models.DateTimeField("开庭时间")
    ends_at = models.DateTimeField("预计结束")
    judge = models.ForeignKey(Account, models.PROTECT, related_name="+")
    clerk = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    staff = models.ManyToManyField(Account, related_name="sittings")
    is_public = models.BooleanField("公开开庭", default=True)
    state = models.CharField(max_length=10, choices=State, default=State.SCHEDULED)
    ground = models.CharField(max_length=12, blank=True)
    planned_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    over_at = models.DateTimeField("结束办理时间", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "sequence"], name="hearing_once_a_sequence"),
            models.CheckConstraint(name="hearing_ends_after_start", condition=Q(ends_at__gt=models.F("starts_at"))),
        ]
        indexes = [
            models.Index(fields=["court", "starts_at"], name="hearing_of_court"),
            models.Index(fields=["starts_at"], name="hearing_ahead", condition=Q(state="scheduled")),
            models.Index(fields=["judge", "starts_at"], name="hearing_of_judge"),
        ]

    def __str__(self):
        return f"{self.case_id} {self.title}"

    @property
    def title(self) -> str:
        """第一次开庭 …"""
        number = NUMBERS[self.sequence - 1] if self.sequence <= len(NUMBERS) else str(self.sequence)
        return f"第{number}次{'开庭' if self.kind == self.Kind.TRIAL else self.get_kind_display()}"

    @property
    def minutes(self) -> int:
        return (self.ends_at - self.starts_at) // timedelta(minutes=1)

    @property
    def place(self) -> str:
        return self.room.name if self.room else "地点另行通知"


class HearingRecord(models.Model):
    """The record (庭审笔录). rows: [{"who": speaker, "text": words}]; while `closed_at` stands it can't be changed."""

    hearing = models.OneToOneField(Hearing, models.PROTECT, primary_key=True, related_name="record")
    rows = models.JSONField(default=list)
    revision = models.IntegerField(default=1)
    saved_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    closed_at = models.DateTimeField("交付核对时间", null=True)
    digest = models.CharField(max_length=64, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    def __str__(self):
        return f"{self.hearing_id} {self.revision}"


class Attendance(models.Model):
    """Somebody called to the hearing from outside the court: whether they came, and whether the record is theirs."""

    class State(models.TextChoices):
        WAITING = "waiting", "待核对"
        CONFIRMED = "confirmed", "已确认"
        OBJECTED = "objected", "已确认（有补正意见）"
        REFUSED = "refused", "拒绝签名"

    class How(models.TextChoices):
        PHONE = "phone", "本人手机"
        DEVICE = "device", "法庭设备"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="attendances")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    representative = models.ForeignKey(Representative, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField("诉讼地位", max_length=40)
    is_present = models.BooleanField("到庭", default=False)
    absence = models.CharField("未到庭情况", max_length=100, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    how = models.CharField(max_length=6, choices=How, blank=True)
    said = models.CharField("补正意见或拒签理由", max_length=500, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hearing", "person", "party"], name="attendance_once")]
        indexes = [models.Index(fields=["person", "hearing"], name="attendance_person")]

    def __str__(self):
        return f"{self.role}{self.person_id}"


class Unavailable(models.Model):
    """Time that somebody or a room cannot be had for a sitting, [begins, ends). Never edited: taken back and entered anew.

    account  a member of the court · room  a courtroom · person  a party or counsel from outside; exactly one of them
    """

    class Kind(models.TextChoices):
        LEAVE = "leave", "请假"
        TRAINING = "training", "培训会议"
        TRIP = "trip", "外出公干"
        ELSEWHERE = "elsewhere", "在其他法院开庭"
        UPKEEP = "upkeep", "法庭维护"
        OTHER = "other", "其他安排"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="unavailable")
    room = models.ForeignKey(Courtroom, models.PROTECT, null=True, related_name="unavailable")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="unavailable")
    kind = models.CharField("事由", max_length=10, choices=Kind)
    begins_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束")
    note = models.CharField("说明", max_length=100, blank=True)
    entered_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="unavailable_ends_after_start", condition=Q(ends_at__gt=models.F("begins_at"))),
            models.CheckConstraint(name="unavailable_is_one_thing", condition=(
                Q(account__isnull=False, room=None, person=None) | Q(account=None, room__isnull=False, person=None)
                | Q(account=None, room=None, person__isnull=False))),
        ]
        indexes = [models.Index(fields=["begins_at", "ends_at"], name="unavailable_when", condition=Q(withdrawn_at=None))]

    def __str__(self):
        return f"{self.kind} {self.begins_at:%Y-%m-%d}"

    @property
    def who(self) -> str:
        """Whose time it is; of people from outside nothing but their side."""
        if self.account:
            return self.account.person.name
        return self.room.name if self.room else "本案当事人或代理人"

    @property
    def spell(self) -> str:
        """The time in one phrase; whole days without hours."""
        begin, end = self.begins_at.astimezone(SHANGHAI), self.ends_at.astimezone(SHANGHAI)
        if begin.hour == end.hour == begin.minute == end.minute == 0:
            last = date_of(self.ends_at - timedelta(seconds=1))
            return f"{date_of(self.begins_at)}" if last == date_of(self.begins_at) else f"{date_of(self.begins_at)}至{last}"
        return f"{begin:%m-%d %H:%M}至{end:%m-%d %H:%M}" if begin.date() != end.date() else f"{begin:%m-%d %H:%M}至{end:%H:%M}"
