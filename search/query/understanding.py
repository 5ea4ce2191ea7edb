"""From the typed query to an engine request, and what was understood on the way."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from kb.model.collection import Stage
from search.engines.protocol import MOST_LEAVES
from search.engines.query_tree import And, Everything, Node, Not, Or, Phrase, Term, bounded
from search.indexing.documents import Document
from search.indexing.fields import NAME, whole_name
from search.query.concepts import CONCEPT_KINDS, Concept, ConceptKind
from search.query.definitions import Definition
from search.query.interpreter import Interpreter, interpret, words_in
from search.query.lexicon import Lexicon
from search.query.parser import Query
from search.query.plain_words import alternatives, plain_phrase, plain_words
from search.query.query_changes import Change, Excluded, MemberOf, NotFound
from search.query.questions import Question
from search.query.readings import Reading, excluded, readings
from search.query.scope import (
    asks_first_steps,
    is_elsewhere,
    names_focus,
    outside,
)
from search.query.telling_words import incidental, other_thing
from search.query.verbatim import marks_of, verbatim, verbatim_words
from search.query.word_lookup import is_suspicious
from search.query.word_nodes import WEAK, all_of, optional
from search.query.word_roles import (
    asks_what_to_avoid,
    compared_by_a_word,
    guideline_body,
    wants_overview,
)
from search.text.analyzer import Terms


class AmbiguousName(NamedTuple):
    """Words of the query, as typed, that are the name of several entries."""

    words: str
    entries: tuple[Document, ...]


@dataclass(frozen=True)
class Intent:
    """What a reader wants, besides entries with the words.

    `subjects` are the interventions named, `stages` the stages. `body` is the term of the guideline
    body named. `plausible` are known words by the unknown ones they may have been typed for.
    `asks_what_to_avoid` is whether that is asked in general, `asks_first_steps` whether what to do
    first about the collection's subject is. `definition` is set if the query only
    asks what a word means.
    """

    subjects: tuple[Document, ...] = ()
    ambiguous: tuple[AmbiguousName, ...] = ()
    stages: tuple[Stage, ...] = ()
    question: Question = Question()
    wants_overview: bool = False
    wants_sources: bool = False
    body: str | None = None
    groups: tuple[Concept, ...] = ()
    asks_what_to_avoid: bool = False
    asks_first_steps: bool = False
    measures: tuple[Concept, ...] = ()
    medicines: tuple[Concept, ...] = ()
    classes: tuple[Concept, ...] = ()
    outcomes: tuple[Concept, ...] = ()
    comparators: tuple[Concept, ...] = ()
    plausible: dict[str, str] = field(default_factory=dict)
    definition: Definition | None = None

    @property
    def may_be_answered(self) -> bool:
        """Whether it asks for anything that one item could answer."""
        question = self.question
        named = (self.subjects, self.ambiguous, self.medicines, self.groups, self.definition)
        asks = (self.asks_first_steps, question.advice, self.asks_for_best, self.asks_guidelines)
        return any((*named, *asks, question.emergency, question.site))

    @property
    def asks_for_best(self) -> bool:
        """Whether the best of all treatments is asked for."""
        return self.question.ranks and self.wants_overview and not self.outcomes

    @property
    def asks_guidelines(self) -> bool:
        """Whether recommendations are asked for, of a body or those that disagree."""
        asked = self.question
        said = (asked.section == "recommendations", bool(self.body), asked.disagrees)
        return said.count(True) > 1

    @property
    def is_of_self_harm(self) -> bool:
        """Whether somebody may be about to harm themselves."""
        emergency = self.question.emergency
        asks = bool(self.subjects or self.medicines)
        return emergency == "self-harm" or (emergency == "suicide" and not asks)

    def about(self, entry: Document) -> "Intent":
        """The same, asked of one entry."""
        return replace(self, subjects=(entry,))

    def member_of(self, entry: Document) -> str | None:
        """The medicine of an entry's class that is named, if it isn't the entry itself, or another
        that is named.
        """
        entries = self.subjects if entry in self.subjects else (entry,)
        own = {name.lower() for one in entries for name in one.names}
        named = (one.name for one in self.medicines if entry.id in one.entries)
        return next((name for name in named if name.lower() not in own), None)

    @cached_property
    def named_values(self) -> Mapping[str, frozenset[str]]:
        """The values of findings' facets that are named, stage first."""
        named: dict[str, Iterable[str]] = {
            "stage": {self.stage.id} if self.stage else (),
            "outcome": (one.id for one in self.outcomes),
            "comparator": (one.id for one in self.comparators),
            "time": {self.question.horizon} if self.question.horizon else (),
        }
        found = {facet: frozenset(ids) for facet, ids in named.items()}
        return {facet: ids for facet, ids in found.items() if ids}

    @property
    def stage(self) -> Stage | None:
        """The stage, if exactly one is named."""
        return self.stages[0] if len(self.stages) == 1 else None


