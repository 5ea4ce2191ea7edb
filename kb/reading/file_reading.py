"""Reads the bytes of a file into entries: what is invalid becomes problems, nothing raises."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from kb.model.collection import VOCABULARY, Collection
from kb.model.entries import KINDS
from kb.model.problems import Problem
from kb.model.scalars import CITE
from kb.model.schema import Model
from kb.reading.decoding import decode
from kb.reading.field_checks import Draft, build
from kb.reading.files import MOST_PROBLEMS, File, Parsed, Part, with_part
from kb.reading.nodes import Fields, Items, Node, ids
from kb.reading.shape import Shape, fields, namings, values

OF_ANOTHER_KIND = 3  # unknown fields: fewer are slips
ReadYaml = Callable[[str, str, Shape], tuple[Node | None, list[Problem]]]


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
        problems.append(
            Problem(
                path,
                1,
                1,
                "",
                where,
                f"move it to {meant}s/, under a name that isn't used yet",
                "stray-file",
            )
        )
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
        _word(build(model, item, path, all_of_it=root), number)
        for number, item in root.items
        if item is not None
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
