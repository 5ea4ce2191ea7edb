"""Builds entries from nodes: all fields are checked together, and errors are put in editors'
words.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from kb.model.problems import Problem
from kb.model.schema import Filed, Model
from kb.reading import confusables, fixes, pastes
from kb.reading.confusables import Odd
from kb.reading.did_you_mean import did_you_mean, listed, shown
from kb.reading.nodes import Fields, Items, Node, Path, Text, find, place, plain, readable
from kb.reading.shape import Shape, at, fields

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


@dataclass(frozen=True)
class Refusal:
    """A validation error, with everything needed to describe it."""

    path: Path
    model: type[Model]
    shape: Shape
    node: Node | None
    context: Mapping[str, Any]
    info: FieldInfo | None

    @property
    def description(self) -> str:
        """The field's description."""
        return (self.info.description if self.info else "") or ""

    @property
    def example(self) -> object:
        """An example value for the field."""
        return self.info.examples[0] if self.info and self.info.examples else ""

    @property
    def given(self) -> str:
        """What is written there, for use in a sentence."""
        if isinstance(self.node, Items):
            return "a list"
        if isinstance(self.node, Fields):
            return "fields (`name: value`)"
        return shown(self.node.text) if self.node else "nothing"

    @property
    def text(self) -> str:
        """The text that is written there, if it's text or a list of texts."""
        if isinstance(self.node, Items):
            return ", ".join(item.text for _, item in self.node.items if isinstance(item, Text))
        return self.node.text if isinstance(self.node, Text) else ""


Said = tuple[str, str, str]  # rule, message, hint
# The model would take the id, as it must have one; an editor may not write it.
ID_WRITTEN: ErrorDetails = {"type": "extra_forbidden", "loc": ("id",), "msg": "", "input": None}


