"""A finding of a draft as readers would see it now: sentence, size, certainty, forest row."""

from dataclasses import dataclass

from kb.model.entries import Intervention
from web.editing.drafting import Draft
from web.parts.effect_plots import Picture, picture_of
from web.parts.findings_table import Row, row


@dataclass(frozen=True)
class FindingCard:
    """What follows from a finding; without a row where the finding has errors."""

    number: int
    id: str
    row: Row | None
    sentence: str
    picture: Picture | None
    outcome: str
    doubtful: str


def finding_card(draft: Draft, number: int) -> FindingCard:
    """The card of a finding by its place in the file."""
    derived, entry = draft.derived.get(number), draft.entry
    id = _id(draft, number)
    if derived is None or not isinstance(entry, Intervention):
        return FindingCard(number, id, None, "", None, "", "")
    return FindingCard(
        number,
        id,
        row(derived, draft.library),
        derived.text,
        picture_of(f"finding-{number}", derived, entry, draft.library),
        draft.library.vocabulary.outcomes[derived.finding.outcome].name,
        derived.for_a_human or "",
    )


def _id(draft: Draft, number: int) -> str:
    items = (draft.fields or {}).get("findings")
    item = items[number] if isinstance(items, list) and number < len(items) else {}
    return str(item.get("id", "")) if isinstance(item, dict) else ""
