"""`kb diff`: what changed between two commits, tags or folders, in words."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, Run

MIGRAINE = ROOT / "tests" / "migraine"
SOURCE = "sources/linde-topiramate-2013.yaml"


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
    subprocess.run(["git", "-C", folder, *who, *words], check=True, capture_output=True)


def edited(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the collection in a folder, tagged `first`, with uncommitted changes."""
    top = tmp_path / "clone"
    shutil.copytree(MIGRAINE, top / "evidence")
    git(tmp_path, "init", "-q", str(top))
    git(top, "add", ".")
    git(top, "commit", "-qm", "first")
    git(top, "tag", "first")
    edited(top / "evidence/interventions/topiramate.yaml", "estimate: -0.99", "estimate: -1.3")
    edited(top / "evidence/interventions/topiramate.yaml", "{level: high}", "{level: low}")
    with (top / "evidence" / SOURCE).open("a") as file:
        file.write("status: {kind: retracted, date: 2026-01-01}\n")
    source = (top / "evidence/sources/ehf-topiramate-2023.yaml").read_text(encoding="utf-8")
    (top / "evidence/sources/able-2026.yaml").write_text(source, encoding="utf-8")
    return top


def test_statements_new_sources_and_retractions_are_reported(kb: Run, repository: Path) -> None:
    done = kb("diff", "first", cwd=repository)
    assert done.returncode == 0, done.stderr
    for words in ("Sources retracted: 1", "New sources: 1", "was: ", "now: ", "−1.3"):
        assert words in done.stdout


def test_programs_get_ids(kb: Run, repository: Path) -> None:
    told = json.loads(kb("diff", "first", "--json", cwd=repository).stdout)
    assert told["new-sources"] == ["able-2026"]
    assert told["retracted"] == ["linde-topiramate-2013"]
    assert told["statuses"] == [
        {"source": "linde-topiramate-2013", "before": None, "after": "retracted"}
    ]
    said = {(one["intervention"], one["finding"]): one["after"] for one in told["statements"]}
    assert "−1.3" in said["topiramate", "ehf-topiramate-2023--1"]
    assert "retracted" in said["sumatriptan", "linde-topiramate-2013--1"]
    changed = {one["intervention"]: one["after"]["certainty"] for one in told["answers"]}
    assert changed == {"topiramate": "low", "sumatriptan": "not-graded"}


def test_two_commits_and_two_folders_compare_alike(kb: Run, repository: Path) -> None:
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "second")
    commits = json.loads(kb("diff", "first", "HEAD", "--json", cwd=repository).stdout)
    folders = json.loads(kb("diff", MIGRAINE, "evidence", "--json", cwd=repository).stdout)
    for told in (commits, folders):
        del told["before"], told["after"]
    assert commits == folders


def test_backwards_what_came_is_gone(kb: Run, repository: Path) -> None:
    told = json.loads(kb("diff", "evidence", MIGRAINE, "--json", cwd=repository).stdout)
    assert told["removed-sources"] == ["able-2026"]
    assert told["retracted"] == []


def test_a_collection_without_entries_has_no_date(kb: Run, repository: Path) -> None:
    for folder in ("interventions", "conditions", "claims"):
        shutil.rmtree(repository / "evidence" / folder, ignore_errors=True)
    told = json.loads(kb("diff", "evidence", "first", "--json", cwd=repository).stdout)
    assert told["before"] == "evidence"


def test_cautions_and_harms_that_changed_are_in_it(kb: Run, repository: Path) -> None:
    path = repository / "evidence/interventions/propranolol.yaml"
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    said["summary"] = f"Newly said. {said['summary']}"
    (harm,) = said.pop("harms")[:1]
    source = said["findings"][0]["source"]
    said["cautions"] = [{"kind": "caution", "what": "Not before breakfast.", "source": source}]
    path.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), encoding="utf-8")
    told = json.loads(kb("diff", "first", "--json", cwd=repository).stdout)
    parts = {one["part"]: one for one in told["parts"] if one["entry"] == "propranolol"}
    assert parts["summary"]["after"][0].startswith("Newly said.")
    assert "Not before breakfast." in parts["cautions"]["after"][0]
    assert parts["cautions"]["before"] == []
    assert harm["what"] in parts["harms"]["before"][0]
    assert parts["harms"]["after"] == []
    words = kb("diff", "first", cwd=repository).stdout
    assert "Changed cautions: 1" in words
    assert "now: caution, Not before breakfast." in words


def test_nothing_changed_says_so(kb: Run, repository: Path) -> None:
    assert "Nothing readers see" in kb("diff", MIGRAINE, MIGRAINE, cwd=repository).stdout


def test_a_file_with_errors_is_named_and_not_called_gone(kb: Run, repository: Path) -> None:
    edited(repository / "evidence/interventions/sumatriptan.yaml", "name:", "nam:")
    told = json.loads(kb("diff", "first", "--json", cwd=repository).stdout)
    assert told["not-compared"] == ["sumatriptan"]
    assert told["removed-interventions"] == []


@pytest.mark.parametrize("name", ["nowhere", "first^{tree}", "a b", "../.."])
def test_what_there_is_not_gets_one_sentence(name: str, kb: Run, repository: Path) -> None:
    done = kb("diff", name, cwd=repository)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_outside_a_repository_too(kb: Run, tmp_path: Path) -> None:
    shutil.copytree(MIGRAINE, tmp_path / "evidence")
    done = kb("diff", "HEAD", cwd=tmp_path)
    assert done.returncode == 2
    assert "git" in done.stderr


def test_a_commit_without_a_collection_gets_one_sentence(kb: Run, repository: Path) -> None:
    git(repository, "mv", "evidence", "data")
    git(repository, "commit", "-qam", "moved")
    git(repository, "mv", "data", "evidence")
    done = kb("diff", "HEAD", cwd=repository)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
