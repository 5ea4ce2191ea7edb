"""All findings in a row, each with its intervention, and those of them that somebody wants."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from kb.model.derived import Derived
from kb.model.entries import Intervention
from kb.model.finding import Finding
from kb.model.library import Library


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


def all_findings(library: Library) -> Iterator[FindingRow]:
    """Every finding, by intervention and in the order of its file."""
    for entry in library.interventions.values():
        answer = library.outlines[entry.id]
        places = {one.finding.id: place for place, one in enumerate(answer.key, 1)}
        for one in answer.findings.values():
            yield FindingRow(entry, one, places.get(one.finding.id))


def chosen_findings(
    chosen: Mapping[str, Collection[str]], library: Library, *, usable: bool = False
) -> Iterator[FindingRow]:
    """The findings that have one of the values of each thing they are chosen by; nothing is chosen
    by what has no values. `usable`: those alone that can stand for their intervention.
    """
    wanted = [(CHOSEN_BY[name], values) for name, values in chosen.items() if values]
    for row in all_findings(library):
        fits = all(get(row) in values for get, values in wanted)
        if fits and not (usable and row.derived.unfit):
            yield row
