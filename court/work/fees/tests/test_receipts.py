"""The receipt of a fee is a paper of its case from the moment the money is booked."""

import pytest

from court.spine.cases.tests.stage import build, paid
from court.spine.dossier import sources
from court.spine.dossier.models import Document

pytestmark = pytest.mark.both_databases


def test_a_booked_fee_files_its_receipt_once_with_its_source(db):
    stage = build()
    case = stage.case()
    paid(case)
    paid(case)
    receipt = Document.objects.get(case=case, kind="fee_receipt")
    assert receipt.title == "诉讼费电子收据（王建国）" and receipt.item == "缴纳诉讼费用或减、缓、免手续"
    assert receipt.data["code"] and receipt.party.name == "王建国"
    assert sources.of(receipt).door == "交费票据"
