"""Hearings as the desk shows them. A house without the room of hearings has none to show (None)."""

from datetime import date

from court.counter.desk import addresses


def address() -> str:
    return addresses.first("hearing_calendar", "hearings_calendar", "hearing_list", "hearings")


def counts(account, today: date, week_end: date) -> dict | None:
    """{"week", "today"}: sittings of somebody's cases from today to the end of the week; None without the room."""
    rows = of_week(account, today, week_end)
    return None if rows is None else {"week": len(rows), "today": sum(row["today"] for row in rows)}


def of_week(account, today: date, week_end: date) -> list[dict] | None:
    return None


def of_case(case) -> list[dict]:
    return []
