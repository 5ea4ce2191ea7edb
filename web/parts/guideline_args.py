"""The guidelines an address asks for: at which stage, and whether only where bodies disagree."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.model.library import Library
from kb.overviews.evidence_table import first_stage
from kb.overviews.guidelines import Row, Table, stages
from web.core.pagination import page_number
from web.core.query_args import Args, address, selection, unknown

PARAMETERS = ("stage", "bodies", "page", "limit")
BODIES = ("disagree",)


@dataclass(frozen=True)
class GuidelineArgs:
    """A table as an address states it; `notices` say what was left out."""

    stage: str
    disagree: bool
    page: int = 1
    notices: tuple[str, ...] = ()

    def url(self, path: str = "/guidelines", page: int = 1) -> str:
        """The address of a page of this table."""
        bodies = BODIES if self.disagree else ()
        number = [str(page)] if page > 1 else []
        return address(path, {"stage": [self.stage], "bodies": bodies, "page": number})

    def kept(self, table: Table) -> Sequence[Row]:
        """The rows that were asked for."""
        return table.disagreeing if self.disagree else table.rows


def guideline_args(args: Args, library: Library) -> GuidelineArgs:
    """What an address asks for; whatever doesn't exist is left out, with a notice."""
    stage = selection(args, "stage", "Stage", library.vocabulary.stages, 1)
    bodies = selection(args, "bodies", "Bodies", BODIES, 1)
    page, no_page = page_number(args)
    return GuidelineArgs(
        stage=stage.first or next(iter(stages(library)), first_stage(library)),
        disagree=bool(bodies.values),
        page=page,
        notices=(*stage.notices, *bodies.notices, *no_page, *unknown(args, PARAMETERS)),
    )
