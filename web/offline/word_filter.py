"""A set of words in a few bits each (a Bloom filter): it always contains what was put in, and now
and then a word that wasn't.
"""

import base64
from collections.abc import Iterable, Iterator

HASHES = 8
BITS = 12  # for each word: with eight hashes, 3 of 1,000 others seem to be in it
# FNV-1a in 32 bits, from two beginnings.
PRIME, FIRST, STEP = 16777619, 2166136261, 84696351
MASK = 0xFFFFFFFF


def packed(words: Iterable[str]) -> dict[str, object]:
    """The set as a browser reads it."""
    held = tuple(words)
    size = max(1, len(held) * BITS // 8)
    bits = bytearray(size)
    for word in held:
        for bit in _bits(word, size * 8):
            bits[bit >> 3] |= 1 << (bit & 7)
    return {"bits": base64.b64encode(bits).decode(), "hashes": HASHES}


def _bits(word: str, size: int) -> Iterator[int]:
    first, step = _hash(word, FIRST), _hash(word, STEP) | 1
    return ((first + at * step & MASK) % size for at in range(HASHES))


def _hash(word: str, seed: int) -> int:
    for letter in word:
        seed = (seed ^ ord(letter)) * PRIME & MASK
    return seed