@dataclass(frozen=True)
class UnderstoodQuery:
    """An engine request, and what was understood.

    `strict` needs all words, or the name of an entry; `all_words` ignores names; `loose` accepts
    any word, and is None for a single one. `is_a_name` is whether the whole query is a name.
    `marks` are the runs of terms to mark in excerpts. `is_reworded` is whether more or less than
    the typed words is searched for. `readings` are how each word was understood, `outside` the
    words that are out of scope, `incidental` those of them that only tell a story, `other_things`
    those with an entry's name in theirs, `is_elsewhere` whether they are even where something
    answers, and `names_focus` whether the collection's
    subject is named.
    """

    strict: Node
    all_words: Node
    loose: Node | None = None
    is_a_name: bool = False
    marks: tuple[Terms, ...] = ()
    telling: tuple[tuple[Terms, ...], ...] = ()
    changes: tuple[Change, ...] = ()
    intent: Intent = Intent()
    is_reworded: bool = False
    readings: tuple[Reading, ...] = ()
    outside: tuple[str, ...] = ()
    incidental: frozenset[str] = frozenset()
    other_things: tuple[str, ...] = ()
    is_elsewhere: bool = False
    names_focus: bool = False

    @property
    def prefers_entries(self) -> bool:
        """Whether entries rank above publications."""
        return bool(self.telling) and not (self.is_a_name or self.intent.wants_sources)

    @property
    def unheld(self) -> tuple[str, ...]:
        """The medicines typed, if no entry is about them and no treatment is named."""
        intent = self.intent
        named = () if intent.subjects or intent.ambiguous else intent.medicines
        if not named or self.names_focus or any(one.entries for one in named):
            return ()
        return tuple(one.typed for one in self.readings if one.kind == "member")

    @property
    def is_identifier(self) -> bool:
        """Whether the whole query is the identifier of a publication."""
        return any(one.kind == "identifier" for one in self.readings)


def understand_identifier(typed: str, ids: Sequence[str], lexicon: Lexicon) -> UnderstoodQuery:
    """The request for publications by identifier: only those, or nothing if there are none."""
    names = tuple(whole_name(lexicon.analyzer.terms(id)) for id in ids)
    node = Or(tuple(Term(name, (NAME,)) for name in names))
    return UnderstoodQuery(
        strict=node,
        all_words=node,
        is_a_name=True,
        changes=() if ids else (NotFound(typed),),
        readings=(Reading("identifier", typed, ", ".join(ids)),),
    )


def understand(query: Query, lexicon: Lexicon, *, suspicious: bool = False) -> UnderstoodQuery:
    """Understand a typed query; without words, everything matches.

    `suspicious` treats rare words as misspelt names.
    """
    plain = None if suspicious else _plainly_understood(query, lexicon)
    return plain or interpreted(query, lexicon, suspicious=suspicious)


