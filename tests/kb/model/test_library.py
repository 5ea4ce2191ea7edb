"""What follows from all entries of a library together."""

from pathlib import Path

from kb.loading import load
from small_collection import HOPPING, write, write_collection


def test_entries_that_refer_to_another_are_found_without_looking_through_all(
    tmp_path: Path,
) -> None:
    library = load(write_collection(tmp_path))
    found = {
        id: [entry.id for entry in library.mentioning(id)]
        for id in ("able-2020", "hopping", "sore-knees", "nobody-1999")
    }
    assert found == {
        "able-2020": ["hopping", "hopping-heals"],
        "hopping": ["herb-tea", "sore-knees", "hopping-heals"],
        "sore-knees": ["hopping-heals"],
        "nobody-1999": [],
    }


def test_an_entry_served_as_it_last_was_still_counts_as_referring(tmp_path: Path) -> None:
    before = load(write_collection(tmp_path))
    write(tmp_path, "interventions/hopping.yaml", HOPPING.replace("able-2020", "baker-2019"))
    after = load(tmp_path, before)
    assert after.kept == {"hopping"}
    assert [entry.id for entry in after.mentioning("able-2020")] == ["hopping", "hopping-heals"]


def test_interventions_are_sorted_by_name_whatever_their_ids(tmp_path: Path) -> None:
    library = load(write_collection(tmp_path, interventions__aaa=HOPPING.replace("Hopping", "zz")))
    assert [entry.name for entry in library.by_name] == ["Herb tea", "Hopping", "zz"]
