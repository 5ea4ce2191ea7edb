"""Folding: text in comparable form, without case, accents and invisible characters."""

import unicodedata
from functools import lru_cache

# Letters that Unicode doesn't take apart, as people type them who don't have them.
LETTERS = str.maketrans(
    {
        "\u00f8": "o",
        "\u0142": "l",
        "\u00e6": "ae",
        "\u0153": "oe",
        "\u0111": "d",
        "\u00fe": "th",
        "\u00f0": "d",
        "\u0131": "i",
        "\u0127": "h",
        "\u014b": "n",
        "\u0167": "t",
    }
)
# Signs that are no part of the word they follow: trademarks, and footnotes.
SIGNS = frozenset(
    "\u2122\u2120\u00ae\u00a9\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"
)
POWERS = {"\u00b2": "2", "\u00b3": "3"}  # after a letter that stands alone, as in I\u00b2
NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma"
    " sigma tau upsilon phi chi psi omega"
)
GREEK = {chr(code): name for code, name in enumerate(NAMES.split(), 0x03B1)}
MU = "\u03bc"
ACCENTS = range(0x0300, 0x0370)  # marks of other scripts are parts of their words


def fold(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the index of the original one."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    folded = [
        POWERS[character]
        if character in POWERS and _is_power(text, place)
        else _fold_character(character)
        for place, character in enumerate(text)
    ]
    for place, part in enumerate(folded):
        if part in GREEK and not _has_greek_beside(folded, place):
            folded[place] = "mc" if _is_micro(folded, place) else GREEK[part]
    return "".join(folded), [place for place, part in enumerate(folded) for _ in part]


def _is_power(text: str, place: int) -> bool:
    """Whether a sign is a power, not a footnote: before it stands a single letter."""
    return text[place - 1 : place].isalpha() and not text[max(place - 2, 0) : place - 1].isalnum()


def _has_greek_beside(folded: list[str], place: int) -> bool:
    beside = (*folded[place - 1 : place], *folded[place + 1 : place + 2])
    return any("\u0370" <= part[:1] <= "\u03ff" for part in beside)


def _is_micro(folded: list[str], place: int) -> bool:
    """Whether a letter is the micro sign, as in micrograms, also written mcg."""
    after = "".join(folded[place + 1 : place + 3])
    return folded[place] == MU and after[:1] == "g" and not after[1:].isalpha()


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """The compatibility form in lower case, without accents, invisible characters and symbols."""
    if character in SIGNS:
        return ""
    apart = unicodedata.normalize("NFKD", character.casefold()).casefold().translate(LETTERS)
    return "".join(
        part
        for part in apart
        if ord(part) not in ACCENTS and unicodedata.category(part) not in ("Me", "Cf")
    )
