"""Fact checks: claims with their verdicts by what they are about, or those an address chooses."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from flask import Blueprint, Response, render_template, request

from kb.model.entries import Claim
from kb.model.library import Library
from kb.model.marked import Found, MarkedEntries, Marks, Question
from kb.overviews.claim_lists import (
    BY_SUBJECT,
    CLAIMS,
    CONDITION,
    about_mark,
    first_subject,
    subject_mark,
    verdict_mark,
)
from kb.overviews.found_rows import FoundIds
from web.core import wording
from web.core.links import Link, entry_url, links
from web.core.pagination import Pager, pager
from web.core.query_args import Args, Option, address, selection
from web.core.reading_level import reading, remembered
from web.core.reload import State, state
from web.parts.labels import VERDICT, Label

blueprint = Blueprint("claims", __name__)
ARGS = ("verdict", "subject", "about", "page")


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

    def marks(self, **changed: str) -> tuple[Marks, ...]:
        """What claims must be marked by, with this changed."""
        chosen = replace(self, **changed)
        marks = (
            chosen.verdict and verdict_mark(chosen.verdict),
            chosen.subject and subject_mark(chosen.subject),
            chosen.about and about_mark(chosen.about),
        )
        return CLAIMS, *(frozenset({mark}) for mark in marks if mark)


@blueprint.get("/claims")
def claims() -> Response:
    """All claims with their verdicts, or those an address chooses."""
    wanted = reading(request, *ARGS)
    page = claims_page(request.args, state(), wanted.plain)
    return remembered(render_template("claims.html", page=page, reading=wanted), request)


def claims_page(args: Args, state: State, plain: bool = False) -> ClaimsPage:
    """The claims an address chooses, by subject; unknown choices are left out, with a notice."""
    library, marked = state.library, state.marked
    kinds = _kinds(library)
    picks = (
        selection(args, "verdict", "Verdict", VERDICT, 1),
        selection(args, "subject", "Subject", kinds, 1),
        selection(args, "about", "About", _known(args.getlist("about"), marked), 1),
    )
    chosen = Chosen(*(pick.first for pick in picks))
    found = FoundIds(Question(chosen.marks(), order=BY_SUBJECT), marked)
    pages = pager(args, len(found), chosen.url)
    shown = found[pages.part]
    library.expect(shown)
    of_subject = Question(chosen.marks(verdict=""), counted=verdict_mark(""))
    of_verdict = Question(chosen.marks(subject=""), counted=subject_mark(""))
    verdicts, subjects = marked.find((of_subject, of_verdict))
    return ClaimsPage(
        address=chosen.url(pages.number),
        pager=pages,
        subjects=_subjects((library.claims[id] for id in shown), library, plain),
        total=len(library.claims),
        verdicts=_verdicts(chosen, verdicts),
        kinds=_kind_options(chosen, subjects, kinds),
        about=_asked(chosen, library),
        notices=(*(line for pick in picks for line in pick.notices), *pages.notices),
    )


def _known(ids: Iterable[str], marked: MarkedEntries) -> list[str]:
    """Those of the ids that a claim is about."""
    marks = {about_mark(id): id for id in ids if id}
    if not marks:
        return []
    (found,) = marked.find([Question((CLAIMS, frozenset(marks)), counted=about_mark(""))])
    return [id for mark, id in marks.items() if mark in found.counts]


def _kinds(library: Library) -> dict[str, str]:
    """What claims can be about: the condition, and the categories of treatments, in words."""
    categories = {id: one.name for id, one in library.vocabulary.categories.items()}
    return {CONDITION: wording.THE_CONDITION, **categories}


def _subjects(claims: Iterable[Claim], library: Library, plain: bool) -> tuple[Subject, ...]:
    return tuple(
        Subject(
            first,
            _subject_link(first, library),
            tuple(_item(one, library, plain) for one in ones),
        )
        for first, ones in groupby(claims, key=first_subject)
    )


def _subject_link(id: str, library: Library) -> Link:
    entry = library.entry(id)
    return Link(entry.title, entry_url(entry)) if entry else Link(id or wording.IN_GENERAL, "")


def _item(claim: Claim, library: Library, plain: bool) -> ClaimItem:
    about = links(claim.about, library, plain)
    why = claim.plain_why if plain else claim.why
    return ClaimItem(entry_url(claim), claim.claim, why, VERDICT[claim.verdict], about)


def _verdicts(chosen: Chosen, found: Found) -> tuple[Option, ...]:
    """All, and each verdict, with how many of these claims it would show."""
    named = [("", "All", found.total)]
    named += [
        (value, label.words, found.counts.get(verdict_mark(value), 0))
        for value, label in VERDICT.items()
    ]
    return tuple(
        Option(value, words, value == chosen.verdict, chosen.url(verdict=value), count)
        for value, words, count in named
    )


def _kind_options(chosen: Chosen, found: Found, kinds: dict[str, str]) -> tuple[Option, ...]:
    """All, and each kind of subject that has claims of this verdict."""
    named = [("", "All", found.total)]
    named += [(id, words, found.counts.get(subject_mark(id), 0)) for id, words in kinds.items()]
    return tuple(
        Option(id, words, id == chosen.subject, chosen.url(subject=id), count)
        for id, words, count in named
        if count or id in ("", chosen.subject)
    )


def _asked(chosen: Chosen, library: Library) -> Link | None:
    if not chosen.about:
        return None
    return Link(_subject_link(chosen.about, library).words, chosen.url(about=""))
