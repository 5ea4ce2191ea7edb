"""A long table is sent while it is made, and has the same rows; no file leaves out unsaid."""

import pytest
from flask import Flask

from web.parts import csv_file

FILES = ("/matrix.csv", "/gaps.csv", "/guidelines.csv", "/search.ris", "/sources.bib")
TABLES = ("/matrix.csv?stage=acute", "/gaps.csv", "/guidelines.csv")


@pytest.mark.parametrize("address", TABLES)
def test_a_long_table_has_the_same_rows(
    shipped: Flask, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = shipped.test_client()
    whole = client.get(address)
    assert whole.headers["ETag"]
    monkeypatch.setattr(csv_file, "AT_ONCE", 7)
    with client.get(address, headers={"Accept-Encoding": "identity"}) as parts:
        assert parts.is_streamed
        assert parts.status_code == 200
        assert parts.get_data() == whole.get_data()


@pytest.mark.parametrize("address", FILES)
def test_a_file_is_refused_where_it_would_leave_out_what_was_asked_for(
    shipped: Flask, address: str
) -> None:
    client, name = shipped.test_client(), "design" if "sources" in address else "stage"
    wrong = client.get(f"{address}?{name}=zzz")
    assert (wrong.status_code, wrong.mimetype) == (400, "application/problem+json")
    assert "“zzz”: no such" in wrong.get_json()["detail"]
    slip = client.get(f"{address}?{name}s=acute").get_json()
    assert f"Did you mean “{name}”?" in slip["detail"]
    assert client.get(f"{address}?utm_source=x&colours=dark").status_code == 200
