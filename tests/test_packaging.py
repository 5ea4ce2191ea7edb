"""The wheel, as someone gets it who has no clone: it holds everything and runs anywhere."""

import json
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest
import trove_classifiers
from packaging.metadata import Metadata

from conftest import Serve

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("kb", "search", "web", "evidence")
PARTS = (*FOLDERS, "setup.cfg", "pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a clean copy of the repository: what an earlier build left behind must not
    slip in.
    """
    clean, built = tmp_path_factory.mktemp("clean"), tmp_path_factory.mktemp("built")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, clean / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, clean)
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", built, clean],
        capture_output=True,
        check=True,
    )
    return next(built.glob("*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a new environment that has the wheel, and the libraries this
    one has.

    A line in a .pth file lends the folder of libraries without its own .pth files, so the editable
    install of this repository is not lent with it: the project can only come from the wheel.
    """
    place = tmp_path_factory.mktemp("elsewhere") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    install: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        place / "bin" / "python",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        wheel,
    ]
    subprocess.run(install, capture_output=True, check=True)
    lent = next((place / "lib").glob("python*")) / "site-packages" / "lent.pth"
    lent.write_text(sysconfig.get_path("purelib") + "\n" + sysconfig.get_path("platlib") + "\n")
    return place / "bin"


def in_repository(folder: str, *endings: str) -> set[str]:
    """The files of a folder of the repository that end so, as a wheel names them."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.suffix in endings
    }


def test_the_wheel_carries_code_templates_static_files_schemas_and_evidence(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    for folder, endings in {
        "kb": (".py", ".yaml"),
        "search": (".py",),
        "web": (".py", ".html", ".xml", ".txt", ".css", ".js", ".svg", ".ico", ".woff2"),
        "evidence": (".yaml", ".json"),
    }.items():
        wanted = in_repository(folder, *endings)
        assert wanted, f"{folder} has files"
        assert wanted - held == set()
    assert not [name for name in held if name.startswith("tests/")]


def test_the_wheel_says_what_it_is_for_an_index_of_packages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as held:
        names = {name.partition("/")[2]: name for name in held.namelist() if ".dist-info/" in name}
        about = Metadata.from_email(held.read(names["METADATA"]))  # validates every field
    assert about.license_expression == "MIT AND CC0-1.0"
    assert {"licenses/LICENSE", "licenses/LICENSE-DATA"} <= names.keys()
    assert set(about.classifiers or ()) <= trove_classifiers.classifiers
    assert about.author and about.summary and about.keywords and about.description
    urls = about.project_urls or {}
    assert urls
    assert all("placeholder" in label for label, url in urls.items() if "example.org" in url)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [extra for extra in about.provides_extra or () if f"`{extra}`" not in readme] == []


def test_the_installed_command_checks_and_searches_from_anywhere(
    elsewhere: Path, tmp_path: Path, surroundings: Mapping[str, str]
) -> None:
    alone = {name: value for name, value in surroundings.items() if name != "PYTHONPATH"}

    def run(*command: str) -> str:
        words: list[str | Path] = [elsewhere / command[0], *command[1:]]
        return subprocess.run(
            words, cwd=tmp_path, env=alone, capture_output=True, encoding="utf-8", check=True
        ).stdout

    assert Path(run("python", "-c", "import kb; print(kb.__path__[0])").strip()).is_relative_to(
        elsewhere.parent
    )
    checked = json.loads(run("kb", "check", "--format", "json"))
    assert checked["entries"] > 0
    assert [problem for problem in checked["problems"] if problem["severity"] == "error"] == []
    assert (
        json.loads(run("kb", "search", "flexeril", "--json"))["hits"][0]["id"] == "cyclobenzaprine"
    )


def test_the_installed_command_serves_from_anywhere(
    elsewhere: Path, tmp_path: Path, serve: Serve
) -> None:
    with serve(cwd=tmp_path, command=(elsewhere / "kb",)) as server:
        assert httpx.get(f"{server.address}/healthz").status_code == 200
        page = httpx.get(f"{server.address}/interventions/tens")
        assert page.status_code == 200
        assert "TENS" in page.text
