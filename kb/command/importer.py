"""`kb import`: imports references from other programs as sources, and compares them with fetched
records.
"""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from os.path import commonprefix
from pathlib import Path
from urllib.parse import urlsplit

from kb.authoring.json_schema import write_schemas
from kb.authoring.new_files import files_of
from kb.command.arguments import Misuse, refusing
from kb.command.terminal import Progress
from kb.command.writing import writable
from kb.importing.bibliography_files import ReferenceFile, read_references
from kb.importing.field_words import OF_SOURCES, called
from kb.importing.incoming import Incoming, incoming, write_sources
from kb.importing.online import Services, Unknown, resolved
from kb.importing.record import ImportRefused, Record

LIBRARIES = ("rispy", "bibtexparser", "defusedxml", "pylatexenc")
MOST_SHOWN = 60  # letters of a value in a report for people
# What an editor has to add where a record has none.
ASKED = {"title": "the record has none", "design": "the kind of study or text"}
NAMES = {"title": "title and year alike"}


class Imported:
    """The result of an import, and whether it was written."""

    def __init__(self, arrived: Sequence[Incoming], unknown: Sequence[Unknown], dry: bool) -> None:
        self.arrived = tuple(arrived)
        self.unknown = tuple(unknown)
        self.dry = dry

    @property
    def new(self) -> tuple[Incoming, ...]:
        """The records that become sources."""
        return tuple(one for one in self.arrived if one.id)

    @property
    def there(self) -> tuple[Incoming, ...]:
        """The records that seem to exist already."""
        return tuple(one for one in self.arrived if one.matches)

    @property
    def refused(self) -> tuple[Incoming, ...]:
        """The records that can't become sources."""
        return tuple(one for one in self.arrived if one.refused)

    @property
    def empty(self) -> tuple[Incoming, ...]:
        """The records that say nothing but a type."""
        return tuple(one for one in self.arrived if one.is_empty)

    @property
    def incomplete(self) -> bool:
        """Whether something couldn't be imported."""
        return bool(self.refused or self.unknown)


def import_files(arguments: Namespace) -> Imported:
    """Read all files, decide what to do with each record, then write. Raises `Misuse`."""
    folder = writable(arguments.evidence)
    read = [_read(path) for path in arguments.files]
    records = [(str(file.path), record) for file in read for record in file.records]
    found, unknown = _fetched(read, arguments.online)
    with refusing(f"{folder} can't be read"):
        there = files_of(folder)
    with Progress("importing") as progress:
        arrived = tuple(
            incoming(
                [*records, *found],
                there,
                date.today(),
                arguments.also_alike,
                arguments.design,
                progress,
            )
        )
    if not arguments.dry_run:
        with refusing(f"can't write to {folder / 'sources'}; nothing was imported"):
            write_sources(folder, arrived)
            if not (folder / "schema").exists():
                write_schemas(folder, there)
    return Imported(arrived, unknown, arguments.dry_run)


def read_records(path: Path) -> tuple[Record, ...]:
    """Read the references of a file. Raises `Misuse`."""
    return _read(path).records


