"""Decides what to do with each record: make a new source, skip an existing one, or refuse it and
say why.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb.importing.duplicates import Known, Match, Shelf, known
from kb.importing.record import Record
from kb.importing.source_ids import id_of_source
from kb.importing.source_texts import written
from kb.importing.tidying import Tidied, tidied
from kb.model.entries import KINDS
from kb.model.source import Source
from kb.reading.files import File

NOT_ITS_OWN = frozenset({"type", "design", "genre"})  # what tells no publication from another
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Incoming:
    """One record and the decision: `id` and `text` of a new file, the source it `matches`, why it
    was `refused`, or that it `is_empty`: there is nothing in it to write or lose.
    """

    file: str
    made: Tidied
    id: str = ""
    text: str = ""
    matches: Match | None = None
    refused: str = ""
    is_empty: bool = False


def incoming(
    records: Iterable[tuple[str, Record]],
    files: Iterable[File],
    today: date,
    also_alike: bool = False,
    design: str = "",
    progress: Progress = lambda done, total: None,
) -> Iterator[Incoming]:
    """Decide on each record, given with its file's name; `also_alike` accepts records that only
    match another by title and year, and `design` is for records that name none.
    """
    there, all_records = tuple(files), tuple(records)
    shelf, taken = shelf_of(there), {file.id for file in there if file.kind in KINDS}
    for number, (file, record) in enumerate(all_records, 1):
        made = tidied(record)
        if design:
            made.values.setdefault("design", design)
        progress(number, len(all_records))
        if record.unread:
            yield Incoming(file, made, refused=record.unread)
            continue
        if not (record.values or record.lost):
            yield Incoming(file, made, is_empty=True)
            continue
        match = shelf.match(known("", made))
        if match and not (also_alike and match.why == "title"):
            yield Incoming(file, made, matches=match)
            continue
        one = _new(file, made, taken, today)
        if one.id:
            taken.add(one.id)
            shelf.add(known(one.id, one.made))
        yield one


def _new(file: str, made: Tidied, taken: set[str], today: date) -> Incoming:
    if made.values.keys() <= NOT_ITS_OWN:
        return Incoming(
            file, made, refused="it has no title, author, date or number to make a source of"
        )
    id = id_of_source(made, taken)
    text, kept = written(made, id, today)
    if not text:
        return Incoming(file, kept, refused=kept.lost[-1].why)
    return Incoming(file, kept, id, text)


def shelf_of(files: Iterable[File]) -> Shelf:
    """The existing sources, including those with errors as far as they can be read."""
    shelf = Shelf()
    for file in files:
        entry = file.parts[0].entry if file.kind == "source" and file.parts else None
        if isinstance(entry, Source):
            shelf.add(known_source(entry))
    return shelf


def known_source(source: Source) -> Known:
    """What identifies a source; a paraphrased title doesn't."""
    fields = {"DOI": source.DOI, "PMID": source.PMID, "PMCID": source.PMCID}
    title = source.title if source.title_seen else None
    values = {**fields, "title": title, "issued": source.issued}
    return known(source.id, Tidied("", {name: text for name, text in values.items() if text}))


def write_sources(folder: Path, arrived: Iterable[Incoming]) -> tuple[Path, ...]:
    """Write the new files, never over existing ones; if one can't be written, none are left.

    Raises OSError.
    """
    paths: list[Path] = []
    (folder / "sources").mkdir(exist_ok=True)
    try:
        for one in arrived:
            if one.id:
                path = folder / "sources" / f"{one.id}.yaml"
                with path.open("x", encoding="utf-8", newline="\n") as file:
                    paths.append(path)
                    file.write(one.text)
    except BaseException:
        for path in paths:
            path.unlink(missing_ok=True)
        raise
    return tuple(paths)
