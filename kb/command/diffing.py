"""Describes in words what changed between two versions of a collection: `kb diff`."""

import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from kb.command.arguments import Misuse
from kb.command.terminal import Progress
from kb.export.citations import reference
from kb.export.edition import edition
from kb.library_cache import default_directory
from kb.loading import Unreadable, load
from kb.model.derived import Badge
from kb.model.entries import Claim
from kb.model.library import Library
from kb.model.source import STANDING
from kb.overviews.collection_changes import (
    PARTS,
    CollectionChanges,
    PartChange,
    StatementChange,
    collection_changes,
)

HEADINGS = {part: f"Changed {part.replace('_', ' ')}" for part in PARTS} | {
    "summary": "Changed summaries",
    "claim": "Reworded claims",
    "why": "Changed reasons",
    "plain": "Changed plain words",
    "searched": "Changed searches",
    "doubt": "Changed doubts",
    "unknown": "Changed gaps",
}
FilesAt = Callable[[Path, str], Mapping[str, bytes]]


@dataclass(frozen=True)
class Compared:
    """Two versions as they were named, with the changes."""

    before: str
    after: str
    changes: CollectionChanges


def compared(arguments: Namespace, files_at: FilesAt) -> Compared:
    """Compare the two named versions; `files_at` reads a commit or tag."""
    names = arguments.before, arguments.after or str(arguments.evidence)
    before, after = (_library(name, arguments.evidence, files_at) for name in names)
    changes = collection_changes(before, after)
    return Compared(_named(names[0], before), _named(names[1], after), changes)


def changes_since(name: str, library: Library, files_at: FilesAt) -> Compared:
    """The changes in a library since a folder, commit or tag."""
    before = _library(name, library.folder, files_at)
    return Compared(_named(name, before), "this edition", collection_changes(before, library))


def _library(name: str, evidence: Path, files_at: FilesAt) -> Library:
    """The collection in that folder, or at that commit of the repository that contains the
    evidence.
    """
    with Progress(f"reading {name}"):
        if (Path(name) / "collection.yaml").is_file():
            return load(Path(name), cache=default_directory())
        with tempfile.TemporaryDirectory() as folder:
            for path, data in files_at(evidence, name).items():
                (place := Path(folder, path)).parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
            try:
                library = load(Path(folder))
            except Unreadable as error:
                raise Misuse(f"{name!r} has no readable collection at {evidence}") from error
            list(library.entries())  # read from the folder before it's gone
            return library


def _named(name: str, library: Library) -> str:
    """The name with the edition's date, where any entry has one."""
    dated = library.interventions or library.conditions or library.claims
    return f"{name} ({edition(library).version})" if dated else name


def lines(found: Compared) -> Iterator[str]:
    """All changes, in words."""
    changes = found.changes
    told = list(_told(changes))
    yield f"From {found.before} to {found.after}:"
    for heading, items in told:
        yield f"\n{heading}: {len(items)}"
        yield from (f"  {item}" for item in items)
    if not told:
        yield "\nNothing readers see has changed in what entries and fact checks say."
    if changes.unread:
        yield f"\nNot compared because their files have errors: {', '.join(changes.unread)}"


def _told(changes: CollectionChanges) -> Iterator[tuple[str, list[str]]]:
    said = changes.statements
    groups = {
        "Sources retracted": [reference(one) for one in changes.retracted],
        "Changed answers": [
            f"{one.intervention.name}: {_badge(one.before)}; now {_badge(one.after)}"
            for one in changes.answers
        ],
        "Changed statements": [_statement(one) for one in said if one.before and one.after],
        "New findings": [_statement(one) for one in said if not one.before],
        "Findings removed": [_statement(one) for one in said if not one.after],
        **{
            heading: [_part(one) for one in changes.parts if one.part == part]
            for part, heading in HEADINGS.items()
        },
        "New interventions": [one.name for one in changes.new_interventions],
        "Interventions removed": [one.name for one in changes.gone_interventions],
        "Fact checks": [_claim(*pair) for pair in changes.claims],
        "New sources": [reference(one) for one in changes.new_sources],
        "Sources removed": [reference(one) for one in changes.gone_sources],
        "Sources whose status changed": [
            f"{_status(one.before.standing)}, now {_status(one.after.standing)}:"
            f" {reference(one.after)}"
            for one in changes.statuses
        ],
    }
    return ((heading, items) for heading, items in groups.items() if items)


def _statement(one: StatementChange) -> str:
    where = f"{one.intervention.name}, {one.finding}"
    if one.before and one.after:
        return f"{where}\n    was: {one.before}\n    now: {one.after}"
    return f"{where}: {one.after or one.before}"


def _part(one: PartChange) -> str:
    lines = (*(f"was: {text}" for text in one.before), *(f"now: {text}" for text in one.after))
    name = one.entry.claim if isinstance(one.entry, Claim) else one.entry.name
    return "\n    ".join((name, *(lines or ("in another order",))))


def _badge(badge: Badge) -> str:
    return f"{badge.certainty_words}, {badge.shows.replace('-', ' ')}"


def _claim(old: Claim | None, new: Claim | None) -> str:
    if old and new:
        return f"{_words(old)}, now {_words(new)}: {new.claim}"
    return f"new, {_words(new)}: {new.claim}" if new else f"removed: {old.claim if old else ''}"


def _words(claim: Claim) -> str:
    return claim.verdict.replace("-", " ")


def _status(kind: str | None) -> str:
    return next((words.lower() for known, words in STANDING.items() if known == kind), "no status")


def record(found: Compared) -> dict[str, object]:
    """The changes for other programs: ids, and the words before and after."""
    changes = found.changes
    return {
        "before": found.before,
        "after": found.after,
        "statements": [
            {**asdict(one), "intervention": one.intervention.id} for one in changes.statements
        ],
        "answers": [
            {
                "intervention": one.intervention.id,
                **{
                    side: {"certainty": badge.certainty, "shows": badge.shows}
                    for side, badge in (("before", one.before), ("after", one.after))
                },
            }
            for one in changes.answers
        ],
        "parts": [
            {
                "entry": one.entry.id,
                "part": one.part.replace("_", "-"),
                "before": one.before,
                "after": one.after,
            }
            for one in changes.parts
        ],
        "new-interventions": [one.id for one in changes.new_interventions],
        "removed-interventions": [one.id for one in changes.gone_interventions],
        "claims": [
            {
                "id": (new or old).id,  # type: ignore[union-attr]  # one of them is there
                "before": old.verdict if old else None,
                "after": new.verdict if new else None,
            }
            for old, new in changes.claims
        ],
        "new-sources": [one.id for one in changes.new_sources],
        "removed-sources": [one.id for one in changes.gone_sources],
        "statuses": [
            {"source": one.after.id, "before": one.before.standing, "after": one.after.standing}
            for one in changes.statuses
        ],
        "retracted": [one.id for one in changes.retracted],
        "not-compared": list(changes.unread),
    }
