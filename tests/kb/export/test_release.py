"""A release: everything in every form, with checksums that hold and a way to cite it."""

import configparser
import json
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, Run
from kb.export.collection_formats import COLLECTION_FORMATS

MIGRAINE = ROOT / "tests" / "migraine"


@pytest.fixture
def release(kb: Run, tmp_path: Path) -> Path:
    """A release of the second collection, whose version is stated."""
    words = ("export", "release", "--evidence", MIGRAINE, "--version", "2026.1", "--out", "out")
    done = kb(*words, "--since", MIGRAINE, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "version 2026.1" in done.stdout
    return tmp_path / "out"


def test_its_checksums_hold(release: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=release, check=True)
    listed = {line.split("  ")[1] for line in (release / "SHA256SUMS").read_text().splitlines()}
    there = {path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()}
    assert listed == there - {"SHA256SUMS"}


def test_it_has_every_form(release: Path) -> None:
    for form in COLLECTION_FORMATS.values():
        assert (release / (form.file or form.name)).exists(), form.name
    assert {path.name for path in release.glob("sources.*")} == {
        "sources.ris",
        "sources.bib",
        "sources.csl.json",
    }


def test_it_says_what_it_is(release: Path) -> None:
    about = json.loads((release / "release.json").read_text(encoding="utf-8"))
    assert about["version"] == "2026.1"
    assert about["changes-since"] == str(MIGRAINE)
    assert "Nothing readers see" in (release / "CHANGES.txt").read_text(encoding="utf-8")
    package = json.loads((release / "csv" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["version"] == "2026.1"


def assert_cites(path: Path, kind: str) -> dict[str, object]:
    """The file has what the Citation File Format 1.2.0 asks for."""
    cited: dict[str, object] = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
    assert cited["cff-version"] == "1.2.0"
    assert cited["type"] == kind
    assert all(set(author) == {"name"} for author in cited["authors"])  # type: ignore[attr-defined]
    return cited


def test_it_says_how_to_cite_it(release: Path) -> None:
    cited = assert_cites(release / "CITATION.cff", "dataset")
    assert cited["version"] == "2026.1"
    assert cited["license"] == "CC0-1.0"


def test_the_project_says_how_to_cite_it() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg")
    cited = assert_cites(ROOT / "CITATION.cff", "software")
    assert cited["version"] == setup["metadata"]["version"]
    assert " AND ".join(cited["license"]) == setup["metadata"]["license_expression"]  # type: ignore[arg-type]


def test_since_a_name_that_is_not_there_nothing_is_written(kb: Run, tmp_path: Path) -> None:
    shutil.copytree(MIGRAINE, tmp_path / "evidence")
    done = kb("export", "release", "--since", "nowhere", "--out", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_since_is_for_releases(kb: Run, tmp_path: Path) -> None:
    done = kb("export", "csv", "--evidence", MIGRAINE, "--since", "v1", cwd=tmp_path)
    assert done.returncode == 2
    assert "kb diff v1" in done.stderr
