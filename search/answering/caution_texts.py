"""What several boxes say of one treatment and its cautions."""

from dataclasses import dataclass, replace

from kb.model.library import Library
from search.answering import caution_messages, messages
from search.answering.asked_warnings import MOST_HARMS
from search.answering.fitting_cautions import CautionFinder
from search.indexing.documents import Document
from search.query.understanding import Intent


@dataclass(frozen=True)
class CautionTexts:
    """Says it in the words of the records."""

    library: Library
    cautions: CautionFinder

    def title(self, subject: Document, intent: Intent) -> str:
        """The medicine that is named, of an entry about its class, else the entry."""
        return messages.quoted_start(intent.member_of(subject) or subject.title)

    def subject(self, document: Document) -> str:
        """What a treatment is called in a sentence."""
        return self.library.interventions[document.id].subject or document.title

    def serious(self, subject: Document, intent: Intent) -> str:
        """The serious harms of a medicine, or of the drug of it that is named, else of others of
        its kind, and of an injection or an operation; often empty.
        """
        category = self.library.interventions[subject.id].category
        held = self.library.vocabulary.categories[category]
        if not (held.medicines or held.operations or self.cautions.is_medicine(subject)):
            return ""
        harms = [harm for harm in self.cautions.harms(subject, intent) if harm.serious]
        drug = intent.member_of(subject)
        if harms or not drug:
            return caution_messages.serious_harms(harms[:MOST_HARMS], drug) if harms else ""
        of_class = self.cautions.harms(subject, replace(intent, medicines=()))
        others = [harm for harm in of_class if harm.serious][:MOST_HARMS]
        return caution_messages.harms_of_others(drug, others) if others else ""

    def on_medicines(self, subject: Document, intent: Intent) -> str:
        """The cautions about other medicines, which may mean one by another name; often empty."""
        return caution_messages.on_medicines(self.cautions.about_medicines(subject, intent))
