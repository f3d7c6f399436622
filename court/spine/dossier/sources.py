"""来源: by which door a paper came into the dossier, from whom, and when, in words of the court."""

from dataclasses import dataclass
from datetime import datetime

from court.spine.dossier.models import Document

# kind of paper -> its door; what is made from a template is the court's own, or typed by a party on the platform.
DOORS = {
    "service_proof": "送达回传", "service_address": "送达地址确认", "service_receipt": "送达回传",
    "hearing_record": "庭审笔录", "recording": "庭审录音录像", "fee_receipt": "交费票据", "authority": "代理手续提交",
    "adjournment_proof": "当事人提交", "person_correction": "窗口提交", "added": "本院归入", "scanned": "扫描收件",
    "material": "当事人补充提交", "handover": "上级法院移送",
}  # fmt: skip
TYPED = {"submission", "complaint"}


@dataclass(frozen=True)
class Source:
    """door: how it came · who: the party, else the person who brought or asked for it · when"""

    door: str
    who: str
    when: datetime


def of(document: Document) -> Source:
    who = document.party.name if document.party else str(document.created_by) if document.created_by else document.court.name
    return Source(_door(document), who, document.created_at)


def _door(document: Document) -> str:
    if document.part_of_id:
        return "成批扫描件拆分"
    if document.kind in DOORS:
        return DOORS[document.kind]
    if document.template:
        return "当事人在线填写" if document.template in TYPED else "本院办案系统生成"
    if document.filing_id:
        return "立案时提交"
    return "当事人在线提交" if document.party else "本院归入"
