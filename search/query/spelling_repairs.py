"""The words of a query as the index knows them: compounds in the way they are written, slips repaired, each repair in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from search.query.lexicon import Lexicon
from search.query.questions import WORDS
from search.text.tokenizer import STOP_WORDS, UNSTEMMED, term

REPAIRS = 6  # words of one query that are looked at for slips: looking for what was meant takes time, found or not
LONGEST_COMPOUND = 3  # words
RARE = 2  # entries up to which a word may be a slip that somebody else made too
SHOWN = 40  # letters of a word repeated to the reader

Run = tuple[str, ...]


@dataclass(frozen=True)
class Read:
    """Typed words that are read as one thing: their places, what they are compared by, and another way to write them."""

    typed: Run
    at: int
    terms: Run
    also: Run = ()

    @property
    def places(self) -> range:
        """Where they stand among the typed words."""
        return range(self.at, self.at + len(self.typed))


@dataclass
class Reader:
    """Reads words side by side; what was repaired or is unknown is kept for all of a query."""

    lexicon: Lexicon
    doubting: bool
    repaired: dict[str, str] = field(default_factory=dict)
    likely: dict[str, str] = field(
        default_factory=dict
    )  # what may have been meant, but is not searched for
    unknown: list[str] = field(default_factory=list)
    looked_at: set[str] = field(default_factory=set)

    def read(self, typed: Sequence[str], left_out: frozenset[str]) -> list[Read]:
        """The words in order; one that nothing is known of has no terms, and one of `left_out` is not missed."""
        found: list[Read] = []
        at = 0
        while at < len(typed):
            one = (
                self._compound(typed, at)
                or self._joined(typed, at)
                or self._word(typed[at], at, left_out)
            )
            found.append(one)
            at += len(one.typed)
        return found

    def known(self, word: str) -> Run:
        """The terms of a typed word, repaired where no entry holds it; none where nothing is near."""
        if (
            word in STOP_WORDS
            or word in WORDS
            or (self._is_known(word) and not self._nearly_a_name(word))
        ):
            return (term(word),) if self.lexicon.knows(term(word)) else ()
        meant = self.repaired.get(word) or self._meant(word)
        if meant is None:
            return (term(word),) if self.lexicon.knows(term(word)) else ()
        self.repaired[word] = meant
        return tuple(map(term, meant.split()))

    def sentences(self, left_out: bool, said: frozenset[str]) -> tuple[str, ...]:
        """What was changed, for the reader; `left_out` where unknown words stood beside others, those in `said` are told elsewhere."""
        repairs = [
            f"{self._why(typed)}; {quoted(word)} was searched for instead."
            for typed, word in self.repaired.items()
        ]
        end = "; it was left out." if left_out else "."
        return (
            *repairs,
            *(
                f"No entry holds {quoted(word)}{end}"
                for word in dict.fromkeys(self.unknown)
                if word not in said
            ),
        )

    def _why(self, typed: str) -> str:
        return (
            f"Few entries hold {quoted(typed)}"
            if typed in self.lexicon.words
            else f"No entry holds {quoted(typed)}"
        )

    def _is_known(self, word: str) -> bool:
        if not self.doubting:
            return self.lexicon.knows(term(word))
        return _beyond_doubt(word, self.lexicon)

    def _nearly_a_name(self, word: str) -> bool:
        """Whether a word that no entry holds shares its stem with others by a slip alone: "relaxents" are relaxants, not relaxation."""
        if word in self.lexicon.words or word in self.looked_at or len(self.looked_at) >= REPAIRS:
            return False
        near = self.lexicon.spelling.nearest(word, names_only=True, edits=1)
        return near in UNSTEMMED and term(near) != term(word)

    def _meant(self, word: str) -> str | None:
        """What the word may be a slip of: a known word, or two that were typed as one; None once enough words were looked at."""
        if (
            word in self.looked_at
            or len(self.looked_at) >= REPAIRS
            or term(word) in self.lexicon.explains
        ):
            return None
        self.looked_at.add(word)
        spelling = self.lexicon.spelling
        near = spelling.nearest(word, names_only=self.doubting)
        if near and spelling.sure(word, near):
            return near
        parts = None if self.doubting else spelling.parts(word)
        if near and not parts and spelling.likely(word, near):
            self.likely[word] = near
        return " ".join(parts) if parts else None

    def _word(self, word: str, at: int, left_out: frozenset[str]) -> Read:
        found = self.known(word)
        if not found and word not in left_out:
            self.unknown.append(word)
        return Read((word,), at, found)

    def _compound(self, typed: Sequence[str], at: int) -> Read | None:
        """A name that is typed open or closed and written otherwise; what is typed is searched for too, where it is known."""
        for length in range(min(LONGEST_COMPOUND, len(typed) - at), 0, -1):
            run = tuple(typed[at : at + length])
            written = (
                None
                if length > 1 and not STOP_WORDS.isdisjoint(run)
                else self.lexicon.compounds.read(run)
            )
            if written:
                terms = tuple(map(term, run))
                return Read(
                    run,
                    at,
                    tuple(map(term, written)),
                    terms if all(map(self.lexicon.knows, terms)) else (),
                )
        return None

    def _joined(self, typed: Sequence[str], at: int) -> Read | None:
        """Two words, of which one is unknown, that make a known one."""
        pair = tuple(typed[at : at + 2])
        closed = "".join(pair)
        if (
            len(pair) < 2
            or closed not in self.lexicon.words
            or all(self.lexicon.knows(term(word)) for word in pair)
        ):
            return None
        self.repaired[" ".join(pair)] = closed
        return Read(pair, at, (term(closed),))


def rare_slip(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is read otherwise where rare words are taken for slips: as a name that is near, or not at all."""
    if word in STOP_WORDS or word in WORDS or _beyond_doubt(word, lexicon):
        return False
    return (
        not lexicon.knows(term(word)) or lexicon.spelling.nearest(word, names_only=True) is not None
    )


def _beyond_doubt(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is taken as it is typed even where rare words are taken for slips."""
    return lexicon.words.get(word, 0) > RARE or word in lexicon.spelling.named or not word.isalpha()


def quoted(word: str) -> str:
    """A word repeated to the reader, cut where it is long."""
    return f"\u201c{word}\u201d" if len(word) <= SHOWN else f"\u201c{word[:SHOWN]}\u2026\u201d"
