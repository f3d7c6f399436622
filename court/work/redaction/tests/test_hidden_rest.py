"""Real PDFs of every make: turned, cropped, scaled, layered, in letters of uneven width. What a box covers leaves no trace."""

import io
import json

import pikepdf
import pypdfium2
import pytest

from court.kit import blobs
from court.kit.refusal import Refused
from court.spine.cases.models import Handler
from court.spine.cases.tests.stage import account, moment
from court.spine.dossier import actions as papers
from court.spine.dossier import places, texts
from court.spine.dossier.models import Document
from court.spine.dossier.texts import folded
from court.spine.tasks.models import Task
from court.work.redaction import actions, covering
from court.work.redaction.models import Redaction
from court.work.redaction.tests.conftest import NAME, blind, statement
from court.work.redaction.tests.test_redaction import burnt, drawn, everything, in_force, traces

SECRET = "SECRETNAME"


def page_of(words: list[tuple[float, float, str]], size: float = 14, **more) -> bytes:
    """A page of Helvetica words at places in points, with entries of the page dictionary."""
    made, document = io.BytesIO(), pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    drawing = "".join(f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in words)
    page.obj.Contents = document.make_stream(drawing.encode())
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    for name, value in more.items():
        page.obj[f"/{name}"] = value if isinstance(value, int | float) else pikepdf.Array(value)
    document.save(made)
    return made.getvalue()


def where(content: bytes, words: str) -> tuple[float, float, float, float]:
    """The true place of some words on the page as it is shown, from each letter's own box: what a person would cover."""
    pdf = pypdfium2.PdfDocument(content)
    page = pdf[0]
    text = page.get_textpage()
    whole = text.get_text_range()
    first = whole.index(words)
    boxes = [text.get_charbox(at) for at in range(first, first + len(words))]
    from court.kit.sight.born import _share

    corners = [_share(page, x, y) for left, low, right, high in boxes for x, y in ((left, low), (right, high))]
    return min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners)


def covered(stage, put, case, content: bytes, words: str = SECRET):
    """The paper burnt with one box drawn by hand just over the words."""
    paper = put(case, "材料", content=content, name="a.pdf", item="原告举证材料")
    made = actions.begin(paper, by=stage.actor("clerk"), at=moment())
    x0, y0, x1, y1 = where(content, words)
    pad = 0.004
    mark = {"page": 1, "x": x0 - pad, "y": y0 - pad, "w": x1 - x0 + 2 * pad, "h": y1 - y0 + 2 * pad, "reason": "privacy"}
    actions.mark_page(made, 1, [mark], version=0, by=stage.actor("clerk"))
    actions.send(made, by=stage.actor("clerk"), at=moment())
    return actions.carry_out(made.pk, at=moment(), read=blind)


@pytest.mark.parametrize("line", [
    f"WWWWWWWWWW {SECRET} iiiiiiiiiiiiiiiiiiiiiiii", f"iiiiiiiiiiiiiiiiiiiiiiii {SECRET} WWWWWWWWWW", f"llllllllllllllllllll {SECRET}",
    f"{SECRET} mmmmmmmmmmmmmmmmm", f"1.... ......... : {SECRET} WWWW"])
def test_no_letter_of_what_a_hand_drew_a_box_over_stays_behind_in_letters_of_uneven_width(stage, heard, put, line):
    made = covered(stage, put, heard, page_of([(40, 700, line), (40, 650, "another line stays")]))
    assert made.state == "burnt", made.fault
    left = "".join(one.text for page in texts.layout(made.result) for one in page.lines)
    assert not any(SECRET[at : at + 2] in left for at in range(len(SECRET) - 1)), left
    assert "another line stays" in left


@pytest.mark.parametrize("more", [
    {}, {"Rotate": 90}, {"Rotate": 180}, {"Rotate": 270}, {"CropBox": [30, 400, 560, 800]}, {"MediaBox": [-100, -50, 595, 842]},
    {"UserUnit": 2.0}, {"Rotate": 90, "CropBox": [30, 400, 560, 800]}], ids=str)
def test_a_box_covers_the_same_place_on_turned_cropped_and_scaled_pages(stage, heard, put, more):
    content = page_of([(60, 700, f"open words {SECRET} more words"), (60, 600, "last line")], **more)
    made = covered(stage, put, heard, content)
    assert made.state == "burnt", made.fault
    assert SECRET.encode() not in everything(blobs.read(made.result.sha256))
    (x0, y0, x1, y1) = where(content, SECRET)
    page = pypdfium2.PdfDocument(blobs.read(made.result.sha256))[0]
    image = page.render(scale=2).to_pil().convert("L")
    middle = image.crop((int(x0 * image.width), int(y0 * image.height), int(x1 * image.width), int(y1 * image.height)))
    assert max(middle.tobytes()) < 25
    assert image.getextrema()[1] > 250


