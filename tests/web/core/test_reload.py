"""Edits on disk are served within two seconds; what is broken never replaces what was good."""

import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from kb.reading.files import File
from kb.rules import Broken, broken_in
from served import served
from small_collection import HEALS, HERB_TEA, HOPPING, OUTCOMES, write, write_collection
from web.application import create_app
from web.core.reload import Live
from web.core.watching import file_system, signature, wakes

SECONDS = 15  # the promise is two; a loaded machine gets more, and speed is measured in tests/bench


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small collection to edit."""
    return write_collection(tmp_path / "evidence")


@pytest.fixture
def site(folder: Path, tmp_path: Path) -> Iterator[httpx.Client]:
    """The collection as it is served while it is edited."""
    app = create_app(folder, tmp_path / "index", edit=True, watch=True)
    with served(app) as address, httpx.Client(base_url=address) as http:
        time.sleep(0.3)  # the watch begins in a thread of its own
        yield http
    app.extensions["live"].close()


@pytest.fixture
def live(folder: Path, tmp_path: Path) -> Live:
    """The same without a watch."""
    return Live(folder, tmp_path / "index", "whoosh")


def comes_true(fact: Callable[[], bool]) -> bool:
    """Whether a fact holds before long."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if fact():
            return True
        time.sleep(0.05)
    return False


