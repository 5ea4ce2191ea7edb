"""That nothing is recorded is said of no word in the cautions or harms of a treatment."""

from collections.abc import Iterator

import pytest

from kb.model.library import Library
from search.answering.results import Request
from search.answering.searcher import Index
from search.opening import open_index
from search.text.english import STOP_WORDS
from search.text.tokenizer import words


@pytest.fixture(scope="module")
def index(shipped_library: Library, tmp_path_factory: pytest.TempPathFactory) -> Index:
    return open_index(shipped_library, tmp_path_factory.mktemp("index"))


def recorded(library: Library) -> Iterator[tuple[str, str]]:
    """The name of each treatment, or of its drug, with each word of its cautions and harms."""
    for id, entry in library.interventions.items():
        cautions = [one.caution for one in library.answers[id].cautions]
        said = [(one.what, one.arm) for one in cautions]
        said += [(one.what, one.arm) for one in entry.harms if one.seen == "yes"]
        for what, arm in said:
            for word in words(what):
                if word not in STOP_WORDS:
                    yield entry.name, word
                    yield arm or entry.name, word


@pytest.mark.full
def test_no_word_of_a_caution_or_harm_is_called_unrecorded(index: Index) -> None:
    asked = dict.fromkeys(recorded(index.content.library))
    wrong = {
        (name, word)
        for name, word in asked
        if (box := index.search(Request(f"{name} {word}")).answer)
        and box.kind == "none"
        and "no caution about" in box.text
    }
    assert len(asked) > 1000
    assert wrong == {
        ("Muscle relaxants (non-benzodiazepine)", "benzodiazepines"),  # part of its name
        *(
            (name, word)
            for name in ("Topical NSAIDs", "diclofenac gel")
            for word in ("nsaid", "nsaids")
        ),
    }


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("naproxen aspirin", "Not after an asthma attack, hives or another allergic reaction"),
        ("ibuprofen and aspirin together", "Serious harms recorded here: Heart attack"),
        ("topical NSAIDs aspirin", "Not with an allergy to aspirin or another NSAID"),
        ("muscle relaxants ciprofloxacin", "tizanidine: Not with strong CYP1A2 inhibitors"),
        ("muscle relaxants fluvoxamine", "tizanidine: Not with strong CYP1A2 inhibitors"),
        ("ibuprofen duloxetine", "an SSRI or an SNRI"),
        ("NSAID venlafaxine", "an SSRI or an SNRI"),
    ],
)
def test_what_a_caution_names_is_shown(index: Index, query: str, says: str) -> None:
    box = index.search(Request(query)).answer
    assert box and box.kind == "caution"
    assert says in box.text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("gabapentin drinking", "Potentially fatal with opioids, other sedatives or alcohol"),
        ("drinking on gabapentin", "Potentially fatal with opioids"),
        ("can I have a beer with gabapentin", "Potentially fatal with opioids"),
        ("paracetamol wine", "more than 14 units of alcohol a week"),
        ("going to the pub on cyclobenzaprine", "Adds to the effects of alcohol"),
        ("can I drink with my tablets", "Cautions about alcohol are recorded here for Cycloben"),
    ],
)
def test_drinking_in_other_words_is_about_alcohol(index: Index, query: str, says: str) -> None:
    box = index.search(Request(query)).answer
    assert box and box.kind == "caution"
    assert says in box.text


@pytest.mark.parametrize(
    "query",
    ["drinking water", "how much water should I drink", "gabapentin drink plenty of water"],
)
def test_drinking_water_is_not(index: Index, query: str) -> None:
    results = index.search(Request(query))
    assert "alcohol" not in (results.answer.text if results.answer else "").lower()
    assert not any(one.kind == "qualifier" for one in results.understood)


def test_the_harms_of_the_drug_that_is_named_do_not_repeat_its_name(index: Index) -> None:
    box = index.search(Request("tramadol SSRI")).answer
    assert box and "recorded here: Addiction, overdose and death; Respiratory" in box.text
