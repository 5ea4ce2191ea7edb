"""One index in a cluster: written under its own name, and whole only when it says so."""

import json
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from typing import Any

from search.engines.opensearch.cluster import AlreadyThere, Cluster, Missing
from search.engines.opensearch.index_mapping import Bodies, More, index_body, nothing_more
from search.engines.protocol import IndexableDocument, Unavailable, Weighting

QUIET = 10.0  # seconds without any progress after which a writer is taken for dead
LOOK = 0.5  # seconds between two looks at another writer
LARGEST = 4_000_000  # bytes of documents that are sent at once
KEPT = "-kept"  # the end of the name of the index of what is kept with it as a whole
WRITING = "-writing"  # an alias that only an index which is being written has


class ClusterIndex:
    """An index of this name in the cluster.

    `meta` in its mapping holds its format, the number of its documents and, once all are there, its
    own name: a copy isn't whole until it has been changed into what its name says.
    """

    def __init__(self, cluster: Cluster, name: str, format: str) -> None:
        self.cluster, self.name, self.format = cluster, name, format

    def meta(self) -> dict[str, Any]:
        """What it says about itself. Raises Missing."""
        told = self.cluster.ask(lambda client: client.indices.get_mapping(index=self.name))
        if self.name not in told:
            raise Missing(self.name)
        meta: dict[str, Any] = told[self.name]["mappings"].get("_meta", {})
        return meta

    def is_finished(self) -> bool:
        """Whether it is there with all its documents, in whatever format."""
        try:
            return bool(self.meta().get("whole") == self.name)
        except Missing:
            return False

    def is_whole(self) -> bool:
        """Whether it is finished, and in this format."""
        return self.is_finished() and self.meta().get("format") == self.format

    def write(
        self,
        documents: Iterable[IndexableDocument],
        weighting: Weighting,
        more: More = nothing_more,
    ) -> None:
        """Write it, unless it is there or another process is writing it."""
        body = index_body(self.cluster.settings, weighting, {"format": self.format})
        body["aliases"] = {self.name + WRITING: {}}
        if not self._begun(lambda client: client.indices.create(index=self.name, body=body)):
            return
        count = self._send(_added(documents, Bodies(weighting, more)))
        self._finish(count)

    def edit(
        self,
        before: "ClusterIndex",
        gone: Collection[str],
        fresh: Iterable[IndexableDocument],
        weighting: Weighting,
        more: More = nothing_more,
    ) -> None:
        """Write it as a copy of the one before, made in the cluster, with these changes."""
        count = before.meta()["count"] - len(gone)
        replicas = self.cluster.settings.replicas
        settings = {"index.blocks.write": None, "index.number_of_replicas": replicas}
        body = {"settings": settings, "aliases": {self.name + WRITING: {}}}
        copy = {"index": before.name, "target": self.name, "body": body}
        if not self._begun(lambda client: client.indices.clone(**copy)):
            return
        self._wait_for_shards()
        self._send({"delete": {"_id": id}} for id in gone)
        count += self._send(_added(fresh, Bodies(weighting, more)))
        self._forget_deleted()
        self._finish(count)

    def drop(self) -> None:
        """Delete it, with what is kept with it; it's fine if it is gone."""
        for name in (self.name, self.name + KEPT):
            self._delete(name)

    def _delete(self, name: str) -> None:
        with suppress(Missing):
            self.cluster.ask(lambda client: client.indices.delete(index=name))

    def progress(self) -> object:
        """A value that changes as long as somebody writes. Raises Missing."""
        stats = self.cluster.ask(
            lambda client: client.indices.stats(index=self.name, metric="docs,indexing,merge")
        )
        all = stats["_all"]["primaries"]
        return (all.get("docs"), all.get("indexing"), all.get("merges"))

    def _begun(self, begin: Any) -> bool:  # noqa: ANN401 what the client answers
        """Whether it is now ours to write; False if it is whole, by another process."""
        while True:
            try:
                self.cluster.ask(begin)
            except AlreadyThere:
                if self._finished_by_another():
                    return False
                self.drop()
            else:
                return True

    def _finished_by_another(self) -> bool:
        """Wait for whoever is writing it; False if nobody is, or it was written otherwise."""
        seen, since = None, time.monotonic()
        while not self.is_finished():
            try:
                now = self.progress()
            except Missing:
                return False
            if now != seen:
                seen, since = now, time.monotonic()
            if time.monotonic() - since > QUIET:
                return False
            time.sleep(LOOK)
        return self.is_whole()

    def _wait_for_shards(self) -> None:
        self.cluster.ask(
            lambda client: client.cluster.health(index=self.name, wait_for_status="yellow")
        )

    def _send(self, actions: Iterable[dict[str, Any]]) -> int:
        """Send them in pieces; returns how many there were."""
        sent = 0
        for piece, count in _pieces(actions):
            self._send_piece(piece)
            sent += count
        return sent

    def _send_piece(self, piece: bytes) -> None:
        try:
            answer = self.cluster.tell(
                lambda client: client.bulk(
                    body=piece, index=self.name + WRITING, params={"require_alias": "true"}
                )
            )
        except Missing:
            answer = {"errors": True, "items": []}
        if answer["errors"]:
            raise Unavailable(f"The index {self.name} can't be written ({_first_error(answer)}).")

    def _forget_deleted(self) -> None:
        """Deleted documents would count in scores."""
        self._flush()
        self.cluster.ask(
            lambda client: client.indices.forcemerge(
                index=self.name, only_expunge_deletes=True, request_timeout=3600
            )
        )

    def _flush(self) -> None:
        self.cluster.ask(lambda client: client.indices.refresh(index=self.name))

    def _finish(self, count: int) -> None:
        """Make it readable and for ever the same, after all its documents have been counted."""
        self._flush()
        there = self.cluster.ask(lambda client: client.count(index=self.name))["count"]
        if there != count:
            raise Unavailable(f"The index {self.name} holds {there} documents instead of {count}.")
        meta = {"format": self.format, "count": count, "whole": self.name}
        for step in (
            lambda client: client.indices.put_mapping(index=self.name, body={"_meta": meta}),
            lambda client: client.indices.put_settings(
                index=self.name, body={"index.blocks.write": True}
            ),
            lambda client: client.indices.delete_alias(index=self.name, name=self.name + WRITING),
        ):
            self.cluster.ask(step)


def _added(documents: Iterable[IndexableDocument], bodies: Bodies) -> Iterator[dict[str, Any]]:
    for document in documents:
        yield {"index": {"_id": document.id}, "body": bodies.of(document)}


def _pieces(actions: Iterable[dict[str, Any]]) -> Iterator[tuple[bytes, int]]:
    """The actions as lines of JSON, so many bytes at once, with their number."""
    lines: list[bytes] = []
    count = size = 0
    for action in actions:
        body = action.pop("body", None)
        one = [_line(action), *([_line(body)] if body else [])]
        lines.extend(one)
        count, size = count + 1, size + sum(map(len, one))
        if size > LARGEST:
            yield b"".join(lines), count
            lines, count, size = [], 0, 0
    if lines:
        yield b"".join(lines), count


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode(errors="replace") + b"\n"


def _first_error(answer: dict[str, Any]) -> str:
    """Why, in the cluster's words, without the document."""
    outcomes = (outcome for item in answer["items"] for outcome in item.values())
    errors = (one["error"] for one in outcomes if one.get("error"))
    first = next(errors, None)
    if first is None or first["type"] == "index_not_found_exception":
        return "it was dropped meanwhile"
    return str(first["reason"][:200])
