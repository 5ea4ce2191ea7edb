"""Other ways of writing numbers: other minus signs, spaces, commas, exponents."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

DASHES = str.maketrans(dict.fromkeys("−–—‐‑‒﹣－", "-"))


def number_meant(given: str) -> str | None:
    """The plain form of a number written another way."""
    text = (
        unicodedata.normalize("NFKC", given.strip())
        .translate(DASHES)
        .replace("_", "")
        .replace("'", "")
    )
    text = (
        "".join(text.split())
        .removeprefix("+")
        .translate({ord(c): str(unicodedata.digit(c)) for c in text if c.isdigit()})
    )
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?|-?\d{1,3}(,\d{3}){2,}", text):
        text = text.replace(",", "")
    elif re.fullmatch(r"-?\d*,\d+", text):
        text = text.replace(",", ".")
    text = text.removesuffix(".")
    if not re.fullmatch(r"-?(\d{1,12}(\.\d{1,12})?|\.\d{1,12})([eE][-+]?\d{1,2})?", text):
        return None
    try:
        return format(Decimal(text), "f")
    except InvalidOperation:
        return None
