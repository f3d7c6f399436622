"""What intake prints: the receipt with every file's digest, and the separator sheets."""

from collections.abc import Sequence

import segno
from django.conf import settings
from django.urls import NoReverseMatch, reverse

from court.base.courts import clock
from court.kit.days import date_of, formal, stamp
from court.kit.press import signing
from court.kit.press.typesetting import typeset
from court.spine.dossier import separators
from court.spine.dossier.models import Document, Rendition
from court.work.intake.models import Intake


def originals(document: Document) -> list[Rendition]:
    found = [one for one in document.renditions.all() if one.purpose == Rendition.Purpose.ORIGINAL]
    return sorted(found, key=lambda one: one.pk)


def _rows(intake: Intake) -> list[dict]:
    rows = []
    for number, document in enumerate(intake.documents.prefetch_related("renditions"), 1):
        # What was scanned anew later is not what was handed in.
        kept = [one for one in originals(document) if one.made_at == document.created_at]
        for place, one in enumerate(kept):
            first = place == 0
            rows.append({"number": str(number) if first else "", "title": document.title if first else one.name,
                         "files": str(len(kept)) if first else "", "digest": one.sha256})  # fmt: skip
    return rows


def address(intake: Intake) -> str:
    try:
        path = reverse("intake_check")
    except NoReverseMatch:
        path = "/materials/check/"
    return f"{settings.COURT_ADDRESS}{path}?code={intake.code}"


def receipt_facts(intake: Intake) -> dict:
    about = intake.case.number if intake.case else intake.asked or "未写明"
    rows = [("递交人", intake.sender), ("递交方式", intake.get_door_display()), ("所涉案件", about),
            ("收到时间", stamp(intake.received_at)), ("纸张数", f"{intake.sheets}张" if intake.sheets else "——"),
            ("收件人", str(intake.received_by) if intake.received_by and intake.received_by.kind == "staff" else "在线接收"),
            ("查询码", intake.code)]  # fmt: skip
    if intake.from_court:
        rows.insert(2, ("移送法院", intake.from_court.name))
    if intake.remarks:
        rows.append(("备注", intake.remarks))
    day = date_of(intake.received_at)
    return {"court": intake.court.name, "name": "诉讼材料收据", "number": "", "day": formal(day),
            "rows": [{"label": label, "value": value} for label, value in rows], "papers": _rows(intake),
            "qr": segno.make(address(intake), error="m").svg_inline(scale=3, border=1),
            "notes": [f"查询码：{intake.code}。扫描二维码，或者在“移动微诉讼—收件查询”中输入查询码，可以查询办理情况。",
                      "校验值用以证明法院收到的文件与您递交的文件一致；文件安全检查的结果另行告知。"]}  # fmt: skip


def receipt(intake: Intake) -> bytes:
    """The receipt under the court's seal (民事诉讼法第一百二十六条所称收据之外的一般收件凭证)."""
    told = receipt_facts(intake)
    made = typeset("intake_receipt", told, on=date_of(intake.received_at), author=intake.court.name)
    return signing.sign_pdf(made, court=intake.court.name, code=intake.court_id, reason="诉讼材料收据", at=clock.now(),
                            over=told["day"], illustrative=clock.is_demo())  # fmt: skip


def separator_sheets(wanted: Sequence[tuple[str, str]]) -> bytes:
    """Sheets to print: (code, words) each a page, the code large and again at the foot."""
    sheets = []
    for code, words in wanted:
        read = separators.read(code)
        title = {"PAPER": "下一份材料", "CASE": "下一案件", "END": "结束"}[read.kind if read else "PAPER"]
        qr = segno.make(code, error="h").svg_inline(scale=4, border=4)
        sheets.append({"title": title, "qr": qr, "words": words or "——", "code": code})
    return typeset("separator_sheets", {"sheets": sheets}, on=clock.today(), author="")
