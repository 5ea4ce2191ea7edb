"""The rules: each is kept by the small collection, and each is broken once or more, with its
place.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kb.loading import Unreadable, load
from kb.model.problems import Problem
from kb.model.publication_ids import DOI
from kb.model.source import Name
from kb.rules import ALL, TEXT, WARNINGS, explanation, name
from kb.rules.faults import Fault
from kb.rules.source_rules import names_keep_their_case
from small_collection import write, write_collection

TODAY = date(2026, 6, 1)
HOPPING, HERB_TEA = "interventions/hopping.yaml", "interventions/herb-tea.yaml"
SORE_KNEES, HEALS, COLLECTION = (
    "conditions/sore-knees.yaml",
    "claims/hopping-heals.yaml",
    "collection.yaml",
)
ABLE, BAKER = "sources/able-2020.yaml", "sources/baker-2019.yaml"
SCALES, COMPARATORS, CATEGORIES = (
    "vocabulary/scales.yaml",
    "vocabulary/comparators.yaml",
    "vocabulary/categories.yaml",
)
SORE_FEET = 37  # the line of the harm in the file of hopping
Changes = list[tuple[str, str, str]]


@dataclass(frozen=True)
class Break:
    """Changes (file, old text, new text; no old text makes a file) that break one rule, and where
    that is reported.
    """

    rule: str
    changes: Changes
    places: list[tuple[int, int, str]]


MORE_KEYS = "".join(
    f"  - {{id: baker-2019--{number}, population: Adults, stage: acute, comparator: placebo,"
    f" outcome: {outcome}, result: unclear,\n      certainty: {{level: low}}, source: baker-2019,"
    " key: true}\n"
    for number, outcome in ((3, "pain"), (4, "work"), (5, "recovery"))
)
# The first finding of hopping once more, and its harm.
AGAIN = """\
  - {id: able-2020--2, population: Other adults, stage: chronic, comparator: usual-care,
     outcome: pain, timepoint: 3 Months, horizon: short, source: able-2020, certainty: {level: low},
     effect: {measure: MD, estimate: -7.2, low: -11.3, high: -3.1, scale: points-100,
              better: lower}}
