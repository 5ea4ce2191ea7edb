"""BibTeX and BibLaTeX with bibtexparser: TeX becomes letters, names are split into parts."""

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from kb.importing.record import Given, ImportRefused, Record, gathered

FIELDS: Mapping[str, str] = {
    "author": "author", "editor": "editor", "title": "title", "journal": "container-title",
    "journaltitle": "container-title", "booktitle": "container-title",
    "shortjournal": "container-title-short", "year": "issued", "date": "issued",
    "month": "issued", "day": "issued-day", "urldate": "accessed", "volume": "volume",
    "issue": "issue", "pages": "page", "eid": "article-number", "doi": "DOI", "pmid": "PMID",
    "pmcid": "PMCID", "eprint": "eprint", "issn": "ISSN", "url": "URL", "publisher": "publisher",
    "institution": "publisher", "school": "publisher", "organization": "publisher",
    "howpublished": "howpublished", "address": "publisher-place", "location": "publisher-place",
    "edition": "edition", "language": "language", "langid": "language", "type": "genre",
    "note": "note", "number": "number",
}  # fmt: skip
RANKS = {"date": -1, "month": 1, "location": 1, "langid": 1, "booktitle": 1}
ADDRESSES = frozenset({"url", "doi"})  # verbatim: no TeX commands there
TYPES = {"article": "article-journal"}  # what CSL calls otherwise by the same word
# A key that holds TeX, which no reader of BibTeX takes: @article{M\"uller{2010},
KEY = re.compile(r"^(\s*@\w+\s*[{(]\s*)([^,={}\n]*[{}\\\"][^,=\n]*)(?=,)", re.MULTILINE)
BRACES = re.compile(r"(?<!\\)[{}]")


def bibtex_records(text: str) -> Iterator[Record]:
    """The references of a BibTeX file."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import (
        DuplicateBlockKeyBlock,
        DuplicateFieldKeyBlock,
        Entry,
        ParsingFailedBlock,
    )

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library = parse_string(KEY.sub(_plain_key, text))
    doubled = (DuplicateBlockKeyBlock, DuplicateFieldKeyBlock)
    entries = [one for one in library.blocks if isinstance(one, (Entry, ParsingFailedBlock))]
    for number, block in enumerate(entries, 1):
        if isinstance(block, (*doubled, Entry)):
            entry = block if isinstance(block, Entry) else _read_again(block, library.strings)
            yield _record(entry, number)
        elif block is entries[-1]:
            raise ImportRefused(f"{_unread(block)}, or the file is cut off; export it again")
        else:
            yield Record(f"record {number}", "", {}, unread=_unread(block))


def _plain_key(found: re.Match[str]) -> str:
    return found[1] + re.sub(r"[^\w:./+-]", "", found[2])


def _unread(block: Any) -> str:  # noqa: ANN401 - the library's blocks
    line = (block.start_line or 0) + 1
    return (
        f"the entry that begins on line {line} can't be read as BibTeX; a brace or a quotation mark"
        " may be missing"
    )


def _read_again(block: Any, strings: list[Any]) -> Any:  # noqa: ANN401 - the library's blocks
    """An entry that was set aside for a duplicate key or field, without its quotes and with its
    abbreviations expanded.
    """
    from bibtexparser.library import Library
    from bibtexparser.middlewares.parsestack import default_parse_stack

    alone = Library([*strings, block.ignore_error_block])
    for middleware in default_parse_stack():
        alone = middleware.transform(alone)
    return alone.entries[0]


def _record(entry: Any, number: int) -> Record:  # noqa: ANN401 - the library's blocks
    kind = entry.entry_type.lower()
    given = [one for field in entry.fields for one in _given(field.key.lower(), str(field.value))]
    fields = {**FIELDS, "number": "issue" if kind == "article" else "number"}
    return gathered(f"record {number} ({entry.key})", TYPES.get(kind, kind), given, fields, RANKS)


def _given(key: str, value: str) -> Iterator[Given]:
    if key in ("author", "editor"):
        from bibtexparser.middlewares.names import split_multiple_persons_names

        yield from (_person(key, name) for name in split_multiple_persons_names(value))
    elif key in ADDRESSES:
        yield Given(key, BRACES.sub("", value).replace("\\", ""))
    elif key == "pages":
        yield Given(key, _letters(re.sub(r"\s*-{2,}\s*", "-", value)))
    else:
        yield Given(key, _letters(value))


def _person(key: str, name: str) -> Given:
    """A name in its parts; one in braces is an organisation's."""
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

    bare = name.strip()
    if bare == "others":
        return Given(key, "et al.")
    if bare.startswith("{") and bare.endswith("}") and "," not in BRACES.sub("", bare):
        return Given(key, _letters(bare), {"literal": _letters(bare)})
    try:
        parts = parse_single_name_into_parts(bare)
    except InvalidNameError:
        return Given(key, _letters(bare))
    found = {
        "given": _letters(" ".join(parts.first)),
        "non-dropping-particle": _letters(" ".join(parts.von)),
        "family": _letters(" ".join(parts.last)),
        "suffix": _letters(" ".join(parts.jr)),
    }
    return Given(key, _letters(bare), {name: text for name, text in found.items() if text})


def _letters(tex: str) -> str:
    """TeX as the letters it represents."""
    from pylatexenc.latex2text import LatexNodes2Text

    if not re.search(r"[\\{}$~%&]|--|``|''", tex):
        return tex.strip()
    escaped = re.sub(r"(?<!\\)[%&]", lambda sign: f"\\{sign[0]}", tex)
    plain = LatexNodes2Text(keep_comments=True, strict_latex_spaces=False).latex_to_text(escaped)
    return " ".join(str(plain).replace("\u00a0", " ").split())
