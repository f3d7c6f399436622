from django.db import models
from django.db.models import Q

from court.base.courts.models import Court
from court.base.people.models import Account, Person
from court.kit.ids import new_id
from court.spine.cases.models import Case


class Order(models.Model):
    """What somebody owes the court for one purpose in one case, in fen.

    apart    borne by its payer whatever is decided of the other fees: a withdrawn counterclaim's
    jointly  who owes it together with the payer: one sum, each of them may pay it and answers for the whole
    """

    class Purpose(models.TextChoices):
        ACCEPTANCE = "acceptance", "案件受理费"
        COUNTERCLAIM = "counterclaim", "反诉案件受理费"
        TOPUP = "topup", "补交案件受理费"
        APPEAL = "appeal", "上诉案件受理费"
        BURDEN = "burden", "应负担的诉讼费"
        OBJECTION = "objection", "管辖权异议案件受理费"

    class State(models.TextChoices):
        OPEN = "open", "待交纳"
        PAID = "paid", "已交纳"
        WAIVED = "waived", "免交"
        DEFERRED = "deferred", "缓交"
        CLOSED = "closed", "已关闭"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="orders")
    payer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    jointly = models.ManyToManyField(Person, related_name="+", verbose_name="共同交纳人")
    purpose = models.CharField(max_length=14, choices=Purpose)
    number = models.CharField("订单号", max_length=32, unique=True)
    attempt = models.IntegerField(default=0)
    full_fen = models.BigIntegerField("全额")
    amount_fen = models.BigIntegerField("应交")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    apart = models.BooleanField("由交费人自行负担", default=False)
    explanation = models.JSONField(default=list)
    due_on = models.DateField(null=True)
    link = models.CharField(max_length=500, blank=True)
    link_until = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gte=0) & Q(full_fen__gte=models.F("amount_fen")),
                                   name="order_amount_sane"),
            models.UniqueConstraint(fields=["case", "payer", "purpose"], name="order_once_a_purpose",
                                    condition=~Q(purpose__in=["topup", "burden", "appeal", "objection"]) & Q(apart=False)),
        ]
        indexes = [models.Index(fields=["court", "state", "-id"], name="order_of_court")]

    @property
    def owed_by(self) -> set[int]:
        return {self.payer_id, *(one.pk for one in self.jointly.all())}


class LedgerLine(models.Model):
    """Money that moved, as the gateway told and we checked; never changed, corrected by further lines."""

    class Kind(models.TextChoices):
        PAYMENT = "payment", "收款"
        REFUND = "refund", "退款"
        ODD = "odd", "待核款项"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    order = models.ForeignKey(Order, models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=8, choices=Kind)
    amount_fen = models.BigIntegerField()
    transaction_no = models.CharField("交易号", max_length=64, unique=True)
    order_no = models.CharField(max_length=40)
    at = models.DateTimeField()
    booked_at = models.DateTimeField()
    why = models.CharField(max_length=120, blank=True)


class Refund(models.Model):
    """Money going back: prepared by one person, released by another, then sent by an errand."""

    class State(models.TextChoices):
        OWED = "owed", "待办理"
        PREPARED = "prepared", "待复核"
        RELEASED = "released", "退款中"
        DONE = "done", "已退款"
        REFUSED = "refused", "未通过"
        STUCK = "stuck", "退款异常"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    order = models.ForeignKey(Order, models.PROTECT, related_name="refunds")
    number = models.CharField(max_length=32, unique=True)
    amount_fen = models.BigIntegerField()
    ground = models.CharField(max_length=30)
    explanation = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State, default=State.OWED)
    due_on = models.DateField(null=True)
    prepared_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    released_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="refund_of_something"),
            models.CheckConstraint(condition=Q(released_by=None) | ~Q(released_by=models.F("prepared_by")),
                                   name="refund_by_two_people"),
        ]


class Apportionment(models.Model):
    """Who bears the fees as a judge decided it; the newest that an act took counts (Case.facts["fee_burden"]).

    matters  [{"key", "label", "full_fen", "payable_fen", "rows": [{"party", "amount_fen"}]}]
    outcome  {matter: {"claimed_fen", "supported_fen"}} from which the proposal was computed
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="apportionments")
    manner = models.CharField("结案方式", max_length=20)
    direct = models.BooleanField("败诉方直接支付给胜诉方", default=False)
    matters = models.JSONField()
    outcome = models.JSONField(default=dict)
    total_fen = models.BigIntegerField()
    decided_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(total_fen__gte=0), name="apportionment_not_negative")]


class Reconciliation(models.Model):
    """One day of the gateway's bill, which is one for all courts, against the ledger.

    rows    what doesn't agree, each with the code of the court whose order it names, "" where no court's does
    courts  {code: {"bill_fen", "ledger_fen", "matched"}}: what each court may see of the day
    """

    day = models.DateField(primary_key=True)
    made_at = models.DateTimeField()
    bill_fen = models.BigIntegerField()
    ledger_fen = models.BigIntegerField()
    matched = models.IntegerField()
    rows = models.JSONField(default=list)
    courts = models.JSONField(default=dict)