def test_what_is_withheld_from_the_start_is_counted_in_the_log(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(folder, "interventions/hopping.yaml", HOPPING.replace("level: low", "level: lwo"))
    Live(folder, tmp_path / "index", "whoosh")
    assert "entries withheld for their errors: 1; kb check lists" in caplog.text


def test_a_changed_entry_is_served_without_restart(site: httpx.Client, folder: Path) -> None:
    write(
        folder,
        "interventions/hopping.yaml",
        HOPPING.replace("name: Hopping", "name: Hopping on one leg").replace("-7.20", "-7.10"),
    )
    assert comes_true(lambda: "Hopping on one leg" in site.get("/interventions/hopping").text)
    assert "−7.10" in site.get("/interventions/hopping").text
    assert "Hopping on one leg" in site.get("/search?q=leg").text


def test_a_stray_file_is_listed_while_it_is_there(site: httpx.Client, folder: Path) -> None:
    for name in ("interventions/notes.txt", "interventions/cold-tea.yml", "claims/old/a.yaml"):
        write(folder, name, "x\n")
        assert comes_true(lambda name=name: name in site.get("/problems").text)  # type: ignore[misc]
        (folder / name).unlink()
        assert comes_true(lambda name=name: name not in site.get("/problems").text)  # type: ignore[misc]


def test_what_editors_leave_for_a_moment_loads_nothing(folder: Path) -> None:
    before = signature(folder)
    for name in (".hopping.yaml.swp", "hopping.yaml~", ".git/index.yaml"):
        write(folder, f"interventions/{name}", "x\n")
    assert signature(folder) == before


def test_an_added_entry_is_served_and_found(site: httpx.Client, folder: Path) -> None:
    assert site.get("/interventions/cold-tea").status_code == 404
    write(folder, "interventions/cold-tea.yaml", HERB_TEA.replace("Herb tea", "Cold tea"))
    assert comes_true(lambda: site.get("/interventions/cold-tea").status_code == 200)
    assert "Cold tea" in site.get("/search?q=cold").text


def test_a_removed_entry_is_gone(site: httpx.Client, folder: Path) -> None:
    (folder / "claims/hopping-heals.yaml").unlink()
    assert comes_true(lambda: site.get("/claims/hopping-heals").status_code == 404)
    hits = site.get("/api/v1/search?q=heals").json()["hits"]
    assert "hopping-heals" not in [hit["id"] for hit in hits]


def test_an_entry_replaced_by_renaming_is_noticed(site: httpx.Client, folder: Path) -> None:
    new = folder.parent / "new.yaml"
    new.write_text(HEALS.replace("verdict: not-supported", "verdict: contradicted"), "utf-8")
    new.replace(folder / "claims/hopping-heals.yaml")
    assert comes_true(
        lambda: "Contradicted" in site.get("/claims/hopping-heals", follow_redirects=True).text
    )


def test_a_broken_edit_leaves_the_last_good_version_and_says_so(
    site: httpx.Client, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        write(
            folder,
            "interventions/hopping.yaml",
            HOPPING.replace("estimate: -7.20", "estimate: -99"),
        )
        assert comes_true(lambda: "hopping.yaml" in site.get("/problems").text)
    page = site.get("/interventions/hopping")
    assert page.status_code == 200
    assert "−7.20" in page.text
    assert "-99" not in page.text
    assert (
        'last good version:</strong> <a href="#interventions/hopping.yaml">'
        in site.get("/problems").text
    )
    assert "interventions/hopping.yaml" in caplog.text
    write(folder, "interventions/hopping.yaml", HOPPING.replace("-7.20", "-7.30"))
    assert comes_true(lambda: "−7.30" in site.get("/interventions/hopping").text)
    assert "Nothing to fix" in site.get("/problems").text


def test_the_page_of_a_file_with_errors_tells_its_editor_how_many_and_where(
    site: httpx.Client, folder: Path
) -> None:
    write(
        folder,
        "interventions/hopping.yaml",
        HOPPING.replace("level: low", "level: lwo").replace("year: 2021", "year: MMXXI"),
    )
    write(folder, "interventions/cold-tea.yaml", HERB_TEA.replace("key: true", "key: yes"))
    assert comes_true(
        lambda: "This is the last good version" in site.get("/interventions/hopping").text
    )
    banner = '<a href="/problems#interventions/{}.yaml">{}, first at line {}</a>'
    assert banner.format("hopping", "2 problems", 22) in site.get("/interventions/hopping").text
    never = site.get("/interventions/cold-tea")
    assert never.status_code == 503
    assert "This file has errors and isn\u2019t published yet:" in never.text
    assert banner.format("cold-tea", "1 problem", 13) in never.text
    assert "first at line" not in site.get("/interventions/herb-tea").text
    problems = site.get("/problems").text
    assert "Write <code>true</code>" in problems
    assert "</b>, finding 1 (able-2020--1) <code>findings[0]" in problems
    for id in ("hopping", "cold-tea"):
        assert (
            f'<h2 id="interventions/{id}.yaml"><a href="/interventions/{id}">'
            f"interventions/{id}.yaml</a></h2>" in problems
        )


def test_readers_see_nothing_of_what_is_for_editors(folder: Path, tmp_path: Path) -> None:
    write(folder, "interventions/hopping.yaml", HOPPING.replace("level: low", "level: lwo"))
    reader, editor = (
        create_app(folder, tmp_path / "index", edit=edit).test_client() for edit in (False, True)
    )
    for path in ("/", "/interventions/herb-tea", "/interventions/hopping"):
        assert "follow.js" in editor.get(path).text
        assert "follow.js" not in reader.get(path).text
    assert "first at line 22" in editor.get("/interventions/hopping").text
    assert "first at line" not in reader.get("/interventions/hopping").text


def test_a_withheld_file_is_named_and_not_the_entry_of_another_kind(
    site: httpx.Client, folder: Path
) -> None:
    write(folder, "claims/hopping.yaml", HOPPING)
    assert comes_true(
        lambda: (
            'Not published:</strong> <a href="#claims/hopping.yaml">' in site.get("/problems").text
        )
    )
    assert "<b>The file itself</b>" in site.get("/problems").text
    assert site.get("/interventions/hopping").status_code == 200


def test_while_one_entry_is_broken_another_can_be_edited(site: httpx.Client, folder: Path) -> None:
    write(folder, "interventions/hopping.yaml", "name: [")
    write(folder, "interventions/herb-tea.yaml", HERB_TEA.replace("Herb tea", "Green tea"))
    assert comes_true(lambda: "Green tea" in site.get("/interventions/herb-tea").text)
    assert site.get("/interventions/hopping").status_code == 200


def test_without_its_own_file_the_whole_collection_stays_as_it_was(
    site: httpx.Client, folder: Path
) -> None:
    (folder / "collection.yaml").unlink()
    assert comes_true(lambda: "Not up to date" in site.get("/").text)
    assert site.get("/interventions/hopping").status_code == 200
    assert "collection.yaml" in site.get("/problems").text
    assert site.get("/healthz").json()["current"] is False


def test_a_vanished_folder_leaves_everything_served_until_it_returns(
    site: httpx.Client, folder: Path
) -> None:
    aside = folder.with_name("aside")
    folder.rename(aside)
    assert comes_true(lambda: "Not up to date" in site.get("/").text)
    assert site.get("/interventions/hopping").status_code == 200
    aside.rename(folder)
    write(
        folder,
        "interventions/hopping.yaml",
        HOPPING.replace("name: Hopping", "name: Hopping again"),
    )
    assert comes_true(lambda: "Hopping again" in site.get("/interventions/hopping").text)
    assert "Not up to date" not in site.get("/").text


def test_words_that_entries_kept_from_before_use_do_not_vanish_under_them(
    live: Live, folder: Path
) -> None:
    before = live.state
    write(
        folder,
        "vocabulary/outcomes.yaml",
        OUTCOMES[OUTCOMES.index("- {id: function,") :],
    )
    live.refresh()
    assert live.state.trouble is not None
    assert "outcomes.yaml: pain" in live.state.trouble.why
    assert live.state.library is before.library
    write(folder, "vocabulary/outcomes.yaml", OUTCOMES)
    live.refresh()
    assert live.state.trouble is None


def test_a_broken_vocabulary_keeps_its_last_good_words(live: Live, folder: Path) -> None:
    write(folder, "vocabulary/outcomes.yaml", "- {id: [")
    live.refresh()
    assert "hopping" in live.state.library.interventions
    assert "pain" in live.state.library.vocabulary.outcomes
    assert any(problem.file == "vocabulary/outcomes.yaml" for problem in live.state.problems)


def test_an_index_folder_that_cannot_be_written_keeps_the_old_pair(
    live: Live, folder: Path, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "index")
    (tmp_path / "index").write_text("in the way", "utf-8")
    before = live.state
    write(folder, "interventions/hopping.yaml", HOPPING.replace("-7.20", "-7.30"))
    live.refresh()
    assert live.state.trouble is not None
    assert (live.state.library, live.state.index) == (before.library, before.index)


def test_a_reader_in_mid_request_keeps_a_whole_old_pair(live: Live, folder: Path) -> None:
    taken = live.state
    (folder / "claims/hopping-heals.yaml").unlink()
    live.refresh()
    assert "hopping-heals" in taken.library.claims
    assert "hopping-heals" not in live.state.library.claims
    assert live.state.index is not taken.index


def test_where_the_system_reports_nothing_the_folder_is_looked_through(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file written through another name is not reported, as on a network's file system."""
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "true")
    live = Live(folder, tmp_path / "index", "arrays")
    live.watch()
    other = folder.parent / "other.yaml"
    os.link(folder / "claims/hopping-heals.yaml", other)
    other.write_text(HEALS.replace("verdict: not-supported", "verdict: supported"), "utf-8")
    assert comes_true(lambda: live.state.library.claims["hopping-heals"].verdict == "supported")
    live.close()


def test_where_it_is_looked_through_what_is_loaded_delays_no_look(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "true")
    looks = wakes(folder, threading.Event(), lambda: 0.0)
    next(looks)
    time.sleep(0.3)  # as loading takes; twenty times that would be waited
    began = time.monotonic()
    next(looks)
    assert time.monotonic() - began < 3


def test_while_nothing_is_reported_nothing_is_looked_through(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = []

    def counted(folder: Path) -> object:
        looks.append(time.monotonic())
        return signature(folder)

    live = Live(folder, tmp_path / "index", "arrays")
    monkeypatch.setattr("web.core.reload.signature", counted)
    live.watch()
    time.sleep(3.5)
    assert len(looks) <= 1, "once when the watch begins, and never again without a report"
    write(folder, "claims/hopping-heals.yaml", HEALS.replace("Hopping heals", "It heals"))
    assert comes_true(lambda: live.state.library.claims["hopping-heals"].claim == "It heals knees.")
    live.close()


def test_a_folder_that_takes_the_place_of_another_is_watched(
    site: httpx.Client, folder: Path
) -> None:
    new = write_collection(folder.with_name("new"))
    folder.rename(folder.with_name("old"))
    new.rename(folder)
    time.sleep(2)
    write(folder, "claims/hopping-heals.yaml", HEALS.replace("Hopping heals", "It heals"))
    assert comes_true(
        lambda: "It heals knees" in site.get("/claims/hopping-heals", follow_redirects=True).text
    )


POISON = "makes loading fail"


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours that a text brings out: the rules' real functions, and then an exception."""

    def failing(file: File, *rest: Any) -> Broken:  # noqa: ANN401 - passed on as they come
        if any(POISON in str(part.entry) for part in file.parts):
            raise ZeroDivisionError("of all things")
        return broken_in(file, *rest)

    monkeypatch.setattr("kb.rules.broken_in", failing)


def test_whatever_goes_wrong_while_loading_is_shown_and_logged(
    site: httpx.Client, folder: Path, faulty: None, caplog: pytest.LogCaptureFixture
) -> None:
    assert site.get("/healthz").json()["current"] is True
    began = datetime.now(UTC)
    write(folder, "interventions/hopping.yaml", HOPPING.replace("Nobody", POISON))
    assert comes_true(lambda: not site.get("/healthz").json()["current"])
    health = site.get("/healthz").json()
    assert "interventions/hopping.yaml could not be loaded (ZeroDivisionError" in health["why"]
    assert began <= datetime.fromisoformat(health["since"]) <= datetime.now(UTC)
    problems = site.get("/problems").text
    assert "of all things" in problems
    assert '<h2 id="interventions/hopping.yaml">' in problems
    assert "ZeroDivisionError: of all things" in caplog.text
    assert "Not up to date" in site.get("/interventions/hopping").text


def test_later_edits_of_other_files_are_served_all_the_same(
    site: httpx.Client, folder: Path, faulty: None
) -> None:
    write(folder, "interventions/hopping.yaml", HOPPING.replace("Nobody", POISON))
    assert comes_true(lambda: not site.get("/healthz").json()["current"])
    since = site.get("/healthz").json()["since"]
    write(folder, "interventions/herb-tea.yaml", HERB_TEA.replace("Herb tea", "Green tea"))
    write(folder, "claims/it-heals.yaml", HEALS.replace("Hopping heals", "It heals"))
    assert comes_true(lambda: "Green tea" in site.get("/interventions/herb-tea").text)
    assert comes_true(
        lambda: "It heals" in site.get("/claims/it-heals", follow_redirects=True).text
    )
    assert "Green tea" in site.get("/search?q=green").text
    assert POISON not in site.get("/interventions/hopping").text
    assert site.get("/healthz").json()["since"] == since
    write(folder, "interventions/hopping.yaml", HOPPING.replace("Nobody", "Anybody"))
    assert comes_true(lambda: "Anybody" in site.get("/interventions/hopping").text)
    assert site.get("/healthz").json()["current"] is True


def test_several_files_that_cannot_be_loaded_are_all_found(
    live: Live, folder: Path, faulty: None
) -> None:
    write(folder, "interventions/hopping.yaml", HOPPING.replace("Nobody", POISON))
    write(folder, "claims/hopping-heals.yaml", HEALS.replace("Hopping heals", POISON))
    write(folder, "claims/new.yaml", HEALS.replace("Hopping heals", POISON))
    write(folder, "interventions/herb-tea.yaml", HERB_TEA.replace("Herb tea", "Green tea"))
    (folder / "claims/gone.yaml").touch()
    before = live.state.library
    live.refresh()
    after = live.state.library
    assert after.interventions["herb-tea"].name == "Green tea"
    assert after.interventions["hopping"] == before.interventions["hopping"]
    assert after.claims == before.claims
    assert [one.file for one in live.state.problems if one.rule == "not-loaded"] == [
        "claims/hopping-heals.yaml",
        "claims/new.yaml",
        "interventions/hopping.yaml",
    ]


def test_a_failure_outside_the_files_leaves_all_as_it_was_until_it_passes(
    live: Live, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = live.state
    write(folder, "interventions/herb-tea.yaml", HERB_TEA.replace("Herb tea", "Green tea"))
    with monkeypatch.context() as patch:
        patch.setattr("web.core.reload.open_index", lambda *_, **__: 1 // 0)
        live.refresh()
    assert live.state.library is before.library
    assert live.state.trouble is not None
    assert "ZeroDivisionError" in live.state.trouble.why
    live.refresh()
    assert live.state.trouble is None
    assert live.state.library.interventions["herb-tea"].name == "Green tea"


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/usr/evidence", "ext4"),
        ("/net/share/evidence", "nfs4"),
        ("/net/share", "nfs4"),
        ("/net/shared", "ext4"),
        ("/net/my files/a", "fuse.sshfs"),
    ],
)
def test_the_kind_of_file_system_comes_from_the_nearest_mount(folder: str, kind: str) -> None:
    mounts = (
        "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
        "30 22 0:40 / /net/share rw - nfs4 server:/export rw\n"
        "31 22 0:41 / /net/my\\040files rw shared:2 - fuse.sshfs me@host: rw\n"
    )
    assert file_system(Path(folder), mounts) == kind
