"""The boxes that answer questions about one treatment, worked out by the server's own rules for
everything that can be asked: a group of people, what is taken with it, how it is given, what
guidelines say.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import get_args

from kb.model.finding import Horizon
from search.answering.answer_box import AnswerBox
from search.answering.answer_finder import AnswerFinder
from search.answering.fitting_cautions import CautionFinder
from search.indexing.documents import Document
from search.query.concepts import Concept, ConceptKind
from search.query.questions import Question
from search.query.understanding import Intent
from search.text.analyzer import Analyzer, Terms
from web.offline.search_cards import SearchPieces

TAKEN = "+"  # before the terms of what is taken with a treatment
NOTHING = 0  # no box, and no sentence about it either
# Its number, and of a box about cautions whether they are about the very drug that's named, and
# the one that a hit warns of; nothing; or None if a sentence says so.
Box = list[int] | int | None
Boxes = Mapping[str, Box]


@dataclass(frozen=True)
class BoxFinder:
    """Finds the boxes; each is kept once in `boxes`, and given by its number.

    Where nothing is found about people, or about what is taken with a medicine, a sentence says so:
    that needs no box.
    """

    pieces: SearchPieces
    boxes: dict[AnswerBox, int] = field(default_factory=dict)

    def of(self, document: Document) -> Mapping[str, Boxes]:
        """The boxes about a treatment by the question: in general, and for each medicine of its
        class those that differ.
        """
        taken = tuple(self._taken_with(document))
        every = self._found(Intent(subjects=(document,)), document.title, taken)
        usual = {key: box for key, box in every.items() if box is not None}
        found: dict[str, Boxes] = {"": {**dict.fromkeys(self._own(document), NOTHING), **usual}}
        for drug in self._members_of(document):
            own = self._found(Intent(subjects=(document,), medicines=(drug,)), drug.name, taken)
            found[drug.name] = {key: box for key, box in own.items() if usual.get(key) != box}
        return {drug: boxes for drug, boxes in found.items() if boxes}

    def _found(self, meant: Intent, said: str, taken: Iterable[Terms]) -> Boxes:
        typed = frozenset(self._analyzer.terms(said))
        found = {key: self._box(one, typed) for key, one in self._questions(meant)}
        return found | {_key(terms): self._box_taken(meant, typed, terms) for terms in taken}

    def _own(self, document: Document) -> Iterator[str]:
        """The names of a medicine among those of what is taken with others."""
        for terms in self.taken if self.is_medicine(document) else ():
            if not self._cautions.takes_beside(document, frozenset(terms)):
                yield _key(terms)

    def _box(self, meant: Intent, typed: frozenset[str]) -> Box:
        found = self._finder.find(meant, typed)
        if found is None:
            return NOTHING if meant.groups else None
        if not meant.groups:
            return [self._number(found)]
        fits = bool(self._cautions.fitting(meant.subjects[0], _groups(meant), typed, meant))
        said_by_a_sentence = found.kind == "none" and found.part is None
        return None if said_by_a_sentence else [self._number(found), int(fits)]

    def _box_taken(self, meant: Intent, said: frozenset[str], terms: Terms) -> Box:
        typed, document = said.union(terms), meant.subjects[0]
        meant = self._with_taken(meant, terms)
        found = self._finder.find(meant, typed)
        if found is None:
            return NOTHING
        if found.kind == "none":
            return None
        cautions = self.pieces.library.answers[document.id].cautions
        fitting = self._cautions.fitting(document, _groups(meant), typed, meant)
        fits = int(bool(fitting))
        return [self._number(found), fits, *(cautions.index(one) for one in fitting[:1])]

    def _with_taken(self, meant: Intent, terms: Terms) -> Intent:
        concepts = self.pieces.index.lexicon.concepts.get(terms, ())
        groups = tuple(one for one in concepts if one.kind == "qualifier")
        also = tuple(one for one in concepts if one.kind == "member")
        return replace(meant, groups=groups, medicines=(*meant.medicines, *also))

    def _taken_with(self, document: Document) -> Iterator[Terms]:
        """What the cautions of a treatment, or of one of its drugs, name as taken with it."""
        if not self.asks_what_is_taken(document):
            return
        for terms in self.taken:
            meant = self._with_taken(Intent(subjects=(document,)), terms)
            asked = (document, _groups(meant), frozenset(terms), meant)
            said = self._cautions.naming(document, asked[2], meant)
            shared = self._cautions.shared(document, asked[2], meant)
            held = self._cautions.fitting(*asked) or self._cautions.of_others(*asked)
            if held or said or shared:
                yield terms

    def compared(self, one: Document, other: Document) -> Box:
        """The box that compares two treatments; None if nothing does."""
        typed = frozenset(self._analyzer.terms(f"{one.title} {other.title}"))
        meant = Intent(subjects=(one, other), question=Question(compares=True))
        found = self._finder.find(meant, typed)
        if found is None:
            return NOTHING
        return None if found.kind == "none" else [self._number(found)]

    def serious(self, document: Document) -> Mapping[str, str]:
        """The serious harms of a medicine in words, and of each drug of it where they differ."""
        return self._by_drug(document, self._finder.boxes.serious)

    def on_medicines(self, document: Document) -> Mapping[str, str]:
        """The cautions of a medicine about others in words, and of each drug where they differ."""
        if not self.is_medicine(document):
            return {"": ""}
        return self._by_drug(document, self._finder.boxes.on_medicines)

    def _by_drug(
        self, document: Document, told: Callable[[Document, Intent], str]
    ) -> Mapping[str, str]:
        asked = Intent(subjects=(document,))
        every = told(document, asked)
        drugs = {
            drug.name: told(document, replace(asked, medicines=(drug,)))
            for drug in self._members_of(document)
        }
        return {"": every, **{drug: said for drug, said in drugs.items() if said != every}}

    def alone(self, one: Concept) -> int:
        """The box about a medicine that no entry is about."""
        terms = self._analyzer.terms(one.name)
        meant = self._with_taken(Intent(), terms)
        found = self._finder.find(replace(meant, medicines=(one,)), frozenset(terms))
        if found is None:
            raise LookupError(one.name)
        return self._number(found)

    def people(self) -> Sequence[tuple[str, int]]:
        """The boxes about people, or about what is taken, without a treatment."""
        asked = {one.id: (one, frozenset[str]()) for one in self._of_kind("qualifier")}
        for terms in self.taken:
            for one in self.pieces.index.lexicon.concepts.get(terms, ()):
                if one.kind == "qualifier":
                    asked[_key(terms)] = (one, frozenset(terms))
        boxes = (
            (key, self._finder.find(Intent(groups=(one,)), typed))
            for key, (one, typed) in asked.items()
        )
        return [(key, self._number(box)) for key, box in boxes if box]

    def called(self, document: Document) -> Iterable[Iterable[str]]:
        """The terms of all names of a treatment that has cautions about what is taken with it."""
        asked = self.asks_what_is_taken(document)
        return self._cautions.called(document) if asked else ()

    def _number(self, found: AnswerBox) -> int:
        return self.boxes.setdefault(found, len(self.boxes))

    def _questions(self, meant: Intent) -> Iterator[tuple[str, Intent]]:
        """Everything that may be asked about a treatment, but for what is taken with it; of one
        medicine of a class only what may differ.
        """
        for one in self._of_kind("qualifier"):
            yield f"group:{one.id}", replace(meant, groups=(one,))
        for section in ("delivery", "cautions", "harms"):
            yield f"section:{section}", replace(meant, question=Question(section=section))
        for one in self._of_kind("measure"):
            yield f"measure:{one.id}", replace(meant, measures=(one,))
        if not meant.medicines:
            yield from self._other_questions(meant)

    def _other_questions(self, meant: Intent) -> Iterator[tuple[str, Intent]]:
        asked = Question(section="recommendations")
        yield "section:recommendations", replace(meant, question=asked)
        for body in sorted(self.pieces.index.lexicon.body_terms):
            yield f"body:{body}", replace(meant, body=body)
        for stage in self.pieces.library.vocabulary.stages.values():
            yield f"stage:{stage.id}", replace(meant, stages=(stage,))
        for horizon in get_args(Horizon):
            yield f"horizon:{horizon}", replace(meant, question=Question(horizon=horizon))

    @cached_property
    def taken(self) -> Mapping[Terms, str]:
        """What may be taken with a treatment, by the terms of each of its names, as readers are
        told of it.
        """
        found = {self._analyzer.terms(name): name for name in self._cautions.names_of_taken}
        medicines = [one for one in self._medicines if self._cautions.is_medicine(one)]
        called = (
            (
                terms,
                next(
                    filter(None, (self._cautions.beside(one, {*terms}) for one in medicines)), name
                ),
            )
            for terms, name in found.items()
            if terms
        )
        return dict(called)

    def asks_what_is_taken(self, document: Document) -> bool:
        """Whether anything can be said of what is taken with a treatment."""
        return self._cautions.is_medicine(document) or self._cautions.warns_of_taken(document)

    def is_medicine(self, document: Document) -> bool:
        """Whether it is about a class of medicines."""
        return self._cautions.is_medicine(document)

    def _members_of(self, document: Document) -> Iterator[Concept]:
        own = {name.lower() for name in document.names}
        for one in self._of_kind("member"):
            if document.id in one.entries and one.name.lower() not in own:
                yield one

    def _of_kind(self, kind: ConceptKind) -> Iterator[Concept]:
        yield from (one for one in self._concepts if one.kind == kind)

    @cached_property
    def _concepts(self) -> tuple[Concept, ...]:
        known = self.pieces.index.lexicon.concepts.values()
        return tuple(dict.fromkeys(one for some in known for one in some))

    @property
    def _medicines(self) -> tuple[Document, ...]:
        return tuple(filter(self.is_medicine, self.pieces.index.content.documents.values()))

    @property
    def _analyzer(self) -> Analyzer:
        return self.pieces.index.lexicon.analyzer

    @cached_property
    def _cautions(self) -> CautionFinder:
        return CautionFinder(self.pieces.library, self._analyzer)

    @cached_property
    def _finder(self) -> AnswerFinder:
        index = self.pieces.index
        return AnswerFinder(
            self.pieces.library,
            index.content.documents,
            self._analyzer,
            self._cautions,
            index.entries,
        )


def _key(terms: Terms) -> str:
    return TAKEN + " ".join(terms)


def _groups(meant: Intent) -> frozenset[str]:
    return frozenset(one.id for one in meant.groups)
