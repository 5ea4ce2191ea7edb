"""What the search of a copy answers beyond its hits, as plain values that a browser looks up: the
boxes, the cautions, what words mean, and the sentences.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from search.answering import caution_messages, messages
from search.answering.answer_box import AnswerBox
from search.answering.hits import FORBIDDING
from search.answering.searcher import TELLING
from search.answering.unheld import FEW_WORDS
from search.indexing.documents import Document
from search.indexing.facets import CAUTION
from search.indexing.fields import NAME
from search.query.concepts import Concept
from search.query.lexicon import Lexicon
from search.query.query_changes import MemberOf, NothingOnGroup, OutsideScope
from search.text.emergency_words import EMERGENCIES
from search.text.english import STOP_WORDS
from web.offline.search_boxes import BoxFinder
from web.offline.search_cards import SearchPieces

# What stands for words in a sentence of which only they differ.
FIRST, SECOND = "{1}", "{2}"


def answer_data(pieces: SearchPieces, ordered: Sequence[Document]) -> dict[str, Any]:
    """All that answers beyond hits, as plain values."""
    finder, known = BoxFinder(pieces), pieces.index.lexicon
    vocabulary = pieces.library.vocabulary
    treatments = [(at, one) for at, one in enumerate(ordered) if one.kind == "intervention"]
    return {
        "treatments": [(at, _treatment(one, finder, pieces)) for at, one in treatments],
        "taken": [(" ".join(terms), name) for terms, name in finder.taken.items()],
        "compared": _compared(treatments, finder),
        "people": finder.people(),
        "emergencies": {
            kind: pieces.box(AnswerBox("urgent", messages.emergency(kind))) for kind in EMERGENCIES
        },
        "groupsAbout": [
            (id, sorted(vocabulary.groups_about(frozenset({id})))) for id in vocabulary.groups
        ],
        **_concepts(known, ordered, finder),
        "boxes": [pieces.box(one) for one in finder.boxes],
        "outside": {
            "named": sorted({*known.named_terms, *known.entry_names.telling}),
            "core": sorted(known.core_focus_terms),
            "focus": known.focus.id if known.focus else "",
            "few": FEW_WORDS,
            "telling": TELLING,
        },
        "medicineGroups": [one.id for one in vocabulary.groups.values() if one.other_medicines],
        "bodies": sorted(known.body_terms - STOP_WORDS),
        "stages": [(terms[0], one.id) for terms, one in known.stages.items() if len(terms) == 1],
        "sentences": _sentences(known),
        "noBox": pieces.box(AnswerBox("none", FIRST)),
    }


def _treatment(one: Document, finder: BoxFinder, pieces: SearchPieces) -> dict[str, Any]:
    analyzer = pieces.index.lexicon.analyzer
    cautions = pieces.library.answers[one.id].cautions
    return {
        "title": one.title,
        "subject": pieces.library.interventions[one.id].subject or one.title,
        "names": sorted({name.lower() for name in one.names}),
        "called": sorted(" ".join(sorted(name)) for name in finder.called(one)),
        "isMedicine": finder.is_medicine(one),
        "flags": list(one.red_flags),
        "serious": finder.serious(one),
        "others": finder.on_medicines(one),
        "boxes": finder.of(one),
        "cautions": [
            {
                "groups": list(held.caution.group),
                "arm": sorted(set(analyzer.terms(held.caution.arm or "")) - STOP_WORDS),
                "says": sorted(set(analyzer.terms(held.caution.what))),
                "strict": held.caution.kind if held.caution.kind in FORBIDDING else "",
                "html": html,
            }
            for held, html in zip(cautions, pieces.cautions(one.id), strict=True)
        ],
    }


def _compared(
    treatments: Sequence[tuple[int, Document]], finder: BoxFinder
) -> list[tuple[str, object]]:
    """Of each two treatments the box that compares them, where it isn't that nothing does."""
    boxes = (
        (f"{at} {place}", finder.compared(one, other))
        for (at, one), (place, other) in combinations(treatments, 2)
    )
    return [(key, box) for key, box in boxes if box is not None]


def _concepts(known: Lexicon, ordered: Sequence[Document], finder: BoxFinder) -> dict[str, Any]:
    """The vocabulary's meanings of words, without duplicates, and where words mean which."""
    place = {document.id: at for at, document in enumerate(ordered)}
    every = list(dict.fromkeys(one for some in known.concepts.values() for one in some))
    number = {one: at for at, one in enumerate(every)}
    cautioned = {group for one in ordered for group in one.tags.get(CAUTION, ())}
    return {
        "stopping": number.get(known.stopping) if known.stopping else None,
        "concepts": [_concept(one, known, place, cautioned, finder) for one in every],
        "meanings": [
            (" ".join(terms), [number[one] for one in some])
            for terms, some in known.concepts.items()
        ],
    }


def _concept(
    one: Concept,
    known: Lexicon,
    place: Mapping[str, int],
    cautioned: Iterable[str],
    finder: BoxFinder,
) -> dict[str, Any]:
    told = {"kind": one.kind, "id": one.id, "name": one.name}
    if one.kind == "qualifier" and one.id not in cautioned:
        return {**told, "note": messages.sentence(NothingOnGroup(one.name))}
    if one.kind != "member":
        return told
    own = known.names.get(known.analyzer.terms(one.name)) == NAME
    if one.entries:
        note = "" if own else messages.sentence(MemberOf(one.name, one.member_is))
        return {**told, "entries": [place[id] for id in one.entries], "note": note}
    return {**told, "alone": finder.alone(one)}


def _sentences(known: Lexicon) -> dict[str, str]:
    """What is said of words that only a reader types, which stand as {1} and {2}."""
    focus = known.focus.title.lower() if known.focus else ""
    return {
        "outside": messages.sentence(OutsideScope((FIRST,), focus)),
        "neverCompared": messages.never_compared(FIRST, SECOND),
        "nothingOnWords": caution_messages.nothing_on_words((FIRST,), SECOND),
        "nothingOn": caution_messages.nothing_on_medicine(FIRST, SECOND),
        "notByName": caution_messages.nothing_on_medicine(FIRST, SECOND, has_others=True),
    }
