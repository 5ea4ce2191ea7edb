"""The summary of findings: per outcome the findings that lead, the others behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.model.collection import Outcome
from kb.model.derived import Answer, Derived
from kb.model.library import Library
from kb.statements.key_findings import ranked
from web.parts.findings_table import Row, row


@dataclass(frozen=True)
class OutcomeRows:
    """The findings of one outcome: `lead` for the summary, `more` for whoever wants all."""

    outcome: Outcome
    lead: tuple[Row, ...]
    more: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All of them."""
        return self.lead + self.more


def summary(answer: Answer, library: Library) -> tuple[OutcomeRows, ...]:
    """All findings by outcome, outcomes in the order of the vocabulary; an outcome without findings
    is left out.
    """
    found = (_rows(outcome, answer, library) for outcome in library.vocabulary.outcomes.values())
    return tuple(rows for rows in found if rows.rows)


def _rows(outcome: Outcome, answer: Answer, library: Library) -> OutcomeRows:
    findings = [one for one in answer.findings.values() if one.finding.outcome == outcome.id]
    key = [one for one in answer.key if one.finding.outcome == outcome.id]
    lead = [
        *key,
        *(one for one in _first_of_each_tier(findings, outcome, library) if one not in key),
    ]
    return OutcomeRows(
        outcome=outcome,
        lead=tuple(row(one, library) for one in lead),
        more=tuple(row(one, library) for one in findings if one not in lead),
    )


def _first_of_each_tier(
    findings: Sequence[Derived], outcome: Outcome, library: Library
) -> Iterator[Derived]:
    """The first by the order of key findings at each tier of stages; adverse events are never key
    and are ranked alike.
    """
    fit = [one for one in findings if one.ineligible != "unanswered" and _may_lead(one, outcome)]
    for tier in library.tiers:
        yield from ranked((one for one in fit if one.finding.stage in tier), tier)[:1]


def _may_lead(one: Derived, outcome: Outcome) -> bool:
    if not outcome.harm:
        return one.unfit is None
    if one.standing == "retracted":
        return False
    finding = one.finding
    aside = finding.indirect or finding.implausible or finding.same_data_as or finding.secondary
    return not aside and finding.design == "randomised"
