"""The form of an entry, made from its model: labels, help and choices come from the model and the
collection's vocabulary, and each field has its problems next to it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pydantic.fields import FieldInfo

from kb.model.library import Library
from kb.model.problems import Problem
from kb.model.schema import Model
from kb.reading.nodes import Path, written
from kb.reading.references import SINGULAR
from kb.reading.shape import Shape, fields
from web.editing import editing_wording as wording
from web.editing.yaml_text import Plain

Kind = Literal["line", "prose", "choice", "checks", "lines", "group", "items", "fixed"]
# What accepting writes, and nobody else.
WRITTEN_BY_ACCEPTING = frozenset({"changes", "reviewed"})
LISTS = {kind: name for name, kind in SINGULAR.items()}  # a list of the vocabulary by its kind
# How a model says where an id of the vocabulary comes from, which a form shows as a choice.
OF_THE_FILE = re.compile(r"[:;]? ?\b(an id|ids) (of|in) `[\w/.]+`", re.IGNORECASE)
CALLED = {"doi": "DOI", "pmid": "PMID", "issn": "ISSN", "url": "Web address", "pmcid": "PMCID",
          "isbn": "ISBN", "mesh": "MeSH", "rct": "RCT", "ipd": "IPD",
          "grade": "GRADE", "acp": "ACP", "ahrq": "AHRQ"}  # fmt: skip
MOST_TICKED = 30  # choices that are shown as boxes to tick


@dataclass(frozen=True)
class Choice:
    """A value that can be chosen, and its words."""

    value: str
    words: str
    selected: bool


@dataclass(frozen=True)
class FormField:
    """One field of a form: `inner` are the fields of a group, `rows` the groups of a list."""

    name: str
    label: str
    help: str
    kind: Kind
    required: bool = False
    value: str = ""
    example: str = ""
    reference: str = ""
    choices: tuple[Choice, ...] = ()
    inner: tuple["FormField", ...] = ()
    rows: tuple["FormField", ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_used(self) -> bool:
        """Whether anything is written in it."""
        if self.kind == "group":
            return any(field.is_used for field in self.inner)
        return bool(self.value or self.rows[1:] or any(one.selected for one in self.choices))

    @property
    def id(self) -> str:
        """What its label and problems refer to."""
        return f"f-{self.name}"


@dataclass(frozen=True)
class Around:
    """What the fields of a form are made from besides their model."""

    library: Library
    problems: Mapping[str, tuple[Problem, ...]]


def label(name: str) -> str:
    """What a field or a choice is called in a form; abbreviations stay in capitals."""
    words = " ".join(CALLED.get(word.casefold(), word) for word in name.split("-"))
    return words[:1].upper() + words[1:]


def spoken(name: str) -> str:
    """A field's name with its place, for people: `Findings able-2020--1 › Effect › High`."""
    if name == wording.WHOLE_FILE:
        return wording.ALL_OF_IT
    told = re.sub(r"\[new [0-9a-f]{6}\]", "[new]", name)  # a digest is for programs
    steps = re.findall(r"([\w-]+)(?:\[([^\]]*)\])?", told)
    return " › ".join(f"{label(field)} {item}".strip() for field, item in steps)


def placed(field: str) -> str:
    """The same of a problem's field, whose items are numbered from 0."""
    return spoken(re.sub(r"\[(\d+)\]", lambda found: f"[{int(found[1]) + 1}]", field))


def is_card(shape: Shape) -> bool:
    """Whether a field is a list whose items have a form of their own."""
    inner = shape.item.model if shape.item else None
    return inner is not None and any(
        not below.words or below.prose for _, below in fields(inner).values()
    )


def entry_fields(
    model: type[Model], said: Mapping[str, Plain], around: Around
) -> tuple[FormField, ...]:
    """The form of an entry without the lists whose items have forms of their own."""
    return tuple(
        _field(info, shape, said.get(key), (key,), around)
        for key, (info, shape) in fields(model).items()
        if not is_card(shape) and key not in WRITTEN_BY_ACCEPTING
    )


def card_lists(model: type[Model]) -> Iterator[tuple[str, str, type[Model]]]:
    """The lists whose items have forms of their own: name, help, and the model of an item."""
    for key, (info, shape) in fields(model).items():
        if is_card(shape) and key not in WRITTEN_BY_ACCEPTING and shape.item and shape.item.model:
            yield key, info.description or "", shape.item.model


def item_fields(
    model: type[Model], said: Mapping[str, Plain], path: Path, around: Around
) -> tuple[FormField, ...]:
    """The form of one item of a list."""
    return tuple(
        _field(info, shape, said.get(key), (*path, key), around)
        for key, (info, shape) in fields(model).items()
    )


