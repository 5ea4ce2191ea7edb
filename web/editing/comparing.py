"""What a review compares: an entry as readers see it, and as they would with the proposal."""

from dataclasses import dataclass
from typing import Literal

from web.editing.drafting import Draft
from web.editing.proposal import Proposal
from web.editing.round_trip import Unwritable
from web.editing.saving import on_main
from web.editing.workshop import workshop

# How the published entry stands to what a proposal was begun from: the same, changed since, or
# changed so that the two can't be written together.
Meanwhile = Literal["same", "changed", "apart"]


@dataclass(frozen=True)
class Compared:
    """An entry before and after a proposal, and `base`, what it was begun from."""

    base: Draft
    before: Draft
    after: Draft
    meanwhile: Meanwhile = "same"


def compared(proposal: Proposal) -> Compared:
    """An open proposal against what is published now, on which it takes its own side of every
    conflict; an accepted one as it was published; another as it was left.
    """
    base, tip = (workshop().draft_at(proposal, one) for one in (proposal.base, proposal.tip))
    if proposal.accepted_in:
        parent = f"{proposal.accepted_in}^"
        before, after = (
            workshop().draft_at(proposal, one) for one in (parent, proposal.accepted_in)
        )
        return Compared(base, before, after)
    published = workshop().draft_at(proposal, workshop().store.main)
    if not proposal.is_open or published.data == base.data:
        return Compared(base, base, tip)
    try:
        return Compared(base, published, _on_published(proposal), "changed")
    except Unwritable:
        return Compared(base, base, tip, "apart")


def _on_published(proposal: Proposal) -> Draft:
    store, drafting = workshop().store, workshop().drafting
    main = store.main
    found = on_main(store, proposal, main)
    if found.conflicts:
        mine = {conflict.name: True for conflict in found.conflicts}
        found = on_main(store, proposal, main, mine)
    return drafting.draft(found.data, proposal.file, main)
