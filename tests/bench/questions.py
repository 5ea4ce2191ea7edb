"""What is asked: the same questions of every engine, in seven classes, each with matches enough to
be counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bench.collection import CATEGORIES, SEED, Collection

CLASSES = ("rare", "common", "3-word OR", "3-word AND", "phrase", "prefix", "filtered")
EACH = 20
MODES = ("top-10", "4 facets", "10 excerpts")
FACETS = ("kind", "category", "stage", "certainty")
# Fewer matches and our search looks for entries with any of the words; more words than this and it
# leaves the rare ones out.
LEAST, MOST_ENDINGS = 11, 60


@dataclass(frozen=True)
class Question:
    """One question: its words, how they belong together, and the category asked for, if any."""

    sort: str
    words: tuple[str, ...]
    category: str | None = None


def questions(collection: Collection) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    """All questions, `EACH` of every class, and as many others that are asked only once."""
    chance = np.random.default_rng(SEED + 1)
    holders = _holders(collection)
    found: dict[str, list[Question]] = {name: [] for name in CLASSES}
    for name in CLASSES:
        for question in _drawn(name, collection, holders, chance):
            if question not in found[name]:
                found[name].append(question)
            if len(found[name]) == 2 * EACH:
                break
    often, once = (
        [question for name in CLASSES for question in found[name][half]]
        for half in (slice(EACH), slice(EACH, None))
    )
    return tuple(often), tuple(once)


def _holders(collection: Collection) -> dict[str, set[int]]:
    """Which entries have each word."""
    holders: dict[str, set[int]] = {}
    for number, entry in enumerate(collection.entries):
        for word in sorted(
            {*f"{entry.title} {entry.summary} {entry.body}".lower().replace(".", "").split()}
        ):
            holders.setdefault(word, set()).add(number)
    return holders


def _drawn(
    name: str, collection: Collection, holders: dict[str, set[int]], chance: np.random.Generator
) -> Iterator[Question]:
    """Question after question of a class, without end."""
    size = len(collection.entries)
    held = {word: len(entries) for word, entries in holders.items()}
    rare = [word for word, count in held.items() if 3 <= count <= max(5, size // 500)]
    common = [word for word, count in held.items() if 0.2 <= count / size <= 0.6]
    middling = [word for word, count in held.items() if 0.02 <= count / size <= 0.3]
    while True:
        match name:
            case "rare":
                yield Question(name, (str(chance.choice(rare)),))
            case "common":
                yield Question(name, (str(chance.choice(common)),))
            case "3-word OR":
                yield Question(name, tuple(map(str, chance.choice(middling, 3, replace=False))))
            case "3-word AND":
                words = tuple(map(str, chance.choice(common, 3, replace=False)))
                if len(set.intersection(*(holders[word] for word in words))) >= LEAST:
                    yield Question(name, words)
            case "phrase":
                yield Question(name, collection.pairs[int(chance.integers(len(collection.pairs)))])
            case "prefix":
                start = str(chance.choice(middling))[:4]
                if sum(word.startswith(start) for word in held) <= MOST_ENDINGS:
                    yield Question(name, (start,))
            case _:
                yield Question(
                    name, (str(chance.choice(common)),), CATEGORIES[int(chance.integers(4))]
                )
