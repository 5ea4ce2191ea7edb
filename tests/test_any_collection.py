"""Whatever the words of a collection are: what `kb check` passes, every command and page takes."""

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from any_collection import any_collection, written
from conftest import Run
from every_use import FOREIGN, use
from kb.model.problems import Problem

PAIN = re.compile(rf"{FOREIGN.pattern}|\bpains?\b", re.I)


MORE = [pytest.param(range(at, at + 13), marks=pytest.mark.full) for at in range(1, 79, 13)]


@pytest.mark.parametrize("seeds", [range(1), *MORE])
def test_what_check_passes_is_used_in_every_way_in_its_own_words(
    seeds: Sequence[int], kb: Run
) -> None:
    wrong = [errors for seed in seeds if (errors := _use_one(seed, kb))]
    assert len(wrong) < len(seeds) / 2, f"what is drawn breaks rules: {wrong}"


def _use_one(seed: int, kb: Run) -> tuple[Problem, ...]:
    with tempfile.TemporaryDirectory() as temporary:
        return use(written(Path(temporary) / "evidence", any_collection(seed)), kb, PAIN)
