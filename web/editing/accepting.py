"""The file of an accepted proposal: its changes on top of what readers see now, with a line that
tells readers what changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kb.model.entries import FOLDERS, KINDS
from kb.reading.shape import fields
from web.editing import editing_wording as wording
from web.editing.combining import fields_of, with_fields
from web.editing.proposal import Proposal
from web.editing.round_trip import Unwritable
from web.editing.saving import on_main
from web.editing.store import Refused, Store
from web.editing.yaml_text import Plain


@dataclass(frozen=True)
class Verdict:
    """What a reviewer says with an acceptance: what changed, for readers, and on which day; and
    whether it was checked against its sources, so that the day of the review moves.
    """

    what: str
    today: date
    reviewed: bool = False


def _is_preset(line: Plain, published: bytes | None) -> bool:
    """Whether a line of a new entry stands for the one the reviewer writes."""
    return (
        published is None and isinstance(line, dict) and line.get("what") == wording.FIRST_VERSION
    )


def accepted_file(store: Store, proposal: Proposal, main: str, verdict: Verdict) -> bytes:
    """The file as accepted onto a commit; raises `Refused` where both changed the same field."""
    try:
        found = on_main(store, proposal, main)
        if found.conflicts:
            names = ", ".join(conflict.name for conflict in found.conflicts[:5])
            raise Refused(wording.CHANGED_TOO.format(names=names))
        published = store.file(main, proposal.file)
        base, mine = (store.file(at, proposal.file) for at in (proposal.base, proposal.tip))
        if base is not None and _say_the_same(base, mine or b"", proposal.file):
            raise Refused(wording.NOTHING_CHANGED)
        return _with_change(found.data, proposal.file, verdict, published)
    except Unwritable as error:
        raise Refused(wording.CANT_MERGE.format(error=error)) from error


def _say_the_same(one: bytes, other: bytes, file: str) -> bool:
    said = fields_of(one, file)
    return said is not None and said == fields_of(other, file)


def _with_change(data: bytes, file: str, verdict: Verdict, published: bytes | None) -> bytes:
    there = fields_of(data, file)
    if there is None:
        raise Refused(wording.UNREADABLE_TO_ACCEPT)
    return with_fields(data, dict(_ordered(there, file, verdict, published)), file)


def _ordered(
    there: dict[str, Plain], file: str, verdict: Verdict, published: bytes | None
) -> Iterator[tuple[str, Plain]]:
    """The fields with the line of the change, and the day of the review, in their places."""
    known = fields(KINDS[FOLDERS[file.partition("/")[0]]])
    day = verdict.today.isoformat()
    new: dict[str, Plain] = {}
    if "changes" in known:
        line: Plain = {"date": day, "what": verdict.what}
        before = there.get("changes")
        old = before if isinstance(before, list) else []
        new["changes"] = [line, *(one for one in old if not _is_preset(one, published))]
    if "reviewed" in known and verdict.reviewed:
        new["reviewed"] = day
    elif "reviewed" in known and published is None:
        raise Refused(wording.UNREVIEWED)
    yield from ((name, new.pop(name, value)) for name, value in there.items())
    yield from new.items()
