"""What words around the name of a treatment tell: nothing, an aim, a patient who is no human being,
another thing than the treatment, or a story.
"""

from collections.abc import Iterator, Set
from functools import partial

from search.query.query_names import Name
from search.query.word_roles import WordRoles
from search.text.english import (
    AIMING_WORDS,
    ALLOWING_WORDS,
    ANIMALS,
    COMPARISON_WORDS,
    POSES,
    PRACTICE_WORDS,
    PUBLICATION_WORDS,
    QUESTION_OPENINGS,
    QUESTION_WORDS,
    STOP_WORDS,
    TELLING_WORDS,
    TREATING_WORDS,
    WITH_ANIMALS,
    WORKING_PEOPLE,
)
from search.text.english_words import is_english, is_everyday

FOREIGN = 2  # words without matches that may make a query one about something else
FEW = 3  # words of a query that may be no more than an illness and its treatment
SHORTEST = 3  # letters of a word that tells something
NO_NOUNS = ("ed", "ing", "ly", "ful", "ish", "ous", "able", "ive")  # how they end
PERSONS = frozenset(("i", "im", "ive", "me", "my", "myself"))  # who speak of themselves


def other_thing(roles: WordRoles) -> str:
    """What the name of a treatment and an unknown noun after it name together, as typed, in a
    query that says no more: "massage gun". Of a medicine, such a word may be what it does.
    """
    if len(roles.names) != 1 or is_of_medicine(roles, roles.names[0]):
        return ""
    named = roles.names[0].places
    typed = [word.typed[0] for word in roles.by_place]
    noun = typed[named.stop] if named.stop in roles.places else ""
    asks = typed[0] in QUESTION_OPENINGS
    is_verb = asks and not any(roles.asking[named.stop + 1 : named.stop + 2])
    if is_verb or roles.lexicon.focus in roles.names[0].entries or not is_noun(roles, named.stop):
        return ""
    focus = roles.lexicon.focus_terms | roles.lexicon.core_focus_terms
    tells_more = any(
        not (
            place in named
            or place == named.stop
            or roles.terms[place] in focus
            or tells_nothing(roles, place)
        )
        for place in roles.places
    )
    return "" if tells_more or roles.qualifying else f"{roles.typed_at(named)} {noun}"


def animal(roles: WordRoles) -> str:
    """The animal that is the patient, if nobody speaks of themselves: "walking my dog hurts me"."""
    typed = [word.typed[0] for word in roles.by_place]
    patients = [
        place
        for place, word in enumerate(typed)
        if word in ANIMALS
        and WITH_ANIMALS.isdisjoint(typed[place + 1 : place + 2])
        and POSES.isdisjoint(typed[max(0, place - 2) : place])
    ]
    speaks = any(
        word in PERSONS and not (word == "my" and place + 1 in patients)
        for place, word in enumerate(typed)
    )
    return "" if speaks or not patients else typed[patients[0]]


def is_noun(roles: WordRoles, place: int) -> bool:
    """Whether a word is an English one without matches, that may be a noun."""
    if place not in roles.places or roles.by_place[place].terms:
        return False
    word = roles.by_place[place].typed[0]
    tells = not (roles.stop_words[place] or tells_nothing(roles, place))
    tells = tells and word not in PRACTICE_WORDS
    return tells and is_english(word) and not word.endswith(NO_NOUNS)


def incidental(roles: WordRoles) -> frozenset[str]:
    """The typed words without matches that only tell a story next to the name of a treatment:
    neither the aim nor part of the name of another topic. In few words, a rare one right before the
    name may say what is treated.
    """
    if not roles.names:
        return frozenset()
    aims, few = aims_at(roles, AIMING_WORDS | TREATING_WORDS), len(roles.terms) <= FEW
    named = {name.places.start - 1 for name in roles.names} if few else ()
    nouns = () if _tells_a_story(roles) else tuple(_nouns(roles))
    stem, topics = roles.lexicon.analyzer.term, roles.lexicon.other_topic_terms
    words = (
        (place, word.typed[0])
        for place, word in enumerate(roles.by_place)
        if place not in aims and place not in nouns and not word.terms
    )
    return frozenset(
        word
        for place, word in words
        if stem(word) not in topics and (place not in named or is_everyday(word))
    )


def foreign(roles: WordRoles) -> frozenset[int]:
    """The places of the words without matches, if they are most of what tells something."""
    telling = [place for place in roles.places if not tells_nothing(roles, place)]
    unknown = [place for place in telling if not roles.by_place[place].terms]
    most = len(unknown) >= FOREIGN and 2 * len(unknown) >= len(telling)
    return frozenset(unknown if most else ())


def _nouns(roles: WordRoles) -> Iterator[int]:
    """The places of unknown nouns that may say what is asked for: "massage chair", but neither an
    everyday one before the name of a treatment nor one that says where somebody works.
    """
    first = min(name.places.start for name in roles.names)
    for place in filter(partial(is_noun, roles), roles.places):
        after = roles.by_place[place + 1].typed[0] if place + 1 in roles.places else ""
        rare = place > first or not is_everyday(roles.by_place[place].typed[0])
        if rare and after not in WORKING_PEOPLE:
            yield place


def _tells_a_story(roles: WordRoles) -> bool:
    asks = roles.by_place[0].typed[0] in QUESTION_OPENINGS
    return asks or any(not TELLING_WORDS.isdisjoint(word.typed) for word in roles.by_place)


def aims_at(roles: WordRoles, words: Set[str]) -> frozenset[int]:
    """The places of an aim: `knee replacement` in `after a knee replacement`, but nothing after
    the next word of grammar, and no people: `office workers`.
    """
    found, after = set[int](), False
    for place in roles.places:
        typed = roles.by_place[place].typed[0]
        if typed in WORKING_PEOPLE:
            found, after = set(), False
        elif typed in words:
            after = not (place and roles.by_place[place - 1].typed[0] in ALLOWING_WORDS)
        elif after and not (roles.stop_words[place] or typed in STOP_WORDS):
            found.add(place)
        elif found and after:
            after = False
    return frozenset(found)


def is_of_medicine(roles: WordRoles, name: Name) -> bool:
    return any(entry.id in roles.lexicon.medicine_entries for entry in name.entries)


def tells_nothing(roles: WordRoles, place: int) -> bool:
    word = roles.by_place[place]
    return (
        roles.stop_words[place]
        or roles.weak[place]
        or roles.asking[place]
        or roles.asks_for_section[place]
        or roles.asks_for_overview[place]
        or roles.terms[place] in roles.lexicon.filler_terms
        or roles.lexicon.analyzer.term(word.typed[0]) in roles.lexicon.filler_terms
        or word.typed[0] in STOP_WORDS
        or word.typed[0] in QUESTION_WORDS
        or word.typed[0] in COMPARISON_WORDS
        or not word.typed[0].isalpha()
        or len(word.typed[0]) < SHORTEST
        or place in roles.qualifying
        or (bool(roles.subject) and any(place in one.places for one in roles.mentions))
        or (place > 0 and roles.terms[place - 1][0].isdigit())  # a unit
        or (roles.asks_by_author and roles.is_author(place))
        or not PUBLICATION_WORDS.isdisjoint(typed for one in roles.words for typed in one.typed)
    )
