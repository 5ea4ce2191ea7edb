"""Slips of the typing hand and ear: the known word that an unknown one was meant to be."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from search.text.phonetics import VOWEL, sound

SHORTEST, LONGEST = (
    4,
    24,
)  # letters of a word that is repaired; the longest word of the language of medicine that is typed whole
CANDIDATES = 24  # nearest words looked at
MANY_EDITS = 8  # letters from which on a word may hold two slips
ALIKE = 1.5  # what a word that sounds the same costs, in edits: less than two slips, more than one
LIKELIER = 0.75  # edits by which a word of a name may be further away
FEW = 6  # letters up to which a word is easily another one, and no slip
CERTAIN = 10  # letters from which on two slips may make a word that is no name
PART = 3  # letters of the shortest word that two words typed as one are split into


@dataclass(frozen=True)
class Spelling:
    """The words an index holds with the number of entries that hold each, and which of them are words of names, or whole names."""

    words: Mapping[str, int]
    named: frozenset[str]
    whole: frozenset[str]

    @cached_property
    def _by_length(self) -> dict[int, tuple[str, ...]]:
        """Words of letters by their length: only those of nearly the same length can be near."""
        found: defaultdict[int, list[str]] = defaultdict(list)
        for word in sorted(self.words.keys() | self.named):
            if word.isalpha():
                found[len(word)].append(word)
        return {length: tuple(words) for length, words in found.items()}

    @cached_property
    def _sounding(self) -> dict[str, tuple[str, ...]]:
        """Words of names by what they sound like; only those, because a sound is shared by many words."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(self.named):
            if len(word) >= SHORTEST and word.isalpha():
                found[sound(word)].append(word)
        return {key: tuple(words) for key, words in found.items()}

    def nearest(self, word: str, names_only: bool = False, edits: int = 2) -> str | None:
        """The known word this may be a slip of: one edit, two in a long word, or the same sound; of four letters only words of names.

        `names_only` asks for another word than this, which may be known itself; `edits` is how many a long word may hold.
        """
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
            return None
        edits = 1 if len(word) < MANY_EDITS else edits
        pool = [
            one
            for length in range(len(word) - edits, len(word) + edits + 1)
            for one in self._by_length.get(length, ())
        ]
        near = {
            one: float(cost)
            for one, cost, _ in extract(
                word, pool, scorer=OSA.distance, score_cutoff=edits, limit=CANDIDATES
            )
        }
        for one in self._sounding.get(sound(word), ()):
            near[one] = min(near.get(one, ALIKE), ALIKE)
        strict = names_only or len(word) <= SHORTEST
        likely = [
            (cost, one)
            for one, cost in near.items()
            if one != word and (one in self.named or not strict)
        ]
        return min(likely, key=lambda pair: self._doubt(word, *pair))[1] if likely else None

    def sure(self, word: str, found: str) -> bool:
        """Whether `found` may be searched for instead of a word that no entry holds, which may also be a real word of something else.

        Names are what is looked for; few people miss the first letter; of a short word one letter makes another word.
        """
        edits, heard, named = (
            OSA.distance(word, found),
            sound(word) == sound(found),
            found in self.named,
        )
        clear = len(sound(word)) >= SHORTEST and not sound(word).startswith(VOWEL)
        if clear and heard and found in self.whole:
            return True
        if word[0] != found[0]:
            return named and len(word) > FEW and (edits == 1 or (heard and clear))
        if edits > 1:
            alike = OSA.distance(sound(word), sound(found)) <= 1 and (named or len(word) >= CERTAIN)
            return len(word) >= MANY_EDITS and (heard or alike)
        if len(word) > FEW:
            return True
        return named and (
            _moved(word, found) or (len(word) > SHORTEST and (heard or len(word) == FEW))
        )

    def likely(self, word: str, found: str) -> bool:
        """Whether a reader may be asked if `found` was meant."""
        if OSA.distance(word, found) > 1:
            return False
        return found in self.named or (
            word[0] == found[0] and (_moved(word, found) or sound(word) == sound(found))
        )

    def _doubt(
        self, word: str, cost: float, found: str
    ) -> tuple[bool, bool, float, bool, int, str]:
        """How little likely it is that `found` was meant."""
        begins = sound(found)[:1] != sound(word)[:1]
        return (
            not self.sure(word, found),
            begins,
            cost - LIKELIER * (found in self.named),
            found[0] != word[0],
            -self.words.get(found, 0),
            found,
        )

    def parts(self, word: str) -> tuple[str, str] | None:
        """The two known words that were typed as one, the commoner the better."""
        if not word.isalpha() or len(word) > LONGEST:
            return None
        cuts = ((word[:at], word[at:]) for at in range(PART, len(word) - PART + 1))
        known = [pair for pair in cuts if pair[0] in self.words and pair[1] in self.words]
        return max(
            known, key=lambda pair: (min(self.words[one] for one in pair), pair), default=None
        )


def _moved(word: str, found: str) -> bool:
    """Whether a letter is left out, too many or in another's place, but none is another letter."""
    return len(word) != len(found) or sorted(word) == sorted(found)
