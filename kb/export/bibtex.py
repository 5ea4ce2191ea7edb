"""BibTeX: one entry per source, with the source's id as key and TeX commands escaped."""

import re
from collections.abc import Iterable, Iterator, Sequence

from kb.export.authors import ET_AL, listed, parted
from kb.export.csl_fields import date_parts, line, readers_notes, status_line, title_line
from kb.export.page_range import pages
from kb.model.dates import ABBREVIATED
from kb.model.source import Name, Source

TYPES = {
    "article-journal": "article",
    "report": "techreport",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
}
CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
PUBLISHERS = {"techreport": "institution"}
# Braces as commands, for a brace alone would have to be closed within its field.
ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{letter: f"\\{letter}" for letter in "&%$#_"},
}
# What programs take as it is: a backslash before an underscore would break the address.
VERBATIM = re.compile(r"[{}\\\s]")


def bibtex(sources: Iterable[Source]) -> str:
    """The sources as one BibTeX file, in the given order."""
    return "\n".join(_entry(source) for source in sources)


def _entry(source: Source) -> str:
    kind = TYPES.get(source.type, "misc")
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(source, kind))
    return f"@{kind}{{{source.id},\n{fields}}}\n"


def _fields(source: Source, kind: str) -> Iterator[tuple[str, str]]:
    first, last = pages(source)
    if source.author:
        yield "author", f"{{{_people(listed(source))}}}"
    if source.editor:
        yield "editor", f"{{{_people(source.editor)}}}"
    yield "title", f"{{{{{_escaped(title_line(source))}}}}}"
    yield from _dates(source)
    words = {
        CONTAINERS.get(kind, "howpublished"): source.container_title,
        PUBLISHERS.get(kind, "publisher"): source.publisher,
        "address": source.publisher_place,
        "edition": source.edition,
        "type": source.genre,
        "volume": source.volume,
        "number": source.issue or source.number,
        "pages": f"{first}--{last}" if last else first,
        "shortjournal": source.container_title_short,
        "issn": source.ISSN,
        "language": source.language,
        "urldate": source.accessed,
        # `note` is printed by most styles, `annote` by none: it is for whoever keeps the list
        "note": status_line(source) if source.standing else "",
        "annote": " ".join(readers_notes(source)),
    }
    addresses = {"doi": source.DOI, "pmid": source.PMID, "pmcid": source.PMCID, "url": source.URL}
    yield from ((name, f"{{{_escaped(line(text))}}}") for name, text in words.items() if text)
    yield from ((name, f"{{{_verbatim(text)}}}") for name, text in addresses.items() if text)


def _people(names: Sequence[Name]) -> str:
    return " and ".join("others" if name is ET_AL else _name(name) for name in names)


def _name(author: Name) -> str:
    """`von Family, Jr, Given`; a single-part name is in braces, so that none of its words is read
    as a first name or an `and`.
    """
    name = parted(author)
    surname = " ".join(filter(None, (name.dropping_particle, name.surname)))
    family, suffix, given, literal = (
        _escaped(line(part or "")) for part in (surname, name.suffix, name.given, name.literal)
    )
    parts = [part for part in (family, suffix, given) if part]
    return ", ".join(parts) if family and given else f"{{{' '.join(parts) or literal}}}"


def _dates(source: Source) -> Iterator[tuple[str, str]]:
    for name, part in zip(("year", "month", "day"), date_parts(source.issued), strict=False):
        yield name, ABBREVIATED[part - 1].lower() if name == "month" else f"{{{part}}}"


def _escaped(text: str) -> str:
    return "".join(ESCAPES.get(letter, letter) for letter in text)


def _verbatim(text: str) -> str:
    """An identifier or URL, with braces, backslashes and spaces percent-encoded."""
    return VERBATIM.sub(lambda found: f"%{ord(found[0]):02X}", line(text))
