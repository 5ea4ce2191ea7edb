"""The rows of the answer card: a finding each, together where comparator and stage are the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from kb.export.citations import short
from kb.model.derived import Answer, Derived
from kb.model.library import Library
from web.parts.findings_table import Row, row
from web.parts.labels import CERTAINTY_SHORT, Label
from web.pictures.size_bar import SizeBar, size_bar


@dataclass(frozen=True)
class CardRow:
    """A finding with the sign of its size; `source` is its first author and year."""

    row: Row
    outcome: str
    certainty: Label
    bar: SizeBar
    source: str


@dataclass(frozen=True)
class CardGroup:
    """The rows of one comparator at one stage; `when` is their time where it is the same."""

    other: str
    stage: str
    when: str
    rows: tuple[CardRow, ...]


def card_groups(answer: Answer, library: Library) -> tuple[CardGroup, ...]:
    """The key findings and what follows them, by the first of each group."""
    return tuple(_groups((*answer.key, *answer.further), library))


def _groups(shown: tuple[Derived, ...], library: Library) -> Iterator[CardGroup]:
    first = {_together(one): place for place, one in reversed(list(enumerate(shown)))}
    ordered = sorted(shown, key=lambda one: first[_together(one)])
    for (other, stage), ones in groupby(ordered, _together):
        rows = tuple(_row(one, library) for one in ones)
        times = {one.row.statement.when for one in rows}
        name = library.vocabulary.stages[stage].name
        when = times.pop() if len(times) == 1 else ""
        yield CardGroup(f"{other[:1].upper()}{other[1:]}", name, when, rows)


def _together(one: Derived) -> tuple[str, str]:
    return one.other, one.finding.stage


def _row(one: Derived, library: Library) -> CardRow:
    finding = one.finding
    source = library.sources.get(finding.source)
    return CardRow(
        row=row(one, library),
        outcome=library.vocabulary.outcomes[finding.outcome].name,
        certainty=CERTAINTY_SHORT[one.level],
        bar=size_bar(one),
        source=short(source) if source else finding.source,
    )
