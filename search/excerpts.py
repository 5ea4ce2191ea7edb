"""Why an entry was found: the stretch of its text that says most of what was asked, and the fields that hold it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from search.results import Piece
from search.text import bounds, terms

LENGTH = 200  # characters: about two lines on a page
LEAD = 60  # characters shown in front of the first match, so that it is read in its sentence
# Shown elsewhere on a hit, or no text to read: never excerpted.
NOT_READ = frozenset({"name", "title", "synonyms", "category", "sources"})

Run = tuple[str, ...]
Span = tuple[int, int]
Texts = Mapping[str, tuple[str, ...]]
Told = tuple[tuple[Piece, ...], tuple[str, ...]]
# Passages whose words are remembered: as good as all of an ordinary collection, a few tens of MB of a large one.
REMEMBERED = 1 << 14


@lru_cache(maxsize=REMEMBERED)
def _read(passage: str) -> tuple[str, ...]:
    return terms(passage)


@lru_cache(maxsize=REMEMBERED)
def _held(passage: str) -> frozenset[str]:
    """The terms of a passage: most passages are ruled out by them alone."""
    return frozenset(_read(passage))


@lru_cache(maxsize=REMEMBERED)
def _holders(passages: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """Where each term stands among the passages of a field: most passages hold nothing of what is asked and are never looked at."""
    holders: dict[str, list[int]] = {}
    for place, passage in enumerate(passages):
        for term in _held(passage):
            holders.setdefault(term, []).append(place)
    return {term: tuple(places) for term, places in holders.items()}


@lru_cache(maxsize=REMEMBERED)
def _bounds(passage: str) -> tuple[Span, ...]:
    return tuple(bounds(passage))


def excerpt(texts: Texts, marks: Sequence[Run], telling: Callable[[str], float]) -> tuple[Piece, ...]:
    """About 200 characters of the passage that holds the most telling marks; the pieces joined are a stretch of that passage.

    Without a match the beginning of the first passage; nothing where there is nothing to read.
    """
    return Excerpts(marks, telling).told(texts)[0]


class Excerpts:
    """The excerpts of one query's hits. `marks` are runs of terms to look for, `telling` says how much a term tells."""

    def __init__(self, marks: Sequence[Run], telling: Callable[[str], float]) -> None:
        # A mark is worth something even where every entry holds it.
        self._worth = {run: 0.1 + max(map(telling, run)) for run in marks}
        self._runs: dict[str, list[Run]] = {}
        for run in self._worth:
            self._runs.setdefault(run[0], []).append(run)

    def told(self, texts: Texts) -> Told:
        """A hit's excerpt, and the names of the fields that hold any mark."""
        matched: list[str] = []
        best, most = next((passages[0] for name, passages in texts.items() if passages and name not in NOT_READ), ""), 0.0
        for name, passages in texts.items():
            worths = self._worths(passages)
            if worths:
                matched.append(name)
            if worths and name not in NOT_READ:
                place, worth = max(worths.items(), key=lambda one: (one[1], -one[0]))
                if worth > most:
                    best, most = passages[place], worth
        present = [run for run in self._worth if _holds(best, run)] if most else []
        spans = tuple((first, last) for first, last, _ in _spans(best, present))
        start, end = _window(best, spans)
        return tuple(_pieces(best, start, end, spans)), tuple(matched)

    def _worths(self, passages: tuple[str, ...]) -> dict[int, float]:
        """What the marks in each passage of a field are worth together, by its place; passages that hold none are left out."""
        holders, worths = _holders(passages), dict[int, float]()
        for first, runs in self._runs.items():
            for place in holders.get(first, ()):
                for run in runs:
                    if len(run) == 1 or _holds(passages[place], run):
                        worths[place] = worths.get(place, 0.0) + self._worth[run]
        return worths


def _holds(passage: str, run: Run) -> bool:
    """Whether a run of several terms stands in the passage."""
    return _held(passage).issuperset(run) and next(_stands(_read(passage), run), None) is not None


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
    read, bound = _read(passage), _bounds(passage)
    return sorted((bound[at][0], bound[at + len(run) - 1][1], run) for run in runs for at in _stands(read, run))


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
