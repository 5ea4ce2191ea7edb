"""FHIR extensions, under the YAML names, for what FHIR has no element for; lossless in both
directions.
"""

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from kb.export.fhir.codings import OURS, Json
from kb.model.schema import Model
from kb.reading.shape import Shape, attribute, fields

VALUES = {bool: "valueBoolean", int: "valueInteger", Decimal: "valueDecimal", str: "valueString"}


def extensions(part: Model, names: Collection[str]) -> list[Json]:
    """The fields with these YAML names whose values differ from their defaults."""
    return [one for name in names for one in _field(part, name)]


def without(model: type[Model], mapped: str) -> tuple[str, ...]:
    """The YAML names of a model's fields, except those with their own element."""
    return tuple(name for name in fields(model) if name not in mapped.split())


def extended(element: Json, model: type[Model]) -> Json:
    """The fields in an element's extensions, by YAML name."""
    found: Json = {}
    for one in element.get("extension", ()):
        name = one["url"].removeprefix(f"{OURS}:")
        shape = fields(model)[name][1]
        value = extended(one, shape.model) if shape.model else _value(one)
        found[name] = [*found.get(name, ()), value] if shape.item else value
    return found


def _field(part: Model, name: str) -> Iterator[Json]:
    info, shape = fields(type(part))[name]
    value = getattr(part, attribute(type(part), name))
    if value is None or value == info.default:
        return
    for one in value if shape.item else (value,):
        yield {"url": f"{OURS}:{name}", **_held(one, shape)}


def _held(value: Any, shape: Shape) -> Json:  # noqa: ANN401 - a value of any field
    if isinstance(value, Model):
        return {"extension": extensions(value, tuple(fields(type(value))))}
    if isinstance(value, tuple):  # events of people
        numerator, denominator = ({"value": number} for number in value)
        return {"valueRatio": {"numerator": numerator, "denominator": denominator}}
    return {VALUES[type(value)]: value}


def _value(one: Json) -> Any:  # noqa: ANN401 - a value of any field
    if ratio := one.get("valueRatio"):
        return [ratio["numerator"]["value"], ratio["denominator"]["value"]]
    value = next(value for name, value in one.items() if name.startswith("value"))
    return Decimal(value) if "valueDecimal" in one else value
