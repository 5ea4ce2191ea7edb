"""Compounds: `bed rest`, `bed-rest` and `bedrest` are one name, however written or typed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from search.text.english import STOP_WORDS
from search.text.spelling_variants import shared_spelling

LONGEST_COMPOUND = 3  # words that may be written as one
STEMMED = 8  # letters from which a compound is known by its stem too: heatwraps, heat wrapping

Words = tuple[str, ...]


@dataclass(frozen=True)
class Compounds:
    """Names by how they look without spaces: whole, or stemmed by `stem`."""

    written: Mapping[str, Words]
    stem: Callable[[str], str]

    def written_form(self, typed: Sequence[str]) -> Words | None:
        """The words of a name that is written differently from how it was typed.

        None if it's written the same way, or isn't a name.
        """
        closed = "".join(typed)
        found = self.written.get(_closed(closed)) or (
            self.written.get(_stemmed(closed, self.stem)) if len(closed) >= STEMMED else None
        )
        return None if found is None or len(found) == len(typed) else found


def compounds(names: Iterable[Words], stem: Callable[[str], str]) -> Compounds:
    """The compounds of names (folded words): the names themselves, and pairs of words in them."""
    closed: dict[str, Words] = {}
    for name in names:
        for part in _parts(name):
            closed.setdefault("".join(part), part)
    written: dict[str, Words] = {}
    for one, part in closed.items():
        written.setdefault(_closed(one), part)
        if len(one) >= STEMMED:
            written.setdefault(_stemmed(one, stem), part)
    return Compounds(written, stem)


def _closed(word: str) -> str:
    spelt = shared_spelling(word)
    return spelt[:-1] if len(spelt) > STEMMED and spelt.endswith("s") else spelt


def _stemmed(word: str, stem: Callable[[str], str]) -> str:
    return f"{stem(word)}~"  # the mark keeps stems apart from whole words


def _parts(name: Words) -> Iterable[Words]:
    """The parts of a name that can be written as one word: its long words, its pairs, all of it."""
    yield from ((word,) for word in name if len(word) >= STEMMED)
    pairs = zip(name, name[1:], strict=False)
    yield from (pair for pair in pairs if len(name) == 2 or STOP_WORDS.isdisjoint(pair))
    if len(name) == LONGEST_COMPOUND and STOP_WORDS.isdisjoint(name):
        yield name