def test_words_cropped_away_or_in_a_layer_that_is_off_do_not_come_back(stage, heard, put):
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(page_of([(60, 700, f"open {SECRET} words"), (60, 100, "CROPPEDAWAY")], CropBox=[30, 400, 560, 800]))) as pdf:
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="off"))
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(OFF=pikepdf.Array([layer])))
        page = pdf.pages[0]
        page.obj.Resources.Properties = pikepdf.Dictionary(L=layer)
        page.obj.Contents = pdf.make_stream(page.obj.Contents.read_bytes() + b"/OC /L BDC BT /F1 14 Tf 60 500 Td (LAYEREDWORDS) Tj ET EMC")
        page.obj.Annots = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[60, 600, 80, 620], Contents=f"note {SECRET}"))])
        with pdf.open_metadata() as meta:
            meta["dc:title"] = SECRET
        pdf.attachments["a.txt"] = SECRET.encode()
        pdf.save(made)
    result = covered(stage, put, heard, made.getvalue())
    assert result.state == "burnt", result.fault
    got = everything(blobs.read(result.result.sha256))
    assert SECRET.encode() not in got
    left = folded("".join(one.text for page in texts.layout(result.result) for one in page.lines))
    assert "croppedaway" not in left
    assert "layeredwords" not in left


@pytest.mark.parametrize("term", ["Ｎａｍｅ　ｏｎｅ", "name ONE", "N a m e one"])
def test_a_term_is_found_whatever_its_width_case_and_spaces(term):
    page = texts.PageLayout(600, 800, [texts.Line("the Name", ((0.1, 0.1), (0.9, 0.1), (0.9, 0.12), (0.1, 0.12)), 0),
                                       texts.Line("ｏｎｅ stays", ((0.1, 0.2), (0.9, 0.2), (0.9, 0.22), (0.1, 0.22)), 1)])
    assert len(covering.find(page, term)) == 1


def test_a_paper_whose_title_tells_what_is_covered_is_renamed_before_it_is_redacted(stage, heard, put):
    paper = put(heard, f"{NAME}的情况说明", content=statement(), name="说明.pdf", item="原告举证材料")
    made = drawn(stage, paper, NAME)
    with pytest.raises(Refused, match="题名") as refused:
        actions.send(made, by=stage.actor("clerk"), at=moment())
    assert NAME not in refused.value.for_people()
    papers.rename(paper, "情况说明", by=stage.actor("clerk"), at=moment())
    actions.send(made, by=stage.actor("clerk"), at=moment())
    made = actions.carry_out(made.pk, at=moment(), read=blind)
    papers.rename(paper, f"{NAME}的说明", by=stage.actor("clerk"), at=moment())
    with pytest.raises(Refused, match="题名"):
        actions.decide(made, granted=True, opinion="", by=stage.actor("judge"), at=moment())
    assert Document.objects.get(pk=paper.pk).redacted is None


def replaced(paper, content: bytes) -> None:
    """The paper's form is made new, as when a page of it is scanned again."""
    papers.produce(paper, content, "pdf", by=None, at=moment(), name="new.pdf", pages=1)


def test_what_was_made_of_a_form_that_is_read_no_more_is_not_put_in_force(stage, paper):
    made = burnt(stage, paper, NAME)
    replaced(paper, statement(["重新扫描的一页。"]))
    with pytest.raises(Refused, match="已经更新"):
        actions.decide(made, granted=True, opinion="", by=stage.actor("judge"), at=moment())
    assert Document.objects.get(pk=paper.pk).redacted is None
    sent = actions.decide(made, granted=False, opinion="原件已重扫", by=stage.actor("judge"), at=moment())
    with pytest.raises(Refused, match="已经更新"):
        actions.send(sent, by=stage.actor("clerk"), at=moment())
    actions.drop(sent, by=stage.actor("clerk"), at=moment())
    again = drawn(stage, Document.objects.get(pk=paper.pk), "重新扫描")
    assert again.source.name == "new.pdf"


@pytest.mark.parametrize("state", ["struck", "split", "superseded"])
def test_a_paper_no_longer_in_use_gets_no_redaction_in_force(stage, paper, state):
    made = burnt(stage, paper, NAME)
    Document.objects.filter(pk=paper.pk).update(state=state)
    with pytest.raises(Refused, match="材料"):
        actions.decide(made, granted=True, opinion="", by=stage.actor("judge"), at=moment())


