"""Quotes given values and suggests what may have been meant."""

import re
from collections.abc import Iterable

LONGEST = 60  # what is quoted of a value: enough to find it again, short enough for one line
# Below this likeness (of 100) a guess reads as noise: `usual` and `usual-care` share 67, `strong`
# and `not-graded` 25.
LIKE_ENOUGH = 55
# Among hundreds of ids something is always a little like it; only a slip of the pen should be
# found.
LIKE_AMONG_MANY = 75
AS_LIKE = 2  # of 100: which of two so near one another was meant can't be decided
A_BEGINNING = 3  # letters: fewer begin too many words
MOST_GUESSES = 5  # what is still read as a question


def shown(text: str) -> str:
    """A value in quotation marks, shortened if it's long, with unprintable characters made
    visible.
    """
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return '"' + "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in cut) + '"'


def nearest(given: str, choices: Iterable[str]) -> tuple[str, ...]:
    """The choices that start with the given value, else the most similar ones; empty if none is
    similar.
    """
    known, typed = list(choices), given[:LONGEST].lower()
    if len(typed) >= A_BEGINNING and (
        begun := [choice for choice in known if choice.lower().startswith(typed)]
    ):
        return tuple(begun[:MOST_GUESSES])
    from rapidfuzz import fuzz, process  # most runs suggest nothing

    cutoff = LIKE_ENOUGH if len(known) <= 50 else LIKE_AMONG_MANY
    found = process.extract(
        typed,
        known,
        scorer=fuzz.ratio,
        processor=str.lower,
        score_cutoff=cutoff,
        limit=MOST_GUESSES,
    )
    numbers = _numbers(typed)  # another year is another publication, no slip
    return tuple(
        choice
        for choice, likeness, _ in found
        if found[0][1] - likeness <= AS_LIKE and numbers in ([], _numbers(choice))
    )


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def did_you_mean(given: str, choices: Iterable[str], otherwise: str = "") -> str:
    """`did you mean ...?` if something is similar, else the other advice."""
    return meant(nearest(given, choices)) or otherwise


def meant(guesses: Iterable[str]) -> str:
    """Asks whether one of these was meant; empty if there are none."""
    ticked = [f"`{guess}`" for guess in guesses]
    return f"did you mean {listed(ticked)}?" if ticked else ""


def listed(words: Iterable[str]) -> str:
    """Words separated by commas, with `or` before the last."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
