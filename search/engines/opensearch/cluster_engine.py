"""Writes and opens indexes in a cluster, and answers from them.

A `folder` only gives an index its name there; nothing is kept in it.
"""

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from opensearchpy import exceptions

from kb.cache_files import code_digest
from search.engines import opensearch
from search.engines.opensearch.cluster import Cluster, Missing, cluster
from search.engines.opensearch.cluster_index import ClusterIndex
from search.engines.opensearch.cluster_nodes import Asking
from search.engines.opensearch.cluster_settings import PREFIX, cluster_settings
from search.engines.opensearch.index_mapping import WINDOW
from search.engines.opensearch.publications import Publications
from search.engines.opensearch.search_body import Body, query, result, search_body
from search.engines.protocol import (
    Damaged,
    Engine,
    EngineRequest,
    EngineResult,
    IndexableDocument,
    Unavailable,
    Weighting,
)
from search.engines.query_tree import Node

# All shards share their numbers of documents and words; without all of them there is no answer.
ALL_SHARDS = {
    "search_type": "dfs_query_then_fetch",
    "allow_partial_search_results": False,
}


class OpenSearchMaker:
    """Writes and opens indexes in the cluster that the environment names."""

    def version(self) -> str:
        """A hash of the source of the modules that write."""
        return code_digest(*opensearch.__path__).hex()

    def write(
        self, documents: Iterable[IndexableDocument], folder: Path, weighting: Weighting
    ) -> None:
        """Write an index of the documents, if it isn't there; reads all of them in any case."""
        unread = iter(documents)
        self._index(folder).write(unread, weighting)
        deque(unread, maxlen=0)

    def edit(
        self,
        before: Engine,
        gone: Collection[str],
        fresh: Iterable[IndexableDocument],
        folder: Path,
        weighting: Weighting,
    ) -> bool:
        """Copy the index before inside the cluster, and change the copy."""
        if not isinstance(before, OpenSearchEngine) or not before.index.is_whole():
            return False
        unread = iter(fresh)
        self._index(folder).edit(before.index, gone, unread, weighting)
        deque(unread, maxlen=0)
        return True

    def open(self, folder: Path, weighting: Weighting) -> "OpenSearchEngine":
        """Open what `write` wrote."""
        index = self._index(folder)
        if not index.is_whole():
            raise Damaged(f"the cluster has no whole index {index.name} of this version")
        return OpenSearchEngine(index, weighting)

    def publications(self, prefix: str = "") -> Publications:
        """The indexes of the collection with this prefix, by default the one that the environment
        names. Raises Unavailable if it names several.
        """
        settings = cluster_settings()
        one, *more = (prefix,) if prefix else settings.prefix
        if more:
            raise Unavailable(
                f"{PREFIX}PREFIX names several collections; name one, such as {PREFIX}PREFIX={one}."
            )
        return Publications(cluster(settings), self.version(), one)

    def _index(self, folder: Path) -> ClusterIndex:
        name = re.sub(r"[^a-z0-9]+", "-", folder.name.lower()).strip("-")
        return self.publications().index(name)


MAKER = OpenSearchMaker()


class OpenSearchEngine:
    """An index in the cluster, which nobody changes."""

    def __init__(self, index: ClusterIndex, weighting: Weighting) -> None:
        self.index = index
        self._fields = frozenset(weighting.fields)
        self._weights = {name: one.weight for name, one in weighting.fields.items() if one.weight}

    def find(self, request: EngineRequest) -> EngineResult:
        """Answer a request."""
        return self.find_many((request,))[0]

    def find_many(self, requests: Sequence[EngineRequest]) -> tuple[EngineResult, ...]:
        """Answer several requests in one round trip."""
        if not requests:
            return ()
        answers = self.ask([self._body(one) for one in requests])
        return tuple(
            self._further(request, answer)
            for request, answer in zip(requests, answers, strict=True)
        )

    def scores(self, tree: Node, ids: Collection[str]) -> Mapping[str, float]:
        """The scores of those documents that match."""
        wanted = [{"ids": {"values": list(ids)}}]
        both = {"bool": {"must": [query(tree, self._weights)], "filter": wanted}}
        body = {"query": both, "size": min(len(ids), WINDOW), "_source": False}
        (answer,) = self.ask([body])
        return {hit["_id"]: hit["_score"] or 0.0 for hit in answer["hits"]["hits"]}

    def close(self) -> None:
        """Nothing to close: connections are the process's."""

    def _body(self, request: EngineRequest) -> Body:
        """The first hits that are asked for, or the first of all if they lie too far behind."""
        last = request.offset + request.limit
        body = search_body(request, self._weights)
        if last <= WINDOW:
            return body | {"from": request.offset, "size": request.limit}
        return body | {"size": WINDOW}

    def _further(self, request: EngineRequest, answer: Body) -> EngineResult:
        """The result, with hits that lie behind the window asked for step by step."""
        first, last = result(answer, request), request.offset + request.limit
        if last <= WINDOW:
            return first
        body = search_body(request, self._weights)
        hits = self.behind(body, answer, request.offset, request.limit)
        return first._replace(hits=tuple((hit["_id"], hit["_score"] or 0.0) for hit in hits))

    def behind(self, body: Body, answer: Body, offset: int, limit: int) -> Iterator[Body]:
        """The hits at these places, from step to step after the answer with the first ones; none
        of those that lie between stay in memory.
        """
        at, hits = 0, answer["hits"]["hits"]
        asked = {name: value for name, value in body.items() if name not in ("aggs", "from")}
        while hits:
            yield from hits[max(0, offset - at) : max(0, offset + limit - at)]
            at += len(hits)
            if at >= offset + limit:
                return
            (further,) = self.ask([asked | {"search_after": hits[-1]["sort"], "size": WINDOW}])
            hits = further["hits"]["hits"]

    def ask(self, bodies: Sequence[Body]) -> list[Body]:
        """The cluster's answers to these searches, all of them whole, in one round trip."""
        return ask(self.index.cluster, self.index.name, bodies)


def ask(cluster: Cluster, index: str, bodies: Sequence[Body]) -> list[Body]:
    """The answers to these searches of an index. Raises Unavailable."""
    limited = [body | {"timeout": f"{cluster.settings.seconds:g}s"} for body in bodies]
    try:
        return cluster.look(lambda asking: _searched(asking, index, limited))
    except Missing:
        raise Unavailable(
            f"The index {index} is gone from the search cluster;"
            " publish it again: kb index --engine opensearch"
        ) from None


def _searched(asking: Asking, name: str, bodies: Sequence[Body]) -> list[Body]:
    """One answer for each body, in one round trip. Raises what any of them failed of."""
    head = ALL_SHARDS | {"preference": asking.copies}
    lines = [line for body in bodies for line in (head, body)]
    told = asking.client.msearch(body=lines, index=name, request_timeout=asking.seconds)
    answers: list[Body] = told["responses"]
    for answer in answers:
        if "error" in answer:
            kind = exceptions.HTTP_EXCEPTIONS.get(answer["status"], exceptions.TransportError)
            raise kind(answer["status"], answer["error"]["type"], answer)
        if answer["timed_out"]:
            raise exceptions.ConnectionTimeout("TIMEOUT", "in the cluster", answer)
        if answer["_shards"]["successful"] < answer["_shards"]["total"]:
            raise exceptions.TransportError(503, "shards are missing", answer)
    return answers