def build(model: type[Model], root: Node, file: str, own_id: str | None = None) -> Draft:
    """Return an entry from its nodes, or its valid fields, with a problem for each invalid
    field.
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
    problems = tuple(_problems(errors, model, root, node, file))
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
    errors: list[ErrorDetails], model: type[Model], root: Node, node: Node, file: str
) -> Iterator[Problem]:
    for error in errors[:MOST]:
        path, kind = error["loc"], error["type"]
        if kind == "missing" and _stands(root, node, path):
            continue  # it is there and its own problem has been reported
        info, shape = at(model, path)
        around = at(model, path[:-1])[1].model or model
        refusal = Refusal(path, around, shape, find(node, path), error.get("ctx", {}), info)
        rule, message, hint = SAYINGS.get(kind, _other)(refusal)
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


def _missing(refusal: Refusal) -> Said:
    name = refusal.path[-1]
    shows_a_form = refusal.shape.value is not str  # a text would be taken for data
    example = f", such as `{name}: {refusal.example}`" if shows_a_form else ""
    return (
        "missing-field",
        f"`{name}` is missing ({_brief(refusal.description)})",
        f"add the line `{name}: ...`{example}",
    )


def _brief(description: str) -> str:
    """The first clause of a description, for use within a sentence."""
    first = re.split(r"[:.;](?: |$)", description)[0]
    return first if first[1:2].isupper() else first[:1].lower() + first[1:]


def _unknown(refusal: Refusal) -> Said:
    name = str(refusal.path[-1])
    if name == "id" and issubclass(refusal.model, Filed):
        message = "the file's name is the id; `id` doesn't belong in the file"
        return "id-in-file", message, "remove the line; rename the file to change the id"
    known = list(fields(refusal.model))
    message = f"there is no field {shown(name)} here"
    if cure := pastes.lines(name, refusal.text, known) or fixes.known_word(name, known):
        return "unknown-field", message, cure
    for key, (_, shape) in fields(refusal.model).items():
        inner = shape.model or (shape.item.model if shape.item else None)
        if inner and name in fields(inner):
            return "unknown-field", message, f"it belongs under `{key}`, two spaces further in"
    cure = did_you_mean(name, known, f"the fields here are {listed(known)}")
    return "unknown-field", message, cure


def _choice(refusal: Refusal) -> Said:
    choices = refusal.shape.choices
    if not isinstance(refusal.node, Text):
        return "wrong-type", f"expected one word, not {refusal.given}", f"use {listed(choices)}"
    name = next(part for part in reversed(refusal.path) if isinstance(part, str))
    return (
        "choice",
        f"{refusal.given} isn't a valid `{name}`",
        fixes.word(refusal.text, choices),
    )


def _not_text(refusal: Refusal) -> Said:
    return (
        "wrong-type",
        f"expected text, not {refusal.given}",
        f"write it on one line after the field's name: {refusal.description}",
    )


def _not_fields(refusal: Refusal) -> Said:
    names = listed(fields(refusal.shape.model)) if refusal.shape.model else ""
    person = pastes.author(refusal.text) if "family" in names else ""
    return (
        "wrong-type",
        f"expected fields (`name: value`), not {refusal.given}",
        f"write `{person}`"
        if person
        else f"write them on their own lines, two spaces further in; the fields are {names}",
    )


def _not_list(refusal: Refusal) -> Said:
    return (
        "wrong-type",
        f"expected a list, not {refusal.given}",
        pastes.lines(str(refusal.path[-1]), refusal.text, pastes.PEOPLE)
        or "write each item on its own line after `- `, or all of them in [square, brackets]",
    )


def _too_short(refusal: Refusal) -> Said:
    if isinstance(refusal.node, Items):
        return "empty-list", "the list is empty", f"add at least one item: {refusal.description}"
    return "empty-value", "the text is empty", fixes.nothing(refusal.info, refusal.shape)


def _too_long(refusal: Refusal) -> Said:
    most = refusal.context.get("max_length")
    return (
        "text-length",
        f"the text is {len(refusal.text)} characters long; the limit is {most}",
        "shorten it, or use a field for longer text",
    )


def _no_id(refusal: Refusal) -> Said:
    cure = _as_id(refusal.text)
    if re.search("[a-z0-9]--[a-z0-9]+$", refusal.text, re.IGNORECASE):  # that of a finding
        cure = "--".join(_as_id(part) for part in refusal.text.rsplit("--", 1))
    hint = (
        f"write `{cure}`"
        if cure and cure != refusal.text
        else "use only small letters a to z, digits and single hyphens, such as `able-2020`"
    )
    return (
        "id-form",
        f"{refusal.given} isn't a valid id",
        hint,
    )


def _as_id(text: str) -> str:
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")


def _range(refusal: Refusal) -> Said:
    least, most = refusal.context.get("ge"), refusal.context.get("le")
    bound = f"{most} or less" if most is not None else f"{least} or more"
    return "number-range", f"{refusal.given} is out of range", f"use {bound}"


def _number(refusal: Refusal) -> Said:
    return _scalar(refusal, "number", "a number", fixes.number)


def _whole(refusal: Refusal) -> Said:
    return _scalar(refusal, "whole-number", "a whole number", fixes.whole)


def _yes_or_no(refusal: Refusal) -> Said:
    return _scalar(refusal, "true-or-false", "`true` or `false`", fixes.yes_or_no)


def _day(refusal: Refusal) -> Said:
    return _scalar(refusal, "date", "a date", fixes.day)


def _partial_date(refusal: Refusal) -> Said:
    return _scalar(refusal, "partial-date", "a date", fixes.partial_date)


def _scalar(refusal: Refusal, rule: str, expected: str, cure: Callable[[str], str]) -> Said:
    if not isinstance(refusal.node, Text):
        return (
            "wrong-type",
            f"expected {expected}, not {refusal.given}",
            "write one value after the field's name",
        )
    return rule, f"{refusal.given} isn't {expected}", cure(refusal.text)


def _other(refusal: Refusal) -> Said:
    return (
        "wrong-type",
        f"{refusal.given} doesn't fit here: {refusal.description}",
        "compare it with another entry",
    )


# By the model's own name for what went wrong. A test holds that the models can raise no other.
SAYINGS: Mapping[str, Callable[[Refusal], Said]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "literal_error": _choice,
    "string_type": _not_text,
    "model_type": _not_fields,
    "tuple_type": _not_list,
    "string_too_long": _too_long,
    "string_too_short": _too_short,
    "string_pattern_mismatch": _no_id,
    "too_short": _too_short,
    "greater_than_equal": _range,
    "less_than_equal": _range,
    "number": _number,
    "whole": _whole,
    "boolean": _yes_or_no,
    "date": _day,
    "partial-date": _partial_date,
    "share": _other,
}
