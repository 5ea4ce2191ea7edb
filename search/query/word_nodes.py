"""Adjacent words as parts of the query tree: what is searched for, and its weight."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from search.engines.query_tree import And, Everything, Node, Or, Phrase, Term
from search.indexing.fields import NAME, whole_name
from search.query.entry_names import LONGEST_NAME
from search.query.query_names import Name
from search.query.scope import names_focus
from search.query.word_lookup import QueryWord
from search.query.word_roles import WordRoles, asks_what_to_avoid, stages
from search.text.analyzer import Terms
from search.text.english import COMPARISON_WORDS, STOP_WORDS

# What a name in the query adds to the score of the entry called so. A query that is nothing but the
# name puts the entry first, whatever others say of it; among other words a name adds the more, the
# rarer its rarest word is.
ONLY_THE_NAME = 100.0  # for each of its words
AMONG_OTHERS = 3.0
OF_A_PAGE = 4.5  # in place of it where the question is about the page of that name
BY_AUTHOR = 9.0  # an author's name, which is hardly ever written for another reason
OF_THE_FOCUS = 5.0  # the name of what the whole collection is about, whose words tell nothing
WORDS_OF_A_COMPLAINT = 4
OWN = "my"
PARTS_OF_A_REPORT = (
    2  # names of parts of the focus from which words are about it: "MRI, disc bulge"
)
WEAK = 0.15  # the weight of a word about the whole collection, next to more specific words
AUTHORS = ("authors",)  # the field
BETWEEN = COMPARISON_WORDS | {"and"}  # words between things that are compared


class Part(NamedTuple):
    """A node, the runs of terms to mark in excerpts, and whether the node must match.

    `ways` are the sets of terms that each express it; empty if it carries no information.
    """

    node: Node
    marks: tuple[Terms, ...]
    required: bool
    ways: tuple[Terms, ...] = ()


def parts(roles: WordRoles) -> Iterator[Part]:
    """What to search for, in the order of the words; nothing if only question words are known."""
    if roles.misses_subject and not roles.searched:
        return
    sides = _sides(roles)
    by_side: dict[int, list[Part]] = {}
    for place, part in _parts_by_place(roles):
        if place in sides:
            by_side.setdefault(sides[place], []).append(part)
        else:
            yield part
    if by_side:
        yield _either(tuple(by_side.values()))


def boosts(roles: WordRoles, alone: bool) -> Iterator[Term]:
    """A term for every name, which raises the entries with that name.

    `alone` is whether the query has no other parts.
    """
    titles = [name for name in roles.names if name.is_title]
    if alone and roles.is_a_name:
        yield _boost(roles, roles.terms, ONLY_THE_NAME * len(roles.terms))
    elif titles:
        for name in titles:
            yield _boost(roles, name.terms, ONLY_THE_NAME * len(name.terms))
    elif complaint := _complaint(roles):
        yield _boost(roles, complaint.terms, ONLY_THE_NAME * len(complaint.terms))
    elif roles.names:
        asked = roles.question.section or roles.question.emergency
        weight = OF_A_PAGE if asked else AMONG_OTHERS
        for name in () if roles.asks_by_author else roles.names:
            yield _boost(roles, name.terms, weight * _highest_idf(roles, name))
    elif classes := tuple(_of_classes(roles)):
        yield from classes
    elif len(parts_named := _parts_of_focus(roles)) >= PARTS_OF_A_REPORT:
        yield from (_boost(roles, name.terms, ONLY_THE_NAME) for name in parts_named)
    elif asks_what_to_avoid(roles) or not any(
        roles.lexicon.is_distinctive(roles.terms[place]) for place in roles.strong
    ):
        yield from _focus_boosts(roles)


def _complaint(roles: WordRoles) -> Name | None:
    """The words that the others begin with, if somebody complains with them of the collection's
    subject and asks nothing: "pulled a muscle in my back lifting a box".
    """
    asked, focus = roles.question, roles.lexicon.focus
    if focus is None or asked.section or asked.overview or asked.asking or asked.compares:
        return None
    named = (name for name in roles.all_names if focus in name.entries)
    first = next((name for name in named if len(name.terms) >= WORDS_OF_A_COMPLAINT), None)
    said = (
        [word for one in roles.by_place[: first.places.stop] for word in one.typed] if first else []
    )
    return first if first and OWN in said and all(roles.stop_words[: first.start]) else None


def synonym_runs(roles: WordRoles) -> Iterator[tuple[range, str]]:
    """The places of words that have synonyms, with the first of those."""
    place = 0
    while place < len(roles.terms):
        length = _synonym_length(roles, place) if roles.known[place] else 0
        if length:
            places = range(place, place + length)
            yield places, " ".join(roles.lexicon.synonyms[roles.terms[place : place + length]][0])
        place += length or 1


def optional(node: Node) -> Node:
    """A node that need not match but adds to the score if it does."""
    return Or((Everything(), node))


def all_of(nodes: Sequence[Node]) -> Node:
    """A node that matches if all of these do."""
    return And(tuple(nodes)) if len(nodes) > 1 else nodes[0]


def _parts_by_place(roles: WordRoles) -> Iterator[tuple[int, Part]]:
    place = 0
    while place < len(roles.terms):
        word = roles.by_place[place]
        length = _synonym_length(roles, place) if roles.known[place] else 0
        asks = roles.searched and roles.is_question[place] and length < 2
        if not roles.known[place] or asks:
            if word.terms and not roles.names and roles.asks_for_section[place]:
                yield place, _section_part(word)
            place += max(1, len(word.terms))
            continue
        yield place, _with_synonyms(roles, place, length) if length else _plain(roles, word, place)
        place += length or len(word.terms)


def _section_part(word: QueryWord) -> Part:
    """A word that asks for a section boosts text about it, if no name says whose page is meant."""
    node = all_of([Term(term, weight=WEAK) for term in word.terms])
    return Part(node, tuple((term,) for term in word.terms), False)


def _sides(roles: WordRoles) -> Mapping[int, int]:
    """The side of each strong word in a comparison; the sides need not be found together."""
    if not roles.question.compares:
        return {}
    sides: dict[int, int] = {}
    side = 0
    for place in range(len(roles.terms)):
        between = place not in roles.in_names and roles.by_place[place].typed[0] in BETWEEN
        side += between
        if place in roles.strong and not between:
            sides[place] = side
    if len(set(sides.values())) < 2:
        sides = {place: name.start for name in roles.names for place in name.places}
    return sides if len(set(sides.values())) > 1 else {}


def _synonym_length(roles: WordRoles, place: int) -> int:
    """How many words from here on have synonyms and carry information; 0 for none."""
    if roles.terms[place] not in roles.lexicon.first_synonym_terms:
        return 0
    for length in range(min(LONGEST_NAME, len(roles.terms) - place), 0, -1):
        if roles.terms[place : place + length] in roles.lexicon.synonyms:
            weak = roles.strong and all(roles.weak[place : place + length])
            return 0 if weak else length
    return 0


def _with_synonyms(roles: WordRoles, place: int, length: int) -> Part:
    terms = roles.terms[place : place + length]
    synonyms = roles.lexicon.synonyms[terms]
    content = tuple(term for term in terms if term not in STOP_WORDS) or terms
    node = Or((all_of([Term(term) for term in content]), *map(_phrase, synonyms)))
    return Part(node, (*((term,) for term in content), *synonyms), True, (content, *synonyms))


def _plain(roles: WordRoles, word: QueryWord, place: int) -> Part:
    weak = bool(roles.strong) and roles.weak[place]
    # "treatment" next to what is treated
    overview = roles.asks_for_overview[place] and bool(roles.subject)
    publication = weak and roles.publication[place]
    filler = weak and roles.terms[place] in roles.lexicon.filler_terms
    qualifier = place in roles.qualifying and place not in roles.strong
    light = overview or filler or qualifier
    weight = WEAK if light or (weak and not publication) else 1.0
    node = all_of([Term(term, weight=weight) for term in word.terms])
    if roles.asks_by_author and roles.is_author(place):
        term = roles.terms[place]
        node = Or((node, Term(term, AUTHORS, BY_AUTHOR * roles.lexicon.idf(term))))
    if word.also:
        node = Or((node, all_of([Term(term) for term in word.also])))
    marks = tuple((term,) for term in (*word.terms, *word.also))
    tells = not (weak or light or publication)
    ways = tuple(filter(None, (word.terms, word.also))) if tells else ()
    return Part(node, marks, not (light or publication), ways)


def _either(sides: Sequence[Sequence[Part]]) -> Part:
    """Any of the sides, with every part of that side."""
    nodes = tuple(all_of([part.node for part in side]) for side in sides)
    marks = tuple(run for side in sides for part in side for run in part.marks)
    ways = tuple(
        tuple(term for part in side for term in part.ways[0])
        for side in sides
        if all(part.ways for part in side)
    )
    return Part(Or(nodes), marks, True, ways)


def _focus_boosts(roles: WordRoles) -> Iterator[Term]:
    """Boost the collection's subject if it is named, or nothing else is."""
    lexicon, focus = roles.lexicon, roles.lexicon.focus
    if roles.all_names:
        for name in roles.all_names:
            yield _boost(roles, name.terms, OF_THE_FOCUS if roles.strong else ONLY_THE_NAME)
    elif focus and roles.strong and names_focus(roles) and not asks_what_to_avoid(roles):
        yield Term(whole_name(lexicon.analyzer.terms(focus.title)), (NAME,), OF_THE_FOCUS)
    elif focus and (not roles.strong or asks_what_to_avoid(roles)):
        only_question = roles.strong or (roles.question.overview and not stages(roles))
        only_fillers = all(
            roles.stop_words[place] or roles.asking[place] or term in lexicon.filler_terms
            for place, term in enumerate(roles.terms)
        )
        if any(map(lexicon.is_common, roles.terms)) or only_question or only_fillers:
            title = whole_name(lexicon.analyzer.terms(focus.title))
            yield Term(title, (NAME,), ONLY_THE_NAME)


