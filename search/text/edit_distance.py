"""How many letters apart words are. Most searches never ask, so the library is imported late."""

from collections.abc import Sequence


def distance(one: str, other: str, most: int | None = None) -> int:
    """The letters to add, drop, replace or swap with their neighbour; any number above `most` means
    more than that.
    """
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=most)


def within(
    word: str, pool: Sequence[str], most: int, limit: int | None = None
) -> list[tuple[str, int, int]]:
    """Those of the pool at most so many edits away, at most `limit`: word, edits, place in it."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    near = extract(word, pool, scorer=OSA.distance, score_cutoff=most, limit=limit)
    return [(found, edits, place) for found, edits, place in near]
