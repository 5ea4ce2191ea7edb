"""Fact checks: claims with their verdicts by what they are about, or those an address chooses."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, Response, render_template, request

from kb.model.entries import Claim, Intervention
from kb.model.library import Library
from web.core import wording
from web.core.links import Link, entry_url, links
from web.core.pagination import Pager, pager
from web.core.query_args import Args, Option, address, selection
from web.core.reading_level import reading, remembered
from web.core.reload import state
from web.parts.labels import VERDICT, Label

blueprint = Blueprint("claims", __name__)
ARGS = ("verdict", "subject", "about", "page")
# What is not about a treatment of some category.
CONDITION = "condition"


@dataclass(frozen=True)
class ClaimItem:
    """A claim in a list."""

    url: str
    claim: str
    why: str
    verdict: Label
    about: tuple[Link, ...]


@dataclass(frozen=True)
class Subject:
    """The claims on this page that are about one entry first of all."""

    id: str
    link: Link
    claims: tuple[ClaimItem, ...]


@dataclass(frozen=True)
class ClaimsPage:
    """Everything the list needs; `about` is the one entry an address asked for, with a link that
    asks for all again.
    """

    address: str
    pager: Pager
    subjects: tuple[Subject, ...]
    total: int
    verdicts: tuple[Option, ...]
    kinds: tuple[Option, ...]
    about: Link | None
    notices: tuple[str, ...]


@dataclass(frozen=True)
class Chosen:
    """What an address chooses: a verdict, a kind of subject, one entry; empty for all."""

    verdict: str
    subject: str
    about: str

    def url(self, number: int = 1, **changed: str) -> str:
        """The address of a page of the list, with this changed."""
        chosen = {"verdict": self.verdict, "subject": self.subject, "about": self.about, **changed}
        page = [str(number)] if number > 1 else []
        return address("/claims", {**{name: [one] for name, one in chosen.items()}, "page": page})


@blueprint.get("/claims")
def claims() -> Response:
    """All claims with their verdicts, or those an address chooses."""
    wanted = reading(request, *ARGS)
    page = claims_page(request.args, state().library)
    return remembered(render_template("claims.html", page=page, reading=wanted), request)


def claims_page(args: Args, library: Library) -> ClaimsPage:
    """The claims an address chooses, by subject; unknown choices are left out, with a notice."""
    every = tuple(library.claims.values())
    kinds = _kinds(library)
    about = {id for claim in every for id in _about(claim)}
    picks = (
        selection(args, "verdict", "Verdict", VERDICT, 1),
        selection(args, "subject", "Subject", kinds, 1),
        selection(args, "about", "About", about, 1),
    )
    chosen = Chosen(*(pick.first for pick in picks))
    of_about = [one for one in every if chosen.about in ("", *_about(one))]
    of_verdict = [one for one in of_about if chosen.verdict in ("", one.verdict)]
    of_subject = [one for one in of_about if chosen.subject in ("", *_kinds_of(one, library))]
    kept = {one.id for one in of_subject}
    found = _ordered((one for one in of_verdict if one.id in kept), library)
    pages = pager(args, len(found), chosen.url)
    library.expect(one.id for one in found[pages.part])
    return ClaimsPage(
        address=chosen.url(pages.number),
        pager=pages,
        subjects=_subjects(found[pages.part], library),
        total=len(every),
        verdicts=_verdicts(chosen, of_subject),
        kinds=_kind_options(chosen, of_verdict, kinds, library),
        about=_asked(chosen, library),
        notices=(*(line for pick in picks for line in pick.notices), *pages.notices),
    )


def _about(claim: Claim) -> tuple[str, ...]:
    """The entries a claim is about, whichever part of them."""
    return tuple(dict.fromkeys(id.partition("#")[0] for id in claim.about))


def _kinds(library: Library) -> dict[str, str]:
    """What claims can be about: the condition, and the categories of treatments, in words."""
    categories = {id: one.name for id, one in library.vocabulary.categories.items()}
    return {CONDITION: wording.THE_CONDITION, **categories}


def _kinds_of(claim: Claim, library: Library) -> tuple[str, ...]:
    """What a claim is about; what is about nothing in particular is about the condition."""
    held = map(library.listed, _about(claim))
    kinds = dict.fromkeys(
        one.category if isinstance(one, Intervention) else CONDITION for one in held
    )
    return tuple(kinds) or (CONDITION,)


def _ordered(claims: Iterable[Claim], library: Library) -> list[Claim]:
    """By kind of subject, by subject, then by id."""
    order = list(_kinds(library))

    def place(claim: Claim) -> tuple[int, str, str]:
        first = (*_about(claim), "")[0]
        entry = library.listed(first)
        kind = entry.category if isinstance(entry, Intervention) else CONDITION
        return order.index(kind), entry.title.casefold() if entry else "", claim.id

    return sorted(claims, key=place)


def _subjects(claims: Iterable[Claim], library: Library) -> tuple[Subject, ...]:
    return tuple(
        Subject(first, _subject_link(first, library), tuple(_item(one, library) for one in ones))
        for first, ones in groupby(claims, key=lambda claim: (*_about(claim), "")[0])
    )


def _subject_link(id: str, library: Library) -> Link:
    entry = library.entry(id)
    return Link(entry.title, entry_url(entry)) if entry else Link(id or wording.IN_GENERAL, "")


def _item(claim: Claim, library: Library) -> ClaimItem:
    about = links(claim.about, library)
    return ClaimItem(entry_url(claim), claim.claim, claim.why, VERDICT[claim.verdict], about)


def _verdicts(chosen: Chosen, claims: list[Claim]) -> tuple[Option, ...]:
    """All, and each verdict, with how many of these claims it would show."""
    counts = Counter[str](claim.verdict for claim in claims)
    named = [("", "All", len(claims))]
    named += [(value, label.words, counts[value]) for value, label in VERDICT.items()]
    return tuple(
        Option(value, words, value == chosen.verdict, chosen.url(verdict=value), count)
        for value, words, count in named
    )


def _kind_options(
    chosen: Chosen, claims: list[Claim], kinds: dict[str, str], library: Library
) -> tuple[Option, ...]:
    """All, and each kind of subject that has claims of this verdict."""
    counts = Counter(kind for claim in claims for kind in _kinds_of(claim, library))
    named = [("", "All", len(claims))]
    named += [(id, words, counts[id]) for id, words in kinds.items()]
    return tuple(
        Option(id, words, id == chosen.subject, chosen.url(subject=id), count)
        for id, words, count in named
        if count or id in ("", chosen.subject)
    )


def _asked(chosen: Chosen, library: Library) -> Link | None:
    if not chosen.about:
        return None
    return Link(_subject_link(chosen.about, library).words, chosen.url(about=""))
