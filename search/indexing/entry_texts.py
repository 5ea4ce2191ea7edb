"""The searchable text of an entry, by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from kb.model.entries import (
    Caution,
    Claim,
    Condition,
    Delivery,
    Entry,
    Intervention,
    Recommendation,
)
from kb.model.harm import Harm
from kb.model.library import Library
from kb.model.source import Source
from kb.statements.currency import is_retracted
from search.indexing.fields import RED_FLAGS
from search.text.plain_text import plain_text

if TYPE_CHECKING:
    from kb.model.derived import Derived

P = TypeVar("P", Harm, Caution, Delivery, Recommendation)

Texts = dict[str, tuple[str | None, ...]]


def entry_texts(
    entry: Entry, library: Library, synonyms: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """Return the non-empty passages of plain text by field; `synonyms` are its other names."""
    return _plain({"name": (), "synonyms": synonyms, **_texts(entry, library)})


def _texts(entry: Entry, library: Library) -> Texts:
    match entry:
        case Intervention():
            return _intervention(entry, library)
        case Condition():
            return _condition(entry)
        case Claim():
            return {"title": (entry.claim,), "summary": (entry.why,), "prose": (entry.doubt,)}
        case Source():
            return _source(entry)


def _intervention(entry: Intervention, library: Library) -> Texts:
    category = library.vocabulary.categories[entry.category]
    cited = dict.fromkeys(finding.source for finding in entry.findings)
    return {
        "name": (entry.name, entry.subject),
        "category": (category.name, *category.synonyms),
        "summary": (entry.summary,),
        "findings": tuple(
            text
            for one in library.answers[entry.id].findings.values()
            if one.standing != "retracted"
            for text in _finding(one, library)
        ),
        "harms": tuple(
            text
            for harm in _sound(entry.harms, library)
            for text in (_joined(harm.what, harm.frequency), harm.doubt)
        ),
        "cautions": tuple(
            text
            for caution in _sound(entry.cautions, library)
            for text in (caution.what, caution.doubt)
        ),
        "delivery": tuple(
            text
            for given in _sound(entry.delivery, library)
            for text in (
                _joined(given.what, given.who, given.dose, given.duration),
                given.words,
                given.doubt,
            )
        ),
        "recommendations": tuple(
            text
            for one in _sound(entry.recommendations, library)
            for text in (
                _joined(one.body, one.arm, one.population, one.stated),
                one.exception,
                one.proviso,
                one.note,
                one.doubt,
            )
        ),
        "prose": (*(one.what for one in entry.disagreements), *entry.unknown),
        "sources": tuple(
            text for id in cited if id in library.sources for text in _cited(library.sources[id])
        ),
    }


def _sound(parts: Iterable[P], library: Library) -> Iterator[P]:
    """The parts whose source wasn't retracted: excerpts can't mark the others as such."""
    return (one for one in parts if not is_retracted(one.source, library))


def _finding(derived: Derived, library: Library) -> tuple[str | None, ...]:
    finding = derived.finding
    outcome = library.vocabulary.outcomes[finding.outcome]
    return (
        derived.text,
        _joined(outcome.name, finding.event, finding.population),
        finding.words,
        finding.note,
        finding.doubt,
    )


def _condition(entry: Condition) -> Texts:
    return {
        "name": (entry.name,),
        "summary": (entry.summary,),
        RED_FLAGS: tuple(
            text
            for flag in entry.red_flags
            for text in (flag.sign, flag.lay, flag.may_mean, flag.action, *flag.accuracy)
        ),
        "prose": (
            *(text for factor in entry.factors for text in (factor.factor, factor.evidence)),
            *(text for kind in entry.kinds for text in (kind.kind, kind.evidence)),
            *(_joined(one.measure, one.value, one.population) for one in entry.burden),
            *(text for step in entry.pathway for text in (step.title, step.what, step.note)),
            *(caveat.what for caveat in entry.caveats),
            *entry.unknown,
        ),
    }


def _source(entry: Source) -> Texts:
    return {
        "title": (entry.title,),
        "authors": (
            ", ".join(
                " ".join(part for part in (name.given, name.surname, name.literal) if part)
                for name in entry.author
            ),
        ),
        "prose": (
            _joined(entry.container_title, entry.publisher, entry.issued),
            entry.design.replace("-", " "),
            entry.standing,
            *(entry.DOI, entry.PMID, entry.PMCID, entry.note, entry.doubt),
        ),
    }


def _cited(source: Source) -> tuple[str | None, ...]:
    return (source.title, *(name.surname or name.literal for name in source.author))


def _joined(*pieces: str | None) -> str:
    return " · ".join(piece for piece in pieces if piece)


def _plain(texts: Texts) -> dict[str, tuple[str, ...]]:
    """Non-empty passages, without citations and Markdown."""
    plain = {
        field: tuple(dict.fromkeys(plain_text(text) for text in passages if text))
        for field, passages in texts.items()
    }
    return {field: passages for field, passages in plain.items() if passages}
