"""Pages as they were: from git, by commit or day, with what differs today; for readers alone."""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from small_collection import HOPPING, write_collection
from web.application import create_app
from web.editing.editions import Editions

HOPPING_PAGE = "/interventions/hopping"


def git(folder: Path, *words: str, day: str = "2026-01-20") -> str:
    """Run git there, on that day."""
    stamp = f"{day}T12:00:00Z"
    dated = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    who = ("-c", "user.name=Ed", "-c", "user.email=ed@example.org")
    done = subprocess.run(
        ["git", *who, *words],  # noqa: S607
        cwd=folder,
        env={**os.environ, **dated},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the collection in a folder: two versions, and a branch."""
    top = tmp_path_factory.mktemp("history")
    evidence = write_collection(top / "evidence")
    git(top, "init", "-q", "-b", "main")
    git(top, "add", ".")
    git(top, "commit", "-qm", "first")
    git(top, "checkout", "-qb", "proposal")
    (evidence / "interventions" / "hopping.yaml").write_text(HOPPING.replace("a little", "a lot"))
    git(top, "commit", "-qam", "a proposal", day="2026-01-21")
    git(top, "checkout", "-q", "main")
    changed = HOPPING.replace("-7.20", "-7.10").replace("Sore feet", "Sore toes")
    changed = changed.replace("changes: [", "changes: [{date: 2026-02-10, what: Toes}, ")
    (evidence / "interventions" / "hopping.yaml").write_text(changed)
    git(top, "commit", "-qam", "second", day="2026-02-10")
    return top


@pytest.fixture(scope="module")
def client(history: Path) -> FlaskClient:
    """A reader of what is checked out."""
    return create_app(history / "evidence", history / "index").test_client()


def test_a_page_is_shown_as_it_was_with_what_differs_today(
    client: FlaskClient, history: Path
) -> None:
    first = git(history, "rev-parse", "HEAD~1")
    for at in (first, first[:8], "2026-01-20", "2026-02-09"):
        page = client.get(f"{HOPPING_PAGE}?at={at}&level=clinician").text
        assert "Sore feet" in page and "Sore toes" not in page, at
        assert "This page as it was on" in page and "20 January 2026" in page
        assert "Different today:</b> findings, harms." in page
        assert "Then: In chronic knee pain" in page and "−7.10" in page.partition("Today:")[2]
    today = client.get(f"{HOPPING_PAGE}?level=clinician").text
    assert "Sore toes" in today and "This page as it was" not in today


def test_the_version_of_today_differs_in_nothing(client: FlaskClient) -> None:
    assert "Nothing has changed since." in client.get(f"{HOPPING_PAGE}?at=2026-03-01").text


@pytest.mark.parametrize("level", ["plain", "study"])
def test_every_level_and_kind_of_page_has_versions(client: FlaskClient, level: str) -> None:
    for path in (
        HOPPING_PAGE,
        "/conditions/sore-knees",
        "/claims/hopping-heals-knees-hopping-heals",
    ):
        answer = client.get(f"{path}?at=2026-01-20&level={level}")
        assert answer.status_code == 200 and "This page as it was on" in answer.text


@pytest.mark.parametrize(
    ("at", "why"),
    [
        ("2025-01-01", "history starts after that date"),
        ("2026-02-30", "That date doesn’t exist."),
        ("deadbeef", "No such version."),
        ("HEAD", "Use a date"),
        ("--all", "Use a date"),
        ("main;id", "Use a date"),
        ("x" * 5_000, "Use a date"),
        ("\x00", "Use a date"),
    ],
)
def test_an_unknown_version_is_not_found_and_says_why(
    client: FlaskClient, at: str, why: str
) -> None:
    answer = client.get(HOPPING_PAGE, query_string={"at": at})
    assert answer.status_code == 404
    assert "No such version" in answer.text and why in answer.text


def test_what_was_never_accepted_is_no_version(client: FlaskClient, history: Path) -> None:
    proposal = git(history, "rev-parse", "proposal")
    assert client.get(f"{HOPPING_PAGE}?at={proposal}").status_code == 404


def test_an_entry_that_was_not_there_is_not_found_in_that_version(client: FlaskClient) -> None:
    assert client.get("/interventions/nothing?at=2026-01-20").status_code == 404


def test_search_engines_and_caches_are_kept_away(client: FlaskClient) -> None:
    answer = client.get(f"{HOPPING_PAGE}?at=2026-01-20")
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "private" in answer.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex, nofollow">' in answer.text
    assert "Disallow: /*?at=" in client.get("/robots.txt").text
    history = client.get(f"{HOPPING_PAGE}?level=clinician").text
    assert '<a rel="nofollow" href="?at=2026-02-10">' in history


def test_only_days_whose_edition_can_be_read_are_linked(history: Path, tmp_path: Path) -> None:
    top = Path(shutil.copytree(history, tmp_path / "copy"))
    collection = top / "evidence" / "collection.yaml"
    text = collection.read_text()
    for day, written in (("2026-02-11", "- an older format"), ("2026-02-12", text)):
        collection.write_text(written)
        git(top, "commit", "-qam", "another format", day=day)
    editions = Editions(top / "evidence")
    days = {2: True, 10: True, 11: False, 12: True}
    assert {day: editions.loads(date(2026, 2, day)) for day in days} == days
    assert not editions.loads(date(2026, 1, 1)), "before the first commit"
    assert not Editions(tmp_path).loads(date(2026, 2, 12)), "outside of git"


def test_outside_of_git_there_are_no_versions(tmp_path: Path) -> None:
    client = create_app(write_collection(tmp_path / "evidence"), tmp_path / "index").test_client()
    answer = client.get(f"{HOPPING_PAGE}?at=2026-01-20")
    assert answer.status_code == 404 and "isn’t kept in git" in answer.text
    assert "?at=" not in client.get(HOPPING_PAGE).text
