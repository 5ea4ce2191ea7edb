"""RIS and Web of Science tags, with rispy: every tag of every record, unchanged."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kb.importing.record import Given, ImportRefused, Record, gathered

# The standard's tags, and those databases write: more than one for most fields.
FIELDS: Mapping[str, str] = {
    "AU": "author", "A1": "author", "A2": "editor", "ED": "editor",
    "TI": "title", "T1": "title", "CT": "title", "BT": "container-title", "ST": "title",
    "T2": "container-title", "JF": "container-title", "JO": "container-title-short",
    "JA": "container-title-short", "J1": "container-title-short", "J2": "container-title-short",
    "JI": "container-title-short", "J9": "container-title-short",
    "PY": "issued", "Y1": "issued", "DA": "issued", "Y2": "accessed",
    "VL": "volume", "VO": "volume", "IS": "issue", "CP": "issue",
    "SP": "page", "EP": "last-page", "C7": "article-number", "AR": "article-number",
    "DO": "DOI", "DI": "DOI", "SN": "ISSN", "UR": "URL",
    "AN": "accession", "C2": "accession", "C5": "accession", "PM": "PMID",
    "PB": "publisher", "PU": "publisher", "CY": "publisher-place", "PI": "publisher-place",
    "PP": "publisher-place", "ET": "edition", "LA": "language", "M3": "genre", "N1": "note",
    "DB": "database", "DP": "database",
}  # fmt: skip
# The tags of Web of Science that mean something else there.
WEB_OF_SCIENCE: Mapping[str, str] = {
    "AF": "author", "AU": "author-short", "CA": "group", "BE": "editor", "TI": "title",
    "SO": "container-title", "JI": "container-title-short", "J9": "container-title-short",
    "PY": "issued", "PD": "issued", "VL": "volume", "IS": "issue", "BP": "page", "EP": "last-page",
    "AR": "article-number", "DI": "DOI", "SN": "ISSN", "EI": "ISSN", "PM": "PMID",
    "PU": "publisher", "PI": "publisher-place", "LA": "language", "DT": "genre",
}  # fmt: skip
RANKS = {"ST": 2, "J9": 1, "A1": 0, "Y1": 1, "DA": 2, "C2": 1, "C5": 1, "T1": 1, "PD": 1}
NUMBERED = frozenset({"RPRT", "STAND"})  # types whose number is their own, and no issue's
KEY = "ID"  # the file's own id of a record
# Values that a program breaks into several lines.
RUNNING = frozenset({"TI", "T1", "CT", "ST", "T2", "JF", "SO", "BT", "N1", "AB", "N2"})
BEGIN = re.compile(r"^TY  -", re.MULTILINE)
# The first line of a record however a program spaces it: `TY - JOUR`, `TY  -JOUR`, with a tab or
# another dash, all lines set in.
SPACED = re.compile(
    r"^(?P<indent>[ \t]*)(?P<tag>TY|ty)(?P<mark>[ \t]+[-\u2010-\u2014\u2212]|-(?=[ \t]))"
    r"(?P<then>[ \t]*)(?:[A-Za-z]{2,16}[ \t]*)?$",
    re.MULTILINE,
)
END, END_OF_SCIENCE = re.compile(r"^ER  -", re.MULTILINE), re.compile(r"^ER\s*$", re.MULTILINE)
BEGIN_OF_SCIENCE = re.compile(r"^PT [A-Z]\s*$", re.MULTILINE)


class _AsWritten(dict[str, str]):
    """Uses each tag as its own name."""

    def __missing__(self, tag: str) -> str:
        return tag


class _Every:
    """Treats every tag as repeatable."""

    def __contains__(self, tag: object) -> bool:
        return True


def looks_like_ris(text: str) -> bool:
    """Whether a record of RIS begins in it, as the standard spaces its lines or otherwise."""
    return bool(BEGIN.search(text) or SPACED.search(text))


def ris_records(text: str) -> Iterator[Record]:
    """The references of a RIS file."""
    import rispy

    text = _spaced_by_the_standard(text)
    parser = rispy.RisParser(
        mapping=_AsWritten(), list_tags=_Every(), delimiter_tags_mapping={}, newline="\n"
    )
    parsed = parser.parse(text)
    _demand_ends(text, len(parsed), BEGIN, END)
    yield from _records(parsed, "TY", FIELDS)


def _spaced_by_the_standard(text: str) -> str:
    """The file with its tags as the standard has them, `TY  - `, each kind of its own spacing told
    by a first line of a record.
    """
    kinds = dict.fromkeys(found.group("indent", "tag", "mark", "then") for found in
                          SPACED.finditer(text))  # fmt: skip
    for indent, tag, mark, then in kinds:
        letters = "[a-z][a-z0-9]" if tag == "ty" else "[A-Z][A-Z0-9]"
        line = re.compile(
            rf"^{indent}({letters}){re.escape(mark)}(?:{then or '[ ]?'}|[ \t]*$)", re.MULTILINE
        )
        text = line.sub(lambda found: f"{found[1].upper()}  - ", text)
    return text


def web_of_science_records(text: str) -> Iterator[Record]:
    """The references of a file with Web of Science tags."""
    import rispy

    parser = rispy.WokParser(mapping=_AsWritten(), list_tags=_Every(), newline="\n")
    parsed = parser.parse(text)
    _demand_ends(text, len(parsed), BEGIN_OF_SCIENCE, END_OF_SCIENCE)
    yield from _records(parsed, "PT", WEB_OF_SCIENCE)


def _demand_ends(text: str, ended: int, begin: re.Pattern[str], end: re.Pattern[str]) -> None:
    """Raise `ImportRefused` where not every reference that begins has an end."""
    begins = [found.start() for found in begin.finditer(text)]
    if ended >= len(begins):
        return
    spans = zip(begins, [*begins[1:], len(text)], strict=True)
    first = next((start for start, stop in spans if not end.search(text, start, stop)), begins[-1])
    line = text.count("\n", 0, first) + 1
    raise ImportRefused(
        f"the file is cut off or damaged: the reference that begins on line {line} has no last line"
        " (`ER`); export the file again"
    )


def _records(
    parsed: list[dict[str, object]], type: str, fields: Mapping[str, str]
) -> Iterator[Record]:
    for number, record in enumerate(parsed, 1):
        given = [one for tag, found in record.items() for one in _given(tag, found) if tag != type]
        word = str(record[type]).strip()
        named = {**fields, "IS": "number"} if word in NUMBERED else fields
        about = [one for one in given if one.tag != KEY]
        key = next((one.text for one in given if one.tag == KEY), "")
        yield replace(gathered(f"record {number}", word, about, named, RANKS), key=key)


def _given(tag: str | None, found: object) -> Iterator[Given]:
    texts = [str(text).strip() for text in found] if isinstance(found, list) else [str(found)]
    if tag in RUNNING:
        texts = [" ".join(texts)]
    yield from (Given(tag or "(no tag)", text) for text in texts if text)
