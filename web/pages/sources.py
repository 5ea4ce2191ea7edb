"""The list of sources by design, newest first, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, render_template, request

from kb.export.citations import reference, short
from kb.model.library import Library
from kb.model.source import Source
from web.core.links import Link
from web.core.pagination import Pager, page_of, pager
from web.core.query_args import Args, address, unknown
from web.core.reload import State, state
from web.parts.labels import DESIGN, Label, standing
from web.parts.search_dates import search_of

blueprint = Blueprint("sources", __name__)


@dataclass(frozen=True)
class SourceItem:
    """A source in a list."""

    id: str
    short: str
    line: str
    searched: str
    status: Label | None


@dataclass(frozen=True)
class Design:
    """The sources of one design that are on this page, and how many there are in all."""

    id: str
    name: str
    count: int
    sources: tuple[SourceItem, ...]


@dataclass(frozen=True)
class SourcesPage:
    """Everything the list needs; `contents` leads to each design, where they are on several
    pages.
    """

    address: str
    pager: Pager
    designs: tuple[Design, ...]
    contents: tuple[Link, ...]
    notices: tuple[str, ...]


@blueprint.get("/sources")
def sources() -> str:
    """All sources by design."""
    return render_template("sources.html", page=sources_page(request.args, state()))


def sources_page(args: Args, state: State) -> SourcesPage:
    """One page of the list."""
    ordered = state.once("sources by design", lambda: _by_design(state.library))
    pages = pager(args, len(ordered), _url)
    counts = {design: len(tuple(found)) for design, found in _grouped(ordered)}
    return SourcesPage(
        address=_url(pages.number),
        pager=pages,
        designs=tuple(
            Design(design, DESIGN[design], counts[design], tuple(map(_item, found)))
            for design, found in _grouped(ordered[pages.part])
        ),
        contents=_contents(ordered) if pages.last > 1 else (),
        notices=(*pages.notices, *unknown(args, ("page",))),
    )


def _by_design(library: Library) -> tuple[Source, ...]:
    order = list(DESIGN)
    newest = sorted(
        library.sources.values(), key=lambda source: (source.issued or "", source.id), reverse=True
    )
    return tuple(sorted(newest, key=lambda source: order.index(source.design)))


def _grouped(sources: Iterable[Source]) -> Iterable[tuple[str, Iterable[Source]]]:
    return groupby(sources, key=lambda source: source.design)


def _contents(sources: tuple[Source, ...]) -> tuple[Link, ...]:
    firsts: dict[str, int] = {}
    for place, source in enumerate(sources):
        firsts.setdefault(source.design, page_of(place))
    return tuple(Link(DESIGN[id], f"{_url(number)}#{id}") for id, number in firsts.items())


def _url(number: int) -> str:
    return address("/sources", {"page": [str(number)] if number > 1 else []})


def _item(source: Source) -> SourceItem:
    line, searched = reference(source), search_of(source)
    return SourceItem(source.id, short(source), line, searched, standing(source))
