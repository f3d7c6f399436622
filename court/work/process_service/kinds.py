"""What serving a paper brings about, by the kind of paper; and the ways, with the fact that each one needs."""
from court.spine.cases.models import Case
from court.spine.dossier.models import Document
from court.work.process_service.models import ServiceOrder
from law import service

Wanted = ServiceOrder.Wanted
APPEALABLE = {"judgment": "判决", "dismissal": "裁定", "transfer": "裁定", "objection": "裁定"}
BY_TEMPLATE = {"response_notice": Wanted.COMPLAINT, "evidence_notice": Wanted.EVIDENCE,
               "appeal_notice": Wanted.APPEAL}
JUDGED_KINDS = {"judgment": "判决", "mediation": "调解"}
BY_HAND = ("direct", "at_court", "elsewhere", "leaving", "post", "entrusted", "via_unit", "pronouncement",
           "public_notice")
DAY_LABELS = {"direct": "签收日期", "at_court": "到院领取日期", "elsewhere": "记明在卷日期", "leaving": "留置日期",
              "post": "交邮日期", "entrusted": "签收日期", "via_unit": "签收日期", "pronouncement": "宣判日期",
              "public_notice": "公告刊登日期", "electronic": "发送日期"}
NEEDS_WITNESS = {"leaving", "elsewhere"}


def wanted_of(case: Case, document: Document) -> str:
    """What the court wants by serving this paper. Small claims are final at first instance (民诉法165)."""
    if document.template != "court_paper":
        return BY_TEMPLATE.get(document.template, Wanted.NOTICE)
    if document.kind in APPEALABLE and not (document.kind == "judgment" and case.track == "small_claims"):
        return Wanted.APPEALABLE
    return Wanted.FINAL


def doc_of(document: Document) -> str:
    """判决, 裁定 or 调解 for the law's rules; other papers count as 通知."""
    if document.template != "court_paper":
        return "通知"
    return JUDGED_KINDS.get(document.kind, "裁定")


def label_of(way: str) -> str:
    return service.mode_named(way).label


def ways() -> list[tuple[str, str]]:
    """The ways a person of the court may enter, with their labels."""
    return [(key, label_of(key)) for key in BY_HAND]
