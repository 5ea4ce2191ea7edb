"""The API's answers as JSON Schemas, fit for an OpenAPI document and for those who make clients."""

from collections.abc import Mapping
from typing import Any

from kb.model.entries import KINDS
from web.api.contract import (
    ANSWERS,
    BadgeOfEntry,
    FindingDerived,
    FlagOfEntry,
    HarmDerived,
    Heading,
    InheritedOfEntry,
    InterventionDerived,
)
from web.api.overview_answers import Answer

Json = dict[str, Any]
PLACE = "#/components/schemas/"
UNKNOWN_IDS = {
    "type": "array",
    "items": {"type": "string"},
    "description": "Ids that were asked for and are nothing here.",
}


def schemas() -> dict[str, Json]:
    """All schemas of the answers by name, each fit for an OpenAPI 3.1 document."""
    made: dict[str, Json] = {}
    for answer in (*ANSWERS, *KINDS.values()):
        schema = answer.model_json_schema(mode="serialization", ref_template=PLACE + "{model}")
        made |= schema.pop("$defs", {})
        made[answer.__name__] = schema
    for kind, model in KINDS.items():
        _add(made[model.__name__], Heading)
        made[model.__name__]["properties"]["kind"] = {"type": "string", "const": kind}
    for name in ("Effect", "Absolute", "Harm"):
        _add_printed(made[name])
    _add(made["Finding"], FindingDerived)
    _add(made["Harm"], HarmDerived)
    _add(made["Intervention"], InterventionDerived)
    for part in (BadgeOfEntry, InheritedOfEntry, FlagOfEntry):
        schema = part.model_json_schema(mode="serialization", ref_template=PLACE + "{model}")
        made[part.__name__] = {key: value for key, value in schema.items() if key != "$defs"}
    made["Record"] = _by_kind({kind: PLACE + model.__name__ for kind, model in KINDS.items()})
    made["Sources"] = _page_of("sources", "Source")
    made["FindingAlone"] = _both(made["Finding"], made["FindingAlone"])
    made["Findings"] = _page_of("findings", "FindingAlone", unknown=UNKNOWN_IDS)
    return {name: _readable(schema) for name, schema in made.items()}


def _add(schema: Json, derived: type[Answer]) -> None:
    """Put what is derived next to what is written."""
    added = derived.model_json_schema(mode="serialization", ref_template=PLACE + "{model}")
    schema["properties"] = {**schema["properties"], **added["properties"]}
    schema["required"] = [*dict.fromkeys([*schema["required"], *added["required"]])]


def _both(schema: Json, more: Json) -> Json:
    """What one schema says, and another more."""
    properties = {**more["properties"], **schema["properties"]}
    required = [*dict.fromkeys([*more["required"], *schema["required"]])]
    return {**more, "properties": properties, "required": required}


def _add_printed(schema: Json) -> None:
    """Put next to each number what has its digits as printed; it is there where the number is."""
    for name in [name for name, one in schema["properties"].items() if "number" in _types(one)]:
        digits = f"`{name}` with its digits as printed."
        schema["properties"][f"{name}-printed"] = {"type": "string", "description": digits}


def _types(schema: Json) -> set[str]:
    """The types a value can have; what editors may type as a number or as text is text."""
    found = schema.get("type", ())
    own = {found} if isinstance(found, str) else set(found)
    return ({"string"} if "string" in own else own).union(
        *(_types(part) for part in schema.get("anyOf", ()))
    )


def _by_kind(places: Mapping[str, str]) -> Json:
    """Any entry, told apart by its kind."""
    return {
        "oneOf": [{"$ref": place} for place in places.values()],
        "discriminator": {"propertyName": "kind", "mapping": dict(places)},
    }


def _page_of(name: str, schema: str, **more: Json) -> Json:
    items = {"type": "array", "items": {"$ref": PLACE + schema}}
    total = {"type": "integer", "description": "The total."}
    properties = {"total": total, **more, name: items}
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


def _readable(schema: Any) -> Any:  # noqa: ANN401 any part of a JSON value
    """The schema without what only editors' tools read: the marks of references, and examples as
    YAML text; a union of words is one list of them, which is all that makers of clients know.
    """
    if isinstance(schema, dict):
        return {
            name: _readable(part)
            for name, part in _one_list(_as_sent(schema)).items()
            if name not in ("examples", "reference") or isinstance(part, dict)
        }
    return [_readable(part) for part in schema] if isinstance(schema, list) else schema


def _as_sent(schema: Json) -> Json:
    """What editors may type as a number or as text is sent as text."""
    typed = schema.get("type")
    return {**schema, "type": "string"} if isinstance(typed, list) and "string" in typed else schema


def _one_list(schema: Json) -> Json:
    parts = schema.get("anyOf")
    if not isinstance(parts, list) or not all("enum" in part for part in parts):
        return schema
    rest = {name: part for name, part in schema.items() if name != "anyOf"}
    return {**rest, "type": "string", "enum": [word for part in parts for word in part["enum"]]}