def by_field(problems: Sequence[Problem]) -> dict[str, tuple[Problem, ...]]:
    """Problems by the field they are about."""
    found: dict[str, tuple[Problem, ...]] = {}
    for problem in problems:
        found[problem.field] = (*found.get(problem.field, ()), problem)
    return found


def names(form: Sequence[FormField]) -> Iterator[str]:
    """The name of every field at any depth."""
    for one in form:
        yield one.name
        yield from names(one.inner)
        yield from names(one.rows)


def _field(
    info: FieldInfo, shape: Shape, value: Plain | None, path: Path, around: Around
) -> FormField:
    key = str(path[-1])
    name = written(path)
    field = FormField(
        name,
        label(key),
        _help(info, shape),
        "line",
        required=info.is_required(),
        example=_example(info),
        problems=around.problems.get(name, ()),
    )
    if shape.model:
        return _group(field, shape.model, value, path, around)
    if shape.item:
        return _list(field, shape.item, value, path, around)
    if value is not None and not isinstance(value, str):
        return replace(field, kind="fixed")
    return _single(field, shape, value or "", around)


def _single(field: FormField, shape: Shape, value: str, around: Around) -> FormField:
    choices = _choices(shape, around.library)
    if choices:
        field = replace(field, example="")
        return replace(field, kind="choice", value=value, choices=_with(choices, (value,)))
    kind: Kind = "prose" if shape.prose else "line"
    return replace(field, kind=kind, value=value, reference=shape.reference or "")


def _group(
    field: FormField, model: type[Model], value: Plain | None, path: Path, around: Around
) -> FormField:
    if value is not None and not isinstance(value, dict):
        return replace(field, kind="fixed")
    return replace(field, kind="group", inner=item_fields(model, value or {}, path, around))


def _list(
    field: FormField, item: Shape, value: Plain | None, path: Path, around: Around
) -> FormField:
    values = [] if value is None else value
    if not isinstance(values, list) or item.item:
        return replace(field, kind="fixed")
    if item.model:
        rows = [*values, {}]  # an empty one, to write another in
        if not all(isinstance(row, dict) for row in rows):
            return replace(field, kind="fixed")
        groups = (
            _group(
                FormField(written((*path, number)), f"{field.label} {number + 1}", "", "group"),
                item.model,
                row,
                (*path, number),
                around,
            )
            for number, row in enumerate(rows)
        )
        return replace(field, kind="items", rows=tuple(groups))
    if not all(isinstance(one, str) for one in values):
        return replace(field, kind="fixed")
    texts = [str(one) for one in values]
    inside = (around.problems.get(f"{field.name}[{number}]", ()) for number in range(len(texts)))
    field = replace(field, problems=(*field.problems, *(p for found in inside for p in found)))
    choices = _choices(item, around.library)
    if choices and len(choices) <= MOST_TICKED:
        return replace(field, kind="checks", example="", choices=_with(choices, texts))
    return replace(field, kind="lines", value="\n".join(texts), reference=item.reference or "")


def _choices(shape: Shape, library: Library) -> tuple[tuple[str, str], ...]:
    if shape.choices:
        return tuple((word, label(word)) for word in shape.choices)
    if shape.value is bool:
        return wording.YES_OR_NO
    words = getattr(library.vocabulary, LISTS.get(shape.reference or "", ""), None)
    return tuple((id, word.name) for id, word in words.items()) if words else ()


def _with(choices: Sequence[tuple[str, str]], chosen: Sequence[str]) -> tuple[Choice, ...]:
    """The choices, and with them what was written that isn't one of them."""
    known = {value for value, _ in choices}
    odd = [
        (value, wording.NOT_LISTED.format(value=value))
        for value in chosen
        if value and value not in known
    ]
    return tuple(Choice(value, words, value in chosen) for value, words in (*choices, *odd))


def _help(info: FieldInfo, shape: Shape) -> str:
    """What the model says of a field, in the words of a form: ids are chosen, not typed."""
    said = OF_THE_FILE.sub("", info.description or "").removeprefix(".")
    said = re.sub(r"^`?false`?\b", "No", said) if shape.value is bool else said
    return re.sub(r"^`?true`?\b", "Yes", said) if shape.value is bool else said


def _example(info: FieldInfo) -> str:
    example = info.examples[0] if info.examples else ""
    if isinstance(example, list):  # one is enough: each is on a line of its own
        example = next(iter(example), "")
    return "" if isinstance(example, dict) else str(example)
