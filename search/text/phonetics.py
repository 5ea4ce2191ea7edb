"""Phonetic keys: words that sound alike have the same key, whatever their letters."""

import re
from functools import lru_cache

VOWEL = "a"  # what vowels, and letters that are seldom heard, sound like
# Applied in this order. The key need not be a word; it is only ever compared with other keys.
RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(kn|gn|pn)", "n"),  # knot, gnaw, pneumatic
        (r"^ps", "s"),  # psychology
        (r"^wr", "r"),
        (r"^chir", "kir"),  # chiropractor
        # physio, fizio: voiced and unvoiced consonants are easily mixed up
        (r"ph|gh(?=t)|v", "f"),
        (r"sch|sh|ch(?=i)", "x"),
        (r"x", "ks"),
        (r"qu|q|ck|ch", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c|g", "k"),
        (r"z|ts", "s"),
        (r"d", "t"),
        (r"b", "p"),
        (r"[aeiouyhw]+", VOWEL),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=1 << 14)
def phonetic_key(word: str) -> str:
    """The key of a folded word."""
    for pattern, sound in RULES:
        word = pattern.sub(sound, word)
    return word
