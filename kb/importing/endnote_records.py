"""EndNote XML, with a parser that expands no entities and opens nothing else."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kb.importing.record import Given, ImportRefused, Record, gathered

FIELDS: Mapping[str, str] = {
    "authors": "author", "secondary-authors": "editor", "title": "title",
    "secondary-title": "container-title", "full-title": "container-title",
    "abbr-1": "container-title-short", "alt-title": "container-title-short",
    "year": "issued", "date": "issued", "pages": "page", "volume": "volume", "number": "issue",
    "isbn": "ISSN", "electronic-resource-num": "DOI", "url": "URL", "publisher": "publisher",
    "pub-location": "publisher-place", "edition": "edition", "language": "language",
    "work-type": "genre", "notes": "note", "accession-num": "accession", "custom2": "PMCID",
    "remote-database-provider": "database", "remote-database-name": "database",
    "access-date": "accessed", "custom7": "article-number",
}  # fmt: skip
DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")  # its encoding no longer applies
RANKS = {"full-title": 1, "date": 1, "alt-title": 1}
ASIDE = frozenset({"database", "source-app", "rec-number", "foreign-keys", "ref-type"})


def endnote_records(text: str) -> Iterator[Record]:
    """The references of an EndNote XML file."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(DECLARATION.sub("", text).encode())
    except DefusedXmlException as error:
        raise ImportRefused(
            "the file refers to other files or has abbreviations of its own, which isn't safe to"
            " read and EndNote never does; export it again"
        ) from error
    except (ParseError, ValueError) as error:
        line = getattr(error, "position", (1, 0))[0]
        raise ImportRefused(
            f"it can't be read any further on line {line}: the file is cut off or has a mistake"
            " there; export it again"
        ) from error
    records = root.findall("./records/record") or root.findall("./record")
    if not records:
        raise ImportRefused(
            "the file is a web page or XML, and not of EndNote; export the references as RIS, or"
            " from EndNote as XML"
        )
    for number, record in enumerate(records, 1):
        yield _record(record, number)


def _record(record: Any, number: int) -> Record:  # noqa: ANN401 - an element of the library
    kind = record.find("ref-type")
    word = (kind.get("name") or _text(kind)) if kind is not None else ""
    given = [one for child in record if child.tag not in ASIDE for one in _given(child)]
    by_type = {} if word.lower().startswith("journal") else {"number": "number"}
    return gathered(f"record {number}", word, given, {**FIELDS, **by_type}, RANKS)


def _given(element: Any) -> Iterator[Given]:  # noqa: ANN401
    if element.tag in ("authors", "secondary-authors"):
        yield from (Given(element.tag, _text(person)) for person in element)
    elif element.tag in ("contributors", "titles", "periodical", "dates", "pub-dates", "urls"):
        for child in element:
            yield from _given(child)
    elif element.tag in ("related-urls", "web-urls", "pdf-urls", "keywords"):
        tag = "url" if element.tag.endswith("urls") and "pdf" not in element.tag else element.tag
        yield from (Given(tag, _text(child)) for child in element)
    else:
        yield Given(element.tag, _text(element))


def _text(element: Any) -> str:  # noqa: ANN401
    """The text without its styles, which EndNote puts around every word."""
    return " ".join("".join(element.itertext()).split())
