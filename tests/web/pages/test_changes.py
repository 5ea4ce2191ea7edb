"""What's new: by day and entry, of one kind where asked, and with the feeds in sight."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from web.pages.changes import days
from web.parts.change_log import Change

DAY = date(2026, 1, 15)


@pytest.fixture(scope="module")
def client(shipped: Flask) -> FlaskClient:
    """A reader of the shipped collection."""
    return shipped.test_client()


def change(title: str, what: str) -> Change:
    """A change of an entry of that title."""
    return Change(DAY, title, f"/x/{title}", f"/x/{title}", "claim", what)


def test_changes_of_an_entry_are_listed_together_and_those_of_many_once() -> None:
    log = [
        change("Yoga", "A new harm"),
        *(change(title, "First version") for title in ("Yoga", "Qigong", "Pilates", "Heat")),
        change("Yoga", "A new trial"),
    ]
    (day,) = days(log)
    assert [(one.entry.words, one.whats) for one in day.entries] == [
        ("Yoga", ("A new harm", "A new trial"))
    ]
    assert [(one.what, len(one.entries)) for one in day.shared] == [("First version", 4)]


def test_one_kind_of_entry_is_chosen(client: FlaskClient) -> None:
    page = client.get("/changes?kind=condition").text.partition("<main")[2]
    assert "/interventions/" not in page.partition("</main>")[0]
    assert "Ignored “moon”: no such kind" in client.get("/changes?kind=moon").text


def test_the_feeds_are_in_sight(client: FlaskClient) -> None:
    main = client.get("/changes").text.partition("<main")[2]
    assert '<a href="/changes.atom">Atom</a>' in main and '<a href="/changes.json">JSON</a>' in main
