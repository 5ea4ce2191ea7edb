"""The one analysis of words, for documents and queries of every engine: folding, tokens, spelling, stems.

What it returns is compared, never shown: shown text is always cut from the original by a token's `start` and `end`.
"""

import re
import unicodedata
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import Stemmer

from search.text.spelling_variants import shared_spelling

# A number keeps its decimals; an apostrophe stands inside a word; everything else that is no letter or digit divides.
TOKEN = re.compile(
    r"[^\W\d_][^\W_]*(?:['\u2019][^\W_]+)*|\d+(?:[.,]\d+)+(?![^\W_])|[^\W_]+(?:['\u2019][^\W_]+)*"
)
# The same where a text is ASCII, as nearly all are: a third of the time.
ASCII_TOKEN = re.compile(
    r"[a-z][a-z0-9]*(?:'[a-z0-9]+)*|[0-9]+(?:[.,][0-9]+)+(?![a-z0-9])|[a-z0-9]+(?:'[a-z0-9]+)*"
)
# Most texts have neither apostrophes nor decimals; then all that is no letter or digit divides.
DIGITS = "0123456789"
DECIMAL = re.compile(r"[0-9][.,][0-9]")
# Of each ASCII character the small letter or digit it is, else a space; as bytes, in which texts change ten times as fast.
PLAIN = bytes(
    ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else 32 for code in range(256)
)

# Words that say nothing by themselves: left out of a query beside other words, kept inside phrases and names.
STOP_WORDS = frozenset(
    (  # noqa: SIM905 a hundred words in quotes would hide which they are
        "a about after am an and any are as at be been but by can could did do does for from had has have he her his how i if in into is it"
        " its me my no not of on or our she should so such than that the their them then there these they this to vs was we were what when"
        " where which while who why will with would you your"
    ).split()
)

# Words whose English stem would make one thing of two, and what they are compared by instead.
UNSTEMMED: dict[str, str] = {
    "tens": "tens",  # the device, not ten
    "pens": "pens",  # the therapy, not a pen
    "relaxant": "relaxant",  # the drug, not relaxation
    "relaxants": "relaxant",
    "relaxer": "relaxer",
    "relaxers": "relaxer",
    "operant": "operant",  # the therapy, not an operation
    "mindful": "mindful",  # not the mind of mind-body
    "mindfulness": "mindful",
    "stimulant": "stimulant",  # the drug, not stimulation
    "stimulants": "stimulant",
    "topical": "topical",  # on the skin, not a topic
    "topically": "topical",
    "medication": "medication",  # not medical
    "medications": "medication",
    "organic": "organic",
    "university": "university",
    "universities": "university",
    "general": "general",
    "generally": "general",
}


class Token(NamedTuple):
    """A word of a text: as folded, as compared, its place among the words, and where it stands in the original."""

    word: str
    term: str
    position: int
    start: int
    end: int


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """Compatibility form, small letters, without accents and invisible marks."""
    apart = unicodedata.normalize("NFKD", character.casefold()).casefold()
    return "".join(part for part in apart if unicodedata.category(part) not in ("Mn", "Me", "Cf"))


def fold(text: str) -> tuple[str, list[int]]:
    """The text folded, and for each of its characters the place of the original one it came from."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    folded = [_fold_character(character) for character in text]
    return "".join(folded), [place for place, part in enumerate(folded) for _ in part]


_STEMMER = Stemmer.Stemmer("english", 0)
_STEMMING = Lock()  # a stemmer must not be used by two threads at once


@lru_cache(maxsize=1 << 16)
def term(word: str) -> str:
    """What a folded word is compared by: one spelling, one stem."""
    shared = shared_spelling(word)
    if shared in UNSTEMMED:
        return UNSTEMMED[shared]
    with _STEMMING:
        stem: str = _STEMMER.stemWord(shared)
    return stem


def _plain_word(matched: str) -> str:
    """A word without its possessive and apostrophes, a number without its thousands commas."""
    if matched[0].isdigit():
        return matched.replace(",", "") if "," in matched else matched
    straight = matched.replace("\u2019", "'")
    return straight.removesuffix("'s").replace("'", "")


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order; never raises, whatever the text."""
    folded, origins = fold(text)
    found = []
    for position, match in enumerate(TOKEN.finditer(folded)):
        word = _plain_word(match.group())
        found.append(
            Token(word, term(word), position, origins[match.start()], origins[match.end() - 1] + 1)
        )
    return tuple(found)


def pieces(text: str) -> list[str]:
    """What stands for a word in the folded text, in order: what `piece_word` and `piece_term` take. Quicker than tokens."""
    if not text.isascii():
        return TOKEN.findall(fold(text)[0])
    if "'" in text or (any(map(text.__contains__, DIGITS)) and DECIMAL.search(text)):
        return ASCII_TOKEN.findall(text.lower())
    return text.encode("ascii").translate(PLAIN).decode("ascii").split()


def bounds(text: str) -> list[tuple[int, int]]:
    """Where each of a text's words begins and ends."""
    if text.isascii():
        return [match.span() for match in ASCII_TOKEN.finditer(text.lower())]
    folded, origins = fold(text)
    return [
        (origins[match.start()], origins[match.end() - 1] + 1) for match in TOKEN.finditer(folded)
    ]


@lru_cache(maxsize=1 << 18)
def piece_word(piece: str) -> str:
    """The word of a piece, as a token has it."""
    return _plain_word(piece)


@lru_cache(maxsize=1 << 18)
def piece_term(piece: str) -> str:
    """The term of a piece, as a token has it."""
    return term(_plain_word(piece))


SHORT = 80  # letters of nearly all names: they are analysed again each time a collection is edited


@lru_cache(maxsize=1 << 17)
def _short(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = pieces(text)
    return tuple(map(piece_word, found)), tuple(map(piece_term, found))


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return _short(text)[0] if len(text) <= SHORT else tuple(map(piece_word, pieces(text)))


def terms(text: str) -> tuple[str, ...]:
    """What the words of a text are compared by."""
    return _short(text)[1] if len(text) <= SHORT else tuple(map(piece_term, pieces(text)))
