"""Which index of a collection readers get: the one that its alias, the prefix, points at."""

import re
import time
from collections.abc import Iterator
from typing import Any

from search.engines.opensearch import cluster_index
from search.engines.opensearch.cluster import Cluster, Missing
from search.engines.opensearch.cluster_index import ClusterIndex
from search.engines.opensearch.index_mapping import WINDOW

KEPT = 2  # whole indexes besides the published one: for who still reads them, and to go back
HASH = r"[0-9a-f]{32}"


class Publications:
    """All indexes of one collection in a cluster."""

    def __init__(self, cluster: Cluster, format: str, alias: str) -> None:
        self.cluster, self.format, self.alias = cluster, format, alias

    def index(self, hash: str) -> ClusterIndex:
        """The index of this content."""
        return ClusterIndex(self.cluster, f"{self.alias}-{hash}", self.format)

    def current(self) -> ClusterIndex | None:
        """The published index, if there is one and it is whole."""
        try:
            # asked of its own indexes, as who may only read those may ask nothing of the others
            found = self.cluster.ask(
                lambda client: client.indices.get_alias(index=f"{self.alias}-*", name=self.alias)
            )
        except Missing:
            return None
        if not found:
            return None
        index = ClusterIndex(self.cluster, next(iter(found)), self.format)
        return index if index.is_whole() else None

    def publish(self, index: ClusterIndex) -> None:
        """Point the alias at it, in one step: readers see the old or the new, never both."""
        actions = [
            {"remove": {"index": f"{self.alias}-*", "alias": self.alias, "must_exist": False}},
            {"add": {"index": index.name, "alias": self.alias}},
        ]
        self.cluster.ask(lambda client: client.indices.update_aliases(body={"actions": actions}))

    def forget(self, published: ClusterIndex, unfinished: "Unfinished") -> tuple[str, ...]:
        """Drop what failed jobs left, and all but the newest of the whole ones; returns which."""
        others = [index for index in self._newest_first() if index.name != published.name]
        whole = [index for index in others if index.is_finished()]
        doomed = (*whole[KEPT:], *unfinished.abandoned())
        for index in doomed:
            index.drop()
        return tuple(index.name for index in doomed)

    def unfinished(self, but: ClusterIndex) -> "Unfinished":
        """All that aren't finished now, except one."""
        others = (index for index in self._newest_first() if index.name != but.name)
        return Unfinished([index for index in others if not index.is_finished()])

    def _newest_first(self) -> list[ClusterIndex]:
        told = self.cluster.ask(
            lambda client: client.indices.get_settings(index=f"{self.alias}-*", flat_settings=True)
        )
        born = {
            name: int(one["settings"]["index.creation_date"])
            for name, one in told.items()
            if re.fullmatch(f"{re.escape(self.alias)}-{HASH}", name)
        }
        names = sorted(born, key=lambda name: (-born[name], name))
        return [ClusterIndex(self.cluster, name, self.format) for name in names]


class Unfinished:
    """Indexes that weren't finished at some moment, and how far each had come."""

    def __init__(self, indexes: list[ClusterIndex]) -> None:
        self._since = time.monotonic()
        self._seen = [(index, _progress(index)) for index in indexes]

    def abandoned(self) -> list[ClusterIndex]:
        """Those that nobody has gone on writing; waits long enough to know."""
        if self._seen:
            time.sleep(max(0.0, self._since + cluster_index.QUIET - time.monotonic()))
        return [index for index, seen in self._seen if seen and _progress(index) == seen]


def _progress(index: ClusterIndex) -> object | None:
    """How far its writer has come; None if it is gone."""
    try:
        return index.progress()
    except Missing:
        return None


def digests(index: ClusterIndex) -> dict[str, str]:
    """The digest of each document."""
    return {hit["_id"]: hit["fields"]["digest"][0] for hit in _hits(index)}


def _hits(index: ClusterIndex) -> Iterator[dict[str, Any]]:
    """All documents, by id."""
    hits = _some_hits(index, {})
    while hits:
        yield from hits
        hits = _some_hits(index, {"search_after": hits[-1]["sort"]})


def _some_hits(index: ClusterIndex, after: dict[str, Any]) -> list[dict[str, Any]]:
    asked = {"size": WINDOW, "sort": ["id"], "_source": False, "docvalue_fields": ["digest"]}
    body = asked | after
    answer = index.cluster.ask(lambda client: client.search(index=index.name, body=body))
    hits: list[dict[str, Any]] = answer["hits"]["hits"]
    return hits
