"""Sources and entries by what people type of them: a name, a DOI, a PMID, words of a title."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import cast

from kb.export.citations import short
from kb.model.library import Library
from kb.model.source import Source
from kb.reading.nodes import Fields, plain
from web.editing.proposal import Proposal
from web.editing.yaml_text import Plain

MOST = 12
DOI = re.compile(r"10\.\d{4,9}/\S+", re.IGNORECASE)


@dataclass(frozen=True)
class FoundSource:
    """A source with how it is written as a field and as a cite; `lacks` are the fields to put
    right before readers see it, and `proposal` is the address of one that isn't published yet.
    """

    id: str
    citation: str
    title: str
    lacks: tuple[str, ...] = ()
    proposal: str = ""

    @property
    def cite(self) -> str:
        """How prose cites it."""
        return f"[@{self.id}]"


def find_sources(asked: str, library: Library) -> tuple[FoundSource, ...]:
    """The sources that have all the words asked for, or the DOI or PMID; at most a dozen."""
    found = (source for source in library.sources.values() if _matches(asked, source))
    whole = (FoundSource(source.id, short(source), source.title) for source in found)
    return tuple(islice(chain(whole, _withheld(asked, library)), MOST))


def find_proposed(
    asked: str, proposed: Iterable[tuple[Proposal, Plain]], library: Library
) -> Iterator[FoundSource]:
    """The sources that match and are in open proposals alone."""
    for proposal, said in proposed:
        id, texts = proposal.name.entry, tuple(_texts(said))
        words = re.findall(r"\w+", " ".join((id, *texts)).casefold())
        if id not in library.source_ids and _is_meant(asked, texts, texts, words):
            title = str(said.get("title", "")) if isinstance(said, dict) else ""
            at = f"/proposals/{id}/{proposal.name.number}"
            yield FoundSource(id, id, title, proposal=at)


def id_meant(text: str, kind: str, library: Library) -> str:
    """The id of the one thing that was meant, or the text as typed."""
    if kind == "source":
        if text in library.source_ids:
            return text
        found = find_sources(text, library)
        return found[0].id if len(found) == 1 else text
    titles = {entry.title.casefold(): entry.id for entry in library.entries()}
    return text if library.entry(text.partition("#")[0]) else titles.get(text.casefold(), text)


def _withheld(asked: str, library: Library) -> Iterator[FoundSource]:
    """The sources that match and have errors, as those brought in without their design."""
    for file in library.files.values():
        if file.kind != "source" or library.withheld.get(file.id) != "source":
            continue
        root = file.root
        said = cast(dict[str, Plain], plain(root)) if isinstance(root, Fields) else {}
        texts = tuple(_texts(said))
        words = re.findall(r"\w+", " ".join((file.id, *texts)).casefold())
        if _is_meant(asked, texts, texts, words):
            errors = (p for p in library.problems if p.file == file.path and p.severity == "error")
            lacks = tuple(dict.fromkeys(problem.field or "YAML" for problem in errors))
            yield FoundSource(file.id, file.id, str(said.get("title", "")), lacks)


def _texts(said: Plain) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    else:
        for inner in said.values() if isinstance(said, dict) else said:
            yield from _texts(inner)


def _matches(asked: str, source: Source) -> bool:
    return _is_meant(asked, (str(source.DOI or ""),), (str(source.PMID),), _words(source))


def _is_meant(
    asked: str, dois: Collection[str], pmids: Collection[str], named: Iterable[str]
) -> bool:
    doi = DOI.search(asked)
    if doi:
        return doi[0].rstrip(".,;").casefold() in (one.casefold() for one in dois)
    words: list[str] = re.findall(r"\w+", asked.casefold())
    if len(words) <= 2 and words[-1:] and words[-1].isdigit() and len(words[-1]) >= 6:
        return words[-1] in pmids
    about = set(named)
    return bool(words) and all(any(one.startswith(word) for one in about) for word in words)


def _words(source: Source) -> Iterator[str]:
    names = (name for author in source.author for name in (author.family, author.literal))
    for text in (source.id, source.title, source.issued, source.container_title, *names):
        yield from re.findall(r"\w+", (text or "").casefold())
