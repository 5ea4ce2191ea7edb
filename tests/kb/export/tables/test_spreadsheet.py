"""The CSV files in LibreOffice, with the settings in docs/data.md: every cell as written."""

import csv
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from conftest import ROOT
from kb.export.edition import edition
from kb.export.tables.data_package import data_package
from kb.model.library import Library

SETTINGS = "Text - txt - csv (StarCalc):44,34,76,1,,0,true,false"
NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
ROW, CELL, PARAGRAPH = (
    NAMESPACE % space + name
    for space, name in (("table", "table-row"), ("table", "table-cell"), ("text", "p"))
)
FORMULA, REPEATED = (NAMESPACE % "table" + name for name in ("formula", "number-columns-repeated"))
MOST_REPEATED = 200  # cells; the last of a row stands for all the empty columns of a sheet


def converted(folder: Path, names: list[str]) -> None:
    """Opened and saved as one XML file each."""
    words = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*words, f"--infilter={SETTINGS}", "--convert-to", "fods", *names],
        cwd=folder, capture_output=True, timeout=300, check=True,
    )  # fmt: skip


def rows(sheet: Path) -> list[list[str]]:
    """What its cells show, without the empty ones at the end of rows and sheet."""
    found = []
    for row in ElementTree.parse(sheet).iter(ROW):  # noqa: S314 our own
        cells: list[str] = []
        for cell in row.iter(CELL):
            assert cell.get(FORMULA) is None
            shown = "\n".join("".join(one.itertext()) for one in cell.iter(PARAGRAPH))
            cells += [shown] * min(MOST_REPEATED, int(cell.get(REPEATED, "1")))
        found.append(_without_end(cells))
    return found


def _without_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


@pytest.mark.full
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is missing")
def test_libreoffice_shows_every_cell_as_written(shipped_library: Library, tmp_path: Path) -> None:
    package = data_package(shipped_library, edition(shipped_library))
    tables = {name: data for name, data in package.items() if name.endswith(".csv")}
    for name, data in tables.items():
        (tmp_path / name).write_bytes(data)
    converted(tmp_path, list(tables))
    for name, data in tables.items():
        wanted = [_without_end(row) for row in csv.reader(data.decode().splitlines(keepends=True))]
        shown = rows((tmp_path / name).with_suffix(".fods"))
        assert shown[: len(wanted)] == wanted, name
        assert not any(shown[len(wanted) :]), name


def test_the_documentation_names_these_settings() -> None:
    assert SETTINGS in (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
