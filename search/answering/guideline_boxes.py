"""Answer boxes about recommendations where no treatment is named: those of a body, and those on
which bodies disagree.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import islice

from kb.model.entries import Recommendation
from kb.model.library import Library
from kb.overviews.guidelines import Row, guidelines, stages
from kb.statements.currency import current_advice
from search.answering import messages
from search.answering.answer_box import AnswerBox
from search.answering.warned_entries import WarnedEntries
from search.indexing.documents import Document
from search.query.understanding import Intent
from search.query.word_roles import is_year
from search.text.analyzer import Analyzer

PAGE = "/guidelines"
AGAINST_FIRST = ("against", "for", "neither")
MOST_LISTED = 40  # treatments of a stage


@dataclass(frozen=True)
class GuidelineBoxes:
    """Makes these boxes."""

    library: Library
    analyzer: Analyzer
    held: WarnedEntries

    def of_body(self, intent: Intent, typed: Set[str]) -> AnswerBox | None:
        """The treatments that a body is for, against or neither; those asked for first, and as the
        first results where no year is `typed`, which means a publication.
        """
        if not intent.asks_guidelines or not intent.body or intent.subjects or intent.groups:
            return None
        ways = AGAINST_FIRST if intent.question.against else tuple(messages.DIRECTIONS)
        found: dict[messages.Edition, dict[str, dict[str, None]]] = {}
        listed: dict[str, dict[str, None]] = {way: {} for way in ways}
        for document, one in self._recommendations(intent.body):
            edition = (one.body, one.year, self._has_lapsed(one))
            by = found.setdefault(edition, {way: {} for way in ways})
            by[one.direction][messages.recommended(document.title, one)] = None
            listed[one.direction][document.id] = None
        if not found:
            text = messages.nothing_by_body(intent.body.upper())
            return AnswerBox("none", text, url=PAGE)
        said = {
            edition: {way: sorted(by[way], key=str.casefold) for way in by}
            for edition, by in sorted(found.items(), key=lambda one: _newest_first(*one[0]))
        }
        ids = () if any(map(is_year, typed)) else (id for way in ways for id in listed[way])
        return AnswerBox(
            "guideline", messages.by_body(said), url=PAGE, listed=tuple(dict.fromkeys(ids))
        )

    def _recommendations(self, body: str) -> Iterator[tuple[Document, Recommendation]]:
        """The current ones of a body, by a term of its name."""
        for document in self.held.recommended(body):
            entry = self.library.interventions.get(document.id)
            for one in current_advice(entry, self.library) if entry else ():
                if body in self.analyzer.terms(one.body):
                    yield document, one

    def _has_lapsed(self, one: Recommendation) -> bool:
        source = self.library.sources.get(one.source)
        return source is not None and source.standing == "lapsed"

    def disagreements(self, intent: Intent) -> AnswerBox | None:
        """The treatments on which bodies disagree, at the stage that is named or at each."""
        if not intent.asks_guidelines or not intent.question.disagrees or intent.subjects:
            return None
        wanted = {stage.id for stage in intent.stages}
        found: dict[str, list[str]] = {}
        listed: dict[str, None] = {}
        more = False
        for stage in stages(self.library):
            if wanted and stage not in wanted:
                continue
            rows = list(islice(self._disagreeing(stage, intent.body), MOST_LISTED + 1))
            more = more or len(rows) > MOST_LISTED
            entries = [row.entry for row in rows[:MOST_LISTED]]
            if entries:
                found[self.library.vocabulary.stages[stage].name] = [one.name for one in entries]
            listed |= dict.fromkeys(one.id for one in entries)
        if not found:
            return None
        text = messages.disagreements(found, more)
        return AnswerBox("guideline", text, url=PAGE, listed=tuple(listed))

    def _disagreeing(self, stage: str, body: str | None) -> Iterator[Row]:
        """The treatments of a stage on which bodies disagree; of a body, those it speaks of."""
        for row in guidelines(stage, self.library).disagreeing:
            said = (one.body for one in row.positions if one.counts)
            if body is None or any(body in self.analyzer.terms(name) for name in said):
                yield row


def _newest_first(body: str, year: int | None, has_lapsed: bool) -> tuple[int, str, bool]:
    return -(year or 0), body, has_lapsed
