"""What patients read of cautions and harms: no word that only clinicians know is left alone."""

from pathlib import Path

import pytest

from kb.loading import load
from small_collection import HOPPING, write_collection


@pytest.mark.parametrize(
    ("what", "unknown"),
    [
        ("Not with cardiospasm", ["cardiospasm"]),
        ("Not with myasthenia gravis or strong CYP1A2 inhibitors", ["myasthenia gravis", "CYP1A2"]),
        ("Not with cardiospasm (an opening that stays too tight)", []),
        ("Not if it stays too tight (cardiospasm)", []),
        ("Not with anticholinergic medicines (which block a messenger of nerves)", []),
        ("Not with arthritis", []),
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
