from django.db import models
from django.db.models import Q

from court.base.people.models import Account
from court.kit.ids import new_id
from court.spine.cases.models import Case


class Bundle(models.Model):
    """One edition of a bundle: asked for, made by an errand, kept for a time. Its labels resolve after the file is gone.

    number   第几册 of the case; edition counts the same choice made anew
    chosen   ids of papers in the order wanted
    contents [{"document", "rendition", "title", "first", "pages", "labels"}] once it is made
    turn     counts the tries
    until    when the file is taken away
    """

    class State(models.TextChoices):
        WAITING = "waiting", "排队中"
        MAKING = "making", "制作中"
        READY = "ready", "已制成"
        FAILED = "failed", "未制成"
        CANCELLED = "cancelled", "已取消"
        EXPIRED = "expired", "已过保存期"
        DROPPED = "dropped", "已作废"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="bundles")
    number = models.IntegerField("册号")
    edition = models.IntegerField("版次", default=1)
    title = models.CharField("名称", max_length=100)
    chosen = models.JSONField()
    marked = models.BooleanField("加水印", default=False)
    folders = models.BooleanField("加分类页", default=False)
    whole = models.BooleanField("整卷", default=False)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    turn = models.IntegerField(default=1)
    pages_done = models.IntegerField(default=0)
    pages = models.IntegerField(default=0)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    contents = models.JSONField(default=list)
    left_out = models.IntegerField(default=0)
    fault = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["case", "number", "edition"], name="bundle_edition_once")]
        indexes = [models.Index(fields=["made_by", "case"], name="bundle_of_account"),
                   models.Index(fields=["until"], name="bundle_to_go", condition=Q(state="ready"))]

    def __str__(self):
        return f"{self.called}《{self.title}》"

    @property
    def called(self) -> str:
        return f"第{self.number}册" + (f"（{self.edition}版）" if self.edition > 1 else "")

    def label(self, page: int) -> str:
        """What page `page` of it is called, for ever."""
        return f"{self.called}{page}页"

    @property
    def percent(self) -> int:
        return min(99, self.pages_done * 100 // self.pages) if self.pages else 0


class Selection(models.Model):
    """What somebody chose in a case and wants to choose again."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=60)
    chosen = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "account", "name"], name="selection_once_a_name")]

    def __str__(self):
        return self.name
