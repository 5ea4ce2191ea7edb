"""Interventions by category, each with its badge, a page at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, Response, render_template, request

from kb.model.collection import Category
from kb.model.entries import Intervention
from kb.model.library import Library
from kb.model.marked import Question
from kb.overviews.found_rows import INTERVENTIONS, FoundIds, category_mark
from web.core.pagination import Pager, pager
from web.core.query_args import Args, address, selection, unknown
from web.core.reading_level import remembered
from web.core.reload import State, state
from web.parts.badge import Badge, badge

blueprint = Blueprint("interventions", __name__)
# So many withheld entries are named; editors have the whole list.
MOST_WITHHELD = 20


@dataclass(frozen=True)
class InterventionItem:
    """An intervention in a list."""

    id: str
    name: str
    summary: str
    badge: Badge


@dataclass(frozen=True)
class CategoryList:
    """The interventions of one category that are on this page."""

    category: Category
    interventions: tuple[InterventionItem, ...]


@dataclass(frozen=True)
class InterventionsPage:
    """Everything the list needs; `category` is the only one shown, or empty."""

    address: str
    category: str
    pager: Pager
    categories: tuple[CategoryList, ...]
    notices: tuple[str, ...]
    withheld: tuple[str, ...]


@blueprint.get("/interventions")
def interventions() -> Response:
    """All interventions by category, or those of one; a reading level in the address is kept."""
    page = interventions_page(request.args, state())
    return remembered(render_template("interventions.html", page=page), request)


def interventions_page(args: Args, state: State) -> InterventionsPage:
    """One page of the list."""
    library = state.library
    categories = library.vocabulary.categories
    chosen = selection(args, "category", "Category", categories, 1)
    found = _found(chosen.first, state)
    pages = pager(args, len(found), lambda number: _url(chosen.first, number))
    return InterventionsPage(
        address=_url(chosen.first, pages.number),
        category=categories[chosen.first].name if chosen.first else "",
        pager=pages,
        categories=tuple(
            CategoryList(categories[id], tuple(_item(entry, library) for entry in entries))
            for id, entries in _grouped(_entries(found[pages.part], library))
        ),
        notices=(*chosen.notices, *pages.notices, *unknown(args, ("category", "page", "level"))),
        withheld=_withheld(library),
    )


def _found(category: str, state: State) -> Sequence[str]:
    """The ids of those in a category, or in any, by category and name."""
    library = state.library
    if library.marked:
        having = frozenset({category_mark(category)}) if category else INTERVENTIONS
        return FoundIds(Question((having,), order="category"), library.marked)
    ordered = state.once("interventions by category", lambda: _by_category(library))
    return [id for id, held in ordered if category in ("", held)]


def _by_category(library: Library) -> tuple[tuple[str, str], ...]:
    """Ids with their categories, which are in the order of the vocabulary, and names in
    alphabetical order.
    """
    order = list(library.vocabulary.categories)
    named = [(entry.id, entry.category) for entry in library.by_name]
    return tuple(sorted(named, key=lambda one: order.index(one[1])))


def _entries(ids: Sequence[str], library: Library) -> Iterator[Intervention]:
    library.expect(ids)
    return (library.interventions[id] for id in ids)


def _grouped(
    entries: Iterable[Intervention],
) -> Iterable[tuple[str, Iterable[Intervention]]]:
    return groupby(entries, key=lambda entry: entry.category)


def _url(category: str, number: int) -> str:
    page = [str(number)] if number > 1 else []
    return address("/interventions", {"category": [category], "page": page})


def _withheld(library: Library) -> tuple[str, ...]:
    ids = [id for id, kind in library.withheld.items() if kind == "intervention"]
    return tuple(ids[:MOST_WITHHELD])


def _item(entry: Intervention, library: Library) -> InterventionItem:
    return InterventionItem(entry.id, entry.name, entry.summary, badge(library.answers[entry.id]))
