"""Splits common pastes: an interval in one field, authors in one text. Returns the lines to
write.
"""

import re
from collections.abc import Sequence

from kb.reading.number_forms import DASHES, number_meant
from kb.reading.other_words import FIELDS, plainly

PEOPLE = ("author", "editor")
# -1.41 to -0.58; (0.5, 0.9); [1.2; 3.4]; 0.5-0.9; 95% CI 1 to 2
SIGNED = r"[-+]?\d+(?:[.,]\d+)?"
INTERVAL = re.compile(
    rf"(?:95\s*%\s*)?(?:CI|CrI)?[:\s=]*[(\[]?\s*(?P<low>{SIGNED})\s*(?:to|,\s|;|-|\s)\s*"
    rf"(?P<high>{SIGNED})\s*[)\]]?\.?",
    re.IGNORECASE,
)
ESTIMATE = re.compile(
    rf"(?P<estimate>{SIGNED})\s*[,;]?\s*(?P<rest>[(\[]?\s*(?:95|CI|CrI|{SIGNED}).*)"
)
INTERVALS = frozenset({"ci", "95-ci", "ci-95", "interval", "range", "bounds"})
MOST_AUTHORS = 6  # put into a line of advice
# Able AB, Able A.B., de Able A
INITIALS = re.compile(r"(?P<family>[^\W\d_][^\d,;]*?)\s+(?P<given>(?:[^\W\d_a-zß-ÿ]\.?[ -]?){1,4})")


def lines(name: str, given: str, known: Sequence[str]) -> str:
    """The advice for a paste in an unknown field, if it fits others; else empty."""
    if "low" in known and name.lower() in INTERVALS and (bounds := interval(given)):
        return f"write {bounds}, each on a line of its own"
    ours = FIELDS.get(plainly(name), "")
    if ours in PEOPLE and ours in known and (listing := authors(given)):
        return f"write `{ours}: {listing}`"
    return ""


def interval(given: str) -> str | None:
    """`low` and `high` as lines to write, if a text has both, and `estimate` if it's there too."""
    text = " ".join(given.split()).translate(DASHES)
    if found := INTERVAL.fullmatch(text):
        return _interval(found)
    outer = ESTIMATE.fullmatch(text)
    inner = INTERVAL.fullmatch(outer["rest"].strip()) if outer else None
    if not outer or not inner:
        return None
    estimate, bounds = number_meant(outer["estimate"]), _interval(inner)
    return f"`estimate: {estimate}`, {bounds}" if estimate and bounds else None


def _interval(found: re.Match[str]) -> str | None:
    low, high = number_meant(found["low"]), number_meant(found["high"])
    if low is None or high is None or float(low) > float(high):
        return None
    return f"`low: {low}` and `high: {high}`"


def authors(given: str) -> str | None:
    """Authors in one text as a list to write: `Able AB, Baker C`, `Able, Anna; Baker, Ben`."""
    text = " ".join(given.split()).rstrip(".")
    separated = re.split(r"\s*;\s*|\s+and\s+|\s*&\s*", text)
    if len(separated) == 1 and "," in text and INITIALS.fullmatch(text.split(",")[0].strip()):
        separated = [part.strip() for part in text.split(",")]
    rest = len(separated) > 1 and re.fullmatch(r"et al", separated[-1].strip(", "))
    names = [author(part.strip(" ,")) for part in (separated[:-1] if rest else separated)]
    if not all(names) or len(names) > MOST_AUTHORS:
        return None
    return f"[{', '.join(names)}]"


def author(text: str) -> str:
    """`Able AB` or `Able, Anna` as fields to write; empty for a possible organisation."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 2 and all(parts):
        return f"{{family: {parts[0]}, given: {parts[1]}}}"
    if len(parts) == 1 and (found := INITIALS.fullmatch(text)):
        return f"{{family: {found['family']}, given: {found['given'].strip()}}}"
    return ""
