"""The list of claims with their verdicts, or those an address chooses."""

from collections import Counter
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from kb.model.entries import Claim
from kb.model.library import Library
from web.core.links import Link, links
from web.core.markdown import without_cites
from web.core.pagination import Pager, pager
from web.core.query_args import Args, Option, address, selection, unknown
from web.core.reload import state
from web.parts.labels import VERDICT, Label

blueprint = Blueprint("claims", __name__)


# So many subjects can be chosen among: those of the most claims.
MOST_SUBJECTS = 200


@dataclass(frozen=True)
class ClaimItem:
    """A claim in a list."""

    id: str
    claim: str
    why: str
    verdict: Label
    about: tuple[Link, ...]


@dataclass(frozen=True)
class ClaimsPage:
    """Everything the list needs; `about` are the entries that claims are about, by name."""

    address: str
    pager: Pager
    claims: tuple[ClaimItem, ...]
    total: int
    verdicts: tuple[Option, ...]
    about: tuple[Option, ...]
    verdict: str
    notices: tuple[str, ...]


@blueprint.get("/claims")
def claims() -> str:
    """All claims with their verdicts, or those an address chooses."""
    return render_template("claims.html", page=claims_page(request.args, state().library))


def claims_page(args: Args, library: Library) -> ClaimsPage:
    """The claims an address chooses, by id; unknown choices are left out, with a notice."""
    subjects = Counter(subject for claim in library.claims.values() for subject in _subjects(claim))
    verdict = selection(args, "verdict", "Verdict", VERDICT, 1)
    about = selection(args, "about", "About", subjects, 1)
    of_subject = [
        claim
        for claim in library.claims.values()
        if not about.first or about.first in _subjects(claim)
    ]
    found = [claim for claim in of_subject if not verdict.first or claim.verdict == verdict.first]
    pages = pager(args, len(found), lambda number: _url(verdict.first, about.first, number))
    unknown_args = unknown(args, ("verdict", "about", "page"))
    return ClaimsPage(
        address=_url(verdict.first, about.first, pages.number),
        pager=pages,
        claims=tuple(_item(claim, library) for claim in found[pages.part]),
        total=len(library.claims),
        verdicts=_verdicts(verdict.first, about.first, of_subject),
        about=_subject_options(subjects, about.first, library),
        verdict=verdict.first,
        notices=(*verdict.notices, *about.notices, *pages.notices, *unknown_args),
    )


def _subjects(claim: Claim) -> tuple[str, ...]:
    """The entries a claim is about, whichever part of them."""
    return tuple(dict.fromkeys(id.partition("#")[0] for id in claim.about))


def _item(claim: Claim, library: Library) -> ClaimItem:
    about = links(claim.about, library)
    return ClaimItem(claim.id, claim.claim, claim.why, VERDICT[claim.verdict], about)


def _verdicts(chosen: str, about: str, claims: list[Claim]) -> tuple[Option, ...]:
    """All, and each verdict, with how many of these claims it would show."""
    counts = Counter[str](claim.verdict for claim in claims)
    named = [
        ("", "All", len(claims)),
        *((value, label.words, counts[value]) for value, label in VERDICT.items()),
    ]
    return tuple(
        Option(value, words, value == chosen, _url(value, about, 1), count)
        for value, words, count in named
    )


def _subject_options(subjects: Counter[str], chosen: str, library: Library) -> tuple[Option, ...]:
    """The entries most claims are about, and the one chosen, by name."""
    ids = {id for id, _ in subjects.most_common(MOST_SUBJECTS)} | ({chosen} if chosen else set())
    options = [
        Option(id, without_cites(entry.title) if entry else id, id == chosen, count=subjects[id])
        for id, entry in ((id, library.entry(id)) for id in ids)
    ]
    return tuple(sorted(options, key=lambda option: option.words.casefold()))


def _url(verdict: str, about: str, number: int) -> str:
    page = [str(number)] if number > 1 else []
    return address("/claims", {"verdict": [verdict], "about": [about], "page": page})
