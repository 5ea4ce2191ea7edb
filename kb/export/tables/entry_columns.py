"""The tables of interventions, claims, sources and vocabulary words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from kb.export.authors import in_order
from kb.export.citations import reference
from kb.export.json_records import url
from kb.export.tables.column import Column, Table, every, written
from kb.model.derived import Answer, Shows
from kb.model.entries import Claim, Codes, Intervention
from kb.model.library import Library
from kb.model.named import Named
from kb.model.schema import Level
from kb.model.source import Source, Status, StatusKind


@dataclass(frozen=True)
class InterventionRow:
    """An intervention with its answer."""

    entry: Intervention
    answer: Answer


@dataclass(frozen=True)
class WordRow:
    """A word with the vocabulary list it is in."""

    list: str
    word: Named


def _words(library: Library) -> Iterator[WordRow]:
    for name, words in vars(library.vocabulary).items():
        yield from (WordRow(name, word) for word in words.values())


def _first_key(row: InterventionRow) -> str | None:
    finding = row.answer.badge.finding
    return finding.finding.id if finding else None


ID = "Its id: its file's name."
PAGE = "Its page on the site."
INTERVENTIONS: Table[InterventionRow] = Table(
    "interventions",
    "What is done to help, with what its first key finding shows.",
    lambda library: (
        InterventionRow(entry, library.answers[entry.id])
        for entry in library.interventions.values()
    ),
    (
        Column("id", "string", ID, lambda r: r.entry.id),
        *written(
            Intervention,
            every(Intervention),
            lambda r: r.entry,
        ),
        *written(Codes, "mesh", lambda r: r.entry.codes),
        Column("certainty", "string", "The certainty of its first key finding.",
               lambda r: r.answer.badge.certainty, True, get_args(Level)),
        Column("shows", "string", "What its first key finding shows: a size, or why there is none.",
               lambda r: r.answer.badge.shows, True, get_args(Shows)),
        Column("comparison", "string", "What that finding compares it with.",
               lambda r: r.answer.badge.comparison or None, True),
        Column("first_key_finding", "string", "That finding's id.", _first_key, True),
        Column("findings", "integer", "How many findings it has.",
               lambda r: len(r.answer.findings), True),
        Column("evidence_searched_to", "string", "How far the sources of its key findings reach.",
               lambda r: r.answer.searched_to.day if r.answer.searched_to else None, True),
        Column("retracted_sources", "list", "The retracted sources that some part of it rests on.",
               lambda r: r.answer.retracted, True),
        Column("site_page", "string", PAGE, lambda r: url(r.entry), True),
    ),
    ("id",),
    ("category", "certainty", "shows"),
    ("name", "synonyms", "summary"),
)  # fmt: skip
CLAIMS: Table[Claim] = Table(
    "claims",
    "What people say, checked against the sources.",
    lambda library: iter(library.claims.values()),
    (
        Column("id", "string", ID, lambda r: r.id),
        *written(
            Claim,
            every(Claim),
            lambda r: r,
        ),
        Column("site_page", "string", PAGE, url, True),
    ),
    ("id",),
    ("verdict",),
    ("claim", "why"),
)
SOURCES: Table[Source] = Table(
    "sources",
    "The publications all of this comes from.",
    lambda library: iter(library.sources.values()),
    (
        Column("id", "string", ID, lambda r: r.id),
        *written(Source, "type design", lambda r: r),
        Column("author", "list", "Authors in order, as far as they were seen.",
               lambda r: tuple(map(in_order, r.author))),
        Column("editor", "list", "Editors of the book or report it is part of.",
               lambda r: tuple(map(in_order, r.editor))),
        *written(Source, every(Source, but="type design"), lambda r: r),
        Column("status", "string", "Retracted, corrected, superseded, lapsed or under concern.",
               lambda r: r.standing, True, get_args(StatusKind)),
        *written(Status, "date:status_date notice:status_notice", lambda r: r.status),
        Column("reference", "string", "The source as one line.", reference, True),
        Column("site_page", "string", PAGE, url, True),
    ),
    ("id",),
    ("design", "type", "status"),
    ("title", "author", "container_title"),
)  # fmt: skip
VOCABULARY = Table(
    "vocabulary",
    "The words that the other tables use, each defined.",
    _words,
    (
        Column("list", "string", "The list it is in.", lambda r: r.list),
        Column("id", "string", "The word as the other tables have it.", lambda r: r.word.id),
        *written(Named, "name definition synonyms", lambda r: r.word),
    ),
    ("list", "id"),
    ("list",),
    ("name", "definition", "synonyms"),
)
