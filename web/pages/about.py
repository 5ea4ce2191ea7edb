"""How this collection grades and classes, read from the collection itself, and the words it uses in a fixed sense."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kb.model.collection import Collection, Named, Term, Threshold
from kb.model.library import Library
from kb.statements.phrases import printed
from web.core.links import Link, links
from web.parts.labels import CERTAINTY, SHOWS, SURE, Sign
from web.parts.numbered_sources import Citing, citing


@dataclass(frozen=True)
class Band:
    """A threshold in words."""

    outcomes: str
    scales: str
    small: str
    moderate: str
    large: str
    source: str
    seen: bool
    note: str | None


@dataclass(frozen=True)
class AboutPage:
    """Everything the page about the collection needs."""

    collection: Collection
    citing: Citing
    certainties: tuple[Sign, ...]
    sure: Mapping[str, str]
    magnitudes: tuple[Sign, ...]
    bands: tuple[Band, ...]
    spasm_note: str


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


def about_page(library: Library) -> AboutPage:
    """The page about the collection."""
    bands = library.collection.thresholds
    return AboutPage(
        collection=library.collection,
        citing=citing(bands, library),
        certainties=tuple(CERTAINTY.values()),
        sure=SURE,
        magnitudes=tuple(sign for value, sign in SHOWS.items() if value != "no-finding-here"),
        bands=tuple(_band(band, library) for band in bands),
        spasm_note=library.collection.spasm_note,
    )


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


def _band(band: Threshold, library: Library) -> Band:
    small, moderate, large = (printed(edge) for edge in (band.small, band.moderate, band.large))
    outcomes = ", ".join(library.vocabulary.outcomes[id].name.lower() for id in band.outcomes)
    scales = ", ".join(library.vocabulary.scales[id].phrase for id in band.scales)
    return Band(
        outcomes=outcomes[:1].upper() + outcomes[1:],
        scales=scales or "standardised mean difference",
        small=f"{small} to {moderate}",
        moderate=f"over {moderate} to {large}",
        large=f"over {large}",
        source=band.source,
        seen=band.seen,
        note=band.note,
    )


def _words(items: Iterable[Named], library: Library) -> Iterator[Word]:
    for item in items:
        abbreviation, means = (
            (item.abbreviation, item.means) if isinstance(item, Term) else (None, ())
        )
        yield Word(
            item.id, item.name, abbreviation, item.definition, item.synonyms, links(means, library)
        )
