"""A file of a collection as read: its content, where each value is, and its problems."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from kb.model.collection import VOCABULARY, Collection
from kb.model.entries import KINDS
from kb.model.problems import Problem
from kb.model.scalars import CITE
from kb.model.schema import Model
from kb.reading.decoding import decode
from kb.reading.field_checks import Draft, build
from kb.reading.nodes import Fields, Items, Node, Text, ids
from kb.reading.shape import Naming, Shape, fields, namings, values

MOST_PROBLEMS = 100  # of one file: more help nobody, and a hostile file must not fill the report
OF_ANOTHER_KIND = 3  # unknown fields: fewer are slips
ReadYaml = Callable[[str, str, Shape], tuple[Node | None, list[Problem]]]


@dataclass(frozen=True)
class Part:
    """A part of a file: the one entry, or each word of a list; `within` is its position in the
    list.

    If it isn't `whole`, the entry has only its valid fields, or is None.
    """

    make: Callable[[], Model | None]
    whole: bool
    within: str

    @classmethod
    def of(cls, entry: Model | None, whole: bool = True, within: str = "") -> "Part":
        """A part whose entry is already built."""
        return cls(lambda: entry, whole, within)

    @cached_property
    def entry(self) -> Model | None:
        """The entry, built on first use."""
        return self.make()


@dataclass(frozen=True)
class Parsed:
    """The nodes of a file: only needed to locate problems."""

    root: Node | None = None
    drafts: tuple[Draft, ...] = ()
    namings: tuple[Naming, ...] = ()


@dataclass(frozen=True)
class File:
    """One file: an entry or the collection is one part, a vocabulary list one part per word.

    `readable` is whether it has fields or, for a list, items; `ids` are those written in it, in
    order; `mentions` all ids it may refer to, in any field, and `kinds` the kinds it refers to.
    """

    path: str
    kind: str
    id: str
    digest: bytes
    problems: tuple[Problem, ...] = ()
    readable: bool = False
    ids: tuple[str, ...] = ()
    mentions: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    parts: tuple[Part, ...] = ()
    parse: Callable[[], Parsed] = field(default=Parsed, repr=False, compare=False)

    @cached_property
    def _parsed(self) -> Parsed:
        return self.parse()

    @property
    def root(self) -> Node | None:
        """The file's nodes."""
        return self._parsed.root

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Its parts with their nodes."""
        return self._parsed.drafts

    @property
    def namings(self) -> tuple[Naming, ...]:
        """Its references with their locations."""
        return self._parsed.namings


def read_file(
    data: bytes, path: str, kind: str, id: str, digest: bytes, read_yaml: ReadYaml
) -> File:
    """Read one file, whatever its bytes: everything invalid becomes a problem, nothing raises."""
    empty = File(path, kind, id, digest)
    text, problems = decode(data, path)
    if text is None:
        return replace(empty, problems=tuple(problems))
    shape = _shape(kind)
    root, more = read_yaml(text, path, shape)
    problems += more
    if root is None:
        if not problems and kind not in VOCABULARY:
            problems.append(
                Problem(
                    path,
                    1,
                    1,
                    "",
                    "the file is empty",
                    "write the entry, or remove the file",
                    "empty-file",
                )
            )
        return replace(empty, problems=_first(problems))
    if meant := _meant_kind(root, kind):
        where = f"this looks like {_a(meant)}, not {_a(kind)}"
        problems.append(Problem(path, 1, 1, "", where, f"move it to {meant}s/", "stray-file"))
        shape = _shape(meant)
    drafts = () if meant else _drafts(root, path, kind, id)
    problems += [problem for draft in drafts for problem in draft.problems]
    parsed = Parsed(root, drafts, tuple(namings(root, shape)))
    return replace(
        empty,
        problems=tuple(with_part(problem, root) for problem in _first(problems)),
        readable=isinstance(root, Items if kind in VOCABULARY else Fields),
        ids=tuple(dict.fromkeys(ids(root))),
        mentions=frozenset(_mentioned(root, shape)),
        kinds=frozenset(naming.kind for naming in parsed.namings),
        parts=tuple(Part.of(draft.entry, draft.whole, draft.within) for draft in drafts),
        parse=lambda: parsed,
    )


def _mentioned(root: Node, shape: Shape) -> Iterator[str]:
    """Every source cited in prose, and every value that could be an id, without the `#` and
    part.
    """
    for _, text, found in values(root, shape):
        if found.prose:
            yield from (cite[1] for cite in CITE.finditer(text.text))
        elif not (found.words or found.choices):
            yield text.text.partition("#")[0]


def _meant_kind(root: Node, kind: str) -> str | None:
    """The kind of entry that a file's fields suggest, if it isn't its folder's.

    One or two typos aren't enough.
    """
    if kind not in KINDS or not isinstance(root, Fields):
        return None
    unknown = {
        other: sum(key not in fields(model) for key in root.keys) for other, model in KINDS.items()
    }
    best = min(unknown, key=lambda other: unknown[other])
    return best if unknown[kind] >= OF_ANOTHER_KIND and unknown[best] * 2 < unknown[kind] else None


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _shape(kind: str) -> Shape:
    if kind in VOCABULARY:
        return Shape(item=Shape(model=VOCABULARY[kind]))
    return Shape(model=KINDS.get(kind, Collection))


def _drafts(root: Node, path: str, kind: str, id: str) -> tuple[Draft, ...]:
    if kind in VOCABULARY:
        return _words(root, path, VOCABULARY[kind])
    return (build(KINDS.get(kind, Collection), root, path, id if kind in KINDS else None),)


def _words(root: Node, path: str, model: type[Model]) -> tuple[Draft, ...]:
    """A draft for each word of a vocabulary list."""
    if not isinstance(root, Items):
        what = "fields" if isinstance(root, Fields) else "a text"
        problem = Problem(
            path,
            root.line,
            root.column,
            "",
            f"expected a list, not {what}",
            "begin each word of the list with `- id: ...`",
            "wrong-type",
        )
        return (Draft(None, root, False, (problem,)),)
    return tuple(
        _word(build(model, item, path), number) for number, item in root.items if item is not None
    )


def _word(draft: Draft, number: int) -> Draft:
    numbered = (
        replace(p, field=f"[{number}].{p.field}" if p.field else f"[{number}]")
        for p in draft.problems
    )
    return replace(draft, problems=tuple(numbered), within=f"[{number}]")


def _first(problems: list[Problem]) -> tuple[Problem, ...]:
    ordered = sorted(set(problems))
    if len(ordered) > MOST_PROBLEMS:
        last = ordered[MOST_PROBLEMS - 1]
        more = "more problems follow in this file"
        return (
            *ordered[:MOST_PROBLEMS],
            Problem(last.file, last.line, last.column + 1, "", more, "fix these first", "more"),
        )
    return tuple(ordered)


def with_part(problem: Problem, root: Node | None) -> Problem:
    """The problem with the editors' name for its list item, counted from 1 and with its id."""
    found = re.match(r"([\w-]+)\[(\d+)\]", problem.field)
    items = root.values.get(found[1]) if found and isinstance(root, Fields) else None
    if not found or not isinstance(items, Items):
        return problem
    number = int(found[2])
    id = next((id_of(item) for at, item in items.items if at == number), None)
    return replace(
        problem,
        part=f"{found[1].removesuffix('s').replace('-', ' ')} {number + 1}"
        + (f" ({id})" if id else ""),
    )


def id_of(node: Node | None) -> str | None:
    """The id written in a vocabulary word, whatever else is wrong with it."""
    own = node.values.get("id") if isinstance(node, Fields) else None
    return own.text if isinstance(own, Text) else None
