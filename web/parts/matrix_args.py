"""The evidence table an address asks for: stage, comparators, columns, filters and order."""

from dataclasses import dataclass

from kb.model.library import Library
from kb.overviews.evidence_table import (
    GROUPS,
    Group,
    Setting,
    columns,
    first_columns,
    first_stage,
)
from web.core.pagination import page_number
from web.core.query_args import Args, address, selection, unknown
from web.parts.labels import CERTAINTY

# More columns than these fit no screen and no page's weight.
MOST_OUTCOMES = 6
SORTS = {
    "name": "Name",
    "category": "Category",
    "certainty": "Certainty",
    "magnitude": "Size of effect",
}


PARAMETERS = (
    "stage", "comparator", "outcome", "category", "certainty", "sort", "by", "page", "limit",
)  # fmt: skip


@dataclass(frozen=True)
class MatrixArgs:
    """A matrix as an address states it; `by` is the outcome whose cells sort the rows, and
    `notices` say what was left out.
    """

    setting: Setting
    outcomes: tuple[str, ...]
    categories: tuple[str, ...]
    certainties: tuple[str, ...]
    sort: str
    by: str
    page: int = 1
    notices: tuple[str, ...] = ()

    def url(self, path: str = "/matrix", page: int = 1) -> str:
        """The address of a page of this table."""
        return address(
            path,
            {
                "stage": [self.setting.stage],
                "comparator": [self.setting.group],
                "outcome": self.outcomes,
                "category": self.categories,
                "certainty": self.certainties,
                "sort": [self.sort] if self.sort != "name" else [],
                "by": [self.by] if self.sort in ("certainty", "magnitude") else [],
                "page": [str(page)] if page > 1 else [],
            },
        )


def matrix_args(args: Args, library: Library) -> MatrixArgs:
    """What an address asks for; whatever doesn't exist is left out with a notice, never refused."""
    words = library.vocabulary
    stage = selection(args, "stage", "Stage", words.stages, 1)
    group = selection(args, "comparator", "Compared with", GROUPS, 1)
    outcomes = selection(args, "outcome", "Outcome", columns(library), MOST_OUTCOMES)
    category = selection(args, "category", "Category", words.categories)
    certainty = selection(args, "certainty", "Certainty", CERTAINTY)
    sort = selection(args, "sort", "Order", SORTS, 1)
    shown = tuple(id for id in columns(library) if id in outcomes.values) or first_columns(library)
    by = selection(args, "by", "Order by", shown, 1)
    page, no_page = page_number(args)
    return MatrixArgs(
        setting=Setting(stage.first or first_stage(library), _group(group.first)),
        outcomes=shown,
        categories=category.values,
        certainties=certainty.values,
        sort=sort.first or "name",
        by=by.first or next(iter(shown), ""),
        page=page,
        notices=(
            *(
                notice
                for part in (stage, group, outcomes, category, certainty, sort, by)
                for notice in part.notices
            ),
            *no_page,
            *unknown(args, PARAMETERS),
        ),
    )


def _group(value: str) -> Group:
    return next((group for group in GROUPS if group == value), GROUPS[0])
