"""Why an entry was found: the stretch of its text that says most of what was asked, and the fields that hold it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from search.answering.results import Piece
from search.indexing.passages import (
    NOT_READ,
    REMEMBERED,
    Passages,
    Texts,
    passage_term_set,
    passage_terms,
    passages_of,
)
from search.text.tokenizer import bounds

LENGTH = 200  # characters: about two lines on a page
LEAD = 60  # characters shown in front of the first match, so that it is read in its sentence

Run = tuple[str, ...]
Span = tuple[int, int]
Told = tuple[tuple[Piece, ...], tuple[str, ...]]


@lru_cache(maxsize=REMEMBERED)
def _bounds(passage: str) -> tuple[Span, ...]:
    return tuple(bounds(passage))


def excerpt(
    texts: Texts, marks: Sequence[Run], telling: Callable[[str], float]
) -> tuple[Piece, ...]:
    """About 200 characters of the passage that holds the most telling marks; the pieces joined are a stretch of that passage.

    Without a match the beginning of the first passage; nothing where there is nothing to read.
    """
    return Excerpts(marks, telling).told(passages_of(texts))[0]


class Excerpts:
    """The excerpts of one query's hits. `marks` are runs of terms to look for, `telling` says how much a term tells."""

    def __init__(self, marks: Sequence[Run], telling: Callable[[str], float]) -> None:
        # A mark is worth something even where every entry holds it.
        self._worth = {run: 0.1 + max(map(telling, run)) for run in marks}
        self._single = {run[0]: worth for run, worth in self._worth.items() if len(run) == 1}
        self._several: dict[str, list[Run]] = {}
        for run in self._worth:
            if len(run) > 1:
                self._several.setdefault(run[0], []).append(run)

    def told(self, of: Passages) -> Told:
        """A hit's excerpt, and the names of the fields that hold any mark."""
        fields, passages, first, holders = of
        worths = self._worths(passages, holders)
        places = sorted(worths)
        best = max(
            (place for place in places if fields[place] not in NOT_READ),
            key=worths.__getitem__,
            default=None,
        )
        passage = first if best is None else passages[best]
        present = [] if best is None else [run for run in self._worth if _holds(passage, run)]
        spans = tuple((first, last) for first, last, _ in _spans(passage, present))
        start, end = _window(passage, spans)
        return tuple(_pieces(passage, start, end, spans)), tuple(
            dict.fromkeys(fields[place] for place in places)
        )

    def _worths(
        self, passages: Sequence[str], holders: Mapping[str, tuple[int, ...]]
    ) -> dict[int, float]:
        """What the marks in each passage are worth together, by its place; passages that hold none are left out."""
        worths: dict[int, float] = {}
        for term, worth in self._single.items():
            for place in holders.get(term, ()):
                worths[place] = worths.get(place, 0.0) + worth
        for first, runs in self._several.items():
            for place in holders.get(first, ()):
                for run in runs:
                    if _holds(passages[place], run):
                        worths[place] = worths.get(place, 0.0) + self._worth[run]
        return worths


def _holds(passage: str, run: Run) -> bool:
    """Whether a run of several terms stands in the passage."""
    return (
        passage_term_set(passage).issuperset(run)
        and next(_stands(passage_terms(passage), run), None) is not None
    )


def _stands(read: tuple[str, ...], run: Run) -> Iterator[int]:
    """Where the run begins among the terms of a passage."""
    at = -1
    for _ in range(read.count(run[0])):
        at = read.index(run[0], at + 1)
        if read[at : at + len(run)] == run:
            yield at


def _spans(passage: str, runs: Sequence[Run]) -> list[tuple[int, int, Run]]:
    """Where the runs stand in the passage: start, end and run, in order."""
    if not runs:
        return []
    read, bound = passage_terms(passage), _bounds(passage)
    return sorted(
        (bound[at][0], bound[at + len(run) - 1][1], run)
        for run in runs
        for at in _stands(read, run)
    )


def _window(passage: str, spans: Sequence[Span]) -> Span:
    """The stretch that holds most matches, whole words only, from the beginning of a sentence where one is near."""
    if len(passage) <= LENGTH:
        return 0, len(passage)
    start = _beginning(passage, _densest(spans))
    return start, _ending(passage, start)


def _densest(spans: Sequence[Span]) -> int:
    """Where the match begins from which on most of them stand within the length of an excerpt; 0 without any."""
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


def _beginning(passage: str, first: int) -> int:
    """Where to begin so that the character `first` is read: a sentence's beginning in the lead, else a word's."""
    if first <= LEAD:
        return 0
    lead = passage[first - LEAD : first]
    stop = max(lead.rfind(". "), lead.rfind("; "))
    if stop < 0:
        stop = lead.find(" ") - 1
    return first - LEAD + stop + 2 if stop > -2 else first


def _ending(passage: str, start: int) -> int:
    end = start + LENGTH
    if end >= len(passage):
        return len(passage)
    space = passage.rfind(" ", start + LENGTH // 2, end)
    return space if space > 0 else end


def _pieces(passage: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[Piece]:
    """The stretch cut at its matches; spans that overlap are one."""
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
