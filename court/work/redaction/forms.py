"""What is typed about redactions: marks of a page, a search."""

from court.base.access.request import CourtRequest
from court.kit.pages import whole_number

SIDES = ("x", "y", "w", "h")
MOST = 300


def marks_of(request: CourtRequest) -> list[dict]:
    """The marks of a page as the form has them; those ticked to be taken away, and empty rows, are left out."""
    found = []
    for row in range(min(whole_number(request.POST.get("rows", "")) or 0, MOST)):
        values = {side: request.POST.get(f"{side}-{row}", "").strip() for side in SIDES}
        if f"drop-{row}" in request.POST or not any(values.values()):
            continue
        mark = {side: _share(value) for side, value in values.items()}
        found.append(mark | {"reason": request.POST.get(f"reason-{row}", ""), "words": request.POST.get(f"words-{row}", ""),
                             "term": request.POST.get(f"term-{row}", "")})  # fmt: skip
    return found


def _share(percent: str) -> float | str:
    """A place is typed in hundredths of the page; what is no number stays as it is, to be refused."""
    try:
        return float(percent) / 100
    except ValueError:
        return percent
