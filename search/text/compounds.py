"""Compounds: `bed rest`, `bed-rest` and `bedrest` are one name, whichever of them is written and whichever typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from search.text.spelling_variants import shared_spelling
from search.text.tokenizer import STOP_WORDS, term

PARTS = 3  # words that may be written as one
STEMMED = (
    8  # letters from which on a compound is known by its stem too: kinesiotape, kinesio taping
)

Words = tuple[str, ...]


@dataclass(frozen=True)
class Compounds:
    """The ways to write names closed and open, by what all of them look like without spaces."""

    written: Mapping[str, Words]

    def read(self, typed: Sequence[str]) -> Words | None:
        """The words of the name that is written otherwise here; None where it is written so, or is none."""
        closed = "".join(typed)
        found = self.written.get(_closed(closed)) or (
            self.written.get(_stemmed(closed)) if len(closed) >= STEMMED else None
        )
        same = found is not None and len(found) == len(typed)
        return None if same or found is None else found


def _closed(word: str) -> str:
    spelt = shared_spelling(word)
    return spelt[:-1] if len(spelt) > STEMMED and spelt.endswith("s") else spelt


def _stemmed(word: str) -> str:
    return f"{term(word)}~"  # kept apart from whole words


def compounds(names: Iterable[Words]) -> Compounds:
    """The compounds of the names (folded words): whole names, and the pairs of words within them."""
    closed: dict[str, Words] = {}
    for name in names:
        for part in _parts(name):
            closed.setdefault("".join(part), part)
    written: dict[str, Words] = {}
    for one, part in closed.items():
        written.setdefault(_closed(one), part)
        if len(one) >= STEMMED:
            written.setdefault(_stemmed(one), part)
    return Compounds(written)


def _parts(name: Words) -> Iterable[Words]:
    """What of a name may be written as one: each of its long words, its pairs, and the whole of it."""
    yield from ((word,) for word in name if len(word) >= STEMMED)
    pairs = zip(name, name[1:], strict=False)
    yield from (pair for pair in pairs if len(name) == 2 or STOP_WORDS.isdisjoint(pair))
    if len(name) == PARTS and STOP_WORDS.isdisjoint(name):
        yield name
