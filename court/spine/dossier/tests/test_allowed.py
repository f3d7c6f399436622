"""The limits a court set are those an upload meets; the cure is told, and nothing is kept."""

import io

import pytest

from court.base.courts.models import Setting
from court.kit.refusal import Refused
from court.spine.cases.tests.stage import DAY
from court.spine.dossier import actions, allowed
from court.spine.dossier.tests.papers import pdf

pytestmark = pytest.mark.django_db


def limit(key: str, value: int) -> None:
    Setting.objects.create(court=None, key=key, value=value, since=DAY)


def test_a_file_larger_than_the_court_set_is_refused_by_its_size(stage):
    limit("upload.pdf_mb", 10)
    with pytest.raises(Refused) as caught:
        actions.take_in(io.BytesIO(pdf(1)), "大卷.pdf", 10_000_001)
    assert caught.value.code == "too_large" and "10MB" in caught.value.message
    assert actions.take_in(io.BytesIO(pdf(1)), "小卷.pdf", 9_999_999).kind.label == "PDF"


def test_a_file_that_says_nothing_of_its_size_is_stopped_while_it_is_read(stage):
    limit("upload.office_mb", 5)
    with pytest.raises(Refused) as caught:
        actions.take_in(io.BytesIO(b"x" * 5_000_001), "长.txt")
    assert caught.value.status == 413


def test_pages_beyond_the_limit_are_refused_with_the_cure(case, put):
    limit("upload.pages", 100)
    document = put(case, "厚卷", pages=101)
    assert document.state == "refused" and "共101页，超过100页的上限" in document.note and "拆分" in document.note
    assert put(case, "薄卷", pages=3).state == "available"


def test_more_files_than_the_court_takes_are_refused(stage):
    limit("upload.files", 10)
    allowed.refuse_many(10)
    with pytest.raises(Refused):
        allowed.refuse_many(11)


def test_the_limits_stand_beside_the_field(stage):
    limit("upload.image_mb", 8)
    assert allowed.words() == "PDF不超过100MB、3000页，图片不超过8MB"
