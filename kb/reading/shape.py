"""The structure of the models: each place's fields, types and references. Loading, rules and
schemas use it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from kb.model.scalars import Markdown, Reference, Words
from kb.model.schema import Filed, Model
from kb.reading.nodes import Fields, Items, Node, Path, Text


@dataclass(frozen=True)
class Shape:
    """The structure of one place: a group of fields, a list, or a value of a type, with its
    markers.
    """

    model: type[Model] | None = None
    item: "Shape | None" = None
    choices: tuple[str, ...] = ()
    reference: str | None = None
    words: bool = False
    prose: bool = False
    value: type = str


@dataclass(frozen=True)
class Naming:
    """A reference to an entry or a vocabulary word."""

    path: Path
    kind: str
    id: str


@cache
def fields(model: type[Model]) -> Mapping[str, tuple[FieldInfo, Shape]]:
    """The fields of a model by YAML name, without the id that comes from the file's name."""
    return {
        info.alias or name: (info, _shape(info.annotation, tuple(info.metadata)))
        for name, info in model.model_fields.items()
        if not _is_from_file_name(model, name)
    }


@cache
def attribute(model: type[Model], name: str) -> str:
    """The model attribute for a YAML field name."""
    return next(own for own, info in model.model_fields.items() if (info.alias or own) == name)


def _is_from_file_name(model: type[Model], name: str) -> bool:
    return name == "id" and issubclass(model, Filed)


def _shape(annotation: Any, metadata: tuple[object, ...] = ()) -> Shape:  # noqa: ANN401 - annotations have no common type
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0], metadata + arguments[1:])
    if origin in (Union, UnionType):
        return _shape(next(a for a in arguments if a is not NoneType), metadata)
    if origin is tuple:
        return Shape(item=_shape(arguments[0]))
    if origin is Literal:
        return Shape(choices=arguments)
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return Shape(model=annotation)
    reference = next((mark.kind for mark in metadata if isinstance(mark, Reference)), None)
    words, prose = (any(isinstance(mark, kind) for mark in metadata) for kind in (Words, Markdown))
    return Shape(reference=reference, words=words, prose=prose, value=annotation)


def at(model: type[Model], path: Path) -> tuple[FieldInfo | None, Shape]:
    """The last field in a path, and the shape at its end."""
    return below(Shape(model=model), path)


def below(shape: Shape, path: Path) -> tuple[FieldInfo | None, Shape]:
    """The same, starting from the shape of a whole file."""
    info: FieldInfo | None = None
    for step in path:
        if isinstance(step, int):
            shape = shape.item or Shape()
        elif shape.model and step in fields(shape.model):
            info, shape = fields(shape.model)[step]
        else:
            return None, Shape()
    return info, shape


def own_names(shape: Shape) -> frozenset[str]:
    """The names of the fields here, or in each item of a list."""
    model = (shape.item or shape).model
    return frozenset(fields(model)) if model else frozenset()


@cache
def names_below(shape: Shape) -> frozenset[str]:
    """The name of every field at any depth."""
    model = (shape.item or shape).model
    inner = (names_below(below) for _, below in fields(model).values()) if model else ()
    return own_names(shape).union(*inner)


def values(node: Node | None, shape: Shape, path: Path = ()) -> Iterator[tuple[Path, Text, Shape]]:
    """Every value below a node that has a field in the model, with its path."""
    if isinstance(node, Text):
        yield path, node, shape
    elif isinstance(node, Items) and shape.item:
        for position, (_, item) in enumerate(node.items):
            yield from values(item, shape.item, (*path, position))
    elif isinstance(node, Fields) and shape.model:
        known = fields(shape.model)
        for key, value in node.values.items():
            if key in known:
                yield from values(value, known[key][1], (*path, key))


def prose(node: Node | None, shape: Shape) -> Iterator[str]:
    """Every text below a node that readers see as inline Markdown."""
    return (text.text for _, text, found in values(node, shape) if found.prose)


def namings(node: Node | None, shape: Shape) -> Iterator[Naming]:
    """Every reference below a node, even within invalid parts."""
    for path, text, found in values(node, shape):
        if found.reference:
            yield Naming(path, found.reference, text.text)
