"""The statement of a finding: what it shows, how large that is and the sentence that says so, all derived, none written by hand."""

from dataclasses import dataclass

from kb.model.entries import Intervention
from kb.model.finding import Finding, Magnitude, Result
from kb.model.library import Library
from kb.statements.direction import UNANSWERED, contrast, direction
from kb.statements.effect_details import bracket
from kb.statements.magnitude import magnitude, threshold
from kb.statements.phrases import pieces
from kb.statements.sentence import Case, sentence

BOTH_WAYS = "the interval runs from an important benefit to an important loss"


@dataclass(frozen=True)
class Statement:
    """What a finding says; `bracket` has no parentheses and is '' for none, `for_a_human` is why a person should look at it."""

    result: Result
    magnitude: Magnitude
    sentence: str
    bracket: str
    for_a_human: str | None

    @property
    def text(self) -> str:
        """The whole sentence with its bracket and full stop."""
        return f"{self.sentence} ({self.bracket})." if self.bracket else f"{self.sentence}."


def state(finding: Finding, entry: Intervention, library: Library) -> Statement:
    """The statement of one finding of an intervention."""
    case = case_of(finding, entry, library)
    unanswered = finding.result in UNANSWERED
    return Statement(
        result=case.result,
        magnitude=case.size,
        sentence=f"{case.pieces.opening}, {sentence(case)}",
        bracket="" if unanswered else bracket(finding, case.size, case.pieces.given, library),
        for_a_human=_for_a_human(case),
    )


def case_of(finding: Finding, entry: Intervention, library: Library) -> Case:
    """The finding with everything its sentence is chosen by."""
    bands = threshold(finding, library)
    turned = contrast(finding, bands)
    return Case(
        finding,
        bands,
        turned,
        direction(finding, turned),
        magnitude(finding, library),
        pieces(finding, entry, library),
    )


def _for_a_human(case: Case) -> str | None:
    if case.contrast is None or not case.contrast.important_both_ways:
        return None
    level = case.pieces.level
    return (
        f"{BOTH_WAYS}, which does not fit {level} certainty"
        if level in ("high", "moderate")
        else BOTH_WAYS
    )
