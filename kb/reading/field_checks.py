"""Builds entries from nodes: all fields are checked together; what is wrong becomes problems."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from kb.model.problems import Problem
from kb.model.schema import Model
from kb.reading import confusables
from kb.reading.confusables import Odd
from kb.reading.field_sayings import SAYINGS, Refusal, other
from kb.reading.nodes import Fields, Items, Node, Path, Text, find, ids, place, plain, readable
from kb.reading.shape import at, fields

MOST = 100  # problems of one file that are put into words


@dataclass(frozen=True)
class Draft:
    """What could be read of a file: the entry (complete, or its valid fields) and the nodes for its
    paths.

    `within` is its position in the file, for a word in a list.
    """

    entry: Model | None
    node: Node
    whole: bool
    problems: tuple[Problem, ...]
    within: str = ""


# The model would take the id, as it must have one; an editor may not write it.
ID_WRITTEN: ErrorDetails = {"type": "extra_forbidden", "loc": ("id",), "msg": "", "input": None}


def build(
    model: type[Model],
    root: Node,
    file: str,
    own_id: str | None = None,
    all_of_it: Node | None = None,
) -> Draft:
    """Return an entry from its nodes, or its valid fields, with a problem for each invalid
    field; `all_of_it` is the file, where the entry is one of several in it.
    """
    node = readable(root)
    holes = tuple(_holes(root))
    given = plain(node)
    if own_id is not None and isinstance(given, dict):
        given = {**given, "id": own_id}
    entry, errors = _validated(model, given)
    if own_id is not None and isinstance(root, Fields) and "id" in root.keys:
        errors.append(ID_WRITTEN)
    if entry and not errors and not holes:
        return Draft(entry, node, True, ())
    taken = frozenset(ids(all_of_it or root))
    problems = tuple(_problems(errors, model, root, node, file, taken))
    if not isinstance(node, Fields):
        return Draft(None, node, False, problems)
    node = _without(node, [*holes, *(error["loc"] for error in errors)])
    return Draft(_partly(model, plain(node), own_id), node, False, problems)


def _validated(model: type[Model], given: object) -> tuple[Model | None, list[ErrorDetails]]:
    try:
        return model.model_validate(given), []
    except ValidationError as error:
        return None, error.errors(include_url=False, include_input=False)


def _holes(root: Node) -> Iterator[Path]:
    """The items and fields of an entry with unreadable content, by their path among the readable
    ones.
    """
    for key, value in root.values.items() if isinstance(root, Fields) else ():
        if isinstance(value, Items):
            there = (item for _, item in value.items if item is not None)
            yield from ((key, position) for position, item in enumerate(there) if _holed(item))
        elif value is None or _holed(value):
            yield (key,)


def _holed(node: Node | None) -> bool:
    if isinstance(node, Text) or node is None:
        return node is None
    below = (item for _, item in node.items) if isinstance(node, Items) else node.values.values()
    return any(_holed(child) for child in below)


def _problems(
    errors: list[ErrorDetails],
    model: type[Model],
    root: Node,
    node: Node,
    file: str,
    taken: frozenset[str],
) -> Iterator[Problem]:
    for error in errors[:MOST]:
        path, kind = error["loc"], error["type"]
        if kind == "missing" and _stands(root, node, path):
            continue  # it is there and its own problem has been reported
        info, shape = at(model, path)
        around = at(model, path[:-1])[1].model or model
        given, within = find(node, path), find(root, path[:-1])
        beside = frozenset(within.keys if isinstance(within, Fields) else ())
        context = error.get("ctx", {})
        refusal = Refusal(path, around, shape, given, context, info, beside, taken)
        rule, message, hint = SAYINGS.get(kind, other)(refusal)
        where = place(node, path, at_key=kind == "extra_forbidden")
        if odd := _lookalike(kind, refusal):
            yield Problem(
                file,
                where.line,
                where.column + odd.column,
                where.field,
                odd.message,
                odd.hint,
                rule,
            )
        else:
            yield Problem(file, where.line, where.column, where.field, message, hint, rule)


def _lookalike(kind: str, refusal: Refusal) -> Odd | None:
    """A confusable character that made a field's name unknown or broke a list."""
    if kind == "extra_forbidden":
        return confusables.in_name(str(refusal.path[-1]))
    if kind == "tuple_type":
        return confusables.in_item(
            next(iter(refusal.node.keys), "") if isinstance(refusal.node, Fields) else refusal.text
        )
    return None


def _stands(root: Node, node: Node, path: Path) -> bool:
    """Whether the field is present, even if its value is unreadable. Lists in `node` may be shorter
    than in `root`.
    """
    parent = find(node, path[:-1])
    return isinstance(parent, Fields) and path[-1] in parent.keys


def _without(node: Fields, paths: list[Path]) -> Fields:
    """The nodes without what has errors: the enclosing list item, or else the field."""
    items = {
        path[: next(i for i, step in enumerate(path) if isinstance(step, int)) + 1]
        for path in paths
        if any(isinstance(s, int) for s in path)
    }
    gone = {path[0] for path in paths if path and not any(isinstance(step, int) for step in path)}
    kept = {}
    for key, value in node.values.items():
        if key in gone:
            continue
        if isinstance(value, Items):
            value = Items(
                tuple(item for i, item in enumerate(value.items) if (key, i) not in items),
                value.line,
                value.column,
            )
        elif any(path[0] == key for path in items):
            continue
        kept[key] = value
    return Fields(node.keys, kept, node.line, node.column)


def _partly(model: type[Model], given: object, own_id: str | None) -> Model:
    """The entry with only its valid fields; None for required fields that are invalid."""
    values: dict[str, Any] = {
        info.alias or name: None for name, info in model.model_fields.items() if info.is_required()
    }
    for key, value in given.items() if isinstance(given, dict) else ():
        if key in fields(model):
            try:
                values[key] = _adapter(model, key).validate_python(value)
            except ValidationError:
                continue
    if own_id is not None:
        values["id"] = own_id
    return model.model_construct(**values)


@cache
def _adapter(model: type[Model], key: str) -> TypeAdapter[Any]:
    info = fields(model)[key][0]
    annotated: Any = (
        Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    )
    return TypeAdapter(annotated)
