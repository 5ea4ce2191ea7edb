"""The reference part of the editors' guide, `docs/editing.md`: every field and every rule, from the
models and the rules themselves.
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

# What reading a file asks for, before any rule: the names of these problems and what editors read
# of them.
CHECKS: Mapping[str, str] = {
    "alias": "A value stands for itself: `*name` does not repeat another part of the file.",
    "anchor": "No part of a file is given a name for repeating (`&name`).",
    "choice": "Where only certain words are allowed, it is one of them.",
    "comment-after-text": (
        "No comment follows an unquoted text on its line: from ` #` on it is not shown (a warning)."
    ),
    "complex-key": "A field's name is a plain word, no list and no group of fields.",
    "control-character": (
        "A text holds no unprintable characters and no marks that turn the direction of what"
        " follows."
    ),
    "date": "A day is written year-month-day in digits and exists.",
    "depth": "At most 20 levels are nested.",
    "doubled-key": "A field is written once.",
    "empty-file": "A file holds an entry.",
    "empty-list": "A list that must say something has at least one item.",
    "empty-value": "A field that is written has a value; a field that does not apply is left out.",
    "id-form": "An id has small letters a to z, digits and single hyphens.",
    "id-in-file": "The id of an entry is its file's name and is not written in the file.",
    "link-outside": "A link in the folder does not lead out of the collection.",
    "missing-field": "Every field that an entry must have is there.",
    "missing-file": (
        "`collection.yaml` stays in place while it is served, and every list of the vocabulary"
        " whose words are used is there."
    ),
    "more": "Of one file the first hundred problems are listed; this says that more follow.",
    "number": (
        "A number is written in plain digits with a point: `-2.17`; no thousands signs, exponents"
        " or units."
    ),
    "number-range": "A number lies within its bounds.",
    "partial-date": "A date that may lack day or month is `2021`, `2021-10` or `2021-10-05`.",
    "reference": "What an entry names (a word of the vocabulary, a source, another entry) exists.",
    "several-documents": "A file holds one thing: no `---` between two.",
    "size": "A file has at most 256 KiB.",
    "stray-file": (
        "Every YAML file lies in the folder of its kind, ends in .yaml and has an id for its name."
    ),
    "structure-in-text": (
        "No line of a text begins like a field or an item of a list: indented too far, it would be"
        " read as text."
    ),
    "tag": "A value has no type written before it (`!!str`); the field decides.",
    "text-length": "A text is no longer than its field allows.",
    "true-or-false": "Yes and no are written `true` and `false`.",
    "unknown-field": "Only fields of these tables are written.",
    "unreadable-file": "Every file can be opened and is an ordinary file.",
    "utf-8": "A file is saved as UTF-8.",
    "whole-number": "A count is written in plain digits.",
    "wrong-type": (
        "There is a list where a list is wanted, fields where fields are wanted, and a text where"
        " a text is wanted."
    ),
    "yaml": "The file is YAML: indentation, quotes, brackets and colons fit.",
}
TYPES = {str: "text", Decimal: "number", int: "count", bool: "`true`, `false`", date: "day"}
MARKS = re.compile(r"(<!-- (fields|rules) -->\n).*?(<!-- end of \2 -->)", re.DOTALL)


def with_reference(guide: str) -> str:
    """The guide with its reference made anew between the marks."""
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
    """The groups of fields below a model, by their paths."""
    for key, (_, shape) in fields(model).items():
        inner = shape.item or shape
        if inner.model:
            here = f"{path}{key}{'[]' if shape.item else ''}"
            yield here, inner.model
            yield from _inner(inner.model, f"{here}.")


def _table(title: str, model: type[Model]) -> Iterator[str]:
    said = " ".join((model.__doc__ or "").split())
    yield f"{title}\n\n{said}\n"
    yield "| field | must | takes | what it says | example |\n|---|---|---|---|---|"
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
    yield "### Reading a file\n\n| name | what is wanted |\n|---|---|"
    yield from (f"| `{check}` | {wanted} |" for check, wanted in CHECKS.items())
    for title, severity in (("Rules (errors)", False), ("Rules (warnings)", True)):
        yield f"\n### {title}\n\n| name | what is wanted |\n|---|---|"
        yield from sorted(
            f"| `{name(rule)}` | {explanation(rule)} |"
            for rule in ALL
            if (rule in WARNINGS) == severity
        )
    yield ""


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(with_reference(path.read_text(encoding="utf-8")), encoding="utf-8")