def _plainly_understood(query: Query, lexicon: Lexicon) -> UnderstoodQuery | None:
    """A query of plain words: all of them, any, or a phrase; None for any other."""
    terms = plain_words(query.parts, lexicon)
    if strong := _strong(terms, lexicon):
        return _plain(terms, strong, lexicon)
    terms = plain_words(alternatives(query.parts), lexicon, apart=True)
    if terms and len(_strong(terms, lexicon)) == len(terms):
        any_of = Or(tuple(map(Term, terms.values())))
        return replace(
            _plain(terms, terms, lexicon), strict=any_of, all_words=any_of, loose=None, telling=()
        )
    if run := plain_phrase(query.parts, lexicon):
        return UnderstoodQuery(Phrase(run), Phrase(run), marks=(run,))
    return None


def interpreted(query: Query, lexicon: Lexicon, *, suspicious: bool = False) -> UnderstoodQuery:
    """Understand any query."""
    wanted = tuple(part for part in query.parts if not isinstance(part, Not))
    read = interpret(wanted, lexicon, suspicious)
    changes = (*read.changes, *_notes(read, query, lexicon))
    strict, all_words, loose = _trees(read, bool(wanted), _negations(query, lexicon))
    return UnderstoodQuery(
        strict=bounded(strict, MOST_LEAVES),
        all_words=bounded(all_words, MOST_LEAVES),
        loose=bounded(loose, MOST_LEAVES) if loose else None,
        is_a_name=read.is_a_name,
        marks=tuple(dict.fromkeys(read.marks)) if read.nodes else (),
        telling=tuple(dict.fromkeys(read.telling)),
        changes=changes,
        intent=_intent(read),
        is_reworded=bool(read.changes or read.understood),
        readings=readings(query, read.roles, changes),
        outside=_outside(read, lexicon),
        incidental=frozenset[str]().union(*map(incidental, read.roles)),
        other_things=tuple(filter(None, map(other_thing, read.roles))),
        is_elsewhere=any(map(is_elsewhere, read.roles)),
        names_focus=any(map(names_focus, read.roles)),
    )


def _strong(terms: Mapping[str, str], lexicon: Lexicon) -> Mapping[str, str]:
    return {word: term for word, term in terms.items() if not lexicon.is_common(term)}


def _plain(
    terms: Mapping[str, str], strong: Mapping[str, str], lexicon: Lexicon
) -> UnderstoodQuery:
    """The request for words that are nothing else, each with its term, and which identify an
    entry.
    """
    nodes = [Term(term, weight=1.0 if word in strong else WEAK) for word, term in terms.items()]
    all_words = all_of(nodes)
    return UnderstoodQuery(
        strict=all_words,
        all_words=all_words,
        loose=Or(tuple(nodes)) if len(nodes) > 1 else None,
        marks=tuple(dict.fromkeys([(term,) for term in terms.values()])),
        telling=tuple(dict.fromkeys([((term,),) for term in strong.values()])),
        outside=tuple([word for word, term in strong.items() if not lexicon.is_named(term)]),
    )


def _outside(read: Interpreter, lexicon: Lexicon) -> tuple[str, ...]:
    """The words that are outside the scope; medicines are handled separately."""
    if read.definition:
        return ()
    return tuple(word for roles in read.roles for word in outside(roles))


def _notes(read: Interpreter, query: Query, lexicon: Lexicon) -> Iterator[Change]:
    """What readers should know besides the changes."""
    for reading in dict.fromkeys(excluded(query)):
        yield Excluded(reading.typed)
    for mention in (mention for roles in read.roles for mention in roles.mentions):
        concept = mention.concept
        own = lexicon.names.get(lexicon.analyzer.terms(concept.name)) == NAME
        if concept.kind == "member" and concept.entries and not own:
            yield MemberOf(concept.name, concept.member_is)


