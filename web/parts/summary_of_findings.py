"""The summary of findings: per outcome the findings that lead, the others behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.model.collection import Outcome
from kb.model.entries import Intervention
from kb.model.finding import Finding
from kb.model.library import Library
from kb.statements.direction import UNANSWERED
from kb.statements.key_findings import TIERS, ranked, unfit
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


def summary(
    entry: Intervention, keys: Sequence[Finding], library: Library
) -> tuple[OutcomeRows, ...]:
    """All findings by outcome, outcomes in the order of the vocabulary; an outcome without findings is left out."""
    found = (
        _rows(outcome, entry, keys, library) for outcome in library.vocabulary.outcomes.values()
    )
    return tuple(rows for rows in found if rows.rows)


def _rows(
    outcome: Outcome, entry: Intervention, keys: Sequence[Finding], library: Library
) -> OutcomeRows:
    findings = [finding for finding in entry.findings if finding.outcome == outcome.id]
    key = [finding for finding in keys if finding.outcome == outcome.id]
    lead = [
        *key,
        *(
            finding
            for finding in _first_of_each_tier(findings, outcome, library)
            if finding not in key
        ),
    ]
    return OutcomeRows(
        outcome=outcome,
        lead=tuple(row(finding, entry, library) for finding in lead),
        more=tuple(row(finding, entry, library) for finding in findings if finding not in lead),
    )


def _first_of_each_tier(
    findings: Sequence[Finding], outcome: Outcome, library: Library
) -> Iterator[Finding]:
    """The first by the order of key findings at each tier of stages; adverse events are never key and are ranked alike."""
    fit = [
        finding
        for finding in findings
        if finding.result not in UNANSWERED and _may_lead(finding, outcome, library)
    ]
    for tier in TIERS:
        yield from ranked((finding for finding in fit if finding.stage in tier), tier, library)[:1]


def _may_lead(finding: Finding, outcome: Outcome, library: Library) -> bool:
    if outcome.family != "adverse-events":
        return unfit(finding, library) is None
    aside = finding.indirect or finding.implausible or finding.same_data_as or finding.secondary
    return not aside and finding.design == "randomised"
