"""Papers made of a filing: the complaint from the answers, the identity slip, the ruling not to docket."""

import io
from datetime import datetime

from django.db import transaction

from court.base.access.actor import Actor
from court.base.people.masks import mask_id_number
from court.base.people.persons import age_of
from court.kit import money
from court.kit.days import date_of, formal, plain, stamp
from court.kit.press.typesetting import typeset
from court.spine.dossier import actions as dossier
from court.spine.dossier.models import Document
from court.spine.errands.actions import ask
from court.work.filing.files import ITEMS, Category
from court.work.filing.models import Filing, FilingParty

RULING = "filing_refusal"


def complaint_facts(filing: Filing) -> dict:
    """The 民事起诉状 in the shape of its template (民事诉讼法第一百二十四条)."""
    evidence = filing.files.filter(category=Category.EVIDENCE).select_related("document")
    acting = f"委托诉讼代理人：{filing.person.name}{f'，{filing.agent_firm}' if filing.agent_firm else ''}。"
    day = date_of(filing.submitted_at)
    return {
        "court": filing.court.name, "on": day.isoformat(), "day": formal(day), "cause": filing.cause,
        "parties": [party_line(one, day) for one in filing.parties.all()],
        "agent": acting if filing.capacity == Filing.Capacity.AGENT else "",
        "claims": [f"{place}．{text}" for place, text in enumerate(filing.claims, 1)],
        "amount": f"请求金额合计{money.plain(filing.amount_fen)}元。" if filing.amount_fen is not None else "",
        "elements": [f"{label}：{value}" for label, value in filing.elements.items()],
        "grounds": filing.grounds,
        "evidence": [f"{place}．{one.document.title}" for place, one in enumerate(evidence, 1)],
        "signer": filing.person.name, "stamp": stamp(filing.submitted_at), "number": filing.number,
    }


def party_line(party: FilingParty, on) -> str:
    label = party.get_role_display()
    if party.kind != "natural":
        head = f"法定代表人（主要负责人）：{party.head_name}{f'，{party.head_post}' if party.head_post else ''}" if party.head_name else ""
        code = f"统一社会信用代码{party.id_number}" if party.id_number else ""
        parts = [party.name, f"住所地{party.address}" if party.address else "", code, head, _phone(party)]
    else:
        age = age_of(party.person, on) if party.person else None
        parts = [party.name, party.sex, f"{age}岁" if age is not None else "", party.ethnicity, party.occupation,
                 f"工作单位{party.employer}" if party.employer else "", f"住{party.address}" if party.address else "",
                 f"身份证号码{party.id_number}" if party.id_number else "", _phone(party)]
    return f"{label}：{'，'.join(part for part in parts if part)}。"


def _phone(party: FilingParty) -> str:
    return f"联系电话{party.phone}" if party.phone else ""


def identity_facts(filing: Filing) -> dict:
    """What was verified of who handed it in, as a paper for the dossier (在线诉讼规则第七条)."""
    person = filing.person
    way = "实名核验服务（姓名与居民身份证号码一致）" if person.verified_at else "窗口工作人员当面核对证件原件"
    rows = [("姓名", person.name), ("证件", f"{person.get_id_kind_display()} {mask_id_number(person.id_number)}"),
            ("身份", filing.get_capacity_display()), ("核验方式", way),
            ("核验时间", stamp(person.verified_at or filing.submitted_at)), ("收件编号", filing.number),
            ("提交时间", stamp(filing.submitted_at)), ("提交内容摘要", filing.digest)]
    return {"court": filing.court.name, "name": "当事人身份核验单", "on": date_of(filing.submitted_at).isoformat(),
            "day": formal(date_of(filing.submitted_at)),
            "rows": [{"label": label, "value": value} for label, value in rows]}