"""
HARM = "  - {source: baker-2019, what: sore feet, frequency: 3 of 40}\n"
BREAKS = (
    Break(
        "absolute-is-printed",
        [
            (
                HOPPING,
                "frequency: 3 of 40",
                "frequency: 3 of 40, absolute: {with: [3, 40], without: [3, 39]},"
                " than: rest, comparator: [sham]",
            )
        ],
        [(SORE_FEET, 78, "harms[0].absolute.without")],
    ),
    Break(
        "absolute-of-both-arms-alike",
        [
            (
                HOPPING,
                "frequency: 3 of 40",
                "frequency: 3 of 40, absolute: {with: 40, without: [3, 40]},"
                " than: rest, comparator: [sham]",
            )
        ],
        [(SORE_FEET, 73, "harms[0].absolute.without")],
    ),
    Break(
        "absolute-of-a-harm-names-the-other-arm",
        [
            (
                HOPPING,
                "frequency: 3 of 40",
                "frequency: 3 of 40, absolute: {with: 3, without: 40}",
            )
        ],
        [(SORE_FEET, 53, "harms[0].absolute")],
    ),
    Break(
        "absolute-where-words-have-it",
        [(HOPPING, "frequency: 3 of 40", "frequency: 30 against 40 of 1000")],
        [(SORE_FEET, 5, "harms[0]")],
    ),
    Break(
        "clinicians-words-are-explained",
        [(HOPPING, "what: Not on stairs", "what: Not with cardiospasm")],
        [(SORE_FEET + 2, 35, "cautions[0].what")],
    ),
    Break(
        "spread-is-left-out",
        [(HOPPING, "frequency: 3 of 40", "frequency: 3 of 40 (95% CI 1 to 9)")],
        [(SORE_FEET, 34, "harms[0].frequency")],
    ),
    Break(
        "rate-is-printed",
        [(HOPPING, "frequency: 3 of 40", "frequency: 3 of 40, rate: 8")],
        [(SORE_FEET, 49, "harms[0].rate")],
    ),
    Break(
        "rate-is-printed",
        [
            (
                HOPPING,
                "frequency: 3 of 40",
                "frequency: 3 of 40, rate: 7.5, than: rest, than-rate: 2, comparator: [sham]",
            )
        ],
        [(SORE_FEET, 77, "harms[0].than-rate")],
    ),
    Break(
        "than-rate-is-of-a-comparison",
        [(HOPPING, "frequency: 3 of 40", "frequency: 3 of 40, than-rate: 40")],
        [(SORE_FEET, 54, "harms[0].than-rate")],
    ),
    *(
        Break(
            "rate-is-the-only-figure",
            [(HOPPING, "frequency: 3 of 40", f"frequency: {said}, rate: 12")],
            [(SORE_FEET, 31 + len(f"frequency: {said}"), "harms[0].rate")],
        )
        for said in (
            "over 12% of people",
            "12% to 17% in trials",
            "12 to 17%",
            "12% or more",
            "at most 12%",
            "about 12%",
            "17% in cohorts and 12% in trials",
            "12 to 17%, approximate: true",
        )
    ),
    Break(
        "overall-where-it-names-no-event",
        [(HOPPING, "what: Sore feet", "what: Adverse events")],
        [(SORE_FEET, 12, "harms[0].what")],
    ),
    Break(
        "serious-where-its-words-are",
        [(HOPPING, "frequency: 3 of 40", "frequency: life-threatening in 3 of 40")],
        [(SORE_FEET, 34, "harms[0].frequency")],
    ),
    Break(
        "a-medicine-says-what-is-dangerous",
        [
            (CATEGORIES, "- {id: drug,", "- {id: drug, medicines: true,"),
            (HERB_TEA, "related: [hopping]\n", ""),
        ],
        [(1, 1, "cautions"), (1, 1, "harms")],
    ),
    Break(
        "flags-list-the-treatments-they-name",
        [(SORE_KNEES, "lay: A fat knee", "lay: A fat knee after hopping")],
        [(5, 5, "red-flags[0]")],
    ),
    Break(
        "lay-terms-name-lay-words",
        [(SORE_KNEES, "lay: A fat knee", "lay: A fat knee, lay-terms: [(fat) knee]")],
        [(5, 72, "red-flags[0].lay-terms[0]")],
    ),
    Break(
        "effect-or-result",
        [(HOPPING, "    studies: 4", "    result: unclear\n    studies: 4")],
        [(20, 13, "findings[0].result")],
    ),
    Break(
        "effect-or-result",
        [(HOPPING, "    studies: 4", "    result: no-clear-difference\n    studies: 4")],
        [(20, 13, "findings[0].result")],
    ),
    Break(
        "effect-or-result",
        [(HERB_TEA, "    result: no-clear-difference\n", "")],
        [(5, 5, "findings[0].effect")],
    ),
    Break(
        "finding-id-names-its-source",
        [(HERB_TEA, "id: baker-2019--2", "id: able-2020--2")],
        [(5, 9, "findings[0].id")],
    ),
    Break(
        "better-where-required",
        [(HOPPING, "      better: lower\n", "")],
        [(14, 7, "findings[0].effect.better")],
    ),
    Break(
        "scale-agrees-with-better",
        [(HOPPING, "better: lower", "better: higher")],
        [(19, 15, "findings[0].effect.better")],
    ),
    Break("than-where-needed", [(HOPPING, "    than: rest\n", "")], [(25, 5, "findings[1].than")]),
    Break(
        "event-where-needed",
        [
            (HOPPING, "measure: MD", "measure: RR"),
            (HOPPING, "-7.20", "0.72"),
            (HOPPING, "-11.3", "0.5"),
            (HOPPING, "-3.1", "0.9"),
            (HOPPING, "      scale: points-100\n", ""),
        ],
        [(6, 5, "findings[0].event")],
    ),
    Break(
        "people-where-indirect",
        [
            (
                HOPPING,
                "    words: No difference",
                "    indirect: {about: people, why: All joints}\n    words: No difference",
            ),
            (HOPPING, "    key: true\nharms", "harms"),
        ],
        [(25, 5, "findings[1].people")],
    ),
    Break(
        "size-only-beside-result",
        [(HOPPING, "    studies: 4", "    size: small\n    studies: 4")],
        [(20, 11, "findings[0].size")],
    ),
    Break(
        "size-by-acp-or-ahrq",
        [(HERB_TEA, "    key: true", "    size: small\n    key: true")],
        [(13, 11, "findings[0].size")],
    ),
    Break(
        "level-fits-interval",
        [(HOPPING, "level: low", "level: moderate"), (HOPPING, "high: -3.1", "high: 12")],
        [(22, 24, "findings[0].certainty.level")],
    ),
    Break(
        "estimate-within-review",
        [
            (
                HOPPING,
                "    participants: 313",
                "    participants: 313\n    review: {studies: 3, participants: 400}",
            )
        ],
        [(20, 14, "findings[0].studies")],
    ),
    Break(
        "same-data-is-elsewhere",
        [
            (
                HOPPING,
                "    words: No difference",
                "    same-data-as: baker-2019--3\n    words: No difference",
            ),
            (HOPPING, "    key: true\nharms", "harms"),
        ],
        [(34, 19, "findings[1].same-data-as")],
    ),
    Break(
        "same-data-is-elsewhere",
        [
            (
                HOPPING,
                "    words: No difference",
                "    same-data-as: herb-tea#baker-2019--1\n    words: No difference",
            ),
            (HOPPING, "    key: true\nharms", "harms"),
        ],
        [(34, 19, "findings[1].same-data-as")],
    ),
    Break(
        "key-is-eligible",
        [(HOPPING, "    words: No difference", "    secondary: true\n    words: No difference")],
        [(36, 10, "findings[1].key")],
    ),
    Break(
        "interval-complete",
        [(HOPPING, "      high: -3.1\n", "")],
        [(16, 12, "findings[0].effect.low")],
    ),
    Break(
        "interval-in-order",
        [(HOPPING, "low: -11.3", "low: -2.0")],
        [(16, 12, "findings[0].effect.low")],
    ),
    Break(
        "estimate-within-interval",
        [(HOPPING, "estimate: -7.20", "estimate: 7.20")],
        [(15, 17, "findings[0].effect.estimate")],
    ),
    Break(
        "ratio-positive",
        [
            (HOPPING, "measure: MD", "measure: RR"),
            (HOPPING, "    studies: 4", "    event: pain\n    studies: 4"),
            (HOPPING, "      scale: points-100\n", ""),
        ],
        [
            (15, 17, "findings[0].effect.estimate"),
            (16, 12, "findings[0].effect.low"),
            (17, 13, "findings[0].effect.high"),
        ],
    ),
    Break(
        "number-needed-is-one-or-more",
        [
            (HOPPING, "measure: MD", "measure: NNT"),
            (HOPPING, "-7.20", "0.5"),
            (HOPPING, "      low: -11.3\n      high: -3.1\n", ""),
            (HOPPING, "    studies: 4", "    event: pain\n    studies: 4"),
            (HOPPING, "      scale: points-100\n", ""),
        ],
        [(15, 17, "findings[0].effect.estimate")],
    ),
    Break(
        "difference-has-scale-or-unit",
        [(HOPPING, "      scale: points-100\n", "")],
        [(14, 7, "findings[0].effect.scale")],
    ),
    Break(
        "difference-has-scale-or-unit",
        [(HOPPING, "      better: lower", "      unit: points\n      better: lower")],
        [(19, 13, "findings[0].effect.unit")],
    ),
    Break(
        "value-within-scale",
        [(HOPPING, "low: -11.3", "low: -113")],
        [(16, 12, "findings[0].effect.low")],
    ),
    Break(
        "level-adds-up",
        [
            (
                HOPPING,
                "level: low",
                "level: low, start: high, concerns: [{domain: imprecision, levels: 1, why: few}]",
            )
        ],
        [(22, 24, "findings[0].certainty.level")],
    ),
    Break(
        "level-adds-up",
        [
            (
                HOPPING,
                "level: low",
                "level: low, concerns: [{domain: imprecision, levels: 3, why: few}]",
            )
        ],
        [(22, 24, "findings[0].certainty.level")],
    ),
    Break(
        "range-is-no-level",
        [(HOPPING, "level: low", "level: moderate, stated: low to moderate")],
        [(22, 24, "findings[0].certainty.level")],
    ),
    Break(
        "range-is-no-level",
        [(HOPPING, "level: low", "level: low, stated: low to high")],
        [(22, 24, "findings[0].certainty.level")],
    ),
    Break(
        "range-is-no-level",
        [(HOPPING, "level: low", "level: low, stated: very low to moderate")],
        [(22, 24, "findings[0].certainty.level")],
    ),
    Break(
        "range-is-no-level",
        [(HOPPING, "level: low", "level: very-low, stated: very low to low (whole review)")],
        [(22, 24, "findings[0].certainty.level")],
    ),
    Break(
        "range-is-no-level",
        [
            (
                HOPPING,
                "level: low",
                "level: low, stated: low to moderate, range-over: all its results",
            )
        ],
        [(22, 24, "findings[0].certainty.level")],
    ),
    Break(
        "plain-reasons-add-nothing",
        [(HEALS, "about: [hop", "plain: It healed 3 knees.\nabout: [hop")],
        [(4, 8, "plain")],
    ),
    Break(
        "verdict-has-sources",
        [(HEALS, "sources: [able-2020]\n", "")],
        [(1, 1, "sources")],
    ),
    Break(
        "search-is-described",
        [(HEALS, "verdict: not-supported", "verdict: no-evidence-found")],
        [(1, 1, "searched"), (1, 1, "searched-until")],
    ),
    Break(
        "search-is-described",
        [
            (
                HEALS,
                "verdict: not-supported",
                "verdict: no-evidence-found\nsearched: PubMed.\nsearched-until: 2026-06-02",
            )
        ],
        [(4, 17, "searched-until")],
    ),
    Break(
        "step-in-its-list",
        [
            (
                HOPPING,
                "level: low",
                "level: low, concerns: [{domain: large-effect, levels: 1, why: few}]",
            )
        ],
        [(22, 49, "findings[0].certainty.concerns[0].domain")],
    ),
    Break(
        "other-scheme-is-said",
        [(HERB_TEA, "level: not-graded", "level: not-graded, scheme: other")],
        [(11, 16, "findings[0].certainty.stated")],
    ),
    Break(
        "delivery-says-something",
        [
            (
                HOPPING,
                (
                    "{what: Ten hops each morning, who: Nobody, dose: Once a day, duration: 6"
                    " weeks, source"
                ),
                "{source",
            )
        ],
        [(41, 5, "delivery[0]")],
    ),
    Break(
        "stage-of-recommendation",
        [(HOPPING, "population: chronic pain", "population: acute or chronic pain")],
        [(43, 80, "recommendations[0].stage")],
    ),
    Break(
        "first-line-is-recommended",
        [(SORE_KNEES, "[hopping]", "[hopping, herb-tea]")],
        [(18, 30, "pathway[0].interventions[1]")],
    ),
    Break(
        "change-not-in-future",
        [(HERB_TEA, "date: 2026-01-15", "date: 2026-06-02")],
        [(15, 18, "changes[0].date")],
    ),
    Break(
        "name-has-family-or-literal",
        [(ABLE, "{family: Able, given: AB}", "{given: AB}")],
        [(3, 10, "author[0].family")],
    ),
    Break(
        "name-has-family-or-literal",
        [(ABLE, "given: AB", "literal: AB")],
        [(3, 34, "author[0].literal")],
    ),
    Break(
        "summary-at-most-50-words",
        [
            (
                HERB_TEA,
                "One trial",
                "One trial " + "and " * 50,
            )
        ],
        [(3, 10, "summary")],
    ),
    Break(
        "finding-ids-once",
        [
            (HOPPING, "id: baker-2019--1", "id: able-2020--1"),
            (HOPPING, "source: baker-2019\n    words", "source: able-2020\n    words"),
        ],
        [(25, 9, "findings[1].id")],
    ),
    Break(
        "no-item-twice",
        [(HOPPING, "harms:\n", f"{AGAIN}harms:\n")],
        [(36, 5, "findings[2]")],
    ),
    Break(
        "no-item-twice",
        [(HOPPING, "source: baker-2019}\ncautions", "source: baker-2019}\n" + HARM + "cautions")],
        [(SORE_FEET + 1, 5, "harms[1]")],
    ),
    *(
        Break(
            "no-quotation-marks-around-it",
            [(HOPPING, "timepoint: 3 months", f"timepoint: {quoted}")],
            [(11, 16, "findings[0].timepoint")],
        )
        for quoted in ("\"'at 5 days'\"", "“at 5 days”", "'\"at 5 days\"'", "‘at 5 days’")
    ),
    Break(
        "at-most-three-keys",
        [
            (
                HERB_TEA,
                "related:",
                f"{MORE_KEYS}related:",
            )
        ],
        [(19, 57, "findings[3].key")],
    ),
    Break("a-key-where-one-is-eligible", [(HERB_TEA, "    key: true\n", "")], [(5, 3, "findings")]),
    Break(
        "keys-are-those-the-rules-choose",
        [(HOPPING, "    key: true\nharms", "harms")],
        [(6, 3, "findings")],
    ),
    Break(
        "related-is-another",
        [(HERB_TEA, "related: [hopping]", "related: [hopping, herb-tea, hopping]")],
        [(14, 20, "related[1]"), (14, 30, "related[2]")],
    ),
    Break(
        "related-is-another",
        [(HERB_TEA, "related:", "variant-of: [herb-tea]\nmember-of: [hopping, hopping]\nrelated:")],
        [(14, 14, "variant-of[0]"), (15, 22, "member-of[1]")],
    ),
    Break(
        "reviewed-not-in-future",
        [(HEALS, "reviewed: 2026-01-15", "reviewed: 2026-06-02")],
        [(7, 11, "reviewed")],
    ),
    Break(
        "review-overdue",
        [(SORE_KNEES, "reviewed: 2026-01-15", "reviewed: 2025-05-31")],
        [(23, 11, "reviewed")],
    ),
    Break(
        "changes-newest-first",
        [(HERB_TEA, "what: First version}", "what: First version}, {date: 2026-02-01, what: x}")],
        [(15, 59, "changes[1].date")],
    ),
    Break(
        "part-ids-once", [(SORE_KNEES, "id: bt-runner", "id: pf-stairs")], [(9, 10, "kinds[0].id")]
    ),
    Break(
        "names-keep-their-case",
        [(ABLE, "family: Able", "family: ABLE")],
        [(3, 19, "author[0].family")],
    ),
    Break(
        "no-markup-of-other-programs",
        [(ABLE, "title: ", "title: The <i>true</i> ")],
        [(4, 8, "title")],
    ),
    Break(
        "no-lines-of-a-merge",
        [(ABLE, "title: ", "title: '>>>>>>> theirs' #")],
        [(4, 8, "title")],
    ),
    Break(
        "characters-are-those-meant",
        [(ABLE, "title: ", "title: Peopleâ€™s ")],
        [(4, 8, "title")],
    ),
    Break(
        "an-articles-number-is-its-issue",
        [(ABLE, "issued: 2020", "issued: 2020\nnumber: 4")],
        [(7, 9, "number")],
    ),
    Break(
        "source-date-not-in-future",
        [(ABLE, "issued: 2020", "issued: 2020\naccessed: 2028-01-01")],
        [(7, 11, "accessed")],
    ),
    Break("doi-well-formed", [(ABLE, "DOI: 10", "DOI: https://doi.org/10")], [(9, 6, "DOI")]),
    Break("pmid-well-formed", [(ABLE, "PMID: 12345678", "PMID: PMC1234567")], [(10, 7, "PMID")]),
    Break("pmcid-well-formed", [(ABLE, "PMCID: PMC1234567", "PMCID: 1234567")], [(11, 8, "PMCID")]),
    Break("issn-well-formed", [(ABLE, "0317-8471", "0317-8472")], [(12, 7, "ISSN")]),
    Break("issn-well-formed", [(ABLE, "0317-8471", "03178471")], [(12, 7, "ISSN")]),
    Break(
        "url-is-a-web-address",
        [(ABLE, "issued:", "URL: javascript:alert(1)\nissued:")],
        [(6, 6, "URL")],
    ),
    Break(
        "source-date-not-in-future",
        [(ABLE, "search-date: 2019-11", "search-date: 2026-07")],
        [(13, 14, "search-date")],
    ),
    Break(
        "source-date-not-in-future", [(ABLE, "issued: 2020", "issued: 2028")], [(6, 9, "issued")]
    ),
    Break(
        "search-before-publication",
        [(ABLE, "search-date: 2019-11", "search-date: 2021-02")],
        [(13, 14, "search-date")],
    ),
    Break(
        "key-is-not-retracted",
        [
            (ABLE, "search-date", "status: {kind: retracted, date: 2024}\nsearch-date"),
            (HOPPING, "id: able-2020--1", "id: able-2020--1"),
        ],
        [(24, 10, "findings[0].key")],
    ),
    Break(
        "retraction-has-status",
        [(ABLE, "title: Hopping", "title: 'RETRACTED: Hopping for knees' #")],
        [(4, 8, "title")],
    ),
    Break(
        "feedback-can-be-followed",
        [(COLLECTION, "review-after: 365", "review-after: 365\nfeedback: write to us")],
        [(8, 11, "feedback")],
    ),
    Break(
        "editing-can-be-followed",
        [(COLLECTION, "review-after: 365", "review-after: 365\nediting: ask us")],
        [(8, 10, "editing")],
    ),
    Break(
        "thresholds-do-not-overlap",
        [
            (
                COLLECTION,
                "id: smd, outcomes: [pain, function], measure: SMD",
                "id: smd, outcomes: [pain], scales: [points-100, area], measure: MD",
            )
        ],
        [(10, 5, "thresholds[1]")],
    ),
    Break(
        "bands-rise",
        [(COLLECTION, "moderate: 10", "moderate: 21")],
        [(9, 80, "thresholds[0].small")],
    ),
    Break(
        "threshold-scales-fit-measure",
        [(COLLECTION, "scales: [points-100], ", "")],
        [(9, 5, "thresholds[0].scales")],
    ),
    Break(
        "scale-ends-in-order",
        [(SCALES, "low: 0, high: 48", "low: 48, high: 0")],
        [(2, 91, "[1].low")],
    ),
    Break(
        "comparator-has-phrase",
        [(COMPARATORS, "phrase: a sham treatment, ", "")],
        [(4, 3, "[3].phrase")],
    ),
    Break(
        "a-comparison-has-its-comparator",
        [(HOPPING, "frequency: 3 of 40", "frequency: 3 of 40, than: rest")],
        [(SORE_FEET, 5, "harms[0].comparator")],
    ),
    Break(
        "against-one-other-treatment",
        [
            (
                HOPPING,
                "comparator: usual-care",
                "comparator: usual-care\n    against: {entry: herb-tea}",
            )
        ],
        [(10, 14, "findings[0].against")],
    ),
    Break(
        "kinds-are-one-level",
        [("vocabulary/groups.yaml", "name: Children", "within: [kidney-stones], name: Children")],
        [(1, 27, "[0].within[0]")],
    ),
    Break("cites-exist", [(HEALS, "[@able-2020]", "[@able-2021]")], [(3, 6, "why")]),
    Break("cites-exist", [(HEALS, "[@able-2020]", "[@able-2020, @baker-2019]")], [(3, 6, "why")]),
    Break("cites-have-their-sign", [(HEALS, "[@able-2020]", "[able-2020]")], [(3, 6, "why")]),
    Break(
        "no-banned-words",
        [(HOPPING, "what: Sore feet", "what: Safe for most")],
        [(37, 12, "harms[0].what")],
    ),
    Break("words-once", [(CATEGORIES, "id: drug", "id: exercise")], [(2, 8, "[1].id")]),
    Break(
        "ids-unique-across-kinds",
        [("sources/hopping.yaml", "", "type: book\ndesign: other\ntitle: x\n")],
        [(1, 1, "")],
    ),
    Break("names-once", [(HOPPING, "name: Hopping", "name: herb tea")], [(1, 7, "name")]),
    Break(
        "no-unused-sources",
        [("sources/new.yaml", "", "type: book\ndesign: other\ntitle: x\n")],
        [(1, 1, "")],
    ),
    Break(
        "one-source-per-publication",
        [(BAKER, "issued:", "DOI: 10.5555/HOPPING.1\nissued:")],
        [(5, 6, "DOI")],
    ),
)
# Edges and exceptions: what only looks like a breach.
KEEPS: dict[str, Changes] = {
    "the same numbers of another comparison": [
        (HOPPING, "harms:\n", AGAIN.replace("outcome:", "than: a walk, outcome:") + "harms:\n")
    ],
    "the same data as said": [
        (
            HOPPING,
            "harms:\n",
            AGAIN.replace("--2,", "--2, same-data-as: able-2020--1,") + "harms:\n",
        )
    ],
    "quotation marks of a word": [(HOPPING, "timepoint: 3 months", "timepoint: '“end” of “it”'")],
    "a title that is a quotation": [(ABLE, "title: Hopping", "title: “Hopping”")],
    "an estimate on its bound": [(HOPPING, "low: -11.3", "low: -7.20")],
    "a value as long as its scale": [(HOPPING, "low: -11.3", "low: -100")],
    "a number needed whose interval passes infinity": [
        (HOPPING, "measure: MD", "measure: NNT"),
        (HOPPING, "-7.20", "12"),
        (HOPPING, "low: -11.3", "low: 5"),
        (HOPPING, "high: -3.1", "high: -20"),
        (HOPPING, "      scale: points-100\n      better: lower\n", ""),
        (HOPPING, "    studies: 4", "    event: less pain\n    studies: 4"),
    ],
    "one end of a number needed": [
        (HOPPING, "measure: MD", "measure: NNT"),
        (HOPPING, "-7.20", "12"),
        (HOPPING, "low: -11.3", "low: 5"),
        (HOPPING, "      high: -3.1\n", ""),
        (HOPPING, "      scale: points-100\n      better: lower\n", ""),
        (HOPPING, "    studies: 4", "    event: less pain\n    studies: 4"),
    ],
    "the lower of two neighbouring levels": [
        (HOPPING, "level: low", "level: low, stated: mostly low to moderate"),
    ],
    "a range that is no level": [
        (HOPPING, "level: low", "level: not-graded, stated: low to high, range-over: outcomes"),
    ],
    "reasons for a level that began lower": [
        (
            HOPPING,
            "level: low",
            "level: low, concerns: [{domain: imprecision, levels: 1, why: few}]",
        ),
    ],
    "a search that found no study": [
        (
            HEALS,
            "verdict: not-supported",
            "verdict: no-evidence-found\nsearched: PubMed.\nsearched-until: 2026-01-02",
        ),
    ],
    "a ratio that says what is counted": [
        (HOPPING, "measure: MD", "measure: RR"),
        (HOPPING, "-7.20", "0.72"),
        (HOPPING, "-11.3", "0.5"),
        (HOPPING, "-3.1", "0.9"),
        (HOPPING, "      scale: points-100\n", ""),
        (HOPPING, "    studies: 4", "    event: sick leave\n    studies: 4"),
    ],
    "a ratio of an outcome whose own words count": [
        (HOPPING, "measure: MD", "measure: RR"),
        (HOPPING, "-7.20", "0.72"),
        (HOPPING, "-11.3", "0.5"),
        (HOPPING, "-3.1", "0.9"),
        (HOPPING, "      scale: points-100\n", ""),
        (HOPPING, "outcome: pain", "outcome: recurrence"),
    ],
    "a unit in words": [(HOPPING, "scale: points-100", "unit: hops")],
    "a reversed contrast that a note confirms": [
        (HOPPING, "better: lower", "better: higher"),
        (
            HOPPING,
            "    studies: 4",
            "    note: The source subtracts the other way round.\n    studies: 4",
        ),
    ],
    "an association without a side": [
        (HOPPING, "      better: lower\n", ""),
        (HOPPING, "    studies: 4", "    design: observational\n    studies: 4"),
        (HOPPING, "    key: true\n  - id: baker", "  - id: baker"),
    ],
    "upgrades that count": [
        (
            HOPPING,
            "level: low",
            (
                "level: moderate, start: low, upgrades: [{domain: large-effect, levels: 1, why:"
                " large}]"
            ),
        ),
    ],
    "concerns that reach the floor": [
        (
            HOPPING,
            "level: low",
            "level: very-low, start: low, concerns: [{domain: imprecision, levels: 3, why: few}]",
        ),
    ],
    "a start without steps": [(HOPPING, "level: low", "level: low, start: high")],
    "a scheme of the source's own": [
        (HOPPING, "level: low", "level: not-graded, scheme: other, stated: B")
    ],
    "a size by ACP": [
        (HERB_TEA, "level: not-graded", "level: not-graded, scheme: acp"),
        (HERB_TEA, "    key: true", "    size: none\n    key: true"),
    ],
    "a low level beside a wide interval": [(HOPPING, "high: -3.1", "high: 12")],
    "as many people as the whole review": [
        (HOPPING, "    studies: 4", "    review: {studies: 4, participants: 313}\n    studies: 4")
    ],
    "the same data in another entry": [
        (HOPPING, "    key: true\nharms", "    same-data-as: herb-tea#baker-2019--2\nharms"),
    ],
    "the same data under the same id in another entry": [
        (HOPPING, "id: baker-2019--1", "id: baker-2019--2"),
        (HOPPING, "    key: true\nharms", "    same-data-as: herb-tea#baker-2019--2\nharms"),
    ],
    "an interval both ways that somebody has looked at": [
        (HOPPING, "level: low", "level: moderate"),
        (HOPPING, "high: -3.1", "high: 12"),
        (HOPPING, "    studies: 4", "    doubt: The level is the source's own.\n    studies: 4"),
    ],
    "fifty words and two cites": [
        (HERB_TEA, "One trial", "One trial " + "and " * 42 + "[@able-2020]")
    ],
    "a review a year ago": [(HERB_TEA, "reviewed: 2026-01-15", "reviewed: 2025-06-01")],
    "a review today": [(HERB_TEA, "reviewed: 2026-01-15", "reviewed: 2026-06-01")],
    "two changes on one day": [
        (HERB_TEA, "what: First version}", "what: Second}, {date: 2026-01-15, what: First}")
    ],
    "a search this month": [
        (ABLE, "issued: 2020", "issued: 2026"),
        (ABLE, "search-date: 2019-11", "search-date: 2026-06"),
    ],
    "an issue of next year": [(ABLE, "issued: 2020", "issued: 2027")],
    "an ISSN that ends in X": [(ABLE, "0317-8471", "2434-561X")],
    "a web address": [(ABLE, "issued:", "URL: https://example.org/a?b=c#d\nissued:")],
    "words that only hold a banned one": [
        (
            HOPPING,
            "what: Sore feet",
            "what: Unsafe but cost-effective and insignificant with no effect size",
        )
    ],
    "a banned word in a claim": [(HEALS, "Hopping heals knees", "Hopping is safe and effective")],
    "a banned word in a definition": [(CATEGORIES, "Planned physical", "Significant physical")],
    "a banned word in a title": [(ABLE, "Hopping for knees", "Hopping is proven")],
    "a stage that is not a stage's word": [
        (HOPPING, "population: chronic pain", "population: chronically sore")
    ],
    "a note in square brackets": [
        (HERB_TEA, "One trial", "One trial [of two] [in 2019] [2018-2019]")
    ],
    "a link with a source's name": [
        (HERB_TEA, "One trial", "One trial [able-2020](https://example.org)")
    ],
}


def problems(folder: Path, changes: Changes) -> list[Problem]:
    """The problems of the small collection with some changes."""
    write_collection(folder)
    for file, old, new in changes:
        text = (folder / file).read_text(encoding="utf-8") if old else ""
        assert old in text
        write(folder, file, text.replace(old, new, 1) if old else new)
    try:
        return list(load(folder, today=TODAY).problems)
    except Unreadable as error:
        return list(error.problems)


def named(case: Break) -> str:
    return f"{case.rule} {case.changes[0][2].split()[0] if case.changes[0][2].split() else ''}"


@pytest.mark.parametrize("case", BREAKS, ids=named)
def test_a_broken_rule_is_reported_with_its_place(tmp_path: Path, case: Break) -> None:
    found = [problem for problem in problems(tmp_path, case.changes) if problem.rule != "reference"]
    assert {problem.rule for problem in found} == {case.rule}
    assert [(problem.line, problem.column, problem.field) for problem in found] == case.places
    assert {problem.file for problem in found} == {case.changes[-1][0]}
    rule = next(rule for rule in ALL if name(rule) == case.rule)
    assert {problem.severity for problem in found} == {"warning" if rule in WARNINGS else "error"}
    assert all(problem.message and problem.hint for problem in found)


@pytest.mark.parametrize("case", KEEPS, ids=KEEPS)
def test_what_only_looks_like_a_breach_is_no_problem(tmp_path: Path, case: str) -> None:
    assert problems(tmp_path, KEEPS[case]) == []


def test_every_rule_is_broken_once_and_kept_by_the_small_collection(tmp_path: Path) -> None:
    assert {case.rule for case in BREAKS} == {name(rule) for rule in ALL}
    assert problems(tmp_path, []) == []


def test_every_rule_explains_itself() -> None:
    for rule in ALL:
        assert explanation(rule).endswith("."), name(rule)
    assert set(ALL) >= WARNINGS


def test_a_superseded_recommendation_makes_nothing_first_line(tmp_path: Path) -> None:
    found = problems(tmp_path, [(HOPPING, "strength: weak", "strength: weak, superseded: true")])
    assert [(problem.file, problem.line, problem.rule) for problem in found] == [
        (SORE_KNEES, 18, "first-line-is-recommended")
    ]


def test_rules_check_the_valid_parts_of_a_file_with_errors(tmp_path: Path) -> None:
    changes = [
        (HOPPING, "category: exercise", "category: [exercise]"),
        (HOPPING, "low: -11.3", "low: eleven"),
        (HOPPING, "    than: rest\n", ""),
        (HOPPING, "what: Sore feet", "what: Safe"),
        (HOPPING, "what: Not on stairs", "waht: Not on stairs"),
    ]
    assert [
        (problem.line, problem.field, problem.rule) for problem in problems(tmp_path, changes)
    ] == [
        (2, "category", "wrong-type"),
        (16, "findings[0].effect.low", "number"),
        (25, "findings[1].than", "than-where-needed"),
        (36, "harms[0].what", "no-banned-words"),
        (38, "cautions[0].what", "missing-field"),
        (38, "cautions[0].waht", "unknown-field"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind: contraindicated, ", "", (39, 5, "cautions[0].kind", "missing-field")),
        (
            ", source: baker-2019}\ndelivery",
            "}\ndelivery",
            (39, 5, "cautions[0].source", "missing-field"),
        ),
        ("kind: contraindicated", "kind: banned", (39, 12, "cautions[0].kind", "choice")),
        (
            "kind: contraindicated",
            "kind: contraindicated, group: [renal]",
            (39, 37, "cautions[0].group[0]", "reference"),
        ),
    ],
)
def test_a_caution_has_a_kind_and_a_source_and_known_groups(
    tmp_path: Path, old: str, new: str, told: tuple[int, int, str, str]
) -> None:
    [problem] = problems(tmp_path, [(HOPPING, old, new)])
    assert (problem.line, problem.column, problem.field, problem.rule) == told
    assert problem.hint


def test_rules_that_count_leave_an_entry_alone_that_was_read_in_part(tmp_path: Path) -> None:
    changes = [(HERB_TEA, "key: true", "key: yes"), (HOPPING, "level: low", "level: lo")]
    assert {problem.rule for problem in problems(tmp_path, changes)} == {"true-or-false", "choice"}


@pytest.mark.parametrize(
    "old",
    [
        "outcome: pain",
        "stage: chronic",
        "comparator: usual-care",
        "scale: points-100",
        "source: able-2020",
    ],
)
def test_a_missing_word_is_reported_once(tmp_path: Path, old: str) -> None:
    found = problems(tmp_path, [(HOPPING, old, old.split(":")[0] + ": nowhere")])
    assert [problem.rule for problem in found] == ["reference"]


def test_a_cite_without_its_sign_does_not_count_as_a_word_of_a_summary(tmp_path: Path) -> None:
    (problem,) = problems(
        tmp_path, [(HERB_TEA, "One trial", "One trial " + "and " * 42 + "[able-2020]")]
    )
    assert problem.rule == "cites-have-their-sign"


def test_a_doubled_finding_id_is_reported_once_even_where_other_findings_would_be_key(
    tmp_path: Path,
) -> None:
    changes = [
        (HOPPING, "id: baker-2019--1", "id: able-2020--1"),
        (HOPPING, "source: baker-2019\n    words", "source: able-2020\n    words"),
    ]
    found = problems(tmp_path, [*changes, (HOPPING, "    key: true\nharms", "harms")])
    assert [problem.rule for problem in found] == ["finding-ids-once"]


def test_places_count_what_could_not_be_read(tmp_path: Path) -> None:
    changes = [
        (HERB_TEA, "findings:", "findings:\n  -\n  - &a x"),
        (HERB_TEA, "    key: true\n", "    secondary: true\n    key: true\n"),
    ]
    found = problems(tmp_path, changes)
    assert [(problem.line, problem.field, problem.rule) for problem in found] == [
        (5, "findings[0]", "empty-value"),
        (6, "findings[1]", "anchor"),
        (6, "findings[1]", "wrong-type"),
        (16, "findings[2].key", "key-is-eligible"),
    ]


def test_a_copy_with_the_same_name_is_reported_with_the_other_file(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, [(HOPPING, "name: Hopping", "name: herb tea")])
    assert problem.message == '`interventions/herb-tea.yaml` has the name "herb tea" too'


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("[able-2020]", "[@able-2020]"),
        ("[Able 2020]", "[@able-2020]"),
        ("[able-2020, baker-2019]", "[@able-2020] [@baker-2019]"),
        ("[bakker-2019]", "[@baker-2019]"),
        ("[nowhere-1999]", "[@nowhere-1999]"),
    ],
)
def test_a_cite_without_its_sign_is_reported_with_the_cite_that_was_meant(
    tmp_path: Path, given: str, meant: str
) -> None:
    (problem,) = problems(tmp_path, [(HEALS, "only [@able-2020]", f"only [@able-2020] {given}")])
    assert given in problem.message
    assert problem.hint == f"write {meant}"


@pytest.mark.parametrize(
    "doi",
    [
        "10.1002/14651858.CD009790.pub2",
        "10.7326/0003-4819-155-9-201111010-00003",
        "10.1016/S0140-6736(18)30480-X",
        "10.1002/1529-0131(199903)42:3<511::AID-ANR16>3.0.CO;2-T",
        "10.1890/0012-9658(2006)87[2614:GVFDTA]2.0.CO;2",
        "10.1000.10/a.b.c",
        "10.1002/a{b}c",
    ],
)
def test_real_forms_of_a_doi_are_taken(doi: str) -> None:
    assert DOI.fullmatch(doi)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (
            "10.1002/(SICI)1097(1998)17:15%3C1661::AID%3E3.0.CO;2-2",
            "10.1002/(SICI)1097(1998)17:15<1661::AID>3.0.CO;2-2",
        ),
        (
            "10.1002/a(1998)17:15&lt;1661::AID&gt;3.0.CO;2-2",
            "10.1002/a(1998)17:15<1661::AID>3.0.CO;2-2",
        ),
        ("https://doi.org/10.1002/a%3C1%3E2", "10.1002/a<1>2"),
        ("DOI: 10.1002/a", "10.1002/a"),
        ("http://dx.doi.org/10.1002/a", "10.1002/a"),
        ("info:doi/10.1002/a;b", "10.1002/a;b"),
        ("https://doi.org/10.1000/a&copy=1", "10.1000/a&copy=1"),
        ("10.1002/a b", None),
    ],
)
def test_the_suggested_doi_is_the_whole_doi(
    tmp_path: Path, written: str, meant: str | None
) -> None:
    found = problems(tmp_path, [(ABLE, "DOI: 10.5555/hopping.1", f"DOI: '{written}'")])
    (problem,) = (one for one in found if one.rule == "doi-well-formed")
    assert problem.hint.startswith(f"write `{meant}`" if meant else "copy it from the publication")


@pytest.mark.parametrize(
    ("field", "written", "meant"),
    [
        ("PMID: 12345678", "PMID: 'PMID: 123'", "write `123`"),
        ("PMID: 12345678", "PMID: PMC123", "use digits only"),
        ("PMCID: PMC1234567", "PMCID: 7654321", "write `PMC7654321`"),
        ("PMCID: PMC1234567", "PMCID: PMC7654321.2", "write `PMC7654321`"),
        ("PMCID: PMC1234567", "PMCID: 12 or 345678", "use PMC and digits, such as PMC1234567"),
        ("ISSN: 0317-8471", "ISSN: 12345679", "write `1234-5679`"),
        ("ISSN: 0317-8471", "ISSN: 0317-8471 (Print)", "write `0317-8471`"),
        ("ISSN: 0317-8471", "ISSN: 0317-84", "write it as 1234-5679"),
    ],
)
def test_the_suggested_number_is_the_one_meant(
    tmp_path: Path, field: str, written: str, meant: str
) -> None:
    found = problems(tmp_path, [(ABLE, field, written)])
    assert [one.hint.startswith(meant) for one in found if "well-formed" in one.rule] == [True]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Heat &amp; cold", "write `&`"),
        ("p &lt; 0.05", "write `<`"),
        ("people&#8217;s", "write `’`"),
        ("people&#x2019;s", "write `’`"),
        ("Ob&eacute;", "write `é`"),
        ("H<sub>2</sub>O", "remove it"),
        ("<b>Aim</b>", "remove it"),
        ("<jats:p>Aim", "remove it"),
        ("one<br/>two", "remove it"),
        ('<a href="https://x.org">x</a>', "remove it"),
        (r"\emph{in situ}", "remove it"),
        (r"Mu{\"o}ller", "remove it"),
        ("patientsâ€™ choices", "write `’`"),
        ("â€œwarmâ€\x9d", "write"),
        ("Ã©tude", "write `é`"),
        ("5Â°C", "write `°`"),
        ("Â±3", "write `±`"),
        ("5 Â mg", "remove it"),
        ("3â€“5", "write `–`"),
        ("Î±-lipoic", "write `α`"),
        ("â‰¥3", "write `≥`"),
        ("ï¬\x81bres", "write"),
        ("patients‚Äô", "write `’`"),
        ("√©tude", "write `é`"),
        (r"patients\u2019 own", "reads: patients’ own"),
        (r"caf\xe9", "write `é`, so that it reads: café"),
        (r"one\nTwo", "reads: one Two"),
        (r"a \"warm\" one", 'reads: a "warm" one'),
        ("Scheuermann''s disease", "reads: Scheuermann's disease"),
        ("bene\ufb01t of lumbo\u00adsacral", "reads: benefit of lumbosacral"),
        ("A&amp;lt;B <i>in vivo</i>", "reads: A<B in vivo"),
        ("one <<<<<<< HEAD", "keep the words of one version"),
        ("Mean 3\ufffd5", "check the source"),
        ("\uf0b7 heat", "check the source"),
    ],
)
def test_markup_and_misread_characters_are_reported(written: str, hint: str) -> None:
    assert any(hint in fault.hint for fault in _in_text(written))


@pytest.mark.parametrize(
    "written",
    [
        "R&D; AT&T",
        "p < 0.05 and x > 3",
        "a<b",
        "„Gruß“ and „Spaß“",
        "“CAFÉ” and «été»",
        "MÚSICA “É”",
        "Sørbø, Łukowicz, Ağırbaş, Nguyễn",
        "5°C ± 0.3 µg",
        "α-lipoic acid ≥ 3 √2",
        "ÂNGELA and Ânia",
        r"\* starred \[bracket\]",
        "the patients' and the 'best' one",
        "5'10''",
        "https://example.org/?a=1&b=2#x",
        "热敷治疗。",
        "Ελληνικά, русский",
    ],
)
def test_ordinary_text_of_any_language_is_taken(written: str) -> None:
    assert _in_text(written) == []


def _in_text(written: str) -> list[Fault]:
    """What the rules about any text say; they look at nothing else."""
    setting: Any = None
    return [fault for rule in TEXT for fault in rule(written, setting)]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ({"family": "Kong", "given": "DAVID"}, ["David"]),
        ({"family": "KONG", "given": "D"}, ["Kong"]),
        ({"family": "O'BRIEN", "given": "MARÍA JOSÉ"}, ["Brien", "María", "José"]),
        ({"family": "Silva", "given": "ANNA-LENA"}, ["Anna", "Lena"]),
        ({"family": "Ostelo", "given": "RWJG"}, []),
        ({"family": "KC", "given": "D.A.V.I.D."}, []),
        ({"family": "王", "given": "小明小"}, []),
        ({"family": "Łukowicz", "given": "Żaneta"}, []),
        ({"literal": "WHO"}, []),
    ],
)
def test_names_in_capitals_are_reported(name: dict[str, str], told: list[str]) -> None:
    setting: Any = None
    faults = names_keep_their_case(Name.model_validate(name), setting)
    assert [fault.hint.split("`")[1] for fault in faults] == told


def test_what_is_there_twice_is_reported_with_both_lines(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, [(HOPPING, "harms:\n", f"{AGAIN}harms:\n")])
    said = "this says the same as finding 1 (able-2020--1) on line 6: source, outcome"
    assert (problem.line, problem.message[: len(said)]) == (36, said)
    assert "`timepoint`" in problem.hint
    assert problem.severity == "warning"


@pytest.mark.parametrize(
    ("changes", "cure"),
    [
        (
            [
                (HOPPING, "id: baker-2019--1", "id: able-2020--1"),
                (HOPPING, "source: baker-2019\n    words", "source: able-2020\n    words"),
            ],
            "write `able-2020--2`",
        ),
        (
            [(HOPPING, "id: baker-2019--1", "id: able-2020--2"), (HOPPING, "3 of 40", "3 of 41")],
            "write `baker-2019--1`",
        ),
        (
            [(HOPPING, "harms:\n", AGAIN.replace("than: a", "").replace("--2", "--3") + "harms:\n"),
             (HOPPING, "id: baker-2019--1", "id: Able-2020--1")],
            "write `able-2020--2`",
        ),
        ([(SORE_KNEES, "id: bt-runner", "id: pf-stairs")], "write `pf-stairs-2`"),
        ([(SCALES, "id: area", "id: knee-48")], "`knee-48-2`"),
        ([(SCALES, "id: area", "id: Knee 48")], "write `knee-48-2`"),
    ],
)  # fmt: skip
def test_a_cure_gives_no_id_that_is_taken(tmp_path: Path, changes: Changes, cure: str) -> None:
    assert any(cure in problem.hint for problem in problems(tmp_path, changes))


@pytest.mark.parametrize("field", ["studies: 4", "participants: 313"])
def test_a_result_of_no_study_or_nobody_is_an_error(tmp_path: Path, field: str) -> None:
    name = field.partition(":")[0]
    (problem,) = problems(tmp_path, [(HOPPING, f"    {field}", f"    {name}: 0")])
    assert (problem.field, problem.rule) == (f"findings[0].{name}", "number-range")
    assert problem.hint == "use 1 or more, or remove the line if it doesn't apply"
