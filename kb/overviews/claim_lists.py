"""What fact checks are chosen and sorted by: their verdicts, and what they are about."""

from collections.abc import Iterator

from kb.model.entries import Claim, Intervention
from kb.model.library import Library

CLAIMS = frozenset({"claim"})
# What is not about a treatment of some category.
CONDITION = "condition"
BY_SUBJECT = "subject"


def about(claim: Claim) -> tuple[str, ...]:
    """The entries a claim is about, whichever part of them."""
    return tuple(dict.fromkeys(id.partition("#")[0] for id in claim.about))


def first_subject(claim: Claim) -> str:
    """The entry it is about first of all, or nothing."""
    return (*about(claim), "")[0]


def verdict_mark(verdict: str) -> str:
    """Marks the claims with a verdict."""
    return f"verdict {verdict}"


def subject_mark(kind: str) -> str:
    """Marks those about a treatment of a category, or about a condition."""
    return f"subject {kind}"


def about_mark(id: str) -> str:
    """Marks those about an entry."""
    return f"about {id}"


def marks(claim: Claim, library: Library) -> Iterator[str]:
    """What marks a claim; one that is about nothing in particular is about the condition."""
    yield verdict_mark(claim.verdict)
    ids = about(claim)
    yield from map(about_mark, ids)
    yield from (subject_mark(_kind(id, library)) for id in ids or ("",))


def place(claim: Claim, library: Library) -> str:
    """What sorts it by kind of subject, by subject, then by id."""
    first = first_subject(claim)
    kind, entry = _kind(first, library), library.entry(first)
    order = (CONDITION, *library.vocabulary.categories)
    return "\t".join((f"{order.index(kind):05}", entry.title.casefold() if entry else "", claim.id))


def _kind(id: str, library: Library) -> str:
    entry = library.entry(id)
    return entry.category if isinstance(entry, Intervention) else CONDITION
