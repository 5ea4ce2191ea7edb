"""Looks up DOIs and PMIDs at Crossref and PubMed.

The only module that uses the network, and only on request. Responses are limited in time and size;
unknown identifiers are reported, and nothing is guessed.
"""

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from http.client import HTTPException
from itertools import islice
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from kb.importing.csl_records import csl_record
from kb.importing.identifier_list import Identifier
from kb.importing.medline_records import medline_records
from kb.importing.record import ImportRefused, Record

TIMEOUT = 20.0  # seconds for one answer to begin or go on
ALL_IN_ALL = 600.0  # seconds for a whole list
BIGGEST = 16 * 1024 * 1024  # bytes of one answer
PAUSE = 0.35  # seconds: NCBI asks for at most three requests a second, Crossref for few
LONGEST_WAIT = 30.0  # seconds that a service may ask to wait
AT_ONCE = 200  # PMIDs of one request, as NCBI allows
AGENT = "evidence-kb (https://pypi.org/project/evidence-kb/)"
BUSY = frozenset({429, 502, 503, 504})
ABSENT = frozenset({400, 404, 410})


@dataclass(frozen=True)
class Services:
    """The URLs of Crossref's and PubMed's APIs, or of mirrors."""

    crossref: str = "https://api.crossref.org"
    pubmed: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    timeout: float = TIMEOUT
    pause: float = PAUSE

    @classmethod
    def configured(cls) -> "Services":
        """The URLs from the environment (`KB_CROSSREF`, `KB_PUBMED`), or the official ones."""
        return cls(
            os.environ.get("KB_CROSSREF", cls.crossref).rstrip("/"),
            os.environ.get("KB_PUBMED", cls.pubmed).rstrip("/"),
        )


@dataclass(frozen=True)
class Unknown:
    """An identifier that a service doesn't know."""

    identifier: Identifier
    service: str


Progress = Callable[[int, int], None]


def resolved(
    asked: Sequence[Identifier], services: Services, progress: Progress = lambda done, total: None
) -> Iterator[Record | Unknown]:
    """Return a record for each known identifier. Raises `ImportRefused` if a service can't be
    reached or doesn't give a valid response.
    """
    line = _Line(services, time.monotonic() + ALL_IN_ALL)
    done = 0
    for one in (one for one in asked if one.kind == "DOI"):
        yield _from_crossref(one, line)
        progress(done := done + 1, len(asked))
    pmids = iter([one for one in asked if one.kind == "PMID"])
    while some := tuple(islice(pmids, AT_ONCE)):
        yield from _from_pubmed(some, line)
        progress(done := done + len(some), len(asked))


def _from_crossref(one: Identifier, line: "_Line") -> Record | Unknown:
    body = line.get(f"{line.services.crossref}/works/{quote(one.number, safe='')}", "Crossref")
    if body is None:
        return Unknown(one, "Crossref")
    try:
        message: Any = json.loads(body)["message"]
        return csl_record(message, one.place)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ImportRefused(
            "Crossref sent something that can't be read; try again later"
        ) from error


def _from_pubmed(asked: Sequence[Identifier], line: "_Line") -> Iterator[Record | Unknown]:
    numbers = ",".join(one.number for one in asked)
    query = {"db": "pubmed", "id": numbers, "rettype": "medline", "retmode": "text"}
    address = f"{line.services.pubmed}/efetch.fcgi?{urlencode(query | {'tool': 'evidence-kb'})}"
    body = line.get(address, "PubMed")
    found = {record.first("PMID"): record for record in medline_records(body or "")}
    for one in asked:
        record = found.get(one.number)
        yield replace(record, place=one.place) if record else Unknown(one, "PubMed")


@dataclass
class _Line:
    """Sends requests one after another, with a pause between, until the total time is up."""

    services: Services
    until: float
    spoke: bool = False

    def get(self, address: str, service: str) -> str | None:
        """The response, or None if the item isn't known there."""
        for last in (False, True):
            self._wait(service)
            try:
                return self._read(address)
            except HTTPError as error:
                if error.code in ABSENT:
                    return None
                if error.code not in BUSY or last:
                    raise ImportRefused(
                        f"{service} answers with {error.code}; try later"
                    ) from error
                time.sleep(_asked_to_wait(error))
            except (URLError, HTTPException, OSError) as error:
                reason = getattr(error, "reason", error)
                raise ImportRefused(f"{service} can't be reached: {reason}") from error
        return None

    def _wait(self, service: str) -> None:
        if time.monotonic() > self.until:
            raise ImportRefused(f"{service} takes too long; import a shorter list")
        if self.spoke:
            time.sleep(self.services.pause)
        self.spoke = True

    def _read(self, address: str) -> str:
        request = Request(address, headers={"User-Agent": AGENT})  # noqa: S310 - addresses above
        with urlopen(request, timeout=self.services.timeout) as answer:  # noqa: S310
            data = bytearray()
            while piece := answer.read1(65536):
                data += piece
                if len(data) > BIGGEST or time.monotonic() > self.until:
                    raise ImportRefused("an answer is too long, or takes too long")
            return data.decode("utf-8", "replace")


def _asked_to_wait(error: HTTPError) -> float:
    said = str(error.headers.get("Retry-After", "1"))
    return min(float(said) if said.isdigit() else 1.0, LONGEST_WAIT)
