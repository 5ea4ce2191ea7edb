"""Interprets the parts of a parsed query one after another and collects the results."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kb.model.collection import Stage
from search.engines.query_tree import Joined, Node, Or, Phrase, Prefix, Synonym, Term
from search.indexing.fields import whole_name
from search.query.definitions import Definition
from search.query.lexicon import EXPANSIONS, Lexicon
from search.query.query_changes import Change, SeveralStages, StagePreferred
from search.query.word_lookup import WordLookup
from search.query.word_nodes import AMONG_OTHERS, ONLY_THE_NAME, all_of, boosts, parts
from search.query.word_roles import WordRoles, definition, stages, understood_words
from search.text.analyzer import Terms
from search.text.english import STOP_WORDS

SYNONYM_FIELD = ("synonyms",)  # the field that `synonym:` looks in
FEWEST_EXPANSIONS = 4  # terms that each of many prefixes may stand for


@dataclass
class Interpreter:
    """The interpretation of the parts of a query; what is derived is for when all are read.

    `nodes` must match, `extras` add to the score, `boosts` raise entries by name. `expansions` is
    how many terms each prefix may expand to. `alone` means that words are the only part.
    """

    lexicon: Lexicon
    stop_words: frozenset[str]
    expansions: int
    lookup: WordLookup
    alone: bool
    nodes: list[Node] = field(default_factory=list)
    extras: list[Node] = field(default_factory=list)
    boosts: list[Term] = field(default_factory=list)
    marks: list[Terms] = field(default_factory=list)
    telling: list[tuple[Terms, ...]] = field(default_factory=list)
    roles: list[WordRoles] = field(default_factory=list)
    is_a_name: bool = False
    definition: Definition | None = None

    @cached_property
    def understood(self) -> frozenset[str]:
        """The typed words that aren't searched for because they belong to the question."""
        return frozenset[str]().union(*map(understood_words, self.roles))

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The stages named."""
        return next(filter(None, map(stages, self.roles)), ())

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What was changed."""
        names = tuple(stage.name for stage in self.stages) if self.nodes else ()
        looked_up = tuple(self.lookup.changes(bool(self.nodes), self.understood))
        if not names:
            return looked_up
        return (*looked_up, StagePreferred(names[0]) if len(names) == 1 else SeveralStages(names))

    def read(self, part: Node | list[str]) -> None:
        """Read one part of the query; a list holds words typed side by side."""
        match part:
            case list():
                self._words(part)
            case Term(text):
                self._words([text])
            case Joined(typed):
                self._words(typed)
            case _:
                node = self._other(part)
                self.nodes.extend([node] if node is not None else [])

    def _words(self, typed: Sequence[str]) -> None:
        words = self.lookup.read(typed, self.stop_words)
        roles = WordRoles(words, self.lexicon, self.stop_words)
        self.roles.append(roles)
        for part in parts(roles):
            (self.nodes if part.required else self.extras).append(part.node)
            self.marks.extend(part.marks)
            self.telling.extend([part.ways] if part.ways else [])
        if not self.nodes:
            self.nodes, self.extras = self.extras, []
        self.boosts.extend(boosts(roles, self.alone))
        self.is_a_name = self.alone and roles.is_a_name
        self.definition = definition(roles) if self.alone else None

    def _other(self, part: Node) -> Node | None:
        match part:
            case Phrase(typed):
                return self._phrase(typed)
            case Prefix(text):
                return self._prefix(text)
            case Synonym(typed):
                terms = self._known(typed)
                return all_of([Term(term, SYNONYM_FIELD) for term in terms]) if terms else None
            case Or(alternatives):
                return self._either(alternatives)
            case _:
                raise ValueError(f"{type(part).__name__} is never a part of its own")

    def _either(self, alternatives: Sequence[Node]) -> Node | None:
        inner = Interpreter(
            self.lexicon, self.stop_words, self.expansions, self.lookup, alone=False
        )
        inner.boosts, inner.marks, inner.roles = self.boosts, self.marks, self.roles
        for one in alternatives:
            inner.read(one)
        return Or(tuple(inner.nodes)) if inner.nodes else None

    def _phrase(self, typed: tuple[str, ...]) -> Node | None:
        terms = self._known(typed)
        if terms and terms in self.lexicon.names:
            rarest = max(map(self.lexicon.idf, terms))
            weight = ONLY_THE_NAME * len(terms) if self.alone else AMONG_OTHERS * rarest
            self.boosts.append(Term(whole_name(terms), (self.lexicon.names[terms],), weight))
            self.is_a_name = self.alone
        return Phrase(terms) if terms else None

    def _known(self, typed: tuple[str, ...]) -> Terms:
        """The terms of words that must all be known; empty if one is unknown."""
        found = [self.lookup.terms(word) for word in typed]
        if not all(found):
            self.lookup.unknown.append(" ".join(typed))
            return ()
        terms = tuple(term for some in found for term in some)
        self.marks.append(terms)
        return terms

    def _prefix(self, text: str) -> Node | None:
        found = self.lexicon.terms_beginning(text)[: self.expansions]
        if not found:
            self.lookup.unknown.append(f"{text}*")
            return None
        self.marks.extend((term,) for term in found)
        return Or(tuple(Term(term) for term in found))


def interpret(wanted: Sequence[Node], lexicon: Lexicon, suspicious: bool) -> Interpreter:
    """Interpret the required parts; stop words count only if there is nothing else."""
    groups = tuple(_grouped(wanted))
    expansions = max(FEWEST_EXPANSIONS, EXPANSIONS // max(1, _prefixes(wanted)))
    for stop_words in (STOP_WORDS, frozenset[str]()):
        lookup = WordLookup(lexicon, suspicious)
        read = Interpreter(lexicon, stop_words, expansions, lookup, alone=len(groups) == 1)
        for part in groups:
            read.read(part)
        if read.nodes or lookup.unknown:
            break
    return read


def words_in(wanted: Sequence[Node]) -> tuple[list[str], bool]:
    """The words among the parts, and whether there are other parts."""
    groups = tuple(_grouped(wanted))
    words = [word for part in groups if isinstance(part, list) for word in part]
    return words, any(not isinstance(part, list) for part in groups)


def _grouped(parts: Iterable[Node]) -> Iterator[Node | list[str]]:
    """The parts, with adjacent words grouped in lists."""
    words: list[str] = []
    for part in parts:
        if isinstance(part, Term):
            words.append(part.text)
        elif isinstance(part, Joined):
            words.extend(part.words)
        else:
            if words:
                yield words
                words = []
            yield part
    if words:
        yield words


def _prefixes(parts: Sequence[Node]) -> int:
    return sum(
        isinstance(part, Prefix) + (_prefixes(part.parts) if isinstance(part, Or) else 0)
        for part in parts
    )
