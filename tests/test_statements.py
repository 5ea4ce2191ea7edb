"""Statements as clinicians read them."""

import json
from pathlib import Path
from typing import Any

import pytest

from factories import a_library, an_intervention
from kb.model import Finding
from kb.statements import state

GOLD = [json.loads(line) for line in (Path(__file__).parent / "gold" / "statements.jsonl").read_text("utf-8").splitlines()]
LIBRARY = a_library()


@pytest.mark.parametrize("example", GOLD, ids=lambda example: example["finding"]["id"])
def test_a_finding_reads_as_it_was_written_by_hand(example: dict[str, Any]) -> None:
    statement = state(Finding.model_validate(example["finding"]), an_intervention(**example["entry"]), LIBRARY)
    assert (statement.text, statement.magnitude, statement.result) == (example["text"], example["magnitude"], example["result"])
