"""One wizard on two faces: a person on a phone, a clerk at the window. Names of addresses and the frame of the page."""
from court.base.access.request import CourtRequest

NAMES = ("filing_screen", "filing_side", "filing_side_drop", "filing_file_drop", "filing_file_up", "filing_files",
         "filing_submit", "filing_discard", "filing_receipt", "filing_new")


def is_window(request: CourtRequest) -> bool:
    return request.actor.is_staff


def urls(request: CourtRequest) -> dict[str, str]:
    """Template name -> name of the address on this face."""
    before = "window_" if is_window(request) else "litigant_"
    return {name: before + name for name in NAMES}


def frame(request: CourtRequest) -> str:
    return "filing/frame_staff.html" if is_window(request) else "filing/frame_phone.html"
