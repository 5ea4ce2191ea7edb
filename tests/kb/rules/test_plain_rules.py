"""What patients read of cautions and harms: no word that only clinicians know is left alone."""

from pathlib import Path

import pytest

from kb.loading import load
from small_collection import HEALS, HOPPING, write_collection


@pytest.mark.parametrize(
    ("what", "unknown"),
    [
        ("Not with cardiospasm", ["cardiospasm"]),
        ("Not with myasthenia gravis or strong CYP1A2 inhibitors", ["myasthenia gravis", "CYP1A2"]),
        ("Not with cardiospasm (an opening that stays too tight)", []),
        ("Not if it stays too tight (cardiospasm)", []),
        ("Not with anticholinergic medicines (which block a messenger of nerves)", []),
        ("Not with arthritis", []),
        ("Not with respiratory depression", ["respiratory depression"]),
        ("Gastrointestinal and renal risk", ["Gastrointestinal", "renal risk"]),
        ("A cramp or adrenal insufficiency", ["adrenal insufficiency"]),
        ("Not with a cardiac pacemaker", []),
        ("Not if you breathe much too little (respiratory depression)", []),
        ("Not with a Shamitis", []),
    ],
)
def test_a_word_of_clinicians_needs_its_meaning(
    tmp_path: Path, what: str, unknown: list[str]
) -> None:
    folder = write_collection(
        tmp_path,
        interventions__hopping=HOPPING.replace("what: Not on stairs", f"what: {what}"),
        vocabulary__terms="- id: shamitis\n  name: Shamitis\n  definition: A pretended illness.\n",
    )
    found = [one for one in load(folder).problems if one.rule == "clinicians-words-are-explained"]
    assert {one.message for one in found} == {f'patients may not know "{word}"' for word in unknown}


def test_plain_words_are_what_is_looked_at(tmp_path: Path) -> None:
    plain = "what: Not with cardiospasm, plain: Not if it stays too tight"
    folder = write_collection(
        tmp_path, interventions__hopping=HOPPING.replace("what: Not on stairs", plain)
    )
    assert not any("patients" in one.message for one in load(folder).problems)


@pytest.mark.parametrize(
    ("plain", "added"),
    [
        ("It helped 3 knees a little [@able-2020].", []),
        ("It helped 4 knees a little [@able-2020].", ["4"]),
        ("It helped 3 knees a little [@baker-2019].", ["[@baker-2019]"]),
    ],
)
def test_plain_reasons_of_a_claim_add_no_number_and_no_cite(
    tmp_path: Path, plain: str, added: list[str]
) -> None:
    why = "why: One review found a small difference only"
    assert why in HEALS
    claim = HEALS.replace(why, f"plain: {plain}\n{why} in 3 knees")
    problems = load(write_collection(tmp_path, claims__hopping_heals=claim)).problems
    found = [one for one in problems if one.rule == "plain-reasons-add-nothing"]
    assert [one.message for one in found] == [f"`{one}` isn't in `why`" for one in added]
