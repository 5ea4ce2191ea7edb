"""The text of an imported source's file, checked by the same rules as hand-written ones.

Values that break a rule are removed and listed, so that only what an import can't know is left to
do.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from kb.importing.tidying import Lost, Tidied
from kb.model.collection import Collection
from kb.model.library import Library, Vocabulary
from kb.model.problems import Problem
from kb.model.source import Source
from kb.reading.file_reading import read_file
from kb.reading.files import File
from kb.reading.shape import fields
from kb.reading.yaml_reader import read_yaml
from kb.rules import broken_in

HEAD = "# yaml-language-server: $schema=../schema/source.json\n"
ASKED = ("design", "title")  # left open for an editor where the record has none
# What YAML takes as that very text without quotes, between braces too.
PLAIN = re.compile(r"[^\W_](?:[\w ./()+<>–—’-]|:(?=[^\s]))*(?<! )")
WORDS_OF_YAML = frozenset({"null", "true", "false", "yes", "no", "on", "off"})


def written(made: Tidied, id: str, today: date) -> tuple[str, Tidied]:
    """The text of the file, and the record without the values that broke a rule; the text is "" if
    the rest isn't a source.
    """
    for _ in range(len(fields(Source))):
        text = _text(made.values)
        asked = {name for name in ASKED if name not in made.values}
        wrong = [one for one in _problems(text, id, today) if one.field not in asked]
        names = {re.split(r"[.\[]", one.field)[0] for one in wrong}
        if not wrong:
            return text, made
        if not names <= made.values.keys() or "type" in names:
            return "", replace(made, lost=[*made.lost, *(_why(made, one) for one in wrong)])
        made = replace(
            made,
            values={name: value for name, value in made.values.items() if name not in names},
            lost=[*made.lost, *(_why(made, one) for one in wrong)],
        )
    return "", made


def _why(made: Tidied, one: Problem) -> Lost:
    name = re.split(r"[.\[]", one.field)[0]
    return Lost(name, str(made.values.get(name, "")), one.message)


def _problems(text: str, id: str, today: date) -> Iterator[Problem]:
    """What `kb check` would report for the file alone, without warnings."""
    data = text.encode()
    file = read_file(data, f"sources/{id}.yaml", "source", id, sha256(data).digest(), read_yaml)
    yield from file.problems
    found = broken_in(file, _alone(file), today).problems
    yield from (one for one in found if one.severity == "error")


def _alone(file: File) -> Library:
    """A library with only this file."""
    words = Vocabulary({}, {}, {}, {}, {}, {})
    collection = Collection.model_construct(
        title="", description="", focus_phrase="", licence="", review_after=1
    )
    files = {file.path: file}
    return Library(Path(), collection, words, {}, {}, {}, {}, {}, (), files=files)


def _text(values: Mapping[str, object]) -> str:
    return HEAD + "".join(f"{line}\n" for line in _lines(values))


def _lines(values: Mapping[str, object]) -> Iterator[str]:
    """The fields in the model's order; those that an editor is asked for are left open."""
    for name in fields(Source):
        value = values.get(name)
        if name in ASKED and not value:
            yield f"{name}:"
        elif isinstance(value, list):
            yield f"{name}:"
            yield from (f"  - {_braced(one)}" for one in value)
        elif value:
            yield f"{name}: {_quoted(str(value))}"


def _braced(parts: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {_quoted(text)}" for name, text in parts.items()) + "}"


def _quoted(text: str) -> str:
    if PLAIN.fullmatch(text) and text.lower() not in WORDS_OF_YAML:
        return text
    return "'" + text.replace("'", "''") + "'"
