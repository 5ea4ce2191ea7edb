"""The first page: what this is, and where to begin."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, render_template

from kb.model.collection import Category
from kb.model.entries import Condition
from web.core.reload import State, state
from web.parts.collection_files import collection_json_ld

blueprint = Blueprint("home", __name__)


@dataclass(frozen=True)
class CategoryCount:
    """A category and how many interventions it holds."""

    category: Category
    count: int


@dataclass(frozen=True)
class HomePage:
    """Everything the first page needs."""

    description: str
    condition: Condition | None
    categories: tuple[CategoryCount, ...]
    json_ld: dict[str, Any]


@blueprint.get("/")
def home() -> str:
    """What this is, the search box, and where to begin."""
    return render_template("home.html", home=home_page(state(), str(current_app.config["PUBLIC"])))


def home_page(state: State, public: str) -> HomePage:
    """The first page; `public` is the site's address, or empty."""
    library = state.library
    counts = Counter(entry.category for entry in library.interventions.values())
    categories = library.vocabulary.categories.values()
    return HomePage(
        library.collection.description,
        library.conditions.get(library.collection.focus or ""),
        tuple(CategoryCount(one, counts[one.id]) for one in categories if counts[one.id]),
        collection_json_ld(state, public),
    )
