"""Why an entry was found: the stretch of its text that says most of what was asked, and the fields that hold it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from search.results import Piece
from search.text import Token, terms, tokens

LENGTH = 200  # characters: about two lines on a page
LEAD = 60  # characters shown in front of the first match, so that it is read in its sentence
# Shown elsewhere on a hit, or no text to read: never excerpted.
NOT_READ = frozenset({"name", "title", "synonyms", "category", "sources"})

Run = tuple[str, ...]
Span = tuple[int, int]


@lru_cache(maxsize=1 << 16)
def _held(passage: str) -> frozenset[str]:
    """The terms of a passage: most passages are ruled out by them alone."""
    return frozenset(terms(passage))


def _by_first(marks: Sequence[Run]) -> dict[str, list[Run]]:
    """The runs by their first term."""
    runs: dict[str, list[Run]] = {}
    for run in marks:
        runs.setdefault(run[0], []).append(run)
    return runs


def _present(passage: str, runs: Mapping[str, Sequence[Run]]) -> tuple[Run, ...]:
    """Those of the runs that stand in the passage."""
    held = _held(passage)
    near = [run for first in held.intersection(runs) for run in runs[first] if held.issuperset(run)]
    if all(len(run) == 1 for run in near):
        return tuple(near)
    return tuple({run for _, _, run in _spans(tokens(passage), near)})


def matched_fields(texts: Mapping[str, tuple[str, ...]], marks: Sequence[Run]) -> tuple[str, ...]:
    """The names of the fields that hold any of the marked runs."""
    runs = _by_first(marks)
    return tuple(name for name, passages in texts.items() if any(_present(passage, runs) for passage in passages))


def excerpt(texts: Mapping[str, tuple[str, ...]], marks: Sequence[Run], telling: Callable[[str], float]) -> tuple[Piece, ...]:
    """About 200 characters of the passage that holds the most telling marks; the pieces joined are a stretch of that passage.

    Without a match the beginning of the first passage; nothing where there is nothing to read.
    """
    runs = _by_first(marks)
    passages = [passage for name, passages in texts.items() if name not in NOT_READ for passage in passages]
    best = max(passages, key=lambda passage: _worth(_present(passage, runs), telling), default="")
    spans = tuple((first, last) for first, last, _ in _spans(tokens(best), _present(best, runs)))
    start, end = _window(best, spans)
    return tuple(_pieces(best, start, end, spans))


def _worth(runs: Sequence[Run], telling: Callable[[str], float]) -> float:
    # A mark is worth something even where every entry holds it. Sorted, so that sums do not depend on the order of a set.
    return sum(sorted(0.1 + max(map(telling, run)) for run in runs))


def _spans(found: Sequence[Token], marks: Sequence[Run]) -> tuple[tuple[int, int, Run], ...]:
    """Where the runs stand in the passage: start, end and run, in order."""
    first = {run[0] for run in marks}
    spans = []
    for at, token in enumerate(found):
        if token.term not in first:
            continue
        for run in marks:
            here = found[at : at + len(run)]
            if len(here) == len(run) and all(one.term == wanted for one, wanted in zip(here, run, strict=True)):
                spans.append((here[0].start, here[-1].end, run))
    return tuple(spans)


def _window(passage: str, spans: Sequence[Span]) -> Span:
    """The stretch that holds most matches, whole words only, from the beginning of a sentence where one is near."""
    if len(passage) <= LENGTH:
        return 0, len(passage)
    first = max(spans, key=lambda span: sum(span[0] <= one[0] and one[1] <= span[0] + LENGTH - LEAD for one in spans), default=(0, 0))[0]
    start = _beginning(passage, first)
    return start, _ending(passage, start)


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
