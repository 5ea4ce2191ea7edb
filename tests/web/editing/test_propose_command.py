"""`kb propose` and `kb proposals` at a terminal."""

import io
import json
from pathlib import Path

import pytest

from git_collection import ANN, HOPPING, git, in_git
from kb.command.main import main
from web.editing.people import Unusable, Users
from web.editing.pushing import Pushing
from web.editing.repository import Unfit
from web.editing.store import Store


def piped(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_people_are_added_listed_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    evidence = str(in_git(tmp_path))
    users = ["propose", "--evidence", evidence, "users"]
    piped(monkeypatch, "a long password\n")
    assert main([*users, "add", "Ann", "--role", "reviewer", "--email", "ann@example.org"]) == 0
    assert main([*users, "list"]) == 0
    assert "Ann                     reviewer  ann@example.org" in capsys.readouterr().out
    known = Users(tmp_path / ".git" / "kb" / "users.json")
    assert known.checked("ann", "a long password")
    assert known.checked("ann", "another password") is None
    assert main([*users, "remove", "ann"]) == 0
    assert known.all() == {}


def test_a_name_in_two_alphabets_and_a_new_role_are_not_taken_in_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    evidence = in_git(tmp_path)
    users = Users(tmp_path / ".git" / "kb" / "users.json")
    users.add("Анна", "editor")
    users.add("Ann", "reviewer")
    with pytest.raises(Unusable, match="two alphabets"):
        users.add("\u0410nn", "reviewer")  # a Cyrillic A
    piped(monkeypatch, "another password\n")
    assert main(["propose", "--evidence", str(evidence), "users", "add", "ann"]) == 0
    assert "ann, who was a reviewer, is an editor now" in capsys.readouterr().out


def test_names_that_git_can_not_tell_apart_are_not_both_taken(tmp_path: Path) -> None:
    users = Users(tmp_path / "users.json")
    users.add("Dot.", "editor")
    with pytest.raises(Unusable, match="too much like"):
        users.add("Dot", "reviewer")
    rows = json.loads(users.path.read_text())
    users.path.write_text(json.dumps([*rows, {**rows[0], "name": "dot"}]))
    with pytest.raises(Unusable, match="look alike"):
        Users(users.path).all()


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (["add", "Ann"], "short\n", "too short"),
        (["add", "Ann"], "\n", "no password"),
        (["add", "<b>"], "a long password\n", "can't be a name"),
        (["add", "Ann", "--email", "x"], "a long password\n", "isn't an email"),
        (["remove", "Ann"], "", "no user"),
    ],
)
def test_what_can_not_be_used_is_one_sentence_and_exit_2(
    words: list[str],
    typed: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    piped(monkeypatch, typed)
    assert main(["propose", "--evidence", str(in_git(tmp_path)), "users", *words]) == 2
    assert said in capsys.readouterr().err


def test_serving_outside_git_is_one_sentence_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["propose", "--evidence", str(tmp_path), "--port", "0"]) == 2
    assert "isn't in a git repository" in capsys.readouterr().err
    assert main(["propose", "--user-header", "X-User", "--port", "0"]) == 2
    assert "needs --trusted-proxy" in capsys.readouterr().err


def test_open_proposals_are_listed_with_state_and_age(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evidence = in_git(tmp_path)
    store = Store(evidence)
    proposal = store.create(HOPPING, b"name: x\n", ANN, store.main)
    store.say(proposal, "asked", "", ANN)
    assert main(["proposals", "--evidence", str(evidence)]) == 0
    assert "proposals/hopping/1  asked, by ann, last changed today" in capsys.readouterr().out
    assert main(["proposals", "--evidence", str(evidence), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["proposals"]
    assert (row["entry"], row["state"], row["authors"]) == ("hopping", "asked", ["ann"])


def test_proposals_are_pushed_to_the_remote_that_is_named(tmp_path: Path) -> None:
    evidence = in_git(tmp_path / "clone")
    git(evidence, "init", "-q", "--bare", str(tmp_path / "forge"))
    git(evidence, "remote", "add", "forge", str(tmp_path / "forge"))
    store = Store(evidence)
    pushing = Pushing(store.git, "forge")
    proposal = store.create(HOPPING, b"name: x\n", ANN, store.main)
    pushing.push(proposal.name.reference)
    pushing.finish()
    assert git(tmp_path / "forge", "rev-parse", proposal.name.branch) == proposal.tip
    assert pushing.trouble == ""
    for wrong in ("nowhere", "--upload-pack=x"):
        with pytest.raises(Unfit):
            Pushing(store.git, wrong)
