"""The words of a text: where each is, and in which form it is compared.

Tokens are only compared, never shown; shown text is always cut from the original by `word_spans`.
"""

import re
import unicodedata
from functools import cache, lru_cache

from search.text.folding import fold

# Units that are often written without a blank after their number: "5mg", "100Hz".
UNITS = (
    "mcg|mg|kg|g|ng|iu|units|mls?|dl|l|mm|cm|km|m|nm|secs?|s|mins?|minutes?|hours?|hrs?|h|days?|d"
    "|weeks?|wks?|months?|years?|yrs?|hz|khz|mhz|mw|w|j|ma|v|kcal"
)
# Where Unicode has the scripts with marks that belong to the letter before them, such as the vowels
# of Hindi.
MAY_BE_MARKED = re.compile("[\u0590-\u1cff\ua800-\uabff]")
LETTER_OR_DIGIT = r"[^\W_]"
# Numbers keep their decimals, words their apostrophes; all else but letters and digits divides.
PATTERN = (
    r"[^\W\d_]{one}*(?:['\u2019]{one}+)*"
    r"|\d+(?:[.,]\d+)*(?=(?:{units})(?!{one}))"
    r"|\d+(?:[.,]\d+)+(?!{one})"
    r"|{one}+(?:['\u2019]{one}+)*"
)
UNMARKED_TOKEN = re.compile(PATTERN.format(one=LETTER_OR_DIGIT, units=UNITS))
# The same for ASCII text, as nearly all text is: it takes a third of the time.
ASCII_TOKEN = re.compile(
    r"[a-z][a-z0-9]*(?:'[a-z0-9]+)*"
    rf"|[0-9]+(?:[.,][0-9]+)*(?=(?:{UNITS})(?![a-z0-9]))"
    r"|[0-9]+(?:[.,][0-9]+)+(?![a-z0-9])"
    r"|[a-z0-9]+(?:'[a-z0-9]+)*"
)
# An apostrophe, or a number that isn't simply digits between blanks: with decimals, or its unit.
PARTED = re.compile(r"'|[0-9](?:[.,][0-9]|[A-Za-z])")
MAY_PART = re.compile("['0-9]")  # most texts have none, and one set of characters is quickly sought
# Most texts have nothing of the kind. Then every byte is its small letter or digit, or else a
# space; bytes are translated ten times as fast as text.
TRANSLATED = bytes(
    ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else 32 for code in range(256)
)
SHORT = 80  # characters of nearly all names, which are read again each time a collection is edited


def raw_tokens(text: str) -> list[str]:
    """The parts of the folded text that are words, in order; `token_word` turns them into words."""
    if not text.isascii():
        folded, _ = fold(text)
        return _token_pattern(folded).findall(folded)
    return _simple_words(text) if _is_simple(text) else ASCII_TOKEN.findall(text.lower())


@lru_cache(maxsize=1 << 16)
def token_word(token: str) -> str:
    """A word without its possessive and apostrophes, a number without its thousands separators."""
    if token[0].isdigit():
        return token.replace(",", "") if "," in token else token
    straight = token.replace("\u2019", "'")
    return straight.removesuffix("'s").replace("'", "")


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text. Never raises."""
    return _short_words(text) if len(text) <= SHORT else words_unkept(text)


def word_spans(text: str) -> list[tuple[int, int]]:
    """The start and end of each word in the text."""
    if text.isascii():
        return [match.span() for match in ASCII_TOKEN.finditer(text.lower())]
    folded, origins = fold(text)
    return [
        (origins[match.start()], origins[match.end() - 1] + 1)
        for match in _token_pattern(folded).finditer(folded)
    ]


def _token_pattern(folded: str) -> re.Pattern[str]:
    return _marked_token() if MAY_BE_MARKED.search(folded) else UNMARKED_TOKEN


@cache
def _marked_token() -> re.Pattern[str]:
    """The same with all marks, of which there are so many that this takes a while."""
    marks = "".join(
        chr(code)
        for code in (*range(0x0590, 0x1D00), *range(0xA800, 0xAC00))
        if unicodedata.category(chr(code)) in ("Mn", "Mc")
    )
    return re.compile(PATTERN.format(one=rf"(?:(?!_)[\w{marks}])", units=UNITS))


def words_unkept(text: str) -> tuple[str, ...]:
    """The same, for a caller that keeps what it makes of them."""
    if text.isascii():
        if text.isalpha():
            return (text.lower(),)
        if _is_simple(text):
            return tuple(_simple_words(text))
    return tuple(map(token_word, raw_tokens(text)))


def _is_simple(ascii_text: str) -> bool:
    return not (MAY_PART.search(ascii_text) and PARTED.search(ascii_text))


def _simple_words(text: str) -> list[str]:
    return text.encode("ascii").translate(TRANSLATED).decode("ascii").split()


_short_words = lru_cache(maxsize=1 << 15)(words_unkept)
