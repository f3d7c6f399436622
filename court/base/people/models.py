from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from court.base.courts.models import Court, Division, Tribunal
from court.kit.crypto import EncryptedTextField
from court.kit.ids import new_id


class Office(models.TextChoices):
    """What a member of the court may be; the definitions of procedures name these."""

    FILING_CLERK = "filing_clerk", "立案法官"
    CASE_MANAGER = "case_manager", "审判管理员"
    JUDGE = "judge", "员额法官"
    ASSISTANT = "assistant", "法官助理"
    CLERK = "clerk", "书记员"
    DIVISION_HEAD = "division_head", "庭长"
    VICE_PRESIDENT = "vice_president", "副院长"
    PRESIDENT = "court_president", "院长"
    CASHIER = "cashier", "财务人员"
    FINANCE_HEAD = "finance_head", "财务负责人"
    SERVICE_OFFICER = "service_officer", "送达专员"
    ARCHIVIST = "archivist", "档案管理员"
    DUTY_OFFICER = "duty_officer", "系统值班员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


class Person(models.Model):
    """A natural person or an organisation; the same one in every case."""

    class Kind(models.TextChoices):
        NATURAL = "natural", "自然人"
        COMPANY = "company", "法人"
        OTHER = "other", "非法人组织"

    class IdKind(models.TextChoices):
        RESIDENT = "resident", "居民身份证"
        USCC = "uscc", "统一社会信用代码"
        PASSPORT = "passport", "护照"
        OTHER = "other", "其他证件"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    kind = models.CharField("种类", max_length=8, choices=Kind, default=Kind.NATURAL)
    name = models.CharField("姓名或名称", max_length=120)
    name_key = models.CharField("检索名", max_length=120, db_index=True)
    id_kind = models.CharField("证件种类", max_length=8, choices=IdKind, default=IdKind.RESIDENT)
    id_number = EncryptedTextField("证件号码", blank=True)
    id_index = models.CharField(max_length=64, blank=True)
    phone = EncryptedTextField("手机号码", blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    address = EncryptedTextField("住址", blank=True)
    born_on = models.DateField("出生日期", null=True, blank=True)
    sex = models.CharField("性别", max_length=1, blank=True)
    ethnicity = models.CharField("民族", max_length=20, blank=True)
    head_name = models.CharField("法定代表人", max_length=120, blank=True)
    head_post = models.CharField("职务", max_length=30, blank=True)
    verified_at = models.DateTimeField("实名核验时间", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id_index"], condition=~Q(id_index=""), name="person_once_an_id_number"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        from court.base.people.names import folded

        self.name_key = folded(self.name)
        super().save(*args, **kwargs)


class AccountManager(BaseUserManager):
    def get_by_natural_key(self, username):
        return self.get(username=username)


class Account(AbstractBaseUser):
    """A way in. Staff sign in with two factors; litigants act under a verified real name."""

    class Kind(models.TextChoices):
        STAFF = "staff", "法院人员"
        LITIGANT = "litigant", "诉讼参与人"
        LAWYER = "lawyer", "律师"
        SYSTEM = "system", "系统"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    username = models.CharField("登录名", max_length=60, unique=True)
    kind = models.CharField("种类", max_length=8, choices=Kind)
    person = models.ForeignKey(Person, models.PROTECT, related_name="accounts")
    court = models.ForeignKey(Court, models.PROTECT, null=True, related_name="accounts")
    licence = models.CharField("执业证号", max_length=40, blank=True)
    firm = models.CharField("执业机构", max_length=80, blank=True)
    created_at = models.DateTimeField("开通时间")
    disabled_at = models.DateTimeField("停用时间", null=True, blank=True)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    session_epoch = models.IntegerField(default=0)
    totp_secret = EncryptedTextField(blank=True)
    totp_last_step = models.BigIntegerField(default=0)
    phone = EncryptedTextField("登录手机号", blank=True)
    phone_index = models.CharField(max_length=64, blank=True)

    objects = AccountManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["phone_index"], condition=~Q(phone_index=""), name="account_once_a_phone"),
        ]

    def __str__(self):
        return self.person.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.disabled_at is None

    @property
    def is_staff_member(self):
        return self.kind == self.Kind.STAFF

    def offices(self, on: date) -> list["Appointment"]:
        """The offices held on a day, kept for the life of this object (one query a request)."""
        if getattr(self, "_offices_on", None) != on:
            self.keep_offices(on, list(self.appointments.valid(on).select_related("court", "division")))
        return self._offices

    def keep_offices(self, on: date, held: list["Appointment"]) -> None:
        """Take the offices held on a day from whoever read them already."""
        self._offices_on, self._offices = on, held

    def holds(self, office: str, on: date, court: str | None = None) -> "Appointment | None":
        """The appointment by which this account holds `office` (in `court`, a code) on a day."""
        fits = (a for a in self.offices(on) if a.office == office and court in (None, a.court_id))
        return next(fits, None)


