"""Whatever the words of a collection are: what `kb check` passes, every command and page takes."""

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path

import pytest
from flask import Flask

from addresses import filled
from any_collection import TEXTS, any_collection, written
from conftest import Run
from kb.command.main import COMMANDS
from kb.model.entries import FOLDERS, KINDS
from kb.model.library import Library
from kb.overviews.evidence_table import GROUPS
from web.application import create_app

# `serve` is its pages; `eval` reads no collection.
NOT_RUN = {"serve", "eval"}
LEVELS = ("plain", "clinician", "study")
# Words of the collection that comes with the code; none that is drawn here.
ANCHORED = re.compile(r'href="(/[^"#?]*)?#([^"]+)"')
FOREIGN = re.compile(r"\b(back pain|pains?|spasms?|radicular|sciatica|lumbar)\b", re.I)


def commands(library: Library) -> Mapping[str, list[tuple[str, ...]]]:
    """Every command that reads a collection, as it is typed."""
    ids = [entry.id for entry in library.entries()]
    return {
        "check": [(), ("--format", "json"), ("--format", "github")],
        "index": [(), ("--engine", "whoosh")],
        "search": [("stage", "calm", "--explain"), *((text, "--json") for text in TEXTS)],
        "show": [(id, *json) for id in ids for json in ((), ("--json",))],
        "stats": [(), ("--json",)],
        "dump": [()],
        "schema": [()],
        "new": [(kind, f"{kind} 2001") for kind in KINDS],
    }


def addresses(app: Flask, library: Library) -> Iterator[str]:
    """Every address a reader can get: with each id, and in states that the vocabulary makes."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            yield from _filled(rule.rule, library)
    for id, level in product(library.interventions, LEVELS):
        yield f"/interventions/{id}?level={level}&folds=open"
    words = library.vocabulary
    for stage, group, sort in product(words.stages, GROUPS, ("category", "certainty", "magnitude")):
        columns = "".join(f"&outcome={id}" for id in words.outcomes)
        yield f"/matrix?stage={stage}&comparator={group}&sort={sort}{columns}"
    yield "/compare?" + "&".join(f"with={id}" for id in library.interventions)
    yield from (f"/search?q={id}&stage={id}&outcome={id}&category={id}" for id in words.stages)


def _filled(route: str, library: Library) -> Iterator[str]:
    folder = route.split("/")[1]
    entries = getattr(library, folder).values() if folder in FOLDERS else library.entries()
    for id in [entry.id for entry in entries] if "<id>" in route else [""]:
        yield filled(route.replace("<id>", id), library)


@pytest.mark.parametrize("seeds", [range(6), pytest.param(range(6, 80), marks=pytest.mark.full)])
def test_what_check_passes_runs_everywhere_in_its_own_words(seeds: Iterable[int], kb: Run) -> None:
    for seed in seeds:
        with tempfile.TemporaryDirectory() as temporary:
            run_everything(seed, Path(temporary), kb)


def run_everything(seed: int, temporary: Path, kb: Run) -> None:
    folder, index = written(temporary / "evidence", any_collection(seed)), temporary / "index"
    app = create_app(folder, index, edit=True, public="https://a.example")
    app.config["PROPAGATE_EXCEPTIONS"] = True
    library = app.extensions["live"].state.library
    assert [one for one in library.problems if one.severity == "error"] == []
    pages = {}
    for address in addresses(app, library):
        with app.test_client().get(address, follow_redirects=True) as page:
            assert page.status_code == 200, address
            pages[address] = page.get_data(as_text=True)
            assert not FOREIGN.search(pages[address]), address
    for address, page_text in pages.items():
        for path, anchor in ANCHORED.findall(page_text):
            assert f'id="{anchor}"' in pages[path or address], (address, path, anchor)
    typed = commands(library)
    assert typed.keys() == COMMANDS.keys() - NOT_RUN
    for command, words in ((name, words) for name, lists in typed.items() for words in lists):
        kept = ("--index", index) if command in ("index", "search") else ()
        done = kb(command, "--evidence", folder, *kept, *words)
        assert done.returncode == 0, (command, words, done.stderr)
        assert not FOREIGN.search(done.stdout), (command, words)
