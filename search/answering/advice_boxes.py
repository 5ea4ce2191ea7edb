"""Answer boxes about whether something that people ask for, such as a scan, is needed."""

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from kb.model.collection import Term as Word
from kb.model.library import Library
from search.answering import messages, reading_words
from search.answering.answer_box import AnswerBox
from search.engines.protocol import MOST_LEAVES, EngineRequest
from search.engines.query_tree import Or, Phrase, Term
from search.indexing.documents import Document
from search.query.understanding import Intent
from search.text.analyzer import Analyzer, Terms
from search.text.english import ADVICE_WORDS, FILLERS, HURTING_WORDS, REQUESTING_WORDS, STOP_WORDS

MOST_CLAIMS = 1_000  # that are looked through for a name


def claim_box(library: Library, document: Document) -> AnswerBox | None:
    """The box for a claim, if it is one of the library's."""
    claim = library.claims.get(document.id)
    if claim is None:
        return None
    text = messages.checked(claim.claim, claim.verdict, reading_words.reasons(claim))
    return AnswerBox("claim", text, claim.id, None, document.url)


@dataclass(frozen=True)
class AdviceBoxes:
    """Makes these boxes; `focus` are the terms of what the collection is about."""

    library: Library
    documents: Mapping[str, Document]
    analyzer: Analyzer
    entries: Callable[[EngineRequest], Sequence[Document]]
    focus: Set[str]

    def of_asked(self, intent: Intent, typed: frozenset[str]) -> AnswerBox | None:
        """The step of the pathway, and the claim, that speak of the one thing that may be needed:
        "do I need an MRI". What is asked for needs no words that say so: "MRI knee pain".
        """
        asks = intent.question.advice
        if intent.subjects or (intent.definition and not asks):
            return None
        names = self._names_of(typed - self._own) if asks else frozenset()
        names = names or self._names_of(typed - self._own - self._requesting, asked_for=True)
        held = {one.id: one for one in self._claims_with(names)} if names else {}
        says = (id for id in sorted(held) if self._says(self.library.claims[id].why, names))
        found = next(says, None)
        claim = claim_box(self.library, held[found]) if found else None
        return self._step(names, claim) if names else None

    def _step(self, names: Collection[Terms], claim: AnswerBox | None) -> AnswerBox | None:
        """The first step of the pathway that speaks of it, before the claim; else the claim."""
        condition = self.library.conditions.get(self.library.collection.focus or "")
        steps = (one for one in (condition.pathway if condition else ()) if one.what)
        step = next((one for one in steps if self._says(one.what, names)), None)
        if not condition or not step:
            return claim
        text = "\n".join(filter(None, (messages.steps([step]), claim.text if claim else "")))
        url = f"{self.documents[condition.id].url}#{step.id}"
        return AnswerBox("guideline", text, condition.id, step.id, url)

    @cached_property
    def _own(self) -> frozenset[str]:
        """The terms of the collection's subject, by all the names of what is in its name."""
        held = (
            name
            for names in self._all_names
            if any(name and self.focus >= {*name} for name in names)
            for name in names
        )
        return frozenset(self.focus).union(*held)

    @cached_property
    def _requesting(self) -> frozenset[str]:
        """The terms of words that ask for something, that tell nothing, or that tell the stage."""
        words = REQUESTING_WORDS | ADVICE_WORDS | FILLERS | STOP_WORDS | HURTING_WORDS
        stages = (one.name for one in self.library.vocabulary.stages.values())
        own = self.library.collection.own_parts
        return frozenset(self.analyzer.terms(" ".join((*words, *stages, *own))))

    def _claims_with(self, names: Collection[Terms]) -> Sequence[Document]:
        """Claims that have one of the names."""
        named = tuple(Term(*name) if len(name) == 1 else Phrase(name) for name in sorted(names))
        tree = Or(named[:MOST_LEAVES])
        of = {"kind": frozenset({"claim"})}
        return self.entries(EngineRequest(tree, filters=of, sort="name", limit=MOST_CLAIMS))

    def _says(self, text: str, names: Collection[Terms]) -> bool:
        terms = self.analyzer.terms(text)
        return any(_within(name, terms) for name in names)

    def _names_of(self, typed: frozenset[str], asked_for: bool = False) -> frozenset[Terms]:
        """All names of the vocabulary's terms, or of those asked for, where nothing else was
        typed.
        """
        if not typed:
            return frozenset()
        every = self._names_asked_for if asked_for else self._all_names
        said = {name for names in every for name in names if name and typed.issuperset(name)}
        if typed != {term for name in said for term in name}:
            return frozenset()
        named = (names for names in every if not said.isdisjoint(names))
        return frozenset(name for names in named for name in names if name)

    @cached_property
    def _all_names(self) -> list[frozenset[Terms]]:
        return list(map(self._names, self.library.vocabulary.terms.values()))

    @cached_property
    def _names_asked_for(self) -> list[frozenset[Terms]]:
        words = self.library.vocabulary.terms.values()
        return [self._names(one) for one in words if one.asked_for]

    def _names(self, one: Word) -> frozenset[Terms]:
        names = (one.name, one.abbreviation or "", *one.synonyms)
        return frozenset(map(self.analyzer.terms, names))


def _within(name: Terms, terms: Terms) -> bool:
    """Whether the terms of a name follow one another among others."""
    return any(name == terms[at : at + len(name)] for at in range(len(terms) - len(name) + 1))
