"""From the query as typed to what an engine is asked: terms, equal words, names, repaired slips, each change in a sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from search.index import whole
from search.lexicon import EXPANSIONS, Lexicon
from search.query import And, Everything, Node, Not, Or, Phrase, Prefix, Query, Term
from search.text import STOP_WORDS, term

# What a name found in the query adds for the entry that has it. A query that is nothing but the name puts the entry first
# whatever else is written about it; a name among other words lifts it the more, the more telling its rarest word is.
ONLY_THE_NAME = 100.0  # for each of its words
AMONG_OTHERS = 3.0
SHOWN = 40  # letters of a word repeated to the reader
LONGEST_RUN = 8  # words of the longest name or equal that is looked for

Run = tuple[str, ...]


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


def understand(query: Query, lexicon: Lexicon) -> Understood:
    """What a typed query asks of an engine; without words, everything."""
    wanted = [part for part in query.parts if not isinstance(part, Not)]
    denied = tuple(Not(_denied(part.part, lexicon)) for part in query.parts if isinstance(part, Not))
    reading = _read(wanted, lexicon)
    if not reading.nodes:
        rest = Or(()) if wanted else Everything()  # words that no entry holds find nothing
        node = _without(rest, denied)
        return Understood(node, node, None, False, (), reading.sentences())
    words = And(tuple(reading.nodes)) if len(reading.nodes) > 1 else reading.nodes[0]
    lifts, named = _lifts(reading.runs, len(wanted), lexicon)
    return Understood(
        strict=_without(Or((words, *lifts)) if lifts else words, denied),
        all_words=_without(words, denied),
        loose=_without(Or((*reading.nodes, *lifts)), denied) if len(reading.nodes) > 1 else None,
        named=named,
        marks=tuple(dict.fromkeys(reading.marks)),
        changed=reading.sentences(),
    )


def _without(node: Node, denied: tuple[Not, ...]) -> Node:
    return And((node, *denied)) if denied else node


@dataclass
class _Reading:
    """A query while it is read: what it comes to so far."""

    lexicon: Lexicon
    left_out: frozenset[str]
    room: int  # terms each prefix may stand for
    nodes: list[Node] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    marks: list[Run] = field(default_factory=list)
    repaired: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    def sentences(self) -> tuple[str, ...]:
        """What was changed, for the reader."""
        repairs = [f"No entry holds {_quoted(typed)}; {_quoted(word)} was searched for instead." for typed, word in self.repaired.items()]
        end = "; it was left out." if self.nodes else "."
        return (*repairs, *(f"No entry holds {_quoted(word)}{end}" for word in dict.fromkeys(self.unknown)))

    def known(self, word: str) -> str | None:
        """The term of a typed word, repaired where no entry holds it; None where nothing is near."""
        if term(word) in self.lexicon.terms:
            return term(word)
        near = None if word in STOP_WORDS else self.lexicon.nearest(word)
        if near is None:
            return None
        self.repaired[word] = near
        return term(near)

    def read_run(self, typed: Sequence[str]) -> None:
        """Words side by side that were typed without quotes."""
        known = [self.known(word) for word in typed]
        self.runs.append(tuple(found or term(word) for found, word in zip(known, typed, strict=True)))
        at = 0
        while at < len(typed):
            at += self._read_alike(self.runs[-1][at : at + LONGEST_RUN]) or self._read_word(typed[at], known[at])

    def _read_alike(self, run: Run) -> int:
        """The longest beginning of the run that the vocabulary says in other ways too; how many words it takes."""
        for length in range(len(run), 0, -1):
            others = self.lexicon.alike.get(run[:length])
            if others:
                self._add(run[:length], others)
                return length
        return 0

    def _add(self, run: Run, others: tuple[Run, ...]) -> None:
        telling = tuple(Term(one) for one in run if one not in STOP_WORDS) or tuple(Term(one) for one in run)
        same = And(telling) if len(telling) > 1 else telling[0]
        self.nodes.append(Or((same, *(_side_by_side(other) for other in others))))
        self.marks.extend([*((part.text,) for part in telling), *others])

    def _read_word(self, typed: str, found: str | None) -> int:
        if typed in self.left_out:
            return 1
        if found is None:
            self.unknown.append(typed)
        else:
            self.nodes.append(Term(found))
            self.marks.append((found,))
        return 1

    def read_other(self, part: Node) -> None:
        """A phrase, a prefix, or parts joined by OR."""
        node = self._other(part)
        if node is not None:
            self.nodes.append(node)

    def _other(self, part: Node) -> Node | None:
        match part:
            case Phrase(typed):
                return self._phrase(typed)
            case Prefix(text):
                return self._prefix(text)
            case Or(parts):
                inner = _Reading(
                    self.lexicon, self.left_out, self.room, runs=self.runs, marks=self.marks, repaired=self.repaired, unknown=self.unknown
                )
                for one in parts:
                    _read_part(one, inner)
                return Or(tuple(inner.nodes)) if inner.nodes else None
            case _:
                raise ValueError(f"{type(part).__name__} is not read on its own")

    def _phrase(self, typed: Run) -> Node | None:
        known = [self.known(word) for word in typed]
        run = tuple(one for one in known if one is not None)
        if len(run) < len(typed):
            self.unknown.append(" ".join(typed))
            return None
        self.runs.append(run)
        self.marks.append(run)
        return Phrase(run)

    def _prefix(self, text: str) -> Node | None:
        found = self.lexicon.beginning(text)[: self.room]
        if not found:
            self.unknown.append(f"{text}*")
            return None
        self.marks.extend((one,) for one in found)
        return Or(tuple(Term(one) for one in found))


def _quoted(word: str) -> str:
    return f"\u201c{word}\u201d" if len(word) <= SHOWN else f"\u201c{word[:SHOWN]}\u2026\u201d"


def _read(wanted: Sequence[Node], lexicon: Lexicon) -> _Reading:
    """Read the wanted parts; stop words count only where there is nothing else."""
    for left_out in (STOP_WORDS, frozenset[str]()):
        reading = _Reading(lexicon, left_out, max(4, EXPANSIONS // max(1, _prefixes(wanted))))
        for part in _gathered(wanted):
            _read_part(part, reading)
        if reading.nodes or reading.unknown:
            break
    return reading


def _gathered(parts: Sequence[Node]) -> Iterator[Node | list[str]]:
    """The parts with words side by side gathered into lists."""
    run: list[str] = []
    for part in parts:
        if isinstance(part, Term):
            run.append(part.text)
            continue
        if run:
            yield run
            run = []
        yield part
    if run:
        yield run


def _read_part(part: Node | list[str], reading: _Reading) -> None:
    if isinstance(part, list):
        reading.read_run(part)
    elif isinstance(part, Term):
        reading.read_run([part.text])
    else:
        reading.read_other(part)


def _prefixes(parts: Sequence[Node]) -> int:
    return sum(isinstance(part, Prefix) + (_prefixes(part.parts) if isinstance(part, Or) else 0) for part in parts)


def _denied(part: Node, lexicon: Lexicon) -> Node:
    """What must not match, exactly as typed: neither repaired nor said in other ways."""
    match part:
        case Phrase(typed):
            return Phrase(tuple(term(word) for word in typed))
        case Prefix(text):
            return Or(tuple(Term(one) for one in lexicon.beginning(text)))
        case Term(text):
            return Term(term(text))
        case _:
            raise ValueError(f"{type(part).__name__} cannot be denied")


def _side_by_side(run: Run) -> Node:
    return Phrase(run) if len(run) > 1 else Term(run[0])


def _lifts(runs: Sequence[Run], wanted: int, lexicon: Lexicon) -> tuple[tuple[Term, ...], bool]:
    """For every name among the words a term that lifts the entry of that name; and whether the words are nothing but a name."""
    lifts: dict[Run, Term] = {}
    for run in runs:
        for start in range(len(run)):
            for end in range(start + 1, min(len(run), start + LONGEST_RUN) + 1):
                if run[start:end] in lexicon.names:
                    lifts[run[start:end]] = _lift(run[start:end], AMONG_OTHERS * max(map(lexicon.rarity, run[start:end])), lexicon)
    named = len(runs) == 1 and runs[0] in lexicon.names and wanted in (1, len(runs[0]))
    if named:
        lifts[runs[0]] = _lift(runs[0], ONLY_THE_NAME * len(runs[0]), lexicon)
    return tuple(lifts.values()), named


def _lift(name: Run, weight: float, lexicon: Lexicon) -> Term:
    """The entry called so; where none is called so, those known by the name."""
    return Term(whole(name), (lexicon.names[name],), weight)
