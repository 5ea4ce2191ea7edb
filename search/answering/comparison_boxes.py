"""Answer boxes about two treatments compared with each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from search.answering import messages, reading_words
from search.answering.answer_box import AnswerBox, BoxKind
from search.answering.caution_texts import CautionTexts
from search.indexing.documents import Document
from search.query.understanding import Intent
from search.text.analyzer import Analyzer
from search.text.english import STOP_WORDS

if TYPE_CHECKING:
    from kb.model.derived import Derived

MOST_OUTCOMES = 3
ANY = frozenset({"other", "another"})


def finding_box(kind: BoxKind, of: Document, derived: Derived) -> AnswerBox:
    """A finding of an entry."""
    id = derived.finding.id
    return AnswerBox(kind, reading_words.finding(derived), of.id, id, f"{of.url}#{id}")


@dataclass(frozen=True)
class ComparisonBoxes:
    """Makes these boxes."""

    texts: CautionTexts
    analyzer: Analyzer

    def of_two(self, intent: Intent, typed: frozenset[str]) -> AnswerBox | None:
        """A finding of one against the other; before others, one against just what was typed.

        Where none is about the very drugs that are named, one of their classes, and where none is
        about the two, an operation against care without one.
        """
        if not intent.question.compares:
            return None
        if len(intent.subjects) == 1:
            return self._of_one_class(intent)
        if len(intent.subjects) != 2:
            return None
        compared = list(self._between(intent))
        named = [pair for pair in compared if self._is_of_named(*pair, intent)]
        if named:
            best = self._best(named, typed)
            return self._with_other_outcomes(*best, named) if best else None
        names = [self.texts.title(subject, intent) for subject in intent.subjects]
        never = messages.never_compared(*names)
        classes = [pair for pair in compared if self._is_of_named(*pair, intent, in_general=True)]
        if best := self._best(classes, typed):
            box = finding_box("comparison", *best)
            titles = [subject.title for subject in intent.subjects]
            return replace(box, text=f"{never} {messages.of_classes(titles, box.text)}")
        told = [reading_words.finding(one) for one in self._without_operation(intent)]
        return AnswerBox("none", "\n".join((never, *told)))

    def _with_other_outcomes(
        self, of: Document, best: Derived, compared: list[tuple[Document, Derived]]
    ) -> AnswerBox:
        """A finding, and the same comparison's first on each other outcome."""
        told = {best.finding.outcome: best}
        for _, one in compared:
            if (one.unfit, one.other, one.finding.arm) == (None, best.other, best.finding.arm):
                told.setdefault(one.finding.outcome, one)
        text = "\n".join(map(reading_words.finding, islice(told.values(), MOST_OUTCOMES)))
        return replace(finding_box("comparison", of, best), text=text)

    def _of_one_class(self, intent: Intent) -> AnswerBox | None:
        """A finding of one medicine against another of its class, or that there is none."""
        (subject,) = intent.subjects
        names = [one.name for one in intent.medicines if subject.id in one.entries]
        if len(names) != 2:
            return None
        for derived in self._recorded(subject):
            other = derived.finding.against
            arms = (derived.finding.arm or "", (other.arm if other else None) or "")
            pairs = (zip(arms, named, strict=True) for named in (names, names[::-1]))
            if any(all(self._holds(arm, name) for arm, name in pair) for pair in pairs):
                return finding_box("comparison", subject, derived)
        return AnswerBox("none", messages.never_compared(*map(messages.quoted_start, names)))

    def _between(self, intent: Intent) -> Iterator[tuple[Document, Derived]]:
        """The findings of one of the two against the other, each with the one that it is of."""
        one, other = intent.subjects
        for given, against in ((one, other), (other, one)):
            for derived in self._recorded(given):
                compared = derived.finding.against
                if derived.group == "active" and compared and compared.entry == against.id:
                    yield given, derived

    def _is_of_named(
        self, given: Document, derived: Derived, intent: Intent, in_general: bool = False
    ) -> bool:
        """Whether a finding compares the very drugs that are named, or no drugs in particular."""
        other = derived.finding.against
        against = next(one for one in intent.subjects if one.id != given.id)
        drugs = (
            (derived.finding.arm, intent.member_of(given)),
            (other.arm if other else None, intent.member_of(against)),
        )
        return all(
            self._holds(arm or "", drug) or (in_general and not arm) for arm, drug in drugs if drug
        )

    def _best(
        self, compared: list[tuple[Document, Derived]], typed: frozenset[str]
    ) -> tuple[Document, Derived] | None:
        fit = [pair for pair in compared if pair[1].unfit is None]
        return min(fit, key=lambda pair: self._is_unlike(typed, pair[1].other), default=None)

    def _without_operation(self, intent: Intent) -> Iterator[Derived]:
        """The first key finding of an operation against care that has no entry, where the other is
        no operation.
        """
        library = self.texts.library
        categories = [library.interventions[one.id].category for one in intent.subjects]
        operations = [library.vocabulary.categories[one].operations for one in categories]
        if operations.count(True) != 1:
            return
        found = (
            one
            for one in self._recorded(intent.subjects[operations.index(True)])
            if one.group == "active" and one.finding.key and one.finding.against is None
        )
        first = next(found, None)
        if first and not first.unfit:
            yield first

    def _recorded(self, document: Document) -> Iterator[Derived]:
        yield from self.texts.library.answers[document.id].findings.values()

    def _holds(self, text: str, name: str) -> bool:
        return set(self.analyzer.terms(text)).issuperset(self.analyzer.terms(name))

    def _is_unlike(self, typed: frozenset[str], other: str) -> bool:
        """Whether what something was compared with is more than the words that were typed."""
        return not typed.issuperset(set(self.analyzer.terms(other)) - STOP_WORDS - ANY)
