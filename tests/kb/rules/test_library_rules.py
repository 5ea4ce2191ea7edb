"""Rules about the collection as a whole."""

from pathlib import Path

import pytest

from kb.loading import load
from small_collection import write_collection


@pytest.mark.parametrize(
    ("lay", "named"),
    [("After HOPPING-mad days", True), ("After tea-hoppings", False), ("(hopping)", True)],
)
def test_a_flag_names_a_treatment_only_by_its_whole_name(
    tmp_path: Path, lay: str, named: bool
) -> None:
    folder = write_collection(tmp_path / "evidence")
    path = folder / "conditions" / "sore-knees.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("lay: A fat knee", f'lay: "{lay}"'), encoding="utf-8")
    said = [one.message for one in load(folder).problems if "its text mentions" in one.message]
    assert bool(said) == named
