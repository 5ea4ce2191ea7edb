"""The schemas: they are fresh, they accept what is shipped, they refuse slips, and they speak to
editors.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from kb.authoring.json_schema import printed, schemas, write_schemas
from kb.authoring.new_files import files_of
from kb.loading import load
from kb.model.collection import VOCABULARY
from kb.model.entries import FOLDERS
from kb.model.library import Library
from small_collection import HERB_TEA, write, write_collection

OF_FOLDER = {folder: f"{kind}.json" for folder, kind in FOLDERS.items()}


class PlainYaml(yaml.SafeLoader):
    """Reads scalars by the core schema of YAML 1.2, as editors' plug-ins do."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}


for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    PlainYaml.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}",
        re.compile(f"^(?:{pattern})$"),
        [*first, ""] if tag == "null" else list(first),
    )


def read(path: Path) -> object:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=PlainYaml)  # noqa: S506 - a safe loader with fewer types


def problems(schema: dict[str, Any], thing: object) -> list[str]:
    return [
        f"{list(error.absolute_path)}: {error.message[:200]}"
        for error in Draft7Validator(schema).iter_errors(thing)
    ]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small collection that nobody changes."""
    return write_collection(tmp_path_factory.mktemp("small"))


def test_the_shipped_schemas_are_fresh(evidence: Path, shipped_library: Library) -> None:
    fresh = schemas(shipped_library.files.values())
    stale = [
        name
        for name, schema in fresh.items()
        if (evidence / "schema" / name).read_text(encoding="utf-8") != printed(schema)
    ]
    assert stale == [], "run `kb schema`"
    assert {path.name for path in (evidence / "schema").iterdir()} == set(fresh)


@pytest.mark.parametrize("step", [9, pytest.param(1, marks=pytest.mark.full)])
def test_every_shipped_entry_fits_its_schema(
    evidence: Path, shipped_library: Library, step: int
) -> None:
    made = schemas(shipped_library.files.values())
    files = [
        (path, made[OF_FOLDER[folder]])
        for folder in OF_FOLDER
        for path in sorted((evidence / folder).glob("*.yaml"))[::step]
    ]
    files += [
        (evidence / "vocabulary" / f"{name}.yaml", made[f"{name}.json"]) for name in VOCABULARY
    ]
    files.append((evidence / "collection.yaml", made["collection.json"]))
    assert len(files) > len(VOCABULARY) + 1
    wrong = {str(path): found for path, schema in files if (found := problems(schema, read(path)))}
    assert wrong == {}


def test_every_shipped_file_names_a_schema_that_is_there(evidence: Path) -> None:
    for path in [
        evidence / "collection.yaml",
        *evidence.glob("vocabulary/*.yaml"),
        *(p for f in FOLDERS for p in evidence.glob(f"{f}/*.yaml")),
    ]:
        line = path.read_text(encoding="utf-8").split("\n", 1)[0]
        named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", line)
        assert named, f"{path} does not begin with its schema"
        assert (path.parent / named[1]).is_file(), f"{path} names {named[1]}"


def test_schemas_are_written_into_a_collection_elsewhere(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    paths = write_schemas(folder, files_of(folder))
    assert sorted(path.name for path in paths) == sorted(
        path.name for path in (folder / "schema").iterdir()
    )
    herb_tea = read(folder / "interventions" / "herb-tea.yaml")
    assert (
        problems(
            json.loads((folder / "schema" / "intervention.json").read_text(encoding="utf-8")),
            herb_tea,
        )
        == []
    )
    assert load(folder).problems == ()


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("category: drug", "category: tea"),
        ("outcome: function", "outcome: functoin"),
        ("source: baker-2019", "source: bakers-2019"),
        ("level: not-graded", "level: none"),
        ("key: true", "key: yes"),
        ("stage: acute", "stage: acute\n    stages: acute"),
        ("name: Herb tea", "id: herb-tea\nname: Herb tea"),
        ("related: [hopping]", "related: hopping"),
        ("summary: One", "# summary: One"),
    ],
)
def test_a_slip_does_not_fit(small: Path, tmp_path: Path, given: str, wanted: str) -> None:
    schema = schemas(load(small).files.values())["intervention.json"]
    write(tmp_path, "right.yaml", HERB_TEA)
    write(tmp_path, "wrong.yaml", HERB_TEA.replace(given, wanted, 1))
    assert problems(schema, read(tmp_path / "right.yaml")) == []
    assert len(problems(schema, read(tmp_path / "wrong.yaml"))) == 1


def parts(schema: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of a schema by its path."""
    for key, field in schema.get("properties", {}).items():
        yield f"{path}.{key}", field
        yield from parts(field, f"{path}.{key}")
    if "items" in schema:
        yield from parts(schema["items"], f"{path}[]")


def test_every_field_has_a_title_a_description_and_no_noise(small: Path) -> None:
    for name, schema in schemas(load(small).files.values()).items():
        Draft7Validator.check_schema(schema)
        assert schema["title"]
        for path, field in parts(schema, name):
            assert field["title"] and field["description"] and field["markdownDescription"], path
            assert not {"$ref", "anyOf", "reference", "explained"} & set(field), path
            assert field["description"].endswith((".", ")")), path
        assert "$defs" not in schema


def test_numbers_and_days_give_an_example_and_texts_and_ids_do_not(small: Path) -> None:
    for name, schema in schemas(load(small).files.values()).items():
        for path, field in parts(schema, name):
            shows_a_form = field.get("type") in ("number", "integer", "boolean")
            assert ("examples" in field) == (shows_a_form or "format" in field), path


def test_no_field_is_offered_that_an_editor_may_not_write(small: Path) -> None:
    made = schemas(load(small).files.values())
    for name in OF_FOLDER.values():
        assert "id" not in made[name]["properties"]
        assert "id" not in made[name]["required"]
        assert made[name]["additionalProperties"] is False
    assert "id" in made["outcomes.json"]["items"]["required"]


def test_withheld_entries_may_still_be_named(tmp_path: Path) -> None:
    folder = write_collection(tmp_path, sources__baker_2019="type: nonsense\n")
    library = load(folder)
    assert library.withheld == {"baker-2019": "source"}
    assert (
        "baker-2019"
        in schemas(library.files.values())["intervention.json"]["definitions"]["source"]["enum"]
    )


def test_hovering_a_vocabulary_field_explains_its_words(small: Path) -> None:
    stage = schemas(load(small).files.values())["intervention.json"]["properties"]["findings"][
        "items"
    ]["properties"]["stage"]
    assert "- `mixed`: Mixed or unstated" in stage["markdownDescription"]
    assert stage["enum"] == ["acute", "subacute", "chronic", "mixed", "prevention", "radicular"]
