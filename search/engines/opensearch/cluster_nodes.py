"""Which nodes of a cluster are asked: those that answer, and of an index the copies that they have.

A node may hang without closing its connections, which the cluster itself only notices after half a
minute. Until then, other nodes that choose its copies wait without an answer.
"""

import random
import ssl
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from opensearchpy import OpenSearch, exceptions

from search.engines.opensearch.cluster_settings import PREFIX, ClusterSettings
from search.engines.protocol import Unavailable

SUSPECTED = 30.0  # seconds for which a node is left out; then the cluster knows itself
GREETING = 1.0  # seconds in which a node says who it is
CONNECTIONS = 16  # of one process to each node
NEAREST = "_local"  # the copy that is asked, if the node has one


class Asking(NamedTuple):
    """Whom to ask, for how many seconds, and which copies of an index it should prefer."""

    client: OpenSearch
    seconds: float
    copies: str = NEAREST


class Nodes:
    """The nodes at the addresses of these settings; threads can share it. Raises Unavailable where
    the settings name no certificates.
    """

    def __init__(self, settings: ClusterSettings) -> None:
        _check(settings.ca)
        self._clients = {one: _client(settings, one) for one in settings.addresses}
        self._lock = Lock()
        self._suspected: Mapping[str, float] = {}  # until when, by address
        self._known: Mapping[str, str] = {}  # ids of nodes that answered when another did not

    def choose(self) -> str:
        """The address of one that isn't suspected, or of any if all are."""
        suspected = self._suspects()
        good = [one for one in self._clients if one not in suspected]
        return random.choice(good or list(self._clients))  # noqa: S311 no secret

    def asking(self, address: str, seconds: float, tried: int) -> Asking:
        """How to ask the node there; after some tries, other copies than at first."""
        known = self._known.values() if self._suspects() else ()
        other = f"{tried}-{random.random()}" if tried else NEAREST  # noqa: S311 no secret
        copies = f"_prefer_nodes:{','.join(known)}" if known else other
        return Asking(self._clients[address], seconds, copies)

    def suspect(self, *addresses: str) -> None:
        """Leave these out for a while."""
        until = time.monotonic() + SUSPECTED
        with self._lock:
            self._suspected = {**self._suspects(), **dict.fromkeys(addresses, until)}

    def look_round(self) -> None:
        """Find out which nodes answer, after one didn't; suspect the others."""
        with ThreadPoolExecutor(len(self._clients)) as threads:
            found = dict(zip(self._clients, threads.map(_id, self._clients.values()), strict=True))
        if not any(id is None for id in found.values()):
            return
        self._known = {address: id for address, id in found.items() if id}
        self.suspect(*(address for address, id in found.items() if id is None))

    def close(self) -> None:
        """Close all connections."""
        for client in self._clients.values():
            client.close()

    def _suspects(self) -> Mapping[str, float]:
        now = time.monotonic()
        return {address: until for address, until in self._suspected.items() if until > now}


def _check(trusted: Path | None) -> None:
    try:
        if trusted:
            ssl.create_default_context(cafile=trusted)
    except OSError:
        raise Unavailable(f"{PREFIX}CA names {trusted}, which has no certificates.") from None


def _client(settings: ClusterSettings, address: str) -> OpenSearch:
    password = settings.password.get_secret_value() if settings.password else ""
    return OpenSearch(
        [address],
        http_auth=(settings.user, password) if settings.user else None,
        ca_certs=str(settings.ca) if settings.ca else None,
        timeout=settings.seconds,
        max_retries=0,  # `Cluster` tries again
        pool_maxsize=CONNECTIONS,
    )


def _id(client: OpenSearch) -> str | None:
    """The id of the node itself; empty if it answers without one, None if it doesn't answer."""
    try:
        told = client.nodes.info(node_id="_local", metric="http", request_timeout=GREETING)
    except exceptions.ConnectionError:
        return None
    except exceptions.OpenSearchException:  # it may not tell
        return ""
    return next(iter(told["nodes"]), "")
