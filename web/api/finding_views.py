"""Findings by what they are about, and the files of the whole collection, as JSON."""

from collections.abc import Mapping, Sequence
from typing import cast

from flask import Blueprint, Response, jsonify
from pydantic import JsonValue

from kb.export.collection_formats import CollectionFormat
from kb.export.edition import edition
from kb.export.json_records import finding_record
from kb.model.library import Library
from kb.overviews.findings_list import CHOSEN_BY, FindingRow, chosen_findings
from web.api.operations import ROOT
from web.api.parameters import list_part, parameters
from web.core.reload import state
from web.parts.collection_files import served

blueprint = Blueprint("findings", __name__, url_prefix=ROOT)


@blueprint.get("/findings")
def findings() -> Response:
    """Findings that meet every filter."""
    asked = cast(Mapping[str, tuple[str, ...]], parameters())
    chosen = {name: asked[name] for name in CHOSEN_BY if name in asked}
    usable = asked["usable"] == ("1",)
    (order,) = asked["sort"]
    rows = chosen_findings(chosen, state().library, usable=usable, order=order)
    return jsonify(findings_record(rows, chosen, state().library))


def findings_record(
    rows: Sequence[FindingRow], chosen: Mapping[str, tuple[str, ...]], library: Library
) -> dict[str, JsonValue]:
    """Part of the findings for programs."""
    held = {"intervention": library.interventions, "source": library.sources}
    unknown: list[JsonValue] = [
        id for name, ids in held.items() for id in chosen.get(name, ()) if id not in ids
    ]
    shown: list[JsonValue] = [finding_record(row, library) for row in rows[list_part()]]
    return {"total": len(rows), "unknown": unknown, "findings": shown}


@blueprint.get("/exports")
def exports() -> Response:
    """The forms of the whole collection that can be taken from here."""
    library = state().library
    now = edition(library)
    forms = [_form(form) for form in served(library)]
    return jsonify(version=now.version, digest=now.digest, exports=forms)


def _form(form: CollectionFormat) -> dict[str, str]:
    return {
        "format": form.name,
        "says": form.says,
        "media-type": form.media_type,
        "url": form.address,
    }
