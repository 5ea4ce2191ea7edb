"""What people may ask about and the collection isn't about: other illnesses, parts of the body and
purposes, by the names its editors list.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from kb.model.library import Library
from search.text.analyzer import Analyzer, Terms

TopicKind = Literal["topic", "group", "part"]


class Topic(NamedTuple):
    """Another topic among the terms: its places, and whether it is a group that cautions are about
    too, or a part of the body.
    """

    places: range
    kind: TopicKind


class TopicName(NamedTuple):
    """A name of another topic."""

    terms: Terms
    kind: TopicKind


Topics = Mapping[str, Sequence[TopicName]]  # by the first term, the longest first


def other_topics(library: Library, analyzer: Analyzer) -> Topics:
    """The names of other topics, by their first terms."""
    found: dict[Terms, TopicKind] = {}
    for group in library.vocabulary.groups.values():
        if group.illness:
            phrases = (group.name, *group.synonyms)
            found |= dict.fromkeys(map(analyzer.terms, phrases), "group")
    for phrase in library.collection.not_about:
        found.setdefault(analyzer.terms(phrase), "topic")
    for part in library.collection.other_parts:
        found.setdefault(analyzer.terms(part), "part")
    by_first: dict[str, list[TopicName]] = {}
    for terms in sorted(found, key=len, reverse=True):
        if terms:
            by_first.setdefault(terms[0], []).append(TopicName(terms, found[terms]))
    return by_first


def topics_among(terms: Terms, known: Topics) -> Iterator[Topic]:
    """The other topics among the terms, the longest names first, without overlaps."""
    if known.keys().isdisjoint(terms):
        return
    at = 0
    while at < len(terms):
        name = next(
            (
                one
                for one in known.get(terms[at], ())
                if terms[at : at + len(one.terms)] == one.terms
            ),
            None,
        )
        if name:
            yield Topic(range(at, at + len(name.terms)), name.kind)
        at += len(name.terms) if name else 1
