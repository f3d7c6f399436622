from django.db import models

from court.kit.ids import new_id


class Court(models.Model):
    class Level(models.TextChoices):
        HIGH = "high", "高级人民法院"
        INTERMEDIATE = "intermediate", "中级人民法院"
        BASIC = "basic", "基层人民法院"

    code = models.CharField("法院代字", max_length=8, primary_key=True)
    name = models.CharField("全称", max_length=60)
    short_name = models.CharField("简称", max_length=20)
    level = models.CharField("层级", max_length=12, choices=Level)
    superior = models.ForeignKey("self", models.PROTECT, null=True, related_name="inferiors")
    division_code = models.CharField("行政区划代码", max_length=6)
    address = models.CharField("地址", max_length=100, blank=True)
    phone = models.CharField("电话", max_length=30, blank=True)

    def __str__(self):
        return self.name


class Tribunal(models.Model):
    """A tribunal (派出法庭). The shipped names are invented; `is_illustrative` marks them 示意."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="tribunals")
    name = models.CharField("名称", max_length=60)
    seat = models.CharField("驻地", max_length=30, blank=True)
    is_illustrative = models.BooleanField("示意", default=False)

    def __str__(self):
        return self.name


class Division(models.Model):
    class Kind(models.TextChoices):
        FILING = "filing", "立案庭"
        CIVIL = "civil", "民事审判庭"
        CRIMINAL = "criminal", "刑事审判庭"
        ADMINISTRATIVE = "administrative", "行政审判庭"
        RETRIAL = "retrial", "审判监督庭"
        ENFORCEMENT = "enforcement", "执行局"
        MANAGEMENT = "management", "审判管理办公室"
        OFFICE = "office", "综合办公室"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="divisions")
    kind = models.CharField("种类", max_length=20, choices=Kind)
    name = models.CharField("名称", max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "name"], name="division_name_once_a_court")]

    def __str__(self):
        return self.name


class HolidayRow(models.Model):
    """A day that differs from the plain week, as the yearly notice names it; editable by the court."""

    day = models.DateField("日期", primary_key=True)
    works = models.BooleanField("是否上班")
    source = models.CharField("依据", max_length=100)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["changed_at"])]

    def __str__(self):
        return f"{self.day}{'上班' if self.works else '放假'}"


class HolidayYear(models.Model):
    """A year whose notice was entered to the end; before that, answers that needed it stay provisional."""

    year = models.IntegerField("年度", primary_key=True)
    source = models.CharField("依据", max_length=100)
    changed_at = models.DateTimeField()

    def __str__(self):
        return f"{self.year}年"


class Setting(models.Model):
    """A court's own value for something the law leaves open or that is unverified; dated, never edited."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, null=True)
    key = models.CharField(max_length=60)
    value = models.JSONField()
    since = models.DateField()
    until = models.DateField("失效日期", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "key", "since"], name="setting_once_a_day")]

    def __str__(self):
        return f"{self.key}@{self.since}"


class Proposal(models.Model):
    """What one person of a court put forward and another decided: who, when, why. Never edited afterwards (proposals.py)."""

    class State(models.TextChoices):
        PENDING = "pending", "待批准"
        APPROVED = "approved", "已批准"
        REFUSED = "refused", "未批准"
        WITHDRAWN = "withdrawn", "已撤回"

    reason = models.CharField("理由", max_length=200)
    state = models.CharField(max_length=9, choices=State, default=State.PENDING)
    proposed_by = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    opinion = models.CharField("意见", max_length=200, blank=True)

    class Meta:
        abstract = True


class SettingChange(Proposal):
    """A change of a setting as it was put forward and decided, and on which instrument."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    value = models.JSONField()
    since = models.DateField("生效日期")
    until = models.DateField("失效日期", null=True)
    instrument = models.CharField("依据", max_length=120, blank=True)
    setting = models.OneToOneField(Setting, models.PROTECT, null=True, related_name="change")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "key"], condition=models.Q(state="pending"),
                                               name="setting_change_once_pending")]
        indexes = [models.Index(fields=["court", "-id"], name="setting_change_of_court")]

    def __str__(self):
        return f"{self.key}@{self.since}"


class DemoMark(models.Model):
    """Its one row marks the database as a demo, for ever, and keeps how far the court's clock was moved."""

    id = models.IntegerField(primary_key=True, default=1)
    marked_at = models.DateTimeField()
    offset_us = models.BigIntegerField("时钟偏移（微秒）", default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="demo_mark_is_one", condition=models.Q(id=1))]

    def __str__(self):
        return "演示库"
