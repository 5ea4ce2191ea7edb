"""`kb sources`: incomplete source records, and differences from retraction lists or other
records.
"""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from kb.command import keeping
from kb.command.importer import read_records
from kb.command.terminal import tell
from kb.importing.verifying import Field, Verified, verified
from kb.model.library import Library
from kb.overviews.unfinished import LACKING, Unfinished, unfinished
from kb.reading.did_you_mean import shown

NAMES: dict[Field, str] = {"issued": "year", "author": "first author"}


def report(arguments: Namespace, library: Library) -> bool:
    """Print the requested report; returns whether anything differs. Raises `Misuse`."""
    if arguments.unfinished:
        lacking = tuple(unfinished(library))
        tell(arguments, unfinished_record(lacking), unfinished_lines(lacking))
        return False
    if arguments.verify:
        done, number = verify(arguments.verify, library), len(library.sources)
        tell(arguments, verified_record(done, number), verified_lines(done, number))
        return bool(done.differing)
    listed = keeping.read_notices(arguments.against)
    found = keeping.differences(library, listed)
    record = keeping.difference_record(found, len(listed))
    tell(arguments, record, keeping.difference_lines(found, len(listed)))
    return bool(found)


def unfinished_lines(found: Sequence[Unfinished]) -> Iterator[str]:
    """For people: each unfinished source with what it lacks, and the total."""
    for one in found:
        what = "has errors; kb check lists them" if one.withheld else _lacking(one)
        yield f"sources/{one.id}.yaml: {what}"
    yield f"{len(found)} unfinished." if found else "Every record is finished."


def _lacking(one: Unfinished) -> str:
    return f"no {'; no '.join(LACKING[lack] for lack in one.lacks)}"


def unfinished_record(found: Sequence[Unfinished]) -> dict[str, object]:
    """The same for programs."""
    return {"unfinished": [vars(one) for one in found]}


def verify(path: Path, library: Library) -> Verified:
    """Compare the sources with the records in a file. Raises `Misuse`."""
    return verified(library.sources, read_records(path))


def verified_lines(done: Verified, sources: int) -> Iterator[str]:
    """For people: disagreements, what our records lack, and how many were compared."""
    for one in done.disagreements:
        name = NAMES.get(one.field, one.field)
        ours = "none here" if one.is_lack else f"here {shown(one.ours)}"
        yield f"sources/{one.id}.yaml: {name}: {ours}, there {shown(one.theirs)}"
    yield from (f"no source for {one}" for one in done.unmatched)
    yield (
        f"{len(done.differing)} differ, {len(done.disagreements) - len(done.differing)} could be"
        f" added; {len(done.compared)} of {sources} sources compared."
    )


def verified_record(done: Verified, sources: int) -> dict[str, object]:
    """The same for programs."""
    return {
        "sources": sources,
        "compared": sorted(done.compared),
        "disagreements": [vars(one) for one in done.disagreements],
        "unmatched": list(done.unmatched),
    }
