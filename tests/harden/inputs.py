"""Mutations, the YAML test suite and naughty strings: nothing may be raised."""

import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from test_mutated_entries import BLUNT, CLEAN, MUTATIONS, TODAY, as_bytes, errors

from harden.trials import Attempt, Outcome, outcome
from kb.loading import load
from kb.reading.references import known
from search.answering.results import Request
from search.opening import open_index
from small_collection import HOPPING, write_collection
from web.application import create_app

MUTATED = 100_000


def mutations(scale: float) -> Outcome:
    """Mutated entries: each loads, or has a problem with a line that exists."""
    return outcome("mutations through reading and rules", _mutations(int(MUTATED * scale)))


def _mutations(count: int) -> Iterator[Attempt]:
    chance = random.Random(count)  # noqa: S311 - the same mutations every time
    with tempfile.TemporaryDirectory() as folder:
        library = load(write_collection(Path(folder)), today=TODAY)
        words = {name: getattr(library.vocabulary, name) for name in vars(library.vocabulary)}
        world = library, known(library.files.values(), words)
        for number in range(count):
            path = chance.choice(list(CLEAN))
            data = as_bytes(MUTATIONS[number % len(MUTATIONS)](chance, CLEAN[path]))
            for _ in range(chance.choice((0, 0, 1, 2))):
                text = data.decode("utf-8", "replace") or "x"
                data = as_bytes(chance.choice(BLUNT)(chance, text))
            try:
                errors(path, data, world)
                yield None
            except Exception as error:  # noqa: BLE001 - a trial is there to see it
                yield f"{type(error).__name__} for {data[:200]!r}"


def yaml_suite(inputs: Path) -> Outcome:
    """Each document of the YAML test suite as an entry: withheld, the rest served."""
    lines = (inputs / "yaml-suite.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["yaml"] for line in lines if line]
    return outcome("yaml-test-suite, each as an entry", _withheld(texts))


def _withheld(texts: list[str]) -> Iterator[Attempt]:
    with tempfile.TemporaryDirectory() as name:
        folder = write_collection(Path(name))
        entry = folder / "interventions" / "trial.yaml"
        whole = sum(1 for _ in load(folder, today=TODAY).entries())
        for text in texts:
            entry.write_bytes(text.encode("utf-8", "surrogatepass"))
            library = load(folder, today=TODAY)
            told = [one for one in library.problems if one.file == "interventions/trial.yaml"]
            served = sum(1 for _ in library.entries())
            yield None if told and served == whole else f"not withheld alone: {text[:120]!r}"


def naughty_strings(inputs: Path) -> Outcome:
    """Strings that have broken software: as text of an entry, as a search, as an address."""
    strings = json.loads((inputs / "blns.json").read_text(encoding="utf-8"))
    return outcome("naughty strings as text, search and address", _naughty(strings))


def _naughty(strings: list[str]) -> Iterator[Attempt]:
    with tempfile.TemporaryDirectory() as name:
        folder = write_collection(Path(name) / "evidence")
        app = create_app(folder, Path(name) / "index")
        index = open_index(load(folder), Path(name) / "index")
        entry = folder / "interventions" / "hopping.yaml"
        for string in strings:
            index.search(Request(string))
            yield _asked(app, "/search", string) or _asked(app, "/api/v1/search", string)
            quoted = json.dumps(string, ensure_ascii=True)
            before, _, after = HOPPING.partition("summary: ")
            rest = after.partition("\n")[2]
            entry.write_text(f"{before}summary: {quoted}\n{rest}", "utf-8")
            load(folder, today=TODAY)
            yield None


def _asked(app: Flask, path: str, query: str) -> Attempt:
    status = app.test_client().get(path, query_string={"q": query}).status_code
    return None if status in (200, 400) else f"{path} answers {status} for {query[:80]!r}"
