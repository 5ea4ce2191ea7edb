"""Each entry as a document: what it can be found and filtered by, in plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.model.entries import FOLDERS, Claim, Condition, Entry, Intervention
from kb.model.library import Library
from kb.model.source import Source
from kb.statements.currency import is_of_guideline, is_retracted, rests_on
from search.indexing.entry_texts import entry_texts
from search.indexing.facets import (
    CAUTION,
    OF_FINDINGS,
    RECOMMENDATION,
    RecommendationFacet,
    recommendation,
    year,
)
from search.text.english_words import is_english
from search.text.tokenizer import words

if TYPE_CHECKING:
    from kb.model.derived import Derived


@dataclass(frozen=True)
class Badge:
    """What a hit shows of a finding or of the entry as a whole; None for what there isn't."""

    finding: str | None = None
    certainty: str | None = None
    magnitude: str | None = None
    result: str | None = None
    searched_to: str | None = None


@dataclass(frozen=True)
class Part:
    """A finding for filtering: its value of each facet, and its badge."""

    facets: Mapping[str, str]
    badge: Badge


@dataclass(frozen=True)
class Document:
    """An entry for searching: passages of plain text by field, names, facets and its badge.

    `names` are its own names (of a source also how it is cited), `other_names` its synonyms.
    `reviewed` is a date's ordinal, -1 for none. `tags` are more values to filter by: the sources it
    cites, and its recommendations. `recommendations` are all of them. `telling_words` are the words
    of a claim that was checked, and those of a source's title that aren't English, such as trial
    names. `red_flags` are the ids of those that name it.
    """

    id: str
    kind: str
    title: str
    url: str
    reviewed: int
    category: str | None
    names: tuple[str, ...]
    other_names: tuple[str, ...]
    texts: Mapping[str, tuple[str, ...]]
    badge: Badge
    parts: tuple[Part, ...] = ()
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    recommendations: tuple[RecommendationFacet, ...] = ()
    telling_words: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()


Past = tuple[Library, Mapping[str, Document]]


def documents(library: Library, past: Past | None = None) -> tuple[Document, ...]:
    """Return every entry of the library as a document, in the library's order.

    Documents that can't have changed since `past` are reused.
    """
    ambiguous = _ambiguous_names(library)
    same = _unchanged(library, past[0]) if past else frozenset[str]()
    kept = past[1] if past else {}
    return tuple(
        kept[entry.id]
        if entry.id in same and entry.id in kept
        else _document(entry, library, ambiguous.get(entry.id, ()))
        for entry in library.entries()
    )


def _unchanged(library: Library, before: Library) -> frozenset[str]:
    """The entries that are the same objects as before, along with everything their documents
    show.
    """
    if (library.collection, library.vocabulary) != (before.collection, before.vocabulary):
        return frozenset()
    touched = {
        id
        for id in {*library.sources, *before.sources}
        if library.sources.get(id) is not before.sources.get(id)
    }
    return frozenset(
        entry.id
        for entry in library.entries()
        if before.entry(entry.id) is entry
        and before.red_flags_of(entry.id) == library.red_flags_of(entry.id)
        and not (
            isinstance(entry, Intervention)
            and (
                touched.intersection(rests_on(entry)) or not library.has_same_parents(entry, before)
            )
        )
    )


def _ambiguous_names(library: Library) -> dict[str, tuple[str, ...]]:
    """By entry, the vocabulary terms that may mean it, and the medicines of its class.

    A medicine with its own entry isn't a synonym of its class.
    """
    own = {
        name.lower()
        for entry in library.interventions.values()
        for name in (entry.name, *entry.synonyms)
    }
    found: dict[str, tuple[str, ...]] = {}
    for term in library.vocabulary.terms.values():
        names = (term.name, *((term.abbreviation,) if term.abbreviation else ()), *term.synonyms)
        for address in term.means:
            id = address.partition("#")[0]
            found[id] = (*found.get(id, ()), *names)
    for medicines in library.vocabulary.medicines.values():
        names = tuple(name for member in medicines.members for name in member.names)
        foreign = [name for name in (*medicines.synonyms, *names) if name.lower() not in own]
        for id in medicines.means:
            found[id] = (*found.get(id, ()), *foreign)
    return found


