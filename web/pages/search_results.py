"""The page of a search: the query, what was ignored, hits, and ways to narrow them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup, escape

from kb.model.entries import Claim
from kb.model.library import Library
from search.answering.answer_box import AnswerBox
from search.answering.results import Offer, Results
from search.indexing.facets import FACETS
from web.core import wording
from web.core.links import Link
from web.core.markdown import CountedLink, counted_links, uncited, without_cites
from web.core.pagination import Pager, pager_at
from web.core.query_args import all_or_none
from web.core.reading_level import reading, remembered
from web.core.reload import State, state
from web.parts.cited_sources import entries_of
from web.parts.reference_files import FILE, reference_file
from web.parts.result_cards import Card, result_card
from web.parts.search_args import (
    HEADINGS,
    NAMES,
    PER_PAGE,
    SearchArgs,
    facet_values,
    part_of,
    search_args,
    search_request,
)

blueprint = Blueprint("search", __name__)
# Hits whose sources go into one file: twice what is shipped here, and a bound on the work of one
# request.
MOST_EXPORTED = 1000
SORTED_BY = wording.RESULTS_BY
# What is above the hits of each kind, and above the box that answers.
KINDS, BOXES = wording.KINDS_OF_RESULTS, wording.ANSWERS


class Value(NamedTuple):
    """A value of a facet: how many entries choosing it would show, whether it is chosen, and the
    search that chooses it or leaves it out again.
    """

    words: str
    entries: int
    selected: bool
    url: str


class FacetView(NamedTuple):
    """One way to narrow the results: a list of links."""

    heading: str
    links: Markup


class Sorting(NamedTuple):
    """An order of the results, whether it is chosen, and the search in that order."""

    words: str
    selected: bool
    url: str


class Group(NamedTuple):
    """The hits of one kind on a page, in their order."""

    heading: str
    cards: tuple[Card, ...]


class Box(NamedTuple):
    """What answers the question: its kind and heading, the text with what follows it as a list, and
    where it is from.
    """

    kind: str
    heading: str
    text: str
    more: tuple[str, ...]
    url: str | None


class RedFlagHint(NamedTuple):
    """A red flag that a query names: the sign, what to do, and where it is explained.

    Without a sign the query asks for all of them.
    """

    sign: str
    action: str
    url: str


@dataclass(frozen=True)
class ResultsPage:
    """Everything the search page needs; `outside` says which words are outside the scope.
    `found_sources` counts the hits that are sources themselves; `most` go into one file.
    """

    args: SearchArgs
    pager: Pager
    groups: tuple[Group, ...]
    box: Box | None
    outside: str
    notices: tuple[str, ...]
    chips: tuple[Link, ...]
    kinds: tuple[Value, ...]
    facets: tuple[FacetView, ...]
    sorts: tuple[Sorting, ...]
    offers: tuple[Offer, ...]
    red_flags: tuple[RedFlagHint, ...]
    found_sources: int
    most: int


@blueprint.get("/search")
def search() -> Response:
    """Hits as answer cards, with what was understood, at the level its reader chose."""
    wanted = reading(request, *NAMES)
    page = results_page(search_args(request.args, state()), state(), wanted.plain)
    return remembered(render_template("search.html", page=page, reading=wanted), request)


@blueprint.get(f"/search.{FILE}")
def search_sources(ending: str) -> Response:
    """The sources of what a search finds, best first."""
    args = search_args(request.args, state())
    all_or_none((*args.notices, *reading(request, *NAMES).notices))
    wanted = search_request(args)
    hits = state().index.search(replace(wanted, limit=MOST_EXPORTED, offset=0)).hits
    library = state().library
    return reference_file("search", ending, entries_of((hit.id for hit in hits), library), library)


def results_page(args: SearchArgs, state: State, plain: bool = False) -> ResultsPage:
    """The page of a search; behind the last page comes the last page."""
    results = state.index.search(search_request(args, plain))
    pager = pager_at(args.page, results.total, args.url, PER_PAGE)
    if pager.number != args.page:
        notices = (*args.notices, *pager.notices)
        return results_page(replace(args, page=pager.number, notices=notices), state, plain)
    return page_of(results, pager, args, state, plain)


def page_of(
    results: Results, pager: Pager, args: SearchArgs, state: State, plain: bool
) -> ResultsPage:
    """The page of what was found."""
    return ResultsPage(
        args=args,
        pager=pager,
        groups=tuple(_groups(results, state, plain)),
        box=box_view(results.answer, state.library, plain) if results.answer else None,
        outside=results.changed[0] if results.says_outside else "",
        notices=(*args.notices, *results.changed[results.says_outside :]),
        chips=tuple(_chips(args, state)),
        kinds=_values("kind", results, args, KINDS),
        facets=tuple(_facets(results, args, state)),
        sorts=tuple(
            Sorting(words, sort == args.sort, args.sorted_by(sort))
            for sort, words in SORTED_BY.items()
        ),
        offers=results.offers,
        red_flags=tuple(_red_flags(results.red_flags, state.library, plain)),
        found_sources=_found_sources(results, args),
        most=MOST_EXPORTED,
    )


def _found_sources(results: Results, args: SearchArgs) -> int:
    kinds = args.filters.get("kind", ("source",))
    return results.facets.get("kind", {}).get("source", 0) if "source" in kinds else 0


def _red_flags(ids: tuple[str, ...], library: Library, plain: bool) -> Iterator[RedFlagHint]:
    for condition in library.conditions.values() if ids else ():
        flags = [flag for flag in condition.red_flags if flag.id in ids]
        if 1 < len(flags) == len(condition.red_flags):
            yield RedFlagHint("", "", f"/conditions/{condition.id}#red-flags")
        else:
            for flag in flags:
                url = f"/conditions/{condition.id}#{flag.id}"
                action = plain and flag.plain_action or flag.action
                yield RedFlagHint(flag.lay or flag.sign, action, url)


def _groups(results: Results, state: State, plain: bool) -> Iterator[Group]:
    """The hits by kind, the kind of the best hit first."""
    for kind in dict.fromkeys(hit.kind for hit in results.hits):
        hits = (hit for hit in results.hits if hit.kind == kind)
        yield Group(KINDS[kind], tuple(result_card(hit, state, plain) for hit in hits))


def box_view(answer: AnswerBox, library: Library, plain: bool = False) -> Box:
    """What answers a question as it is shown."""
    entry, heading = library.entry(answer.entry or ""), BOXES[answer.kind]
    if entry and answer.kind not in ("urgent", "claim", "source", "none"):
        heading = f"{uncited(entry.title)}: {heading[0].lower()}{heading[1:]}"
    said = answer.text
    if plain and answer.kind == "claim" and isinstance(entry, Claim):
        said = without_cites(entry.plain_why)
    first, *more = said.split("\n")
    return Box(answer.kind, heading, first, tuple(more), answer.url)


def _facets(results: Results, args: SearchArgs, state: State) -> Iterator[FacetView]:
    before, after = map(escape, args.around)
    for facet in FACETS[1:]:  # kinds are at the top of the page
        if facet in args.filters:
            values = _values(facet, results, args, facet_values(facet, state))
            links: list[CountedLink] = [
                ((escape(url),), escape(words), entries, selected)
                for words, entries, selected, url in values
            ]
        else:
            ready = state.once(("links", facet), partial(_escaped, facet, state))
            counted = [(*ready[value], n) for value, n in results.facets.get(facet, {}).items()]
            links = [
                ((before, part, after), words, count, False)
                for _, part, words, count in sorted(counted)
            ]
        if links:
            yield FacetView(HEADINGS[facet], counted_links(links))


def _escaped(facet: str, state: State) -> Mapping[str, tuple[int, Markup, Markup]]:
    """Each value's place among all, its part of an address, and its words."""
    named = enumerate(facet_values(facet, state).items())
    return {
        value: (place, escape(part_of(facet, value)), escape(words))
        for place, (value, words) in named
    }


def _values(
    facet: str, results: Results, args: SearchArgs, named: Mapping[str, str]
) -> tuple[Value, ...]:
    counts, chosen = results.facets.get(facet, {}), args.filters.get(facet, ())
    return tuple(
        Value(
            words,
            counts.get(value, 0),
            value in chosen,
            (args.without if value in chosen else args.with_value)(facet, value),
        )
        for value, words in named.items()
        if counts.get(value) or value in chosen
    )


def _chips(args: SearchArgs, state: State) -> Iterator[Link]:
    """Each chosen filter in words, with the search that is without it."""
    for facet, value in args.chosen:
        yield Link(
            f"{HEADINGS[facet]}: {facet_values(facet, state)[value]}", args.without(facet, value)
        )
