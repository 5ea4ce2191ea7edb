"""The answer box: the one thing of the collection that answers a question, word for word.

Where nothing does, it says so: "No NNT is recorded for heat wrap."
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Literal

from kb.model.derived import Answer, Derived
from kb.model.entries import Intervention
from kb.model.library import Library
from search.answering import messages
from search.answering.fitting_cautions import CautionFinder
from search.indexing.documents import Document
from search.query.understanding import Intent
from search.text.analyzer import Analyzer
from search.text.plain_text import plain_text

BoxKind = Literal["definition", "comparison", "measure", "caution", "guideline", "claim", "none"]


@dataclass(frozen=True)
class AnswerBox:
    """What answers: its text, and the entry and part (a finding, a claim, a section) it is from.

    Of the kind `none` the text says what isn't recorded.
    """

    kind: BoxKind
    text: str
    entry: str | None = None
    part: str | None = None
    url: str | None = None

    def as_json(self) -> dict[str, str | None]:
        """As the answer to a search has it."""
        return {"kind": self.kind, "text": self.text, "entry": self.entry, "part": self.part}


@dataclass(frozen=True)
class AnswerFinder:
    """Finds the box of a query among the entries of a library."""

    library: Library
    documents: Mapping[str, Document]
    analyzer: Analyzer
    cautions: CautionFinder

    def find(self, intent: Intent, typed: frozenset[str]) -> AnswerBox | None:
        """The first box that fits; None for a query that asks for no single thing.

        `typed` are the terms of the query.
        """
        steps = (
            self._definition,
            self._comparison,
            self._measure,
            self._guideline,
            self._medicine,
            self._horizon,
        )
        return next(
            filter(None, (*self._cautions(intent, typed), *(step(intent) for step in steps))), None
        )

    def claim(self, document: Document) -> AnswerBox:
        """The box of a claim that says what is asked."""
        claim = self.library.claims[document.id]
        return AnswerBox("claim", plain_text(claim.why), claim.id, None, document.url)

    def _definition(self, intent: Intent) -> AnswerBox | None:
        found = intent.definition
        if found is None:
            return None
        text = messages.definition(found.name, found.meaning)
        return AnswerBox("definition", text, url=found.url)

    def _comparison(self, intent: Intent) -> AnswerBox | None:
        if not intent.question.compares or len(intent.subjects) != 2:
            return None
        one, other = intent.subjects
        for given, against in ((one, other), (other, one)):
            for derived in self._findings(given):
                if derived.finding.than and self._names(against, derived.finding.than):
                    return self._finding_box("comparison", given, derived)
        return AnswerBox("none", messages.never_compared(one.title, other.title))

    def _measure(self, intent: Intent) -> AnswerBox | None:
        if not intent.measures or len(intent.subjects) != 1:
            return None
        subject, measure = intent.subjects[0], intent.measures[0]
        for derived in self._findings(subject):
            effect = derived.finding.effect
            if effect and effect.measure == measure.id:
                return self._finding_box("measure", subject, derived)
        text = messages.no_measure(measure.id, subject.title)
        return AnswerBox("none", text, subject.id, None, subject.url)

    def _cautions(self, intent: Intent, typed: frozenset[str]) -> Iterator[AnswerBox]:
        """Every caution about the people named; that none is recorded only where no harm and no
        other caution is about them either.
        """
        if len(intent.subjects) != 1 or intent.question.compares:
            return
        subject, groups = intent.subjects[0], {group.id for group in intent.groups}
        fitting = self.cautions.fitting(subject, groups, typed, intent)
        if fitting:
            url = f"{subject.url}#cautions"
            yield AnswerBox("caution", messages.cautions(fitting), subject.id, "cautions", url)
            return
        text = self._no_caution(intent, typed, subject)
        if text:
            yield AnswerBox("none", text, subject.id, None, subject.url)

    def _no_caution(self, intent: Intent, typed: frozenset[str], subject: Document) -> str | None:
        """That no caution about the people, or the medicine taken too, is recorded."""
        groups = {group.id for group in intent.groups}
        if groups and not self._cautions_about(subject, groups):
            return messages.nothing_on_group(intent.groups[0].name, subject.title)
        other = self.cautions.missing(subject, typed, intent)
        return messages.nothing_on_medicine(other, subject.title) if other else None

    def _cautions_about(self, document: Document, groups: Set[str]) -> bool:
        """Whether a caution is about any of the groups, or a harm or caution mentions one."""
        cautions = self._answer_of(document).cautions
        about = any(groups & {*one.caution.group} for one in cautions)
        return about or self._mentions(document, groups)

    def _mentions(self, document: Document, groups: Set[str]) -> bool:
        """Whether what an entry says of harms and cautions names any of the groups."""
        said = {
            term
            for field in ("harms", "cautions")
            for text in document.texts.get(field, ())
            for term in self.analyzer.terms(text)
        }
        words = (self.library.vocabulary.groups[id] for id in groups)
        names = (self.analyzer.terms(name) for one in words for name in (one.name, *one.synonyms))
        return any(name and said.issuperset(name) for name in names)

    def _guideline(self, intent: Intent) -> AnswerBox | None:
        if not intent.body or len(intent.subjects) != 1:
            return None
        subject = intent.subjects[0]
        for one in self._entry(subject).recommendations:
            if intent.body in self.analyzer.terms(one.body):
                text, url = messages.recommendation(one), f"{subject.url}#recommendations"
                return AnswerBox("guideline", text, subject.id, "recommendations", url)
        text = messages.no_recommendation(intent.body.upper(), subject.title)
        return AnswerBox("none", text, subject.id, None, subject.url)

    def _medicine(self, intent: Intent) -> AnswerBox | None:
        found = next((one for one in intent.medicines if not one.entries), None)
        if found is None or intent.subjects:
            return None
        return AnswerBox("none", messages.no_entry_about(found.name, found.member_is))

    def _horizon(self, intent: Intent) -> AnswerBox | None:
        """That no finding is recorded as long after the start as is asked."""
        horizon = intent.question.horizon
        if horizon is None or len(intent.subjects) != 1:
            return None
        subject = intent.subjects[0]
        if any(derived.finding.horizon == horizon for derived in self._findings(subject)):
            return None
        text = messages.nothing_at(horizon, subject.title)
        return AnswerBox("none", text, subject.id, None, subject.url)

    def _finding_box(self, kind: BoxKind, of: Document, derived: Derived) -> AnswerBox:
        id = derived.finding.id
        return AnswerBox(kind, derived.text, of.id, id, f"{of.url}#{id}")

    def _entry(self, document: Document) -> Intervention:
        return self.library.interventions[document.id]

    def _answer_of(self, document: Document) -> Answer:
        return self.library.answers[document.id]

    def _findings(self, document: Document) -> Iterator[Derived]:
        """Key findings first."""
        answer = self._answer_of(document)
        yield from answer.key
        for one in answer.findings.values():
            if one not in answer.key and one.unfit is None:
                yield one

    def _names(self, document: Document, text: str) -> bool:
        """Whether a text says any of the names of an entry."""
        terms = self.analyzer.terms(text)
        names = map(self.analyzer.terms, (*document.names, *document.other_names))
        return any(
            name and name == terms[at : at + len(name)]
            for name in names
            for at in range(len(terms) - len(name) + 1)
        )
