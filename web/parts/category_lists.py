"""Interventions by category, each with its certainty and magnitude beside it."""

from dataclasses import dataclass

from kb.model.collection import Category
from kb.model.entries import Intervention
from kb.statements.answer import answer
from web.core.reload import State
from web.parts.findings_table import overall
from web.parts.labels import SHOWS, Sign


@dataclass(frozen=True)
class Brief:
    """An intervention in a list."""

    id: str
    name: str
    summary: str
    certainty: Sign | None
    magnitude: Sign


@dataclass(frozen=True)
class Shelf:
    """All interventions of one category."""

    category: Category
    interventions: tuple[Brief, ...]


def intervention_shelves(state: State) -> tuple[Shelf, ...]:
    """All interventions by category, categories in the order of the vocabulary, names in the order of the alphabet."""
    library = state.library
    shelves = (
        Shelf(
            category,
            tuple(
                _brief(entry, state) for entry in library.by_name if entry.category == category.id
            ),
        )
        for category in library.vocabulary.categories.values()
    )
    return tuple(shelf for shelf in shelves if shelf.interventions)


def _brief(entry: Intervention, state: State) -> Brief:
    told = answer(entry, state.library)
    return Brief(entry.id, entry.name, entry.summary, overall(told), SHOWS[told.shows])
