"""Work grows with the collection and no faster. Calls are counted: seconds depend on the machine.

Four times the entries may take five times the calls: four and what sorting adds.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType

import pytest
from flask import Flask
from flask.testing import FlaskClient

from addresses import PARAMETERS, STATES, filled
from bench.yaml_collection import write_yaml
from kb.loading import load
from search.answering.searcher import Index
from search.opening import open_index
from web.application import create_app

WARMING, SMALL, LARGE = 20, 60, 240  # entries; the first lets all that is made once be made
MOST = 5.0  # times the calls for four times the entries
# A change in each kind of file, and in the vocabulary, which all files are checked against.
EDITS = {
    "interventions/hopping.yaml": ("summary: May", "summary: Might"),
    "conditions/sore-knees.yaml": ("summary: Pain", "summary: Ache"),
    "claims/hopping-heals.yaml": ("why: ", "why: Truly "),
    "sources/able-2020.yaml": ("title: ", "title: New "),
    "vocabulary/outcomes.yaml": ("How strong", "How bad"),
}
Counts = Mapping[str, int]


def calls(do: Callable[..., object], *given: object, **named: object) -> int:
    """How many functions are called, and generators resumed, in this thread."""
    count = 0

    def note(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        do(*given, **named)
    finally:
        sys.setprofile(before)
    return count


def counted(measure: Callable[[Path, int], Iterator[tuple[str, int]]], folder: Path) -> list[str]:
    """What grows faster than the collection, each with its calls."""
    _, small, large = (dict(measure(folder, size)) for size in (WARMING, SMALL, LARGE))
    assert small.keys() == large.keys()
    return [
        f"{what}: {small[what]:,} calls, then {large[what]:,}"
        for what in small
        if large[what] > MOST * small[what]
    ]


def loading(folder: Path, size: int) -> Iterator[tuple[str, int]]:
    """The calls of reading and indexing, from nothing and from what is kept."""
    evidence, index = write_yaml(folder / str(size), size), folder / f"index-{size}"
    for what in ("from nothing", "from what is kept"):
        yield f"reading {what}", calls(load, evidence, cache=index)
        library = load(evidence)
        assert not library.problems
        yield f"indexing {what}", calls(open_index, library, index)


def edits(folder: Path, size: int) -> Iterator[tuple[str, int]]:
    """The calls until an edit is read and indexed."""
    evidence, index = write_yaml(folder / str(size), size), folder / f"index-{size}"
    opened = open_index(load(evidence), index)
    for path, (old, new) in EDITS.items():
        text = (evidence / path).read_text(encoding="utf-8")
        assert old in text
        (evidence / path).write_text(text.replace(old, new, 1), encoding="utf-8")
        yield f"an edit of {path}", calls(_refresh, evidence, index, opened)


def _refresh(evidence: Path, index: Path, opened: Index) -> None:
    library = load(evidence, previous=opened.content.library)
    open_index(library, index, previous=opened)


def pages(folder: Path, size: int) -> Iterator[tuple[str, int]]:
    """The calls of every answer that is not ready."""
    app = create_app(
        write_yaml(folder / str(size), size), folder / f"index-{size}", public="https://a.example"
    )
    state = app.extensions["live"].state
    for address in (*_routes(app), *STATES, "/search?q=hopping"):
        state.kept.clear()
        asked = filled(address, state.library)
        yield address, calls(_ask, app.test_client(), asked)


def _ask(reader: FlaskClient, address: str) -> None:
    reader.get(address).close()


def _routes(app: Flask) -> list[str]:
    """Everything that can be asked for: pages, data, pictures, exports."""
    rules = (rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()))
    return [rule.rule for rule in rules if rule.arguments <= {"id", *PARAMETERS}]


@pytest.mark.parametrize("measure", [loading, edits, pages], ids=lambda one: one.__name__)
def test_work_grows_no_faster_than_the_collection(
    measure: Callable[[Path, int], Iterator[tuple[str, int]]], tmp_path: Path
) -> None:
    assert counted(measure, tmp_path) == []
