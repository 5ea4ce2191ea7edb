"""The gaps an address asks for: at which stage, and of which outcomes."""

from dataclasses import dataclass

from kb.model.library import Library
from kb.overviews.evidence_table import columns
from web.core.pagination import page_number
from web.core.query_args import Args, address, selection, unknown

PARAMETERS = ("stage", "outcome", "page", "limit")
# More columns than these fit no screen.
MOST_OUTCOMES = 8


@dataclass(frozen=True)
class GapArgs:
    """Gaps as an address states them; `stage` is None for any, and `notices` say what was left
    out.
    """

    stage: str | None
    outcomes: tuple[str, ...]
    page: int = 1
    notices: tuple[str, ...] = ()

    def url(self, path: str = "/gaps", page: int = 1) -> str:
        """The address of a page of these gaps."""
        stage, number = [self.stage or ""], [str(page)] if page > 1 else []
        return address(path, {"stage": stage, "outcome": self.outcomes, "page": number})


def gap_args(args: Args, library: Library) -> GapArgs:
    """What an address asks for; whatever doesn't exist is left out, with a notice."""
    stage = selection(args, "stage", "Stage", library.vocabulary.stages, 1)
    outcomes = selection(args, "outcome", "Outcome", columns(library), MOST_OUTCOMES)
    page, no_page = page_number(args)
    return GapArgs(
        stage=stage.first or None,
        outcomes=outcomes.values or _usual(library),
        page=page,
        notices=(*stage.notices, *outcomes.notices, *no_page, *unknown(args, PARAMETERS)),
    )


def _usual(library: Library) -> tuple[str, ...]:
    """The first outcome of each family."""
    outcomes = library.vocabulary.outcomes
    firsts = (
        next((id for id in columns(library) if (outcomes[id].family or id) == family), None)
        for family in library.families
    )
    return tuple(id for id in firsts if id)[:MOST_OUTCOMES]
