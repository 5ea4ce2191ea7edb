"""Warnings for a query about who should avoid a treatment or what harm it does, without people or
medicines that cautions are about.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from kb.model.harm import Harm
from search.answering import caution_messages

if TYPE_CHECKING:
    from kb.model.derived import AppliedCaution

STRICT = ("contraindicated", "not-advised")
MOST_HARMS = 6  # told in a box


class Warnings(NamedTuple):
    """What a box says, its kind, and the section of the entry's page that has it in full."""

    kind: Literal["caution", "none"]
    text: str
    section: Literal["cautions", "harms"]


def asked_warnings(
    asked: str, title: str, cautions: Sequence[AppliedCaution], harms: Sequence[Harm]
) -> Warnings:
    """The strictest cautions, or the first of the harms, as `asked` says; where there are none, the
    others, or that nothing is recorded.
    """
    if cautions and (asked == "cautions" or not harms):
        strict = [one for one in cautions if one.caution.kind in STRICT]
        if asked == "cautions" and not strict:
            serious = [one for one in harms if one.serious][:MOST_HARMS]
            said = (
                caution_messages.no_contraindication(title),
                caution_messages.harms_first(serious),
                caution_messages.cautions(cautions),
            )
            return Warnings("caution", " ".join(filter(None, said)), "cautions")
        strict = strict or list(cautions)
        more = caution_messages.more_cautions(len(cautions) - len(strict))
        return Warnings("caution", f"{caution_messages.cautions(strict)}{more}", "cautions")
    if not harms:
        return Warnings("none", caution_messages.no_warnings(title), "cautions")
    told = caution_messages.harms if asked == "cautions" else caution_messages.harms_first
    rest = harms[MOST_HARMS:]
    serious_rest = sum(one.serious for one in rest)
    more = caution_messages.more_harms(len(rest), serious_rest, len(cautions))
    if asked == "cautions":
        nothing = f"{caution_messages.no_contraindication(title)} "
        return Warnings("caution", f"{nothing}{told(harms[:MOST_HARMS])}{more}", "harms")
    return Warnings("caution", f"{told(harms[:MOST_HARMS])}{more}", "harms")
