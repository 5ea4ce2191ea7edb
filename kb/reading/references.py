"""Checks that references exist; a reference to a withheld entry isn't a problem."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kb.model.collection import VOCABULARY
from kb.model.entries import FOLDERS, KINDS
from kb.model.named import Named
from kb.model.problems import Problem
from kb.model.scalars import ID
from kb.reading.did_you_mean import did_you_mean, meant, nearest, shown
from kb.reading.files import File
from kb.reading.nodes import place

if TYPE_CHECKING:
    from kb.reading.shape import Naming

# What one thing of each list of the vocabulary is called.
SINGULAR = {
    "outcomes": "outcome",
    "scales": "scale",
    "comparators": "comparator",
    "stages": "stage",
    "categories": "category",
    "terms": "term",
    "groups": "group",
    "features": "feature",
    "medicines": "medicine",
}
FOLDER_OF = {kind: folder for folder, kind in FOLDERS.items()}


@dataclass(frozen=True)
class Known:
    """Every existing id, by kind, with the words people also use for it."""

    words: Mapping[str, Mapping[str, tuple[str, ...]]]
    # By entry; None if the file could not be read, so that any may be there.
    parts: Mapping[str, tuple[str, ...] | None]

    @cached_property
    def by_word(self) -> Mapping[str, Mapping[str, str]]:
        """By kind, the id for each lower-case word."""
        return {
            kind: {word.lower(): id for id, words in ids.items() for word in (*words, id)}
            for kind, ids in self.words.items()
        }


def known(files: Iterable[File], vocabulary: Mapping[str, Mapping[str, Named]]) -> Known:
    """All ids in files and vocabulary, including invalid ones."""
    words: dict[str, dict[str, tuple[str, ...]]] = {
        kind: {} for kind in (*KINDS, *SINGULAR.values())
    }
    parts: dict[str, tuple[str, ...] | None] = {}
    for name, list_of_words in vocabulary.items():
        words[SINGULAR[name]] = {
            id: (word.name, *word.synonyms) for id, word in list_of_words.items()
        }
    for file in files:
        if file.kind in KINDS:
            words[file.kind][file.id] = ()
            parts[file.id] = file.ids if file.readable else None
        elif file.kind in VOCABULARY and file.readable:
            for id in filter(None, file.ids):
                words[SINGULAR[file.kind]].setdefault(id, ())
    return Known(words, parts)


def dangling(file: File, known: Known) -> Iterator[Problem]:
    """A problem for each reference that leads nowhere, except malformed ids without a similar one,
    which have their own problem.
    """
    for naming in file.namings:
        said = _entry(naming, known) if naming.kind == "entry" else _one_kind(naming, known)
        if said:
            where = place(file.root, naming.path)
            yield Problem(file.path, where.line, where.column, where.field, *said, "reference")


def _one_kind(naming: "Naming", known: Known) -> tuple[str, str] | None:
    ids = known.words[naming.kind]
    if naming.id in ids:
        return None
    other = next(
        (
            kind
            for kind in KINDS
            if kind != naming.kind and naming.kind in KINDS and naming.id in known.words[kind]
        ),
        None,
    )
    message = f"no {naming.kind} {shown(naming.id)} in {_home(naming.kind)}"
    also = f" (it's {'an' if other[0] in 'aeiou' else 'a'} {other})" if other else ""
    hint = _meant(naming, ids, known.by_word[naming.kind])
    return (message + also, hint) if hint else None


def _home(kind: str) -> str:
    name = next((name for name, one in SINGULAR.items() if one == kind), None)
    return f"`vocabulary/{name}.yaml`" if name else f"`{FOLDER_OF[kind]}/`"


def _meant(naming: "Naming", ids: Collection[str], by_word: Mapping[str, str]) -> str:
    if exact := by_word.get(naming.id.lower()):
        return f"write `{exact}`, the id of {shown(naming.id)}"
    guesses = dict.fromkeys(by_word[word] for word in nearest(naming.id, by_word))
    if guesses:
        return meant(guesses)
    if naming.kind in KINDS and not re.fullmatch(ID, naming.id):
        return ""
    if naming.kind in KINDS:
        return f"add `{FOLDER_OF[naming.kind]}/{naming.id[:80]}.yaml`, or use one that exists"
    return (
        f"the {naming.kind} ids are {', '.join(list(ids)[:20])}"
        if ids
        else f"add it to {_home(naming.kind)}"
    )


def _entry(naming: "Naming", known: Known) -> tuple[str, str] | None:
    id, _, part = naming.id.partition("#")
    if id not in known.parts:
        otherwise = (
            "use the id of an intervention, condition, claim or source"
            if re.fullmatch(ID, id)
            else ""
        )
        hint = did_you_mean(id, known.parts, otherwise)
        return (f"no entry {shown(id)}", hint) if hint else None
    parts = known.parts[id]
    if part and parts is not None and part not in parts and re.fullmatch(ID, part):
        return f"`{id}` has no part {shown(part)}", did_you_mean(
            part, parts, "use the `id` of one of its findings, red flags, factors, kinds or steps"
        )
    return None
