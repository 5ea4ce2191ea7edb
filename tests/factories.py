"""Findings, interventions and libraries made in memory for tests; defaults stand for what a test
does not care about.

Values are given as an editor types them, as text; `same_data_as=` stands for `same-data-as:`, and
None leaves a field out.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from kb.model.collection import (
    Category,
    Collection,
    Comparator,
    Feature,
    Outcome,
    Scale,
    Stage,
    Term,
)
from kb.model.entries import Caution, Claim, Condition, Intervention
from kb.model.finding import Finding
from kb.model.groups import Group
from kb.model.library import Library, Vocabulary
from kb.model.named import Named
from kb.model.schema import kebab
from kb.model.source import Source
from kb.statements.answers import with_answers

Fields = dict[str, object]
N = TypeVar("N", bound=Named)

LESS = {"verb": "reduce", "change": "reduction", "better": "less", "worse": "more"}
MORE = {"verb": "improve", "change": "improvement", "better": "better", "worse": "worse"}
LOWER = {"better": "lower", "worse": "higher", "of": "{noun} scores", "plural": "true"}
PAIN: Fields = {"words": {**LOWER, "sizes": LESS}}
FUNCTION: Fields = {"words": {"of": "{noun} scores", "plural": "true", "sizes": MORE}}
OUTCOMES: dict[str, Fields] = {
    "pain": PAIN,
    "function": FUNCTION,
    "responder": {
        "noun": "the share of responders",
        "words": {"better": "more", "worse": "fewer", "of": "responders", "plural": "true"},
        "event": "a response",
        "people": "responders",
    },
    "recurrence": {
        "words": {"better": "fewer", "worse": "more", "of": "recurrences", "plural": "true"},
        "event": "recurrence",
        "bad_event": "true",
    },
    "recovery": {
        "words": {"better": "faster", "worse": "slower", "of": "recovery"},
        "event": "recovery",
    },
    "work": {"words": {"better": "less", "worse": "more", "of": "{noun}", "lower-only": "true"}},
    "adverse-events": {
        "words": {"better": "fewer", "worse": "more", "of": "{noun}", "plural": "true"},
        "plural": "true",
        "event": "adverse events",
        "bad_event": "true",
        "harm": "true",
    },
    "leg-pain": {**PAIN, "family": "pain"},
    "quality-of-life": FUNCTION,
    "sleep": FUNCTION,
    "pain-relief": {"family": "pain"},
    "no-pain-relief": {"event": "no pain relief"},
    "mental-health": {},
    "global-improvement": {"event": "global improvement"},
    "muscle-tension": {},
}
FAMILIES = (
    "pain",
    "function",
    "responder",
    "quality-of-life",
    "recovery",
    "work",
    "recurrence",
    "sleep",
)
SCALES = {
    "points-100": "a 0–100 scale",
    "points-10": "a 0–10 scale",
    "odi": "ODI 0–100",
    "rmdq-24": "RMDQ 0–24",
    "rmdq-gain": "RMDQ gain",
    "rmdq-gain-30": "RMDQ gain of 30% or more",
    "relief-5": "a 0–5 relief scale",
    "promis-pain-t": "PROMIS pain T-score",
}
COMPARATORS = {
    "no-treatment": ("no treatment", "no-care"),
    "waiting-list": ("a waiting list", "no-care"),
    "usual-care": ("usual care", "no-care"),
    "minimal-intervention": ("a minimal intervention", "no-care"),
    "placebo": ("placebo", "inert"),
    "sham": ("a sham treatment", "inert"),
    "active": (None, "active"),
    "added-to": (None, "added-to"),
    "mixed": (None, "mixed"),
}
STAGES = {
    "acute": ("In acute low back pain", "recent"),
    "subacute": ("In subacute low back pain", "recent"),
    "chronic": ("In chronic low back pain", "lasting"),
    "mixed": ("In low back pain of mixed or unstated duration", "whole"),
    "prevention": ("For preventing low back pain", None),
    "radicular": ("In low back pain with sciatica", None),
}
GROUPS: dict[str, Fields] = {
    "pregnancy": {"synonyms": ("pregnant", "after birth")},
    "kidney": {"name": "Kidneys", "synonyms": ("renal", "kidney disease")},
    "bleeding": {"synonyms": ("blood thinner", "warfarin")},
}
ANSWER_ORDER = (("chronic", "mixed"), ("subacute",), ("acute",), ("radicular",), ("prevention",))
# id, outcomes, measure, scales, and where small, moderate and large begin
THRESHOLDS: tuple[tuple[object, ...], ...] = (
    ("pain-100", ["pain", "leg-pain"], "MD", ["points-100"], "5", "10", "20"),
    ("pain-10", ["pain", "leg-pain"], "MD", ["points-10"], "0.5", "1", "2"),
    ("disability-100", ["function"], "MD", ["odi", "points-100"], "5", "10", "20"),
    ("rmdq", ["function"], "MD", ["rmdq-24", "rmdq-gain"], "1", "2", "5"),
    ("smd", ["pain", "function", "quality-of-life", "sleep"], "SMD", [], "0.2", "0.5", "0.8"),
)
SOURCES = {
    "trial-2020": "rct",
    "review-2021": "systematic-review",
    "network-2022": "network-meta-analysis",
    "pooled-2018": "ipd-meta-analysis",
    "essay-2019": "narrative-review",
    "guideline-2017": "guideline",
    "cohort-2015": "cohort",
    "survey-2014": "survey",
    "label-2016": "drug-label",
}


def an_effect(
    measure: str = "MD",
    estimate: str = "-15",
    low: str | None = None,
    high: str | None = None,
    **fields: object,
) -> Fields:
    """A number as in an entry: lower is better, and a mean difference is on 0–100, where
    nothing else is said.
    """
    ordinary: Fields = {"measure": measure, "estimate": estimate, "low": low, "high": high}
    if measure not in ("NNT", "NNH"):
        ordinary["better"] = "lower"
    if measure == "MD":
        ordinary["scale"] = "points-100"
    return _given(ordinary, fields)


def a_finding(**fields: object) -> Finding:
    """A finding of one trial in chronic pain: 15 of 100 points less pain than with placebo, not
    graded; none of it where a `result` is.
    """
    ordinary: Fields = {
        "id": "trial-2020--1",
        "population": "People with low back pain",
        "stage": "chronic",
        "comparator": "placebo",
        "outcome": "pain",
        "effect": None if "result" in fields else an_effect(low="-18", high="-12"),
        "certainty": {"level": "not-graded"},
        "source": "trial-2020",
    }
    return Finding.model_validate(_given(ordinary, fields))


def an_intervention(*findings: Finding, **fields: object) -> Intervention:
    """Yoga, with these findings."""
    ordinary: Fields = {
        "id": "yoga",
        "name": "Yoga",
        "category": "mind-body",
        "summary": "Made up for tests.",
        "findings": findings,
        "changes": [{"date": "2026-11-22", "what": "First version"}],
        "reviewed": "2026-11-22",
    }
    return Intervention.model_validate(_given(ordinary, fields))


def with_findings(*all_fields: Mapping[str, object], **entry: object) -> Intervention:
    """Yoga with a finding for each of these, called f--1, f--2 and so on."""
    findings = [
        a_finding(**{"id": f"f--{number}", **fields}) for number, fields in enumerate(all_fields, 1)
    ]
    return an_intervention(*findings, **entry)


def a_caution(**fields: object) -> Caution:
    """A caution on a label that pregnant people should ask first."""
    ordinary: Fields = {
        "kind": "caution",
        "group": ("pregnancy",),
        "what": "Pregnancy: ask first",
        "source": "label-2016",
    }
    return Caution.model_validate(_given(ordinary, fields))


def a_source(**fields: object) -> Source:
    """A trial report of 2020; another year is read from its id."""
    id = str(fields.get("id", "trial-2020"))
    ordinary: Fields = {
        "id": id,
        "type": "article-journal",
        "design": "rct",
        "title": "A made-up report",
        "issued": id[-4:],
    }
    return Source.model_validate(_given(ordinary, fields))


def a_library(
    *interventions: Intervention,
    sources: Iterable[Source] = (),
    conditions: Iterable[Condition] = (),
    claims: Iterable[Claim] = (),
    **collection: object,
) -> Library:
    """A library about low back pain that knows one source of each design, and these entries."""
    shelf = [a_source(id=id, design=design) for id, design in SOURCES.items()]
    library = Library(
        folder=Path("nowhere"),
        collection=a_collection(**collection),
        vocabulary=a_vocabulary(),
        interventions={entry.id: entry for entry in interventions},
        conditions={entry.id: entry for entry in conditions},
        claims={entry.id: entry for entry in claims},
        sources={source.id: source for source in (*shelf, *sources)},
        withheld={},
        problems=(),
    )
    return with_answers(library)


def a_collection(**fields: object) -> Collection:
    """A collection about low back pain with the thresholds of AHRQ."""
    ordinary: Fields = {
        "title": "Low back pain",
        "description": "Made up for tests.",
        "focus-phrase": "low back pain",
        "answer-order": ANSWER_ORDER,
        "families": FAMILIES,
        "recent-only": "Acute pain only",
        "searched-until": "2026-11-28",
        "licence": "CC0-1.0",
        "review-after": "365",
        "thresholds": [
            dict(
                zip(
                    ("id", "outcomes", "measure", "scales", "small", "moderate", "large"),
                    bands,
                    strict=True,
                ),
                source="review-2021",
            )
            for bands in THRESHOLDS
        ],
    }
    return Collection.model_validate(_given(ordinary, fields))


def a_vocabulary() -> Vocabulary:
    """The words the findings here use."""
    return Vocabulary(
        outcomes=_shelf(Outcome, OUTCOMES),
        scales=_shelf(Scale, {id: {"phrase": phrase} for id, phrase in SCALES.items()}),
        comparators=_shelf(
            Comparator,
            {id: {"phrase": phrase, "group": group} for id, (phrase, group) in COMPARATORS.items()},
        ),
        stages=_shelf(
            Stage,
            {id: {"opening": opening, "role": role} for id, (opening, role) in STAGES.items()},
        ),
        categories=_shelf(Category, {"mind-body": {}}),
        terms=_shelf(Term, {}),
        groups=_shelf(Group, GROUPS),
        features=_shelf(Feature, {"muscle-spasm": {"phrase": "people taken in for muscle spasm"}}),
    )


def _shelf(kind: type[N], items: Mapping[str, Fields]) -> dict[str, N]:
    return {
        id: kind.model_validate(
            _given(
                {"id": id, "name": id.replace("-", " ").capitalize(), "definition": "Made up."},
                fields,
            )
        )
        for id, fields in items.items()
    }


def _given(ordinary: Fields, fields: Mapping[str, object]) -> Fields:
    """The ordinary fields with these on top, under their YAML names; what is None is left out."""
    named = {name if name.isupper() else kebab(name): value for name, value in fields.items()}
    return {name: value for name, value in {**ordinary, **named}.items() if value is not None}
