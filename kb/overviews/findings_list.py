"""All findings in a row, each with its intervention, and those of them that somebody wants."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from kb.model.derived import Answer, Derived
from kb.model.entries import Intervention
from kb.model.finding import Finding
from kb.model.library import Library
from kb.model.marked import MarkedEntries, Question
from kb.overviews.evidence_table import BY_CERTAINTY, BY_SIZE


@dataclass(frozen=True)
class FindingRow:
    """A finding with its intervention; `place` is where it is on the answer card, from 1."""

    entry: Intervention
    derived: Derived
    place: int | None

    @property
    def finding(self) -> Finding:
        """What was written."""
        return self.derived.finding


# What findings can be chosen by.
CHOSEN_BY: Mapping[str, Callable[[FindingRow], str]] = {
    "intervention": lambda row: row.entry.id,
    "category": lambda row: row.entry.category,
    "stage": lambda row: row.finding.stage,
    "outcome": lambda row: row.finding.outcome,
    "comparator": lambda row: row.finding.comparator,
    "comparator-group": lambda row: row.derived.group,
    "certainty": lambda row: row.derived.level,
    "shows": lambda row: row.derived.shows,
    "source": lambda row: row.finding.source,
    "finding": lambda row: row.finding.id,
}


# What they are sorted by first; then by intervention, and in the order of its file.
ORDERS: Mapping[str, Callable[[FindingRow], int]] = {
    "intervention": lambda _: 0,
    "certainty": lambda row: BY_CERTAINTY.index(row.derived.level),
    "magnitude": lambda row: BY_SIZE.index(row.derived.shows),
}
USABLE = "usable"
Chosen = Mapping[str, Collection[str]]


def all_findings(library: Library) -> Iterator[FindingRow]:
    """Every finding, by intervention and in the order of its file."""
    for entry in library.interventions.values():
        yield from _rows(entry, library.outlines[entry.id])


def _rows(entry: Intervention, answer: Answer) -> Iterator[FindingRow]:
    places = {one.finding.id: place for place, one in enumerate(answer.key, 1)}
    for one in answer.findings.values():
        yield FindingRow(entry, one, places.get(one.finding.id))


def chosen_findings(
    chosen: Chosen, library: Library, *, usable: bool = False, order: str = "intervention"
) -> Sequence[FindingRow]:
    """The findings that have one of the values of each thing they are chosen by; nothing is chosen
    by what has no values. `usable`: those alone that can stand for their intervention.
    """
    if library.marked:
        return _FoundFindings(_question(chosen, order, usable=usable), library.marked, library)
    wanted = [(CHOSEN_BY[name], values) for name, values in chosen.items() if values]
    found = (row for row in all_findings(library) if all(get(row) in has for get, has in wanted))
    return sorted((row for row in found if not (usable and row.derived.unfit)), key=ORDERS[order])


def _question(chosen: Chosen, order: str, *, usable: bool) -> Question:
    having = [
        frozenset(_mark(name, value) for value in values)
        for name, values in chosen.items()
        if values
    ]
    return Question((*having, *([frozenset({USABLE})] if usable else ())), order=order)


class _FoundFindings(Sequence[FindingRow]):
    """Those that a question finds, read when they're asked for."""

    def __init__(self, question: Question, marked: MarkedEntries, library: Library) -> None:
        self._question, self._marked, self._library = question, marked, library

    def __len__(self) -> int:
        return self._marked.findings(self._question).total

    def __getitem__(self, part: Any) -> Any:  # noqa: ANN401 as of any sequence
        if not isinstance(part, slice):
            return self[part : part + 1][0]
        first, last, _ = part.indices(len(self))
        asked = self._question._replace(offset=first, limit=max(0, last - first))
        return self._read([id.split("#") for id in self._marked.findings(asked).ids])

    def _read(self, found: Sequence[Sequence[str]]) -> list[FindingRow]:
        library = self._library
        library.expect(dict.fromkeys(entry for entry, _ in found))
        rows = {
            entry: {row.finding.id: row for row in _whole_rows(entry, library)}
            for entry in dict.fromkeys(entry for entry, _ in found)
        }
        return [rows[entry][finding] for entry, finding in found]


def _whole_rows(id: str, library: Library) -> Iterator[FindingRow]:
    return _rows(library.interventions[id], library.answers[id])


class MarkedFinding(NamedTuple):
    """What a finding is found by, where it is asked for."""

    marks: tuple[str, ...]
    orders: Mapping[str, str]


def marked_findings(entry: Intervention, library: Library) -> Iterator[MarkedFinding]:
    """The findings of an intervention; the last word of each order is its id and the finding's."""
    for number, row in enumerate(_rows(entry, library.answers[entry.id])):
        marks = tuple(_mark(name, get(row)) for name, get in CHOSEN_BY.items())
        last = f"{entry.id}.yaml {number:06} {entry.id}#{row.finding.id}"
        orders = {name: f"{first(row):02} {last}" for name, first in ORDERS.items()}
        yield MarkedFinding((*marks, *(() if row.derived.unfit else (USABLE,))), orders)


def _mark(name: str, value: str) -> str:
    return f"{name} {value}"
