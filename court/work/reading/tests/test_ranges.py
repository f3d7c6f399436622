"""Recordings in parts: a player asks for any part, and gets that part only."""

import io

import pytest

from court.work.reading import ranges

CLAIM = "起诉状（或口头起诉笔录）及附件"


@pytest.mark.parametrize(("header", "part"), [
    ("bytes=0-", (0, 99)), ("bytes=10-19", (10, 19)), ("bytes=90-400", (90, 99)), ("bytes=-5", (95, 99)),
    ("bytes=-500", (0, 99)), ("", None), ("bytes=1-2,5-6", None), ("lines=1-2", None), ("bytes=-", None),
])  # fmt: skip
def test_a_range_is_understood(header, part):
    assert ranges.asked(header, 100) == part


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=20-10", "bytes=-0"])
def test_a_range_beyond_the_end_is_none(header):
    with pytest.raises(ValueError, match="bytes"):
        ranges.asked(header, 100)


@pytest.fixture
def recording(heard, put):
    import wave

    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(range(256)) * 400)
    return put(heard, "庭审录音", content=made.getvalue(), name="a.wav", item=CLAIM), made.getvalue()


def test_a_recording_comes_in_parts(recording, web):
    paper, content = recording
    client = web("judge")
    part = client.get(f"/staff/leaves/{paper.pk}/media", headers={"Range": "bytes=1000-1999"})
    assert part.status_code == 206
    assert b"".join(part.streaming_content) == content[1000:2000]
    assert part.headers["Content-Range"] == f"bytes 1000-1999/{len(content)}"
    whole = client.get(f"/staff/leaves/{paper.pk}/media")
    assert (whole.status_code, whole.headers["Accept-Ranges"]) == (200, "bytes")
    assert b"".join(whole.streaming_content) == content
    beyond = client.get(f"/staff/leaves/{paper.pk}/media", headers={"Range": f"bytes={len(content)}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(content)}")


def test_a_page_is_no_recording(heard, put, web):
    paper = put(heard, "起诉状", item=CLAIM)
    assert web("judge").get(f"/staff/leaves/{paper.pk}/media").status_code == 404


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_is_shown_in_either_writing(heard, put, web, encoding):
    paper = put(heard, "聊天记录", content="张伟：下月还你五万。".encode(encoding), name="a.txt", item=CLAIM)
    assert web("judge").get(f"/staff/leaves/{paper.pk}/text.json").json() == {"text": "张伟：下月还你五万。", "whole": True}


def test_what_cannot_be_shown_is_told_plainly(heard, put, web):
    paper = put(heard, "起诉状", item=CLAIM)
    answer = web("judge").get(f"/staff/leaves/{paper.pk}/text.json", headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert "下载" in answer.json()["do"]