def test_a_redacted_paper_scanned_again_stays_covered_and_the_clerk_is_told_to_cover_the_new_page(stage, paper):
    first = in_force(stage, paper, NAME)
    replaced(Document.objects.get(pk=paper.pk), statement([f"重新扫描的一页，{NAME}。"]))
    fresh = Document.objects.get(pk=paper.pk)
    assert places.form_for(stage.actor("defendant"), fresh) == first.result
    task = Task.objects.get(subject=f"document:{paper.pk}", kind="redaction.again")
    assert (task.state, task.assignee) == ("open", stage.accounts["clerk"])
    again = actions.begin(fresh, by=stage.actor("clerk"), at=moment())
    assert (again.source.name, again.marks) == ("new.pdf", first.marks)
    in_force(stage, fresh, NAME)
    task.refresh_from_db()
    assert task.state == "done"
    assert places.form_for(stage.actor("defendant"), Document.objects.get(pk=paper.pk)) != first.result


def test_two_accounts_of_one_person_confirm_and_lift_nothing(stage, heard, paper):
    twin = stage.accounts["twin"] = account("另一账号", "staff", stage.court)
    twin.person = stage.accounts["clerk"].person
    twin.save()
    Handler.objects.create(case=heard, account=twin, role="presiding", since=moment())
    made = burnt(stage, paper, NAME)
    with pytest.raises(Refused, match="不能复核自己"):
        actions.decide(made, granted=True, opinion="", by=stage.actor("twin"), at=moment())
    actions.decide(made, granted=True, opinion="", by=stage.actor("judge"), at=moment())
    actions.ask_to_lift(made, "当事人同意公开", by=stage.actor("clerk"), at=moment())
    with pytest.raises(Refused, match="不能批准自己"):
        actions.decide_lift(made, granted=True, by=stage.actor("twin"), at=moment())
    assert Document.objects.get(pk=paper.pk).redacted is not None


def test_a_lifting_put_forward_by_who_left_the_case_opens_nothing(stage, heard, paper):
    made = in_force(stage, paper, NAME)
    actions.ask_to_lift(made, "当事人同意公开", by=stage.actor("clerk"), at=moment())
    Handler.objects.filter(case=heard, account=stage.accounts["clerk"]).update(until=moment())
    row = Redaction.objects.get(pk=made.pk)
    with pytest.raises(Refused, match="不再办理"):
        actions.decide_lift(row, granted=True, by=stage.actor("judge"), at=moment())
    actions.decide_lift(row, granted=False, by=stage.actor("judge"), at=moment())
    actions.ask_to_lift(row, "当事人同意公开", by=stage.actor("judge"), at=moment())
    assert Document.objects.get(pk=paper.pk).redacted is not None


@pytest.mark.parametrize("who", ["plaintiff", "lawyer", "defendant"])
def test_no_address_of_the_face_outside_leads_to_the_covered_form(stage, paper, web, who):
    """Every address that takes a paper, with the paper's id, gives the redacted form or nothing."""
    made = in_force(stage, paper, NAME)
    browser = web(who)
    inside = {blobs.read(one.sha256) for one in paper.renditions.exclude(purpose="redacted")}
    reached = 0
    for address in (f"/documents/{paper.pk}/", f"/documents/{paper.pk}/download/", f"/documents/{paper.pk}/pages/1/full.png",
                    f"/documents/{paper.pk}/history/", f"/documents/{paper.pk}/redactions/", f"/redactions/{made.pk}/",
                    f"/redactions/{made.pk}/pages/1/before/", f"/redactions/{made.pk}/find/", f"/staff/redactions/{made.pk}/pages/1/before/",
                    f"/staff/documents/{paper.pk}/download/", f"/cases/{paper.case_id}/dossier/main.pdf", f"/cases/{paper.case_id}/read/",
                    f"/cases/{paper.case_id}/read/outline.json", f"/cases/{paper.case_id}/read/search.json?q={NAME}",
                    f"/leaves/{paper.pk}/1/words.json", f"/leaves/{paper.pk}/text.json", f"/leaves/{paper.pk}/1/960.webp",
                    f"/leaves/{paper.pk}/1/thumbs.webp", f"/leaves/{paper.pk}/media", f"/staff/leaves/{paper.pk}/1/words.json"):  # fmt: skip
        answer = browser.get(address)
        reached += answer.status_code == 200
        got = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert got not in inside
        words = everything(got) if got.startswith(b"%PDF") else got
        if "q=" not in address:
            assert not any(trace in words for trace in (*traces(NAME), NAME.encode("unicode_escape"))), address
        elif answer.status_code == 200:
            assert json.loads(got)["pages"] == 0
    assert reached >= 6
    page = browser.get(f"/cases/{paper.case_id}/bundles/?q={NAME}").content.decode()
    assert f'value="{paper.pk}" checked' not in page
