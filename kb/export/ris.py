"""RIS: one tag per line, CR LF line endings, each record from `TY` to `ER`."""

from collections.abc import Iterable, Iterator

from kb.export.authors import inverted, listed
from kb.export.csl_fields import date_parts, line, remarks, title_line
from kb.export.page_range import pages
from kb.model.source import Name, Source

TYPES = {
    "article-journal": "JOUR",
    "article": "GEN",
    "report": "RPRT",
    "webpage": "ELEC",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "paper-conference": "CPAPER",
    "entry": "ENCYC",
    "standard": "STAND",
}
END = "ER  - "


def ris(sources: Iterable[Source]) -> str:
    """The sources as one RIS file, in the given order."""
    return "".join(
        f"{printed}\r\n" for source in sources for printed in (*_tagged(source), END, "")
    )


def _tagged(source: Source) -> Iterator[str]:
    for tag, value in _fields(source):
        text = line(value or "")
        if text:
            yield f"{tag}  - {text}"


def _fields(source: Source) -> Iterator[tuple[str, str | None]]:
    first, last = pages(source)
    yield "TY", TYPES[source.type]
    yield "ID", source.id
    yield from (("AU", _name(author)) for author in listed(source))
    yield from (("A2", _name(editor)) for editor in source.editor)
    yield "TI", title_line(source)
    yield "T2", source.container_title
    yield from (
        ("J2", source.container_title_short),
        ("PB", source.publisher),
        ("CY", source.publisher_place),
        ("ET", source.edition),
        ("M3", source.genre),
        ("LA", source.language),
    )
    yield from _dates(source)
    yield from (
        ("VL", source.volume),
        ("IS", source.issue or source.number),
        ("SP", first),
        ("EP", last),
        ("SN", source.ISSN),
    )
    yield from (
        ("DO", source.DOI),
        ("AN", source.PMID),
        ("DB", "PubMed" if source.PMID else None),
        ("C2", source.PMCID),
    )
    yield "UR", source.URL
    yield "Y2", _date(source.accessed)
    yield from (("N1", remark) for remark in remarks(source))


def _name(author: Name) -> str:
    """`Family, Given, Suffix`; an organisation's name is unchanged and ends with a comma, which
    marks it as one for EndNote. Zotero reads what follows a comma inside it as a first name.
    """
    return f"{author.literal}," if author.literal else inverted(author)


def _dates(source: Source) -> Iterator[tuple[str, str]]:
    """The year, and the date if more is known."""
    parts = date_parts(source.issued)
    if parts:
        yield "PY", f"{parts[0]:04}"
    if len(parts) > 1:
        yield "DA", _date(source.issued)


def _date(day: str | None) -> str:
    """`year/month/day/`, with nothing between the slashes for unknown parts."""
    parts = date_parts(day)
    if not parts:
        return ""
    month, day_of_month = (*(f"{part:02}" for part in parts[1:]), "", "")[:2]
    return f"{parts[0]:04}/{month}/{day_of_month}/"
