"""Collections of any size as YAML: the tests' small collection over and over, each time with its
own ids and words.

`python -m bench.yaml_collection FOLDER SIZE` writes one; with an older version's tests on the
path, it has that version's fields.
"""

import re
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import numpy as np

from bench.collection import SEED, SYLLABLES
from small_collection import FILES, write

CONDITION_EVERY = 20  # groups: any collection has few conditions
WORDS = 5_000  # different words in all texts together
TEXT = 30  # words added to each text that is replaced
# The entries' ids, longest first, so that `hopping-heals` is not taken for `hopping`.
IDS = sorted((Path(path).stem for path in FILES if path.count("/")), key=len, reverse=True)
ID = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, IDS))})(?![a-z])(?!-[a-z])")
NAME = re.compile(r"^(name|title|claim|summary|why): (.*)$", re.MULTILINE)
UNIQUE = re.compile(r"^(PMID|PMCID): (PMC)?\d+$", re.MULTILINE)


def write_yaml(folder: Path, size: int) -> Path:
    """Write a collection without errors of `size` entries, rounded up to a whole group."""
    for path, text in FILES.items():
        if _is_shared(path):
            write(folder, path, text)
    written, groups, chance = 0, count(), np.random.default_rng(SEED)
    while written < size:
        for path, text in _group(next(groups), chance):
            write(folder, path, text)
            written += 1
    return folder


def _is_shared(path: str) -> bool:
    return path == "collection.yaml" or path.startswith("vocabulary/")


def _group(number: int, chance: np.random.Generator) -> Iterator[tuple[str, str]]:
    """Entries that refer to each other, and to no later group."""
    for path, text in FILES.items():
        if _is_shared(path) or ("/sore-knees" in path and number % CONDITION_EVERY):
            continue
        yield _own(path, number), _worded(_own(text, number), number, chance)


def _own(text: str, group: int) -> str:
    """The text with the ids of its group; the first group has those of the small collection."""
    if not group:
        return text
    numbered = ID.sub(lambda found: _numbered(found[1], group), text)
    return UNIQUE.sub(lambda found: f"{found[1]}: {found[2] or ''}{10_000_000 + group}", numbered)


def _numbered(id: str, group: int) -> str:
    """An id of the group; only every so many groups have a condition of their own."""
    if id == "sore-knees":
        group -= group % CONDITION_EVERY
    return f"{id}-{group}" if group else id


def _worded(text: str, group: int, chance: np.random.Generator) -> str:
    """The text with the group's number in each name, and words of its own in each summary."""

    def more(found: re.Match[str]) -> str:
        if found[1] in ("summary", "why"):
            return f"{found[0]} {_words(chance, TEXT).capitalize()}."
        return f"{found[0].rstrip('.')} {_words(chance, 2)} {group}"

    return NAME.sub(more, text) if group else text


def _words(chance: np.random.Generator, many: int) -> str:
    """Words by Zipf's law, as `bench.collection` makes them."""
    ranks = np.minimum(chance.zipf(1.3, many), WORDS)
    return " ".join(_word(int(rank)) for rank in ranks)


def _word(rank: int) -> str:
    size = len(SYLLABLES)
    return SYLLABLES[rank % size] + SYLLABLES[rank // size % size] + SYLLABLES[rank // size**2]


def main() -> None:
    """Write the collection that the command line names."""
    write_yaml(Path(sys.argv[1]), int(sys.argv[2]))


if __name__ == "__main__":
    main()
