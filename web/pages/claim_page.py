"""A claim, its verdict and why."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from kb.model.entries import Claim
from kb.model.library import Library
from web.core.entry_lookup import entry_or_abort
from web.core.links import Link, links
from web.core.markdown import without_cites
from web.core.reload import state
from web.parts.labels import VERDICT, Label
from web.parts.numbered_sources import NumberedSources, numbered_sources

blueprint = Blueprint("claim", __name__)


@dataclass(frozen=True)
class ClaimPage:
    """Everything the page of a claim needs besides the entry."""

    title: str
    verdict: Label
    about: tuple[Link, ...]
    citing: NumberedSources


@blueprint.get("/claims/<id>")
def claim(id: str) -> str:
    """One claim, its verdict and why."""
    library = state().library
    entry = entry_or_abort(library.claims, id)
    return render_template("claim.html", claim=entry, page=claim_page(entry, library))


def claim_page(claim: Claim, library: Library) -> ClaimPage:
    """The page of a claim."""
    cited = numbered_sources((claim.why, claim), library)
    return ClaimPage(
        without_cites(claim.claim), VERDICT[claim.verdict], links(claim.about, library), cited
    )
