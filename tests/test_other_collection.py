"""Another collection, about migraine: every page and command over it, in its own words alone."""

import shutil
from pathlib import Path

import pytest

from conftest import ROOT, Run
from every_use import use
from kb.loading import load
from kb.model.library import Library
from kb.overviews.evidence_table import first_columns, first_stage

MIGRAINE = ROOT / "tests" / "migraine"


@pytest.fixture(scope="module")
def library() -> Library:
    return load(MIGRAINE)


def test_it_has_no_problem(library: Library) -> None:
    assert [one for one in library.problems if one.rule != "review-overdue"] == []


def test_it_is_used_in_every_way_in_its_own_words(kb: Run, tmp_path: Path) -> None:
    assert not use(Path(shutil.copytree(MIGRAINE, tmp_path / "evidence")), kb)


def test_its_outcomes_have_their_own_sentences(library: Library) -> None:
    said = library.answers["topiramate"].key[0].sentence
    assert "results in fewer monthly migraine days" in said


def test_a_recent_stage_without_a_lasting_one_makes_no_note(library: Library) -> None:
    """`acute` has no role here: nothing follows from the name of a stage."""
    assert library.answers["sumatriptan"].recent_only is None


def test_the_evidence_table_opens_on_what_it_holds(library: Library) -> None:
    assert first_columns(library) == ("migraine-days", "responder")
    assert first_stage(library) in library.vocabulary.stages


def test_its_folder_is_as_it_was() -> None:
    assert not Path(MIGRAINE / "schema").exists()
