"""A claim, its verdict and why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, Response, render_template, request

from kb.model.entries import Claim
from kb.model.library import Library
from web.core.entry_lookup import entry_or_abort
from web.core.links import Link, claim_id_at, entry_url, links
from web.core.markdown import without_cites
from web.core.reading_level import Reading, reading, remembered
from web.core.reload import state
from web.parts.labels import VERDICT, Label
from web.parts.numbered_sources import NumberedSources, numbered_sources

blueprint = Blueprint("claim", __name__)


@dataclass(frozen=True)
class Known:
    """A treatment, and what was found of it in plain words."""

    treatment: Link
    said: str


@dataclass(frozen=True)
class ClaimPage:
    """Everything the page of a claim needs besides the entry."""

    title: str
    verdict: Label
    about: tuple[Link, ...]
    citing: NumberedSources
    known: tuple[Known, ...]


@blueprint.get("/claims/<words>")
def claim(words: str) -> Response:
    """One claim, its verdict and why, at the level its reader chose."""
    library, wanted = state().library, reading(request, "at")
    entry = entry_or_abort(library.claims, claim_id_at(words, library))
    if request.path != entry_url(entry):
        query = request.query_string.decode("ascii", "replace")
        return Response(
            status=301, headers={"Location": f"{entry_url(entry)}{'?' if query else ''}{query}"}
        )
    page = claim_page(entry, library, wanted)
    shown = render_template("claim.html", claim=entry, page=page, reading=wanted)
    return remembered(shown, request)


def claim_page(claim: Claim, library: Library, reading: Reading) -> ClaimPage:
    """The page of a claim; to study and in plain words, each term is explained in the text."""
    cited = numbered_sources((claim.plain_why if reading.plain else claim.why, claim), library)
    if reading.level != "clinician":
        cited = replace(cited, explained=set())
    return ClaimPage(
        title=without_cites(claim.claim),
        verdict=VERDICT[claim.verdict],
        about=links(claim.about, library, reading.plain),
        citing=cited,
        known=tuple(_known(claim, library)) if reading.plain else (),
    )


def _known(claim: Claim, library: Library) -> Iterator[Known]:
    """The first key finding of each treatment it is about, in plain words."""
    for id in dict.fromkeys(about.partition("#")[0] for about in claim.about):
        entry, answer = library.interventions.get(id), library.answers.get(id)
        if entry and answer and answer.key:
            yield Known(Link(entry.name, entry_url(entry)), answer.key[0].plain)
