"""What search is held to, and whether it was met: seconds and bytes of ours beside those of others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from bench.measuring import Measured
from bench.questions import CLASSES

EXCERPTS = 1.5  # times tantivy
FIRST = 0.050  # seconds
BUILD, DISK = 2.0, 2.0  # times FTS5, at ten thousand entries
VISIBLE = {1_000: 0.100, 10_000: 0.300}  # seconds by entries
# Why a goal may be missed, by what it begins with; printed beside it.
REASONS = {
    "rare": "one word of few entries is found in less time than it takes to read the query: most of the time goes into understanding it",
    "phrase": "at a thousand entries what each step costs whatever the number of entries outweighs the rest",
    "filtered": "at a thousand entries what each step costs whatever the number of entries outweighs the rest",
    "build": "half of the time goes into analysing words in Python, a quarter into the arrays,"
    " the rest into hashes and what understanding queries needs",
    "one-entry": "what is known of words and names is worked out again from all entries",
}


@dataclass(frozen=True)
class Goal:
    """A goal with what was measured; it is met where that is at most `most`."""

    name: str
    measured: float
    most: float
    unit: str

    @property
    def met(self) -> bool:
        """Whether it was met."""
        return self.measured <= self.most

    @property
    def reason(self) -> str:
        """Why it was missed, where that is known."""
        return "" if self.met else next((why for start, why in REASONS.items() if self.name.startswith(start)), "")


def goals(measured: Mapping[str, Measured], size: int) -> Iterator[Goal]:
    """The goals for a collection of this size."""
    ours = measured["ours"]
    if size > max(VISIBLE):
        return
    for sort in CLASSES:
        for peer in ("tantivy", "fts5"):
            yield Goal(f"{sort} with 4 facets, of {peer}", _ratio(measured, peer, sort, "4 facets"), 1.0, "x")
    for sort in CLASSES:
        yield Goal(f"{sort} with 10 excerpts, of tantivy", _ratio(measured, "tantivy", sort, "10 excerpts"), EXCERPTS, "x")
    yield Goal("first query in a running process", ours.first * 1000, FIRST * 1000, "ms")
    yield Goal("one-entry update until visible", median(ours.changes) * 1000, VISIBLE[size] * 1000, "ms")
    if size == max(VISIBLE):
        yield Goal("build, of fts5", ours.build / measured["fts5"].build, BUILD, "x")
        yield Goal("size on disk, of fts5", ours.size / measured["fts5"].size, DISK, "x")


def _ratio(measured: Mapping[str, Measured], peer: str, sort: str, mode: str) -> float:
    """The medians' ratio."""
    return median(measured["ours"].times[sort, mode]) / median(measured[peer].times[sort, mode])
