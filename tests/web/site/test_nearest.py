"""Who writes an address with a slip is led to what was meant: over all entries of the shipped
collection.
"""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from conftest import full
from kb.model.library import Library
from web.site.errors import suggestions


@pytest.fixture
def client(shipped: Flask) -> FlaskClient:
    return shipped.test_client()


def slips(id: str) -> Iterator[str]:
    """The id with a letter left out, one wrong, and two exchanged."""
    at = len(id) // 2
    yield id[:at] + id[at + 1 :]
    yield id[:at] + "x" + id[at + 1 :]
    yield id[: at - 1] + id[at] + id[at - 1] + id[at + 1 :]


@pytest.mark.parametrize("step", [5, *full(1)])
@pytest.mark.parametrize("folder", ["sources", "interventions"])
def test_a_slip_in_an_id_is_seen_through(shipped_library: Library, folder: str, step: int) -> None:
    meant = [
        (f"/{folder}/{slip}", f"/{folder}/{id}")
        for id in [*getattr(shipped_library, folder)][::step]
        for slip in slips(id)
        if not shipped_library.entry(slip)
    ]
    found = [
        (url, [link.url for link in suggestions(path, shipped_library)]) for path, url in meant
    ]
    assert [url for url, offered in found if url not in offered] == []
    assert sum(offered[0] == url for url, offered in found) > 0.95 * len(found)


@pytest.mark.parametrize("folder", ["sources", "interventions", "claims"])
def test_what_is_in_the_folder_asked_for_comes_first(shipped_library: Library, folder: str) -> None:
    assert suggestions(f"/{folder}/hatha-yoga", shipped_library)[0].url.startswith(f"/{folder}/")


@pytest.mark.parametrize(
    ("path", "meant"),
    [("/Matrix?stage=acute", "/matrix?stage=acute"), ("/Interventions/YOGA", "/interventions/yoga"),
     ("/api/v1/", "/api/v1"), ("/api/v1", "/api")],
)  # fmt: skip
def test_capitals_and_strokes_lead_to_the_page(client: FlaskClient, path: str, meant: str) -> None:
    answer = client.get(path)
    assert (answer.status_code // 100, answer.headers["Location"]) == (3, meant)
    assert client.get(meant, follow_redirects=True).status_code == 200


@pytest.mark.parametrize("name", ["ibuprofen", "Nurofen", "heat-wrap"])
def test_a_medicine_or_another_name_leads_to_its_treatment(
    shipped_library: Library, name: str
) -> None:
    meant = "superficial-heat" if name == "heat-wrap" else "nsaids"
    first = suggestions(f"/interventions/{name}", shipped_library)[0]
    assert first.url == f"/interventions/{meant}"
    assert suggestions("/sources/ibuprofen", shipped_library)[0].url.startswith("/sources/")


@pytest.mark.parametrize("ending", ["", ".ris", ".bib", ".json", ".csl.json"])
def test_the_ending_of_a_file_is_no_part_of_an_id(client: FlaskClient, ending: str) -> None:
    page = client.get(f"/sources/qasem-2017{ending}")
    assert page.status_code == 404
    assert re.findall(r'href="(/sources/[^"]+)"', page.text)[0] == "/sources/qaseem-2017"
