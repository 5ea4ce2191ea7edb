"""A save from a form: what was typed, brought together with what others saved meanwhile."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from web.editing import editing_wording as wording
from web.editing.combining import Combined, combined
from web.editing.git import COMMIT, Moved, Person
from web.editing.merging import Conflict
from web.editing.proposal import Proposal
from web.editing.round_trip import Unwritable
from web.editing.store import TRIES, Refused, Store


@dataclass(frozen=True)
class Typed:
    """What somebody typed: an edit of the file as it was in the commit they started from."""

    started: str
    edit: Callable[[bytes], bytes]
    author: Person
    chosen: Mapping[str, bool]


@dataclass(frozen=True)
class Saved:
    """The result of a save: where there are conflicts nothing was written, and `mine` is what was
    typed, as a whole file, on top of the commit `started`.
    """

    proposal: Proposal
    mine: bytes
    started: str
    conflicts: tuple[Conflict, ...] = ()


def save(store: Store, proposal: Proposal, typed: Typed) -> Saved:
    """Save what was typed; on a closed proposal it begins another.

    Raises `Unwritable` where the edit can't be made in the file, and `Refused`.
    """
    file = proposal.file
    base = store.file(_started(store, proposal, typed.started), file) or b""
    mine = typed.edit(base)
    if not proposal.is_open:
        return Saved(store.create(file, mine, typed.author, proposal.base), mine, typed.started)
    for _ in range(TRIES):
        theirs = store.file(proposal.tip, file)
        found = combined(base, mine, theirs, file, store.git.merged_text, typed.chosen)
        if found.conflicts:
            return Saved(proposal, mine, typed.started, found.conflicts)
        data, took = _with_main(store, proposal, found.data)
        try:
            return Saved(store.save(proposal, data, typed.author, took), mine, typed.started)
        except Moved:
            proposal = store.proposal(proposal.name) or proposal
    raise Refused(wording.BUSY)


def settle(
    store: Store, proposal: Proposal, author: Person, chosen: Mapping[str, bool]
) -> tuple[Conflict, ...]:
    """Take in what was published meanwhile, with a choice for each field that both changed; gives
    those still to be chosen.
    """
    main = store.main
    found = on_main(store, proposal, main, chosen)
    if not found.conflicts:
        store.save(proposal, found.data, author, main)
    return found.conflicts


def on_main(
    store: Store,
    proposal: Proposal,
    main: str,
    chosen: Mapping[str, bool] | None = None,
    data: bytes | None = None,
) -> Combined:
    """The proposal, or what else `data` says, brought together with the main branch as it is in a
    commit; raises `Unwritable`.
    """
    file = proposal.file
    mine = store.file(proposal.tip, file) if data is None else data
    base, theirs = store.file(proposal.base, file), store.file(main, file)
    return combined(base, mine or b"", theirs, file, store.git.merged_text, chosen)


def conflicts_with_main(store: Store, proposal: Proposal) -> tuple[Conflict, ...]:
    """The fields that this proposal and what was published meanwhile both changed."""
    try:
        return on_main(store, proposal, store.main).conflicts
    except Unwritable:
        return ()


def _with_main(store: Store, proposal: Proposal, data: bytes) -> tuple[bytes, str | None]:
    """The file with what was published meanwhile, where that does not touch the same fields."""
    main = store.main
    try:
        found = on_main(store, proposal, main, data=data)
    except Unwritable:
        return data, None
    return (data, None) if found.conflicts else (found.data, main)


def _started(store: Store, proposal: Proposal, started: str) -> str:
    """The commit somebody started from, if it is one of this proposal."""
    known = {step.commit for step in proposal.steps}
    if COMMIT.fullmatch(started) and started in known:
        return started
    raise Refused(wording.OTHER_PROPOSAL)
