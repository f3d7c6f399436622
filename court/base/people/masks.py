"""Numbers and addresses as they are shown to those who need not know them whole (S17)."""

import re

_PLACES = re.compile("省|自治区|市|区|县|旗|镇|乡|街道|村|路|街|巷|道")


def mask_id_number(number: str) -> str:
    """149999********0011: division and last four remain; shorter papers keep the first and last two."""
    if len(number) >= 15:
        return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}"
    return _ends(number, 2, 2)


def mask_phone(number: str) -> str:
    """138****8001."""
    return _ends(number, 3, 4)


def mask_account_number(number: str) -> str:
    """Bank accounts: only the last four remain."""
    return _ends(number, 0, 4)


def mask_address(address: str) -> str:
    """As far as the road or village; the numbers that find the door, and all behind them, are hidden."""
    before_numbers = re.split("[0-9０-９]", address, maxsplit=1)[0]
    ends = [found.end() for found in _PLACES.finditer(before_numbers)]
    return f"{address[: ends[-1] if ends else 6]}****" if address else ""


def mask_name(name: str) -> str:
    """张**: the family name remains. For pages of the public that may not name people at all, see disclosure."""
    return f"{name[:1]}{'*' * min(len(name) - 1, 2)}" if len(name) > 1 else name


def _ends(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail:
        return "*" * len(text)
    return f"{text[:head]}{'*' * (len(text) - head - tail)}{text[len(text) - tail:]}"
