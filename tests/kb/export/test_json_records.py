"""Records as other programs read them."""

import json

import pytest

from factories import a_caution, a_finding, a_library, a_source, an_effect, an_intervention
from kb.export.json_records import record
from kb.model.entries import Claim, Condition
from kb.model.library import Library

LIBRARY = a_library()
CHANGES = [{"date": "2026-11-22", "what": "First version"}]
CONDITION = Condition.model_validate(
    {
        "id": "back-pain",
        "name": "Back pain",
        "summary": "Made up.",
        "red-flags": [
            {
                "id": "rf-1",
                "sign": "A sign",
                "lay": "A sign",
                "may-mean": "Something",
                "action": "Go",
                "sources": ["trial-2020"],
            }
        ],
        "changes": CHANGES,
        "reviewed": "2026-11-22",
    }
)
CLAIM = Claim.model_validate(
    {
        "id": "rest-heals",
        "claim": "Rest heals.",
        "verdict": "contradicted",
        "why": "Made up.",
        "sources": ["trial-2020"],
        "changes": CHANGES,
        "reviewed": "2026-11-22",
    }
)


def test_an_intervention_has_its_yaml_names_and_what_is_derived() -> None:
    finding = a_finding(
        participants="313",
        scale_presumed="false",
        same_data_as="f--2",
        effect=an_effect(estimate="-2.50", low="-18", high="-1.0"),
        certainty={"level": "low"},
    )
    entry = an_intervention(finding, a_finding(id="f--2", certainty={"level": "low"}))
    made = record(entry, a_library(entry))
    assert (made["id"], made["kind"], made["title"], made["url"]) == (
        "yoga",
        "intervention",
        "Yoga",
        "/interventions/yoga",
    )
    assert (made["certainty"], made["magnitude"]) == ("low", "moderate")
    assert (made["certainty-words"], made["magnitude-words"]) == (
        "low",
        "moderate",
    )
    assert made["key"] == ["f--2"]
    assert made["badge"] == {
        "finding": "f--2",
        "certainty": "low",
        "magnitude": "moderate",
        "comparison": "placebo",
    }
    assert made["notes"] == [
        "This collection holds no trial of yoga in people taken in for muscle spasm "
        "(looked for until 28 November 2026)."
    ]
    assert (made["reviewed"], made["changes"]) == ("2026-11-22", CHANGES)
    assert (made["subject"], made["synonyms"]) == (None, [])
    first, second = made["findings"] if isinstance(made["findings"], list) else []
    assert isinstance(first, dict) and isinstance(second, dict)
    assert (
        first["same-data-as"],
        first["scale-presumed"],
        first["participants"],
        first["studies"],
    ) == ("f--2", False, 313, None)
    assert first["effect"] == {
        "measure": "MD",
        "estimate": -2.5,
        "estimate-printed": "-2.50",
        "low": -18,
        "low-printed": "-18",
        "high": -1,
        "high-printed": "-1.0",
        "scale": "points-100",
        "unit": None,
        "better": "lower",
    }
    assert (first["result"], first["magnitude"], first["shown-magnitude"]) == (
        "favours-intervention",
        "little-or-none",
        "little-or-none",
    )
    assert (
        first["statement"]
        == "In chronic low back pain, yoga may result in little to no difference in pain compared"
        " with placebo, but less pain is also possible (mean difference −2.50 on a 0–100 scale,"
        " negative favours yoga, 95% CI −18 to −1.0; 313 participants; low certainty)."
    )
    assert (second["result"], second["magnitude"]) == ("favours-intervention", "moderate")


def test_whole_numbers_stay_whole_and_others_keep_their_value() -> None:
    finding = a_finding(effect=an_effect(estimate="-2.50", low="-18", high="-1.0"))
    entry = an_intervention(finding)
    written = json.dumps(record(entry, a_library(entry)))
    assert '"estimate": -2.5, "estimate-printed": "-2.50", "low": -18,' in written


def test_what_was_derived_replaces_what_was_stated() -> None:
    entry = an_intervention(a_finding(result="favours-intervention", design="observational"))
    made = record(entry, a_library(entry))
    assert isinstance(made["findings"], list) and isinstance(made["findings"][0], dict)
    assert (made["findings"][0]["result"], made["findings"][0]["shown-magnitude"]) == (
        "unclear",
        None,
    )


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            CONDITION,
            {
                "id": "back-pain",
                "kind": "condition",
                "title": "Back pain",
                "url": "/conditions/back-pain",
            },
        ),
        (
            CLAIM,
            {
                "id": "rest-heals",
                "kind": "claim",
                "title": "Rest heals.",
                "url": "/claims/rest-heals",
                "verdict": "contradicted",
            },
        ),
        (
            a_source(issued="2011-05", DOI="10.1/x"),
            {
                "id": "trial-2020",
                "kind": "source",
                "title": "A made-up report",
                "url": "/sources/trial-2020",
            }
            | {
                "issued": "2011-05",
                "DOI": "10.1/x",
                "container-title": None,
                "author": [],
                "author-complete": True,
            },
        ),
    ],
)
def test_other_kinds_have_their_yaml_names_too(
    entry: Condition | Claim, expected: dict[str, object]
) -> None:
    made = record(entry, LIBRARY)
    assert {name: made[name] for name in expected} == expected
    assert not {"certainty", "magnitude", "findings"} & set(made)


def test_parts_have_their_yaml_names() -> None:
    assert '"may-mean": "Something"' in json.dumps(record(CONDITION, LIBRARY))


def test_every_shipped_entry_is_strict_json(shipped_library: Library) -> None:
    for entry in shipped_library.entries():
        made = json.loads(json.dumps(record(entry, shipped_library), allow_nan=False))
        assert made["id"] == entry.id
        assert shipped_library.entry(entry.id) is entry


def test_cautions_have_kind_and_group_and_inherited_ones_are_kept_apart() -> None:
    own = a_caution(what="Ask"), a_caution(kind="contraindicated", what="Not then", group=[])
    entry = an_intervention(cautions=own, variant_of=["movement"])
    parent = an_intervention(id="movement", cautions=[a_caution(what="Take care")])
    made = record(entry, a_library(entry, parent))
    about = {"arm": None, "plain": None, "doubt": None, "source": "label-2016"}
    asked = {**about, "kind": "caution", "group": ["pregnancy"]}
    assert made["cautions"] == [
        {**about, "kind": "contraindicated", "group": [], "what": "Not then"},
        {**asked, "what": "Ask"},
    ]
    assert made["inherited-cautions"] == [
        {**asked, "what": "Take care", "inherited-from": "movement"}
    ]
