"""Assembles a library from files: valid files are included, others are withheld or kept in their
last good version.

Some problems only show once all files are read, so this runs twice: first with everything readable,
to check the rules, then with what is valid.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from kb.checks import check
from kb.model.collection import VOCABULARY, Collection
from kb.model.entries import KINDS
from kb.model.library import FOLDER_OF, Library, Vocabulary
from kb.model.named import Named
from kb.model.problems import Checks, Problem
from kb.model.schema import Filed
from kb.reading.files import File, Part
from kb.reading.references import SINGULAR, Known, known
from kb.statements.answers import with_answers

Words = dict[str, dict[str, Any]]


class Shelf(Mapping[str, Filed]):
    """The entries of one kind by id; a cached entry is built on first use."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        self._parts = parts

    def __getitem__(self, id: str) -> Filed:
        return cast(Filed, self._parts[id].entry)

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def __contains__(self, id: object) -> bool:
        return id in self._parts


class Unreadable(ValueError):
    """There is no collection to read; `problems` lists what to fix in its files."""

    def __init__(self, sentence: str, problems: Iterable[Problem] = ()) -> None:
        super().__init__(sentence)
        self.problems = tuple(problems)


def assemble(
    folder: Path,
    files: Mapping[str, File],
    strays: Iterable[Problem],
    today: date,
    previous: Library | None = None,
    checks: Checks | None = None,
) -> Library:
    """Assemble the library of these files; `checks` are an earlier library's.

    Raises `Unreadable` if the collection's own file or a vocabulary list can't be used and
    `previous` has none.
    """
    problems = [*strays, *(problem for file in files.values() for problem in file.problems)]
    if previous and "collection.yaml" not in files:
        message = "collection.yaml is missing"
        problems.append(_whole("collection.yaml", message, "put it back", "missing-file"))
    collection = _collection(folder, files, problems, previous)
    if not previous:
        _demand_lists(files, problems)
    words = _vocabulary(files, problems, previous)
    drafts = with_answers(_drafts(folder, collection, words, files), previous)
    there = known(files.values(), words)
    checks = check(drafts, there, today, checks)
    found = [problem for checked in checks.files.values() for problem in checked.problems]
    problems = [*_without_id_form(problems, found), *found, *checks.between]
    words = _vocabulary(files, problems, previous)
    right = replace(
        drafts,
        collection=_collection(folder, files, problems, previous),
        vocabulary=Vocabulary(**words),
        problems=tuple(sorted(set(problems))),
        checks=checks,
    )
    wrong = {problem.file for problem in problems if problem.severity == "error"}
    served = _served(right, wrong | _using_broken_words(files, there, words), previous)
    return with_answers(served, drafts)


def _whole(path: str, message: str, hint: str, rule: str) -> Problem:
    """A problem with a whole file, reported at line 1."""
    return Problem(path, 1, 1, "", message, hint, rule)


def _without_id_form(problems: Iterable[Problem], found: list[Problem]) -> Iterator[Problem]:
    """The problems without malformed ids that are also reported as missing references."""
    lost = {(one.file, one.line, one.column) for one in found if one.rule == "reference"}
    return (
        one
        for one in problems
        if one.rule != "id-form" or (one.file, one.line, one.column) not in lost
    )


def _collection(
    folder: Path, files: Mapping[str, File], problems: list[Problem], previous: Library | None
) -> Collection:
    """The collection's own file if it has no errors, or its last good version.

    A missing reference isn't such an error: it harms no page.
    """
    file = files.get("collection.yaml")
    entry = file.parts[0].entry if file and file.parts else None
    wrong = sorted(
        p
        for p in problems
        if p.file == "collection.yaml" and p.severity == "error" and p.rule != "reference"
    )
    if isinstance(entry, Collection) and not wrong:
        return entry
    if previous:
        return previous.collection
    if file is None:
        raise Unreadable(
            f"{folder} has no collection.yaml; give the folder of a collection", problems
        )
    raise Unreadable(
        f"{folder / 'collection.yaml'} can't be used; line {wrong[0].line}: {wrong[0].message}",
        sorted(problems),
    )


