"""The JSON API held to its own document: validated, then called as the document allows and as it
does not.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from small_collection import HOPPING, write_collection
from web.api.operations import OPERATIONS
from web.application import create_app

ROOT = "/api/v1"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application over the small collection."""
    return create_app(
        write_collection(tmp_path_factory.mktemp("evidence")), tmp_path_factory.mktemp("index")
    )


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    """A program."""
    return app.test_client()


@pytest.fixture(scope="module")
def document(client: FlaskClient) -> Mapping[str, Any]:
    """The API's own description."""
    found: Mapping[str, Any] = client.get(f"{ROOT}/openapi.json").get_json()
    return found


@pytest.mark.parametrize("times", [3, pytest.param(20, marks=pytest.mark.full)])
@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: str(mode.value))
def test_the_application_keeps_to_its_document(
    app: Flask, mode: GenerationMode, times: int
) -> None:
    """Every operation is asked what the document allows, and what it does not."""
    described = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", app)
    operations = [found.ok() for found in described.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) == len(OPERATIONS)
    takes = app.test_client().get(f"{ROOT}/openapi.json").get_json()["paths"]
    for operation in operations:
        if mode.is_negative and not takes[operation.path]["get"]["parameters"]:
            continue  # nothing can be asked wrongly
        called = 0

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=times,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        )
        def keeps(case: schemathesis.Case[Any]) -> None:
            nonlocal called
            called += 1
            case.call_and_validate(
                headers={"Accept-Encoding": "identity"}
            )  # the caller within this process unpacks nothing

        keeps()
        assert called, operation.path


