"""Covered words are gone from text, streams and picture; another person puts it in force; outsiders read nothing else."""

import io

import pikepdf
import pytest

from court.kit import blobs
from court.kit.press import sheets
from court.kit.refusal import Refused
from court.spine.cases.tests.stage import DAY, moment
from court.spine.dossier import places, texts
from court.spine.dossier.bundle import bundle
from court.spine.dossier.models import Document, PageText
from court.spine.dossier.texts import folded
from court.spine.dossier.verification import verify
from court.spine.tasks.models import Task
from court.work.redaction import actions, covering, proving, suggesting
from court.work.redaction.models import Redaction
from court.work.redaction.tests.conftest import ID_NUMBER, NAME, PHONE, blind


def drawn(stage, paper, *terms, who="clerk") -> Redaction:
    """A draft that covers every place of some terms."""
    made = actions.begin(paper, by=stage.actor(who), at=moment())
    marks = [
        {"page": page, "x": x0, "y": y0, "w": x1 - x0, "h": y1 - y0, "reason": "privacy", "term": term}
        for term in terms
        for page, layout in enumerate(actions.layout_of(made.source), 1)
        for hit in covering.find(layout, term)
        for x0, y0, x1, y1 in hit
    ]
    assert marks
    actions.add_marks(made, marks, by=stage.actor(who))
    return made


def burnt(stage, paper, *terms, read=blind) -> Redaction:
    made = actions.send(drawn(stage, paper, *terms), by=stage.actor("clerk"), at=moment())
    return actions.carry_out(made.pk, at=moment(), read=read)


def in_force(stage, paper, *terms) -> Redaction:
    return actions.decide(burnt(stage, paper, *terms), granted=True, opinion="", by=stage.actor("judge"), at=moment())


