"""Generated entries: words drawn by Zipf's law, some of them in pairs, facets as uneven as real
ones; the same every time.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

SEED = 20261124
VOCABULARY = 30_000  # words of a large collection about one condition
STEEPNESS = 2.7  # Mandelbrot's shift: English text has no word quite as common as Zipf's first
PAIRS = 400  # pairs of words that stand side by side more often than chance
PAIRED = 0.02  # of all words begin such a pair
SUMMARY, BODY = 30, 250  # words
# Syllables without s, e, i and y: no stemmer changes such words, so that all engines see the same
# ones.
SYLLABLES = tuple(consonant + vowel for consonant in "bdfgklmnprtvz" for vowel in "aou")
KINDS, CATEGORIES = (
    ("source", "intervention", "claim", "condition"),
    tuple(f"category-{number}" for number in range(14)),
)
STAGES = ("chronic", "mixed", "acute", "radicular", "subacute", "prevention")
CERTAINTIES = ("not-graded", "low", "very-low", "moderate", "high")


@dataclass(frozen=True)
class Entry:
    """A generated entry; `parts` are the stage and certainty of each of its findings."""

    id: str
    title: str
    summary: str
    body: str
    kind: str
    category: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Collection:
    """Entries, and the words and pairs they are made of, the most common first."""

    entries: tuple[Entry, ...]
    words: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]


def generate(size: int) -> Collection:
    """A collection of so many entries."""
    chance = np.random.default_rng(SEED)
    words = _vocabulary(chance)
    likely = 1.0 / (np.arange(VOCABULARY) + STEEPNESS)
    drawn = chance.choice(VOCABULARY, size * (SUMMARY + BODY + 6), p=likely / likely.sum())
    pairs = chance.choice(np.arange(50, 3000), (PAIRS, 2), replace=False)
    begins = np.flatnonzero(chance.random(len(drawn) - 1) < PAIRED)
    which = chance.integers(0, PAIRS, len(begins))
    drawn[begins], drawn[begins + 1] = pairs[which, 0], pairs[which, 1]
    rows = drawn.reshape(size, -1)
    entries = tuple(
        _entry(number, [words[word] for word in row], chance)
        for number, row in enumerate(rows.tolist())
    )
    return Collection(
        entries, words, tuple((words[first], words[second]) for first, second in pairs.tolist())
    )


def _vocabulary(chance: np.random.Generator) -> tuple[str, ...]:
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        picked = chance.integers(0, len(SYLLABLES), chance.choice((2, 3, 4), p=(0.15, 0.5, 0.35)))
        words["".join(SYLLABLES[number] for number in picked)] = None
    return tuple(words)


def _entry(number: int, words: list[str], chance: np.random.Generator) -> Entry:
    title = words[: int(chance.integers(3, 7))]
    return Entry(
        id=f"{'-'.join(title)}-{number % 10}",
        title=" ".join(title).capitalize(),
        summary=_sentences(words[6 : 6 + SUMMARY]),
        body=_sentences(words[6 + SUMMARY :]),
        kind=_uneven(KINDS, chance),
        category=_uneven(CATEGORIES, chance),
        parts=tuple(
            (_uneven(STAGES, chance), _uneven(CERTAINTIES, chance))
            for _ in range(int(chance.integers(1, 4)))
        ),
    )


def _sentences(words: list[str]) -> str:
    """Words as prose: sentences of about fifteen, so that excerpts have ends to find."""
    ends = [*range(0, len(words), 15), len(words)]
    return " ".join(" ".join(words[start:end]).capitalize() + "." for start, end in pairwise(ends))


def _uneven(values: tuple[str, ...], chance: np.random.Generator) -> str:
    """Each value half as likely again as the next."""
    return values[min(int(chance.exponential(2.5)), len(values) - 1)]
