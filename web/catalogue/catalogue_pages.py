"""The pages over all collections: what there is, and a search in all of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from flask import Blueprint, Response, current_app, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from web.catalogue.combined_search import Found, search_all
from web.catalogue.members import FOLDER, Catalogue, Member
from web.core.pagination import pager_at
from web.core.reading_level import reading, remembered
from web.pages.search_results import Box, RedFlagHint, page_of
from web.parts.result_cards import Card
from web.parts.search_args import SearchArgs, search_request, typed
from web.site.layout import RedFlags, red_flags

blueprint = Blueprint("catalogue", __name__)
CARDS = 3  # of each collection: what is best there, with all the rest a step away


@dataclass(frozen=True)
class Listed:
    """A collection as the first page lists it; `current` is whether its newest files are served."""

    path: str
    title: str
    description: str
    treatments: int
    sources: int
    searched_until: date | None
    red_flags: RedFlags | None
    current: bool


@dataclass(frozen=True)
class Name:
    """What a collection is called, and its path."""

    title: str
    path: str


@dataclass(frozen=True)
class Part:
    """What one collection found: as on its own page of results, but only the first cards."""

    name: Name
    url: str
    total: int
    red_flags: tuple[RedFlagHint, ...]
    box: Box | None
    notices: tuple[str, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class CombinedPage:
    """Everything the page of a search in all collections needs. `parts` have results, `without`
    have none, and `failed` could not be asked. `urgent` is one whose box is about getting help.
    """

    text: str
    total: int
    notices: tuple[str, ...]
    parts: tuple[Part, ...]
    without: tuple[Part, ...]
    failed: tuple[str, ...]
    urgent: Part | None


def catalogue() -> Catalogue:
    """The collections of this application."""
    return cast(Catalogue, current_app.extensions["catalogue"])


@blueprint.get("/")
def home() -> str:
    """Which collections there are, and a search in all of them."""
    return render_template("catalogue.html", listed=tuple(_listed()), failed=tuple(_failed()))


@blueprint.get(FOLDER)
def folder() -> AnyResponse:
    """The folder of all collections is the first page."""
    return redirect("/", 308)


@blueprint.get("/search")
def search() -> Response:
    """What each collection finds, each with its name."""
    wanted = reading(request, "q")
    text, notices = typed(request.args)
    args = SearchArgs(text, {}, "relevance", 1, ())
    combined = search_all(catalogue(), search_request(args))
    parts = [_part(one, args, wanted.plain) for one in combined.found]
    page = CombinedPage(
        text=text,
        total=combined.total,
        notices=notices,
        parts=tuple(part for part in parts if part.total),
        without=tuple(part for part in parts if not part.total),
        failed=tuple(member.id for member in combined.failed),
        urgent=next((part for part in parts if part.box and part.box.kind == "urgent"), None),
    )
    return remembered(render_template("catalogue_search.html", page=page, reading=wanted), request)


def _part(found: Found, args: SearchArgs, plain: bool) -> Part:
    results, path = found.results, found.member.path
    pager = pager_at(1, results.total, args.url)
    page = page_of(results, pager, args, found.state, plain)
    cards = [card for group in page.groups for card in group.cards]
    return Part(
        name=Name(found.state.library.collection.title, path),
        url=path + args.url(1),
        total=results.total,
        red_flags=page.red_flags,
        box=page.box,
        notices=page.notices,
        cards=tuple(cards[:CARDS]),
    )


def _listed() -> Iterator[Listed]:
    for member in catalogue():
        if member.app:
            yield _as_listed(member)


def _as_listed(member: Member) -> Listed:
    state = member.state
    library, of = state.library, state.library.collection
    return Listed(
        path=member.path,
        title=of.title,
        description=of.description,
        treatments=len(library.interventions),
        sources=len(library.sources),
        searched_until=of.searched_until,
        red_flags=red_flags(library),
        current=state.trouble is None,
    )


def _failed() -> Iterator[str]:
    yield from (member.id for member in catalogue() if member.app is None)


def require(path: str) -> None:
    """Raise Unavailable if the path is of a collection that can't be served."""
    if member := catalogue().at(path):
        _ = member.state
