"""How problems speak of what was given and what may have been meant."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

LONGEST = 60  # what is quoted of a value: enough to find it again, short enough for one line
# Below this likeness (of 100) a guess reads as noise: `medium` and `moderate` share 57.
LIKE_ENOUGH = 55
# Among hundreds of ids something is always a little like it; only a slip of the pen should be found.
LIKE_AMONG_MANY = 75


def shown(text: str) -> str:
    """A value in quotation marks, cut where it is long, with what cannot be printed made visible."""
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return '"' + "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in cut) + '"'


def nearest(given: str, choices: Iterable[str]) -> str | None:
    """The choice most like what was given, or None where none is like it."""
    known = list(choices)
    cutoff = LIKE_ENOUGH if len(known) <= 50 else LIKE_AMONG_MANY
    found = process.extractOne(given[:LONGEST].lower(), known, scorer=fuzz.ratio, processor=str.lower, score_cutoff=cutoff)
    return found[0] if found else None


def did_you_mean(given: str, choices: Iterable[str], otherwise: str = "") -> str:
    """`did you mean ...?` where something is near, else the other advice."""
    guess = nearest(given, choices)
    return f"did you mean `{guess}`?" if guess else otherwise


def listed(words: Iterable[str]) -> str:
    """Words after one another, with `or` before the last."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
