from django.db import models
from django.db.models import Q

from court.base.courts.models import Court
from court.base.people.models import Account, Person
from court.kit.crypto import EncryptedTextField
from court.kit.ids import new_id, public_code
from court.spine.cases.models import Case, Party
from court.spine.dossier.models import Document


class ServiceOrder(models.Model):
    """One paper that one party is to be served with.

    wanted        what effective service brings about
    entry_place   the journal place of the act that produced the paper, act its code
    effective_on  the day of service by law; None until it is served
    code          what the text message names, so that the right page is found
    """

    class State(models.TextChoices):
        OPEN = "open", "未送达"
        SENT = "sent", "送达中"
        ARRIVED = "arrived", "已到达"
        READ = "read", "已阅看"
        EFFECTIVE = "effective", "已送达"
        FAILED = "failed", "送达失败"
        DROPPED = "dropped", "不再送达"

    class Wanted(models.TextChoices):
        COMPLAINT = "complaint", "送达起诉状副本"
        EVIDENCE = "evidence", "送达举证通知"
        APPEALABLE = "appealable", "送达可上诉的裁判文书"
        FINAL = "final", "送达不可上诉的文书"
        APPEAL = "appeal", "送达上诉状副本"
        NOTICE = "notice", "送达通知"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="service_orders")
    document = models.ForeignKey(Document, models.PROTECT, related_name="service_orders")
    party = models.ForeignKey(Party, models.PROTECT, related_name="service_orders")
    act = models.CharField(max_length=40)
    entry_place = models.BigIntegerField()
    wanted = models.CharField("送达事项", max_length=10, choices=Wanted)
    state = models.CharField("状态", max_length=9, choices=State, default=State.OPEN)
    due_on = models.DateField("送达期限", null=True)
    effective_on = models.DateField("送达日期", null=True)
    code = models.CharField("查询码", max_length=12, default=public_code, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "party"], name="service_order_once")]
        indexes = [
            models.Index(fields=["court", "id"], name="service_order_open", condition=~Q(state="effective")),
            models.Index(fields=["case", "state"], name="service_order_of_case"),
        ]

    def __str__(self):
        return f"{self.document_id}→{self.party_id}"

    @property
    def is_served(self) -> bool:
        return self.state == self.State.EFFECTIVE


class Attempt(models.Model):
    """One try. Sent, arrived, read and effective are facts of their own, each with its moment.

    way            a key of law.service.modes()
    day            the day that counts for the way: signed, left, noted, sent, posted, published
    signed_on      for a letter: the day of the receipt; returned_on and reason when it came back
    superseded_by  a later entry stands in place of this one; `withdrawn_at` without one: entered by mistake
    """

    class State(models.TextChoices):
        SENT = "sent", "已发出"
        ARRIVED = "arrived", "已到达"
        EFFECTIVE = "effective", "已生效"
        FAILED = "failed", "未送达"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    order = models.ForeignKey(ServiceOrder, models.PROTECT, related_name="attempts")
    way = models.CharField("送达方式", max_length=16)
    state = models.CharField(max_length=9, choices=State, default=State.SENT)
    day = models.DateField("日期")
    signed_on = models.DateField("签收日期", null=True)
    returned_on = models.DateField("退回日期", null=True)
    reason = models.CharField("退回或未送达原因", max_length=100, blank=True)
    witnessed = models.BooleanField("有见证人或影像", default=False)
    receiver = models.CharField("签收人", max_length=60, blank=True)
    tracking = models.CharField("邮件单号或公告载体", max_length=80, blank=True)
    address = EncryptedTextField("送达地址", blank=True)
    sent_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    effective_on = models.DateField(null=True)
    explained = models.JSONField(default=list)
    proof = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="supersedes")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    withdrawn_why = models.CharField("更正理由", max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["order", "id"], name="attempt_of_order")]

    def __str__(self):
        return f"{self.way} {self.day}"

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None


class ServiceAddress(models.Model):
    """An address at which a party is to be served in a case, as the court came to know it. Withdrawn, never edited.

    source  送达地址确认书 binds the party (民诉法解释137, 法院专递规定3–5); the others are leads to be checked
    """

    class Source(models.TextChoices):
        CONFIRMED = "confirmed", "送达地址确认书"
        TOLD = "told", "当事人或代理人告知"
        OPPONENT = "opponent", "对方当事人提供"
        REGISTER = "register", "户籍或者登记查询"
        CHECKED = "checked", "法院核实"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    party = models.ForeignKey(Party, models.PROTECT, related_name="service_addresses")
    source = models.CharField("来源", max_length=10, choices=Source)
    address = EncryptedTextField("送达地址")
    day = models.DateField("确认或者查询日期")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["party", "id"], name="service_address_of_party")]

    def __str__(self):
        return f"{self.party_id} {self.source}"


class PrintBatch(models.Model):
    """Labels or envelopes as they were printed; the same sheet can be printed again after days.

    lines  what stood on each label, JSON, sealed because it holds names and addresses
    """

    class Kind(models.TextChoices):
        LABELS = "labels", "邮寄标签"
        ENVELOPES = "envelopes", "信封"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    kind = models.CharField("种类", max_length=10, choices=Kind)
    orders = models.ManyToManyField(ServiceOrder, related_name="batches")
    lines = EncryptedTextField()
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    printed = models.IntegerField("打印次数", default=1)

    class Meta:
        indexes = [models.Index(fields=["court", "-id"], name="print_batch_of_court")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"
