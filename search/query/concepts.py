"""What the words of a query mean in the collection's vocabulary: a medicine, a group of people, an
outcome, a comparator, a measure.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, get_args

from kb.model.collection import Comparator
from kb.model.groups import Group
from kb.model.library import Library
from kb.model.named import Named
from search.query.entry_names import LONGEST_NAME
from search.text.analyzer import Analyzer, Terms

ConceptKind = Literal["member", "class", "qualifier", "outcome", "comparator", "measure"]
CONCEPT_KINDS: tuple[ConceptKind, ...] = get_args(ConceptKind)
AGES = ("0 year old", "0 yr old", "0 yo", "0yo", "0 y o", "0y o", "aged 0")  # ways to write an age
MEASURES = ("NNT", "NNH", "RR", "OR", "HR", "SMD", "MD")  # of findings, that have a term


@dataclass(frozen=True)
class Concept:
    """A vocabulary item: its kind, id and name.

    For a medicine, `name` is its generic name, `member_is` says which class it belongs to, and
    `entries` are the ids of that class's entries; for a class, of those or else of its narrower
    classes'. `group` is a comparator's group. `needs_medicine` is whether this name of a group
    means it only next to a medicine.
    """

    kind: ConceptKind
    id: str
    name: str
    member_is: str = ""
    entries: tuple[str, ...] = ()
    group: str = ""
    needs_medicine: bool = field(default=False, compare=False)


class Mention(NamedTuple):
    """A concept in a query, with the places of its terms."""

    concept: Concept
    places: range


def concepts(library: Library, analyzer: Analyzer) -> dict[Terms, tuple[Concept, ...]]:
    """The concepts by each of their names; a name may have several meanings of different kinds, a
    phrase that only looks like one has none.
    """
    groups = library.vocabulary.groups.values()
    others = (analyzer.terms(phrase) for group in groups for phrase in group.not_in)
    found: dict[Terms, dict[str, Concept]] = {terms: {} for terms in others}
    said = [analyzer.terms(of_age) for of_age in AGES]
    for group in groups:
        for age in map(str, group.ages):
            for terms in said:
                aged = tuple(
                    age if term == "0" else term.replace("0y", f"{age}y") for term in terms
                )
                found[aged] = {"qualifier": of_group(group)}
    for name, concept in _named(library):
        if terms := analyzer.terms(name):
            found.setdefault(terms, {}).setdefault(concept.kind, concept)
    return {terms: tuple(kinds.values()) for terms, kinds in found.items()}


def of_group(group: Group) -> Concept:
    """A group of people as a concept."""
    return Concept("qualifier", group.id, group.name)


def mentions(
    terms: Sequence[str],
    known: Mapping[Terms, tuple[Concept, ...]],
    named: Set[int],
    asking: Set[int] = frozenset(),
) -> tuple[Mention, ...]:
    """The concepts among the terms, longest first, without overlaps.

    At `named` places, which belong to names of entries, and where all words are only `asking`,
    just medicines count: "number needed to treat" has words that ask.
    """
    found: list[Mention] = []
    at = 0
    while at < len(terms):
        length, here = next(_mentions_at(at, terms, known, named, asking), (1, ()))
        found.extend(here)
        at += length
    return tuple(found)


def _mentions_at(
    at: int,
    terms: Sequence[str],
    known: Mapping[Terms, tuple[Concept, ...]],
    named: Set[int],
    asking: Set[int],
) -> Iterator[tuple[int, tuple[Mention, ...]]]:
    for length in range(min(LONGEST_NAME, len(terms) - at), 0, -1):
        meant = known.get(tuple(terms[at : at + length]))
        if meant is None:
            continue
        places = range(at, at + length)
        free = named.isdisjoint(places) and not set(places) <= asking
        fitting = tuple(
            Mention(concept, places) for concept in meant if concept.kind == "member" or free
        )
        if fitting or not meant:
            yield length, fitting


def _named(library: Library) -> Iterator[tuple[str, Concept]]:
    vocabulary = library.vocabulary
    yield from _of_list(vocabulary.groups.values(), "qualifier")
    for group in vocabulary.groups.values():
        needing = replace(of_group(group), needs_medicine=True)
        yield from ((name, needing) for name in group.beside_medicines)
    for medicines in vocabulary.medicines.values():
        entries = _held(library, medicines.means)
        within = (one for one in vocabulary.medicines.values() if medicines.id in one.within)
        wider = entries or _held(library, (id for one in within for id in one.means))
        of_class = Concept("class", medicines.id, medicines.name, entries=wider)
        yield from ((name, of_class) for name in (medicines.name, *medicines.synonyms))
        for member in medicines.members:
            concept = Concept("member", medicines.id, member.name, medicines.member_is, entries)
            yield from ((name, concept) for name in member.names)
    yield from _of_list(vocabulary.outcomes.values(), "outcome")
    yield from _of_list(vocabulary.comparators.values(), "comparator")
    for term in vocabulary.terms.values():
        if term.abbreviation in MEASURES:
            concept = Concept("measure", term.abbreviation, term.name)
            yield from ((name, concept) for name in (term.name, term.abbreviation, *term.synonyms))


def _held(library: Library, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for id in ids if id in library.interventions))


def _of_list(words: Iterable[Named], kind: ConceptKind) -> Iterator[tuple[str, Concept]]:
    for word in words:
        group = word.group if isinstance(word, Comparator) else ""
        concept = Concept(kind, word.id, word.name, group=group)
        yield from ((name, concept) for name in (word.name, *word.synonyms))
