"""Finds the answer box of a query.

If nothing answers it, the box says so: "No NNT is recorded for heat wrap."
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from kb.model.entries import Intervention, Recommendation
from kb.model.library import Library
from kb.model.marked import Question
from kb.overviews.found_rows import FoundIds, within_mark
from kb.statements.currency import current_advice
from search.answering import caution_messages, messages, reading_words
from search.answering.advice_boxes import AdviceBoxes, claim_box
from search.answering.answer_box import AnswerBox
from search.answering.caution_boxes import CautionBoxes
from search.answering.comparison_boxes import ComparisonBoxes, finding_box
from search.answering.condition_boxes import ConditionBoxes
from search.answering.delivery_boxes import DeliveryBoxes
from search.answering.fitting_cautions import CautionFinder
from search.answering.guideline_boxes import GuidelineBoxes
from search.answering.meaning_boxes import MeaningBoxes
from search.answering.passage_ranking import Telling
from search.answering.people_boxes import PeopleBoxes
from search.answering.site_boxes import site_box
from search.answering.warned_entries import WarnedEntries
from search.answering.word_boxes import WordBoxes
from search.engines.protocol import EngineRequest
from search.indexing.documents import Document
from search.query.concepts import Concept
from search.query.understanding import Intent
from search.text.analyzer import Analyzer
from search.text.english import COMPARISON_WORDS

if TYPE_CHECKING:
    from kb.model.derived import Answer, Derived

MOST_CLAIMS = 1_000  # that are looked through for a name


@dataclass(frozen=True)
class AnswerFinder:
    """Finds the answer box for a query among the entries of a library."""

    library: Library
    documents: Mapping[str, Document]
    analyzer: Analyzer
    cautions: CautionFinder
    entries: Callable[[EngineRequest], Sequence[Document]]

    def find(
        self,
        intent: Intent,
        typed: frozenset[str],
        outside: Sequence[str] = (),
        telling: Telling = (),
    ) -> AnswerBox | None:
        """Return the first box that fits, or None if the query doesn't ask for one thing.

        `typed` are the query's terms, `outside` the words that are out of scope, `telling` those
        that identify the subject, each in all its ways.
        """
        advice = self.advice_boxes
        if not intent.may_be_answered:
            return advice.of_asked(intent, typed)
        steps: tuple[Callable[[Intent], AnswerBox | None], ...] = (
            self.condition_boxes.first_steps,
            lambda intent: advice.of_asked(intent, typed),
            self.condition_boxes.best,
            lambda intent: self._citation(intent, typed),
            lambda intent: self._definition(intent, typed, outside),
            self.condition_boxes.advised_against,
            lambda intent: self.comparison_boxes.of_two(intent, typed),
            self._measure,
            self._guideline,
            self._positions,
            self.guideline_boxes.disagreements,
            lambda intent: self.guideline_boxes.of_body(intent, typed),
            lambda intent: self.boxes.warnings(intent, typed),
            DeliveryBoxes(self.boxes).given,
            lambda intent: MeaningBoxes(self.boxes).of_each(intent, typed),
            self.condition_boxes.medicines,
            lambda intent: PeopleBoxes(self.boxes).of_medicine(intent, typed),
            self._stage,
            lambda intent: DeliveryBoxes(self.boxes).lasting(intent, self._horizon(intent)),
            self._horizon,
            lambda intent: WordBoxes(self.boxes).effect(intent, typed - self._focus_terms, telling),
            DeliveryBoxes(self.boxes).in_general,
            lambda intent: WordBoxes(self.boxes).unknown(intent, outside),
            lambda intent: PeopleBoxes(self.boxes).of_people(intent, typed, outside),
        )
        if intent.question.emergency:
            return self.boxes.emergency(intent.question.emergency, intent, typed)
        if intent.question.site and not intent.subjects:
            return site_box(intent.question.site, self.library.collection)
        if kind := MeaningBoxes(self.boxes).kind(intent, self.documents):
            return kind
        about = self.boxes.about_people(intent, typed)
        boxes = chain(about, (step(intent) for step in steps))
        return next(filter(None, boxes), None)

    @cached_property
    def boxes(self) -> CautionBoxes:
        """The boxes about cautions."""
        warned = WarnedEntries(self.entries)
        return CautionBoxes(self.library, self.cautions, warned, self.analyzer)

    @cached_property
    def guideline_boxes(self) -> GuidelineBoxes:
        """The boxes about recommendations, where no treatment is named."""
        return GuidelineBoxes(self.library, self.analyzer, self.boxes.warned)

    @cached_property
    def advice_boxes(self) -> AdviceBoxes:
        """The boxes about what may be needed."""
        terms = self._focus_terms
        return AdviceBoxes(self.library, self.documents, self.analyzer, self.entries, terms)

    @cached_property
    def comparison_boxes(self) -> ComparisonBoxes:
        """The boxes about two treatments compared."""
        return ComparisonBoxes(self.boxes, self.analyzer)

    @cached_property
    def condition_boxes(self) -> ConditionBoxes:
        """The boxes about the condition."""
        return ConditionBoxes(self.library, self.documents)

    def harms_to_fear(self, intent: Intent) -> tuple[str, ...]:
        """The red flags that name the treatments whose harms are asked for."""
        if intent.question.section != "harms":
            return ()
        named = (self.library.red_flags_of(one.id) for one in intent.subjects)
        return tuple(dict.fromkeys(one.flag.id for some in named for one in some))

    def claim(self, document: Document) -> AnswerBox | None:
        """Return the box for a claim that matches the question, if it is one of the library's."""
        return claim_box(self.library, document)

    def _definition(
        self, intent: Intent, typed: frozenset[str], outside: Sequence[str]
    ) -> AnswerBox | None:
        """What a word means; of people, or what they take, also what is recorded about them, and of
        a body that is all that is typed, what it recommends.
        """
        found = intent.definition
        if found is None:
            return None
        text = messages.definition(found.name, found.meaning)
        if people := PeopleBoxes(self.boxes).of_people(intent, typed, outside):
            return replace(people, text=caution_messages.lines((text, people.text)), listed=())
        if intent.body and typed <= {intent.body, *self.analyzer.terms(found.name)}:
            asked = replace(intent.question, section="recommendations")
            box = self.guideline_boxes.of_body(replace(intent, question=asked), typed)
            text = caution_messages.lines((text, box.text if box else ""))
        return AnswerBox("definition", text, url=found.url)

    @cached_property
    def _focus_terms(self) -> frozenset[str]:
        """The terms of the names of what the collection is about: "an X-ray for my back"."""
        focus = self.library.conditions.get(self.library.collection.focus or "")
        names = (focus.name, *focus.synonyms) if focus else ()
        return frozenset(term for name in names for term in self.analyzer.terms(name))

    def _citation(self, intent: Intent, typed: frozenset[str]) -> AnswerBox | None:
        """How the source is cited that the words fit best, among those an entry's findings have."""
        citing = intent.question.citing
        if not citing or len(intent.subjects) != 1:
            return None
        # Few ask for this, and it brings the styles of citations with it.
        from search.answering.fitting_reference import cited, fitting_source

        ids = dict.fromkeys(one.finding.source for one in self._findings(intent.subjects[0]))
        held = (self.library.sources[id] for id in ids if id in self.documents)
        source = fitting_source(held, typed, self.analyzer)
        url = f"{self.documents[source.id].url}#taking" if source else None
        return AnswerBox("source", cited(source, citing), source.id, None, url) if source else None

    def _holds(self, text: str, name: str) -> bool:
        return set(self.analyzer.terms(text)).issuperset(self.analyzer.terms(name))

    def _called(self, subject: Document, intent: Intent) -> str:
        """The medicine that the query names, of an entry about its class, else the entry."""
        return messages.quoted_start(intent.member_of(subject) or subject.title)

    def _measure(self, intent: Intent) -> AnswerBox | None:
        """A finding with the measure, of the entry or else of a member of its class."""
        words = COMPARISON_WORDS if intent.question.compares else frozenset[str]()  # OR and "or"
        measure = next((one for one in intent.measures if one.id.lower() not in words), None)
        if not measure or len(intent.subjects) != 1:
            return None
        subject = intent.subjects[0]
        drug = intent.member_of(subject)
        owners = (subject, *(() if drug else self._members(subject)))
        boxes = (self._measured(one, measure, drug or "") for one in owners)
        text = messages.no_measure(measure.id, self._called(subject, intent))
        none = AnswerBox("none", text, subject.id, None, subject.url)
        return next(filter(None, boxes), none)

    def _measured(self, subject: Document, measure: Concept, drug: str) -> AnswerBox | None:
        """What has the measure, of all or of the drug that is named: a finding, one that doesn't
        count if no other has it, or a harm.
        """
        every = (*self._findings(subject), *self._recorded(subject))
        found = [
            one for one in every if one.unfit != "retracted" and self._is_of(one.finding.arm, drug)
        ]
        for derived in found:
            effect = derived.finding.effect
            if effect and effect.measure == measure.id:
                box = finding_box("measure", subject, derived)
                return replace(box, text=reading_words.finding(derived, with_number=True))
        answer = self._answer_of(subject)
        harms = [one for one in answer.harms if self._is_of(one.harms[0].arm, drug)]
        counted = [*(one.absolute for one in found), *(one.absolute for one in harms)]
        for one in counted:
            if one and one.needed and one.needed.kind == measure.id:
                text = messages.worked_out(one, one.needed)
                return AnswerBox("measure", text, subject.id, None, subject.url)
        says = [
            harm
            for harm in self._entry(subject).harms
            if self._is_of(harm.arm, drug) and self._holds(harm.frequency or "", measure.name)
        ]
        if not says:
            return None
        text, url = caution_messages.harms_counted(says), f"{subject.url}#harms"
        return AnswerBox("measure", text, subject.id, "harms", url)

    def _is_of(self, arm: str | None, drug: str) -> bool:
        return arm is None or self._holds(arm, drug)

    def _members(self, subject: Document) -> Iterator[Document]:
        """The entries whose class, or the therapy they are a form of, it is."""
        library = self.library
        if library.marked:
            asked = Question((frozenset({within_mark(subject.id)}),), order="name")
            yield from (self.documents[id] for id in FoundIds(asked, library.marked))
            return
        for one in library.by_name:
            if any(parent.id == subject.id for parent in library.parents(one)):
                yield self.documents[one.id]

    def _guideline(self, intent: Intent) -> AnswerBox | None:
        if not intent.body or len(intent.subjects) != 1:
            return None
        subject = intent.subjects[0]
        said = [
            self._recommended(one)
            for one in self._entry(subject).recommendations
            if intent.body in self.analyzer.terms(one.body)
        ]
        if said:
            text, url = " ".join(said), f"{subject.url}#recommendations"
            return AnswerBox("guideline", text, subject.id, "recommendations", url)
        text = messages.no_recommendation(intent.body.upper(), subject.title)
        return AnswerBox("none", text, subject.id, None, subject.url)

    def _recommended(self, one: Recommendation) -> str:
        return messages.recommendation(one, self._has_lapsed(one))

    def _has_lapsed(self, one: Recommendation) -> bool:
        """Whether a guideline is past its own expiry."""
        source = self.library.sources.get(one.source)
        return source is not None and source.standing == "lapsed"

    def _positions(self, intent: Intent) -> AnswerBox | None:
        """Who recommends it and who doesn't, where recommendations are asked for."""
        if intent.question.section != "recommendations" or len(intent.subjects) != 1:
            return None
        subject = intent.subjects[0]
        said = current_advice(self._entry(subject), self.library)
        lapsed = {one.source for one in said if self._has_lapsed(one)}
        text, url = messages.positions(said, lapsed), f"{subject.url}#recommendations"
        return AnswerBox("guideline", text, subject.id, "recommendations", url) if said else None

    def _stage(self, intent: Intent) -> AnswerBox | None:
        """That no finding is recorded at the stage that is asked, and what guidelines say of it."""
        stage = intent.stage
        if stage is None or len(intent.subjects) != 1:
            return None
        subject = intent.subjects[0]
        if any(one.finding.stage == stage.id for one in self._recorded(subject)):
            return None
        said = (one for one in self._entry(subject).recommendations if stage.id in one.stage)
        current = [self._recommended(one) for one in said if not one.superseded]
        text = messages.nothing_at_stage(stage.opening, subject.title)
        return AnswerBox("none", " ".join((text, *current)), subject.id, None, subject.url)

    def _horizon(self, intent: Intent) -> AnswerBox | None:
        """Say that no finding is recorded at the length of follow-up asked about, or name the one
        that is, if it is about wider groups of people.
        """
        horizon = intent.question.horizon
        if horizon is None or len(intent.subjects) != 1:
            return None
        subject = intent.subjects[0]
        found = [one for one in self._recorded(subject) if one.finding.horizon == horizon]
        if not found:
            text = messages.nothing_at(horizon, subject.title)
            return AnswerBox("none", text, subject.id, None, subject.url)
        if all(one.unfit == "other-people" for one in found):
            return finding_box("measure", subject, found[0])
        return None

    def _entry(self, document: Document) -> Intervention:
        return self.library.interventions[document.id]

    def _answer_of(self, document: Document) -> Answer:
        return self.library.answers[document.id]

    def _findings(self, document: Document) -> Iterator[Derived]:
        """The findings that may answer, key findings first."""
        answer = self._answer_of(document)
        yield from answer.key
        for one in answer.findings.values():
            if one not in answer.key and one.unfit in (None, "harm"):
                yield one

    def _recorded(self, document: Document) -> Collection[Derived]:
        """All of its findings, whatever they may be used for."""
        return self._answer_of(document).findings.values()
