"""The first page: what this is, and where to begin."""

from dataclasses import dataclass

from kb.model.collection import Category
from kb.model.entries import Condition
from web.core.reload import State


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
