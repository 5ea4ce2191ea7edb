"""First and last page, from pages as printed."""

import re

from kb.model.source import Source

# Every dash that is printed between pages, single or doubled, with or without spaces.
DASHES = "\\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
DASH = re.compile(rf"\s*[{DASHES}]+\s*")
# Each end has a number, or is a roman one: CD-00123 is no range.
PAGE = r"(?:[\w.]*\d[\w.]*|[ivxlc]+)"
PAGES = re.compile(rf"({PAGE})-({PAGE})", re.IGNORECASE)


def pages(source: Source) -> tuple[str, str]:
    """First and last page, in full even if only changed digits are printed (1229-33); anything but
    a plain range is all first page, and an unknown last page is empty.
    """
    printed = " ".join((source.page or "").split())
    found = PAGES.fullmatch(DASH.sub("-", printed))
    numbered = found and found[2].startswith("0") and not found[1].startswith("0")
    if found and not numbered:  # 2023-0123 is an article's number
        return found[1], _whole(found[1], found[2])
    return printed.rstrip(f"{DASHES} "), ""


def _whole(first: str, last: str) -> str:
    missing = len(first) - len(last) if first.isdigit() and last.isdigit() else 0
    return f"{first[:missing]}{last}" if missing > 0 else last


def page_range(source: Source) -> str:
    """The pages with a hyphen between first and last."""
    first, last = pages(source)
    return f"{first}-{last}" if last else first
