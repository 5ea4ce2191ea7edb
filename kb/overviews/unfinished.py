"""Sources whose record lacks what readers need to find the publication."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kb.model.library import Library
from kb.model.source import Source

Lack = Literal["identifier", "authors", "year", "container"]
# What is in something else, and can't be found without its name.
CONTAINED = frozenset({"article-journal", "chapter", "paper-conference"})
# What each is called.
LACKING: Mapping[Lack, str] = {
    "identifier": "DOI, PubMed number or web address",
    "authors": "authors",
    "year": "year",
    "container": "journal or book",
}


@dataclass(frozen=True)
class Unfinished:
    """A source and what its record lacks; unknown if it is `withheld`."""

    id: str
    title: str
    lacks: tuple[Lack, ...]
    withheld: bool = False


def lacks(source: Source) -> tuple[Lack, ...]:
    """What the record of a source lacks."""
    there: Mapping[Lack, object] = {
        "identifier": source.DOI or source.PMID or source.PMCID or source.URL,
        "authors": source.author,
        "year": source.issued,
        "container": source.container_title or source.type not in CONTAINED,
    }
    return tuple(name for name, value in there.items() if not value)


def unfinished(library: Library) -> Iterator[Unfinished]:
    """The sources that lack something or are withheld because of errors, by id."""
    found = [Unfinished(id, one.title, lacks(one)) for id, one in library.sources.items()]
    held = [
        Unfinished(id, "", (), withheld=True)
        for id, kind in library.withheld.items()
        if kind == "source"
    ]
    yield from sorted(
        (one for one in (*found, *held) if one.lacks or one.withheld), key=lambda one: one.id
    )