def _read(path: Path) -> ReferenceFile:
    with refusing(f"{path} can't be read"), _named(path):
        return read_references(path)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Turn an import error into one sentence that names the file, and a missing library into
    another.
    """
    try:
        yield
    except ImportRefused as error:
        raise Misuse(f"can't import {path}: {error}") from error
    except ModuleNotFoundError as error:
        if error.name not in LIBRARIES:
            raise
        raise Misuse(
            f"to read {path}, install what importing needs: pip install 'evidence-kb[import]'"
        ) from error


def _fetched(
    files: Sequence[ReferenceFile], online: bool
) -> tuple[list[tuple[str, Record]], list[Unknown]]:
    """The records of listed identifiers."""
    found: list[tuple[str, Record]] = []
    unknown: list[Unknown] = []
    for file in files:
        if file.identifiers and not online:
            raise Misuse(_would_ask(file, Services.configured()))
        with Progress("fetching from Crossref and PubMed") as progress, _named(file.path):
            for one in resolved(file.identifiers, Services.configured(), progress):
                if isinstance(one, Unknown):
                    unknown.append(one)
                else:
                    found.append((str(file.path), one))
    return found, unknown


def _would_ask(file: ReferenceFile, services: Services) -> str:
    """What `--online` would do with a list of identifiers, by service."""
    kinds = Counter(one.kind for one in file.identifiers)
    asked = {"DOI": services.crossref, "PMID": services.pubmed}
    told = " and ".join(
        f"{urlsplit(address).hostname} for {kinds[kind]:,} {kind}{'s' * (kinds[kind] != 1)}"
        for kind, address in asked.items()
        if kinds[kind]
    )
    return (
        f"{file.path} is a list of {len(file.identifiers):,} DOIs or PMIDs, and nothing was"
        f" imported; with --online, kb import asks {told}, sends nothing but these numbers, and"
        " writes the records it gets (add --dry-run to see them first)"
    )


def import_lines(done: Imported) -> Iterator[str]:
    """For people: each new source with its changes and losses, then existing and refused records,
    lost values by tag, and the counts.
    """
    for one in done.new:
        yield f"sources/{one.id}.yaml: {_title(one)}"
        yield from (f"    {line}" for line in _what_became(one))
    yield from _section("Already here, not written", [_match(one) for one in done.there])
    yield from _section(
        "Left out", [f"{one.file}, {one.made.place}: {one.refused}" for one in done.refused]
    )
    yield from _section(
        "Empty, with nothing but a kind of publication", [_empty(one) for one in done.empty]
    )
    yield from _section(
        "Not found",
        [f"{one.identifier.place}: {one.service} doesn't know it" for one in done.unknown],
    )
    yield from _section("Lost, because sources have no field for it", list(_without_field(done)))
    yield _counts(done)
    for field, what in ASKED.items():
        if asked := [one for one in done.new if not one.made.text(field)]:
            yield f"Add `{field}` to {len(asked):,}: {what} (`kb check` lists them)."


def _section(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"\n{heading}:"
        yield from (f"  {line}" for line in lines)


def _title(one: Incoming) -> str:
    return _short(one.made.text("title")) or "(no title)"


def _empty(one: Incoming) -> str:
    return f"{one.file}, {one.made.place} ({one.made.text('type')})"


def _what_became(one: Incoming) -> Iterator[str]:
    for change in one.made.changes:
        given, written = _differing(change.given, change.written)
        yield f'changed {OF_SOURCES.get(change.field, change.field)}: "{given}" to "{written}"'
    yield from (
        f'lost {called(lost.tag, lost.field)}: "{_short(lost.given)}": {lost.why}'
        for lost in one.made.lost
        if lost.has_field
    )
    yield from (f"look at {look}" for look in one.made.looks)


def _match(one: Incoming) -> str:
    match = one.matches
    why = f"the same {match.why}" if match and match.why != "title" else NAMES["title"]
    return f"{one.file}, {one.made.place}: {match.id if match else ''} ({why})"


def _without_field(done: Imported) -> Iterator[str]:
    """By tag: how often it occurred, and its first value."""
    lost = [lost for one in done.new for lost in one.made.lost if not lost.has_field]
    first = {one.tag: one.given for one in reversed(lost)}
    for tag, times in sorted(Counter(one.tag for one in lost).items()):
        count = "once:" if times == 1 else f"{times:,} times, such as"
        yield f'{called(tag)}, {count} "{_short(first[tag])}"'


def _short(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"


def _differing(given: str, written: str) -> tuple[str, str]:
    """Two values, without most of their common beginning."""
    same = len(commonprefix((given, written)))
    start = max(0, same - MOST_SHOWN // 3) if max(len(given), len(written)) > MOST_SHOWN else 0
    dots = "…" if start else ""
    return _short(dots + given[start:]), _short(dots + written[start:])


def _counts(done: Imported) -> str:
    wrote = "would be written" if done.dry else "written"
    left = len(done.refused) + len(done.unknown)
    empty = f", {len(done.empty):,} empty" if done.empty else ""
    return (
        f"\n{_number(len(done.new))} {wrote}, {len(done.there):,} there already,"
        f" {left:,} left out{empty}."
    )


def _number(count: int) -> str:
    return f"{count:,} source{'' if count == 1 else 's'}"


def import_record(done: Imported) -> dict[str, object]:
    """For programs: all details of every record."""
    return {
        "dry-run": done.dry,
        "written": [_record(one) | {"text": one.text} for one in done.new],
        "there": [
            _record(one) | {"matches": one.matches.id, "why": one.matches.why}
            for one in done.there
            if one.matches
        ],
        "empty": [_record(one) for one in done.empty],
        "refused": [_record(one) | {"why": one.refused} for one in done.refused],
        "unknown": [
            {"place": one.identifier.place, "service": one.service} for one in done.unknown
        ],
    }


def _record(one: Incoming) -> dict[str, object]:
    return {
        "file": one.file,
        "place": one.made.place,
        "id": one.id or None,
        "title": one.made.text("title") or None,
        "changed": [vars(change) for change in one.made.changes],
        "lost": [vars(lost) for lost in one.made.lost],
        "look-at": one.made.looks,
    }
