"""NBIB: references from PubMed, with MEDLINE tags."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kb.importing.record import Given, ImportRefused, Record, gathered

LINE = re.compile(r"([A-Z]{2,4}) *- ?(.*)")
LAST = "SO"  # the tag PubMed writes last, and other programs seldom
OWN = frozenset({"OWN", "STAT"})  # tags that PubMed alone writes
FIELDS: Mapping[str, str] = {
    "FAU": "author", "CN": "group", "FED": "editor", "TI": "title", "BTI": "container-title",
    "JT": "container-title", "TA": "container-title-short", "DP": "issued", "VI": "volume",
    "IP": "issue", "PG": "page", "PMID": "PMID", "PMC": "PMCID", "IS": "ISSN", "LA": "language",
    "PB": "publisher", "PL": "publisher-place", "EN": "edition", "PT": "genre",
    "AU": "author-short", "ED": "editor-short",
}  # fmt: skip
DOI = re.compile(r"(\S+) \[doi\]", re.IGNORECASE)
NUMBER = re.compile(r"(e?\d[\w.-]*)")


def medline_records(text: str) -> Iterator[Record]:
    """The references of a file with MEDLINE tags."""
    records = [record for block in re.split(r"\n\s*\n", text) if (record := list(_given(block)))]
    if records and _is_cut_off(records):
        raise ImportRefused(
            f"the file is cut off: its last reference lacks the end that PubMed writes (`{LAST}`);"
            " save it from PubMed again"
        )
    for number, given in enumerate(records, 1):
        told = [_identified(one) for one in given if one.tag != LAST]
        yield gathered(f"record {number}", "journalarticle", told, {**FIELDS, **NUMBERS})


def _is_cut_off(records: Sequence[Sequence[Given]]) -> bool:
    """Whether the last record lacks the end that the others have, or that PubMed writes."""
    *others, last = ({one.tag for one in record} for record in records)
    return LAST not in last and (
        any(LAST in one for one in others) or bool(not others and last & OWN)
    )


NUMBERS = {"doi": "DOI", "LID": "article-number"}


def _identified(one: Given) -> Given:
    """An identifier of the article by its type: a DOI, or else the article number."""
    if one.tag in ("AID", "LID") and (found := DOI.fullmatch(one.text)):
        return Given("doi", found[1])
    if one.tag == "LID" and not NUMBER.fullmatch(one.text):
        return Given("AID", one.text)
    return one


def _given(block: str) -> Iterator[Given]:
    tag, lines = "", list[str]()
    for line in block.split("\n"):
        if found := LINE.fullmatch(line):
            if lines:
                yield Given(tag, " ".join(lines))
            tag, lines = found[1], [found[2].strip()]
        elif line.strip() and tag:
            lines.append(line.strip())
    if lines:
        yield Given(tag, " ".join(lines))
