"""Reads a file of references: limits its size, decodes it, and detects the format from its
content.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.importing import identifier_list
from kb.importing.bibtex_records import bibtex_records
from kb.importing.csl_records import csl_json_records, csl_yaml_records
from kb.importing.endnote_records import endnote_records
from kb.importing.identifier_list import Identifier, identifiers
from kb.importing.medline_records import medline_records
from kb.importing.record import ImportRefused, Record
from kb.importing.ris_records import (
    BEGIN_OF_SCIENCE,
    looks_like_ris,
    ris_records,
    web_of_science_records,
)
from kb.reading.merge_conflict import merge_conflict

BIGGEST = 16 * 1024 * 1024  # bytes: some 20,000 references with their abstracts
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
CSL_YAML = re.compile(r"^(?:references:|- (?:id|type|title|author|DOI|issued):)", re.MULTILINE)
UNTYPED = re.compile(r"^[A-Z][A-Z0-9]  - ", re.MULTILINE)  # a line of RIS
KNOWN = (
    "RIS, NBIB (PubMed), BibTeX, CSL-JSON, CSL-YAML, EndNote XML, Web of Science, or a list of"
    " DOIs or PMIDs"
)


@dataclass(frozen=True)
class Format:
    """A reference format: its name, how to recognise it, and its reader."""

    name: str
    looks: Callable[[str], object]
    read: Callable[[str], Iterator[Record]]


FORMATS = (
    Format("EndNote XML", re.compile(r"\s*<").match, endnote_records),
    Format("CSL-JSON", re.compile(r"\s*[\[{]").match, csl_json_records),
    Format("RIS", looks_like_ris, ris_records),
    Format("Web of Science", BEGIN_OF_SCIENCE.search, web_of_science_records),
    Format("NBIB", re.compile(r"^PM(?:ID|C) *- ?\w", re.MULTILINE).search, medline_records),
    Format("BibTeX", re.compile(r"^\s*@\w+\s*[{(]", re.MULTILINE).search, bibtex_records),
    Format("CSL-YAML", CSL_YAML.search, csl_yaml_records),
)  # fmt: skip


@dataclass(frozen=True)
class ReferenceFile:
    """The content of a file: its references, or the identifiers to look up."""

    path: Path
    format: str
    records: tuple[Record, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


def read_references(path: Path) -> ReferenceFile:
    """Read a file of references. Raises OSError, and `ImportRefused` if it isn't one."""
    if path.exists() and not path.is_file():
        raise ImportRefused("it isn't an ordinary file")
    with path.open("rb") as file:
        data = file.read(BIGGEST + 1)
    text = _decoded(data)
    if merge := merge_conflict(text, path.name):
        raise ImportRefused(
            f"from line {merge.line} on it has two versions of some lines, as git leaves them;"
            " delete one of them, or export the file again"
        )
    for form in FORMATS:
        if form.looks(text):
            records = _records(form, text)
            if not records:
                raise ImportRefused(
                    f"the file looks like {form.name} and has no reference; export it again"
                )
            return ReferenceFile(path, form.name, records)
    if identifier_list.is_list(text):
        return ReferenceFile(path, "list", identifiers=identifiers(text))
    if untyped := UNTYPED.search(text):
        line = text.count("\n", 0, untyped.start()) + 1
        raise ImportRefused(
            f"the file looks like RIS, but line {line} isn't the first of a reference, which says"
            " what kind it is (`TY  - JOUR` for an article); export it again"
        )
    raise ImportRefused(
        f"the file has no references in a known format; export them as one of these: {KNOWN}"
    )


def _records(form: Format, text: str) -> tuple[Record, ...]:
    try:
        return tuple(form.read(text))
    except RecursionError as error:
        raise ImportRefused(
            f"too many brackets are within each other for a file of {form.name}; export it again"
        ) from error


def _decoded(data: bytes) -> str:
    """The text of a file with plain line breaks; old programs write Windows-1252."""
    if len(data) > BIGGEST:
        raise ImportRefused(
            f"the file is larger than {BIGGEST // 1024**2} MiB; export fewer references at a time"
        )
    if not data.strip():
        raise ImportRefused("the file is empty; export it again")
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if CONTROLS.search(text):
            break
        return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    raise ImportRefused(
        "the file isn't a text file, as Word and Excel files aren't; export the references from the"
        " program that has them, for example as RIS"
    )
