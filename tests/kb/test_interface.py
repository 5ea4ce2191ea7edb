"""`kb` in Python, as docs/python.md shows it: what's there runs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import kb
from conftest import ROOT
from kb.export.tables.collection_tables import TABLES
from kb.loading import load

PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def test_every_example_of_the_page_runs_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(BLOCKS) >= 4
    here: dict[str, object] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        for block in BLOCKS:
            exec(compile(block, "docs/python.md", "exec"), here)  # noqa: S102 - our own page
    said = capsys.readouterr().out
    assert "interventions," in said
    assert "yoga" in said


def test_the_page_names_every_table() -> None:
    assert [table.name for table in TABLES if f"`{table.name}`" not in PAGE] == []


def test_what_is_offered_is_what_it_names() -> None:
    assert [name for name in kb.__all__ if not callable(getattr(kb, name))] == []
    with pytest.raises(AttributeError, match="nothing"):
        kb.nothing  # noqa: B018 - asking is what is tested


def test_a_folder_may_be_named_by_a_text() -> None:
    assert load(str(ROOT / "tests" / "migraine")).interventions


def test_a_command_does_not_wait_for_what_is_only_offered() -> None:
    seen = "import sys, kb; print('kb.loading' in sys.modules, 'pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"


def test_an_unknown_table_is_a_lookup_error(tmp_path: Path) -> None:
    with pytest.raises(LookupError):
        kb.records(load(ROOT / "tests" / "migraine"), "nothing")
