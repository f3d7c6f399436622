"""What a party hands in that cannot be taken: refused by its name with the cure, and the words typed are still there."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from court.spine.dossier.models import Document
from court.spine.dossier.tests.papers import pdf

pytestmark = pytest.mark.django_db
TYPED = "借款属实，请求分期归还。𠮷😀"


def encrypted() -> bytes:
    made = io.BytesIO()
    pikepdf.open(io.BytesIO(pdf(1))).save(made, encryption=pikepdf.Encryption(owner="a", user="b"))
    return made.getvalue()


BAD_FILES = [
    ("借条.pdf", b"", "空文件"), ("借条.exe", b"MZ" + bytes(99), "格式"), ("照片.jpg", b"MZ" + bytes(99), "可执行程序"),
    ("借条.pdf", pdf(1)[:-300], "借条.pdf"), ("合同.pdf", encrypted(), "合同.pdf"), ("截图.png", pdf(1), "截图.png"),
    ("说明.txt", b"x" * 51_000_000, "说明.txt"),
]  # fmt: skip


@pytest.fixture
def sent(stage, assigned):
    """The papers are with the defendant: the time to answer runs."""
    stage.act(assigned, "send_papers", "clerk", days=15)
    return assigned


def post(client, case, kind: str, **fields):
    start = client.get(f"/cases/{case.pk}/submit/{kind}/").context["form"].initial
    return client.post(f"/cases/{case.pk}/submit/{kind}/", {**start, "text": TYPED, **fields})


@pytest.mark.parametrize(("name", "content", "said"), BAD_FILES)
def test_a_bad_file_is_refused_by_its_name_and_the_words_typed_stay(sent, web, name, content, said):
    before = Document.objects.count()
    answer = post(web("defendant"), sent, "answer", files=SimpleUploadedFile(name, content))
    page = answer.content.decode()
    assert answer.status_code in {413, 415, 422}
    assert name in page
    assert said in page
    assert TYPED in page
    assert Document.objects.count() == before


@pytest.mark.parametrize(("amount", "said"), [("-5", "0"), ("9" * 20, "14"), ("五万", "数字"), ("NaN", "数字")])
def test_an_absurd_amount_of_a_counterclaim_is_told_beside_its_field(sent, web, amount, said):
    answer = post(web("defendant"), sent, "counterclaim", amount=amount)
    page = answer.content.decode()
    assert said in "".join(answer.context["form"].errors["amount"])
    assert TYPED in page
    assert f'value="{amount}"' in page


@pytest.mark.parametrize("code", ["", "ABCDE", "😀😀😀😀😀", "QQQQQ-QQQQQ", "' OR 1=1"])
def test_a_code_that_is_none_is_refused_and_stays_to_be_mended(stage, web, code):
    answer = web("defendant").post("/join/", {"code": code, "who": "party"})
    page = answer.content.decode()
    assert "field-error" in page or 'role="alert"' in page
    assert not code.isascii() or code.isalpha() is False or code in page
