"""JSON Schemas of a collection's files, from the models and the collection's own ids, for
completion and help in editors.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kb.model.collection import VOCABULARY, Collection
from kb.model.entries import KINDS
from kb.model.schema import Filed, Model
from kb.reading.files import File, id_of
from kb.reading.nodes import Fields, Items, Node, Text
from kb.reading.references import SINGULAR

DIALECT = "http://json-schema.org/draft-07/schema#"  # the newest that all YAML plug-ins know
# More would hide what a hover is for.
MOST_EXPLAINED = 60

Json = dict[str, Any]


def schemas(files: Iterable[File]) -> dict[str, Json]:
    """Return the schemas by file name: each kind of entry, the collection, each vocabulary list."""
    words = named_ids(files)
    models: dict[str, type[Model]] = {**KINDS, "collection": Collection}
    made = {f"{name}.json": _whole(model, words) for name, model in models.items()}
    for name, model in VOCABULARY.items():
        made[f"{name}.json"] = {
            "$schema": DIALECT,
            "title": name.capitalize(),
            "type": "array",
            "items": _model(model, words),
        }
    return made


def write_schemas(folder: Path, files: Iterable[File]) -> list[Path]:
    """Write the schemas to the collection's `schema/` folder and return the paths. Raises
    OSError.
    """
    target = folder / "schema"
    target.mkdir(exist_ok=True)
    return [_write(target / name, schema) for name, schema in schemas(files).items()]


def printed(schema: Json) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _write(path: Path, schema: Json) -> Path:
    path.write_text(printed(schema), encoding="utf-8")
    return path


def named_ids(files: Iterable[File]) -> Mapping[str, Mapping[str, str]]:
    """By kind, the ids a reference may use, with their names.

    Includes ids of files with errors: referring to those isn't a problem.
    """
    ids: dict[str, dict[str, str]] = {kind: {} for kind in (*SINGULAR.values(), *KINDS)}
    for file in files:
        if file.kind in KINDS:
            ids[file.kind][file.id] = file.id
        elif file.kind in SINGULAR and isinstance(file.root, Items):
            words = (node for _, node in file.root.items)
            ids[SINGULAR[file.kind]] |= {id: _name(node) for node in words if (id := id_of(node))}
    return {kind: dict(sorted(ids[kind].items())) if kind in KINDS else ids[kind] for kind in ids}


def _name(word: Node | None) -> str:
    name = word.values.get("name") if isinstance(word, Fields) else None
    return " ".join(name.text.split()) if isinstance(name, Text) else ""


def _whole(model: type[Model], words: Mapping[str, Mapping[str, str]]) -> Json:
    """A schema that lists each long set of ids once, so that a new source changes one place."""
    schema = _model(model, words)
    ids = {
        kind: {"enum": list(words[kind])}
        for kind in KINDS
        if f"#/definitions/{kind}" in json.dumps(schema)
    }
    return {"$schema": DIALECT, **schema, **({"definitions": ids} if ids else {})}


def _model(model: type[Model], words: Mapping[str, Mapping[str, str]]) -> Json:
    """A model's schema without the id, which comes from the file's name."""
    raw = model.model_json_schema(by_alias=True)
    schema = _Cleaner(raw.get("$defs", {}), words).clean(
        {key: value for key, value in raw.items() if key != "$defs"}
    )
    if issubclass(model, Filed):
        del schema["properties"]["id"]
        schema["required"] = [name for name in schema["required"] if name != "id"]
    return schema


class _Cleaner:
    """Turns pydantic's output into what editors should see: no references, no null, ids as choices,
    help text.
    """

    def __init__(self, parts: Mapping[str, Json], words: Mapping[str, Mapping[str, str]]) -> None:
        self.parts = parts
        self.words = words

    def clean(self, schema: Json) -> Json:
        schema = self._resolved(schema)
        if "properties" in schema:
            schema["properties"] = {
                key: self._field(key, value) for key, value in schema["properties"].items()
            }
        if "items" in schema:
            schema["items"] = self.clean(schema["items"])
        if "const" in schema:
            schema["enum"] = [schema.pop("const")]
        if schema.get("default", 0) in (None, [], ()):
            del schema["default"]
        if not _shows_a_form(schema):
            schema.pop("examples", None)  # a plug-in would offer it as if it were data
        elif schema["type"] == "boolean":
            schema["examples"] = [example == "true" for example in schema["examples"]]
        return self._choices(schema)

    def _field(self, key: str, schema: Json) -> Json:
        field = self.clean(schema)
        field["title"] = key if key.isupper() else key.replace("-", " ").capitalize()
        explained = field.pop("explained", "") or field.get("items", {}).pop("explained", "")
        field["markdownDescription"] = field.get("description", "") + explained
        return field

    def _resolved(self, schema: Json) -> Json:
        """The schema with references resolved, and without null."""
        schema = dict(schema)
        choices = [choice for choice in schema.pop("anyOf", []) if choice.get("type") != "null"]
        for part in choices:
            schema = {**self._resolved(part), **schema}
        if "$ref" in schema:
            schema = {**self.parts[schema["$ref"].rpartition("/")[2]], **schema}
            del schema["$ref"]
        return schema

    def _choices(self, schema: Json) -> Json:
        """Ids in place of the reference marker."""
        kind = schema.pop("reference", None)
        ids = self.words.get(kind or "", {})
        if not ids:
            return schema
        schema = {
            key: value for key, value in schema.items() if key not in ("pattern", "maxLength")
        }
        if kind in KINDS:
            return {**schema, "allOf": [{"$ref": f"#/definitions/{kind}"}]}
        explained = _listed(ids.items()) if len(ids) <= MOST_EXPLAINED else ""
        return {**schema, "enum": list(ids), "explained": explained}


def _shows_a_form(schema: Json) -> bool:
    """Whether an example shows a format, so that it fits any collection."""
    is_form = schema.get("type") in ("number", "integer", "boolean") or "format" in schema
    return is_form and "examples" in schema


def _listed(named: Iterable[tuple[str, str]]) -> str:
    return "\n\n" + "\n".join(f"- `{id}`: {name}" for id, name in named)
