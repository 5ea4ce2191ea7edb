"""The evidence map an address asks for: stage, comparators, outcomes, filters and order."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.model.library import Library
from kb.model.marked import Question
from kb.overviews.evidence_table import (
    GROUPS,
    Group,
    Setting,
    cell_marks,
    columns,
    first_columns,
    first_stage,
    places,
)
from web.core import wording
from web.core.pagination import page_number
from web.core.query_args import Args, address, selection, unknown
from web.parts.labels import CERTAINTY

# More columns than these fit no screen and no page's weight.
MOST_OUTCOMES, MOST_COLUMNS = 6, 9
SORTS = wording.MAP_BY
BY_CELL = ("magnitude", "certainty")
# What the map shows side by side where no comparator is chosen.
USUAL_GROUPS: tuple[Group, ...] = ("no-care", "inert", "active")
WORDS = "words"
PARAMETERS = (
    "stage", "comparator", "outcome", "category", "certainty", "sort", "by", "show", "page",
    "limit",
)  # fmt: skip


@dataclass(frozen=True)
class MatrixArgs:
    """A map as an address states it: `groups` and `sort` are empty if none is chosen. `by` is
    the column whose cells sort the rows, `outcome` or `group.outcome`; `words` whether signs are
    spelt out. `notices` say what was left out.
    """

    stage: str
    groups: tuple[Group, ...]
    outcomes: tuple[str, ...]
    categories: tuple[str, ...]
    certainties: tuple[str, ...]
    sort: str
    by: str
    words: bool = False
    page: int = 1
    notices: tuple[str, ...] = ()

    @property
    def setting(self) -> Setting:
        """The one setting of a table that has one: that of the first comparator chosen."""
        return Setting(self.stage, next(iter(self.groups), GROUPS[0]))

    @property
    def filters(self) -> bool:
        """Whether rows are left out."""
        return bool(self.categories or self.certainties)

    def url(self, path: str = "/matrix", page: int = 1) -> str:
        """The address of a page of this table."""
        return address(
            path,
            {
                "stage": [self.stage],
                "comparator": self.groups,
                "outcome": self.outcomes,
                "category": self.categories,
                "certainty": self.certainties,
                "sort": [self.sort],
                "by": [self.by] if self.sort in BY_CELL else [],
                "show": [WORDS] if self.words else [],
                "page": [str(page)] if page > 1 else [],
            },
        )


def matrix_args(args: Args, library: Library, most_groups: int = len(GROUPS)) -> MatrixArgs:
    """What an address asks for; whatever doesn't exist is left out with a notice, never refused."""
    words = library.vocabulary
    stage = selection(args, "stage", "Stage", words.stages, 1)
    group = selection(args, "comparator", "Compared with", GROUPS, most_groups)
    outcomes = selection(args, "outcome", "Outcome", columns(library), MOST_OUTCOMES)
    category = selection(args, "category", "Category", words.categories)
    certainty = selection(args, "certainty", "Certainty", CERTAINTY)
    sort = selection(args, "sort", "Order", SORTS, 1)
    shown = tuple(id for id in columns(library) if id in outcomes.values) or first_columns(library)
    by = selection(args, "by", "Order by", (*shown, *_places(shown)), 1)
    show = selection(args, "show", "Show", (WORDS,), 1)
    page, no_page = page_number(args)
    groups = tuple(one for one in GROUPS if one in group.values)
    fitting = groups_that_fit(groups, shown)
    chosen = (stage, group, outcomes, category, certainty, sort, by, show)
    return MatrixArgs(
        stage=stage.first or _usual_stage(shown, library),
        groups=fitting,
        outcomes=shown,
        categories=category.values,
        certainties=certainty.values,
        sort=sort.first,
        by=by.first or next(iter(shown), ""),
        words=bool(show.values),
        page=page,
        notices=(
            *(notice for part in chosen for notice in part.notices),
            *_too_wide(groups, fitting),
            *no_page,
            *unknown(args, PARAMETERS),
        ),
    )


def _usual_stage(outcomes: tuple[str, ...], library: Library) -> str:
    """The stage where none is chosen: the first that has anything to show in these columns."""
    ordered = [stage for tier in library.tiers for stage in tier]
    if library.marked:
        asked = [Question((cell_marks(stage, USUAL_GROUPS, outcomes),)) for stage in ordered]
        found = zip(ordered, library.marked.find(asked), strict=True)
        return next((stage for stage, one in found if one.total), first_stage(library))
    return next(
        (stage for stage in ordered if _holds(stage, outcomes, library)), first_stage(library)
    )


def _holds(stage: str, outcomes: tuple[str, ...], library: Library) -> bool:
    return any(
        setting.stage == stage and setting.group in USUAL_GROUPS and outcome in outcomes
        for entry in library.interventions.values()
        for setting, outcome in places(entry, library)
    )


def _places(outcomes: tuple[str, ...]) -> Iterator[str]:
    return (f"{group}.{outcome}" for group in GROUPS for outcome in outcomes)


def groups_that_fit(groups: tuple[Group, ...], outcomes: tuple[str, ...]) -> tuple[Group, ...]:
    """As many as there is room for next to each other."""
    return groups[: max(1, MOST_COLUMNS // max(1, len(outcomes)))]


def _too_wide(groups: tuple[Group, ...], fitting: tuple[Group, ...]) -> Iterator[str]:
    if len(fitting) < len(groups):
        yield wording.TOO_WIDE.format(fitting=len(fitting), count=len(groups))
