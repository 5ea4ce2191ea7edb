"""The tables of an intervention's other parts: harms, cautions and recommendations."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from kb.export.tables.absolute_columns import absolute_columns
from kb.export.tables.column import Column, Table, every, written
from kb.export.tables.finding_columns import INTERVENTION
from kb.model.entries import Caution, Intervention, Recommendation
from kb.model.harm import Band, Harm
from kb.model.library import Library
from kb.model.source import StatusKind
from kb.overviews.guidelines import guideline_of


@dataclass(frozen=True)
class PartRow:
    """A part of an intervention with its number, and the status of its source."""

    entry: Intervention
    number: int
    part: Harm | Caution | Recommendation
    standing: StatusKind | None = None
    band: Band | None = None


def _harms(library: Library) -> Iterator[PartRow]:
    for entry in library.interventions.values():
        events = library.answers[entry.id].harms
        ordered = [(event.band, harm) for event in events for harm in event.harms]
        for number, (band, harm) in enumerate(ordered, 1):
            yield PartRow(entry, number, harm, _standing(harm.source, library), band)


def _cautions(library: Library) -> Iterator[PartRow]:
    for entry in library.interventions.values():
        for number, caution in enumerate(entry.cautions, 1):
            yield PartRow(entry, number, caution, _standing(caution.source, library))


def _recommendations(library: Library) -> Iterator[PartRow]:
    for entry in library.interventions.values():
        for number, said in enumerate(entry.recommendations, 1):
            yield PartRow(entry, number, said, guideline_of(said, library).standing)


def _standing(id: str, library: Library) -> StatusKind | None:
    source = library.sources.get(id)
    return source.standing if source else None


def _first(what: str) -> tuple[Column[PartRow], ...]:
    return (
        Column("intervention", "string", INTERVENTION, lambda r: r.entry.id,
               refers="interventions"),
        Column("number", "integer", f"The {what}'s number within its intervention.",
               lambda r: r.number),
        Column("intervention_name", "string", "The intervention's name.", lambda r: r.entry.name),
    )  # fmt: skip


def _part(row: PartRow) -> Harm | Caution | Recommendation:
    return row.part


def _status(of: str) -> Column[PartRow]:
    return Column("source_status", "string", of, lambda r: r.standing, True, get_args(StatusKind))


KEY = ("intervention", "number")
HARMS: Table[PartRow] = Table(
    "harms",
    "Unwanted effects, and what was looked for and not seen: one source's word on one harm a row.",
    _harms,
    (
        *_first("harm"),
        *written(
            Harm,
            every(Harm),
            _part,
        ),
        *absolute_columns(lambda r: r.part.absolute if isinstance(r.part, Harm) else None),
        Column("band", "string", "Where readers meet it: serious, then common, then others.",
               lambda r: r.band, True, get_args(Band)),
        _status("The status of its source."),
    ),
    KEY,
    ("band", "seen", "serious"),
    ("intervention_name", "what", "frequency"),
)  # fmt: skip
CAUTIONS: Table[PartRow] = Table(
    "cautions",
    "Who should not have an intervention, or only with care; its own, not those it inherits.",
    _cautions,
    (
        *_first("caution"),
        *written(Caution, every(Caution), _part),
        _status("The status of its source."),
    ),
    KEY,
    ("kind", "group"),
    ("intervention_name", "what"),
)
RECOMMENDATIONS: Table[PartRow] = Table(
    "recommendations",
    "What guideline bodies say; never mixed with the certainty of findings.",
    _recommendations,
    (
        *_first("recommendation"),
        *written(
            Recommendation,
            every(Recommendation),
            _part,
        ),
        _status("The status of the guideline."),
    ),
    KEY,
    ("direction", "strength", "body", "year"),
    ("intervention_name", "body", "population", "stated", "note"),
)
