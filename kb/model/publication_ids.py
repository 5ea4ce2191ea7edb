"""Publication identifiers: how each is written, and how to recognise other ways of writing it.
Nothing is shortened: text that can't be read completely isn't an identifier.
"""

import re
from html import unescape
from urllib.parse import unquote

# By the DOI handbook a registrant may divide its number by points, and what follows the slash may
# be any printable signs.
DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
DOI_BEFORE = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|info:doi/|doi:?\s*", re.IGNORECASE)
ENTITY = re.compile(r"&#?\w{1,31};")  # without its semicolon it may be part of the identifier
PMID = re.compile(r"[1-9][0-9]{0,7}")
PMCID = re.compile(r"PMC[1-9][0-9]{3,8}")
ISSN = re.compile(r"[0-9]{4}-[0-9]{3}[0-9X]")
ISSNS = re.compile(r"(?<![\dX-])([0-9]{4})-?([0-9]{3}[0-9Xx])(?![\d-])")


def doi_meant(written: str) -> str:
    """The identifier without the URL or `doi:` before it and without URL or HTML escapes; `DOI`
    decides whether it's valid.
    """
    plain = ENTITY.sub(lambda found: unescape(found[0]), written).strip()
    bare = DOI_BEFORE.sub("", plain, count=1) if DOI_BEFORE.match(plain) else plain
    decoded = unquote(bare, errors="replace")
    return bare if "\ufffd" in decoded else decoded


def pmid_meant(written: str) -> str | None:
    """The number without the prefixes that programs write."""
    found = re.fullmatch(r"(?:PMID|PubMed)?[:\s]*([0-9]+)", written.strip(), re.IGNORECASE)
    return found[1] if found and PMID.fullmatch(found[1]) else None


def pmcid_meant(written: str) -> str | None:
    """The identifier with its letters, from one without them, in lower case or with a version."""
    pattern = r"(?:PMCID:\s*)?(?:PMC)?\s*([0-9]+)(?:\.[0-9]+)?"
    found = re.fullmatch(pattern, written.strip(), re.IGNORECASE)
    return f"PMC{found[1]}" if found and PMCID.fullmatch(f"PMC{found[1]}") else None


def issns_in(written: str) -> tuple[str, ...]:
    """Every ISSN in a text with a correct check digit, with its hyphen, without duplicates."""
    found = (f"{one[1]}-{one[2].upper()}" for one in ISSNS.finditer(written))
    return tuple(dict.fromkeys(issn for issn in found if check_digit(issn) == issn[-1]))


def check_digit(issn: str) -> str:
    """The last digit of an ISSN: its first seven digits weighted 8 to 2, modulo 11 (ISO 3297)."""
    digits = [int(digit) for digit in issn.replace("-", "")[:7]]
    rest = -sum(digit * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True)) % 11
    return "X" if rest == 10 else str(rest)