def _trees(
    read: Interpreter, has_words: bool, negations: Sequence[Not]
) -> tuple[Node, Node, Node | None]:
    """The strict tree, the tree with all words, and the loose tree."""
    if not read.nodes:
        # Words in no entry find nothing.
        node = _without(Or(()) if has_words else Everything(), negations)
        return node, node, None
    words = all_of([*read.nodes, *map(optional, read.extras)])
    boosts = tuple(read.boosts)
    strict = _without(Or((words, *boosts)) if boosts else words, negations)
    several = len(read.nodes) + len(read.extras) > 1
    loose = _without(Or((*read.nodes, *read.extras, *boosts)), negations) if several else None
    return strict, _without(words, negations), loose


def understand_verbatim(query: Query, lexicon: Lexicon) -> UnderstoodQuery:
    """Understand a query exactly as typed: nothing is corrected or added."""
    nodes = verbatim_words(query.parts, lexicon)
    node = _without(all_of(nodes) if nodes else Everything(), _negations(query, lexicon))
    node = bounded(node, MOST_LEAVES)
    return UnderstoodQuery(
        strict=node, all_words=node, marks=tuple(run for one in nodes for run in marks_of(one))
    )


def may_hold_typos(query: Query, lexicon: Lexicon) -> bool:
    """Whether a query may be understood differently if rare words are treated as misspelt
    names.

    Faster than understanding it again.
    """
    wanted = [part for part in query.parts if not isinstance(part, Not)]
    words, others = words_in(wanted)
    return others or any(is_suspicious(word, lexicon) for word in words)


def _without(node: Node, negations: Sequence[Not]) -> Node:
    return And((node, *negations)) if negations else node


def _negations(query: Query, lexicon: Lexicon) -> tuple[Not, ...]:
    return tuple(Not(verbatim(part.part, lexicon)) for part in query.parts if isinstance(part, Not))


def _intent(read: Interpreter) -> Intent:
    names = [(name, roles.typed_at(name.places)) for roles in read.roles for name in roles.names]
    single = [name.entries[0] for name, _ in names if len(name.entries) == 1]
    single.extend(entry for roles in read.roles for entry in compared_by_a_word(roles))
    ambiguous = (
        AmbiguousName(typed, name.entries) for name, typed in names if len(name.entries) > 1
    )
    mentioned = dict.fromkeys(one.concept for roles in read.roles for one in roles.mentions)
    concepts: dict[ConceptKind, tuple[Concept, ...]] = dict.fromkeys(CONCEPT_KINDS, ())
    for one in mentioned:
        concepts[one.kind] += (one,)
    question = read.roles[0].question if read.roles else Question()
    subjects = tuple({one.id: one for one in single if one.kind == "intervention"}.values())
    stopping = read.lexicon.stopping if subjects and question.section == "stopping" else None
    names_none = not (names or subjects or concepts["member"] or concepts["class"])
    taken = read.lexicon.taken if question.mixes and names_none else None
    asked = filter(None, (*concepts["qualifier"], stopping, taken))
    return Intent(
        subjects=subjects,
        ambiguous=tuple(ambiguous),
        stages=read.stages,
        question=question,
        wants_overview=bool(read.roles) and all(map(wants_overview, read.roles)),
        wants_sources=any(roles.asks_by_author or any(roles.publication) for roles in read.roles),
        groups=tuple(dict.fromkeys(asked)),
        asks_what_to_avoid=bool(read.roles) and all(map(asks_what_to_avoid, read.roles)),
        asks_first_steps=bool(read.roles) and all(map(asks_first_steps, read.roles)),
        measures=concepts["measure"],
        medicines=concepts["member"],
        classes=concepts["class"],
        outcomes=concepts["outcome"],
        comparators=concepts["comparator"],
        body=next(filter(None, map(guideline_body, read.roles)), None),
        plausible=read.lookup.plausible,
        definition=read.definition,
    )
