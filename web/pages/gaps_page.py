"""What is not known, for those who decide what to study or look for next."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from kb.model.entries import Intervention
from kb.model.library import Library
from kb.overviews.gaps import GAPS, KNOWN, Place, Row, Table, gaps
from web.core import wording
from web.core.links import entry_url
from web.core.markdown import plain_text, uncited
from web.core.pagination import Pager, pager_at
from web.core.query_args import Args, Option
from web.core.reload import state
from web.parts.csv_file import sheet
from web.parts.gap_args import GapArgs, gap_args
from web.parts.labels import KNOWN_WORDS

blueprint = Blueprint("gaps", __name__)
HEADINGS = (
    "intervention",
    "name",
    "category",
    "stage",
    "outcome",
    "gap",
    "findings",
    "text",
    "url",
)


@dataclass(frozen=True)
class OutcomeCounts:
    """An outcome, and of how many treatments so much is known, in the order of the headings."""

    name: str
    url: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class CellView:
    """What is known of an outcome, in words."""

    outcome: str
    place: Place
    words: str


@dataclass(frozen=True)
class RowView:
    """A treatment with its cells, and what its page says is unknown."""

    entry: Intervention
    cells: tuple[CellView, ...]
    unknown: tuple[Markup, ...]


@dataclass(frozen=True)
class GapsPage:
    """Everything the page needs; `shown` and `others` are the outcomes that are columns and those
    that are not.
    """

    args: GapArgs
    address: str
    headings: tuple[str, ...]
    stages: tuple[Option, ...]
    shown: tuple[OutcomeCounts, ...]
    others: tuple[OutcomeCounts, ...]
    rows: tuple[RowView, ...]
    pager: Pager
    csv: str
    json: str


@blueprint.get("/gaps")
def overview() -> str:
    """What is not known, by treatment and outcome."""
    library = state().library
    page = gaps_page(gap_args(request.args, library), library)
    return render_template("gaps.html", page=page)


@blueprint.get("/gaps.csv")
def overview_csv() -> Response:
    """The same, a line for each gap."""
    library = state().library
    args = gap_args(request.args, library)
    return sheet(csv_rows(args, library), "gaps", args.notices)


def gaps_page(args: GapArgs, library: Library) -> GapsPage:
    """The page of a stage, or of any."""
    table = gaps(args.stage, library)
    pages = pager_at(args.page, len(table.rows), lambda number: args.url(page=number), size=75)
    library.expect(row.entry.id for row in table.rows[pages.part])
    counted = {outcome: _counts(outcome, args, table, library) for outcome in table.outcomes}
    usual = gap_args(Args(), library).url()
    address = args.url(page=pages.number)
    return GapsPage(
        args=args,
        address="/gaps" if address == usual else address,
        headings=tuple(KNOWN_WORDS[known] for known in KNOWN),
        stages=tuple(_stages(args, library)),
        shown=tuple(counted[outcome] for outcome in args.outcomes),
        others=tuple(one for id, one in counted.items() if id not in args.outcomes),
        rows=tuple(_row(row, args, library) for row in table.rows[pages.part]),
        pager=pages,
        csv=args.url("/gaps.csv"),
        json=args.url("/api/v1/gaps"),
    )


def _counts(outcome: str, args: GapArgs, table: Table, library: Library) -> OutcomeCounts:
    counts, url = table.counts(outcome), replace(args, outcomes=(outcome,)).url()
    name = library.vocabulary.outcomes[outcome].name
    return OutcomeCounts(name, url, tuple(counts.get(known, 0) for known in KNOWN))


def _stages(args: GapArgs, library: Library) -> Iterator[Option]:
    yield Option("", wording.ANY_STAGE, args.stage is None, replace(args, stage=None).url())
    for id, stage in library.vocabulary.stages.items():
        yield Option(id, stage.name, id == args.stage, replace(args, stage=id).url())


def _row(row: Row, args: GapArgs, library: Library) -> RowView:
    names = library.vocabulary.outcomes
    cells = ((id, row.places[id]) for id in args.outcomes)
    return RowView(
        row.entry,
        tuple(CellView(names[id].name, place, KNOWN_WORDS[place.known]) for id, place in cells),
        tuple(uncited(text) for text in row.entry.unknown),
    )


def csv_rows(args: GapArgs, library: Library) -> Iterator[tuple[object, ...]]:
    """One line for each gap, and one for each sentence that says what is unknown."""
    yield HEADINGS
    for row in gaps(args.stage, library).rows:
        entry = row.entry
        about, url = (entry.id, entry.name, entry.category, args.stage), entry_url(entry)
        found = f"{url}#findings" if entry.findings else url
        for outcome in args.outcomes:
            place = row.places[outcome]
            if place.known in GAPS:
                yield (*about, outcome, place.known, place.findings, None, found)
        for text in entry.unknown:
            yield (*about, None, "in-words", None, plain_text(text), f"{url}#unknown")