def _demand_lists(files: Mapping[str, File], problems: list[Problem]) -> None:
    """Raise `Unreadable` if a vocabulary list that entries use is missing: none of them could be
    shown.
    """
    used = frozenset[str]().union(*(file.kinds for file in files.values()))
    paths = {f"vocabulary/{name}.yaml": SINGULAR[name] for name in VOCABULARY}
    missing = [path for path, kind in paths.items() if kind in used and path not in files]
    if missing:
        message = "the list is missing, but its words are used"
        hint = "put it back, or copy one from another collection"
        found = (_whole(path, message, hint, "missing-file") for path in missing)
        raise Unreadable(
            f"{', '.join(missing)} is missing, but its words are used; put it back",
            sorted([*problems, *found]),
        )


def _vocabulary(
    files: Mapping[str, File], problems: list[Problem], previous: Library | None
) -> Words:
    """The words of each list: valid ones, and the last good version of others."""
    wrong = {
        (problem.file, problem.field.partition(".")[0])
        for problem in problems
        if problem.severity == "error"
    }
    words: Words = {}
    for name in VOCABULARY:
        file = files.get(f"vocabulary/{name}.yaml")
        before = getattr(previous.vocabulary, name) if previous else {}
        if file is None:
            words[name] = {}
        elif file.problems and (not file.readable and not file.parts or _is_no_list(file)):
            words[name] = _last(file, before, problems, previous)
        else:
            words[name] = _words(file, before, wrong)
    return words


def _is_no_list(file: File) -> bool:
    return any(part.entry is None and not part.within for part in file.parts)


def _last(
    file: File, before: Mapping[str, Named], problems: list[Problem], previous: Library | None
) -> dict[str, Named]:
    """The last good version of a list that can't be read now."""
    if previous:
        return dict(before)
    first = min(file.problems)
    raise Unreadable(
        f"{file.path} can't be used; line {first.line}: {first.message}", sorted(problems)
    )


def _words(
    file: File, before: Mapping[str, Named], wrong: set[tuple[str, str]]
) -> dict[str, Named]:
    words: dict[str, Named] = {}
    for part in file.parts:
        word = part.entry
        if isinstance(word, Named) and isinstance(word.id, str):
            whole = part.whole and (file.path, part.within) not in wrong
            if right := word if whole else before.get(word.id):
                words.setdefault(word.id, right)
    return words


def _drafts(
    folder: Path, collection: Collection, words: Words, files: Mapping[str, File]
) -> Library:
    """A library of everything that could be read, valid or not."""
    parts: dict[str, dict[str, Part]] = {FOLDER_OF[kind]: {} for kind in KINDS}
    for file in files.values():
        if file.kind in KINDS and file.parts and (file.parts[0].whole or file.parts[0].entry):
            parts[FOLDER_OF[file.kind]][file.id] = file.parts[0]
    shelves = {folder: Shelf(held) for folder, held in parts.items()}
    rest: dict[str, Any] = {**shelves, "withheld": {}, "problems": (), "files": files}
    return Library(folder, collection, Vocabulary(**words), **rest)


def _using_broken_words(files: Mapping[str, File], there: Known, words: Words) -> set[str]:
    """Files that use a vocabulary word whose own definition has errors: they can't be shown."""
    usable = {SINGULAR[name]: words[name] for name in words}
    broken = {id for kind, ids in usable.items() for id in there.words[kind] if id not in ids}
    return {
        file.path
        for file in files.values()
        if not file.mentions.isdisjoint(broken)
        and any(n.kind in usable and n.id not in usable[n.kind] for n in file.namings)
    }


def _served(right: Library, wrong: set[str], previous: Library | None) -> Library:
    """The library without invalid files, with their entries in their last good version."""
    parts: dict[str, dict[str, Part]] = {FOLDER_OF[kind]: {} for kind in KINDS}
    withheld, kept, versions = {}, set(), {}
    for file in right.files.values():
        if file.kind not in KINDS:
            continue
        shelf = FOLDER_OF[file.kind]
        if file.path not in wrong:
            parts[shelf][file.id] = file.parts[0]
            versions[file.path] = file.digest
        elif previous and (before := getattr(previous, shelf).get(file.id)):
            parts[shelf][file.id] = Part.of(before)
            versions[file.path] = previous.versions[file.path]
            kept.add(file.id)
        else:
            withheld[file.id] = file.kind
    rest: dict[str, Any] = {folder: Shelf(held) for folder, held in parts.items()}
    return replace(right, **rest, withheld=withheld, kept=frozenset(kept), versions=versions)
