"""What a clinician reads of an entry, patients read too: on its plain page and on its leaflet."""

import html
import re

import pytest
from flask import Flask

from kb.model.derived import Answer, Derived
from kb.model.library import Library
from kb.model.scalars import CITE


def words(page: str) -> str:
    """What a page says, without the meanings of words and what is folded away at its end."""
    shown = page[page.index("<article") :].partition('<details class="fold" id="all"')[0]
    unexplained = re.sub(r" <small>\([^<]*\)</small>", "", shown)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", unexplained)))


def said(one: Derived) -> str:
    """Its plain claim as at the start of a sentence."""
    return re.sub(r"\s+", " ", one.plain_claim[1:])


def asked(answer: Answer) -> tuple[Derived, ...]:
    """What has to be said: the key findings, and those of the summary's other sources."""
    return (*answer.key, *answer.named)


@pytest.mark.parametrize("step", [6, pytest.param(1, marks=pytest.mark.full)])
def test_plain_page_and_leaflet_say_what_is_on_the_clinicians_page(
    shipped: Flask, shipped_library: Library, step: int
) -> None:
    client = shipped.test_client()
    for id in list(shipped_library.interventions)[::step]:
        found = asked(shipped_library.answers[id])
        clinician = client.get(f"/interventions/{id}?level=clinician").text
        assert [one.finding.id for one in found if f'"{one.finding.id}"' not in clinician] == []
        for address in (f"/interventions/{id}?level=plain", f"/interventions/{id}/leaflet"):
            text = words(client.get(address).text)
            assert [one.finding.id for one in found if said(one) not in text] == [], address
            assert {one.opening for one in found if one.opening not in text} == set(), address


def test_no_source_of_a_summary_that_may_stand_for_its_entry_is_left_unsaid(
    shipped_library: Library,
) -> None:
    for id, entry in shipped_library.interventions.items():
        answer, main = shipped_library.answers[id], shipped_library.families[:2]
        heard = {(one.finding.source, one.finding.stage) for one in asked(answer)}
        cited = {cite[1] for cite in CITE.finditer(entry.summary)}
        fit = (
            (one.finding.source, one.finding.stage)
            for one in answer.findings.values()
            if one.ineligible is None and one.family in main and one.finding.source in cited
        )
        assert set(fit) <= heard, id


@pytest.mark.parametrize(
    ("id", "finding"),
    [
        ("superficial-heat", "heatwrap-sham-2025--1"),
        ("spinal-manipulation", "de-zoete-2021--1"),
        ("spinal-manipulation", "rubinstein-acute-2012--4"),
        ("acupuncture", "mu-2020--3"),
        ("advice-to-stay-active", "dahm-2010--3"),
        ("nsaids", "van-der-gaag-2020--1"),
    ],
)
def test_what_a_summary_adds_to_the_key_findings_is_said(
    id: str, finding: str, shipped_library: Library
) -> None:
    assert finding in [one.finding.id for one in shipped_library.answers[id].named]


def test_what_is_said_besides_follows_the_collections_order_of_stages(
    shipped_library: Library,
) -> None:
    order = [stage for tier in shipped_library.tiers for stage in tier]
    for id in shipped_library.interventions:
        stages = [order.index(one.finding.stage) for one in shipped_library.answers[id].named]
        assert stages == sorted(stages), id


def test_how_sources_differ_is_read_at_the_plain_level(
    shipped: Flask, shipped_library: Library
) -> None:
    client = shipped.test_client()
    for id in shipped_library.interventions:
        page = client.get(f"/interventions/{id}?level=plain").text
        assert "level=clinician#disagreements" not in page
        assert bool(shipped_library.answers[id].disagreements) == ('id="disagreements"' in page)


def test_no_harm_marked_serious_is_said_only_where_none_is(
    shipped: Flask, shipped_library: Library
) -> None:
    client = shipped.test_client()
    for id in shipped_library.interventions:
        answer = shipped_library.answers[id]
        marked = any(harm.serious for event in answer.harms for harm in event.harms) or any(
            event.band == "serious" for known in answer.inherited_harms for event in known.harms
        )
        none_marked = "None marked as serious" in words(
            client.get(f"/interventions/{id}?level=plain").text
        )
        assert none_marked == (bool(answer.harms) and not marked), id


def test_red_flags_say_what_to_do_and_how_soon_in_plain_words(
    shipped: Flask, shipped_library: Library
) -> None:
    client = shipped.test_client()
    for id, condition in shipped_library.conditions.items():
        for address in (f"/conditions/{id}?level=plain", f"/conditions/{id}/leaflet"):
            text = words(client.get(address).text)
            for flag in condition.red_flags:
                assert f"{flag.lay}. {flag.plain_action}" in text, flag.id
            assert "Get emergency help now" in text and "Get help urgently" in text
            assert "Medical assessment" not in text and "Reassess." not in text
            assert [step.id for step in condition.pathway if not step.plain] == []


def test_a_leaflet_has_no_list_of_treatments_without_how_far_guidelines_agree(
    shipped: Flask, shipped_library: Library
) -> None:
    for id, condition in shipped_library.conditions.items():
        text = words(shipped.test_client().get(f"/conditions/{id}/leaflet").text)
        for step in condition.pathway:
            names = [shipped_library.interventions[one].name for one in step.interventions]
            assert len(names) < 2 or ", ".join(names) not in text, step.id


def test_a_leaflet_prints_an_address_only_where_the_site_has_one(shipped: Flask) -> None:
    for path in ("/interventions/massage", "/conditions/low-back-pain-with-muscle-spasm"):
        assert path not in words(shipped.test_client().get(f"{path}/leaflet").text)
