"""What guideline bodies say, and what is not known, as JSON."""

from collections.abc import Collection

from flask import Blueprint, Response, jsonify, request
from pydantic import JsonValue

from kb.model.library import Library
from kb.overviews.gaps import Row as Gaps
from kb.overviews.gaps import gaps
from kb.overviews.guidelines import DIRECTIONS, Guideline, Position, Row, guidelines, of_these
from web.api.operations import ROOT
from web.api.parameters import list_part
from web.core.links import entry_url
from web.core.markdown import plain_text
from web.core.reload import state
from web.parts.gap_args import GapArgs, gap_args
from web.parts.guideline_args import GuidelineArgs, guideline_args

blueprint = Blueprint("overviews", __name__, url_prefix=ROOT)


@blueprint.get("/guidelines")
def bodies() -> Response:
    """Treatments by guideline, at one stage."""
    library = state().library
    return jsonify(guidelines_record(guideline_args(request.args, library), list_part(), library))


@blueprint.get("/gaps")
def unknown() -> Response:
    """What is not known, by treatment and outcome."""
    library = state().library
    return jsonify(gaps_record(gap_args(request.args, library), list_part(), library))


def gaps_record(args: GapArgs, part: slice, library: Library) -> dict[str, JsonValue]:
    """Part of the gaps for programs."""
    table = gaps(args.stage, library)
    return {
        "stage": args.stage,
        "counts": {outcome: {**table.counts(outcome)} for outcome in args.outcomes},
        "total": len(table.rows),
        "rows": [_gaps(row, args.outcomes) for row in table.rows[part]],
    }


def _gaps(row: Gaps, outcomes: tuple[str, ...]) -> JsonValue:
    entry, places = row.entry, {outcome: row.places[outcome] for outcome in outcomes}
    return {
        "id": entry.id,
        "title": entry.title,
        "category": entry.category,
        "url": entry_url(entry),
        "outcomes": {
            outcome: {"known": place.known, "findings": place.findings}
            for outcome, place in places.items()
        },
        "unknown": [plain_text(text) for text in entry.unknown],
    }


def guidelines_record(
    args: GuidelineArgs, part: slice, library: Library, ids: Collection[str] = ()
) -> dict[str, JsonValue]:
    """Part of the table for programs; with ids, of the rows of these interventions."""
    table = guidelines(args.stage, library)
    rows = args.kept(of_these(ids, table, library) if ids else table)
    return {
        "stage": args.stage,
        "guidelines": [_guideline(one) for one in table.guidelines],
        "total": len(rows),
        "disagree": len(table.disagreeing),
        "rows": [_row(row) for row in rows[part]],
    }


def _guideline(one: Guideline) -> dict[str, JsonValue]:
    return {"body": one.body, "year": one.year, "status": one.standing, "counted": one.counts}


def _row(row: Row) -> JsonValue:
    entry = row.entry
    return {
        "id": entry.id,
        "title": entry.title,
        "category": entry.category,
        "url": entry_url(entry),
        "disagree": row.disagree,
        **{direction: list(row.bodies(direction)) for direction in DIRECTIONS},
        "positions": [
            {**_guideline(guideline), **_position(position)}
            for guideline, positions in row.positions.items()
            for position in positions
        ],
    }


def _position(position: Position) -> dict[str, JsonValue]:
    said = position.said
    return {
        "direction": said.direction,
        "strength": said.strength,
        "certainty": said.certainty,
        "arm": said.arm,
        "population": said.population,
        "exception": said.exception,
        "proviso": said.proviso,
        "stages": list(said.stage),
        "stage-stated": position.stage_stated,
        "stated": said.stated,
        "source": said.source,
    }
