"""Sources and entries by what people type of them: a name, a DOI, a PMID, words of a title."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kb.export.citations import short
from kb.model.library import Library
from kb.model.source import Source

MOST = 12
DOI = re.compile(r"10\.\d{4,9}/\S+", re.IGNORECASE)


@dataclass(frozen=True)
class FoundSource:
    """A source with how it is written as a field and as a cite."""

    id: str
    citation: str
    title: str

    @property
    def cite(self) -> str:
        """How prose cites it."""
        return f"[@{self.id}]"


def find_sources(asked: str, library: Library) -> tuple[FoundSource, ...]:
    """The sources that have all the words asked for, or the DOI or PMID; at most a dozen."""
    found = (source for source in library.sources.values() if _matches(asked, source))
    first = islice(found, MOST)
    return tuple(FoundSource(source.id, short(source), source.title) for source in first)


def id_meant(text: str, kind: str, library: Library) -> str:
    """The id of the one thing that was meant, or the text as typed."""
    if kind == "source":
        if text in library.source_ids:
            return text
        found = find_sources(text, library)
        return found[0].id if len(found) == 1 else text
    titles = {entry.title.casefold(): entry.id for entry in library.entries()}
    return text if library.entry(text.partition("#")[0]) else titles.get(text.casefold(), text)


def _matches(asked: str, source: Source) -> bool:
    doi = DOI.search(asked)
    if doi:
        return str(source.DOI or "").casefold() == doi[0].rstrip(".,;").casefold()
    words: list[str] = re.findall(r"\w+", asked.casefold())
    if len(words) <= 2 and words[-1:] and words[-1].isdigit() and len(words[-1]) >= 6:
        return str(source.PMID) == words[-1]
    about = set(_words(source))
    return bool(words) and all(any(one.startswith(word) for one in about) for word in words)


def _words(source: Source) -> Iterator[str]:
    names = (name for author in source.author for name in (author.family, author.literal))
    for text in (source.id, source.title, source.issued, source.container_title, *names):
        yield from re.findall(r"\w+", (text or "").casefold())
