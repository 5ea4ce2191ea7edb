"""Spelling correction: the known word that an unknown one was probably meant to be."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache

from search.text.edit_distance import distance, within
from search.text.english import PREFIXES
from search.text.english_words import is_english
from search.text.phonetics import VOWEL, phonetic_key

# Letters of a word that is corrected; hardly any longer word is typed whole.
SHORTEST, LONGEST = 4, 24
CANDIDATES = 24  # nearest words looked at
REMEMBERED = 1 << 12  # words whose nearest ones are kept
TWO_EDITS = 8  # letters from which a word may hold two mistakes
SAME_SOUND = 1.5  # the cost, in edits, of a word that sounds the same: between one and two mistakes
NAME_BONUS = 0.75  # edits by which a word of a name may be further away
SHORT = 6  # letters up to which one edit easily makes another real word
LONG = 10  # letters from which two edits may lead to a word that isn't part of a name
PART = 3  # letters of the shortest part that two words typed as one are split into


@dataclass(frozen=True)
class SpellingCorrector:
    """Corrects words to those of an index.

    `words` has document counts, `name_words` the words of names, and `one_word_names` the
    single-word names.
    """

    words: Mapping[str, int]
    name_words: Set[str]
    one_word_names: Set[str]

    @cached_property
    def by_length(self) -> Mapping[int, Sequence[str]]:
        """Alphabetic words by length: only words of similar length can be near."""
        found: defaultdict[int, list[str]] = defaultdict(list)
        for word in sorted(self.words.keys() | self.name_words):
            if word.isalpha():
                found[len(word)].append(word)
        return {length: tuple(words) for length, words in found.items()}

    @cached_property
    def by_sound(self) -> Mapping[str, Sequence[str]]:
        """Words of names by their sound; only names, because many words sound alike."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(self.name_words):
            if len(word) >= SHORTEST and word.isalpha():
                found[phonetic_key(word)].append(word)
        return {key: tuple(words) for key, words in found.items()}

    def prepare(self) -> None:
        """Load what is loaded when the first unknown word is looked at."""
        is_english("")
        self.nearest("a" * SHORTEST)

    def nearest(self, word: str, names_only: bool = False, edits: int = 2) -> str | None:
        """The known word this may be a misspelling of, or None.

        It is one edit away (in a long word up to `edits`) or sounds the same; a word of four
        letters is only corrected to a word of a name. `names_only` requires another word of a name,
        even if this one is known.
        """
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
            return None
        strict = names_only or len(word) <= SHORTEST
        candidates = [
            (cost, one)
            for one, cost in self._near(word, 1 if len(word) < TWO_EDITS else edits).items()
            if one != word and (one in self.name_words or not strict)
        ]
        return min(candidates, key=lambda pair: self._doubt(word, *pair))[1] if candidates else None

    def one_away(self, word: str) -> tuple[str, ...]:
        """The known words that differ by one letter and begin alike, the most frequent first."""
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
            return ()
        near = [one for one, cost in self._near(word, 1).items() if cost == 1]
        alike = (one for one in near if one[0] == word[0])
        return tuple(sorted(alike, key=lambda one: (-self.words.get(one, 0), one)))

    def with_one_more(self, word: str) -> tuple[str, ...]:
        """The words of names that a word too short to be corrected may be, were a letter left out:
        `back` for "bak".
        """
        if len(word) != SHORTEST - 1 or not word.isalpha():
            return ()
        near = within(word, self.by_length.get(SHORTEST, ()), 1, CANDIDATES)
        return tuple(one for one, _, _ in near if one in self.name_words)

    @cached_property
    def _near(self) -> Callable[[str, int], Mapping[str, float]]:
        """`_candidates`, kept: the same rare words and slips come again from many readers."""
        return lru_cache(maxsize=REMEMBERED)(self._candidates)

    def _candidates(self, word: str, edits: int) -> dict[str, float]:
        """Known words with their edit distance, and those that sound the same."""
        near = [
            found
            for length in range(len(word) - edits, len(word) + edits + 1)
            for found in within(word, self.by_length.get(length, ()), edits, CANDIDATES)
        ]
        nearest = sorted(near, key=lambda found: found[1])[:CANDIDATES]
        costs = {one: float(cost) for one, cost, _ in nearest}
        for one in self.by_sound.get(phonetic_key(word), ()):
            costs[one] = min(costs.get(one, SAME_SOUND), SAME_SOUND)
        return costs

    def is_certain(self, word: str, found: str) -> bool:
        """Whether to search for `found` instead of a word without matches.

        The unknown word may also be a real word about something else. The signals: people search
        for names, rarely get the first letter wrong, and in a short word one different letter makes
        another word.
        """
        edits, key = distance(word, found), phonetic_key(word)
        same_sound, is_name = key == phonetic_key(found), found in self.name_words
        telling_sound = len(key) >= SHORTEST and not key.startswith(VOWEL)
        if telling_sound and same_sound and found in self.one_word_names:
            return True
        if word[0] != found[0]:
            return is_name and len(word) > SHORT and (edits == 1 or (same_sound and telling_sound))
        if edits > 1:
            near_sound = distance(key, phonetic_key(found)) <= 1
            return len(word) >= TWO_EDITS and (
                same_sound or (near_sound and (is_name or len(word) >= LONG))
            )
        if len(word) > SHORT:
            return True
        return is_name and (
            _same_letters(word, found)
            or (len(word) > SHORTEST and (same_sound or len(word) == SHORT))
        )

    def is_plausible(self, word: str, found: str) -> bool:
        """Whether to ask the reader if `found` was meant."""
        if distance(word, found) > 1:
            return False
        return found in self.name_words or (
            word[0] == found[0]
            and (_same_letters(word, found) or phonetic_key(word) == phonetic_key(found))
        )

    def _doubt(
        self, word: str, cost: float, found: str
    ) -> tuple[bool, bool, float, bool, int, str]:
        """A sort key: the smaller, the likelier `found` was meant."""
        return (
            not self.is_certain(word, found),
            phonetic_key(found)[:1] != phonetic_key(word)[:1],
            cost - NAME_BONUS * (found in self.name_words),
            found[0] != word[0],
            -self.words.get(found, 0),
            found,
        )

    def split(self, word: str) -> tuple[str, str] | None:
        """The two most frequent known words that were typed as one, or None."""
        if not word.isalpha() or len(word) > LONGEST or word.startswith(PREFIXES):
            return None
        cuts = ((word[:at], word[at:]) for at in range(PART, len(word) - PART + 1))
        known = [pair for pair in cuts if all(map(self._is_a_part, pair))]
        return max(
            known, key=lambda pair: (min(self.words[one] for one in pair), pair), default=None
        )

    def _is_a_part(self, word: str) -> bool:
        return word in self.words and (word in self.name_words or is_english(word))


def _same_letters(word: str, found: str) -> bool:
    """Whether letters are missing, extra or swapped, but none is replaced."""
    return len(word) != len(found) or sorted(word) == sorted(found)