class AppointmentQuerySet(models.QuerySet):
    def valid(self, on: date):
        return self.filter(since__lte=on).filter(Q(until=None) | Q(until__gte=on))


class Appointment(models.Model):
    """An office held: by whom, in which court and division, from and to which day (both included)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, models.PROTECT, related_name="appointments")
    court = models.ForeignKey(Court, models.PROTECT, related_name="appointments")
    division = models.ForeignKey(Division, models.PROTECT, null=True, related_name="appointments")
    tribunal = models.ForeignKey(Tribunal, models.PROTECT, null=True, related_name="appointments")
    office = models.CharField("职务", max_length=20, choices=Office)
    since = models.DateField("任职起")
    until = models.DateField("任职止", null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["court", "office"])]

    def __str__(self):
        return f"{self.account.person.name}（{self.get_office_display()}）"

    def save(self, *args, **kwargs):
        from court.base.people.separation import refuse_mixed_offices

        refuse_mixed_offices(self)
        super().save(*args, **kwargs)


class SignInAttempt(models.Model):
    """One try to sign in, right or wrong. The name typed is kept as a digest: it may be a password in the wrong box."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    at = models.DateTimeField()
    name_key = models.CharField(max_length=64)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=45)
    succeeded = models.BooleanField()
    step = models.CharField(max_length=10)

    class Meta:
        indexes = [
            models.Index(fields=["address", "at"], name="attempt_address"),
            models.Index(fields=["account", "-id"], name="attempt_account"),
        ]

    def __str__(self):
        return f"{self.address} {'成功' if self.succeeded else '失败'}"


class SignInLock(models.Model):
    """Wrong tries in a row for one name (or one second factor), known or not, and until when it is locked."""

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.IntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.failures}"


class OneTimeCode(models.Model):
    """Six digits sent to a phone: five minutes, five guesses, used once (S2). Number and code as digests only."""

    class Purpose(models.TextChoices):
        SIGN_IN = "sign_in", "登录或者注册"
        CONFIRM = "confirm", "再次验证"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    purpose = models.CharField(max_length=8, choices=Purpose)
    phone_index = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    guesses = models.IntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["phone_index", "purpose", "-id"], name="code_of_phone")]

    def __str__(self):
        return self.get_purpose_display()


class AccountLink(models.Model):
    """A single-use way to set password and second factor: on first activation, or after a reset."""

    class Purpose(models.TextChoices):
        ACTIVATE = "activate", "首次启用"
        RESET = "reset", "重置"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, models.PROTECT, related_name="links")
    purpose = models.CharField(max_length=8, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    totp_secret = EncryptedTextField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.get_purpose_display()


class HeldForm(models.Model):
    """What somebody was typing when the session ran out, kept a day so that it can be sent after signing in (S4)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, models.CASCADE, related_name="held_forms")
    path = models.CharField(max_length=300)
    body = EncryptedTextField()
    at = models.DateTimeField()

    def __str__(self):
        return self.path