def test_the_document_is_openapi_3_1(document: Mapping[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []
    assert list(OpenAPIV31SpecValidator({**document, "info": {}}).iter_errors()) != []


def test_every_address_of_the_api_is_in_the_document(
    app: Flask, document: Mapping[str, Any]
) -> None:
    rules = {
        rule.rule.removeprefix(ROOT)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(f"{ROOT}/")
    }
    assert {rule.replace("<", "{").replace(">", "}") for rule in rules} - {"/openapi.json"} == set(
        document["paths"]
    )


def errors(document: Mapping[str, Any], name: str, value: object) -> list[str]:
    """What of the value does not fit the schema of that name."""
    validator = Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    )
    return [error.message for error in validator.iter_errors(value)]


@pytest.mark.parametrize("step", [12, pytest.param(1, marks=pytest.mark.full)])
def test_every_shipped_entry_is_as_the_document_says(shipped: Flask, step: int) -> None:
    client = shipped.test_client()
    document = client.get(f"{ROOT}/openapi.json").get_json()
    for heading in client.get(f"{ROOT}/entries").get_json()["entries"][::step]:
        record = client.get(f"{ROOT}/entries/{heading['id']}").get_json()
        assert errors(document, record["kind"].capitalize(), record) == [], heading["id"]


def test_a_record_that_does_not_fit_would_be_seen(
    client: FlaskClient, document: Mapping[str, Any]
) -> None:
    record = client.get(f"{ROOT}/entries/hopping").get_json()
    assert errors(document, "Intervention", record) == []
    assert errors(document, "Intervention", {**record, "certainty": "enormous"}) != []
    assert errors(document, "Intervention", {**record, "more": 1}) != []


def findings(client: FlaskClient, asked: str) -> list[dict[str, Any]]:
    """The findings a query gives."""
    found: list[dict[str, Any]] = client.get(f"{ROOT}/findings?{asked}").get_json()["findings"]
    return found


def test_findings_equal_those_in_the_entries(shipped: Flask) -> None:
    client = shipped.test_client()
    total = client.get(f"{ROOT}/findings?limit=1").get_json()["total"]
    entries = client.get(f"{ROOT}/entries?kind=intervention").get_json()["entries"]
    records = [client.get(f"{ROOT}/entries/{one['id']}").get_json() for one in entries]
    assert total == sum(len(record["findings"]) for record in records)
    pages = [findings(client, f"page={page}") for page in range(1, 2 + total // 100)]
    listed = [one for page in pages for one in page]
    for one, inside in zip(listed, [f for r in records for f in r["findings"]], strict=True):
        assert {name: one[name] for name in inside} == inside


@pytest.mark.parametrize(
    "asked",
    ["stage=acute&stage=chronic", "outcome=pain", "comparator-group=inert", "category=exercise",
     "certainty=low&outcome=pain", "comparator=placebo", "shows=small", "intervention=yoga"],
)  # fmt: skip
def test_findings_are_chosen_by_all_that_the_map_can_be(shipped: Flask, asked: str) -> None:
    client = shipped.test_client()
    pairs = [pair.split("=") for pair in asked.split("&")]
    wanted = {name: {value for other, value in pairs if other == name} for name, _ in pairs}
    found = findings(client, asked)
    assert found
    for one in found:
        has = {**one, "certainty": one["shown-certainty"]}
        assert all(has[name] in values for name, values in wanted.items())


def test_findings_that_count_for_nothing_can_be_left_out(shipped: Flask) -> None:
    client = shipped.test_client()
    every, usable = (client.get(f"{ROOT}/findings?usable={n}").get_json() for n in (0, 1))
    assert every["total"] > usable["total"] > 0
    assert {one["set-aside"] for one in usable["findings"]} == {None}


def test_findings_can_begin_with_the_most_certain(shipped: Flask) -> None:
    levels = [one["shown-certainty"] for one in findings(shipped.test_client(), "sort=certainty")]
    assert levels == sorted(levels, key=("high", "moderate", "low", "very-low").index)


def test_an_unknown_id_is_reported(client: FlaskClient) -> None:
    found = client.get(f"{ROOT}/findings?intervention=hoping&source=able-2020").get_json()
    assert found == {"total": 0, "unknown": ["hoping"], "findings": []}


def test_numbers_come_with_their_digits_as_printed(client: FlaskClient) -> None:
    effect = findings(client, "intervention=hopping")[0]["effect"]
    assert (effect["estimate"], effect["estimate-printed"]) == (-7.2, "-7.20")
    entry = client.get(f"{ROOT}/entries/hopping").get_json()
    assert entry["findings"][0]["effect"] == effect


def test_every_file_that_is_offered_is_there(client: FlaskClient) -> None:
    offered = client.get(f"{ROOT}/exports").get_json()
    assert {one["format"] for one in offered["exports"]} >= {"csv", "sqlite", "fhir", "jsonl"}
    for one in offered["exports"]:
        assert client.get(one["url"]).content_type == one["media-type"]


def test_lists_come_in_pages_in_a_stable_order(client: FlaskClient) -> None:
    whole = client.get(f"{ROOT}/entries").get_json()
    pages = [client.get(f"{ROOT}/entries?limit=3&page={page}").get_json() for page in (1, 2, 3, 4)]
    assert [len(page["entries"]) for page in pages] == [3, 3, 1, 0]
    assert [entry for page in pages for entry in page["entries"]] == whole["entries"]
    assert {page["total"] for page in pages} == {whole["total"]} == {7}


def test_a_search_comes_in_pages_too(client: FlaskClient) -> None:
    whole = client.get(f"{ROOT}/search?q=hopping").get_json()["hits"]
    halves = [
        client.get(f"{ROOT}/search?q=hopping&limit=1&page={page}").get_json()["hits"]
        for page in (1, 2)
    ]
    assert [hit["id"] for half in halves for hit in half] == [hit["id"] for hit in whole[:2]]


def test_entries_can_be_asked_for_by_kind(client: FlaskClient) -> None:
    found = client.get(f"{ROOT}/entries?kind=source&kind=claim").get_json()
    assert {entry["kind"] for entry in found["entries"]} == {"source", "claim"}
    assert found["total"] == 4


def test_sources_have_all_their_fields(client: FlaskClient) -> None:
    found = client.get(f"{ROOT}/sources?limit=1").get_json()
    assert found["total"] == 3
    assert found["sources"][0]["container-title"] == "Journal of Made-up Trials"


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ("search?kidn=source", 'unknown parameter "kidn"; did you mean `kind`?'),
        ("search?q=a&kind=sorce", '"sorce" isn\'t a valid kind; did you mean `source`?'),
        ("search?certainty=enormous", '"enormous" isn\'t a valid certainty'),
        ("search?limit=0", 'limit must be a whole number from 1 to 100, not "0"'),
        ("search?limit=1e2", "limit must be a whole number"),
        ("search?page=%D9%A3", "page must be a whole number"),
        ("search?page=99999999999999999999", "page must be a whole number"),
        ("search?q=a&q=b", "q can be given only once."),
        ("entries?page=-1", "page must be a whole number"),
        ("entries/hopping?x=1", 'unknown parameter "x"; none are accepted here.'),
        ("openapi.json?x=1", "unknown parameter"),
    ],
)
def test_what_is_not_known_is_refused_with_the_reason(
    client: FlaskClient, asked: str, reason: str
) -> None:
    response = client.get(f"{ROOT}/{asked}")
    assert (response.status_code, response.content_type) == (400, "application/problem+json")
    assert reason in response.get_json()["detail"]
    assert response.get_json()["status"] == 400


@pytest.mark.parametrize("path", ["/entries", "/search?q=x", "/entries/hopping"])
def test_a_page_of_another_origin_may_ask_with_a_tag(client: FlaskClient, path: str) -> None:
    asking = {
        "Origin": "https://other.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    response = client.options(ROOT + path, headers=asking)
    assert (response.status_code, response.data) == (204, b"")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Allow-Headers"] == "If-None-Match"
    assert client.post(ROOT + path).headers["Allow"] == "GET, HEAD, OPTIONS"


def test_an_unknown_id_suggests_the_nearest(client: FlaskClient) -> None:
    response = client.get(f"{ROOT}/entries/hoping")
    assert (response.status_code, response.content_type) == (404, "application/problem+json")
    assert "hopping" in response.get_json()["detail"]


def test_an_unknown_id_to_compare_comes_with_the_nearest(client: FlaskClient) -> None:
    found = client.get(f"{ROOT}/compare?with=hoping&with=herb-tea&with=zzz").get_json()
    assert found["with"] == ["herb-tea"]
    assert found["unknown"] == ["hoping", "zzz"]
    assert found["nearest"]["hoping"][0] == "hopping"
    assert found["nearest"]["zzz"] == []


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/nowhere", "GET", 404),
        ("/entries", "POST", 405),
        ("/search?q=" + "a" * 160_000, "GET", 414),
    ],
)
def test_every_error_is_a_problem_that_any_origin_may_read(
    client: FlaskClient, path: str, method: str, status: int
) -> None:
    response = client.open(ROOT + path, method=method)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert {"type", "title", "status", "detail"} == set(response.get_json())


