"""A collection from nothing, by the guide: what `kb check` asks for is all that has to be filled
in.
"""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from conftest import ROOT, Run
from web.application import create_app

COMMANDS = re.compile(r"(?s)## A collection of your own\n.*?```sh\n(.*?)```")
# What an editor knows: a value for each field, as they would type it.
KNOWN = {
    "description": "What helps to prevent migraine.",
    "focus-phrase": "migraine",
    "licence": "CC0-1.0",
    "opening": "In migraine",
    "summary": "Written by hand [@linde-2013].",
    "type": "article-journal",
    "design": "systematic-review",
    "title": "Topiramate for the prophylaxis of episodic migraine in adults",
    "category": "drug",
    "id": "linde-2013--1",
    "population": "Adults with episodic migraine",
    "stage": "all",
    "comparator": "placebo",
    "outcome": "responder",
    "measure": "RR",
    "estimate": "2.02",
    "better": "higher",
    "level": "not-graded",
    "source": "linde-2013",
    "key": "true",
}
# Where a field that a rule asks for belongs: below this one.
NEXT_TO = {"better": "estimate", "key": "outcome"}


def guided() -> Iterator[list[str]]:
    """The commands of the guide, without the `kb` they begin with."""
    found = COMMANDS.search((ROOT / "docs" / "editing.md").read_text(encoding="utf-8"))
    assert found
    for line in found[1].splitlines():
        command, *words = shlex.split(line)
        assert command == "kb"
        yield words


def fill_in(folder: Path, problem: dict[str, str | int]) -> None:
    """Do what one problem asks for: give an empty or missing field its value."""
    path, number = folder / str(problem["file"]), int(problem["line"])
    lines = path.read_text(encoding="utf-8").splitlines()
    field = re.split(r"[.\]]", str(problem["field"]))[-1]
    if problem["rule"] == "empty-value":
        assert lines[number - 1].endswith(f"{field}:")
        lines[number - 1] += f" {KNOWN[field]}"
    else:
        added = re.search(r"add `([a-z]+)(?:: \w+)?`", str(problem["hint"]))
        assert added, problem
        at = next(i for i, line in enumerate(lines) if f" {NEXT_TO[added[1]]}:" in line)
        indent = re.match(r"[ -]*", lines[at])
        assert indent
        lines.insert(at + 1, " " * len(indent[0]) + f"{added[1]}: {KNOWN[added[1]]}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_the_guide_leads_from_nothing_to_a_served_entry(kb: Run, tmp_path: Path) -> None:
    for words in guided():
        result = kb(*words, cwd=tmp_path)
        assert result.returncode == (1 if words == ["check"] else 0), result.stderr
    folder = tmp_path / "evidence"
    for _ in range(40):
        report = json.loads(kb("check", "--format", "json", cwd=tmp_path).stdout)
        problems = report["problems"]
        if not problems:
            break
        fill_in(folder, problems[0])
    assert problems == []
    pages = create_app(folder, tmp_path / "index").test_client()
    assert "Written by hand" in pages.get("/conditions/migraine").text
    page = pages.get("/interventions/topiramate")
    assert page.status_code == 200
    assert "In migraine, " in page.text
    assert "2.02" in page.text


def test_a_new_collection_never_overwrites(kb: Run, tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "notes.txt").write_text("mine")
    result = kb("new", "collection", "evidence", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert "isn't an empty folder" in result.stderr
    assert [path.name for path in (tmp_path / "evidence").iterdir()] == ["notes.txt"]
