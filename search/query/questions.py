"""Natural-language questions: which words ask, and what for, as far as English shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from kb.model.finding import Horizon
from search.query.emergencies import describes_overdose
from search.text.emergency_words import EMERGENCIES, Emergency
from search.text.english import (
    ADVICE_WORDS,
    CITATION_STYLES,
    CITING_WORDS,
    COMPARISON_WORDS,
    COMPLAINING_WORDS,
    DELIVERY_VERBS,
    HELP_PHRASES,
    HORIZONS,
    MIXING_WORDS,
    NO_SECTION_PHRASES,
    OVERVIEW_PHRASES,
    QUESTION_OPENINGS,
    QUESTION_WORDS,
    RANKING_WORDS,
    SECTION_PHRASES,
    STOPPING_MANNERS,
    STOPPING_VERBS,
)
from search.text.site_words import SITE_PHRASES, SITE_WORDS, Site

Phrase = tuple[str, ...]
Kind = TypeVar("Kind", bound=str)

# Phrases with the section they ask for, in the order in which they are tried.
PHRASES: tuple[tuple[str | None, Phrase], ...] = (
    *((None, phrase) for phrase in NO_SECTION_PHRASES),
    *((section, phrase) for section, phrases in SECTION_PHRASES.items() for phrase in phrases),
)
FIRST_OF_PHRASES = frozenset(phrase[0] for _, phrase in PHRASES) | STOPPING_MANNERS
FIRST_OF_HORIZONS = frozenset(phrase[0] for phrases in HORIZONS.values() for phrase in phrases)
FIRST_OF_EMERGENCIES = frozenset(
    phrase[0] for phrases in EMERGENCIES.values() for phrase in phrases
)
FIRST_OF_SITE = frozenset(phrase[0] for phrases in SITE_PHRASES.values() for phrase in phrases)
FIRST_OF_OVERVIEW = frozenset(phrase[0] for phrase in OVERVIEW_PHRASES)
# Words of questions are never taken for misspelt words, whether or not any entry has them.
ALL_QUESTION_WORDS = (
    QUESTION_OPENINGS | QUESTION_WORDS | {word for _, phrase in PHRASES for word in phrase}
)

SPAN = frozenset(("week", "fortnight", "month", "year"))
SPANS = SPAN | {"days", "weeks", "fortnights", "months", "years"}
ARTICLES = frozenset(("a", "an"))
DISAGREEING = frozenset(
    ("disagree", "disagrees", "disagreement", "disagreements", "conflict", "conflicting")
)
COMPARING = frozenset(("compare", "compares", "comparing", "comparison"))  # first of the words
ASKING_PAIRS = frozenset(pair for _, phrase in PHRASES for pair in pairwise(phrase))
ASKING_WORDS = ALL_QUESTION_WORDS | {word for phrase in OVERVIEW_PHRASES for word in phrase}


@dataclass(frozen=True)
class Question:
    """What the words ask, by their places.

    `asking` are the places of words that only ask; `section_places` those that ask for a `section`
    of an entry's page; `overview` those that ask for every treatment there is. `compares` says
    that the words compare things, `horizon` how long after the start effects are asked for,
    `ranks` that the best is asked for and `advice` that it is whether something is needed.
    `citing` are the words that ask how a publication is cited, with the style. `emergency` is one
    that the words may be about, `site` what they ask about the site itself, `kind` what kind of
    thing it is asked whether something is: "is tramadol an opioid"; `mixes` says that it is asked
    what may be taken together,
    `helps` that somebody complains, or asks what to do, `lasts` that a length of time is named,
    `against` and `disagrees` which of the recommendations are asked for.
    """

    asking: frozenset[int] = frozenset()
    section_places: frozenset[int] = frozenset()
    section: str | None = None
    compares: bool = False
    overview: frozenset[int] = frozenset()
    horizon: Horizon | None = None
    ranks: bool = False
    advice: bool = False
    citing: frozenset[str] = frozenset()
    emergency: Emergency | None = None
    site: Site | None = None
    kind: str = ""
    mixes: bool = False
    helps: bool = False
    lasts: bool = False
    against: bool = False
    disagrees: bool = False


def read_question(typed: Sequence[str]) -> Question:
    """Read the folded words in order."""
    asks = bool(typed) and (typed[0] in QUESTION_OPENINGS or typed[0] in COMPARISON_WORDS)
    section, places = _section(typed)
    opens = not COMPARING.isdisjoint(typed[:1])
    compares = opens or not COMPARISON_WORDS.isdisjoint(typed)
    overview = _overview(typed)
    asks = asks or bool(section) or compares
    asking = (
        {at for at, word in enumerate(typed) if word in QUESTION_WORDS}
        - (set() if asks else overview)
        if asks or overview
        else set[int]()
    )
    horizon, said_by = _horizon(typed)
    asking |= said_by | ({0} if opens else set[int]())
    citing = _citing(typed)
    asking |= {at for at, word in enumerate(typed) if word in citing}
    disagrees = not DISAGREEING.isdisjoint(typed)
    if disagrees and asks:
        asking |= {at for at, word in enumerate(typed) if word in DISAGREEING}
    return Question(
        frozenset(asking - places),
        frozenset(places),
        section,
        compares,
        overview,
        horizon,
        not RANKING_WORDS.isdisjoint(typed),
        not ADVICE_WORDS.isdisjoint(typed) or any(_occurrences(("or", "not"), typed)),
        citing,
        _emergency(typed),
        SITE_WORDS.get(typed[0]) if len(typed) == 1 else _named(SITE_PHRASES, FIRST_OF_SITE, typed),
        _kind(typed),
        section == "cautions" and not MIXING_WORDS.isdisjoint(typed),
        _helps(typed),
        _lasts(typed),
        "against" in typed,
        disagrees,
    )


def _helps(typed: Sequence[str]) -> bool:
    complains = bool(typed) and typed[0] in COMPLAINING_WORDS
    return complains or any(True for one in HELP_PHRASES for _ in _occurrences(one, typed))


def _lasts(typed: Sequence[str]) -> bool:
    """Whether a length of time is named, such as "4 weeks" or "for a month", but no age."""
    return any(
        (number.isdigit() and unit in SPANS or number in ("a", "one") and unit in SPAN)
        and "old" not in typed[at + 2 : at + 3]
        for at, (number, unit) in enumerate(pairwise(typed))
    )


def _kind(typed: Sequence[str]) -> str:
    """What follows the last article in a question such as "is tramadol an opioid"."""
    if not typed or typed[0] not in ("is", "are") or ARTICLES.isdisjoint(typed[2:]):
        return ""
    last = max(at for at, word in enumerate(typed) if word in ARTICLES)
    return " ".join(typed[last + 1 :])


def _emergency(typed: Sequence[str]) -> Emergency | None:
    named = _named(EMERGENCIES, FIRST_OF_EMERGENCIES, typed)
    return "overdose" if named in (None, "suicide") and describes_overdose(tuple(typed)) else named


def _citing(typed: Sequence[str]) -> frozenset[str]:
    asked = CITING_WORDS.intersection(typed)
    return asked | CITATION_STYLES.intersection(typed) if asked else asked


def _named(
    kinds: Mapping[Kind, tuple[Phrase, ...]], first_words: frozenset[str], typed: Sequence[str]
) -> Kind | None:
    """The first kind of which a phrase is among the words."""
    if first_words.isdisjoint(typed):
        return None
    named = (
        kind
        for kind, phrases in kinds.items()
        if any(True for phrase in phrases for _ in _occurrences(phrase, typed))
    )
    return next(named, None)


def _horizon(typed: Sequence[str]) -> tuple[Horizon | None, set[int]]:
    """The length of follow-up named, None if there are several; and the places of its words."""
    if FIRST_OF_HORIZONS.isdisjoint(typed):
        return None, set()
    found = [
        (horizon, range(at, at + len(phrase)))
        for horizon, phrases in HORIZONS.items()
        for phrase in phrases
        for at in _occurrences(phrase, typed)
    ]
    named = {horizon for horizon, _ in found}
    return named.pop() if len(named) == 1 else None, {at for _, places in found for at in places}


def _overview(typed: Sequence[str]) -> frozenset[int]:
    """The places of the words that ask for all treatments."""
    if FIRST_OF_OVERVIEW.isdisjoint(typed):
        return frozenset()
    return frozenset(
        place
        for phrase in OVERVIEW_PHRASES
        for at in _occurrences(phrase, typed)
        for place in range(at, at + len(phrase))
    )


def _section(typed: Sequence[str]) -> tuple[str | None, set[int]]:
    """The first section that is asked for, and the places of the words that ask for it."""
    if FIRST_OF_PHRASES.isdisjoint(typed):
        return None, set()
    if typed[0] == "how" and typed[1:2] and typed[1] in ("is", "are"):
        verbs = {at for at, word in enumerate(typed) if word in DELIVERY_VERBS}
        if verbs:
            return "delivery", verbs
    verbs = {at for at, word in enumerate(typed) if word in STOPPING_VERBS}
    manners = {at for at, word in enumerate(typed) if word in STOPPING_MANNERS}
    if verbs and manners:
        return "stopping", verbs | manners
    for section, phrase in PHRASES:
        for at in _occurrences(phrase, typed):
            return section, set(range(at, at + len(phrase))) if section else set()
    return None, set()


def _occurrences(phrase: Phrase, typed: Sequence[str]) -> Iterator[int]:
    """Where the words of a phrase occur next to each other."""
    if phrase[0] in typed:  # seldom true
        yield from (
            at
            for at in range(len(typed) - len(phrase) + 1)
            if tuple(typed[at : at + len(phrase)]) == phrase
        )
