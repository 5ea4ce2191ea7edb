"""Correctly spelt English words, which are never treated as misspelt.

The list is the English dictionary that comes with pyspellchecker (MIT licence): about 160,000
words, including medical ones.
"""

import gzip
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from search.text.spelling_variants import shared_spelling

MARK = "+"  # of a word of everyday speech
BEGUN = 3  # first letters by which words are kept together
EVERYDAY = 4  # digits of how often a word of everyday speech was counted, in 28,000 of the words
# A word in the file, which is a JSON object of counts.
WRITTEN = re.compile(r'"([^"\\]+)": ?(\d+)')


def is_english(word: str) -> bool:
    """Whether a folded word is spelt correctly, the British or the American way."""
    compared = shared_spelling(word)
    lines = english_lines().get(compared[:BEGUN], b"")
    return any(f"\n{compared}{end}\n".encode() in lines for end in ("", MARK))


def is_everyday(word: str) -> bool:
    """Whether a folded word is one of everyday speech, as of telling what happened to somebody."""
    compared = shared_spelling(word)
    return f"\n{compared}{MARK}\n".encode() in english_lines().get(compared[:BEGUN], b"")


def english_words() -> frozenset[str]:
    """All of them, as they are compared."""
    return frozenset(
        word.decode().removesuffix(MARK)
        for lines in english_lines().values()
        for word in lines.split()
    )


@cache
def english_lines() -> Mapping[str, bytearray]:
    """The same by their first letters, each word in a line, those of everyday speech with a mark;
    in a tenth of the memory of single words, read once, when the first unknown word is looked at.
    """
    packed = files("spellchecker").joinpath("resources", "en.json.gz").read_bytes()
    compared = shared_spelling.__wrapped__  # so many would push out of the cache what is there
    found = defaultdict[str, bytearray](lambda: bytearray(b"\n"))
    for written in WRITTEN.finditer(gzip.decompress(packed).decode()):
        word = compared(written[1])
        found[word[:BEGUN]] += f"{word}{MARK if len(written[2]) >= EVERYDAY else ''}\n".encode()
    return found
