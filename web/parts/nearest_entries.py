"""Entries whose id or title is like what was typed, for addresses that lead nowhere."""

from collections.abc import Callable, Iterable, Mapping

from rapidfuzz import fuzz, process, utils

from kb.model.entries import Entry

# No id is longer than 80 characters.
COMPARED = 100
# Below these likenesses (of 100) names have little to do with one another; an id of four letters
# with one wrong comes to 75.
LIKE_AN_ID, LIKE_A_TITLE = 70, 60
# What is of the kind asked for goes before what is a slip nearer.
OF_THAT_KIND = 10


def nearest(typed: str, entries: Iterable[Entry], most: int, kind: str = "") -> tuple[Entry, ...]:
    """The entries that may have been meant, those of like ids first, then those of like titles; the
    likest of each first.
    """
    known = {entry.id: entry for entry in entries}

    def like(words: Mapping[str, str], scorer: Callable[..., float], cutoff: int) -> list[str]:
        found = process.extract(
            typed[:COMPARED],
            words,
            scorer=scorer,
            processor=utils.default_process,
            limit=None,
            score_cutoff=cutoff,
        )
        scores = {
            id: score + (OF_THAT_KIND if known[id].kind == kind else 0) for _, score, id in found
        }
        return sorted(scores, key=lambda id: -scores[id])

    ids = like({id: id for id in known}, fuzz.ratio, LIKE_AN_ID)
    titles = like({id: entry.title for id, entry in known.items()}, fuzz.WRatio, LIKE_A_TITLE)
    return tuple(known[id] for id in dict.fromkeys((*ids, *titles)))[:most]
