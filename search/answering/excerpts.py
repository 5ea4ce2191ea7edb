"""Excerpts: the part of an entry's text that matches most of the query, with matches marked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import inf
from typing import NamedTuple

from search.answering.passage_ranking import Telling
from search.answering.results import Piece
from search.indexing.fields import RED_FLAGS
from search.indexing.passages import (
    NEVER_EXCERPTED,
    REMEMBERED,
    Passages,
    passage_term_set,
    passage_terms,
    passages_of,
)
from search.text.analyzer import Analyzer, Terms
from search.text.tokenizer import word_spans

LENGTH = 200  # characters: about two lines on a page
LEAD = 60  # characters in front of the first match, so that it is read in its sentence
LEAST_WORTH = 0.1  # of a mark that every entry holds

Span = tuple[int, int]


class Excerpt(NamedTuple):
    """The pieces of an excerpt, and the fields that contain any match."""

    pieces: tuple[Piece, ...]
    fields: tuple[str, ...]


def excerpt(
    texts: Mapping[str, tuple[str, ...]],
    marks: Sequence[Terms],
    idf: Callable[[str], float],
    analyzer: Analyzer,
) -> tuple[Piece, ...]:
    """Return about 200 characters of the passage with the most informative matches.

    The joined pieces are a substring of that passage. Without a match, it's the start of the first
    passage; empty if there is no text.
    """
    return Excerpter(marks, idf, analyzer).excerpt(passages_of(texts, analyzer)).pieces


class Excerpter:
    """Makes the excerpts of one query's hits.

    `marks` are the runs of terms to look for; `idf` gives a term's inverse document frequency.
    Of a word in all its ways (`telling`) none counts for more than the most frequent. Texts on red
    flags are quoted only if `quotes_flags`.
    """

    def __init__(
        self,
        marks: Sequence[Terms],
        idf: Callable[[str], float],
        analyzer: Analyzer,
        telling: Telling = (),
        quotes_flags: bool = True,
    ) -> None:
        self._analyzer = analyzer
        self._never = NEVER_EXCERPTED if quotes_flags else NEVER_EXCERPTED | {RED_FLAGS}
        least = [(ways, min(max(map(idf, way)) for way in ways)) for ways in telling]
        most = {way: worth for ways, worth in least for way in ways}
        self._worth = {
            run: LEAST_WORTH + min(max(map(idf, run)), most.get(run, inf)) for run in marks
        }
        self._single = {run[0]: worth for run, worth in self._worth.items() if len(run) == 1}
        self._runs: dict[str, list[Terms]] = {}  # of several terms, by the first
        for run in self._worth:
            if len(run) > 1:
                self._runs.setdefault(run[0], []).append(run)

    def excerpt(self, of: Passages) -> Excerpt:
        """The excerpt of a hit."""
        worths = self._worths(of)
        passage, most = of.first, 0.0
        fields: dict[str, None] = {}
        for place in sorted(worths):
            field = of.fields[place]
            fields[field] = None
            if worths[place] > most and field not in self._never:
                passage, most = of.passages[place], worths[place]
        spans = self._spans(passage) if most else []
        start, end = _window(passage, spans)
        return Excerpt(tuple(_pieces(passage, start, end, spans)), tuple(fields))

    def _worths(self, of: Passages) -> dict[int, float]:
        """The total weight of the marks in each passage that has any, by the passage's index."""
        worths: dict[int, float] = {}
        for term, worth in self._single.items():
            for place in of.holders.get(term, ()):
                worths[place] = worths.get(place, 0.0) + worth
        for first, runs in self._runs.items():
            for place in of.holders.get(first, ()):
                for run in runs:
                    if self._holds(of.passages[place], run):
                        worths[place] = worths.get(place, 0.0) + self._worth[run]
        return worths

    def _holds(self, passage: str, run: Terms) -> bool:
        """Whether the terms appear next to each other, in order, in the passage."""
        if not passage_term_set(passage, self._analyzer).issuperset(run):
            return False
        starts = _starts(passage_terms(passage, self._analyzer), run)
        return len(run) == 1 or next(starts, None) is not None

    def _spans(self, passage: str) -> list[Span]:
        """Where the runs begin and end in the passage, in order."""
        terms, spans = passage_terms(passage, self._analyzer), _spans_of(passage)
        single = self._single
        found = [spans[at] for at, term in enumerate(terms) if term in single]
        for runs in self._runs.values():
            for run in runs:
                for at in _starts(terms, run):
                    found.append((spans[at][0], spans[at + len(run) - 1][1]))
        return sorted(found)


@lru_cache(maxsize=REMEMBERED)
def _spans_of(passage: str) -> tuple[Span, ...]:
    return tuple(word_spans(passage))


def _starts(terms: Terms, run: Terms) -> Iterator[int]:
    """Where a run begins among the terms of a passage."""
    at = -1
    for _ in range(terms.count(run[0])):
        at = terms.index(run[0], at + 1)
        if terms[at : at + len(run)] == run:
            yield at


def _window(passage: str, spans: Sequence[Span]) -> Span:
    """The stretch with most matches: whole words, from the start of a sentence if one is near."""
    if len(passage) <= LENGTH:
        return 0, len(passage)
    start = _window_start(passage, _densest(spans))
    return start, _window_end(passage, start)


def _densest(spans: Sequence[Span]) -> int:
    """The start of the match that has the most others after it within an excerpt's length; 0
    without any.
    """
    first, most = 0, 0
    for at, (start, _) in enumerate(spans):
        end = start + LENGTH - LEAD
        here = 0
        for one in spans[at:]:
            if one[0] >= end:
                break
            here += one[1] <= end
        if here > most:
            first, most = start, here
    return first


def _window_start(passage: str, first: int) -> int:
    """Where to begin to include the character `first`: at a near sentence, else at a word."""
    if first <= LEAD:
        return 0
    lead = passage[first - LEAD : first]
    stop = max(lead.rfind(". "), lead.rfind("; "))
    if stop < 0:
        stop = lead.find(" ") - 1
    return first - LEAD + stop + 2 if stop > -2 else first


def _window_end(passage: str, start: int) -> int:
    end = start + LENGTH
    if end >= len(passage):
        return len(passage)
    space = passage.rfind(" ", start + LENGTH // 2, end)
    return space if space > 0 else end


def _pieces(passage: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[Piece]:
    """The text cut at its matches; overlapping matches are merged."""
    at = start
    for first, last in _merged(spans):
        if first < start or last > end:
            continue
        if first > at:
            yield passage[at:first], False
        yield passage[first:last], True
        at = last
    if at < end:
        yield passage[at:end], False


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and first < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
