"""Whatever the words of a collection are: what `kb check` passes, every command and page takes."""

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from any_collection import any_collection, written
from conftest import Run
from every_use import FOREIGN, use

PAIN = re.compile(rf"{FOREIGN.pattern}|\bpains?\b", re.I)


@pytest.mark.parametrize("seeds", [range(6), pytest.param(range(6, 80), marks=pytest.mark.full)])
def test_what_check_passes_is_used_in_every_way_in_its_own_words(
    seeds: Iterable[int], kb: Run
) -> None:
    for seed in seeds:
        _use_one(seed, kb)


def _use_one(seed: int, kb: Run) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        use(written(Path(temporary) / "evidence", any_collection(seed)), kb, PAIN)
