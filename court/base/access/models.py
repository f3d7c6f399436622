"""Tables named reads_… live in the database of reads, so that looking at a page never waits for a filing.

They hold ids as plain numbers: there are no foreign keys between two databases.
"""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from court.kit.ids import new_id


class ReadRecord(models.Model):
    """One look: who, when, where from, what, and how (read, print, download, unmask …). Never changed."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    at = models.DateTimeField("时间")
    account = models.BigIntegerField("账号", null=True)
    person = models.BigIntegerField("人员", null=True)
    court = models.CharField("法院", max_length=8, blank=True)
    capacity = models.CharField("身份", max_length=60, blank=True)
    address = models.CharField("来源地址", max_length=45, blank=True)
    page = models.CharField("页面", max_length=200, blank=True)
    stream = models.CharField("对象", max_length=60)
    thing = models.CharField("内容", max_length=80, blank=True)
    verb = models.CharField("方式", max_length=20)

    class Meta:
        db_table = "reads_record"
        indexes = [
            models.Index(fields=["stream", "-id"], name="reads_record_stream"),
            models.Index(fields=["account", "-id"], name="reads_record_account"),
        ]

    def __str__(self):
        return f"{self.account} {self.verb} {self.stream}"


class SessionRow(AbstractBaseSession):
    """A browser that signed in. Kept beside the reads: it is touched by looking at pages."""

    account = models.BigIntegerField(null=True, db_index=True)
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=120, blank=True)
    begun_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "reads_session"

    def __str__(self):
        return f"{self.account}"


class RateCount(models.Model):
    """The latest hits of one key (a digest: no address or number is kept), as seconds since 1970."""

    key = models.CharField(max_length=64, primary_key=True)
    hits = models.TextField(default="")
    until = models.BigIntegerField(db_index=True)

    class Meta:
        db_table = "reads_rate"

    def __str__(self):
        return self.key
