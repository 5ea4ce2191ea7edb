"""Loading: a folder of YAML becomes a library, and whatever does not fit becomes a problem with its place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from kb.model.collection import VOCABULARY, Collection, Named
from kb.model.entries import FOLDERS, KINDS
from kb.model.library import Library, Vocabulary
from kb.model.problems import Problem
from kb.model.schema import Filed
from kb.reading.files import File, read_file, with_part
from kb.reading.folder import Folder, Found
from kb.reading.references import SINGULAR, dangling, known
from kb.reading.yaml_reader import read_yaml
from kb.rules import broken

SHELVES = {kind: folder for folder, kind in FOLDERS.items()}


class Unreadable(ValueError):
    """There is no collection to read; `problems` lists what an editor must put right, where it is the files that are wrong."""

    def __init__(self, sentence: str, problems: Iterable[Problem] = ()) -> None:
        super().__init__(sentence)
        self.problems = tuple(problems)


def load(folder: Path, previous: Library | None = None, today: date | None = None) -> Library:
    """The library of a folder, with every problem found in it.

    What did not change since `previous` is not read again; what was right then and has errors now stays as it was and is
    named in `kept`. Dates are held against `today`, by default the day it is. Raises `Unreadable` where there is no collection to read.
    """
    if not folder.is_dir():
        raise Unreadable(
            f"{folder} is no folder that can be read; name the folder that holds collection.yaml"
        )
    listing = Folder(folder)
    files = {found.path: _read(listing, found, previous) for found in listing.files}
    return shelve(folder, files, listing.problems, previous, today or date.today())


def _read(listing: Folder, found: Found, previous: Library | None) -> File:
    """One file, from `previous` where its bytes are the same."""
    old = previous.files.get(found.path) if previous else None
    try:
        data = listing.read(found)
    except OSError as error:
        problem = Problem(
            found.path,
            1,
            1,
            "",
            f"the file cannot be read: {error.strerror}",
            "look at its permissions",
            "unreadable-file",
        )
        return File(found.path, found.kind, found.id, b"", problems=(problem,))
    digest = sha256(data).digest()
    if old and old.digest == digest and old.kind == found.kind:
        return old
    return read_file(data, found.path, found.kind, found.id, digest, read_yaml)


def shelve(
    folder: Path,
    files: Mapping[str, File],
    strays: Iterable[Problem],
    previous: Library | None,
    today: date,
) -> Library:
    """A library of what was read. Raises `Unreadable` where collection or vocabulary cannot be used and `previous` has none."""
    problems = [*strays, *(problem for file in files.values() for problem in file.problems)]
    if previous and "collection.yaml" not in files:
        problems.append(
            Problem(
                "collection.yaml",
                1,
                1,
                "",
                "collection.yaml is gone",
                "put it back",
                "missing-file",
            )
        )
    collection = _collection(folder, files, problems, previous)
    if not previous:
        _demand_lists(files, problems)
    words = _vocabulary(files, problems, previous)
    drafts = _draft(folder, collection, words, files)
    there = known(files.values(), words)
    told = [problem for file in files.values() for problem in dangling(file, there)]
    problems = [*_without(problems, "id-form", told), *told]
    problems += broken(drafts, today)
    right = replace(
        drafts,
        collection=_collection(folder, files, problems, previous),
        vocabulary=Vocabulary(**(words := _vocabulary(files, problems, previous))),
    )
    problems = [
        with_part(problem, files[problem.file]) if problem.file in files else problem
        for problem in problems
    ]
    wrong = {
        problem.file for problem in problems if problem.severity == "error"
    } | _leaning_on_broken_words(files, words)
    return _shelved(right, files, wrong, problems, previous)


def _without(problems: Iterable[Problem], rule: str, told: Iterable[Problem]) -> Iterator[Problem]:
    """The problems but those of a rule at whose place something is told that says more."""
    places = {(problem.file, problem.line, problem.column) for problem in told}
    return (
        problem
        for problem in problems
        if problem.rule != rule or (problem.file, problem.line, problem.column) not in places
    )


def _collection(
    folder: Path, files: Mapping[str, File], problems: list[Problem], previous: Library | None
) -> Collection:
    """The collection if it has no errors (a reference that leads nowhere aside: it harms no page), or what it last was."""
    file = files.get("collection.yaml")
    draft = file.drafts[0] if file and file.drafts else None
    wrong = sorted(
        p
        for p in problems
        if p.file == "collection.yaml" and p.severity == "error" and p.rule != "reference"
    )
    if draft and not wrong and isinstance(draft.entry, Collection):
        return draft.entry
    if previous:
        return previous.collection
    if file is None:
        raise Unreadable(
            f"{folder} holds no collection.yaml; name the folder of a collection", problems
        )
    raise Unreadable(
        f"{folder / 'collection.yaml'} cannot be used; line {wrong[0].line}: {wrong[0].message}",
        sorted(problems),
    )


def _demand_lists(files: Mapping[str, File], problems: list[Problem]) -> None:
    """Raise `Unreadable` where a list is missing whose words are used: nothing that uses them could be shown."""
    used = {naming.kind for file in files.values() for naming in file.namings}
    missing = [
        f"vocabulary/{name}.yaml"
        for name in VOCABULARY
        if SINGULAR[name] in used and f"vocabulary/{name}.yaml" not in files
    ]
    if missing:
        message = "the list is missing, though its words are used"
        told = (
            Problem(
                path,
                1,
                1,
                "",
                message,
                "put it back, or copy that of another collection",
                "missing-file",
            )
            for path in missing
        )
        raise Unreadable(
            f"{', '.join(missing)} cannot be found, though words of it are used; put it back",
            sorted([*problems, *told]),
        )


def _vocabulary(
    files: Mapping[str, File], problems: list[Problem], previous: Library | None
) -> dict[str, dict[str, Any]]:
    """The words of each list: those without errors, and for the others what they last were."""
    wrong = {
        (problem.file, problem.field.partition(".")[0])
        for problem in problems
        if problem.severity == "error"
    }
    return {
        name: _words(files.get(f"vocabulary/{name}.yaml"), name, wrong, problems, previous)
        for name in VOCABULARY
    }


def _words(
    file: File | None, name: str, wrong: set[tuple[str, str]], problems: list[Problem], previous: Library | None
) -> dict[str, Named]:  # fmt: skip
    before: Mapping[str, Named] = getattr(previous.vocabulary, name) if previous else {}
    if file is None:
        return {}
    if file.problems and (
        file.root is None or any(draft.entry is None and not draft.within for draft in file.drafts)
    ):
        if previous:
            return dict(before)
        first = min(file.problems)
        raise Unreadable(
            f"{file.path} cannot be used; line {first.line}: {first.message}", sorted(problems)
        )
    words: dict[str, Named] = {}
    for draft in file.drafts:
        word = draft.entry
        if isinstance(word, Named) and isinstance(word.id, str):
            right = (
                word
                if draft.whole and (file.path, draft.within) not in wrong
                else before.get(word.id)
            )
            if right:
                words.setdefault(word.id, right)
    return words


def _draft(
    folder: Path,
    collection: Collection,
    words: Mapping[str, dict[str, Any]],
    files: Mapping[str, File],
) -> Library:
    """A library of all that could be read, right or not: what rules are held against."""
    shelves: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    for file in files.values():
        if file.kind in KINDS and file.drafts and file.drafts[0].entry:
            shelves[file.kind][file.id] = file.drafts[0].entry
    entries = {SHELVES[kind]: shelf for kind, shelf in shelves.items()}
    rest: dict[str, Any] = {**entries, "withheld": {}, "problems": (), "files": files}
    return Library(folder, collection, Vocabulary(**words), **rest)


def _leaning_on_broken_words(
    files: Mapping[str, File], words: Mapping[str, Mapping[str, Named]]
) -> set[str]:
    """Files that use a word of the vocabulary whose own lines have errors: they cannot be shown either."""
    usable = {SINGULAR[name]: words[name] for name in words}
    return {
        f.path
        for f in files.values()
        if any(n.kind in usable and n.id not in usable[n.kind] for n in f.namings)
    }


def _shelved(
    drafts: Library,
    files: Mapping[str, File],
    wrong: set[str],
    problems: list[Problem],
    previous: Library | None,
) -> Library:
    """The drafts without what is wrong, and with what it was before."""
    shelves: dict[str, dict[str, Filed]] = {SHELVES[kind]: {} for kind in KINDS}
    withheld, kept = {}, set()
    for file in files.values():
        if file.kind not in KINDS:
            continue
        shelf = SHELVES[file.kind]
        before: Filed | None = getattr(previous, shelf).get(file.id) if previous else None
        if file.path not in wrong:
            shelves[shelf][file.id] = getattr(drafts, shelf)[file.id]
        elif before:
            shelves[shelf][file.id] = before
            kept.add(file.id)
        else:
            withheld[file.id] = file.kind
    rest: dict[str, Any] = shelves
    return Library(
        drafts.folder, drafts.collection, drafts.vocabulary, **rest,
        withheld=withheld, problems=tuple(sorted(set(problems))), kept=frozenset(kept), files=files,
    )  # fmt: skip
