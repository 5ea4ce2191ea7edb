"""What search is held to, and whether it was met: seconds and bytes of ours next to those of
others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from bench.measuring import NEW, Measured
from bench.pages import Pages
from bench.questions import CLASSES
from bench.versions import EDIT_VISIBLE, READY_AGAIN, SEARCHED, Compared

EXCERPTS = 1.5  # times tantivy
FIRST = 0.050  # seconds
BUILD, DISK = 2.0, 2.0  # times FTS5, at ten thousand entries
ONCE = {1_000: 1.5, 10_000: 1.0}  # times tantivy by entries, for questions asked once
VISIBLE = {1_000: 0.100, 10_000: 0.300}  # seconds by entries
# Pages of distinct searches: times Datasette's requests per second, by server and connections; and
# seconds.
SEARCHES = {("waitress", 1): 5.0, ("granian", 8): 10.0}
SLOWEST, READY = 0.050, 0.001
# How much less of the processor's time than version 0.1 took; and seconds of the clock.
LESS = {SEARCHED: 2.5, READY_AGAIN: 5.0, EDIT_VISIBLE: 5.0}
EDIT = 2.0
PAGE = (
    "more than half of the time understands the question and finds, a sixth fills the templates,"
    " the rest is the cards, the filters, HTTP and compression"
)
# Why a goal may be missed, by what it begins with; printed next to it.
REASONS = {
    SEARCHED: (
        "seven tenths of it goes into imports: numpy and pydantic take 0.12 s, this program's own"
        " models, classes and patterns, with two thirds more modules than version 0.1, about"
        " 0.2 s; reading, opening and answering take 0.14 s"
    ),
    "rare": (
        "one word of few entries is found in less time than it takes to read the query: most of the"
        " time goes into understanding it"
    ),
    "phrase": ("what each step costs whatever the number of entries outweighs the rest"),
    "3-word": (
        "three new words are read, stemmed and looked up, and the first hits are looked at for"
        " passages that say them together, in Python"
    ),
    "filtered": ("what each step costs whatever the number of entries outweighs the rest"),
    "build": (
        "cutting texts into words and numbering them in Python takes two fifths of it, sorting them"
        " into an index as much; the rest is hashes and what understanding queries needs"
    ),
    "1 connection": PAGE,
    "8 connections": PAGE,
    "p99": (
        "eight readers share two cores with the program that asks, and the system may give one"
        " process most of their connections"
    ),
    "one-entry": (
        "every posting is written again, in one piece, and scored by the new statistics, so that"
        " scores do not drift"
    ),
}


@dataclass(frozen=True)
class Goal:
    """A goal with what was measured; it is met where that is at most `bound`, or at least."""

    name: str
    measured: float
    bound: float
    unit: str
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether it was met."""
        return self.measured >= self.bound if self.at_least else self.measured <= self.bound

    @property
    def reason(self) -> str:
        """Why it was missed, where that is known."""
        return (
            ""
            if self.met
            else next((why for start, why in REASONS.items() if self.name.startswith(start)), "")
        )


def page_goals(pages: Pages) -> Iterator[Goal]:
    """The goals for pages."""
    for (server, connections), least in SEARCHES.items():
        ours = pages.served[server, "search", connections]
        times = ours.rate / pages.served["datasette", "search", connections].rate
        yield Goal(
            f"{_many(connections)} of searches under {server}, of Datasette's requests per second",
            times,
            least,
            "x",
            at_least=True,
        )
    for (server, connections), _ in SEARCHES.items():
        p99 = pages.served[server, "search", connections].p99 * 1000
        yield Goal(
            f"p99 of searches under {server}, {_many(connections)}", p99, SLOWEST * 1000, "ms"
        )
    yield Goal(
        "a page that is ready, inside the application", pages.ready * 1000, READY * 1000, "ms"
    )


def version_goals(versions: Mapping[str, Compared]) -> Iterator[Goal]:
    """The goals for what version 0.1 did too; without it, those for this version alone."""
    now = versions["now"]
    if first := versions.get("0.1"):
        for what, least in LESS.items():
            times = first.cpu(what) / now.cpu(what)
            yield Goal(f"{what}, CPU of 0.1 by that of now", times, least, "x", at_least=True)
    yield Goal(f"{EDIT_VISIBLE}, clock", now.clock(EDIT_VISIBLE), EDIT, "s")


def _many(connections: int) -> str:
    return "1 connection" if connections == 1 else f"{connections} connections"


def goals(measured: Mapping[str, Measured], size: int) -> Iterator[Goal]:
    """The goals for a collection of this size."""
    ours = measured["ours"]
    if size > max(VISIBLE):
        return
    for sort in CLASSES:
        for peer in ("tantivy", "fts5"):
            yield Goal(
                f"{sort} with 4 facets, of {peer}",
                _ratio(measured, peer, sort, "4 facets"),
                1.0,
                "x",
            )
    for sort in CLASSES:
        yield Goal(
            f"{sort} with 10 excerpts, of tantivy",
            _ratio(measured, "tantivy", sort, "10 excerpts"),
            EXCERPTS,
            "x",
        )
    for sort in CLASSES:
        yield Goal(
            f"{sort} asked once, of tantivy",
            _ratio(measured, "tantivy", sort, NEW),
            ONCE[size],
            "x",
        )
    yield Goal("first query in a running process", ours.first * 1000, FIRST * 1000, "ms")
    yield Goal(
        "one-entry update until visible", median(ours.changes) * 1000, VISIBLE[size] * 1000, "ms"
    )
    if size == max(VISIBLE):
        yield Goal("build, of fts5", ours.build / measured["fts5"].build, BUILD, "x")
        yield Goal("size on disk, of fts5", ours.size / measured["fts5"].size, DISK, "x")


def _ratio(measured: Mapping[str, Measured], peer: str, sort: str, mode: str) -> float:
    """The medians' ratio."""
    return median(measured["ours"].times[sort, mode]) / median(measured[peer].times[sort, mode])
