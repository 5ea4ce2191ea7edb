"""Folding: text in the form in which it is compared, without case, accents and invisible marks."""

import unicodedata
from functools import lru_cache


def fold(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place of the original one."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    folded = [_fold_character(character) for character in text]
    return "".join(folded), [place for place, part in enumerate(folded) for _ in part]


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """The compatibility form in small letters, without accents and invisible marks."""
    apart = unicodedata.normalize("NFKD", character.casefold()).casefold()
    return "".join(part for part in apart if unicodedata.category(part) not in ("Mn", "Me", "Cf"))
