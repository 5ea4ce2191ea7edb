"""Finds red flags and signs of an emergency in queries, even inflected, misspelt or within a
sentence.

Errs on the side of too many: the words of a term count in any order, near each other.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, cached_property, lru_cache
from itertools import chain, pairwise, product
from typing import NamedTuple

from kb.model.library import Library
from search.text.analyzer import Analyzer
from search.text.edit_distance import within
from search.text.emergency_words import DANGER_SIGNS
from search.text.english import FILLERS, IRREGULAR_FORMS, SIGN_FILLERS
from search.text.english_words import is_everyday
from search.text.folding import fold
from search.text.phonetics import phonetic_key
from search.text.tokenizer import words

NOT = "not"
# Ways to say that something can't be done or isn't there, each the word NOT for comparing.
NEGATION = re.compile(
    r"\b(?:can\s?not|can'?t|could\s?n'?t|could not|unable to|not able to|no longer able to|don'?t"
    r"|do not|does\s?n'?t|does not|did\s?n'?t|did not|won'?t|will not|(?:is|are|has|have)\s?n'?t|no"
    r"|without|never|lost all)\b"
)
# Signs that are denied, as clinicians write: only those a collection lists, so that "no feeling"
# and "no bladder control" stay signs; and lists with commas only if they have an "or", since "no
# injury, fever of 39" denies the first alone.
DENIABLE = r"(?:(?:any|an?|history of|recent|new|obvious|associated|known|unexplained) )*(?:{})\b"
DENIED = (
    r"|\b(?:no|nil|denies|without|negative for|(?:do|does) ?(?:n'?t|not) have) "
    r"{one}(?:(?:, ?{one})*,? (?:or|nor) {one})?"
    r"(?! (?:pads?|control|relief|reduc\w*|helps?|treatments?|medicines?))\b"
)
# Phrases with words of signs that mean something else.
OTHERWISE = re.compile(
    r"\b(?:f[ae]ll(?:ing|en)? asleep|(?:stand|sit)(?:ing|ting)? (?:up )?erect|heavy lift(?:ing)?"
    r"|lift(?:ing)? heavy|or not|(?:mattress|pillow|bed|sleep\w*)\b[\w ]{0,40}\bnight"
    r"|bed ?rest(?: for|$)|^bed ?rest"
    r"|(?:collapsed|slipped) (?:dis[ck]s?|arch(?:es)?)"
    r"|chest (?:press(?:es)?|workouts?|days?|x-?rays?)"
    r"|(?:what|which|room|right|best|water) temp(?:erature)?"
    r"|(?:deep )?breathing (?:exercise|technique|training|practice|relaxation)s?|hay ?fever"
    r"|(?:which|what) (?!if\b|to\b|when\b)(?:\w+ ){0,2}(?:do|does) ?(?:n'?t|not) (?:work|help)"
    r"|(?:treatments?|therap(?:y|ies)|medicines?) that (?:do|does) ?(?:n'?t|not) (?:work|help)"
    r"|(?:no|without|nil|denies) (?:any |obvious |other )?red flags?"
    r"|red flags? (?:negative|absent|nil|none|excluded|ruled out))\b"
)
NEAR = 6  # words allowed between those of a term
NEAR_OWN_PART = 12  # the same where the part of the body is named that the collection is about
NEAR_IN_DANGER = 4  # the same for a sign of an emergency, whose words are more common
DANGER = "danger"  # what such a sign leads to, in place of a red flag of the collection
REMEMBERED = 4096  # words of which it is known what they may be
FUZZY_FROM, TWO_EDITS_FROM = 4, 8  # letters of a word that may have one slip, or two


class Sign(NamedTuple):
    """A term as people type it, in comparable form, and the red flags it leads to; `near` is how
    many words are allowed between its own, `alone` whether nothing else may be typed.
    """

    terms: frozenset[str]
    flags: tuple[str, ...]
    near: int = NEAR
    alone: bool = False


class Piece(NamedTuple):
    """One wording of a part of a term: its words, and those of them that tell something."""

    words: tuple[str, ...]
    telling: tuple[str, ...]
    terms: frozenset[str]


class Wordings(NamedTuple):
    """A term in all its wordings: of each of its parts, in their order, what it may be; there are
    far too many to put them all together for a query.
    """

    parts: tuple[tuple[Piece, ...], ...]
    flags: tuple[str, ...]
    near: int = NEAR
    alone: bool = False

    def signs(self, term: Callable[[str], str], typed: Set[str] | None = None) -> Iterator[Sign]:
        """The signs put together from its pieces, or from those whose terms were all typed."""
        fitting = (
            [piece for piece in part if typed is None or piece.terms <= typed]
            for part in self.parts
        )
        for pieces in product(*fitting):
            terms = frozenset[str]().union(*(piece.terms for piece in pieces))
            words = (word for piece in pieces for word in piece.words)
            yield Sign(terms or frozenset(map(term, words)), self.flags, self.near, self.alone)

    @property
    def spelt(self) -> Iterator[str]:
        """The words that a slip in one of its terms is compared with."""
        may_tell_nothing = all(any(not one.terms for one in part) for part in self.parts)
        for piece in chain.from_iterable(self.parts):
            yield from piece.words if may_tell_nothing and not piece.terms else piece.telling


class Signs(NamedTuple):
    """The ids of the red flags that a text names, in the order of the collection, and whether it
    names a sign of an emergency, whatever the collection is about.
    """

    flags: tuple[str, ...] = ()
    danger: bool = False


class RedFlagFinder:
    """Finds the red flags and the signs of an emergency that a text names.

    `is_word` is whether a folded word is an English one; only others may be typing errors.
    """

    def __init__(
        self, library: Library, analyzer: Analyzer, is_word: Callable[[str], bool]
    ) -> None:
        self._analyzer = analyzer
        self._term = lru_cache(maxsize=4 * REMEMBERED)(self._term_of)
        self._is_word = is_word
        self._words = lru_cache(maxsize=REMEMBERED)(self._words_of)
        self._piece = cache(self._piece_of)
        self.otherwise = _otherwise(library)
        self._readings = lru_cache(maxsize=REMEMBERED)(self._read)
        self._wordings = (*self._wordings_of(library), *self._wordings_of_danger())
        self._order = tuple(dict.fromkeys(flag for one in self._wordings for flag in one.flags))

    def _term_of(self, word: str) -> str:
        return self._analyzer.term(IRREGULAR_FORMS.get(word, word))

    def _words_of(self, text: str) -> tuple[str, ...]:
        folded = fold(text.replace("\u2019", "'"))[0]
        return words(NEGATION.sub(f" {NOT} ", self.otherwise.sub(" ", folded)))

    def find(self, text: str) -> Signs:
        """The signs named in a text; often none."""
        said = self._words(text)
        typed = [self._readings(word) for word in said]
        for at, pair in enumerate(pairwise(said)):
            if (joined := self._term("".join(pair))) in self.words_of_signs:  # "my self"
                typed[at] |= {joined}
        places: dict[str, list[int]] = {}
        for at, readings in enumerate(typed):
            for term in readings:
                places.setdefault(term, []).append(at)
        near = {one for term in places for one in self._by_rarest_terms.get(term, ())}
        candidates = (sign for one in near for sign in one.signs(self._term, places.keys()))
        met_signs = {sign for sign in candidates if _is_near(sign, places)}
        if not met_signs:
            return Signs()
        alone = {sign for sign in met_signs if sign.alone}
        if alone and _leaves_words(said, typed, alone):
            met_signs -= alone
        met = {flag for sign in met_signs for flag in sign.flags}
        flags = tuple(flag for flag in self._order if flag in met and flag != DANGER)
        return Signs(flags, DANGER in met)

    @property
    def signs(self) -> Iterator[Sign]:
        """Every sign there is, the collection's before those of an emergency."""
        return (sign for one in self._wordings for sign in one.signs(self._term))

    @cached_property
    def _by_rarest_terms(self) -> Mapping[str, tuple[Wordings, ...]]:
        """The wordings by terms one of which is in each of their signs, and which are in the fewest
        others: few are looked at for a text.
        """
        uses = Counter(term for one in self._wordings for term in _terms_of(one.parts))
        found: defaultdict[str, list[Wordings]] = defaultdict(list)
        for one in self._wordings:
            telling = [part for part in one.parts if all(piece.terms for piece in part)]
            rarest = (
                {min(piece.terms, key=lambda term: (uses[term], term)) for piece in part}
                for part in telling
            )
            least = min(rarest, key=lambda terms: sum(uses[term] for term in terms), default=None)
            for term in least if least is not None else map(self._term, one.spelt):
                found[term].append(one)
        return {term: tuple(dict.fromkeys(held)) for term, held in found.items()}

    def _wordings_of(self, library: Library) -> Iterable[Wordings]:
        own = self._terms(library.collection.own_parts)
        for condition in library.conditions.values():
            for flag in condition.red_flags:
                for parts in flag.wordings(flag.lay_terms, condition.lay_words):
                    yield self._wording(parts, (flag.id,), self._near(parts, own))
                for parts in flag.wordings(flag.alone_terms, condition.lay_words):
                    yield self._wording(parts, (flag.id,))._replace(alone=True)
            every = tuple(flag.id for flag in condition.red_flags)
            for term in condition.red_flag_terms:
                yield self._wording([(term,)], every)

    def _terms(self, said: Iterable[str]) -> frozenset[str]:
        return frozenset[str]().union(*(self._piece(one).terms for one in said))

    def _near(self, parts: Iterable[Iterable[str]], own: Set[str]) -> int:
        """How many words a lay term allows between its own."""
        return NEAR if own.isdisjoint(self._terms(chain(*parts))) else NEAR_OWN_PART

    def _wordings_of_danger(self) -> Iterable[Wordings]:
        return (self._wording(parts, (DANGER,), NEAR_IN_DANGER) for parts in DANGER_SIGNS)

    def _wording(
        self, parts: Iterable[Iterable[str]], flags: tuple[str, ...], near: int = NEAR
    ) -> Wordings:
        return Wordings(tuple(tuple(map(self._piece, part)) for part in parts), flags, near)

    def _piece_of(self, text: str) -> Piece:
        """A wording read; words with a hyphen between them count only next to each other."""
        said = self._words(text.replace("-", ""))
        telling = tuple(word for word in said if word not in SIGN_FILLERS)
        return Piece(said, telling, frozenset(map(self._term, telling)))

    def _read(self, word: str) -> frozenset[str]:
        """The red-flag terms that a typed word may be: itself, or those it may be a misspelling
        of.
        """
        own = self._term(word)
        if len(word) < FUZZY_FROM or self._is_word(word) or own in self.words_of_signs:
            return frozenset({own})
        forms, terms = self._forms
        near = within(word, forms, 2 if len(word) >= TWO_EDITS_FROM else 1)
        real = word in FILLERS or is_everyday(word)
        return frozenset(
            terms[place]
            for form, _, place in near
            if not real or _sounds_like(word, form)  # "joke" is no "woke", but "bowl" is "bowel"
        ) | {own}

    @cached_property
    def _forms(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Every word a slip is compared with, and the term of each."""
        pairs = [(form, term) for term, forms in self.words_of_signs.items() for form in forms]
        return tuple(form for form, _ in pairs), tuple(term for _, term in pairs)

    @cached_property
    def words_of_signs(self) -> Mapping[str, frozenset[str]]:
        """The terms of all signs, with the words a slip is compared with."""
        forms: defaultdict[str, set[str]] = defaultdict(set)
        for word in (word for one in self._wordings for word in one.spelt):
            forms[self._term(word)].add(word)
        for form in IRREGULAR_FORMS:
            if self._term(form) in forms:
                forms[self._term(form)].add(form)
        return {term: frozenset(words) for term, words in forms.items()}


def _sounds_like(word: str, other: str) -> bool:
    return word[0] == other[0] and phonetic_key(word) == phonetic_key(other)


def _terms_of(parts: Iterable[Iterable[Piece]]) -> frozenset[str]:
    return frozenset(term for part in parts for piece in part for term in piece.terms)


def _otherwise(library: Library) -> re.Pattern[str]:
    """The phrases with words of signs that mean something else, or deny one."""
    listed = (fold(name)[0] for one in library.conditions.values() for name in one.deniable)
    names = sorted(map(re.escape, filter(None, map(str.strip, listed))), key=len, reverse=True)
    if not names:
        return OTHERWISE
    return re.compile(OTHERWISE.pattern + DENIED.format(one=DENIABLE.format("|".join(names))))


def _leaves_words(said: Sequence[str], typed: Iterable[Set[str]], signs: Iterable[Sign]) -> bool:
    """Whether words that tell something are in none of the signs."""
    terms = frozenset[str]().union(*(sign.terms for sign in signs))
    words_typed = zip(said, typed, strict=True)
    return any(word not in SIGN_FILLERS and terms.isdisjoint(own) for word, own in words_typed)


def _is_near(sign: Sign, places: Mapping[str, list[int]]) -> bool:
    """Whether all terms of a sign occur in a stretch of words that is short enough."""
    terms = sign.terms
    if not all(term in places for term in terms):
        return False
    width = len(terms) + sign.near
    each = [places[term] for term in terms]
    return any(
        all(any(0 <= place - start < width for place in others) for others in each)
        for start in chain(*each)
    )
