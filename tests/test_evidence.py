"""The shipped collection itself: whole, without a problem, and with the key findings and sentences
the rules give.
"""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from conftest import ROOT
from kb.loading import load
from kb.model.entries import Intervention
from kb.model.library import Library

GOLD = [
    json.loads(line)
    for line in (ROOT / "tests" / "gold" / "statements.jsonl").read_text("utf-8").splitlines()
]
LAST_REVIEW = date(
    2026, 11, 29
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
