from django.db import models
from django.db.models import Q

from court.base.people.models import Account
from court.kit.ids import new_id
from court.spine.dossier.models import Document, Rendition


class Redaction(models.Model):
    """One edition of what is covered on a paper.

    source   the form it was drawn on: what people read when it was begun
    marks    [{"page", "x", "y", "w", "h", "reason", "words", "term"}]; places as shares (0..1) of the page shown
    version  counts every change of the marks, so that two people at once don't lose each other's
    result   the burnt form
    fault    why the burning was refused, in Chinese
    """

    class State(models.TextChoices):
        DRAFT = "draft", "编辑中"
        BURNING = "burning", "制作中"
        BURNT = "burnt", "待复核"
        IN_FORCE = "in_force", "已生效"
        REPLACED = "replaced", "已被新版替换"
        DROPPED = "dropped", "已放弃"
        LIFTED = "lifted", "已撤销"

    class Reason(models.TextChoices):
        PRIVACY = "privacy", "个人隐私"
        MINOR = "minor", "未成年人信息"
        TRADE = "trade", "商业秘密"
        STATE = "state", "国家秘密"
        OTHER = "other", "其他"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    document = models.ForeignKey(Document, models.PROTECT, related_name="redactions")
    source = models.ForeignKey(Rendition, models.PROTECT, related_name="+")
    edition = models.IntegerField("版次")
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    marks = models.JSONField(default=list)
    version = models.IntegerField(default=0)
    result = models.ForeignKey(Rendition, models.PROTECT, null=True, related_name="+")
    pages_done = models.IntegerField(default=0)
    fault = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    burnt_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    opinion = models.CharField("复核意见", max_length=200, blank=True)
    lift_reason = models.CharField("撤销理由", max_length=200, blank=True)
    lift_asked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    lifted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "edition"], name="redaction_edition_once"),
            models.UniqueConstraint(fields=["document"], name="redaction_one_in_work",
                                    condition=Q(state__in=["draft", "burning", "burnt"])),
            models.UniqueConstraint(fields=["document"], name="redaction_one_in_force", condition=Q(state="in_force")),
        ]

    def __str__(self):
        return f"{self.document}第{self.edition}版遮蔽"

    @property
    def pages_marked(self) -> list[int]:
        return sorted({mark["page"] for mark in self.marks})

    def of_page(self, page: int) -> list[dict]:
        return [mark for mark in self.marks if mark["page"] == page]
