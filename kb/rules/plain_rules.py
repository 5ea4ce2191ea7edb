"""Rules about what patients read."""

import re
from collections.abc import Iterator

from kb.model.entries import Caution, Claim
from kb.model.harm import Harm
from kb.model.library import Library
from kb.model.scalars import CITE
from kb.rules.faults import Doubts, Fault, Faults, Setting

# Endings and beginnings of medicine's Greek and Latin, its words for organs and for newborns, and
# codes such as those of enzymes.
CLINICAL = re.compile(
    r"\b(?:\w+(?:itis|osis|aemi[ac]|penia|ectomy|oma|ospasm|thyroidism|ergic|uria|algesia)"
    r"|(?:hyper|hypo)(?:tension|gly|kal|natr|calc|sens|therm|volaem|reflex)\w*"
    r"|(?:adrenal|respiratory|renal|hepatic|cardiac|pulmonary|vascular) (?!pacemaker)\w+"
    r"|gastrointestinal|cardiovascular|cerebrovascular|neonatal|perforations?|sedation"
    r"|serotonin syndrome|(?:ventricular|atrial) fibrillation|\w*porphyria|\w+ gravis|ileus"
    r"|[A-Z]{3,}\d\w*)\b",
    re.IGNORECASE,
)
# Words with such endings that people use.
EVERYDAY = frozenset(
    (
        *("allergic", "anaemia", "anaemic", "arthritis", "coma", "diagnosis", "hypnosis"),
        *("osteoporosis", "prognosis", "psychosis", "tuberculosis"),
    )
)
FOLLOWED = re.compile(r"(?: \w+)? \(")  # by a meaning, after at most a noun
SPREAD = re.compile(r"\b(?:interval|CI|SD|IQR)\b")
CITE_OR_NUMBER = re.compile(rf"{CITE.pattern}|[0-9]+(?:[.,][0-9]+)*")
IN_BRACKETS = re.compile(r"\([^()]*\)")


def clinicians_words_are_explained(part: Caution | Harm, setting: Setting) -> Doubts:
    """In what patients read of a caution or harm, a clinicians' word such as cardiospasm needs a
    meaning: plain words before it and the word in brackets, or its meaning there; or a term of the
    vocabulary.
    """
    plain = part.in_plain_words.what
    field = "plain" if part.plain else "what"
    for word in _unexplained(plain, setting.library):
        yield Fault(
            (field,),
            f'patients may not know "{word}"',
            f"in `plain`, write what it means, and ({word}) after it",
        )


def spread_is_left_out(harm: Harm, setting: Setting) -> Doubts:
    """How often a harm comes is said to patients without intervals and standard deviations."""
    said = SPREAD.search(harm.in_plain_words.frequency or "")
    if said:
        yield Fault(
            ("plain-frequency",) if harm.plain_frequency else ("frequency",),
            f'patients read "{said[0]}"',
            "say it without in `plain-frequency`",
        )


def plain_reasons_add_nothing(claim: Claim, setting: Setting) -> Faults:
    """The `plain` of a claim has no number and no cite that its `why` hasn't."""
    known = {found[0] for found in CITE_OR_NUMBER.finditer(claim.why or "")}
    for found in CITE_OR_NUMBER.finditer(claim.plain or ""):
        if found[0] not in known:
            yield Fault(
                ("plain",),
                f"`{found[0]}` isn't in `why`",
                "say the same in `plain` as in `why`, in patients' words",
            )


def _unexplained(text: str, library: Library) -> Iterator[str]:
    brackets = [found.span() for found in IN_BRACKETS.finditer(text)]
    for found in CLINICAL.finditer(text):
        word = found[0].lower()
        told = any(start < found.start() < end for start, end in brackets)
        told = told or FOLLOWED.match(text, found.end()) is not None
        if not (told or word in EVERYDAY or _is_term(word, library)):
            yield found[0]


def _is_term(word: str, library: Library) -> bool:
    terms = library.vocabulary.terms.values()
    names = (name for one in terms for name in (one.name, one.abbreviation or "", *one.synonyms))
    return any(word in name.lower().split() for name in names)
