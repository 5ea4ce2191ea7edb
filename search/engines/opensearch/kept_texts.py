"""What is kept of a published collection besides what is searched: texts by name as a whole, and
values of each entry.
"""

import base64
import gzip
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from kb.overviews.found_rows import BY_KIND
from search.engines.opensearch.cluster import AlreadyThere, Missing
from search.engines.opensearch.cluster_index import KEPT, ClusterIndex
from search.engines.opensearch.index_mapping import ORDERS, WINDOW, by
from search.engines.opensearch.kept_lines import MAPPING, KeptLines, Line, documents
from search.engines.protocol import Unavailable

LAST = "head"  # the text that is written last
TOGETHER = 100  # texts or lines that are sent at once


class KeptTexts:
    """The texts that are kept with an index, and the values of its documents."""

    def __init__(self, index: ClusterIndex) -> None:
        self._index, self._name = index, index.name + KEPT
        self.lines = KeptLines(index)

    def are_there(self) -> bool:
        """Whether all have been written."""
        try:
            self.text(LAST)
        except Missing:
            return False
        return True

    def write(self, texts: Mapping[str, str], lines: Iterable[Line] = ()) -> None:
        """Keep these texts and lines; several processes may write the same ones."""
        body = {
            "settings": {"number_of_replicas": self._index.cluster.settings.replicas},
            "mappings": {"dynamic": False, "properties": MAPPING},
        }
        with suppress(AlreadyThere):
            self._index.cluster.ask(
                lambda client: client.indices.create(index=self._name, body=body)
            )
        last = {LAST: texts[LAST]} if LAST in texts else {}
        self._put(documents(lines))
        self._put({name: _packed(text) for name, text in texts.items() if name != LAST})
        self._index.cluster.ask(lambda client: client.indices.refresh(index=self._name))
        self._put({name: _packed(text) for name, text in last.items()})

    def _put(self, documents: Mapping[str, Mapping[str, Any]]) -> None:
        left = iter(documents.items())
        while some := tuple(islice(left, TOGETHER)):
            lines = [line for id, one in some for line in ({"index": {"_id": id}}, one)]
            self._send(lines)

    def _send(self, lines: list[Mapping[str, Any]]) -> None:
        told = self._index.cluster.tell(lambda client: client.bulk(body=lines, index=self._name))
        if told["errors"]:
            raise Unavailable(f"What is kept with {self._index.name} can't be written.")

    def text(self, name: str) -> str:
        """One of the texts. Raises Missing."""
        found = self._index.cluster.look(
            lambda asking: asking.client.get(
                index=self._name, id=name, preference=asking.copies, request_timeout=asking.seconds
            )
        )
        return gzip.decompress(base64.b64decode(found["_source"]["data"])).decode()

    def values(self, ids: Sequence[str], name: str) -> dict[str, str]:
        """A value of each of these documents, by id; without those that aren't there."""
        if not ids:
            return {}
        body = {"ids": list(ids)}
        found = self._index.cluster.look(
            lambda asking: asking.client.mget(
                index=self._index.name,
                body=body,
                params={
                    "_source": f"stored.{name}",
                    "preference": asking.copies,
                    "request_timeout": asking.seconds,
                },
            )
        )
        return {one["_id"]: one["_source"]["stored"][name] for one in found["docs"] if one["found"]}

    def mentioning(self, ids: Sequence[str]) -> list[tuple[str, str]]:
        """The documents that mention one of these, in their order: its first value, and the id."""
        body: dict[str, Any] = {
            "query": {"terms": {"mentions": list(ids)}},
            "sort": [by(f"{ORDERS}.{BY_KIND}"), by(f"{ORDERS}.place")],
            "size": WINDOW,
            "_source": False,
        }
        found = self._index.cluster.look(
            lambda asking: asking.client.search(
                index=self._index.name,
                body=body,
                preference=asking.copies,
                request_timeout=asking.seconds,
            )
        )
        return [(hit["sort"][0], hit["_id"]) for hit in found["hits"]["hits"]]


def _packed(text: str) -> dict[str, str]:
    return {"data": base64.b64encode(gzip.compress(text.encode(), 5)).decode()}
