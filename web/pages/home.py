"""The first page: what this is, and where to begin."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from kb.model.collection import Category
from kb.model.entries import Condition
from web.core.reload import State, state

blueprint = Blueprint("home", __name__)


@dataclass(frozen=True)
class Shelf:
    """A category and how many interventions it holds."""

    category: Category
    count: int


@dataclass(frozen=True)
class HomePage:
    """Everything the first page needs."""

    description: str
    condition: Condition | None
    shelves: tuple[Shelf, ...]


@blueprint.get("/")
def home() -> str:
    """What this is, the search box, and where to begin."""
    return render_template("home.html", home=home_page(state()))


def home_page(state: State) -> HomePage:
    """The first page."""
    library = state.library
    held = [entry.category for entry in library.interventions.values()]
    shelves = (
        Shelf(category, held.count(category.id))
        for category in library.vocabulary.categories.values()
    )
    condition = library.conditions.get(library.collection.focus or "")
    return HomePage(
        library.collection.description, condition, tuple(shelf for shelf in shelves if shelf.count)
    )
