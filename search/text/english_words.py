"""Correctly spelt English words, which are never treated as misspelt.

The list is the English dictionary that comes with pyspellchecker (MIT licence): about 160,000
words, including medical ones.
"""

import gzip
import json
from functools import cache
from importlib.resources import files

from search.text.spelling_variants import shared_spelling


def is_english(word: str) -> bool:
    """Whether a folded word is spelt correctly, the British or the American way."""
    return shared_spelling(word) in english_words()


@cache
def english_words() -> frozenset[str]:
    """All of them, as they are compared; read once, when the first unknown word is looked at."""
    packed = files("spellchecker").joinpath("resources", "en.json.gz").read_bytes()
    compared = shared_spelling.__wrapped__  # so many would push out of the cache what is there
    return frozenset(map(compared, json.loads(gzip.decompress(packed))))