def make_papers(filing: Filing, version: int, *, at: datetime) -> None:
    """Typeset what the answers give. Twice is once; an older version's papers give way to the newer."""
    own = filing.files.filter(category=Category.COMPLAINT).exclude(document__state=Document.State.REFUSED).exists()
    if not own:
        _put(filing, version, "complaint", "民事起诉状", complaint_facts(filing), Category.COMPLAINT, at)
    _put(filing, version, "identity_slip", "当事人身份核验单", identity_facts(filing), Category.IDENTITY, at)


def _put(filing: Filing, version: int, template: str, title: str, facts: dict, category: Category, at: datetime) -> None:
    key = f"{template}:{filing.pk}:{version}"
    if Document.objects.filter(key=key).exists():
        return
    pdf = typeset(template, facts, author=filing.person.name)
    arrived = dossier.take_in(io.BytesIO(pdf), f"{title}.pdf", len(pdf))
    with transaction.atomic():
        locked = Filing.objects.select_for_update(of=("self",)).select_related("court", "case").get(pk=filing.pk)
        if Document.objects.filter(key=key).exists() or locked.submitted_at != filing.submitted_at:
            return
        owner = locked.case.parties.filter(role="plaintiff").order_by("order").first() if locked.case else None
        made = dossier.receive(
            locked.court, arrived, kind=template, title=title, by=locked.account, at=at, case=locked.case, party=owner,
            filing_id=locked.pk, item=ITEMS[category],
            secrecy=Document.Secrecy.PARTIES if template == "complaint" else Document.Secrecy.OWN)
        Document.objects.filter(pk=made.pk).update(key=key)
        older = Document.objects.filter(kind=template, filing_id=filing.pk, case=None).exclude(
            pk=made.pk).exclude(state=Document.State.SUPERSEDED)
        for old in older if locked.case is None else []:
            dossier.supersede(old, made, by=None, at=at, why="补正后重新生成")


def expect_ruling(filing: Filing, reason: str, *, by: Actor, at: datetime) -> Document:
    """Ask for the ruling; an errand makes its pages and sets the court's seal. It belongs to the filing."""
    document = Document(
        court=filing.court, filing_id=filing.pk, kind=RULING, title="民事裁定书（不予受理）", state=Document.State.EXPECTED,
        template=RULING, data=ruling_facts(filing, reason, by, at), key=f"{RULING}:{filing.pk}", sealed=True,
        created_by=by.account, created_at=at)
    document.save(force_insert=True)
    dossier.note(document, "expected", by=by, at=at, first=True)
    ask("document.render", key=f"document.render:{document.pk}", payload={"document": str(document.pk)}, at=at,
        court=filing.court_id)
    return document


def ruling_facts(filing: Filing, reason: str, by: Actor, at: datetime) -> dict:
    day = date_of(at)
    plaintiffs = [one for one in filing.parties.all() if one.role == "plaintiff"]
    defendants = "、".join(one.name for one in filing.parties.all() if one.role == "defendant")
    superior = filing.court.superior.name if filing.court.superior else "上一级人民法院"
    return {
        "name": "民事裁定书", "number": f"收件编号 {filing.number}", "day": formal(day), "on": day.isoformat(),
        "parties": [party_line(one, day).replace("原告：", "起诉人：", 1) for one in plaintiffs],
        "paragraphs": [
            f"{plain(filing.received_on)}，本院收到{'、'.join(one.name for one in plaintiffs)}的起诉状。"
            f"起诉人诉{defendants}{filing.cause}，请求：{'；'.join(filing.claims)}",
            f"本院经审查认为，{filing.opinion}（{reason}）。",
            "依照《中华人民共和国民事诉讼法》第一百二十二条、第一百二十六条、第一百五十七条规定，裁定如下：",
            f"对{'、'.join(one.name for one in plaintiffs)}的起诉，本院不予受理。",
            f"如不服本裁定，可以在裁定书送达之日起十日内，向本院递交上诉状，上诉于{superior}。",
        ],
        "signatures": [{"post": "审判员", "name": by.person.name}],
    }


def ruling_of(filing: Filing) -> Document | None:
    return Document.objects.filter(key=f"{RULING}:{filing.pk}").prefetch_related("renditions").first()
