"""Rules about what must hold between files."""

import re
from collections.abc import Mapping, Sequence
from itertools import combinations

from kb.model.entries import KINDS
from kb.model.library import Library
from kb.reading.did_you_mean import shown
from kb.reading.files import File
from kb.rules.faults import DoubtsOfFiles, Fault, FaultsOfFiles

MOST_NAMED = 3  # of many sources with one fault


def ids_unique_across_kinds(library: Library) -> FaultsOfFiles:
    """An id can name only one entry, whatever its kind: it's the file's name, so no two folders can
    have a file of that name.
    """
    first: dict[str, str] = {}
    order = list(KINDS)
    for file in sorted(
        (f for f in library.files.values() if f.kind in KINDS and f.parts),
        key=lambda f: order.index(f.kind),
    ):
        if file.id in first:
            yield (
                file.path,
                Fault(
                    (),
                    f"`{first[file.id]}` has the same name",
                    "rename this file, and what refers to it",
                ),
            )
        first.setdefault(file.id, file.path)


def names_once(library: Library) -> DoubtsOfFiles:
    """No two interventions or conditions can have the same name: readers couldn't tell them
    apart.
    """
    first: dict[str, str] = {}
    for folder, shelf in (
        ("interventions", library.interventions),
        ("conditions", library.conditions),
    ):
        for id, entry in shelf.items():
            path, name = f"{folder}/{id}.yaml", " ".join((entry.name or "").lower().split())
            if name and first.setdefault(name, path) != path:
                hint = "rename one, or delete the copy"
                yield (
                    path,
                    Fault(("name",), f"`{first[name]}` has the name {shown(entry.name)} too", hint),
                )


def no_unused_sources(library: Library) -> DoubtsOfFiles:
    """Every source must be cited by an entry, a threshold or a claim; those that aren't are
    reported together, once every file can be read.
    """
    if not all(file.readable for file in library.files.values()):
        return
    used = frozenset[str]().union(*(file.mentions for file in library.files.values()))
    unused = [
        file
        for file in library.files.values()
        if file.kind == "source" and file.parts and file.id not in used
    ]
    if unused:
        hint = "cite it somewhere, or delete the file"
        yield unused[0].path, Fault((), f"nothing cites this source{_others(unused[1:])}", hint)


def _others(files: Sequence[File]) -> str:
    """How many more files have a fault, and which are the first."""
    ids = ", ".join(file.id for file in files[:MOST_NAMED])
    what = "other" if len(files) == 1 else "others"
    return f", nor {len(files):,} {what}, such as {ids}" if files else ""


def one_source_per_publication(library: Library) -> DoubtsOfFiles:
    """No two sources can have the same DOI or PMID: each publication is one source."""
    first: dict[str, str] = {}
    for id, source in library.sources.items():
        for field, number in (("DOI", source.DOI), ("PMID", source.PMID)):
            if number and first.setdefault(f"{field} {number.lower()}", id) != id:
                hint = f"cite `{first[f'{field} {number.lower()}']}` instead, or check the number"
                yield (
                    f"sources/{id}.yaml",
                    Fault((field,), f"another source has the same {field} {number}", hint),
                )


def flags_list_the_treatments_they_name(library: Library) -> DoubtsOfFiles:
    """A red flag whose text names an intervention must list it in `interventions`, so that it's
    shown with the treatment.
    """
    ids = {entry.name.lower(): entry.id for entry in library.interventions.values() if entry.name}
    for id, condition in library.conditions.items():
        for number, flag in enumerate(condition.red_flags):
            named = _named_in(f"{flag.sign} {flag.lay or ''}", ids)
            for other in sorted(named - set(flag.interventions)):
                fault = Fault(
                    ("red-flags", number),
                    f"its text mentions `{other}`, but `interventions` doesn't",
                    f"add {other} to `interventions`",
                )
                yield f"conditions/{id}.yaml", fault


def _named_in(text: str, ids: Mapping[str, str]) -> set[str]:
    """The ids whose names, which are in small letters, are whole words of a text."""
    longest = max(map(len, ids), default=0)
    edges = [edge.start() for edge in re.finditer(r"\b", text)]
    found = (
        ids.get(text[start:end].lower())
        for start, end in combinations(edges, 2)
        if end - start <= longest
    )
    return {id for id in found if id}
