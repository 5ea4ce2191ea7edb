"""What can be added to a comparison where there are too many treatments for a menu."""

import pytest
from flask import Flask

from web.pages import compare


def test_of_very_many_treatments_one_is_named(
    shipped: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare, "MOST_OTHERS", 10)
    with shipped.app_context():
        page = shipped.test_client().get("/compare?with=massage&with=yoga&level=study").text
    assert "<option" not in page.partition("<main")[2]
    assert '<input id="add-1" name="with"' in page
