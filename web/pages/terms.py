"""The glossary: every word used in a fixed sense, list by list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import Blueprint, render_template

from kb.model.collection import Named, Term
from kb.model.library import Library
from web.core.links import Link, links
from web.core.reload import state

blueprint = Blueprint("terms", __name__)


@dataclass(frozen=True)
class Word:
    """A term with the entries it may mean."""

    id: str
    name: str
    abbreviation: str | None
    definition: str
    synonyms: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Shelf:
    """One list of the vocabulary; `letters` has the first term of each letter, where the list is in the order of the alphabet."""

    id: str
    heading: str
    terms: tuple[Word, ...]
    letters: tuple[tuple[str, str], ...] = ()


@blueprint.get("/terms")
def terms() -> str:
    """Every word used in a fixed sense."""
    return render_template("terms.html", shelves=term_shelves(state().library))


def term_shelves(library: Library) -> tuple[Shelf, ...]:
    """The vocabulary, list by list."""
    words = library.vocabulary
    lists: tuple[tuple[str, str, Iterable[Named]], ...] = (
        ("term", "Terms", words.terms.values()),
        ("outcome", "Outcomes", words.outcomes.values()),
        ("scale", "Scales", words.scales.values()),
        ("comparator", "Comparators", words.comparators.values()),
        ("stage", "Stages", words.stages.values()),
        ("category", "Categories", words.categories.values()),
    )
    shelves = (_shelf(id, heading, tuple(_words(items, library))) for id, heading, items in lists)
    return tuple(shelf for shelf in shelves if shelf.terms)


def _shelf(id: str, heading: str, words: tuple[Word, ...]) -> Shelf:
    """Terms are looked up by the alphabet; the other lists have an order of their own."""
    if id != "term":
        return Shelf(id, heading, words)
    by_name = tuple(sorted(words, key=lambda word: word.name.casefold()))
    firsts: dict[str, str] = {}
    for word in by_name:
        firsts.setdefault(word.name[:1].upper(), word.id)
    return Shelf(id, heading, by_name, tuple(firsts.items()))


def _words(items: Iterable[Named], library: Library) -> Iterator[Word]:
    for item in items:
        abbreviation, means = (
            (item.abbreviation, item.means) if isinstance(item, Term) else (None, ())
        )
        yield Word(
            item.id, item.name, abbreviation, item.definition, item.synonyms, links(means, library)
        )
