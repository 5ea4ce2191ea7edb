"""The text of a new file: every field of a kind of entry, explained by its model.

Required fields are left empty, so that `kb check` asks for them; optional ones are commented out.
"""

import json
import re
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kb.model.collection import Collection
from kb.model.entries import KINDS
from kb.model.schema import Model
from kb.reading.shape import Shape, fields

# What YAML takes as text without quotes.
PLAIN = re.compile(r"(?!null$)[^\W\d_][\w ()/.-]*", re.IGNORECASE)
LONGEST_ID = 80
# Letters that are no letter with a mark, as they are spelt without them; an apostrophe parts no
# word.
SPELT = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
    | dict.fromkeys("'’", "")
)
WIDTH = 98  # of a comment: what fits next to a list of files in an editor's window
# Optional fields that nearly every entry has.
EXPECTED = frozenset({"findings", "findings.effect"})
HEAD = (
    "# Fill in the empty fields and delete what doesn't apply; `kb check` lists what is missing.\n"
)
Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class _Template:
    """The input of a template: values already known, and the ids a reference may use."""

    given: Mapping[str, str]
    words: Words


def id_from(name: str) -> str:
    """The id for a name: lower-case letters without accents and digits, joined by hyphens, or
    "".
    """
    spelt = unicodedata.normalize("NFKD", name.lower().translate(SPELT))
    letters = spelt.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters)[:LONGEST_ID].strip("-")


def entry(kind: str, name: str, words: Words, today: date) -> str:
    """The text of a new entry of a kind; `words` has the ids of each vocabulary list."""
    given = {
        "claim" if kind == "claim" else "name": _quoted(name),
        "changes.date": today.isoformat(),
        "changes.what": "First version",
        "reviewed": today.isoformat(),
    }
    return _file(f"../schema/{kind}.json", KINDS[kind], _Template(given, words))


def collection(title: str) -> str:
    """The text of a new `collection.yaml`."""
    given = {"title": _quoted(title), "review-after": "365"}
    return _file("schema/collection.json", Collection, _Template(given, {}))


def _file(schema: str, model: type[Model], template: _Template) -> str:
    lines = [f"# yaml-language-server: $schema={schema}", HEAD, *_fields(model, template)]
    return "".join(f"{line}\n" for line in lines)


def _quoted(text: str) -> str:
    return text if PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _fields(
    model: type[Model], template: _Template, path: str = "", indent: str = ""
) -> Iterator[str]:
    """The lines of a group of fields; for optional fields of a part, only their names."""
    optional = []
    for key, (info, shape) in fields(model).items():
        here = f"{path}{key}"
        if info.is_required() or here in EXPECTED:
            yield from _about(f"{info.description}{_choices(shape, template)}", indent)
            yield from _open(key, shape, template, here, indent)
        elif path:
            optional.append(key)
        else:
            yield from _about(f"{info.description}{_choices(shape, template)}", indent)
            yield from _commented(key, shape)
    if optional:
        yield from _about(f"Optional: {', '.join(optional)}.", indent)


def _open(key: str, shape: Shape, template: _Template, path: str, indent: str) -> Iterator[str]:
    """A field to fill in; a part has its own fields below, the first in a list after a hyphen."""
    part = shape.item or shape
    if not part.model:
        yield f"{indent}{key}: {template.given.get(path, '')}".rstrip()
        return
    yield f"{indent}{key}:"
    inner = indent + ("    " if shape.item else "  ")
    lines = list(_fields(part.model, template, f"{path}.", inner))
    if shape.item:
        first = next(
            number for number, line in enumerate(lines) if not line.lstrip().startswith("#")
        )
        lines[first] = f"{indent}  - {lines[first].strip()}"
    yield from lines


def _commented(key: str, shape: Shape) -> Iterator[str]:
    """An optional field; remove its `# ` to use it."""
    part = shape.item or shape
    yield f"# {key}: []" if shape.item and not part.model else f"# {key}:"
    if part.model:
        known = fields(part.model)
        inner = [name for name, (info, _) in known.items() if info.is_required()] or list(known)
        for number, name in enumerate(inner):
            hyphen = ("- " if number == 0 else "  ") if shape.item else ""
            yield f"#   {hyphen}{name}:"


def _choices(shape: Shape, template: _Template) -> str:
    part = shape.item or shape
    choices = part.choices or template.words.get(part.reference or "", ())
    return f" One of: {', '.join(choices)}." if choices else ""


def _about(text: str, indent: str) -> list[str]:
    mark = f"{indent}# "
    return textwrap.wrap(
        text, WIDTH, initial_indent=mark, subsequent_indent=mark, break_on_hyphens=False
    )
