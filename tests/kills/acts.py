"""The four acts, as their people do them on the pages; each may be begun again by somebody who looks where it stands."""

from urllib.parse import urlsplit

from court.site.rehearsal import deciding, opening
from court.site.rehearsal.visitor import Ended
from court.work.fees.models import Order
from court.work.filing.models import Filing
from court.work.judgments.models import Paper
from tests.kills.patient import Patient


def fill_in(life: Patient) -> None:
    """The wizard up to the screen of files; a draft is not yet an act."""
    me = life.be(life.plaintiff)
    page = me.get("/filings/")
    page = me.send(page, page.form(action="/filings/new/"))
    life.filing = int(urlsplit(page.url).path.split("/")[2])
    while (key := _screen(page.url)) != "files":
        page = opening._screen(life, me, page, key)


def hand_in(life: Patient) -> None:
    """The files, the last screens, handing in."""
    if Filing.objects.get(pk=life.filing).state != Filing.State.DRAFT:
        return
    me = life.be(life.plaintiff)
    page = me.get(f"/filings/{life.filing}/files/")
    while (key := _screen(page.url)) != "check":
        page = opening._screen(life, me, page, key)
    me.send(page, page.form(action="/submit/"))
    if Filing.objects.get(pk=life.filing).state == Filing.State.DRAFT:
        raise Ended("提交后仍是草稿")


def docket(life: Patient) -> None:
    found = Filing.objects.get(pk=life.filing)
    if found.case_id is None:
        opening.docket(life)
    life.case_id = life.case_id or found.case_id


def pay(life: Patient) -> None:
    """The cashier's page belongs to another house, which tells the court and is asked by the payer."""
    me, address = life.be(life.plaintiff), f"/cases/{life.case_id}/fees/"
    if _order(life).state != Order.State.OPEN:
        return
    page = me.get(address)
    page = me.send(page, page.form(action="/pay/"))
    opening._cashier(next(one for one in page.links("prepay_id") if one.startswith("http")))
    if _order(life).state == Order.State.OPEN:
        me.send(page, page.form(action="/check/"))
    if _order(life).state == Order.State.OPEN:
        raise Ended("付款后仍未入账")


def issue(life: Patient) -> None:
    """Draft, text, signature and seal, and the act that issues."""
    if life.case.stage == "judged":
        return
    judge = life.handler("judge")
    page = judge.fill(f"/staff/case/{life.case_id}/papers/", {"kind": "judgment"}, field="kind")
    paper = Paper.objects.get(pk=int(urlsplit(page.url).path.strip("/").split("/")[-1]))
    if paper.state == Paper.State.DRAFT:
        judge.send(page, page.form(field="decision"), deciding.sections(life))
        page = judge.get(f"/staff/papers/{paper.pk}/sign/")
        judge.send(page, page.own())
    paper.refresh_from_db()
    if paper.state != Paper.State.SIGNED:
        raise Ended("判决书没有签署")
    life.act(judge, "issue_judgment", paper=paper.document_id)
    life.stage("judged", "发出判决")


def _order(life: Patient) -> Order:
    return Order.objects.get(case=life.case_id)


def _screen(url: str) -> str:
    return urlsplit(url).path.strip("/").split("/")[-1]
