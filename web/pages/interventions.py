"""Interventions by category, each with its certainty and magnitude beside it."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from kb.model.collection import Category
from kb.model.entries import Intervention
from web.core.reload import State, state
from web.parts.badge import Badge, badge

blueprint = Blueprint("interventions", __name__)


@dataclass(frozen=True)
class Brief:
    """An intervention in a list."""

    id: str
    name: str
    summary: str
    badge: Badge


@dataclass(frozen=True)
class Shelf:
    """All interventions of one category."""

    category: Category
    interventions: tuple[Brief, ...]


@blueprint.get("/interventions")
def interventions() -> str:
    """All interventions by category."""
    withheld = tuple(id for id, kind in state().library.withheld.items() if kind == "intervention")
    return render_template(
        "interventions.html", shelves=intervention_shelves(state()), withheld=withheld
    )


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
    return Brief(entry.id, entry.name, entry.summary, badge(state.library.answers[entry.id]))
