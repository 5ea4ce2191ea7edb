"""The first page: what this is, for whom and how current, and where to begin."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, current_app, render_template

from kb.model.collection import Category, Collection
from kb.model.entries import Condition, Intervention
from kb.model.library import Library
from kb.model.marked import MarkedEntries, Question
from kb.overviews.found_rows import category_mark
from kb.statements.phrases import mid_sentence
from web.core.reload import State, state
from web.parts.collection_files import collection_json_ld
from web.parts.map_teaser import MapTeaser, map_teaser
from web.parts.sample_answer import SampleAnswer, sample_answer

blueprint = Blueprint("home", __name__)


@dataclass(frozen=True)
class CategoryEntries:
    """A category with its treatments by name; `more` counts those there is no room for."""

    category: Category
    entries: tuple[Intervention, ...]
    more: int


@dataclass(frozen=True)
class HomePage:
    """Everything the first page needs: `topic` is what it is about in mid-sentence, empty if the
    collection names no condition; `changed` is the day of the latest change.
    """

    collection: Collection
    topic: str
    condition: Condition | None
    categories: tuple[CategoryEntries, ...]
    treatments: int
    findings: int
    sources: int
    claims: int
    changed: date | None
    sample: SampleAnswer | None
    teaser: MapTeaser | None
    json_ld: dict[str, Any]

    @property
    def start(self) -> str:
        """Where the doors lead: the overview of the condition, else the list of treatments."""
        return f"/conditions/{self.condition.id}" if self.condition else "/interventions"

    @property
    def declared(self) -> bool:
        """Whether the collection says who is behind it."""
        of = self.collection
        return bool(of.publisher or of.editors or of.contact or of.conflicts_of_interest)


# So many treatments of a category are named.
MOST_NAMED = 20


@blueprint.get("/")
def home() -> str:
    """What this is, the search box, and where to begin."""
    now, public = state(), str(current_app.config["PUBLIC"])
    return render_template("home.html", home=now.once("home", lambda: home_page(now, public)))


def home_page(state: State, public: str) -> HomePage:
    """The first page; `public` is the site's address, or empty."""
    library = state.library
    condition = library.conditions.get(library.collection.focus or "")
    changed = library.changes()[:1]
    return HomePage(
        collection=library.collection,
        topic=mid_sentence(condition.name) if condition else "",
        condition=condition,
        categories=_categories(library),
        treatments=len(library.interventions),
        findings=library.finding_count,
        sources=len(library.sources),
        claims=len(library.claims),
        changed=changed[0].day if changed else None,
        sample=sample_answer(library),
        teaser=map_teaser(library),
        json_ld=collection_json_ld(state, public),
    )


def _categories(library: Library) -> tuple[CategoryEntries, ...]:
    if library.marked:
        return tuple(_found(library, library.marked))
    found: dict[str, list[Intervention]] = defaultdict(list)
    for entry in library.by_name:
        found[entry.category].append(entry)
    return tuple(
        CategoryEntries(category, tuple(entries[:MOST_NAMED]), max(0, len(entries) - MOST_NAMED))
        for category in library.vocabulary.categories.values()
        if (entries := found[category.id])
    )


def _found(library: Library, marked: MarkedEntries) -> Iterator[CategoryEntries]:
    categories = library.vocabulary.categories
    first = Question((), order="name", limit=MOST_NAMED)
    asked = [first._replace(having=(frozenset({category_mark(id)}),)) for id in categories]
    for category, (total, ids, _) in zip(categories.values(), marked.find(asked), strict=True):
        if total:
            library.expect(ids)
            named = tuple(library.interventions[id] for id in ids)
            yield CategoryEntries(category, named, total - len(named))
