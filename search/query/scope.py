"""Whether a query is within the collection's scope: finds the words that are outside it."""

from collections.abc import Callable, Mapping, Sequence, Set

from search.indexing.documents import Document
from search.query.other_topics import TopicKind
from search.query.query_names import Name
from search.query.word_roles import WordRoles
from search.text.analyzer import Analyzer
from search.text.english import (
    AIMING_WORDS,
    ALLOWING_WORDS,
    CAUSING_WORDS,
    COMPARISON_WORDS,
    HURTING_WORDS,
    LOCATING_WORDS,
    MOVING_VERBS,
    PEOPLE_WORDS,
    PRACTICE_WORDS,
    PUBLICATION_WORDS,
    QUESTION_OPENINGS,
    QUESTION_WORDS,
    STOP_WORDS,
    TREATED_WORDS,
    TREATING_WORDS,
    WHOSE_WORDS,
    WORKING_PEOPLE,
)
from search.text.english_words import is_english, is_everyday

FEW = 3  # words of a query that may be no more than an illness and its treatment
SHORTEST = 3  # letters of a word that tells something
NO_NOUNS = ("ed", "ing", "ly", "ful", "ish", "ous", "able", "ive")  # how they end


def outside(roles: WordRoles) -> tuple[str, ...]:
    """The typed words, in order, that are outside the collection's scope.

    Next to the name of an entry only three kinds count: other topics, words without any matches,
    and the aim, as in "massage for headache". The others may be about that entry.
    """
    lexicon = roles.lexicon
    if thing := other_thing(roles):
        return (thing,)
    if names_focus(roles):
        return ()
    aims = _aims(roles, AIMING_WORDS)
    topics = _topics(roles)
    words = (
        topics[place] if place in topics else " ".join(roles.by_place[place].typed)
        for place in roles.places
        if place in topics
        or not (
            place in roles.in_names
            or _tells_nothing(roles, place)
            or lexicon.is_named(roles.terms[place])
            or (
                roles.names
                and place not in aims
                and lexicon.word_counts.documents_with(roles.terms[place])
            )
        )
    )
    found = tuple(dict.fromkeys(words))
    asks = roles.question.section or roles.question.overview
    names_others = roles.names or asks or (_has_subject(roles) and not roles.topics)
    return found or (() if names_others else _only_groups(roles))


def other_thing(roles: WordRoles) -> str:
    """What the name of a treatment and an unknown noun after it name together, as typed, in a
    query that says no more: "massage gun". Of a medicine, such a word may be what it does.
    """
    if len(roles.names) != 1 or _is_of_medicine(roles, roles.names[0]):
        return ""
    named = roles.names[0].places
    typed = [word.typed[0] for word in roles.by_place]
    noun = typed[named.stop] if named.stop in roles.places else ""
    asks = typed[0] in QUESTION_OPENINGS
    is_verb = asks and not any(roles.asking[named.stop + 1 : named.stop + 2])
    if is_verb or roles.lexicon.focus in roles.names[0].entries or not _is_noun(roles, named.stop):
        return ""
    focus = roles.lexicon.focus_terms | roles.lexicon.core_focus_terms
    tells_more = any(
        not (
            place in named
            or place == named.stop
            or roles.terms[place] in focus
            or _tells_nothing(roles, place)
        )
        for place in roles.places
    )
    return "" if tells_more or roles.qualifying else f"{roles.typed_at(named)} {noun}"


def _is_noun(roles: WordRoles, place: int) -> bool:
    """Whether a word is an English one without matches, that may be a noun."""
    if place not in roles.places or roles.by_place[place].terms:
        return False
    word = roles.by_place[place].typed[0]
    tells = not (roles.stop_words[place] or _tells_nothing(roles, place))
    tells = tells and word not in PRACTICE_WORDS
    return tells and is_english(word) and not word.endswith(NO_NOUNS)


def incidental(roles: WordRoles) -> frozenset[str]:
    """The typed words without matches that only tell a story next to the name of a treatment:
    neither the aim nor part of the name of another topic. In few words, a rare one right before the
    name may say what is treated.
    """
    if not roles.names:
        return frozenset()
    aims, few = _aims(roles, AIMING_WORDS), len(roles.terms) <= FEW
    named = {name.places.start - 1 for name in roles.names} if few else ()
    stem, topics = roles.lexicon.analyzer.term, roles.lexicon.other_topic_terms
    words = (
        (place, word.typed[0])
        for place, word in enumerate(roles.by_place)
        if place not in aims and not word.terms
    )
    return frozenset(
        word
        for place, word in words
        if stem(word) not in topics and (place not in named or is_everyday(word))
    )


def is_elsewhere(roles: WordRoles) -> bool:
    """Whether another topic is what is to be treated, whatever is said of cautions about it, or
    another thing is named.
    """
    if other_thing(roles):
        return True
    if not roles.topics or names_focus(roles):
        return False
    asked = _topics(roles)
    return any(
        topic.places.start in asked and _is_treated(roles, topic.places) for topic in roles.topics
    )


def _topics(roles: WordRoles) -> dict[int, str]:
    """The words of the other topics that are asked about, by each of their places."""
    if not roles.topics:
        return {}
    named = [set(name.places) for name in roles.names]
    asked = (
        topic.places
        for topic in roles.topics
        if not any(places.issuperset(topic.places) for places in named)
        and _IS_ASKED_ABOUT[topic.kind](roles, topic.places)
        and not _is_effect(roles, topic.places)
    )
    return {place: roles.typed_at(places) for places in asked for place in places}


