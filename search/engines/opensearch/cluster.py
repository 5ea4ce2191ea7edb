"""Talks to a cluster: with a time limit, tries again after a moment, and reports each fault in one
sentence.
"""

import logging
import random
import re
import ssl
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

from opensearchpy import OpenSearch, exceptions

from search.engines.opensearch.cluster_nodes import Asking, Nodes
from search.engines.opensearch.cluster_settings import PREFIX, ClusterSettings
from search.engines.protocol import Unavailable

T = TypeVar("T")
PAUSE = 0.1  # seconds before the second try, about; doubled before each further one
HASTE = 0.2  # of all seconds are given to the first try of a look, twice that to the second
TOO_BUSY = 429
BUSY = {TOO_BUSY, 502, 503, 504}
PATIENCE, LONGEST_PAUSE = 120.0, 5.0  # seconds in all, and between two tries, of one who writes
KIND = re.compile(r"[a-z_]+")  # of an error, in the cluster's words; others before it send pages
# By OpenSSL's numbers.
FLAWS = {
    9: "isn't valid yet",
    10: "has expired",
    62: "is for another name",
    64: "is for another name",
}
logging.getLogger("opensearch").setLevel(logging.CRITICAL)  # what fails is raised, and said once


class Busy(Unavailable):
    """The cluster has too much to do."""


class Missing(Exception):
    """The index or alias doesn't exist."""


class AlreadyThere(Exception):
    """The index exists already."""


class Cluster:
    """A cluster of these settings; threads can share it."""

    def __init__(self, settings: ClusterSettings) -> None:
        self.settings, self._nodes = settings, Nodes(settings)

    def ask(self, question: Callable[[OpenSearch], T]) -> T:
        """The answer to a question that may be asked twice.

        Raises Missing, AlreadyThere, and Unavailable when all tries failed.
        """
        return self._tried(lambda asking: question(asking.client), [self.settings.seconds])

    def tell(self, question: Callable[[OpenSearch], T]) -> T:
        """The answer to what may be asked for minutes, if the cluster is too busy."""
        end, pause = time.monotonic() + PATIENCE, PAUSE
        while True:
            try:
                return self.ask(question)
            except Busy:
                if time.monotonic() > end:
                    raise
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def look(self, question: Callable[[Asking], T]) -> T:
        """The same for a question that changes nothing and takes little time: before the last try,
        a slow node has less time, and then those that answer are asked.
        """
        most, doubled = self.settings.seconds, range(self.settings.tries - 1)
        first = [min(most, most * HASTE * 2**number) for number in doubled]
        return self._tried(question, [*first, most])

    def _tried(self, question: Callable[[Asking], T], limits: Sequence[float]) -> T:
        """The answer, with a limit for each try; the last counts for further ones too."""
        for number in range(self.settings.tries):
            limit, pause = limits[min(number, len(limits) - 1)], PAUSE * 2**number
            address = self._nodes.choose()
            try:
                return question(self._nodes.asking(address, limit, number))
            except exceptions.OpenSearchException as error:
                late = isinstance(error, exceptions.ConnectionTimeout)
                again = limit < self.settings.seconds if late else _passes(error)
                if not again or number == self.settings.tries - 1:
                    raise self._fault(error) from error
                self._avoid(address, error)
            if not late:
                time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 no secret
        raise AssertionError("unreachable")

    def _avoid(self, address: str, error: exceptions.OpenSearchException) -> None:
        """Ask others next, if this tells that the node there, or one behind it, is gone."""
        if isinstance(error, exceptions.ConnectionTimeout):
            self._nodes.look_round()
        elif isinstance(error, exceptions.ConnectionError):
            self._nodes.suspect(address)

    def close(self) -> None:
        """Close its connections."""
        self._nodes.close()

    def _fault(self, error: exceptions.OpenSearchException) -> Exception:
        """What to raise for it."""
        if isinstance(error, exceptions.NotFoundError):
            return Missing(str(error.error))
        if "resource_already_exists" in str(error):
            return AlreadyThere()
        kind = Busy if getattr(error, "status_code", 0) == TOO_BUSY else Unavailable
        return kind(f"The search cluster at {self._where()} {self._why(error)}.")

    def _where(self) -> str:
        return " and ".join(self.settings.addresses)

    def _why(self, error: exceptions.OpenSearchException) -> str:
        """The rest of the sentence."""
        told = str(error)
        match error:
            case exceptions.SSLError() if "WRONG_VERSION_NUMBER" in told:
                return "doesn't speak TLS: use http:// in its address"
            case exceptions.SSLError():
                return f"isn't trusted: {_flaw(error.info)}"
            case exceptions.ConnectionTimeout():
                return f"did not answer within {self.settings.seconds:g} seconds"
            case exceptions.ConnectionError():
                return "can't be reached"
            case exceptions.AuthenticationException():
                return f"refuses the user or password; check {PREFIX}USER and {PREFIX}PASSWORD"
            case exceptions.AuthorizationException() if "block" in told:
                return "can't write: its disks are too full, or the index is read-only"
            case exceptions.AuthorizationException():
                return f"does not allow the user {self.settings.user or '(none)'} to do this"
        return _said_by_the_cluster(error, told)


def _said_by_the_cluster(error: exceptions.OpenSearchException, told: str) -> str:
    if "too_many" in told and "clause" in told:
        return "allows too few words in a search; set indices.query.bool.max_clause_count: 8192"
    status = getattr(error, "status_code", 0)
    if status == 503 or "shard" in told:
        return "has lost a part of the index (its health is red)"
    if status == TOO_BUSY:
        return "is too busy to answer"
    if status == 400 and "HTTPS" in told:
        return "can't answer without TLS: use https:// in its address"
    kind = str(getattr(error, "error", ""))
    return (
        f"can't answer ({status}: {kind})" if KIND.fullmatch(kind) else f"can't answer ({status})"
    )


def _flaw(error: object) -> str:
    """What is wrong with a certificate."""
    while isinstance(error, Exception):
        if isinstance(error, ssl.SSLCertVerificationError) and error.verify_code in FLAWS:
            return f"its certificate {FLAWS[error.verify_code]}"
        error = getattr(error, "reason", None) or next(iter(error.args), None)
    return f"check its certificate, or {PREFIX}CA"


def _passes(error: exceptions.OpenSearchException) -> bool:
    """Whether it may be over in a moment."""
    if isinstance(error, exceptions.SSLError):
        return False
    return isinstance(error, exceptions.ConnectionError) or (
        getattr(error, "status_code", 0) in BUSY
    )


@lru_cache(maxsize=8)
def cluster(settings: ClusterSettings) -> Cluster:
    """The cluster of these settings, one for each process."""
    return Cluster(settings)
