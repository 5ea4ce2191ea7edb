"""The sources: searched, chosen by kind and by status, newest first, in pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flask import Blueprint, Response, render_template, request

from kb.export.citations import reference, short
from kb.model.library import Library
from kb.model.marked import MarkedEntries, Question
from kb.model.source import Source
from kb.overviews.found_rows import BY_DESIGN, SOURCES, FoundIds, design_mark, status_mark
from web.core.pagination import Pager, pager
from web.core.query_args import (
    Args,
    Option,
    Selection,
    address,
    all_or_none,
    printable,
    selection,
    unknown,
)
from web.core.reload import State, state
from web.parts.cited_sources import cited
from web.parts.labels import DESIGN, STANDING, Label, standing
from web.parts.reference_files import FILE, reference_file
from web.parts.search_dates import search_of

blueprint = Blueprint("sources", __name__)
ARGS = ("q", "design", "status", "page")
# What is looked for in a source; more words would find no more.
LONGEST, MOST_WORDS = 200, 10
MOST_EXPORTED = 1000  # sources in a file


@dataclass(frozen=True)
class SourceItem:
    """A source as a row: what it is called, the reference, and how many entries cite it."""

    id: str
    short: str
    line: str
    design: str
    searched: str
    status: Label | None
    uses: int


@dataclass(frozen=True)
class SourcesPage:
    """Everything the list needs; `total` is how many sources there are in all."""

    address: str
    first: str
    text: str
    pager: Pager
    sources: tuple[SourceItem, ...]
    total: int
    designs: tuple[Option, ...]
    statuses: tuple[Option, ...]
    hidden: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]

    @property
    def exported(self) -> int:
        """How many of the sources go into a file, where that is not all; else 0."""
        return MOST_EXPORTED if self.pager.total > MOST_EXPORTED else 0


@dataclass(frozen=True)
class Chosen:
    """What an address chooses; empty for all."""

    text: str
    design: str
    status: str

    def url(self, number: int = 1, **changed: str) -> str:
        """The address of a page of the list, with this changed."""
        chosen = {"q": self.text, "design": self.design, "status": self.status, **changed}
        page = [str(number)] if number > 1 else []
        return address("/sources", {**{name: [one] for name, one in chosen.items()}, "page": page})


@blueprint.get("/sources")
def sources() -> str:
    """All sources, or those an address chooses."""
    return render_template("sources.html", page=sources_page(request.args, state()))


@blueprint.get(f"/sources.{FILE}")
def chosen_sources(ending: str) -> Response:
    """The sources an address chooses, as a file."""
    library, picks = state().library, _picks(request.args)
    all_or_none(_left_out(request.args, picks))
    chosen = _chosen(request.args, *(pick.first for pick in picks))
    ids = _found(chosen, state().marked).ids[:MOST_EXPORTED]
    library.expect(ids)
    return reference_file("sources", ending, tuple(library.sources[id] for id in ids), library)


def _picks(args: Args) -> tuple[Selection, Selection]:
    return (
        selection(args, "design", "Kind", DESIGN, 1),
        selection(args, "status", "Status", STANDING, 1),
    )


def _chosen(args: Args, design: str, status: str) -> Chosen:
    return Chosen(printable(args.get("q", "")).strip()[:LONGEST], design, status)


def sources_page(args: Args, state: State) -> SourcesPage:
    """One page of the sources an address chooses."""
    library = state.library
    picks = _picks(args)
    chosen = _chosen(args, *(pick.first for pick in picks))
    found = _found(chosen, state.marked)
    pages = pager(args, len(found.ids), chosen.url)
    shown = found.ids[pages.part]
    library.expect(shown)
    return SourcesPage(
        address=chosen.url(pages.number),
        first=chosen.url(),
        text=chosen.text,
        pager=pages,
        sources=tuple(_item(library.sources[id], library) for id in shown),
        total=len(library.sources),
        designs=_designs(chosen, found.designs),
        statuses=_statuses(chosen, found.statuses),
        hidden=tuple(
            (name, value)
            for name, value in (("design", chosen.design), ("status", chosen.status))
            if value
        ),
        notices=(
            *_left_out(args, picks),
            *pages.notices,
        ),
    )


def _left_out(args: Args, picks: Iterable[Selection]) -> tuple[str, ...]:
    return (*(line for pick in picks for line in pick.notices), *unknown(args, ARGS))


class Found(NamedTuple):
    """The sources that are chosen, by kind and newest first, and how many there would be of each
    kind and with each status.
    """

    ids: Sequence[str]
    designs: Mapping[str, int]
    statuses: Mapping[str, int]


def _found(chosen: Chosen, marked: MarkedEntries) -> Found:
    words = tuple(chosen.text.casefold().split()[:MOST_WORDS])
    design = (frozenset({design_mark(chosen.design)}),) if chosen.design else ()
    status = (frozenset({status_mark(chosen.status)}),) if chosen.status else ()
    asked = (
        Question((SOURCES, *status), words=words, counted=design_mark("")),
        Question((SOURCES, *design), words=words, counted=status_mark("")),
    )
    designs, statuses = (
        {mark.removeprefix(one.counted): many for mark, many in found.counts.items()}
        for one, found in zip(asked, marked.find(asked), strict=True)
    )
    kept = Question((SOURCES, *design, *status), words=words, order=BY_DESIGN)
    return Found(FoundIds(kept, marked), designs, statuses)


def _designs(chosen: Chosen, counts: Mapping[str, int]) -> tuple[Option, ...]:
    """All, and each kind there is a source of."""
    named = {"": ("All", sum(counts.values()))}
    named |= {value: (words, counts.get(value, 0)) for value, words in DESIGN.items()}
    return tuple(
        Option(value, words, value == chosen.design, chosen.url(design=value), count)
        for value, (words, count) in named.items()
        if not value or count or value == chosen.design
    )


def _statuses(chosen: Chosen, counts: Mapping[str, int]) -> tuple[Option, ...]:
    """The statuses of sources that have one."""
    found = {kind: label.words for kind, label in STANDING.items() if counts.get(kind)}
    if not found and not chosen.status:
        return ()
    return tuple(
        Option(kind, words, kind == chosen.status, chosen.url(status=kind), counts[kind])
        for kind, words in found.items()
    )


def _item(source: Source, library: Library) -> SourceItem:
    uses = sum(source.id in set(cited(entry)) for entry in library.mentioning(source.id))
    return SourceItem(
        id=source.id,
        short=short(source),
        line=reference(source),
        design=DESIGN[source.design],
        searched=search_of(source),
        status=standing(source),
        uses=uses,
    )
