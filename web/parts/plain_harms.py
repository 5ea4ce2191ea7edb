"""The harms and cautions of an intervention in patients' words, where editors wrote them."""

from dataclasses import replace

from kb.model.derived import Answer, AppliedCaution, HarmEvent, InheritedHarms


def in_plain_words(answer: Answer) -> Answer:
    """The answer with them."""
    return replace(
        answer,
        harms=tuple(map(_event, answer.harms)),
        inherited_harms=tuple(map(_inherited, answer.inherited_harms)),
        cautions=tuple(map(_caution, answer.cautions)),
    )


def _event(event: HarmEvent) -> HarmEvent:
    return replace(event, harms=tuple(one.in_plain_words for one in event.harms))


def _inherited(known: InheritedHarms) -> InheritedHarms:
    return replace(known, harms=tuple(map(_event, known.harms)))


def _caution(one: AppliedCaution) -> AppliedCaution:
    return replace(one, caution=one.caution.in_plain_words)
