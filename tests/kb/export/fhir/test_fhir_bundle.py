"""The collection as a FHIR R5 bundle: valid, with every reference inside it, and nothing lost."""

import json
import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.artifactassessment import ArtifactAssessment
from fhir.resources.bundle import Bundle
from fhir.resources.citation import Citation
from fhir.resources.evidence import Evidence
from fhir.resources.evidencevariable import EvidenceVariable

from any_collection import any_collection, written
from conftest import ROOT, full
from kb.export.edition import edition
from kb.export.fhir.fhir_bundle import FILE, fhir_files, findings_in
from kb.loading import load
from kb.model.library import Library

MODELS = {
    model.__name__: model for model in (ArtifactAssessment, Citation, Evidence, EvidenceVariable)
}


def bundle(library: Library) -> bytes:
    return fhir_files(library, edition(library))[FILE]


@pytest.fixture(scope="module")
def shipped_bundle(shipped_library: Library) -> bytes:
    return bundle(shipped_library)


@pytest.fixture(scope="module")
def resources(shipped_bundle: bytes) -> list[dict[str, Any]]:
    return [one["resource"] for one in json.loads(shipped_bundle)["entry"]]


def of_kind(resources: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [one for one in resources if one["resourceType"] == kind]


@pytest.mark.parametrize("kind", MODELS)
def test_every_resource_is_valid(kind: str, resources: list[dict[str, Any]]) -> None:
    found = of_kind(resources, kind)
    assert found
    for one in found:
        MODELS[kind].model_validate(one)


def test_an_invalid_resource_would_be_seen(resources: list[dict[str, Any]]) -> None:
    with pytest.raises(ValueError, match="statuss"):
        Evidence.model_validate({**of_kind(resources, "Evidence")[0], "statuss": "active"})


def test_every_finding_and_source_has_its_resource(
    resources: list[dict[str, Any]], shipped_library: Library
) -> None:
    def named(kind: str) -> list[str]:
        return [one["identifier"][0]["value"] for one in of_kind(resources, kind)]

    findings = [
        f"{entry.id}#{one.id}"
        for entry in shipped_library.interventions.values()
        for one in entry.findings
    ]
    assert named("Citation") == list(shipped_library.sources)
    assert named("Evidence") == named("ArtifactAssessment") == findings


def test_every_reference_is_to_a_resource_of_the_bundle(shipped_bundle: bytes) -> None:
    names = {one["fullUrl"] for one in json.loads(shipped_bundle)["entry"]}
    references = re.findall(r'"reference": "([^"]+)"', shipped_bundle.decode())
    assert set(references) <= names
    assert len(names) == len(json.loads(shipped_bundle)["entry"])


def assert_nothing_lost(library: Library) -> None:
    """Equal, to the last digit printed."""
    back = dict(findings_in(bundle(library)))
    for entry in library.interventions.values():
        for finding in entry.findings:
            assert repr(back.pop(f"{entry.id}#{finding.id}")) == repr(finding)
    assert not back


def test_a_finding_goes_out_and_comes_back_the_same(shipped_library: Library) -> None:
    assert_nothing_lost(shipped_library)


def test_so_does_one_of_another_collection_whose_bundle_is_valid() -> None:
    library = load(ROOT / "tests" / "migraine")
    assert_nothing_lost(library)
    Bundle.model_validate_json(bundle(library))


SEEDS = [0, *full(*range(1, 6))]


@pytest.mark.parametrize("seed", SEEDS)
def test_so_does_one_of_any_collection_and_it_is_valid(seed: int, tmp_path: Path) -> None:
    library = load(written(tmp_path / "evidence", any_collection(seed)))
    assert_nothing_lost(library)
    Bundle.model_validate_json(bundle(library))


def test_numbers_keep_the_digits_their_source_prints(
    shipped_bundle: bytes, shipped_library: Library
) -> None:
    text = shipped_bundle.decode()
    printed = {
        str(one.effect.estimate)
        for entry in shipped_library.interventions.values()
        for one in entry.findings
        if one.effect
    }
    assert any(digits.endswith("0") and "." in digits for digits in printed)
    assert [digits for digits in printed if f'"value": {digits}\n' not in text] == []


def test_certainty_is_coded_with_its_domains(resources: list[dict[str, Any]]) -> None:
    rated = [one["certainty"][0] for one in of_kind(resources, "Evidence")]
    graded = [one["rating"]["coding"][0] for one in rated if "rating" in one]
    assert {one["system"] for one in graded} == {"http://hl7.org/fhir/certainty-rating"}
    assert {one["code"] for one in graded} == {"high", "moderate", "low", "very-low"}
    domains = {
        part["type"]["coding"][0]["code"] for one in rated for part in one.get("subcomponent", ())
    }
    assert {"RiskOfBias", "Inconsistency", "Imprecision"} <= domains


def test_it_is_marked_experimental(resources: list[dict[str, Any]]) -> None:
    assert all(
        one["experimental"] for one in resources if one["resourceType"] != "ArtifactAssessment"
    )


def test_a_retracted_source_says_so(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "tests" / "migraine", tmp_path / "evidence"))
    with (folder / "sources" / "linde-topiramate-2013.yaml").open("a") as file:
        file.write("status: {kind: retracted, date: 2026-01-01}\n")
    text = bundle(load(folder)).decode()
    assert '"text": "Retracted"' in text
    assert "The source of this was retracted." in text


def test_a_text_that_looks_like_a_number_stays_a_text(tmp_path: Path) -> None:
    library = load(written(tmp_path / "evidence", any_collection(1)))
    held = json.loads(bundle(library), parse_float=Decimal)
    resources = [one["resource"] for one in held["entry"]]
    texts = [one["title"] for one in resources if "title" in one]
    assert texts
    assert all(isinstance(text, str) for text in texts)