def _document(entry: Entry, library: Library, ambiguous: tuple[str, ...]) -> Document:
    synonyms = () if isinstance(entry, Claim | Source) else entry.synonyms
    subject = entry.subject if isinstance(entry, Intervention) else None
    other_names = tuple(dict.fromkeys((*synonyms, *ambiguous)))
    badge, parts = (
        _findings(entry, library)
        if isinstance(entry, Intervention)
        else (Badge(), _year_part(entry))
    )
    return Document(
        id=entry.id,
        kind=entry.kind,
        title=entry.title,
        url=f"/{_FOLDER[entry.kind]}/{entry.id}",
        reviewed=-1 if isinstance(entry, Source) else entry.reviewed.toordinal(),
        category=entry.category if isinstance(entry, Intervention) else None,
        names=tuple(name for name in (entry.title, subject, _cited_as(entry), entry.id) if name),
        other_names=other_names,
        texts=entry_texts(entry, library, other_names),
        badge=badge,
        parts=parts,
        tags=_tags(entry, library),
        recommendations=tuple(_recommended(entry, library)),
        telling_words=_telling_words(entry) if isinstance(entry, Source | Claim) else (),
        red_flags=tuple(one.flag.id for one in library.red_flags_of(entry.id)),
    )


def recommendations(found: Iterable[Document]) -> tuple[RecommendationFacet, ...]:
    """The filterable parts of all recommendations, without duplicates."""
    return tuple(dict.fromkeys(one for document in found for one in document.recommendations))


def _recommended(entry: Entry, library: Library) -> Iterator[RecommendationFacet]:
    said = entry.recommendations if isinstance(entry, Intervention) else ()
    return (recommendation(one) for one in said if is_of_guideline(one, library))


def _cited_as(entry: Entry) -> str | None:
    """A source's first author and year, if it has both."""
    if not isinstance(entry, Source) or not entry.author:
        return None
    first, issued = entry.author[0].surname, year(entry)
    return f"{first} {issued}" if first and issued else None


def _telling_words(entry: Source | Claim) -> tuple[str, ...]:
    """Found once, here: loading the list of English words takes longer than answering a query."""
    if isinstance(entry, Claim):
        return () if entry.verdict == "not-checked" else words(entry.title)
    return tuple(word for word in words(entry.title) if not is_english(word))


_FOLDER = {kind: folder for folder, kind in FOLDERS.items()}


def _findings(entry: Intervention, library: Library) -> tuple[Badge, tuple[Part, ...]]:
    """The badge of the entry as a whole, and its findings that count, key findings first."""
    answer = library.answers[entry.id]
    first = answer.badge.finding
    whole = Badge(
        first.finding.id if first else None,
        answer.badge.certainty,
        answer.badge.magnitude,
        first.result if first else None,
        _searched_to(first),
    )
    counted = sorted(
        (
            one
            for one in answer.findings.values()
            if not one.finding.indirect
            and not one.finding.same_data_as
            and one.standing != "retracted"
        ),
        key=lambda one: one not in answer.key,
    )
    return whole, tuple(_part(one, library) for one in counted)


def _year_part(entry: Entry) -> tuple[Part, ...]:
    """A source's year as a part, so that it can be filtered by like the years of findings."""
    known = year(entry) if isinstance(entry, Source) else ""
    return (Part({"year": known}, Badge()),) if known else ()


def _tags(entry: Entry, library: Library) -> dict[str, tuple[str, ...]]:
    """The sources an entry cites, including a source's own id; for an intervention also its
    recommendations (except from retracted sources) and the groups of people it has cautions about,
    with the wider ones these are kinds of.
    """
    if isinstance(entry, Source):
        return {"source": (entry.id,)}
    tags = {"source": tuple(dict.fromkeys(_cited(entry)))}
    if isinstance(entry, Intervention):
        recommended = (
            recommendation(one).value
            for one in entry.recommendations
            if is_of_guideline(one, library) and not is_retracted(one.source, library)
        )
        cautions = library.answers[entry.id].cautions
        about = library.vocabulary.groups_about
        groups = (
            group
            for one in cautions
            for group in (*one.caution.group, *sorted(about({*one.caution.group})))
        )
        tags |= {RECOMMENDATION: tuple(dict.fromkeys(recommended))}
        tags |= {CAUTION: tuple(dict.fromkeys(groups))}
    return {name: values for name, values in tags.items() if values or name == "source"}


def _cited(entry: Intervention | Condition | Claim) -> Iterator[str]:
    """The ids of the sources that an entry cites, in order."""
    match entry:
        case Intervention():
            for items in (
                entry.findings,
                entry.harms,
                entry.cautions,
                entry.delivery,
                entry.recommendations,
            ):
                yield from (item.source for item in items)
        case Condition():
            for parts in (
                entry.red_flags,
                entry.factors,
                entry.kinds,
                entry.burden,
                entry.pathway,
                entry.caveats,
            ):
                yield from (id for part in parts for id in part.sources)
        case Claim():
            yield from entry.sources


def _part(derived: Derived, library: Library) -> Part:
    held = ((name, of(derived, library)) for name, of in OF_FINDINGS.items())
    magnitude = derived.shown_magnitude
    badge = Badge(
        derived.finding.id, derived.level, magnitude, derived.result, _searched_to(derived)
    )
    return Part({name: value for name, value in held if value}, badge)


def _searched_to(derived: Derived | None) -> str | None:
    return derived.searched_to.day if derived and derived.searched_to else None
