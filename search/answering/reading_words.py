"""Whose words an answer box is in: the records', or patients' where editors wrote those.

What fits a question is always decided by the records' own words; only the wording of what was
found differs, and it is the same for as long as a box is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING

from kb.model.condition_parts import PathwayStep
from kb.model.entries import Caution, CautionKind, Claim
from kb.model.harm import Harm

if TYPE_CHECKING:
    from kb.model.derived import Derived

HEADINGS: Mapping[CautionKind, str] = {
    "contraindicated": "Do not use",
    "not-advised": "Not advised",
    "caution": "Take care",
    "interaction": "Interacts",
    "monitoring": "Monitor",
}
PLAIN_HEADINGS: Mapping[CautionKind, str] = {
    **HEADINGS,
    "interaction": "Mixing with other things",
    "monitoring": "Checks and warning signs",
}

_PLAIN: ContextVar[bool] = ContextVar("plain", default=False)


class InWords:
    """While the block lasts, boxes are in these words; not by `contextmanager`, which would take
    longer than a rare word is looked for.
    """

    __slots__ = ("_before", "_plain")

    def __init__(self, *, plain: bool) -> None:
        self._plain = plain

    def __enter__(self) -> None:
        self._before = _PLAIN.set(self._plain)

    def __exit__(self, *_: object) -> None:
        _PLAIN.reset(self._before)


def caution(one: Caution) -> Caution:
    """A caution in the reader's words."""
    return one.in_plain_words if _PLAIN.get() else one


def harm(one: Harm) -> Harm:
    """A harm in the reader's words."""
    return one.in_plain_words if _PLAIN.get() else one


def finding(one: Derived, *, with_number: bool = False) -> str:
    """A finding in the reader's words: for patients without its number, unless one asks for it."""
    if not _PLAIN.get():
        return one.text
    return f"{one.plain} In numbers: {one.brief}." if with_number and one.brief else one.plain


def caution_heading(kind: CautionKind) -> str:
    """A kind of cautions in the reader's words."""
    return (PLAIN_HEADINGS if _PLAIN.get() else HEADINGS)[kind]


def step(one: PathwayStep) -> str:
    """A step of a pathway in the reader's words."""
    return (one.plain or one.what) if _PLAIN.get() else one.what


def reasons(one: Claim) -> str:
    """Why a claim has its verdict, in the reader's words."""
    return (one.plain or one.why) if _PLAIN.get() else one.why
