"""What checks and models say of a file, in the words of a form: fields by their labels, choices as
they are offered, and nothing about lines.
"""

import re
from collections.abc import Iterator
from functools import cache

from kb.model.entries import KINDS
from kb.model.problems import Problem
from kb.model.schema import Model
from kb.reading.shape import fields
from web.editing import editing_wording as wording
from web.editing.form_fields import label

CODE = re.compile(r"`([^`]+)`")
FIELD = re.compile(r"(?P<name>[A-Za-z][\w.-]*)(?::\s*(?P<value>.*))?")
ON_LINE = re.compile(r" on line \d+")
BRACES = re.compile(r"\{(.*)\}")


def in_form(problem: Problem) -> str:
    """What a problem says next to its field, as sentences."""
    if problem.rule == "missing-field":
        return wording.NEEDED
    hint = problem.hint if problem.rule != "empty-value" else ""  # the form shows what may be there
    return " ".join(ended(form_words(text)) for text in (problem.message, hint) if text)


def ended(text: str) -> str:
    """A sentence with its full stop, unless it ends otherwise."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def form_words(text: str) -> str:
    """A sentence with each piece of code that a form shows otherwise in its words."""
    for in_file, here in wording.IN_A_FORM.items():
        text = text.replace(in_file, here)
    text = ON_LINE.sub("", text)
    said = CODE.sub(lambda found: _spoken(found[1]), text)
    return said[:1].upper() + said[1:]


def _spoken(code: str) -> str:
    if code in _words()[1]:
        return f"“{label(code)}”"
    found = FIELD.fullmatch(code)
    steps = found["name"].split(".") if found else []
    if not found or not _words()[0].issuperset(steps):
        return f"`{code}`"
    called = f"“{' › '.join(map(label, steps))}”"
    return f"{called}: {_value(found['value'])}" if found["value"] else called


def _value(text: str) -> str:
    """A value as a form would have it; a group of fields one by one."""
    group = BRACES.fullmatch(text)
    if group:
        pairs = (pair.partition(":") for pair in group[1].split(","))
        return ", ".join(f"“{label(name.strip())}”: {_value(to.strip())}" for name, _, to in pairs)
    return dict(wording.YES_OR_NO).get(text) or (label(text) if text in _words()[1] else text)


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """The names of all fields, and all words that are chosen."""
    found = {pair for model in KINDS.values() for pair in _of(model)}
    names = frozenset(name for name, _ in found)
    return names, frozenset(word for _, word in found if word) - names


def _of(model: type[Model]) -> Iterator[tuple[str, str]]:
    for name, (_, shape) in fields(model).items():
        inner = shape.item or shape
        yield from ((name, word) for word in ("", *inner.choices))
        if inner.model:
            yield from _of(inner.model)