def _parts_of_focus(roles: WordRoles) -> tuple[Name, ...]:
    """The names of parts of the subject: "MRI", "disc bulge", but not those of itself."""
    core, focus = roles.lexicon.core_focus_terms, roles.lexicon.focus
    return tuple(
        name for name in roles.all_names if focus in name.entries and core.isdisjoint(name.terms)
    )


def _of_classes(roles: WordRoles) -> Iterator[Term]:
    """Boost the entries on the classes of medicines that are named."""
    lexicon = roles.lexicon
    named = (one.concept for one in roles.mentions if one.concept.kind == "class")
    for id in dict.fromkeys(id for concept in named for id in concept.entries):
        title = whole_name(lexicon.analyzer.terms(lexicon.documents[id].title))
        yield Term(title, (NAME,), ONLY_THE_NAME)


def _highest_idf(roles: WordRoles, name: Name) -> float:
    return max(map(roles.lexicon.idf, name.terms))


def _boost(roles: WordRoles, name: Terms, weight: float) -> Term:
    """The entries with that name; if there are none, those with it as a synonym."""
    return Term(whole_name(name), (roles.lexicon.names[name],), weight)


def _phrase(terms: Terms) -> Node:
    return Phrase(terms) if len(terms) > 1 else Term(terms[0])
