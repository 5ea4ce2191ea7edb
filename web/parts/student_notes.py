"""What a student of the evidence reads next to each finding: why this certainty, how its number
arises, which rule chose the words.

Each word of the vocabulary, rule and scale is explained where the page first uses it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kb.model.derived import Derived
from kb.model.library import Library
from kb.statements.direction import NUMBERS_NEEDED, RATIOS
from web.core.glossary import Glossary, words
from web.parts.certainty_reasons import in_sentences
from web.parts.findings_table import Row
from web.parts.labels import CERTAINTY_MEANINGS
from web.parts.summary_of_findings import OutcomeRows

UNGRADED = CERTAINTY_MEANINGS["not-graded"]


@dataclass(frozen=True)
class Meaning:
    """A word and what it means."""

    word: str
    means: str


@dataclass(frozen=True)
class Number:
    """What no difference would be, and the bands the size was compared with, if any, from small to
    large; whether they were `seen` at their source.
    """

    null: int
    bands: tuple[Decimal, ...] = ()
    seen: bool = True


@dataclass(frozen=True)
class Note:
    """What is said next to one finding."""

    why: str
    number: Number | None
    rule: str
    meanings: tuple[Meaning, ...]

    @property
    def explains(self) -> bool:
        """Whether anything besides the certainty is explained here for the first time."""
        return bool(self.number or self.rule or self.meanings)


def study_notes(rows: tuple[OutcomeRows, ...], library: Library) -> Mapping[str, Note]:
    """The notes of all findings by their ids; meanings follow the order in which the page shows the
    findings.
    """
    shown = [row for one in rows for row in one.lead] + [row for one in rows for row in one.more]
    terms = words(term for term in library.vocabulary.terms.values() if not term.means)
    explained: set[object] = set()
    return {row.finding.id: _note(row, terms, explained, library) for row in shown}


def _note(row: Row, terms: Glossary, explained: set[object], library: Library) -> Note:
    """The note of one finding; `explained` grows by what it explains, so that no note says it
    again.
    """
    means: dict[str, str] = {}
    for word, definition in _words(row, terms, library):
        means.setdefault(word, definition)
    meanings = tuple(
        Meaning(word, definition) for word, definition in means.items() if word not in explained
    )
    why, number = _why(row.statement), _number(row.statement)
    chosen_by = row.statement.rule
    note = Note(
        "" if why == UNGRADED and why in explained else why,
        None if number in explained else number,
        "" if chosen_by in explained else chosen_by,
        meanings,
    )
    explained.update([why, number, chosen_by, *means])
    return note


def _why(derived: Derived) -> str:
    """Why the source is as sure as it is."""
    if derived.level == "not-graded":
        return UNGRADED
    return in_sentences(derived.finding.certainty)


def _number(derived: Derived) -> Number | None:
    effect = derived.finding.effect
    if effect is None or effect.measure in (*NUMBERS_NEEDED, "percent"):
        return None
    null, bands = (1 if effect.measure in RATIOS else 0), derived.bands
    return (
        Number(null, (bands.small, bands.moderate, bands.large), bands.seen)
        if bands
        else Number(null)
    )


def _words(row: Row, terms: Glossary, library: Library) -> Iterator[tuple[str, str]]:
    """The vocabulary's words in a row with what they mean: its comparator, stage, scale and
    measure, and every term in what it says.
    """
    finding, vocabulary = row.finding, library.vocabulary
    for item in (vocabulary.comparators[finding.comparator], vocabulary.stages[finding.stage]):
        yield item.name, item.definition
    if row.statement.level != "not-graded":
        yield row.certainty.words, CERTAINTY_MEANINGS[row.statement.level]
    said = [
        row.statement.sentence,
        row.certainty.words,
        row.interval,
        _why(row.statement),
        finding.words or "",
        finding.note or "",
    ]
    if finding.effect:
        scale = vocabulary.scales.get(finding.effect.scale or "")
        if scale:
            yield scale.name, scale.definition
        said.insert(0, row.statement.label)
    for _, meaning in terms.split(" · ".join(said), set()):
        if meaning:
            yield vocabulary.terms[meaning.id].name, meaning.definition
