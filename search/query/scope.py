"""Whether a query is within the collection's scope: finds the words that are outside it."""

from collections.abc import Callable, Mapping, Sequence

from search.indexing.documents import Document
from search.query.other_topics import TopicKind
from search.query.query_names import Name
from search.query.telling_words import (
    PERSONS,
    aims_at,
    animal,
    foreign,
    is_noun,
    is_of_medicine,
    other_thing,
    tells_nothing,
)
from search.query.word_roles import WordRoles
from search.text.analyzer import Analyzer
from search.text.english import (
    AIMING_WORDS,
    CAUSING_WORDS,
    CHANGING_VERBS,
    HAPPENED_WORDS,
    HURTING_WORDS,
    INQUIRING_WORDS,
    LOCATING_WORDS,
    MOVING_VERBS,
    PEOPLE_WORDS,
    QUESTION_OPENINGS,
    STOP_WORDS,
    TREATED_WORDS,
    TREATING_WORDS,
    WHAT_FOLLOWS_MOVING,
    WHOSE_WORDS,
)
from search.text.english_words import is_everyday


def outside(roles: WordRoles) -> tuple[str, ...]:
    """The typed words, in order, that are outside the collection's scope.

    Next to the name of an entry only three kinds count: other topics, words without any matches,
    and the aim, as in "massage for headache". The others may be about that entry.
    """
    lexicon = roles.lexicon
    if thing := other_thing(roles):
        return (thing,)
    if patient := animal(roles):
        return (patient,)
    if names_focus(roles):
        alien = () if _is_ones_own(roles) else foreign(roles)
        return tuple(" ".join(roles.by_place[place].typed) for place in sorted(alien))
    aims = aims_at(roles, AIMING_WORDS)
    topics = _topics(roles)
    words = (
        topics[place] if place in topics else " ".join(roles.by_place[place].typed)
        for place in roles.places
        if place in topics
        or not (
            place in roles.in_names
            or tells_nothing(roles, place)
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


def is_elsewhere(roles: WordRoles) -> bool:
    """Whether another topic is what is to be treated, whatever is said of cautions about it, or
    another thing is named.
    """
    if other_thing(roles) or animal(roles):
        return True
    if not roles.topics or names_focus(roles):
        return False
    asked = _topics(roles)
    others = {
        place for topic in roles.topics if topic.kind == "topic" for place in topic.places
    } & asked.keys()
    alone = not roles.names and all(
        place in others or not roles.by_place[place].terms or tells_nothing(roles, place)
        for place in roles.places
    )
    beside = {
        place
        for name in roles.names
        if not is_of_medicine(roles, name)
        for place in (name.places.start - 1, name.places.stop)
    }
    return bool(others and alone or (others & beside) - roles.qualifying) or any(
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
    treatments = {name.places.start for name in roles.names if not is_of_medicine(roles, name)}
    recovers = bool(treatments) and illness.start in aims_at(roles, AIMING_WORDS)
    return illness.stop in treatments or recovers or _is_treated(roles, illness)


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
    to_change = typed[max(0, before) : topic.start]
    return (
        topic.start in aims_at(roles, TREATING_WORDS)
        or (len(to_change) == 2 and to_change[0] == "to" and to_change[1] in CHANGING_VERBS)  # noqa: PLR2004
        or not TREATED_WORDS.isdisjoint(after)
        or (topic.stop in roles.places and roles.asks_for_overview[topic.stop])
        or (before >= 0 and roles.asks_for_overview[before] and typed[before + 1] == "of")
    )


def _asks_for_warnings(roles: WordRoles) -> bool:
    return roles.question.section in ("cautions", "harms", "stopping")


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
    return any(not tells_nothing(roles, place) for place in roles.subject)


def names_focus(roles: WordRoles) -> bool:
    """Whether the words name the collection's subject, or include the word that many of its names
    share, as what it is: "my back", not "come back".
    """
    focus = roles.lexicon.focus
    if focus is None:
        return False
    core = roles.lexicon.core_focus_terms
    if any(
        focus in name.entries
        and not _is_elsewhere_in_body(roles, name)
        and not (core.isdisjoint(name.terms) and _is_for_another(roles, name))
        for name in roles.all_names
    ):
        return True
    others = {place for topic in roles.topics for place in topic.places}
    return any(
        term in core and place not in others and not _is_way_back(roles, place)
        for place, term in enumerate(roles.terms)
    )


def _is_ones_own(roles: WordRoles) -> bool:
    """Whether somebody speaks of themselves, or says whose the subject is, or that it hurts."""
    typed = [word.typed[0] for word in roles.by_place]
    core = roles.lexicon.core_focus_terms
    owned = any(
        term in core and place and typed[place - 1] in WHOSE_WORDS
        for place, term in enumerate(roles.terms)
    )
    return owned or not (HURTING_WORDS | PERSONS).isdisjoint(typed)


def _is_for_another(roles: WordRoles, name: Name) -> bool:
    """Whether an unknown, rare word says whose it is, or another topic is the aim: "esophageal
    cramp", "x-ray for pneumonia".
    """
    before, aims = name.places.start - 1, aims_at(roles, AIMING_WORDS)
    rare = is_noun(roles, before) and not is_everyday(roles.by_place[before].typed[0])
    return rare or any(one.kind == "topic" and one.places.start in aims for one in roles.topics)


def _is_way_back(roles: WordRoles, place: int) -> bool:
    """Whether a word such as "back" is no part of the body: "come back", "back up my phone"."""
    before = roles.by_place[place - 1].typed[0] if place else ""
    after = roles.by_place[place + 1].typed[0] if place + 1 in roles.places else ""
    if before in WHOSE_WORDS:
        return False
    return before in MOVING_VERBS or after in WHAT_FOLLOWS_MOVING


def asks_first_steps(roles: WordRoles) -> bool:
    """Whether somebody asks what to do about the collection's subject, and names nothing else, or
    says what happened to them.
    """
    if not names_focus(roles) or roles.topics or roles.mentions:
        return False
    focus = roles.lexicon.focus
    named = {place for name in roles.names if focus in name.entries for place in name.places}
    only = roles.question.helps and all(place in named for place in roles.strong)
    return (only or _is_complaint(roles)) and not outside(roles)


def _is_complaint(roles: WordRoles) -> bool:
    """Whether somebody says what happened to them, asks nothing and names no treatment by its
    title: "put my knee out lifting a washing machine".
    """
    typed = [word.typed[0] for word in roles.by_place]
    core = roles.lexicon.core_focus_terms
    others = (name.places for name in roles.all_names if core.isdisjoint(name.terms))
    in_others = {place for places in others for place in places}  # "slipped disc"
    says = any(
        (word in HAPPENED_WORDS and place not in in_others)
        or (word == "out" and place and roles.terms[place - 1] in core)
        for place, word in enumerate(typed)
    )
    asks = typed[0] in QUESTION_OPENINGS or not INQUIRING_WORDS.isdisjoint(typed)
    title = roles.lexicon.analyzer.terms
    named = any(title(one.title) == name.terms for name in roles.names for one in name.entries)
    return says and not (asks or named)


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
