"""Everything a collection is used for: each command and each address, over any that check passes.

What is shown and written has no word of the collection that comes with the code.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

from flask import Flask

from addresses import of_route
from conftest import ROOT, Run
from kb.command import exporting
from kb.command.main import COMMANDS
from kb.model.entries import KINDS
from kb.model.library import Library
from kb.model.problems import Problem
from kb.overviews.evidence_table import GROUPS
from web.application import create_app

# `serve`, `propose` and `mcp` last, `build` writes pages; proposals need a repository; `eval` reads
# no collection.
NOT_RUN = {"serve", "build", "propose", "mcp", "proposals", "eval"}
RETRACTIONS = str(ROOT / "tests" / "kb" / "overviews" / "retractions.csv")
REFERENCES = str(ROOT / "tests" / "kb" / "importing" / "references.ris")
LEVELS = ("plain", "clinician", "study")
ANCHORED = re.compile(r'href="(/[^"#?]*)?#([^"]+)"')
# Pain is a word of migraine too.
FOREIGN = re.compile(
    r"\b(back pain|spasms?|radicular|sciatica|lumbar|acute pain|chronic pain|kinds of pain)\b", re.I
)


def use(folder: Path, kb: Run, words: re.Pattern[str] = FOREIGN) -> tuple[Problem, ...]:
    """Use what a collection serves in every way, and return its errors.

    Fails where something fails, leads nowhere or shows one of the words.
    """
    index = folder.parent / "index"
    app = create_app(folder, index, edit=True, public="https://a.example")
    app.config["PROPAGATE_EXCEPTIONS"] = True
    library = app.extensions["live"].state.library
    errors = tuple(one for one in library.problems if one.severity == "error")
    shown = {address: _page(app, address) for address in _addresses(app, library)}
    for address, page in shown.items():
        for path, anchor in ANCHORED.findall(page):
            assert f'id="{anchor}"' in shown[path or address], (address, path, anchor)
    typed = _commands(library)
    assert typed.keys() == COMMANDS.keys() - NOT_RUN
    shutil.rmtree(exported := folder.parent / "exported", ignore_errors=True)
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    for command, more in ((name, more) for name, lists in typed.items() for more in lists):
        kept = ("--index", index) if command in ("index", "search") else ()
        done = kb(command, "--evidence", folder, *kept, *more)
        expected = {"check": 1, "export": 2}.get(command, 0) if errors else 0
        assert done.returncode == expected, (command, more, done.stderr)
        shown[f"kb {command} {more}"] = done.stdout
    for path in folder.rglob("*.*"):
        if path.read_bytes() != before.get(path):
            shown[path.name] = path.read_text(encoding="utf-8")
    for path in exported.rglob("*.*"):
        if path.suffix in (".csv", ".json", ".jsonl"):
            shown[f"exported {path.name}"] = path.read_text(encoding="utf-8")
    assert {where: words.findall(text) for where, text in shown.items() if words.search(text)} == {}
    return errors


def _page(app: Flask, address: str) -> str:
    with app.test_client().get(address, follow_redirects=True) as answer:
        assert answer.status_code == 200, address
        return answer.get_data().decode(errors="replace")  # an archive is no text


def _commands(library: Library) -> Mapping[str, list[tuple[str, ...]]]:
    """Every command that reads a collection, as it is typed."""
    entries = [*library.entries()]
    texts = {word.name for word in library.vocabulary.outcomes.values()}
    exported = library.folder.parent / "exported"
    texts |= {text for entry in entries for text in (entry.title, entry.id)}
    return {
        "check": [(), ("--format", "json"), ("--format", "github")],
        "index": [(), ("--engine", "whoosh")],
        "search": [("stage", "--explain"), *((text, "--json") for text in sorted(texts))],
        "show": [(one.id, *json) for one in entries for json in ((), ("--json",))],
        "stats": [(), ("--json",)],
        "dump": [()],
        "export": [(form, "--out", str(exported / form)) for form in exporting.NAMES],
        "diff": [(str(library.folder), *json) for json in ((), ("--json",))],
        "stale": [(), ("--json",)],
        "sources": [
            (*which, *json)
            for which in (("--against", RETRACTIONS), ("--verify", REFERENCES), ("--unfinished",))
            for json in ((), ("--json",))
        ],
        "schema": [()],
        "import": [(REFERENCES, "--dry-run"), (REFERENCES, "--dry-run", "--json")],
        "new": [(kind, f"{kind} 2001") for kind in KINDS],
    }


def _addresses(app: Flask, library: Library) -> Iterator[str]:
    """Every address a reader can get: with each id, and in states that the vocabulary makes."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            yield from of_route(rule.rule, library)
    for id, level in product(library.interventions, LEVELS):
        yield f"/interventions/{id}?level={level}&folds=open"
    words = library.vocabulary
    for stage, group, sort in product(words.stages, GROUPS, ("category", "certainty", "magnitude")):
        columns = "".join(f"&outcome={id}" for id in words.outcomes)
        yield f"/matrix?stage={stage}&comparator={group}&sort={sort}{columns}"
    yield "/compare?" + "&".join(f"with={id}" for id in library.interventions)
    yield from (f"/search?q={id}&stage={id}&outcome={id}&category={id}" for id in words.stages)
