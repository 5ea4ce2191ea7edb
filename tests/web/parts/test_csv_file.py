"""A long table is sent while it is made, and has the same rows."""

import pytest
from flask import Flask

from web.parts import csv_file

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
