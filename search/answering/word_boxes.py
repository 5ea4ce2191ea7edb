"""Answer boxes about words next to the name of a treatment that nothing else answers: the harms
that have them, or that nothing here is about them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from search.answering import caution_messages
from search.answering.answer_box import AnswerBox
from search.answering.caution_boxes import CautionBoxes
from search.answering.passage_ranking import Telling
from search.indexing.documents import Document
from search.indexing.passages import passage_term_set
from search.query.understanding import Intent


@dataclass(frozen=True)
class WordBoxes:
    """Makes these boxes, where one treatment is named."""

    boxes: CautionBoxes

    def effect(self, intent: Intent, typed: frozenset[str], telling: Telling) -> AnswerBox | None:
        """The cautions and the harms that have all of these terms besides the treatment's
        names; of a word with several ways to say it, any.
        """
        if len(intent.subjects) != 1 or intent.groups or intent.question.compares:
            return None
        subject = intent.subjects[0]
        own = frozenset[str]().union(*self.boxes.cautions.called(subject))
        rest = self.boxes.cautions.besides(subject, typed, intent) - own  # "thermacare wrap"
        if not rest:
            return None
        words = [ways for ways in telling if not rest.isdisjoint(chain(*ways))]
        alone = rest.difference(*(chain(*ways) for ways in words))
        asked = (*words, *(((term,),) for term in alone))
        told = self.boxes.cautions.mentioning(subject, asked, intent)
        found = self.boxes.cautions.effects(subject, asked, intent)
        if not (told or found):
            return None
        harms = caution_messages.harms(found) if found else ""
        text = caution_messages.lines((caution_messages.cautions(told), harms))
        part = "cautions" if told else "harms"
        return AnswerBox("caution", text, subject.id, part, f"{subject.url}#{part}")

    def unknown(self, intent: Intent, outside: Sequence[str]) -> AnswerBox | None:
        """The serious harms of a medicine, next to words such as a disease's, and that nothing here
        is about those.
        """
        if not outside or len(intent.subjects) != 1:
            return None
        subject = intent.subjects[0]
        if not self.boxes.cautions.is_medicine(subject):
            return None
        unsaid = [word for word in outside if not self._is_said(word, subject)]
        title = self.boxes.title(subject, intent)
        nothing = caution_messages.nothing_on_words(unsaid, title) if unsaid else ""
        text = " ".join(filter(None, (nothing, self.boxes.serious(subject, intent))))
        return AnswerBox("none", text, subject.id, None, subject.url) if text else None

    def _is_said(self, words: str, subject: Document) -> bool:
        """Whether a passage of an entry has all the words."""
        analyzer = self.boxes.analyzer
        terms = frozenset(analyzer.terms(words))
        texts = (text for held in subject.texts.values() for text in held)
        return any(terms <= passage_term_set(text, analyzer) for text in texts)