def _is_illness_asked_about(roles: WordRoles, illness: range) -> bool:
    """Whether an illness is to be treated, or comes before a treatment, as in "asthma diet", and
    isn't what people have who may need a caution.
    """
    if not roles.qualifying.issuperset(illness) or _asks_for_warnings(roles):
        return False
    treatments = {name.places.start for name in roles.names if not _is_of_medicine(roles, name)}
    return illness.stop in treatments or _is_treated(roles, illness)


def _is_effect(roles: WordRoles, topic: range) -> bool:
    """Whether a topic is what a treatment may do: "can amitriptyline cause weight gain"."""
    before = roles.by_place[topic.start - 1].typed[0] if topic.start else ""
    return before in CAUSING_WORDS and bool(roles.names)


def _is_part_asked_about(roles: WordRoles, part: range) -> bool:
    """Whether a part of the body is what is treated or hurts, as in "neck massage"."""
    typed = [word.typed[0] for word in roles.by_place]
    after = typed[part.stop : part.stop + 1]
    beside = {place for name in roles.names for place in (name.places.start, name.places.stop)}
    return (
        _is_located(roles, part)
        or not HURTING_WORDS.isdisjoint(after)
        or _is_treated(roles, part)
        or (not beside.isdisjoint((part.start, part.stop)) and after != ["to"])
    )


def _is_located(roles: WordRoles, part: range) -> bool:
    """Whether words say that something is in or on a part: "in my left hand"."""
    before = (roles.by_place[place].typed[0] for place in range(part.start - 1, -1, -1))
    return next((word for word in before if word not in WHOSE_WORDS), "") in LOCATING_WORDS


_IS_ASKED_ABOUT: Mapping[TopicKind, Callable[[WordRoles, range], bool]] = {
    "topic": lambda roles, topic: True,
    "group": _is_illness_asked_about,
    "part": _is_part_asked_about,
}


def _is_treated(roles: WordRoles, topic: range) -> bool:
    """Whether a topic is what is to be treated, as in "yoga for asthma" or "asthma pain"."""
    typed = [word.typed[0] for word in roles.by_place]
    after, before = typed[topic.stop : topic.stop + 1], topic.start - 2
    if _asks_for_warnings(roles) or not PEOPLE_WORDS.isdisjoint(after):
        return False
    return (
        topic.start in _aims(roles, TREATING_WORDS)
        or not TREATED_WORDS.isdisjoint(after)
        or (topic.stop in roles.places and roles.asks_for_overview[topic.stop])
        or (before >= 0 and roles.asks_for_overview[before] and typed[before + 1] == "of")
    )


def _asks_for_warnings(roles: WordRoles) -> bool:
    return roles.question.section in ("cautions", "harms", "stopping")


def _is_of_medicine(roles: WordRoles, name: Name) -> bool:
    return any(entry.id in roles.lexicon.medicine_entries for entry in name.entries)


def _aims(roles: WordRoles, words: Set[str]) -> frozenset[int]:
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


def is_by(document: Document, typed: str, analyzer: Analyzer) -> bool:
    """Whether all words are authors of a document."""
    authors = document.texts.get("authors")
    if not authors:
        return False
    terms = {term for author in authors for term in analyzer.terms(author)}
    return bool(terms) and terms.issuperset(analyzer.terms(typed))


def with_next(word: str, typed: Sequence[str]) -> tuple[str, ...]:
    """The word and the one typed after it, which say more together: `period pain`."""
    at = typed.index(word) + 1 if word in typed else len(typed)
    return (word, *(one for one in typed[at : at + 1] if one not in STOP_WORDS))


def _has_subject(roles: WordRoles) -> bool:
    return any(not _tells_nothing(roles, place) for place in roles.subject)


def names_focus(roles: WordRoles) -> bool:
    """Whether the words name the collection's subject, or include the word that many of its names
    share, as what it is: "my back", not "come back".
    """
    focus = roles.lexicon.focus
    if focus is None:
        return False
    if any(
        focus in name.entries and not _is_elsewhere_in_body(roles, name) for name in roles.all_names
    ):
        return True
    core = roles.lexicon.core_focus_terms
    others = {place for topic in roles.topics for place in topic.places}
    return any(
        term in core
        and place not in others
        and not (place and roles.by_place[place - 1].typed[0] in MOVING_VERBS)
        for place, term in enumerate(roles.terms)
    )


def asks_first_steps(roles: WordRoles) -> bool:
    """Whether somebody asks what to do about the collection's subject, and names nothing else."""
    if not (roles.question.helps and names_focus(roles)) or roles.topics or roles.mentions:
        return False
    focus = roles.lexicon.focus
    named = {place for name in roles.names if focus in name.entries for place in name.places}
    return all(place in named for place in roles.strong) and not outside(roles)


def _is_elsewhere_in_body(roles: WordRoles, name: Name) -> bool:
    """Whether words such as "trapped nerve" are followed by another part, as in "in the neck"."""
    parts = [topic.places for topic in roles.topics if topic.kind == "part"]
    return any(
        part.stop == name.places.start
        or (
            part.start > name.places.stop
            and _is_located(roles, part)
            and all(
                roles.by_place[place].typed[0] in WHOSE_WORDS | LOCATING_WORDS
                for place in range(name.places.stop, part.start)
            )
        )
        for part in parts
    )


def _only_groups(roles: WordRoles) -> tuple[str, ...]:
    """The groups of people, if the words name nothing else, but for medicines that are held."""
    held = {
        place
        for mention in roles.mentions
        if mention.concept.kind == "class" and mention.concept.entries
        for place in mention.places
    }
    places = (place for place in roles.places if place in roles.qualifying - held)
    return tuple(dict.fromkeys(" ".join(roles.by_place[place].typed) for place in places))


def _tells_nothing(roles: WordRoles, place: int) -> bool:
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
