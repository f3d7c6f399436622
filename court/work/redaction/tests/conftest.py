import pytest

from court.kit.press import sheets
from court.spine.cases.tests.stage import DAY
from court.spine.dossier.tests import conftest as dossier
from court.spine.dossier.texts import PageLayout

stage, case, heard, put, web, _clean_scanner = (
    dossier.stage, dossier.case, dossier.heard, dossier.put, dossier.web, dossier._clean_scanner
)  # fmt: skip
ID_NUMBER, NAME, PHONE = "149901199003074321", "赵秘密", "13900001234"
LINES = [f"原告{NAME}，男，身份证号码{ID_NUMBER}，电话{PHONE}。", "被告尚欠借款本金五万元未还。", f"{NAME}请求判令被告还款。"]


def statement(lines: list[str] | None = None) -> bytes:
    """A paper with words of its own, some of which nobody outside should read."""
    return sheets.slip("情况说明", lines or LINES, on=DAY)


@pytest.fixture
def paper(heard, put):
    return put(heard, "情况说明", content=statement(), name="说明.pdf", item="原告举证材料")


def blind(bare, folder) -> list[PageLayout]:
    """A reading that sees nothing on any page, where a test is not about the eye."""
    from court.kit.press import leaves

    return [PageLayout(*size) for size in leaves.sizes(bare, "application/pdf")]