def everything(content: bytes) -> bytes:
    """All bytes of a PDF with every stream unpacked, and its text as a reader copies it."""
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        opened.save(plain, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return plain.getvalue() + "".join(sheets.text(content)).encode()


def traces(words: str) -> list[bytes]:
    return [words.encode(), words.encode("utf-16-be"), words.encode("utf-16-be").hex().encode(),
            words.encode("utf-16-be").hex().upper().encode(), words.encode("gb18030")]  # fmt: skip


def test_the_covered_words_are_gone_from_every_byte_and_the_rest_can_still_be_searched(stage, paper):
    made = burnt(stage, paper, ID_NUMBER, NAME, PHONE)
    assert made.state == "burnt", made.fault
    content = blobs.read(made.result.sha256)
    seen = everything(content)
    for words in (ID_NUMBER, NAME, PHONE):
        assert not any(trace in seen for trace in traces(words))
    assert "借款本金" in folded("".join(sheets.text(content)))
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert not {"/Metadata", "/AcroForm", "/Names", "/Outlines"} & set(opened.Root.keys())
        assert "/Info" not in opened.trailer
    stored = "".join(PageText.objects.filter(rendition=made.result).values_list("folded", flat=True))
    assert "借款本金" in stored
    assert ID_NUMBER not in stored


def test_the_original_stays_byte_for_byte_and_the_journal_tells_of_the_copy(stage, paper):
    before = blobs.read(places.shown(paper).sha256)
    in_force(stage, paper, NAME)
    fresh = Document.objects.get(pk=paper.pk)
    assert blobs.read(places.shown(fresh).sha256) == before
    assert list(verify(fresh.case)) == []


def test_the_picture_itself_is_read_again_and_shows_nothing_of_what_was_covered(stage, paper):
    made = burnt(stage, paper, ID_NUMBER, PHONE, read=None)
    assert (made.state, made.fault) == ("burnt", "")


def test_a_copy_in_which_an_eye_still_reads_the_words_is_refused_and_nothing_is_kept(stage, paper):
    made = burnt(stage, paper, ID_NUMBER, read=lambda bare, folder: actions.layout_of(places.shown(paper)))
    assert made.state == "draft"
    assert "仍能读到" in made.fault
    assert made.result is None
    assert not paper.renditions.filter(purpose="redacted").exists()


def test_a_copy_that_nobody_can_read_again_is_refused(stage, paper):
    assert burnt(stage, paper, ID_NUMBER, read=lambda bare, folder: []).state == "draft"


@pytest.mark.parametrize("damage", ["metadata", "note", "revision", "text"])
def test_what_is_hidden_in_a_burnt_file_is_found(stage, paper, tmp_path, damage):
    made = burnt(stage, paper, ID_NUMBER)
    path, before = tmp_path / "x.pdf", actions.layout_of(made.source)
    content = blobs.read(made.result.sha256)
    with pikepdf.open(io.BytesIO(content)) as opened:
        if damage == "metadata":
            opened.docinfo["/Title"] = ID_NUMBER
        if damage == "note":
            opened.pages[0].obj.Annots = pikepdf.Array([])
        opened.save(path)
    if damage == "revision":
        path.write_bytes(content + b"\nstartxref\n0\n%%EOF")
    if damage == "text":
        path.write_bytes(blobs.read(made.source.sha256))
    with pytest.raises(proving.StillThere):
        proving.prove(path, made.marks, before, texts.layout(made.result), blind)


def test_nothing_is_in_force_before_another_person_has_agreed(stage, paper):
    made = burnt(stage, paper, NAME)
    assert Document.objects.get(pk=paper.pk).redacted is None
    with pytest.raises(Refused, match="不能复核自己"):
        actions.decide(made, granted=True, opinion="", by=stage.actor("clerk"), at=moment())
    actions.decide(made, granted=True, opinion="", by=stage.actor("judge"), at=moment())
    fresh = Document.objects.get(pk=paper.pk)
    assert fresh.redacted == made.result
    assert not Task.objects.filter(subject=f"redaction:{made.pk}", state="open").exists()
    with pytest.raises(Refused):
        actions.decide(made, granted=True, opinion="", by=stage.actor("judge"), at=moment())


@pytest.mark.parametrize("who", ["plaintiff", "lawyer", "defendant"])
def test_outside_the_court_the_original_is_reached_by_no_door(stage, paper, web, who):
    in_force(stage, paper, NAME, ID_NUMBER)
    fresh, browser = Document.objects.get(pk=paper.pk), web(who)
    assert places.form_for(stage.actor(who), fresh).purpose == "redacted"
    answer = browser.get(f"/documents/{paper.pk}/download/")
    got = everything(b"".join(answer.streaming_content))
    assert not any(trace in got for trace in traces(NAME) + traces(ID_NUMBER))
    assert ID_NUMBER not in texts.of_document(fresh, stage.actor(who))
    made = everything(bundle(fresh.case, "main", actor=stage.actor(who), on=DAY))
    assert not any(trace in made for trace in traces(ID_NUMBER))
    shown = browser.get(f"/documents/{paper.pk}/pages/1/full.png")
    inside = web("judge").get(f"/staff/documents/{paper.pk}/pages/1/full.png")
    assert shown.status_code == inside.status_code == 200
    assert shown.content != inside.content
    assert ID_NUMBER in folded("".join(sheets.text(b"".join(web("judge").get(f"/staff/documents/{paper.pk}/download/").streaming_content))))


def test_a_refused_copy_goes_back_to_be_drawn_again(stage, paper):
    made = burnt(stage, paper, NAME)
    with pytest.raises(Refused, match="理由"):
        actions.decide(made, granted=False, opinion=" ", by=stage.actor("judge"), at=moment())
    made = actions.decide(made, granted=False, opinion="电话号码未遮蔽", by=stage.actor("judge"), at=moment())
    assert (made.state, made.opinion) == ("draft", "电话号码未遮蔽")
    assert Document.objects.get(pk=paper.pk).redacted is None


def test_a_new_edition_starts_with_what_is_covered_now_and_takes_its_place(stage, paper):
    first = in_force(stage, paper, NAME)
    second = actions.begin(paper, by=stage.actor("clerk"), at=moment())
    assert (second.edition, second.marks) == (2, first.marks)
    assert in_force(stage, paper, PHONE).pk == second.pk
    first.refresh_from_db()
    assert first.state == "replaced"
    assert Document.objects.get(pk=paper.pk).redacted == Redaction.objects.get(pk=second.pk).result


def test_lifting_opens_the_original_again_only_by_two_people(stage, paper):
    made = in_force(stage, paper, NAME)
    actions.ask_to_lift(made, "当事人同意公开", by=stage.actor("judge"), at=moment())
    for who, fresh in (("judge", True), ("clerk", False)):
        with pytest.raises(Refused):
            actions.decide_lift(made, granted=True, by=stage.actor(who, fresh=fresh), at=moment())
    assert Document.objects.get(pk=paper.pk).redacted is not None
    actions.decide_lift(made, granted=True, by=stage.actor("clerk"), at=moment())
    assert Document.objects.get(pk=paper.pk).redacted is None


def test_two_at_one_draft_do_not_lose_each_others_marks(stage, paper):
    made = drawn(stage, paper, NAME)
    mark = {"x": 0.1, "y": 0.1, "w": 0.2, "h": 0.05, "reason": "trade"}
    stale = made.version
    actions.mark_page(made, 1, [*made.of_page(1), mark], version=stale, by=stage.actor("clerk"))
    with pytest.raises(Refused, match="他人修改"):
        actions.mark_page(made, 1, [], version=stale, by=stage.actor("judge"))
    assert mark | {"page": 1, "words": "", "term": ""} in Redaction.objects.get(pk=made.pk).marks


@pytest.mark.parametrize("mark", [
    {"x": -0.1, "y": 0, "w": 0.1, "h": 0.1, "reason": "privacy"}, {"x": 0.5, "y": 0, "w": 0.6, "h": 0.1, "reason": "privacy"},
    {"x": 0, "y": 0, "w": 0, "h": 0.1, "reason": "privacy"}, {"x": 0, "y": 0, "w": 0.1, "h": 0.1, "reason": ""},
    {"x": 0, "y": 0, "w": 0.1, "h": 0.1, "reason": "other"}, {"x": "a", "y": 0, "w": 0.1, "h": 0.1, "reason": "privacy"},
    {"x": "nan", "y": 0, "w": 0.1, "h": 0.1, "reason": "privacy"}, {"y": 0, "w": 0.1, "h": 0.1, "reason": "privacy"},
])
def test_what_is_no_mark_is_refused(stage, paper, mark):
    made = actions.begin(paper, by=stage.actor("clerk"), at=moment())
    with pytest.raises(Refused):
        actions.mark_page(made, 1, [mark], version=0, by=stage.actor("clerk"))


@pytest.mark.parametrize("who", ["plaintiff", "lawyer", "stranger", "judge2", "case_manager", "foreign_judge", "court_president"])
def test_only_who_handles_the_case_draws(stage, paper, who):
    with pytest.raises(Refused):
        actions.begin(paper, by=stage.actor(who), at=moment())
    made = drawn(stage, paper, NAME)
    with pytest.raises(Refused):
        actions.mark_page(made, 1, [], version=made.version, by=stage.actor(who))
    with pytest.raises(Refused):
        actions.send(made, by=stage.actor(who), at=moment())


def test_burning_twice_is_once_and_an_empty_draft_is_not_burnt(stage, paper):
    empty = actions.begin(paper, by=stage.actor("clerk"), at=moment())
    with pytest.raises(Refused):
        actions.send(empty, by=stage.actor("clerk"), at=moment())
    made = burnt(stage, paper, NAME)
    again = actions.carry_out(made.pk, at=moment(), read=blind)
    assert again.result == made.result
    assert paper.renditions.filter(purpose="redacted").count() == 1


def test_a_dropped_draft_leaves_the_paper_as_it_is(stage, paper):
    made = burnt(stage, paper, NAME)
    actions.drop(made, by=stage.actor("clerk"), at=moment())
    with pytest.raises(Refused):
        actions.decide(made, granted=True, opinion="", by=stage.actor("judge"), at=moment())
    assert actions.begin(paper, by=stage.actor("clerk"), at=moment()).edition == 2


def test_a_recording_has_no_pages_to_cover(stage, heard, put):
    chat = put(heard, "聊天记录", content="钱什么时候还".encode(), name="a.txt")
    with pytest.raises(Refused, match="没有可以遮蔽的页面"):
        actions.begin(chat, by=stage.actor("clerk"), at=moment())


def test_numbers_addresses_and_minors_are_suggested_by_their_form():
    lines = [f"原告{NAME}，男，1985年2月3日出生，住山西省运城市盐湖区解放路18号院2单元301室。",
             "婚生子王小明，男，2018年5月6日出生。", f"电话{PHONE}，账号6222020000011112222，身份证{ID_NUMBER}。"]  # fmt: skip
    page = texts.PageLayout(600, 800, [texts.Line(text, ((0.1, at), (0.9, at), (0.9, at + 0.02), (0.1, at + 0.02)), row)
                                       for row, (text, at) in enumerate(zip(lines, (0.1, 0.2, 0.3), strict=True))])  # fmt: skip
    found = {(one.kind, one.text) for one in suggesting.suggest([page], DAY)}
    assert {("id", ID_NUMBER), ("phone", PHONE), ("account", "6222020000011112222"), ("minor", "王小明")} <= found
    assert any(kind == "address" and "解放路18号院" in text for kind, text in found)
    assert ("minor", NAME) not in found


def test_a_term_is_found_over_the_end_of_a_line_and_only_its_share_is_covered():
    row = ((0.0, 0.1), (1.0, 0.1), (1.0, 0.12), (0.0, 0.12))
    low = tuple((x, y + 0.1) for x, y in row)
    page = texts.PageLayout(600, 800, [texts.Line("甲乙丙丁戊己庚辛壬癸", row, 0), texts.Line("子丑寅卯辰巳午未申酉", low, 1)])
    (hit,) = covering.find(page, "壬癸 子丑")
    kept = covering.without(page, hit)
    assert len(hit) == 2
    assert covering.hidden(page, hit)[0].endswith("壬癸")
    assert [line.text for line in kept.lines] == ["甲乙丙丁戊己庚", "卯辰巳午未申酉"]  # one more goes where places are reckoned
