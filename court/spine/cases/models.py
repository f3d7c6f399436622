from datetime import date

from django.db import models
from django.db.models import Q

from court.base.courts.models import Court, Division, Tribunal
from court.base.people.models import Account, Person
from court.kit.ids import new_id


class Case(models.Model):
    """One case under one number. `stage`, `track` and `version` change by acts only."""

    class Secrecy(models.TextChoices):
        NORMAL = "normal", "公开"
        CLOSED = "closed", "不公开审理"
        SEALED = "sealed", "封存"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    year = models.IntegerField("收案年度")
    type_code = models.CharField("类型代字", max_length=6)
    seq = models.IntegerField("编号")
    number = models.CharField("案号", max_length=40, unique=True)
    definition = models.CharField(max_length=40)
    definition_version = models.IntegerField()
    track = models.CharField("程序", max_length=20)
    stage = models.CharField("阶段", max_length=30)
    version = models.IntegerField(default=0)
    cause_code = models.CharField("案由代码", max_length=20)
    cause = models.CharField("案由", max_length=80)
    title = models.CharField("案件名称", max_length=200)
    amount_fen = models.BigIntegerField("标的额（分）", null=True)
    filing_id = models.BigIntegerField(null=True, unique=True)
    division = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+")
    tribunal = models.ForeignKey(Tribunal, models.PROTECT, null=True, related_name="+")
    judge = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    filed_on = models.DateField("起诉日期")
    docketed_on = models.DateField("立案日期")
    due_on = models.DateField("审限届满日", null=True)
    closed_on = models.DateField("结案日期", null=True)
    close_manner = models.CharField("结案方式", max_length=20, blank=True)
    effective_on = models.DateField("生效日期", null=True)
    archived_on = models.DateField("归档日期", null=True)
    secrecy = models.CharField(max_length=8, choices=Secrecy, default=Secrecy.NORMAL)
    is_state_secret = models.BooleanField(default=False)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["court", "year", "type_code", "seq"], name="case_number_once"),
            models.CheckConstraint(name="case_closed_after_docketing",
                                   condition=Q(closed_on=None) | Q(closed_on__gte=models.F("docketed_on"))),
        ]
        indexes = [
            models.Index(fields=["court", "-id"], name="case_of_court"),
            models.Index(fields=["judge", "-id"], name="case_of_judge"),
            models.Index(fields=["court", "due_on"], name="case_due", condition=Q(closed_on=None)),
            # Open cases, the newest first: without it SQLite reads all open ones and sorts them for each page of a list.
            models.Index(fields=["-id"], name="case_open_newest", condition=Q(closed_on=None)),
        ]

    def __str__(self):
        return self.number

    @property
    def stream(self) -> str:
        return f"case:{self.pk}"

    def days_left(self, on: date) -> int | None:
        """Days until the trial limit runs out, negative once it has; None while no limit runs."""
        return None if self.due_on is None or self.closed_on else (self.due_on - on).days


class Party(models.Model):
    class Role(models.TextChoices):
        PLAINTIFF = "plaintiff", "原告"
        DEFENDANT = "defendant", "被告"
        THIRD_PARTY = "third_party", "第三人"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="parties")
    person = models.ForeignKey(Person, models.PROTECT, related_name="parties")
    role = models.CharField("诉讼地位", max_length=12, choices=Role)
    order = models.IntegerField(default=1)
    name = models.CharField("姓名或名称", max_length=120)
    joined_at = models.DateTimeField("加入时间", null=True, blank=True)
    e_service = models.BooleanField("同意电子送达", default=False)
    counterclaims = models.BooleanField("反诉", default=False)
    left_on = models.DateField("退出日期", null=True, blank=True)

    class Meta:
        ordering = [models.Case(models.When(role="plaintiff", then=0), models.When(role="defendant", then=1), default=2),
                    "order"]
        constraints = [models.UniqueConstraint(fields=["case", "person", "role"], name="party_once_a_role")]
        indexes = [models.Index(fields=["person", "case"], name="party_person")]

    def __str__(self):
        return self.name


class Representative(models.Model):
    """Who acts for a party, with which authority, from when to when (moments: access ends at once)."""

    class Kind(models.TextChoices):
        LAWYER = "lawyer", "律师"
        LEGAL_WORKER = "legal_worker", "基层法律服务工作者"
        RELATIVE = "relative", "近亲属"
        STAFF = "staff", "工作人员"
        GUARDIAN = "guardian", "法定代理人"
        RECOMMENDED = "recommended", "社区或单位推荐的公民"

    class Authority(models.TextChoices):
        GENERAL = "general", "一般授权"
        SPECIAL = "special", "特别授权"
        STATUTORY = "statutory", "法定代理"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="representatives")
    party = models.ForeignKey(Party, models.PROTECT, related_name="representatives")
    person = models.ForeignKey(Person, models.PROTECT, related_name="representations")
    kind = models.CharField("代理人种类", max_length=14, choices=Kind)
    authority = models.CharField("代理权限", max_length=10, choices=Authority)
    firm = models.CharField("所在机构", max_length=80, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "case"], name="representative_person")]


class Handler(models.Model):
    """A member of the court who handles the case, in one role, from when to when."""

    class Role(models.TextChoices):
        PRESIDING = "presiding", "审判长"
        JUDGE = "judge", "承办法官"
        MEMBER = "member", "合议庭成员"
        JUROR = "juror", "人民陪审员"
        ASSISTANT = "assistant", "法官助理"
        CLERK = "clerk", "书记员"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="handlers")
    account = models.ForeignKey(Account, models.PROTECT, related_name="handled")
    role = models.CharField(max_length=10, choices=Role)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "account", "role"], condition=Q(until=None),
                                    name="handler_once_a_role"),
        ]
        indexes = [models.Index(fields=["account", "case"], name="handler_account")]


class CaseLink(models.Model):
    class Kind(models.TextChoices):
        APPEAL = "appeal", "上诉"
        SAME_PARTIES = "same_parties", "同一当事人"
        COUNTERCLAIM = "counterclaim", "反诉"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="links")
    other = models.ForeignKey(Case, models.PROTECT, related_name="linked_from")
    kind = models.CharField(max_length=14, choices=Kind)


class NumberCounter(models.Model):
    """The last sequence used of a court, year and type; locked while a case is docketed (S32)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    year = models.IntegerField()
    type_code = models.CharField(max_length=6)
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "year", "type_code"], name="counter_once")]


class Stored(models.Model):
    """The answer to a submit, kept so that a repeat gets the same answer and no second effect (S33)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    what = models.CharField(max_length=60)
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="stored_once_a_key")]


class Note(models.Model):
    """Text that came with an act (a reason, an opinion). Erasable: the journal holds only its salted digest."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    place = models.BigIntegerField()
    name = models.CharField(max_length=40)
    text = models.TextField()
    salt = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "place", "name"], name="note_once")]
