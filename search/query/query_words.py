"""Words side by side as parts of a query tree: which are names, which only ask, which tell nothing, and what each must count."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kb.model.collection import Stage
from search.engines.query_tree import And, Everything, Node, Or, Phrase, Term
from search.indexing.documents import Document
from search.indexing.fields import CALLED, whole
from search.query.definitions import Definition, defined
from search.query.lexicon import Lexicon
from search.query.questions import AGAINST, OPENINGS, OVERALL, Question, question
from search.query.spelling_repairs import Read
from search.text.tokenizer import STOP_WORDS, term, terms, words

# What a name found in the query adds for the entry that has it. A query that is nothing but the name puts the entry first
# whatever else is written about it; a name among other words lifts it the more, the more telling its rarest word is.
ONLY_THE_NAME = 100.0  # for each of its words
AMONG_OTHERS = 3.0
BY_AUTHOR = 9.0  # the name of an author, who is seldom named for anything else
OF_EVERYTHING = 6.0  # the name of what the whole collection is about, whose words tell nothing
FAINT = 0.15  # what a word counts that says what the whole collection is about, beside words that say more
AUTHORS = ("authors",)  # the field of who wrote a publication
LONGEST_RUN = 8  # words of the longest name or equal that is looked for
BETWEEN = AGAINST | {"and"}  # what stands between things that are set against one another
TREATMENT = frozenset(said for phrase in OVERALL for said in phrase)
# Words that ask for a publication; they need not stand in its title.
PUBLICATIONS = frozenset(
    {
        "trial",
        "trials",
        "study",
        "studies",
        "review",
        "reviews",
        "cochrane",
        "rct",
        "rcts",
        "paper",
        "article",
    }
)

Run = tuple[str, ...]
Part = tuple[
    Node, tuple[Run, ...], bool
]  # a node, what to mark of it, and whether it must be there


@dataclass(frozen=True)
class Name:
    """A name among the words: its run of terms, where it begins among them, and the entries that have it."""

    run: Run
    start: int
    owners: tuple[Document, ...]

    @property
    def places(self) -> range:
        """Where its terms stand."""
        return range(self.start, self.start + len(self.run))


@dataclass(frozen=True)
class Wording:
    """Read words that stand side by side; a place is that of a term among the terms of all of them.

    `left_out` are the words that count only where there is nothing else.
    """

    read: tuple[Read, ...]
    lexicon: Lexicon
    left_out: frozenset[str]

    @cached_property
    def _parts(self) -> tuple[Read, ...]:
        """The part each place belongs to."""
        return tuple(part for part in self.read for _ in part.terms or ("",))

    @cached_property
    def run(self) -> Run:
        """The terms of all words; an unknown word stands for itself."""
        return tuple(one for part in self.read for one in part.terms or ("".join(part.typed),))

    @cached_property
    def asks(self) -> Question:
        """What the words ask for."""
        return question(tuple(word for part in self.read for word in part.typed))

    @cached_property
    def _found(self) -> tuple[Name, ...]:
        """The names among the words, the longest first, none within another."""
        found: list[Name] = []
        at = 0
        while at < len(self.run):
            name = next(self._names_at(at), None)
            found.extend([name] if name else [])
            at += len(name.run) if name else 1
        return tuple(found)

    def _names_at(self, at: int) -> Iterator[Name]:
        for length in range(min(LONGEST_RUN, len(self.run) - at), 0, -1):
            run = self.run[at : at + length]
            if run in self.lexicon.names and not all(
                self._is_stop(place) for place in range(at, at + length)
            ):
                name = Name(run, at, self.lexicon.owners(run))
                yield from () if self._asks_like_a_title(name) else (name,)

    def _asks_like_a_title(self, name: Name) -> bool:
        """Whether the words of a question happen to be a publication's title; who types the title of one and no question means it."""
        whole = len(name.run) == len(self.run) and self._parts[0].typed[0] not in OPENINGS
        return (
            not whole
            and any(map(self._is_asked, name.places))
            and all(owner.kind == "source" for owner in name.owners)
        )

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names that tell which entry is meant."""
        return tuple(name for name in self._found if not self._is_wide_name(name))

    def typed(self, name: Name) -> str:
        """A name as it was typed."""
        parts = {self._parts[place].at: self._parts[place].typed for place in name.places}
        return " ".join(word for typed in parts.values() for word in typed)

    @cached_property
    def _in_names(self) -> frozenset[int]:
        return frozenset(place for name in self.names for place in name.places)

    @cached_property
    def is_a_name(self) -> bool:
        """Whether the words are nothing but a name."""
        return any(len(name.run) == len(self.run) for name in self._found)

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """What the words say of how long the pain has lasted, outside names: several only where they stand beside one another."""
        found = tuple(
            stage
            for at in range(len(self.run))
            if (stage := self._stage_at(at)) and at not in self._in_names
        )
        several = self.asks.compares or any(part.typed == ("and",) for part in self.read)
        return tuple(dict.fromkeys(found)) if several else found[:1]

    @cached_property
    def body(self) -> str | None:
        """The term of who recommends, where one is named."""
        return next(
            (one for one in self.run if one in self.lexicon.bodies and one not in STOP_WORDS), None
        )

    @cached_property
    def dropped(self) -> tuple[str, ...]:
        """The words that were taken for part of a question and are not looked for."""
        return self._said(set((self.asks.asking | self.asks.overall) - self.asks.places))

    @cached_property
    def sought(self) -> tuple[str, ...]:
        """The words that were taken to ask for a section of an entry's page."""
        return self._said(set(self.asks.places))

    def _said(self, spots: set[int]) -> tuple[str, ...]:
        there = [
            place
            for place in range(len(self.run))
            if self._parts[place].at in spots and self._is_question(place)
        ]
        return (
            tuple(dict.fromkeys(" ".join(self._parts[place].typed) for place in there))
            if self._says_something
            else ()
        )

    @cached_property
    def defined(self) -> Definition | None:
        """What the vocabulary says of the word, where the words are that or ask what it means."""
        words = tuple(
            pair
            for part in self.read
            for pair in zip(part.typed, part.terms or map(term, part.typed), strict=False)
        )
        return defined(words, self.lexicon.definitions)

    @cached_property
    def overall(self) -> bool:
        """Whether everything there is on the condition is asked for."""
        return not self._strong and bool(self.asks.overall or self.stages)

    # What a place is

    def _is_stop(self, place: int) -> bool:
        typed = self._parts[place].typed
        return len(typed) == 1 and typed[0] in self.left_out

    def _is_asked(self, place: int) -> bool:
        """Part of a question as far as language goes."""
        return self._parts[place].at in self.asks.asking or self._asks_for_section(place)

    def _asks_for_all(self, place: int) -> bool:
        return self._parts[place].at in self.asks.overall and place not in self._in_names

    def _asks_for_section(self, place: int) -> bool:
        return self._parts[place].at in self.asks.places

    @cached_property
    def _subject(self) -> tuple[int, ...]:
        """The places that tell which entry is meant, whatever is asked of it."""
        places = range(len(self.run))
        asking = (self._is_faint, self._is_open, self._asks_for_all)
        return tuple(
            one for one in places if self._is_word(one) and not any(asks(one) for asks in asking)
        )

    def _is_open(self, place: int) -> bool:
        """Part of a question, and of nothing that has a name."""
        return self._is_asked(place) and place not in self._in_names

    def _is_question(self, place: int) -> bool:
        """Part of a question; what asks for a section of a page is so only where something is said of whose page, and what asks for
        everything only where nothing is."""
        whose = bool(self.names or self._subject)
        if self._asks_for_section(place):
            return self._is_open(place) and whose and not self._by_author
        return self._is_open(place) or (self._asks_for_all(place) and not whose)

    def _is_word(self, place: int) -> bool:
        return bool(self._parts[place].terms) and not self._is_stop(place)

    def _is_telling(self, place: int) -> bool:
        return self._is_word(place) and not self._is_question(place)

    def _stage_at(self, place: int) -> Stage | None:
        return self.lexicon.stages.get(self.run[place : place + 1])

    def _is_publication(self, place: int) -> bool:
        return self._parts[place].typed[0] in PUBLICATIONS and place not in self._in_names

    def _is_faint(self, place: int) -> bool:
        """Tells nothing, or little, about which entry is meant."""
        return place not in self._in_names and (
            self.lexicon.is_wide(self.run[place])
            or self._stage_at(place) is not None
            or self._is_publication(place)
        )

    def _is_wide_name(self, name: Name) -> bool:
        return all(
            self.lexicon.is_wide(self.run[place]) or self._is_stop(place) for place in name.places
        )

    @cached_property
    def _says_something(self) -> bool:
        return any(map(self._is_telling, range(len(self.run))))

    @cached_property
    def _misses_something(self) -> bool:
        """Whether a word that no entry holds may be what is asked about."""
        missed = (
            place
            for place in range(len(self.run))
            if not self._parts[place].terms and not self._is_stop(place)
        )
        return any(not self._is_asked(place) and not self._asks_for_all(place) for place in missed)

    @cached_property
    def _strong(self) -> tuple[int, ...]:
        """The places that tell which entry is meant."""
        return tuple(
            place
            for place in range(len(self.run))
            if self._is_telling(place) and not self._is_faint(place)
        )

    # The parts of the tree

    def parts(self) -> Iterator[Part]:
        """What to look for, in the order of the words; nothing where all that is known of them only asks."""
        if self._misses_something and not self._says_something:
            return
        sides: dict[int, list[Part]] = {}
        for place, part in self._parts_by_place():
            if place in self._sides:
                sides.setdefault(self._sides[place], []).append(part)
            else:
                yield part
        if sides:
            yield _either(tuple(sides.values()))

    def _parts_by_place(self) -> Iterator[tuple[int, Part]]:
        place = 0
        while place < len(self.run):
            part = self._parts[place]
            if not self._is_word(place) or (self._says_something and self._is_question(place)):
                yield from ((place, one) for one in self._asked_for(part, place))
                place += max(1, len(part.terms))
                continue
            length = self._alike(place)
            yield place, self._equals(place, length) if length else self._plain(part, place)
            place += length or len(part.terms)

    @cached_property
    def _sides(self) -> Mapping[int, int]:
        """The side on which each telling word stands where things are set against one another, which need not be named together."""
        if not self.asks.compares:
            return {}
        sides: dict[int, int] = {}
        side = 0
        for place in range(len(self.run)):
            between = place not in self._in_names and self._parts[place].typed[0] in BETWEEN
            side += between
            if place in self._strong and not between:
                sides[place] = side
        if len(set(sides.values())) < 2:
            sides = {place: name.start for name in self.names for place in name.places}
        return sides if len(set(sides.values())) > 1 else {}

    def _asked_for(self, part: Read, place: int) -> Iterator[Part]:
        """A word that asks for a section lifts what speaks of it, where no name says whose page is meant."""
        if part.terms and not self.names and self._asks_for_section(place):
            yield (
                _all(tuple(Term(one, weight=FAINT) for one in part.terms)),
                tuple((one,) for one in part.terms),
                False,
            )

    def _alike(self, place: int) -> int:
        """How many words from here on the vocabulary says in other ways too, where they tell something; 0 for none."""
        for length in range(min(LONGEST_RUN, len(self.run) - place), 0, -1):
            if self.run[place : place + length] in self.lexicon.alike:
                faint = self._strong and all(map(self._is_faint, range(place, place + length)))
                return 0 if faint else length
        return 0

    def _equals(self, place: int, length: int) -> Part:
        run = self.run[place : place + length]
        others = self.lexicon.alike[run]
        telling = tuple(one for one in run if one not in STOP_WORDS) or run
        same = _all(tuple(map(Term, telling)))
        return (
            Or((same, *map(_side_by_side, others))),
            (*((one,) for one in telling), *others),
            True,
        )

    def _plain(self, part: Read, place: int) -> Part:
        faint = bool(self._strong) and self._is_faint(place)
        kind = self._asks_for_all(place) and bool(
            self._subject
        )  # "treatment" beside what is treated
        weight = FAINT if kind or (faint and not self._is_publication(place)) else 1.0
        written = _all(tuple(Term(one, weight=weight) for one in part.terms))
        if self._by_author and self.run[place] in self.lexicon.naming.authors:
            written = Or(
                (
                    written,
                    Term(
                        self.run[place], AUTHORS, BY_AUTHOR * self.lexicon.rarity(self.run[place])
                    ),
                )
            )
        node: Node = Or((written, _all(tuple(map(Term, part.also))))) if part.also else written
        return (
            node,
            tuple((one,) for one in (*part.terms, *part.also)),
            not (kind or (faint and self._is_publication(place))),
        )

    @cached_property
    def compared(self) -> tuple[Document, ...]:
        """Interventions that are not named in full but by a word of their own in a question that sets things against one another."""
        if not self.asks.compares:
            return ()
        words = [self.run[place] for place in self._strong if place not in self._in_names]
        found = [(word, self.lexicon.titled.get(word, ())) for word in words]
        meant = [
            owners if len(owners) == 1 else tuple(one for one in owners if _is_kind_of(word, one))
            for word, owners in found
        ]
        return tuple(owners[0] for owners in meant if len(owners) == 1)

    # What lifts single entries

    def lifts(self, alone: bool) -> Iterator[Term]:
        """A term for every name, which lifts its entries; `alone` says that there are no other parts of the query."""
        if alone and self.is_a_name:
            yield self._lift(self.run, ONLY_THE_NAME * len(self.run))
        elif publications := [
            name for name in self.names if all(owner.kind == "source" for owner in name.owners)
        ]:
            yield from (
                self._lift(name.run, ONLY_THE_NAME * len(name.run)) for name in publications
            )
        elif self.names:
            yield from (
                self._lift(name.run, AMONG_OTHERS * self._rarity(name))
                for name in ([] if self._by_author else self.names)
            )
        elif not any(self.lexicon.tells(self.run[place]) for place in self._strong):
            yield from self._lifts_of_everything()

    def _lifts_of_everything(self) -> Iterator[Term]:
        """What the collection is about is meant by its name, or where nothing else is said."""
        focus = self.lexicon.focus
        if self._found:
            yield from (self._lift(name.run, OF_EVERYTHING) for name in self._found)
        elif (
            focus
            and not self._strong
            and (
                any(map(self.lexicon.is_wide, self.run)) or (self.asks.overall and not self.stages)
            )
        ):
            yield Term(
                whole(terms(focus.title)),
                (CALLED,),
                ONLY_THE_NAME if self.overall else OF_EVERYTHING,
            )

    def _rarity(self, name: Name) -> float:
        return max(map(self.lexicon.rarity, name.run))

    @cached_property
    def _by_author(self) -> bool:
        """Whether a publication is asked for by who wrote it or when."""
        others = [place for place in self._subject if place not in self._in_names]
        return any(
            self.run[place] in self.lexicon.naming.authors or _is_year(self.run[place])
            for place in others
        )

    def _lift(self, run: Run, weight: float) -> Term:
        """The entry called so; where none is called so, those known by the name."""
        return Term(whole(run), (self.lexicon.names[run],), weight)


def optional(node: Node) -> Node:
    """What need not be there, and counts where it is."""
    return Or((Everything(), node))


def _all(nodes: Sequence[Node]) -> Node:
    return And(tuple(nodes)) if len(nodes) > 1 else nodes[0]


def _either(sides: Sequence[Sequence[Part]]) -> Part:
    """Any of the sides; of each, all."""
    nodes = tuple(_all([node for node, _, _ in side]) for side in sides)
    return Or(nodes), tuple(run for side in sides for _, runs, _ in side for run in runs), True


def _is_kind_of(word: str, document: Document) -> bool:
    """Whether an entry is called a treatment by the word: exercise therapy."""
    return all(
        one == word or said in TREATMENT
        for said, one in zip(words(document.title), terms(document.title), strict=True)
    )


def _side_by_side(run: Run) -> Node:
    return Phrase(run) if len(run) > 1 else Term(run[0])


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal() and text[:2] in ("19", "20")
