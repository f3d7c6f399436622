"""The judgment served, the case closed on the day the law gives, its effect, the archive, the dossier as a file."""

import io
from datetime import date, timedelta

import pikepdf

from court.site.rehearsal.journey import Journey
from court.site.rehearsal.visitor import Ended
from court.work.fees.models import Refund
from court.work.process_service import queries as service


def close(life: Journey) -> None:
    """The day is the one that the page of service explains."""
    found = service.closing_day(life.case)
    if found is None:
        raise Ended("裁判文书尚未全部送达")
    life.act(life.handler("judge"), "close_case", served_on=found["closed"].isoformat(), manner=life.given.manner)
    life.stage("closed", "结案")


def effect_day(life: Journey) -> date:
    """The day after the last appeal period; of a small claim the day it was closed."""
    due = [clock.due_on for clock in life.case.clocks.filter(kind="appeal") if clock.due_on]
    return max(due) + timedelta(days=1) if due else life.case.closed_on


def take_effect(life: Journey) -> None:
    life.act(life.handler("clerk"), "record_effect", effective_on=effect_day(life).isoformat())
    life.stage("effective", "登记生效")


def give_back(life: Journey) -> None:
    """What of the fee goes back: the cashier prepares, the head of finance releases, the gateway is told by an errand."""
    for office, button, values in (("cashier", "prepare", {}), ("finance_head", "release", {"granted": "yes"})):
        for owed in Refund.objects.filter(order__case=life.case_id, state__in=[Refund.State.OWED, Refund.State.PREPARED]):
            page = life.staff(office).get(f"/staff/money/refunds/?state={owed.state}")
            life.staff(office).send(page, page.form(action=f"/{owed.pk}/{button}/"), values)


def number_pages(life: Journey) -> None:
    """The main volume's pages are fixed where the keeper's page offers it."""
    clerk = life.handler("clerk")
    page = clerk.get(f"/staff/cases/{life.case_id}/dossier/")
    for form in page.tree.forms:
        if "/main/number/" in (form.action or ""):
            clerk.send(page, form)
            return


def archive(life: Journey) -> None:
    life.act(life.staff("archivist"), "archive_case")
    life.stage("archived", "归档")


def take_dossier(life: Journey) -> None:
    """The main volume as one PDF, which must open; its pages are counted."""
    got = life.staff("archivist").get(f"/staff/cases/{life.case_id}/dossier/main.pdf")
    try:
        with pikepdf.open(io.BytesIO(got.content)) as book:
            life.pages = len(book.pages)
    except pikepdf.PdfError as why:
        raise Ended(f"卷宗文件打不开：{why}") from why
    number = life.case.number.replace("/", "-")
    (life.out / f"{life.given.row}-{number}.pdf").write_bytes(got.content)
    life.finished = True
