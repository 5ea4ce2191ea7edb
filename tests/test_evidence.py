"""The shipped collection itself: whole, without a problem, and with the key findings and sentences
the rules give.
"""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from markupsafe import escape

from conftest import ROOT
from kb.loading import load
from kb.model.entries import Intervention
from kb.model.library import Library

GOLD = [
    json.loads(line)
    for line in (ROOT / "tests" / "gold" / "statements.jsonl").read_text("utf-8").splitlines()
]
LAST_REVIEW = date(
    2026, 11, 30
)  # the latest day an entry names, so that no review is overdue however late the tests run


CITED = re.compile(r"<sup><a [^>]*>\[(\d+)\]")


@pytest.fixture(scope="module")
def library(evidence: Path) -> Library:
    return load(evidence, today=LAST_REVIEW)


def test_the_collection_has_no_problem_and_withholds_nothing(library: Library) -> None:
    assert library.problems == ()
    assert not library.withheld


def test_every_intervention_says_what_a_card_needs(library: Library) -> None:
    for entry in library.interventions.values():
        assert entry.summary and entry.findings and entry.reviewed
        assert entry.harms or entry.cautions or entry.unknown, entry.id


def test_sources_are_numbered_in_the_order_a_reader_meets_them(
    library: Library, shipped: Flask
) -> None:
    client = shipped.test_client()
    for place, id in enumerate(library.interventions):
        page = client.get(
            f"/interventions/{id}?level={('clinician', 'plain')[place % 2]}"
        ).get_data(as_text=True)
        met = list(dict.fromkeys(int(number) for number in CITED.findall(page)))
        assert met == list(range(1, len(met) + 1)), id


def test_the_key_findings_are_those_the_rules_choose(library: Library) -> None:
    for entry in library.interventions.values():
        marked = {finding.id for finding in entry.findings if finding.key}
        assert marked == {one.finding.id for one in library.answers[entry.id].key}, entry.id


def test_no_finding_kept_for_a_look_leads_a_card(library: Library) -> None:
    for entry in library.interventions.values():
        for one in library.answers[entry.id].key:
            finding = one.finding
            assert (
                finding.indirect is None
                and not finding.secondary
                and finding.design == "randomised"
            ), (entry.id, finding.id)


@pytest.mark.parametrize("example", GOLD, ids=lambda example: str(example["finding"]))
def test_a_finding_reads_as_it_was_written_by_hand(
    example: dict[str, str], library: Library
) -> None:
    entry, _, finding = example["finding"].partition("--")
    one = library.answers[entry].findings[finding]
    assert (one.text, one.magnitude, one.result) == (
        example["statement"],
        example["magnitude"],
        example["direction"],
    )


def test_every_sentence_ends_and_names_what_was_given(library: Library) -> None:
    for entry in library.interventions.values():
        for finding in entry.findings:
            text = library.answers[entry.id].findings[finding.id].text
            assert text.endswith(".") and "None" not in text and "  " not in text, (
                entry.id,
                finding.id,
                text,
            )
            assert _given(entry, finding.arm) in text, (entry.id, finding.id, text)


def test_the_pathway_names_the_acute_only_treatments_only_where_they_belong(
    library: Library,
) -> None:
    condition = library.conditions["low-back-pain-with-muscle-spasm"]
    for step in condition.pathway:
        for acute_only in {"superficial-heat", "muscle-relaxants", "cyclobenzaprine"} & set(
            step.interventions
        ):
            assert "chronic" not in step.stage or step.role == "not-recommended", (
                step.id,
                acute_only,
            )


def _given(entry: Intervention, arm: str | None) -> str:
    return arm or entry.subject or entry.name[:1].lower() + entry.name[1:]


# What a sentence says, by its own words, and what may be shown next to it; the first that is found.
SAYS = (
    ("no eligible trial of", {"no-evidence"}),
    ("not known to this collection", {"not-seen"}),
    ("evidence is very uncertain", {"very-uncertain"}),
    ("unclear whether|insufficient or conflicting|does not show|is not recorded", {"unclear"}),
    ("mixed results|are mixed", {"mixed"}),
    ("little to no difference is also possible", {"open-interval"}),
    ("no clear difference in", {"no-clear-difference"}),
    ("little to no difference in", {"little-or-none"}),
    (" much | a large ", {"large"}),
    (" slightly ", {"small"}),
    (
        "scores|risk|chance|odds|rate of|result|more|fewer|recover|less sick|implausible",
        {"not-classed"},
    ),
    ("reduces? |improves? |less |better |lower |faster ", {"moderate"}),
)
SIDES = ("favours-other-treatment", "worse-than-comparator")
PLAINLY = {
    "no-evidence": "no suitable study",
    "not-seen": "wasn’t available to us",
    "very-uncertain": "the evidence is very uncertain",
    "unclear": "not clear|too little evidence|cannot show",
    "mixed": "differ",
    "open-interval": "may also be little or no difference",
    "no-clear-difference": "no clear difference",
    "little-or-none": "little or no difference",
    "large": "much ",
    "small": "a little ",
}


def test_the_short_form_says_what_the_sentence_says(library: Library) -> None:
    for id in library.interventions:
        for one in library.answers[id].findings.values():
            said = next(shows for words, shows in SAYS if re.search(words, one.claim))
            sized = bool(said & {"large", "moderate", "small", "not-classed"})
            assert one.shows in said or (sized and one.shows in SIDES), one.text
            assert re.search(PLAINLY.get(one.shows, ""), one.plain), one.plain


def test_the_side_at_a_glance_is_the_numbers_and_the_sentences(library: Library) -> None:
    for id in library.interventions:
        for one in library.answers[id].findings.values():
            other_first = f" with {one.other} than with " in one.claim
            assert (one.shows == "favours-other-treatment") <= other_first, one.text
            if one.shows in ("large", "moderate", "small", "not-classed", *SIDES) and one.contrast:
                assert (one.contrast.benefit < 0) == (one.shows in SIDES), one.text


def test_no_facet_has_a_size_that_the_sentence_does_not_say(library: Library) -> None:
    for id in library.interventions:
        for one in library.answers[id].findings.values():
            assert one.shown_magnitude in (None, one.shows), one.text


def test_a_sentence_counts_as_many_studies_as_its_finding(library: Library) -> None:
    for id in library.interventions:
        for one in library.answers[id].findings.values():
            alone = re.search("(?i)one (trial|observational study) ", one.sentence + one.plain)
            assert not (alone and (one.finding.studies or 1) > 1), one.text


def test_signs_of_one_drug_or_type_name_it_wherever_they_stand(
    library: Library, shipped: Flask
) -> None:
    """So that the moderate certainty of tramadol is not read as that of opioids."""
    client = shipped.test_client()
    listed = client.get("/interventions").get_data(as_text=True)
    for id, entry in library.interventions.items():
        first = library.answers[id].badge.finding
        if first and first.finding.arm:
            of = f'href="/interventions/{id}">{entry.name}</a>'
            row = listed.partition(of)[2].partition("</div>")[0]
            assert f">{escape(first.finding.arm)}, vs " in row, id
            page = client.get(f"/interventions/{id}").get_data(as_text=True)
            row = page.partition('<td role="cell" class="o">')[2].partition("</td>")[0]
            assert f"<small>{escape(first.finding.arm)}</small>" in row, id
