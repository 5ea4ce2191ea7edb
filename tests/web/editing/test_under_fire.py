"""Many editors at once, and an end at any moment: the history stays straight, nothing is lost."""

import multiprocessing
import os
import random
import re
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from git_collection import ANN, BOB, HOPPING, git, in_git
from web.editing.accepting import Verdict, accepted_file
from web.editing.git import Person
from web.editing.proposal import Proposal
from web.editing.saving import on_main
from web.editing.store import Store

TODAY = date(2026, 11, 29)
EDITORS = [Person(name, f"{name}@example.org") for name in ("ann", "bob", "cat", "dan", "eve")]
FILES = ("interventions/hopping.yaml", "interventions/herb-tea.yaml")
# Fields that both files have, as they are typed there.
FIELDS = ("stage", "population", "comparator", "result", "certainty", "name", "summary")


def edited(data: bytes, field: str, value: str) -> bytes:
    """The file with the first such field being something else."""
    return re.sub(
        rf"(?m)^( *){field}: .*$".encode(), rf"\1{field}: {value}".encode(), data, count=1
    )


def value(data: bytes | None, field: str) -> str:
    found = re.search(rf"(?m)^ *{field}: (.*)$".encode(), data or b"")
    return found[1].decode() if found else ""


def one_edit(store: Store, seed: int) -> tuple[str, str, str, str] | None:
    """Propose a random change and have another accept it; None if somebody changed the same
    field meanwhile. Gives the file, the field, the value and the commit.
    """
    dice = random.Random(seed)  # noqa: S311 - a test's choice
    editor, reviewer = dice.sample(EDITORS, 2)
    file, field, new = dice.choice(FILES), dice.choice(FIELDS), f"v{seed}"
    main = store.main
    data = store.file(main, file)
    assert data is not None
    proposal = store.create(file, edited(data, field, new), editor, main)
    if on_main(store, proposal, store.main).conflicts:
        return None
    verdict = Verdict(f"edit {seed}", TODAY)
    try:
        commit = store.accept(
            proposal, lambda main: accepted_file(store, proposal, main, verdict), reviewer
        )
    except RuntimeError as error:
        assert "in the same place" in str(error), error
        return None
    return file, field, new, commit


@pytest.mark.parametrize("edits", [12, pytest.param(200, marks=pytest.mark.full)])
def test_random_edits_by_five_editors_at_once_are_all_there(edits: int, tmp_path: Path) -> None:
    evidence = in_git(tmp_path)
    store = Store(evidence)
    with ThreadPoolExecutor(5) as editors:
        done = [one for one in editors.map(lambda seed: one_edit(store, seed), range(edits)) if one]
    assert len(done) > edits / 3
    order = git(tmp_path, "rev-list", "--reverse", "main").split()
    assert git(tmp_path, "rev-list", "--count", "--min-parents=2", "main") == "0"
    assert len(order) == len(done) + 1
    last: dict[tuple[str, str], str] = {}
    for file, field, new, commit in sorted(done, key=lambda one: order.index(one[3])):
        assert value(store.file(commit, file), field) == new
        last[file, field] = new
    for (file, field), new in last.items():
        assert value(store.file(store.main, file), field) == new
    proposed = [store.file(proposal.tip, proposal.file) or b"" for proposal in store.proposals()]
    assert all(any(f": v{seed}\n".encode() in text for text in proposed) for seed in range(edits))
    assert git(tmp_path, "status", "--porcelain") == ""
    assert git(tmp_path, "fsck", "--strict", "--no-dangling") == ""


def accepted(store: Store, proposal: Proposal, main: str) -> bytes:
    return accepted_file(store, proposal, main, Verdict("x", TODAY))


def saves_and_accepts(folder: str, said: str) -> None:
    """Save and accept as long as the tests run, and note what was done after it was done."""
    os.setsid()
    parent = os.getppid()
    store = Store(Path(folder))
    with Path(said).open("a") as log:
        number = int(value(store.file(store.main, HOPPING), "population") or 0)
        while os.getppid() == parent:
            number += 1
            main = store.main
            data = edited(store.file(main, HOPPING) or b"", "population", str(number))
            proposal = store.create(HOPPING, data, ANN, main)
            print(f"saved {number} {proposal.name.branch}", file=log, flush=True)
            proposal = store.save(proposal, edited(data, "name", f"name {number}"), ANN)
            print(f"renamed {number} {proposal.name.branch}", file=log, flush=True)
            store.accept(proposal, partial(accepted, store, proposal), BOB)
            print(f"accepted {number} -", file=log, flush=True)


@pytest.mark.skipif(sys.platform == "win32", reason="has no process groups")
@pytest.mark.parametrize("moments", [3, pytest.param(40, marks=pytest.mark.full)])
def test_a_sudden_end_at_any_moment_loses_nothing_that_was_said_to_be_saved(
    moments: int, tmp_path: Path
) -> None:
    evidence, log = in_git(tmp_path / "clone"), tmp_path / "log"
    begin = evidence / HOPPING
    begin.write_bytes(edited(begin.read_bytes(), "population", "0"))
    git(evidence, "commit", "-q", "-a", "-m", "population: a number")
    log.touch()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["web.editing.accepting"])
    dice = random.Random(moments)  # noqa: S311 - a test's choice
    for moment in range(moments):
        at_work = context.Process(target=saves_and_accepts, args=(str(evidence), str(log)))
        written = log.stat().st_size
        at_work.start()
        for _ in range(400):  # until it is at work, in a group of its own with every git it starts
            if log.stat().st_size > written and (moment or "accepted" in log.read_text()):
                break
            at_work.join(0.05)
        at_work.join(dice.random())
        os.killpg(at_work.pid or 0, signal.SIGKILL)
        at_work.join(10)
        for lock in (evidence.parent / ".git").rglob("*.lock"):
            lock.unlink()  # as the message of a locked repository says
        assert git(evidence, "fsck", "--strict", "--no-dangling") == ""
        assert_all_there(Store(evidence), log.read_text().splitlines())
        assert git(evidence, "status", "--porcelain") == ""
    assert "accepted" in log.read_text()


def assert_all_there(store: Store, lines: list[str]) -> None:
    """Whether all that was said to be done is there."""
    for line in lines[-6:]:
        what, number, branch = line.split()
        if what == "accepted":
            assert int(value(store.file(store.main, HOPPING), "population")) >= int(number)
        else:
            data = store.file(f"refs/heads/{branch}", HOPPING)
            assert value(data, "population") == number
            assert what == "saved" or value(data, "name") == f"name {number}"
