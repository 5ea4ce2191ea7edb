"""Claims as their pages show them."""

from dataclasses import dataclass

from kb.library import Library
from kb.model import Claim
from web.citing import Citing, citing
from web.links import Link, links
from web.signs import VERDICT, Sign
from web.text import without_cites


@dataclass(frozen=True)
class Brief:
    """A claim in a list."""

    id: str
    claim: str
    verdict: Sign


@dataclass(frozen=True)
class ClaimPage:
    """Everything the page of a claim needs beside the entry."""

    title: str
    verdict: Sign
    about: tuple[Link, ...]
    citing: Citing


def claim_shelf(library: Library) -> tuple[Brief, ...]:
    """All claims, by id."""
    return tuple(Brief(claim.id, claim.claim, VERDICT[claim.verdict]) for claim in library.claims.values())


def claim_page(claim: Claim, library: Library) -> ClaimPage:
    """The page of a claim."""
    cited = citing((claim.why, claim), library)
    return ClaimPage(without_cites(claim.claim), VERDICT[claim.verdict], links(claim.about, library), cited)
