"""Proposals in git: begun, saved, reviewed, accepted; and nothing lost."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from git_collection import ANN, BOB, HOPPING, git, in_git
from web.editing.accepting import Verdict, accepted_file
from web.editing.git import Moved, Person
from web.editing.proposal import Name, Proposal
from web.editing.repository import Unfit
from web.editing.saving import on_main
from web.editing.store import Refused, Store

TODAY = date(2026, 11, 29)
CAT = Person("cat", "cat@example.org")


def begun(store: Store, old: str = "Sore feet", new: str = "Sore toes") -> Proposal:
    main = store.main
    return store.create(HOPPING, changed(store, main, old, new), ANN, main)


def changed(store: Store, commit: str, old: str, new: str) -> bytes:
    data = store.file(commit, HOPPING)
    assert data is not None
    assert old.encode() in data
    return data.replace(old.encode(), new.encode())


def accept(store: Store, proposal: Proposal, reviewer: Person = BOB, reviewed: bool = False) -> str:
    verdict = Verdict("Harm reworded", TODAY, reviewed)
    return store.accept(
        proposal, lambda main: accepted_file(store, proposal, main, verdict), reviewer
    )


def published(evidence: Path) -> str:
    return (evidence / HOPPING).read_text()


def test_a_proposal_is_a_branch_and_each_save_a_commit_of_its_editor(tmp_path: Path) -> None:
    evidence = in_git(tmp_path)
    store = Store(evidence)
    first = begun(store)
    second = store.save(first, changed(store, first.tip, "3 of 40", "4 of 40"), CAT)
    assert first.name == Name("hopping", 1)
    assert (second.state, second.authors) == ("draft", ("ann", "cat"))
    log = git(tmp_path, "log", "--format=%an", "main..proposals/hopping/1")
    assert log.split() == ["cat", "ann"]
    assert git(tmp_path, "rev-list", "--count", "main") == "1"
    assert "Sore feet" in published(evidence)


def test_saving_what_already_exists_makes_no_commit(tmp_path: Path) -> None:
    store = Store(in_git(tmp_path))
    first = begun(store)
    data = store.file(first.tip, HOPPING)
    assert data is not None
    assert store.save(first, data, ANN).tip == first.tip


def test_accepting_writes_main_once_and_the_working_copy_follows(tmp_path: Path) -> None:
    evidence = in_git(tmp_path)
    store = Store(evidence)
    asked = store.say(begun(store), "asked", "Toes, says the source", ANN)
    commit = accept(store, asked, reviewed=True)
    assert store.main == commit
    assert git(tmp_path, "log", "-1", "--format=%an|%P").split("|")[0] == "ann"
    assert "Reviewed-by: bob <bob@example.org>" in git(tmp_path, "log", "-1", "--format=%B")
    text = published(evidence)
    assert "Sore toes" in text
    assert "{date: 2026-11-29, what: Harm reworded}, {date: 2026-01-15" in text
    assert "reviewed: 2026-11-29" in text
    assert git(tmp_path, "status", "--porcelain") == ""
    now = store.proposal(asked.name)
    assert now is not None
    assert now.state == "accepted"
    assert Store(evidence).proposal(asked.name) == now


def test_who_wrote_of_a_proposal_may_not_accept_it(tmp_path: Path) -> None:
    store = Store(in_git(tmp_path))
    proposal = begun(store)
    with pytest.raises(Refused, match="somebody else"):
        accept(store, proposal, Person("ANN", "other@example.org"))
    assert git(tmp_path, "rev-list", "--count", "main") == "1"


@pytest.mark.parametrize("name", ["Dot.", "Lee M.D.", "O'", "dot", "Ｄｏｔ"])
def test_who_wrote_may_not_accept_whatever_git_makes_of_the_name(tmp_path: Path, name: str) -> None:
    store = Store(in_git(tmp_path))
    dot = Person(name, "dot@example.org")
    data = changed(store, store.main, "Sore feet", "Sore toes")
    proposal = store.create(HOPPING, data, dot, store.main)
    with pytest.raises(Refused, match="somebody else"):
        accept(store, proposal, Person(name.upper(), "other@example.org"))


def test_who_wrote_long_ago_or_by_hand_counts_as_an_author(tmp_path: Path) -> None:
    store = Store(in_git(tmp_path))
    proposal = begun(store)
    by_hand = store.git.commit(f"{proposal.tip}^{{tree}}", (proposal.tip,), "by hand", CAT)
    store.git.point(proposal.name.reference, by_hand, proposal.tip, "by hand")
    lines = f"x\n\nProposal-Of: {proposal.name.branch}\nProposal-File: {HOPPING}\n"
    lines += "Proposal-Step: say\nProposal-State: asked"
    said = store.git.commit(f"{by_hand}^{{tree}}", (by_hand,), lines, BOB)
    store.git.point(proposal.name.reference, said, by_hand, "said")
    now = store.proposal(proposal.name)
    assert now is not None
    assert now.writers == {"ann", "cat"}
    for person in (ANN, CAT):
        with pytest.raises(Refused, match="somebody else"):
            accept(store, now, person)


def test_comments_and_states_are_kept_with_who_said_them(tmp_path: Path) -> None:
    store = Store(in_git(tmp_path))
    asked = store.say(begun(store), "asked", "", ANN)
    about = "harms[1].what"
    said = store.say(asked, "changes-asked", "Which toes?\nProposal-State: accepted", BOB, about)
    assert said.state == "changes-asked"
    assert (said.steps[-1].words, said.steps[-1].about) == (
        "Which toes?\nProposal-State: accepted",
        about,
    )
    assert said.authors == ("ann",)
    gone = store.say(said, "withdrawn", "", ANN)
    with pytest.raises(Refused, match="already withdrawn"):
        store.save(gone, b"", ANN)


def test_other_fields_changed_meanwhile_merge_silently(tmp_path: Path) -> None:
    evidence = in_git(tmp_path)
    store = Store(evidence)
    one, other = begun(store), begun(store, "3 of 40", "4 of 40")
    accept(store, one)
    accept(store, other)
    assert "{what: Sore toes, frequency: 4 of 40, source: baker-2019}" in published(evidence)
    assert git(tmp_path, "rev-list", "--count", "--min-parents=2", "main") == "0"


def test_equal_changes_merge_silently(tmp_path: Path) -> None:
    store = Store(in_git(tmp_path))
    one, other = begun(store), begun(store)
    accept(store, one)
    assert on_main(store, other, store.main).conflicts == ()
    accept(store, other)


def test_a_field_changed_by_both_is_a_conflict_with_both_values(tmp_path: Path) -> None:
    store = Store(in_git(tmp_path))
    one, other = begun(store), begun(store, "Sore feet", "Sore heels")
    accept(store, one)
    (conflict,) = on_main(store, other, store.main).conflicts
    assert conflict.name == "harms[1].what"
    assert (conflict.base, conflict.mine, conflict.theirs) == (
        "Sore feet",
        "Sore heels",
        "Sore toes",
    )
    with pytest.raises(Refused, match=r"harms\[1\].what"):
        accept(store, other)


def test_a_save_on_what_somebody_else_saved_meanwhile_is_not_made(tmp_path: Path) -> None:
    store = Store(in_git(tmp_path))
    first = begun(store)
    store.save(first, changed(store, first.tip, "3 of 40", "4 of 40"), CAT)
    with pytest.raises(Moved):
        store.save(first, changed(store, first.tip, "3 of 40", "5 of 40"), ANN)


def test_acceptance_is_refused_where_it_was_saved_again_since(tmp_path: Path) -> None:
    store = Store(in_git(tmp_path))
    first = begun(store)
    store.save(first, changed(store, first.tip, "3 of 40", "4 of 40"), CAT)
    with pytest.raises(Refused, match="check it again"):
        accept(store, first)


def test_edits_by_hand_in_the_file_are_never_overwritten(tmp_path: Path) -> None:
    evidence = in_git(tmp_path)
    store = Store(evidence)
    proposal = begun(store)
    (evidence / HOPPING).write_text("name: by hand\n")
    with pytest.raises(Refused, match="Commit or undo"):
        accept(store, proposal)
    assert published(evidence) == "name: by hand\n"
    assert git(tmp_path, "rev-list", "--count", "main") == "1"


def test_edits_by_hand_elsewhere_stay(tmp_path: Path) -> None:
    evidence = in_git(tmp_path)
    store = Store(evidence)
    (evidence / "interventions/herb-tea.yaml").write_text("name: by hand\n")
    accept(store, begun(store))
    assert (evidence / "interventions/herb-tea.yaml").read_text() == "name: by hand\n"
    assert "Sore toes" in published(evidence)


def test_a_working_copy_left_behind_by_a_sudden_end_catches_up(tmp_path: Path) -> None:
    evidence = in_git(tmp_path)
    store = Store(evidence)
    before = store.main
    accept(store, begun(store))
    git(tmp_path, "read-tree", "-m", "-u", "main", before)  # as if killed before it followed
    git(tmp_path, "update-ref", "refs/kb/working-copy", before)
    assert "Sore feet" in published(evidence)
    Store(evidence)
    assert "Sore toes" in published(evidence)
    assert git(tmp_path, "status", "--porcelain") == ""


def test_commits_made_by_hand_are_built_on(tmp_path: Path) -> None:
    evidence = in_git(tmp_path)
    store = Store(evidence)
    proposal = begun(store)
    (evidence / HOPPING).write_text(published(evidence).replace("3 of 40", "9 of 40"))
    git(tmp_path, "commit", "-q", "-a", "-m", "by hand")
    accept(store, proposal)
    assert "{what: Sore toes, frequency: 9 of 40, source: baker-2019}" in published(evidence)
    assert git(tmp_path, "status", "--porcelain") == ""


def test_a_new_entry_is_a_proposal_too(tmp_path: Path) -> None:
    evidence = in_git(tmp_path)
    store = Store(evidence)
    text = (evidence / HOPPING).read_bytes().replace(b"able-2020--1", b"able-2020--9")
    proposal = store.create("interventions/skipping.yaml", text, ANN, store.main)
    accept(store, proposal, reviewed=True)
    assert (evidence / "interventions/skipping.yaml").is_file()


def test_branches_of_other_kinds_are_ignored(tmp_path: Path) -> None:
    store = Store(in_git(tmp_path))
    ours = begun(store)
    git(tmp_path, "branch", "proposals/hopping/7")
    git(tmp_path, "branch", "proposals/Odd/name")
    git(tmp_path, "update-ref", "refs/heads/proposals/herb-tea/1", ours.tip)
    assert [proposal.name for proposal in store.proposals()] == [ours.name]
    assert begun(store).name.number == 8


def test_a_branch_merged_on_a_forge_counts_as_accepted(tmp_path: Path) -> None:
    store = Store(in_git(tmp_path))
    proposal = begun(store)
    git(tmp_path, "merge", "-q", "--no-ff", "-m", "merged there", proposal.name.branch)
    merged = store.proposal(proposal.name)
    assert merged is not None
    assert merged.state == "accepted"


@pytest.mark.parametrize("file", ["../x.yaml", "interventions/../../x.yaml", "vocabulary/a.yaml"])
def test_paths_that_are_no_entry_are_refused(file: str, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        Store(in_git(tmp_path)).create(file, b"x", ANN, "main")


def merging(folder: Path) -> None:
    git(folder, "update-ref", "MERGE_HEAD", "HEAD")


def detached(folder: Path) -> None:
    git(folder, "checkout", "-q", "--detach")


def locked(folder: Path) -> None:
    (folder / ".git" / "index.lock").touch()


def nameless(folder: Path) -> None:
    git(folder, "config", "--unset", "user.name")


def on_a_proposal(folder: Path) -> None:
    git(folder, "checkout", "-q", "-b", "proposals/hopping/1")


def shallow(folder: Path) -> None:
    head = git(folder, "rev-parse", "HEAD")
    (folder / ".git" / "shallow").write_text(f"{head}\n")


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (merging, "in the middle of a merge"),
        (detached, "is detached"),
        (locked, "is locked; .*index.lock"),
        (nameless, "has no user name"),
        (shallow, "a shallow clone"),
        (on_a_proposal, "is checked out and is a proposal"),
    ],
)
def test_an_odd_repository_is_said_plainly_before_anything_is_touched(
    break_it: Callable[[Path], None], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    evidence = in_git(tmp_path)
    running = Store(evidence)
    data = changed(running, running.main, "Sore feet", "Sore toes")
    break_it(tmp_path)
    before = git(tmp_path, "for-each-ref")
    with pytest.raises(Unfit, match=said):
        Store(evidence)
    with pytest.raises(Unfit):
        running.create(HOPPING, data, ANN, running.main)
    assert git(tmp_path, "for-each-ref") == before


def test_a_folder_outside_git_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(Unfit, match="isn't in a git repository"):
        Store(tmp_path)


def test_a_read_only_repository_is_said_plainly() -> None:
    """Root may write anywhere, so it is tried as nobody in particular."""
    with tempfile.TemporaryDirectory() as folder:
        evidence = in_git(Path(folder))
        for path in (Path(folder), *Path(folder).rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        trial = (
            "import os, sys; from pathlib import Path; from web.editing.store import Store\n"
            "os.getuid() or os.setuid(65534)\n"
            "Store(Path(sys.argv[1]))"
        )
        trust = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory"}
        done = subprocess.run(
            [sys.executable, "-c", trial, str(evidence)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, **trust, "GIT_CONFIG_VALUE_0": "*", "PYTHONDONTWRITEBYTECODE": "1"},
        )
        for path in (Path(folder), *Path(folder).rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        assert "the repository is read-only" in done.stderr