def test_a_withheld_entry_is_a_problem_and_the_document_stands(tmp_path: Path) -> None:
    broken = HOPPING.replace("estimate: -7.20", "estimate: -99")
    client = create_app(
        write_collection(tmp_path / "evidence", interventions__hopping=broken), tmp_path / "index"
    ).test_client()
    response = client.get(f"{ROOT}/entries/hopping")
    assert (response.status_code, response.content_type) == (503, "application/problem+json")
    assert client.get(f"{ROOT}/openapi.json").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/entries",
        "/entries/hopping",
        "/sources",
        "/search?q=hopping",
        "/findings?outcome=pain",
        "/exports",
        "/openapi.json",
    ],
)
def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = client.get(ROOT + path)
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get(ROOT + path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(ROOT + path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_answers_that_differ_have_different_tags(client: FlaskClient) -> None:
    tags = {
        client.get(f"{ROOT}/search?q={word}").headers["ETag"]
        for word in ("hopping", "tea", "knees")
    }
    assert len(tags) == 3


def test_a_fault_of_ours_is_a_problem_too(tmp_path: Path) -> None:
    app = create_app(write_collection(tmp_path / "evidence"), tmp_path / "index")
    app.add_url_rule("/api/fault", view_func=lambda: str(1 // 0))
    response = app.test_client().get("/api/fault")
    assert (response.status_code, response.content_type) == (500, "application/problem+json")
    assert "ZeroDivisionError" not in response.get_data(as_text=True)


def test_people_read_what_the_api_can_be_asked(client: FlaskClient) -> None:
    page = client.get("/api").get_data(as_text=True)
    paths = client.get("/api/v1/openapi.json").get_json()["paths"]
    rows = dict(re.findall(r"<code>/api/v1(/[^<]*)</code></dt>\s*<dd>([^<]+)", page))
    assert rows.keys() == paths.keys()
    names = [one["name"] for one in paths["/search"]["get"]["parameters"]]
    assert [name for name in names if f"<code>{name}</code>" not in page] == []
