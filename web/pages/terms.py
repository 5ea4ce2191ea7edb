"""The glossary: every word used in a fixed sense, list by list."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, render_template, request

from kb.model.collection import Term
from kb.model.library import Library
from kb.model.named import Named
from web.core.links import Link, links
from web.core.pagination import Pager, page_of, pager
from web.core.query_args import Args, address, unknown
from web.core.reload import State, state

blueprint = Blueprint("terms", __name__)
PER_PAGE = 500  # words, each a line or two
HEADINGS = {
    "term": "Terms",
    "outcome": "Outcomes",
    "scale": "Scales",
    "comparator": "Comparators",
    "stage": "Stages",
    "category": "Categories",
}
# The vocabulary's own names of the lists.
LISTS = {
    "outcome": "outcomes",
    "scale": "scales",
    "comparator": "comparators",
    "stage": "stages",
    "category": "categories",
}
Listed = tuple[tuple[str, Named], ...]


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
class WordList:
    """The words of one list of the vocabulary that are on this page."""

    id: str
    heading: str
    words: tuple[Word, ...]


@dataclass(frozen=True)
class TermsPage:
    """Everything the glossary needs; `letters` leads to the first term of each letter."""

    address: str
    pager: Pager
    lists: tuple[WordList, ...]
    contents: tuple[Link, ...]
    letters: tuple[Link, ...]
    notices: tuple[str, ...]


@blueprint.get("/terms")
def terms() -> str:
    """Every word used in a fixed sense."""
    return render_template("terms.html", page=terms_page(request.args, state()))


def terms_page(args: Args, state: State) -> TermsPage:
    """One page of the glossary."""
    listed = state.once("glossary", lambda: tuple(_listed(state.library)))
    pages = pager(args, len(listed), _url, PER_PAGE)
    return TermsPage(
        address=_url(pages.number),
        pager=pages,
        lists=tuple(
            WordList(id, HEADINGS[id], tuple(_words((item for _, item in found), state.library)))
            for id, found in groupby(listed[pages.part], key=lambda one: one[0])
        ),
        contents=tuple(_contents(listed)),
        letters=tuple(_letters(listed)),
        notices=(*pages.notices, *unknown(args, ("page",))),
    )


def _listed(library: Library) -> Iterator[tuple[str, Named]]:
    """All words, list by list: terms alphabetically, the other lists in the order of their own."""
    terms = [one for one in library.vocabulary.terms.values() if not one.search_only]
    yield from (("term", one) for one in sorted(terms, key=lambda term: term.name.casefold()))
    for id in tuple(HEADINGS)[1:]:
        items: Mapping[str, Named] = getattr(library.vocabulary, LISTS[id])
        yield from ((id, item) for item in items.values())


def _contents(listed: Listed) -> Iterator[Link]:
    """Where each list begins."""
    firsts: dict[str, int] = {}
    for place, (id, _) in enumerate(listed):
        firsts.setdefault(id, place)
    for id, place in firsts.items():
        yield Link(HEADINGS[id], _anchor(place, id))


def _letters(listed: Listed) -> Iterator[Link]:
    """Where each letter begins among the terms."""
    firsts: dict[str, tuple[int, str]] = {}
    for place, (id, item) in enumerate(listed):
        if id == "term":
            firsts.setdefault(item.name[:1].upper(), (place, item.id))
    for letter, (place, id) in firsts.items():
        yield Link(letter, _anchor(place, f"term-{id}"))


def _anchor(place: int, id: str) -> str:
    number = page_of(place, PER_PAGE)
    return f"{_url(number) if number > 1 else ''}#{id}"


def _url(number: int) -> str:
    return address("/terms", {"page": [str(number)] if number > 1 else []})


def _words(items: Iterable[Named], library: Library) -> Iterator[Word]:
    for item in items:
        abbreviation, means = (
            (item.abbreviation, item.means) if isinstance(item, Term) else (None, ())
        )
        yield Word(
            item.id, item.name, abbreviation, item.definition, item.synonyms, links(means, library)
        )
