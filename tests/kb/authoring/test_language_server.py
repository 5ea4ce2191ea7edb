"""What editors' YAML plug-ins offer and explain: this collection's own ids, and no other's."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT, full
from kb.authoring.json_schema import write_schemas
from kb.loading import load
from kb.model.entries import KINDS
from kb.model.library import Library
from kb.model.schema import Model
from kb.reading.shape import fields
from language_server import LanguageServer, installed, running
from small_collection import write_collection

ID = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)+")


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    """The server, installed once into `build/`."""
    if not shutil.which("npm"):
        pytest.skip("npm is missing")
    with running(installed(ROOT / "build" / "yaml-language-server")) as server:
        yield server


@pytest.fixture(scope="module", params=["small", *full("shipped")])
def library(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, evidence: Path
) -> Library:
    """A collection whose schemas are written: a small one, and a copy of the shipped one."""
    folder = tmp_path_factory.mktemp(str(request.param))
    if request.param == "small":
        write_collection(folder)
    else:
        shutil.copytree(evidence, folder, dirs_exist_ok=True)
    library = load(folder)
    write_schemas(library.folder, library.files.values())
    return library


def every_id(library: Library) -> set[str]:
    """The ids of the entries, of their parts, and of the words of the vocabulary."""
    return {id for file in library.files.values() for id in (*file.ids, file.id)}


def value_lines(model: type[Model], indent: str = "") -> Iterator[str]:
    """Each field of a model on a line of its own with nothing after its colon."""
    for key, (_, shape) in fields(model).items():
        inner = shape.item or shape
        yield f"{indent}{key}: "
        if inner.model and shape.item:
            first, *rest = value_lines(inner.model, indent + "    ")
            yield (
                first.replace("    ", "  - ", 1) if not indent else f"{indent}  - {first.strip()} "
            )
            yield from rest
        elif inner.model:
            yield from value_lines(inner.model, indent + "  ")


def every_choice(model: type[Model]) -> Iterator[str]:
    """The words that the model itself allows."""
    for _, shape in fields(model).values():
        inner = shape.item or shape
        yield from inner.choices
        if inner.model:
            yield from every_choice(inner.model)


def entry(kind: str) -> str:
    """A file of a kind with all its fields, all of them empty."""
    head = f"# yaml-language-server: $schema=../schema/{kind}.json"
    return "\n".join([head, *value_lines(KINDS[kind])]) + "\n"


def complete(server: LanguageServer, library: Library, line: str) -> set[str]:
    """What is offered after a line in a finding."""
    path = library.folder / "interventions" / "new.yaml"
    head = "# yaml-language-server: $schema=../schema/intervention.json\nfindings:\n"
    server.open(path, f"{head}  - {line}\n")
    return set(server.completions(path, 2, len(line) + 4))


@pytest.mark.parametrize(
    ("line", "of"),
    [("source: ", "sources"), ("stage: ", "stages"), ("comparator: ", "comparators"),
     ("outcome: ", "outcomes"), ("effect: {scale: ", "scales")],
)  # fmt: skip
def test_completion_offers_the_ids_of_this_collection(
    server: LanguageServer, library: Library, line: str, of: str
) -> None:
    known = getattr(library, of, None) or getattr(library.vocabulary, of)
    assert complete(server, library, line) == set(known)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_another_collection_is_offered_or_shown(
    server: LanguageServer, tmp_path: Path, shipped_library: Library, kind: str
) -> None:
    library = load(write_collection(tmp_path))
    write_schemas(library.folder, library.files.values())
    foreign = every_id(shipped_library) - every_id(library) - set(every_choice(KINDS[kind]))
    path = library.folder / f"{kind}s" / "new.yaml"
    text = entry(kind)
    server.open(path, text)
    for number, line in enumerate(text.splitlines()[1:], 1):
        offered = server.completions(path, number, len(line))
        said = (server.hover(path, number, len(line) - 3), *offered, *offered.values())
        assert {id for text in said for id in ID.findall(text)} & foreign == set(), line


def test_hovering_a_field_explains_it_and_its_words(
    server: LanguageServer, library: Library
) -> None:
    path = library.folder / "interventions" / "new.yaml"
    head = "# yaml-language-server: $schema=../schema/intervention.json\nfindings:\n"
    server.open(path, f"{head}  - stage: acute\n")
    said = server.hover(path, 2, 6).replace("\\", "")
    for id, stage in library.vocabulary.stages.items():
        assert id in said
        assert stage.name in said
