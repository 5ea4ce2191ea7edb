"""Writes the reference part of `docs/editing.md`: every field and rule, from the models and rules
themselves.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from kb.model.collection import VOCABULARY, Collection
from kb.model.entries import KINDS
from kb.model.schema import Model
from kb.reading.shape import Shape, fields
from kb.rules import ALL, WARNINGS, explanation, name

# The checks made while a file is read, before any rule, with their explanations in the guide.
CHECKS: Mapping[str, str] = {
    "alias": "Aliases (`*name`) aren't allowed; write the value in full.",
    "anchor": "Anchors (`&name`) aren't allowed.",
    "choice": "The value must be one of the allowed words.",
    "comment-after-text": (
        "Unquoted text can't be followed by a comment: text after ` #` won't appear (a warning)."
    ),
    "complex-key": "A field's name must be plain text, not a list or a group of fields.",
    "control-character": (
        "Text can't contain unprintable characters or marks that change the writing direction."
    ),
    "date": "A date must exist and be written year-month-day, such as `2026-11-22`.",
    "depth": "No more than 20 levels of nesting.",
    "doubled-key": "Each field may appear only once.",
    "empty-file": "A file must contain an entry.",
    "empty-list": "Some lists need at least one item.",
    "empty-value": "A field must have a value; leave out fields you don't need.",
    "id-form": "An id may contain only small letters a to z, digits and single hyphens.",
    "id-in-file": "An entry's id is its file name, so don't write `id` in the file.",
    "link-outside": "Links can't lead outside the collection.",
    "merge-conflict": (
        "A file can't have the marks of a merge conflict (`<<<<<<<`, `=======`, `>>>>>>>`): git"
        " puts both versions of lines there that two people changed. Keep one of them, or what is"
        " right in both, and remove the marks."
    ),
    "missing-field": "Every required field must be present.",
    "missing-file": (
        "`collection.yaml` must stay in place while the collection is served, and so must every"
        " vocabulary list in use."
    ),
    "more": "Only the first hundred problems of a file are listed; this says there are more.",
    "not-loaded": (
        "This version of the file made `kb serve` fail, so the one before is still shown. It's a"
        " fault of the program: undo the last change in the file, and report it."
    ),
    "number": (
        "A number must be in plain digits with a decimal point, such as `-2.17`: no thousands"
        " separators, exponents or units."
    ),
    "number-range": "A number must be within its limits.",
    "partial-date": "A date without a day or month is `2021`, `2021-10` or `2021-10-05`.",
    "reference": "References to vocabulary words, sources and other entries must exist.",
    "several-documents": "A file can have only one document: no `---` in the middle.",
    "size": "A file can be up to 256 KiB.",
    "stray-file": (
        "Every YAML file must be in the folder for its kind, end in .yaml and have an id as its"
        " name; folders of entries can have no other files."
    ),
    "structure-in-text": (
        "A line of text can't look like a field or list item: indented too far, it would be read"
        " as text."
    ),
    "tag": "Types (`!!str`) aren't allowed; the field sets the type.",
    "text-length": "Text must fit the limit of its field.",
    "true-or-false": "Yes or no must be written `true` or `false`.",
    "unknown-field": "Only the fields in these tables are allowed.",
    "unreadable-file": "Every file must be a readable regular file.",
    "utf-8": "Files must be saved as UTF-8.",
    "whole-number": "A count must be in plain digits, such as `313`.",
    "wrong-type": "Lists, groups of fields and text must each be where they're expected.",
    "yaml": "The file must be valid YAML: check indentation, quotes, brackets and colons.",
}
TYPES = {str: "text", Decimal: "number", int: "count", bool: "`true`, `false`", date: "day"}
MARKS = re.compile(r"(<!-- (fields|rules) -->\n).*?(<!-- end of \2 -->)", re.DOTALL)


def with_reference(guide: str) -> str:
    """The guide with its reference regenerated between the markers."""
    made = {"fields": "\n".join(_fields()), "rules": "\n".join(_rules())}
    return MARKS.sub(lambda found: f"{found[1]}\n{made[found[2]]}\n{found[3]}", guide)


def _fields() -> Iterator[str]:
    tops: list[tuple[str, type[Model]]] = [
        (f"`{kind}s/<id>.yaml`", model) for kind, model in KINDS.items()
    ]
    tops += [
        ("`collection.yaml`", Collection),
        *((f"`vocabulary/{name}.yaml`, each word", model) for name, model in VOCABULARY.items()),
    ]
    shown: dict[type[Model], str] = {}
    for title, model in tops:
        yield from _table(f"### {title}", model)
        for path, inner in _inner(model):
            here = f"`{path}` in {title}"
            yield from (
                _table(f"#### {here}", inner)
                if inner not in shown
                else [f"#### {here}\n\nThe same fields as {shown[inner]}.\n"]
            )
            shown.setdefault(inner, here)


def _inner(model: type[Model], path: str = "") -> Iterator[tuple[str, type[Model]]]:
    """The groups of fields below a model, by path."""
    for key, (_, shape) in fields(model).items():
        inner = shape.item or shape
        if inner.model:
            here = f"{path}{key}{'[]' if shape.item else ''}"
            yield here, inner.model
            yield from _inner(inner.model, f"{here}.")


def _table(title: str, model: type[Model]) -> Iterator[str]:
    said = " ".join((model.__doc__ or "").split())
    yield f"{title}\n\n{said}\n"
    yield "| field | required | value | what it says | example |\n|---|---|---|---|---|"
    for key, (info, shape) in fields(model).items():
        example = f"`{_example(info.examples[0])}`" if info.examples else ""
        yield (
            f"| `{key}` | {'yes' if info.is_required() else ''} | {_takes(shape)} |"
            f" {info.description} | {example} |"
        )
    yield ""


def _takes(shape: Shape) -> str:
    if shape.item:
        return f"list of {_takes(shape.item)}"
    if shape.model:
        return "fields"
    if shape.reference:
        return f"id of {'an' if shape.reference[0] in 'aeiou' else 'a'} {shape.reference}"
    return ", ".join(f"`{choice}`" for choice in shape.choices) or (
        "prose" if shape.prose else TYPES[shape.value]
    )


def _example(example: object) -> str:
    if isinstance(example, dict):
        return "{" + ", ".join(f"{key}: {_example(value)}" for key, value in example.items()) + "}"
    if isinstance(example, list):
        return f"[{', '.join(_example(item) for item in example)}]"
    return str(example)


def _rules() -> Iterator[str]:
    yield "### Reading a file\n\n| name | what it checks |\n|---|---|"
    yield from (f"| `{check}` | {wanted} |" for check, wanted in CHECKS.items())
    for title, severity in (("Rules (errors)", False), ("Rules (warnings)", True)):
        yield f"\n### {title}\n\n| name | what it checks |\n|---|---|"
        yield from sorted(
            f"| `{name(rule)}` | {explanation(rule)} |"
            for rule in ALL
            if (rule in WARNINGS) == severity
        )
    yield ""


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(with_reference(path.read_text(encoding="utf-8")), encoding="utf-8")
