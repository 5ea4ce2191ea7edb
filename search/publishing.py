"""Publishes a collection to a cluster, for all who read there: written under its own name, checked,
and then put in the place of the last one.

Two jobs with the same content write one index; of two with different contents the last one counts.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kb.loading import uncollected
from kb.model.library import Library
from search.engines.opensearch.cluster_engine import MAKER, OpenSearchEngine
from search.engines.opensearch.cluster_index import ClusterIndex
from search.engines.opensearch.index_mapping import WINDOW
from search.engines.opensearch.publications import digests
from search.engines.protocol import MOST_LEAVES, EngineRequest, Unavailable
from search.engines.query_tree import Or, Term
from search.indexing.analysis import Analysis
from search.indexing.fields import NAME, WEIGHTING, whole_name
from search.opening import Opening, Progress, content_of

SAMPLE = 20  # entries that are looked for by their names before an index is published


class Published(NamedTuple):
    """What was done: the index, how many of its entries were sent, and what was dropped."""

    alias: str
    name: str
    entries: int
    sent: int
    dropped: tuple[str, ...]


def publish(library: Library, directory: Path, progress: Progress | None = None) -> Published:
    """Publish the library; where the last one is similar, only what changed is sent.

    Raises Unavailable, with the published index as it was.
    """
    with uncollected():
        opening = Opening(content_of(library, directory), "opensearch", directory, progress, None)
    publications = MAKER.publications()
    index, before = publications.index(opening.name), publications.current()
    unfinished = publications.unfinished(but=index)
    sent = 0 if index.is_whole() else _write(opening, index, before)
    _check(opening, index)
    publications.publish(index)
    dropped = publications.forget(index, unfinished)
    return Published(publications.alias, index.name, len(opening.content.documents), sent, dropped)


def _write(opening: Opening, index: ClusterIndex, before: ClusterIndex | None) -> int:
    """Write an index, as a change of the one before if that is less work; returns how many
    documents were sent.
    """
    now = {id: opening.digest(id) for id in opening.content.documents}
    past = digests(before) if before else {}
    fresh, gone = _difference(now, past), _difference(past, now)
    analysis = Analysis(opening.analyzer)
    if before and len(fresh) + len(gone) < len(now):
        index.edit(before, gone, opening.read(fresh, analysis), WEIGHTING)
        return len(fresh)
    index.write(opening.read(tuple(now), analysis), WEIGHTING)
    return len(now)


def _difference(some: Mapping[str, str], others: Mapping[str, str]) -> tuple[str, ...]:
    """The ids whose digests the others don't have."""
    return tuple(id for id, digest in some.items() if others.get(id) != digest)


def _check(opening: Opening, index: ClusterIndex) -> None:
    """Raise Unavailable unless some entries are found by their names, and the largest search can be
    asked.
    """
    engine, documents = OpenSearchEngine(index, WEIGHTING), opening.content.documents
    some = [*documents.values()][:: max(1, len(documents) // SAMPLE)]
    names = {one.id: whole_name(opening.analyzer.terms(one.title)) for one in some}
    asked = {id: EngineRequest(Term(name, (NAME,)), limit=WINDOW) for id, name in names.items()}
    largest = EngineRequest(Or(tuple(Term(f"word{number}") for number in range(MOST_LEAVES))))
    found = engine.find_many([largest, *asked.values()])[1:]
    for id, answer in zip(asked, found, strict=True):
        if names[id] and id not in dict(answer.hits):
            raise Unavailable(f"The new index {index.name} doesn't find {id}; not published.")
