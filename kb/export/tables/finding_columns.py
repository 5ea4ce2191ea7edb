"""The tables of findings, with what was written and all derived values, and of the reasons for
their certainty.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from kb.export.json_records import url
from kb.export.tables.absolute_columns import absolute_columns, per_hundred
from kb.export.tables.column import Column, Table, Value, written
from kb.model.collection import ComparatorGroup
from kb.model.derived import Contrast, Shows, Unfit
from kb.model.entries import Intervention
from kb.model.finding import (
    Against,
    Certainty,
    Effect,
    Finding,
    Indirect,
    Magnitude,
    Result,
    Review,
    Step,
)
from kb.model.library import Library
from kb.model.schema import Level
from kb.model.source import StatusKind
from kb.overviews.findings_list import FindingRow, all_findings


@dataclass(frozen=True)
class StepRow:
    """A reason for rating certainty up or down, with its finding and intervention."""

    entry: Intervention
    finding: Finding
    number: int
    moved: str
    step: Step


def _steps(library: Library) -> Iterator[StepRow]:
    for entry in library.interventions.values():
        for finding in entry.findings:
            given = finding.certainty
            moved = [("down", one) for one in given.concerns]
            moved += [("up", one) for one in given.upgrades]
            for number, (way, step) in enumerate(moved, 1):
                yield StepRow(entry, finding, number, way, step)


def _bound(row: FindingRow, end: int) -> Value:
    turned = row.derived.contrast
    return turned.bounds[end] if turned and turned.bounds else None


def _includes_null(turned: Contrast | None) -> bool | None:
    return turned.includes_null if turned and turned.bounds else None


INTERVENTION = "The intervention's id: its file's name."
FINDING = "The finding's id, unique within its intervention."

COLUMNS: tuple[Column[FindingRow], ...] = (
    Column("intervention", "string", INTERVENTION, lambda r: r.entry.id, refers="interventions"),
    Column("finding", "string", FINDING, lambda r: r.finding.id),
    Column("intervention_name", "string", "The intervention's name.", lambda r: r.entry.name),
    Column("category", "string", "The intervention's category.", lambda r: r.entry.category),
    *written(
        Finding,
        "population people stage entered-for arm comparator than",
        lambda r: r.finding,
    ),
    *written(Against, "entry:against_entry arm:against_arm", lambda r: r.finding.against),
    *written(Finding, "outcome event spared timepoint horizon design", lambda r: r.finding),
    *written(Effect, "measure estimate low high scale unit better", lambda r: r.finding.effect),
    *written(
        Finding,
        "scale-presumed interval implausible result:result_stated size:size_stated"
        " importance:importance_stated studies participants",
        lambda r: r.finding,
    ),
    *written(
        Review,
        "studies:review_studies participants:review_participants",
        lambda r: r.finding.review,
    ),
    *written(
        Certainty,
        "level:certainty_stated_level scheme:certainty_scheme stated:certainty_stated"
        " range-over:certainty_range_over start:certainty_start reasons:certainty_reasons_given",
        lambda r: r.finding.certainty,
    ),
    *absolute_columns(lambda r: r.finding.absolute),
    *written(Finding, "source", lambda r: r.finding),
    *written(
        Indirect, "about:indirect_about why:indirect_why", lambda r: r.finding.indirect
    ),
    *written(Finding, "secondary same-data-as words note doubt", lambda r: r.finding),
    Column(
        "certainty", "string",
        "The level we show: the source's, and not-graded where it gives none for this result.",
        lambda r: r.derived.level, True, get_args(Level),
    ),
    Column(
        "certainty_words", "string", "The certainty as the statement says it.",
        lambda r: r.derived.certainty_words, True,
    ),
    Column(
        "result", "string", "Which arm it favours, or that it shows no (clear) difference.",
        lambda r: r.derived.result, True, get_args(Result),
    ),
    Column(
        "magnitude", "string",
        "The estimate's size by the collection's thresholds; certainty never changes it.",
        lambda r: r.derived.magnitude, True, get_args(Magnitude),
    ),
    Column(
        "shows", "string", "What pages show: a size, or why there is none.",
        lambda r: r.derived.shows, True, get_args(Shows),
    ),
    Column(
        "threshold", "string", "The id of the bands its size is classed by, if any.",
        lambda r: r.derived.bands.id if r.derived.bands else None, True,
    ),
    Column(
        "benefit", "number",
        "The estimate turned: above zero favours the intervention; of ratios, the distance from 1.",
        lambda r: r.derived.contrast.benefit if r.derived.contrast else None, True,
    ),
    Column(
        "benefit_low", "number", "The interval's lower end, turned.", lambda r: _bound(r, 0), True
    ),
    Column(
        "benefit_high", "number", "The interval's upper end, turned.", lambda r: _bound(r, 1), True
    ),
    Column(
        "includes_no_difference", "boolean", "Whether the interval includes no difference.",
        lambda r: _includes_null(r.derived.contrast), True,
    ),
    *per_hundred(lambda r: r.derived.absolute),
    Column(
        "comparator_group", "string", "What its comparator counts as.",
        lambda r: r.derived.group, True, get_args(ComparatorGroup),
    ),
    Column(
        "outcome_family", "string", "What its outcome counts as when key findings are chosen.",
        lambda r: r.derived.family, True,
    ),
    Column(
        "key_place", "integer", "Its place on the intervention's answer card, from 1.",
        lambda r: r.place, True,
    ),
    Column(
        "set_aside", "string", "Why it doesn't count for the intervention, whatever it found.",
        lambda r: r.derived.unfit, True, get_args(Unfit),
    ),
    Column(
        "needs_a_look", "string", "Why a person should look at it before relying on it.",
        lambda r: r.derived.for_a_human, True,
    ),
    Column(
        "source_status", "string", "The status of its source.",
        lambda r: r.derived.standing, True, get_args(StatusKind),
    ),
    Column(
        "evidence_searched_to", "string",
        "How far its source reaches: its search date, or its year where none is known.",
        lambda r: r.derived.searched_to.day if r.derived.searched_to else None, True,
    ),
    Column(
        "evidence_searched_to_is_search_date", "boolean",
        "Whether that is a search date; else a year of publication.",
        lambda r: r.derived.searched_to.searched if r.derived.searched_to else None, True,
    ),
    Column(
        "statement", "string", "What it says in a sentence.", lambda r: r.derived.text, True
    ),
    Column(
        "plain_statement", "string", "The same in plain words.", lambda r: r.derived.plain, True
    ),
    Column(
        "site_page", "string", "Its place on the site.",
        lambda r: f"{url(r.entry)}#{r.finding.id}", True,
    ),
)  # fmt: skip

FINDINGS = Table(
    "findings",
    "What each source found: one population, comparator, outcome and time point a row.",
    all_findings,
    COLUMNS,
    ("intervention", "finding"),
    ("certainty", "shows", "stage", "outcome", "comparator_group", "category"),
    ("intervention_name", "population", "arm", "than", "event", "statement", "words", "note"),
)
CERTAINTY_REASONS = Table(
    "certainty_reasons",
    "The reasons sources give for moving a finding's certainty down or up.",
    _steps,
    (
        Column("intervention", "string", INTERVENTION, lambda r: r.entry.id),
        Column("finding", "string", FINDING, lambda r: r.finding.id),
        Column("number", "integer", "Its place among the finding's reasons.", lambda r: r.number),
        Column("moved", "string", "Which way.", lambda r: r.moved, choices=("down", "up")),
        *written(Step, "domain levels why", lambda r: r.step),
    ),
    ("intervention", "finding", "number"),
    ("domain", "moved"),
    ("why",),
)
