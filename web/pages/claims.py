"""The list of claims with their verdicts, or those an address chooses."""

from collections import Counter
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from kb.model.entries import Claim
from kb.model.library import Library
from web.core.links import Link, links
from web.core.markdown import without_cites
from web.core.query_args import Args, Option, address, selection, unknown
from web.core.reload import state
from web.parts.labels import VERDICT, Label

blueprint = Blueprint("claims", __name__)


@dataclass(frozen=True)
class Brief:
    """A claim in a list."""

    id: str
    claim: str
    why: str
    verdict: Label
    about: tuple[Link, ...]


@dataclass(frozen=True)
class ClaimsPage:
    """Everything the list of claims needs; `about` are the entries that claims are about, by name, and `address` is that of this list."""

    address: str
    claims: tuple[Brief, ...]
    total: int
    verdicts: tuple[Option, ...]
    about: tuple[Option, ...]
    chosen_verdict: str
    notices: tuple[str, ...]


@blueprint.get("/claims")
def claims() -> str:
    """All claims with their verdicts, or those an address chooses."""
    return render_template("claims.html", page=claims_page(request.args, state().library))


def claims_page(args: Args, library: Library) -> ClaimsPage:
    """The claims that meet what an address chooses, by id; what there is not is left out, with a notice."""
    subjects = Counter(subject for claim in library.claims.values() for subject in _subjects(claim))
    verdict, about = (
        selection(args, "verdict", "Verdict", VERDICT, 1),
        selection(args, "about", "About", subjects, 1),
    )
    of_subject = [
        claim
        for claim in library.claims.values()
        if not about.first or about.first in _subjects(claim)
    ]
    found = [claim for claim in of_subject if not verdict.first or claim.verdict == verdict.first]
    return ClaimsPage(
        address=_address(verdict.first, about.first),
        claims=tuple(_brief(claim, library) for claim in found),
        total=len(library.claims),
        verdicts=_verdicts(verdict.first, about.first, of_subject),
        about=tuple(
            sorted(
                (_about(id, count, about.first, library) for id, count in subjects.items()),
                key=_by_words,
            )
        ),
        chosen_verdict=verdict.first,
        notices=(*verdict.notices, *about.notices, *unknown(args, ("verdict", "about"))),
    )


def _subjects(claim: Claim) -> tuple[str, ...]:
    """The entries a claim is about, whichever part of them."""
    return tuple(dict.fromkeys(id.partition("#")[0] for id in claim.about))


def _brief(claim: Claim, library: Library) -> Brief:
    return Brief(
        claim.id, claim.claim, claim.why, VERDICT[claim.verdict], links(claim.about, library)
    )


def _verdicts(chosen: str, about: str, claims: list[Claim]) -> tuple[Option, ...]:
    """All, and each verdict, with how many of these claims it would show."""
    counts = Counter[str](claim.verdict for claim in claims)
    named = [
        ("", "All", len(claims)),
        *((value, label.words, counts[value]) for value, label in VERDICT.items()),
    ]
    return tuple(
        Option(value, words, value == chosen, _address(value, about), count)
        for value, words, count in named
    )


def _address(verdict: str, about: str) -> str:
    return address("/claims", {"verdict": [verdict], "about": [about]})


def _about(id: str, count: int, chosen: str, library: Library) -> Option:
    entry = library.entry(id)
    return Option(id, without_cites(entry.title) if entry else id, id == chosen, count=count)


def _by_words(option: Option) -> str:
    return option.words.casefold()
