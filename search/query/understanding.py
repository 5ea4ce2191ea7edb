"""From the query as typed to what an engine is asked: terms, equal words, names, repaired slips, each change in a sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kb.model.collection import Stage
from search.engines.query_tree import (
    And,
    Everything,
    Joined,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Synonym,
    Term,
)
from search.indexing.documents import Document
from search.indexing.fields import whole
from search.query.definitions import Definition
from search.query.lexicon import EXPANSIONS, Lexicon
from search.query.parser import Query
from search.query.query_words import AMONG_OTHERS, ONLY_THE_NAME, Wording, optional
from search.query.questions import Question, question
from search.query.spelling_repairs import Reader, quoted, rare_slip
from search.text.tokenizer import STOP_WORDS, term

SYNONYMS = ("synonyms",)  # the field that `synonym:` looks in

Run = tuple[str, ...]


@dataclass(frozen=True)
class Meaning:
    """A word or phrase of the query, and the entries it may mean."""

    words: str
    entries: tuple[Document, ...]


@dataclass(frozen=True)
class Asked:
    """What the words were understood to ask for: entries by name, words with several meanings, a stage, and what of all that.

    `body` is the term of who recommends. `likely` are known words by the unknown ones they may have been typed for, `defined` is
    what a word means that is all there is.
    """

    subjects: tuple[Document, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    stages: tuple[Stage, ...] = ()
    question: Question = question(())
    overall: bool = False
    body: str | None = None
    likely: Mapping[str, str] = field(default_factory=dict)
    defined: Definition | None = None

    @property
    def stage(self) -> Stage | None:
        """The stage, where one is named."""
        return self.stages[0] if len(self.stages) == 1 else None


@dataclass(frozen=True)
class Understood:
    """What to ask: `strict` (all words, or the name of an entry), `all_words` (without names), `loose` (any word; None for one word).

    `named` says that the whole query is a name. `marks` are the runs of terms to mark in excerpts, `changed` sentences for the reader.
    """

    strict: Node
    all_words: Node
    loose: Node | None
    named: bool
    marks: tuple[Run, ...]
    changed: tuple[str, ...]
    asked: Asked = Asked()


def understand(query: Query, lexicon: Lexicon, *, doubting: bool = False) -> Understood:
    """What a typed query asks of an engine; without words, everything. `doubting` takes rare words for slips of names."""
    wanted = tuple(part for part in query.parts if not isinstance(part, Not))
    denied = _denials(query, lexicon)
    reading = _read(wanted, lexicon, doubting)
    if not reading.nodes:
        rest = Or(()) if wanted else Everything()  # words that no entry holds find nothing
        node = _without(rest, denied)
        return Understood(node, node, None, False, (), reading.sentences(), reading.asked())
    words = _all([*reading.nodes, *map(optional, reading.extras)])
    lifts = tuple(reading.lifts)
    several = len(reading.nodes) + len(reading.extras) > 1
    return Understood(
        strict=_without(Or((words, *lifts)) if lifts else words, denied),
        all_words=_without(words, denied),
        loose=_without(Or((*reading.nodes, *reading.extras, *lifts)), denied) if several else None,
        named=reading.named,
        marks=tuple(dict.fromkeys(reading.marks)),
        changed=reading.sentences(),
        asked=reading.asked(),
    )


def exactly(query: Query, lexicon: Lexicon) -> Understood:
    """What a typed query asks where nothing is to be read into it: all its words, neither repaired nor said in other ways."""
    wanted = [part for part in query.parts if not isinstance(part, Not)]
    telling = [
        part for part in wanted if not (isinstance(part, Term) and part.text in STOP_WORDS)
    ] or wanted
    nodes = [_exact(part, lexicon) for part in telling]
    node = _without(_all(nodes) if nodes else Everything(), _denials(query, lexicon))
    return Understood(
        node, node, None, False, tuple(run for one in nodes for run in _runs(one)), ()
    )


def _all(nodes: Sequence[Node]) -> Node:
    return And(tuple(nodes)) if len(nodes) > 1 else nodes[0]


def _without(node: Node, denied: tuple[Not, ...]) -> Node:
    return And((node, *denied)) if denied else node


def _denials(query: Query, lexicon: Lexicon) -> tuple[Not, ...]:
    return tuple(Not(_exact(part.part, lexicon)) for part in query.parts if isinstance(part, Not))


@dataclass
class _Reading:
    """A query while it is read: what it comes to so far."""

    lexicon: Lexicon
    left_out: frozenset[str]
    room: int  # terms each prefix may stand for
    reader: Reader
    alone: bool  # whether the words stand side by side without anything else
    nodes: list[Node] = field(default_factory=list)
    extras: list[Node] = field(default_factory=list)
    lifts: list[Term] = field(default_factory=list)
    marks: list[Run] = field(default_factory=list)
    wordings: list[Wording] = field(default_factory=list)
    named: bool = False
    defined: Definition | None = None

    def sentences(self) -> tuple[str, ...]:
        """What was changed, for the reader."""
        dropped = dict.fromkeys(word for one in self.wordings for word in one.dropped)
        sought = tuple(word for one in self.wordings for word in one.sought)
        stages = [stage.name for stage in self._stages()] if self.nodes else []
        return (
            *self.reader.sentences(bool(self.nodes), frozenset((*dropped, *sought))),
            *(
                (
                    f"{_listed(list(dropped))} {'was' if len(dropped) == 1 else 'were'} read as part of the question.",
                )
                if dropped
                else ()
            ),
            *(
                (f"{quoted(' '.join(sought))} was read as asking for a part of an entry.",)
                if sought
                else ()
            ),
            *(
                (f"Findings on {_listed(stages)} are shown where there are any.",)
                if len(stages) == 1
                else ()
            ),
            *(
                (
                    f"{_listed(stages)} were named, so none of them decides which findings are shown.",
                )
                if len(stages) > 1
                else ()
            ),
        )

    def _stages(self) -> tuple[Stage, ...]:
        return next((one.stages for one in self.wordings if one.stages), ())

    def asked(self) -> Asked:
        """What the words ask for."""
        names = [(name, one.typed(name)) for one in self.wordings for name in one.names]
        single = [name.owners[0] for name, _ in names if len(name.owners) == 1]
        single.extend(one for wording in self.wordings for one in wording.compared)
        first = self.wordings[0].asks if self.wordings else question(())
        return Asked(
            subjects=tuple({one.id: one for one in single if one.kind == "intervention"}.values()),
            meanings=tuple(
                Meaning(typed, name.owners) for name, typed in names if len(name.owners) > 1
            ),
            stages=self._stages(),
            question=first,
            overall=bool(self.wordings) and all(one.overall for one in self.wordings),
            body=next((one.body for one in self.wordings if one.body), None),
            likely=self.reader.likely,
            defined=self.defined,
        )

    def read_words(self, typed: Sequence[str]) -> None:
        """Words side by side that were typed without quotes."""
        wording = Wording(
            tuple(self.reader.read(typed, self.left_out)), self.lexicon, self.left_out
        )
        self.wordings.append(wording)
        for node, run, needed in wording.parts():
            (self.nodes if needed else self.extras).append(node)
            self.marks.extend(run)
        if not self.nodes:
            self.nodes, self.extras = self.extras, []
        self.lifts.extend(wording.lifts(self.alone))
        self.named = self.alone and wording.is_a_name
        self.defined = wording.defined if self.alone else None

    def read_other(self, part: Node) -> None:
        """A phrase, a prefix, words of a synonym, or parts joined by OR."""
        node = self._other(part)
        if node is not None:
            self.nodes.append(node)

    def _other(self, part: Node) -> Node | None:
        match part:
            case Phrase(typed):
                return self._phrase(typed)
            case Prefix(text):
                return self._prefix(text)
            case Synonym(typed):
                return self._synonym(typed)
            case Or(parts):
                return self._either(parts)
            case _:
                raise ValueError(f"{type(part).__name__} is not read on its own")

    def _either(self, parts: Sequence[Node]) -> Node | None:
        inner = _Reading(self.lexicon, self.left_out, self.room, self.reader, alone=False)
        inner.lifts, inner.marks, inner.wordings = self.lifts, self.marks, self.wordings
        for one in parts:
            _read_part(one, inner)
        return Or(tuple(inner.nodes)) if inner.nodes else None

    def _phrase(self, typed: Run) -> Node | None:
        run = self._known(typed)
        if run and run in self.lexicon.names:
            weight = (
                ONLY_THE_NAME * len(run)
                if self.alone
                else AMONG_OTHERS * max(map(self.lexicon.rarity, run))
            )
            self.lifts.append(Term(whole(run), (self.lexicon.names[run],), weight))
            self.named = self.alone
        return Phrase(run) if run else None

    def _synonym(self, typed: Run) -> Node | None:
        run = self._known(typed)
        return _all([Term(one, SYNONYMS) for one in run]) if run else None

    def _known(self, typed: Run) -> Run:
        """The terms of words that must all be there; none where one is unknown."""
        known = [self.reader.known(word) for word in typed]
        run = tuple(one for terms in known for one in terms)
        if not all(known):
            self.reader.unknown.append(" ".join(typed))
            return ()
        self.marks.append(run)
        return run

    def _prefix(self, text: str) -> Node | None:
        found = self.lexicon.beginning(text)[: self.room]
        if not found:
            self.reader.unknown.append(f"{text}*")
            return None
        self.marks.extend((one,) for one in found)
        return Or(tuple(Term(one) for one in found))


def doubtful(query: Query, lexicon: Lexicon) -> bool:
    """Whether a query may be understood otherwise when rare words are taken for slips; to see that takes less than to read it again."""
    groups = tuple(_gathered(part for part in query.parts if not isinstance(part, Not)))
    words = (word for part in groups if isinstance(part, list) for word in part)
    return any(not isinstance(part, list) for part in groups) or any(
        rare_slip(word, lexicon) for word in words
    )


def _listed(words: Sequence[str]) -> str:
    said = [quoted(word) for word in words]
    return f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else "".join(said)


def _read(wanted: Sequence[Node], lexicon: Lexicon, doubting: bool) -> _Reading:
    """Read the wanted parts; stop words count only where there is nothing else."""
    groups = tuple(_gathered(wanted))
    room = max(4, EXPANSIONS // max(1, _prefixes(wanted)))
    for left_out in (STOP_WORDS, frozenset[str]()):
        reading = _Reading(
            lexicon, left_out, room, Reader(lexicon, doubting), alone=len(groups) == 1
        )
        for part in groups:
            _read_part(part, reading)
        if reading.nodes or reading.reader.unknown:
            break
    return reading


def _gathered(parts: Iterable[Node]) -> Iterator[Node | list[str]]:
    """The parts with words side by side gathered into lists."""
    run: list[str] = []
    for part in parts:
        if isinstance(part, Term | Joined):
            run.extend([part.text] if isinstance(part, Term) else part.words)
            continue
        if run:
            yield run
            run = []
        yield part
    if run:
        yield run


def _read_part(part: Node | list[str], reading: _Reading) -> None:
    match part:
        case list():
            reading.read_words(part)
        case Term(text):
            reading.read_words([text])
        case Joined(typed):
            reading.read_words(typed)
        case _:
            reading.read_other(part)


def _prefixes(parts: Sequence[Node]) -> int:
    return sum(
        isinstance(part, Prefix) + (_prefixes(part.parts) if isinstance(part, Or) else 0)
        for part in parts
    )


def _exact(part: Node, lexicon: Lexicon) -> Node:
    """A part exactly as typed: neither repaired nor said in other ways."""
    match part:
        case Phrase(typed) | Joined(typed):
            return Phrase(tuple(map(term, typed)))
        case Synonym(typed):
            return _all([Term(term(word), SYNONYMS) for word in typed]) if typed else Or(())
        case Prefix(text):
            return Or(tuple(map(Term, lexicon.beginning(text))))
        case Or(parts):
            return Or(tuple(_exact(one, lexicon) for one in parts))
        case Term(text):
            return Term(term(text))
        case _:
            raise ValueError(f"{type(part).__name__} is not read on its own")


def _runs(node: Node) -> Iterator[Run]:
    """What to mark of an exact part."""
    match node:
        case Term(text):
            yield (text,)
        case Phrase(run):
            yield run
        case Or(parts) | And(parts):
            for part in parts:
                yield from _runs(part)
