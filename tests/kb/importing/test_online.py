"""Crossref and PubMed, asked on loopback: a small server answers in their published shapes."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from conftest import Run
from kb.importing.identifier_list import identifiers
from kb.importing.online import Services, Unknown, resolved
from kb.importing.record import ImportRefused
from kb.importing.tidying import tidied
from reference_texts import NBIB, written
from small_collection import write_collection

# In the shape of https://api.crossref.org/works/{doi}; the publication is made up.
WORK = {
    "status": "ok",
    "message-type": "work",
    "message-version": "1.0.0",
    "message": {
        "indexed": {"date-parts": [[2024, 1, 2]], "timestamp": 1},
        "reference-count": 20,
        "publisher": "Hop Press",
        "issue": "9",
        "license": [{"URL": "https://example.org/licence"}],
        "short-container-title": ["J Made-up Trials"],
        "published-print": {"date-parts": [[2011, 5]]},
        "DOI": "10.5555/sand<1>;2",
        "type": "journal-article",
        "page": "569-578",
        "title": ["Warm sand &amp; rest: a trial"],
        "volume": "155",
        "author": [
            {"given": "Anna B.", "family": "Able", "sequence": "first", "affiliation": []},
            {"name": "World Hop Council", "sequence": "additional", "affiliation": []},
        ],
        "container-title": ["Journal of Made-up Trials"],
        "language": "en",
        "issued": {"date-parts": [[2011, 5]]},
        "URL": "http://dx.doi.org/10.5555/sand<1>;2",
        "ISSN": ["0317-8471", "1234-5679"],
        "subject": ["Hopping"],
    },
}


class _Answers(BaseHTTPRequestHandler):
    """What both services answer."""

    asked: list[str]
    busy = 0

    def do_GET(self) -> None:  # noqa: N802 - the library's name
        address = urlsplit(self.path)
        type(self).asked.append(self.path)
        if type(self).busy:
            type(self).busy -= 1
            self._say(429, b"", {"Retry-After": "0"})
        elif address.path == "/works/slow":
            sleep(3)
        elif address.path.startswith("/works/"):
            doi = unquote(address.path.removeprefix("/works/"))
            known = doi == "10.5555/sand<1>;2"
            body = json.dumps(WORK).encode() if known else b"Resource not found."
            self._say(200 if known else 404, b"{}" if doi.endswith("odd") else body, {})
        elif address.path == "/efetch.fcgi":
            query = parse_qs(address.query)
            assert (query["db"], query["rettype"]) == (["pubmed"], ["medline"])
            known = "23456781" in query["id"][0].split(",")
            self._say(200, NBIB.encode() if known else b"\n", {})

    def _say(self, code: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


@contextmanager
def answering(busy: int = 0) -> Iterator[tuple[str, list[str]]]:
    """The server's address, and what it was asked."""
    asked: list[str] = []
    answers = type("Answers", (_Answers,), {"asked": asked, "busy": busy})
    with ThreadingHTTPServer(("127.0.0.1", 0), answers) as server:
        Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def services(address: str) -> Services:
    return Services(address, address, timeout=0.5, pause=0)


def test_a_doi_becomes_a_record_of_crossref() -> None:
    with answering() as (address, _):
        (record,) = resolved(identifiers("10.5555/sand<1>;2"), services(address))
    assert not isinstance(record, Unknown)
    made = tidied(record)
    assert made.values | {"author": 0} == {
        "type": "article-journal",
        "author": 0,
        "issued": "2011-05",
        "page": "569-578",
        "title": "Warm sand & rest: a trial",
        "container-title": "Journal of Made-up Trials",
        "container-title-short": "J Made-up Trials",
        "publisher": "Hop Press",
        "volume": "155",
        "issue": "9",
        "language": "en",
        "DOI": "10.5555/sand<1>;2",
        "ISSN": "0317-8471",
    }
    assert made.values["author"] == [
        {"family": "Able", "given": "Anna B."},
        {"literal": "World Hop Council"},
    ]


def test_pmids_are_asked_together_and_an_unknown_one_is_said() -> None:
    with answering() as (address, asked):
        found = list(resolved(identifiers("23456781\n9\n"), services(address)))
    assert len(asked) == 1
    known, unknown = found
    assert not isinstance(known, Unknown)
    assert tidied(known).values["PMID"] == "23456781"
    assert isinstance(unknown, Unknown)
    assert (unknown.identifier.number, unknown.service) == ("9", "PubMed")


def test_a_doi_that_crossref_does_not_know_is_said() -> None:
    with answering() as (address, _):
        (found,) = resolved(identifiers("10.5555/nothing"), services(address))
    assert isinstance(found, Unknown)


def test_a_busy_service_is_asked_once_more() -> None:
    with answering(busy=1) as (address, asked):
        (found,) = resolved(identifiers("10.5555/sand<1>;2"), services(address))
    assert not isinstance(found, Unknown)
    assert len(asked) == 2
    with answering(busy=9) as (address, _), pytest.raises(ImportRefused, match="answers with 429"):
        list(resolved(identifiers("10.5555/sand<1>;2"), services(address)))


def test_a_service_that_is_slow_or_gone_is_reported_in_time() -> None:
    with answering() as (address, _):
        slow = Services(f"{address}/works/slow#", address, timeout=0.3, pause=0)
        began = monotonic()
        with pytest.raises(ImportRefused, match="can't be reached"):
            list(resolved(identifiers("10.5555/a"), slow))
        assert monotonic() - began < 10
    with pytest.raises(ImportRefused, match="Crossref can't be reached"):
        list(resolved(identifiers("10.5555/a"), services("http://127.0.0.1:1")))


def test_an_answer_in_another_shape_is_refused() -> None:
    with answering() as (address, _):
        odd = Services(f"{address}/odd", address, timeout=0.5, pause=0)
        with pytest.raises(ImportRefused):
            list(resolved(identifiers("10.5555/odd"), odd))


def test_a_list_is_imported_with_online_and_asks_nobody_without(
    kb: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = write_collection(tmp_path / "c")
    listed = written(tmp_path, "ids.txt", "10.5555/sand<1>;2\n9\n")
    with answering() as (address, asked):
        monkeypatch.setenv("KB_CROSSREF", address)
        monkeypatch.setenv("KB_PUBMED", address)
        assert kb("import", "--evidence", collection, listed).returncode == 2
        assert asked == []
        result = kb("import", "--evidence", collection, listed, "--online")
    assert result.returncode == 1
    assert "line 2 (PMID 9): PubMed doesn't know it" in result.stdout
    assert (collection / "sources/able-2011.yaml").is_file()
