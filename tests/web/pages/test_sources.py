"""Sources: searched, chosen by kind and status, each with a citation and what it is cited for."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient


@pytest.fixture(scope="module")
def client(shipped: Flask) -> FlaskClient:
    """A reader of the shipped collection."""
    return shipped.test_client()


def counted(page: str) -> tuple[int, int]:
    """How many sources a page says it found, of how many."""
    found = re.search(r'<p role="status">(\d+) of (\d+) sources', page)
    assert found
    return int(found[1]), int(found[2])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("hayden exercise", "hayden-2021"),
        ("10.1002/14651858.CD009790.pub2", "hayden-2021"),
        ("nice-ng59-2016", "nice-ng59-2016"),
        ("HAYDEN  Exercise", "hayden-2021"),
    ],
)
def test_a_source_is_found_by_author_title_identifier_and_id(
    client: FlaskClient, asked: str, found: str
) -> None:
    page = client.get("/sources", query_string={"q": asked}).text
    assert f'href="/sources/{found}"' in page
    assert 0 < counted(page)[0] < 20


def test_filters_apply_together_and_are_links(client: FlaskClient) -> None:
    page = client.get("/sources?q=back&design=guideline").text
    links = re.findall(r'href="(/sources\?[^"]+)"', page)
    assert "/sources?q=back&amp;design=rct" in links
    both = counted(page)[0]
    assert 0 < both < counted(client.get("/sources?q=back").text)[0]
    assert '<input type="hidden" name="design" value="guideline">' in page


def test_a_status_is_chosen(client: FlaskClient) -> None:
    found, _ = counted(client.get("/sources?status=superseded").text)
    assert found and found == client.get("/sources?status=superseded").text.count(
        'class="status status-superseded"'
    )


@pytest.mark.parametrize(
    "odd", ["q=%00%0a", "q=" + "x+" * 5_000, "design=moon", "status=x&page=-1", "q=<script>"]
)
def test_odd_questions_are_answered(client: FlaskClient, odd: str) -> None:
    answer = client.get(f"/sources?{odd}")
    assert answer.status_code == 200 and "<script>" not in answer.text.partition("<main")[2]


def test_nothing_found_says_so_and_leads_back(client: FlaskClient) -> None:
    page = client.get("/sources?q=zzzqqq").text
    assert counted(page)[0] == 0 and 'No source matches. <a href="/sources">See all</a>' in page


def test_a_source_has_a_citation_to_copy_and_what_it_is_cited_for(client: FlaskClient) -> None:
    page = client.get("/sources/hayden-2021").text
    assert all(f'data-copy="{style}"' in page for style in ("APA", "Vancouver", "Harvard"))
    assert page.index('href="#taking"') < page.index("cited-for") < page.index('id="taking"')
    copied = re.search(r'<span data-copy="Vancouver">([^<]+)</span>', page)
    assert copied and copied[1].endswith("https://doi.org/10.1002/14651858.CD009790.pub2")
    assert re.search(r'<table class="record cited-for".*?/interventions/exercise', page, re.DOTALL)


def test_no_list_calls_a_source_by_authors_not_seen(client: FlaskClient) -> None:
    for number in (1, 2, 3, 4):
        page = client.get(f"/sources?page={number}").text
        assert not re.search(r'<a href="/sources/[\w-]+">Authors not seen', page)


def test_what_a_much_cited_source_is_cited_for_is_folded_after_five(shipped: Flask) -> None:
    page = shipped.test_client().get("/sources/qaseem-2017").text
    shown, _, folded = page.partition('<details class="rest">')
    assert shown.count('scope="rowgroup"') == 5
    assert folded.count('scope="rowgroup"') > 40 and re.match(r"<summary>\d+ more", folded)
