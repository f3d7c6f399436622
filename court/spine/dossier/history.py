"""What became of a paper: who did what when, from the journal, in words for the people of the court."""

from dataclasses import dataclass
from datetime import datetime

from court.base.people.models import Account
from court.spine.dossier.actions import STRIKE_REASONS
from court.spine.dossier.models import Document
from court.spine.journal.models import Entry

WORDS = {
    "document.received": "收到", "document.expected": "开始制作", "document.produced": "制成", "document.sealed": "加盖院印",
    "document.admitted": "通过安全检查，入卷", "document.refused": "未通过安全检查", "document.adopted": "随立案入卷",
    "document.issued": "发布", "document.held": "暂缓发布", "document.superseded": "被替换", "document.struck": "剔除",
    "document.restored": "恢复", "document.moved": "调整归类", "document.renamed": "更名", "document.searchable": "制成可检索件",
    "document.read": "识读文字", "document.laid_out": "保存版面文字", "document.split": "拆分", "document.joined": "合回",
    "document.given_back": "退回收件箱", "document.back_in_tray": "回到收件箱", "document.removed": "提交人删除",
    "document.redaction_made": "制成遮蔽件", "document.redacted": "遮蔽件生效", "document.redaction_refused": "遮蔽件退回修改",
    "document.redaction_lifting": "提出撤销遮蔽", "document.redaction_lifted": "撤销遮蔽", "document.rescanned": "重新扫描",
    "dossier.sealed_off": "封存", "dossier.unsealing_asked": "提出解封", "dossier.unsealed": "解封",
    "dossier.unsealing_refused": "未批准解封", "dossier.unsealing_withdrawn": "撤回解封",
}  # fmt: skip
MOST = 200


@dataclass(frozen=True)
class Event:
    """One thing that happened; `who` is empty for the house itself."""

    at: datetime
    words: str
    who: str
    detail: str = ""


def of(document: Document) -> list[Event]:
    """Everything the journal tells of a paper, the newest first; and what closed or opened its whole dossier."""
    streams = [stream for stream, has in (
        (f"filing:{document.filing_id}", document.filing_id), (f"intake:{document.intake_id}", document.intake_id),
        (f"case:{document.case_id}", document.case_id)) if has]  # fmt: skip
    about = Entry.objects.filter(stream__in=streams)
    own = about.filter(facts__contains=f'"document":"{document.pk}"', kind__startswith="do")
    whole = about.filter(kind__in=("dossier.sealed_off", "dossier.unsealed"), facts__contains='"document":""')
    rows = sorted({one.pk: one for one in [*own.order_by("-id")[:MOST], *whole[:20]]}.values(), key=lambda one: -one.pk)
    names = _names(rows)
    return [Event(datetime.fromisoformat(one.at), _words(one), names.get(one.actor, ""), _detail(one)) for one in rows]


def _words(entry: Entry) -> str:
    words = WORDS.get(entry.kind, "办理")
    return f"整卷{words}" if entry.kind.startswith("dossier.") and not entry.read_facts().get("document") else words


def _detail(entry: Entry) -> str:
    facts = entry.read_facts()
    if entry.kind == "document.struck":
        return STRIKE_REASONS.get(facts.get("reason", ""), "")
    if entry.kind == "document.moved":
        return str(facts.get("item", ""))
    return f"SHA-256 {facts['sha256'][:16]}…" if facts.get("sha256") else ""


def _names(rows: list[Entry]) -> dict[str, str]:
    pks = {int(one.actor.partition(":")[2]) for one in rows if one.actor.startswith("account:")}
    known = Account.objects.filter(pk__in=pks).select_related("person")
    return {f"account:{one.pk}": one.person.name for one in known}
