"""The words of a text: where each is, and in which form it is compared.

Words are compared and never shown; shown text is always cut from the original by `word_spans`.
"""

import re
from functools import lru_cache

from search.text.folding import fold

# Numbers keep their decimals, words their apostrophes; all else but letters and digits divides.
TOKEN = re.compile(
    r"[^\W\d_][^\W_]*(?:['\u2019][^\W_]+)*"
    r"|\d+(?:[.,]\d+)+(?![^\W_])"
    r"|[^\W_]+(?:['\u2019][^\W_]+)*"
)
# The same for ASCII text, as nearly all text is: it takes a third of the time.
ASCII_TOKEN = re.compile(
    r"[a-z][a-z0-9]*(?:'[a-z0-9]+)*"
    r"|[0-9]+(?:[.,][0-9]+)+(?![a-z0-9])"
    r"|[a-z0-9]+(?:'[a-z0-9]+)*"
)
DIGITS = "0123456789"
DECIMAL = re.compile(r"[0-9][.,][0-9]")
# Most texts have neither apostrophes nor decimals. Then every byte is its small letter or digit, or
# else a space; bytes are translated ten times as fast as text.
TRANSLATED = bytes(
    ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else 32 for code in range(256)
)
SHORT = 80  # characters of nearly all names, which are read again each time a collection is edited


def raw_tokens(text: str) -> list[str]:
    """The parts of the folded text that are words, in order; `token_word` makes words of them."""
    if not text.isascii():
        return TOKEN.findall(fold(text)[0])
    if "'" in text or (any(map(text.__contains__, DIGITS)) and DECIMAL.search(text)):
        return ASCII_TOKEN.findall(text.lower())
    return text.encode("ascii").translate(TRANSLATED).decode("ascii").split()


@lru_cache(maxsize=1 << 18)
def token_word(token: str) -> str:
    """A word without its possessive and apostrophes, a number without its thousands commas."""
    if token[0].isdigit():
        return token.replace(",", "") if "," in token else token
    straight = token.replace("\u2019", "'")
    return straight.removesuffix("'s").replace("'", "")


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text; never raises, whatever the text."""
    return _short_words(text) if len(text) <= SHORT else _words(text)


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where each of the text's words begins and ends in it."""
    if text.isascii():
        return [match.span() for match in ASCII_TOKEN.finditer(text.lower())]
    folded, origins = fold(text)
    return [
        (origins[match.start()], origins[match.end() - 1] + 1) for match in TOKEN.finditer(folded)
    ]


def _words(text: str) -> tuple[str, ...]:
    return tuple(map(token_word, raw_tokens(text)))


_short_words = lru_cache(maxsize=1 << 17)(_words)
