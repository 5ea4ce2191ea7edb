"""`kb import` as an editor runs it: what is written, what already exists, what is refused."""

import json
import sys
from pathlib import Path

import pytest

from conftest import Run
from kb.command.importer import LIBRARIES
from kb.loading import load
from processes import ran
from reference_texts import ALL, BIBTEX, CSL_JSON, NBIB, RIS, written
from small_collection import write_collection


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    return write_collection(tmp_path / "c")


def sources(collection: Path) -> set[str]:
    return {path.stem for path in (collection / "sources").glob("*.yaml")}


def test_sources_are_written_with_ids_as_editors_make_them(
    kb: Run, collection: Path, tmp_path: Path
) -> None:
    before = sources(collection)
    result = kb("import", "--evidence", collection, written(tmp_path, "a.bib", BIBTEX))
    assert (result.returncode, result.stderr) == (0, "")
    assert sources(collection) - before == {"de-able-2011", "whoro-2020"}
    assert result.stdout.splitlines()[-2:] == [
        "2 sources written, 0 there already, 0 left out.",
        "Add `design` to 2: the kind of study or text (`kb check` lists them).",
    ]


@pytest.mark.parametrize("name", ALL)
def test_kb_check_asks_for_nothing_but_the_design(
    kb: Run, collection: Path, tmp_path: Path, name: str
) -> None:
    kb("import", "--evidence", collection, written(tmp_path, name, ALL[name]))
    errors = [one for one in load(collection).problems if one.severity == "error"]
    assert {one.field for one in errors} <= {"design"}


def test_sources_that_nothing_cites_are_reported_together(
    kb: Run, collection: Path, tmp_path: Path
) -> None:
    kb("import", "--evidence", collection, written(tmp_path, "a.bib", BIBTEX))
    (told,) = [one.message for one in load(collection).problems if "nothing cites" in one.message]
    assert told == "nothing cites this source, nor 1 other, such as whoro-2020"


def test_an_imported_source_with_its_design_is_served(
    kb: Run, collection: Path, tmp_path: Path
) -> None:
    kb("import", "--evidence", collection, written(tmp_path, "b.nbib", NBIB))
    source = load(collection).sources["de-able-2011"]
    assert (source.design, source.author[0].surname, source.DOI) == (
        "rct",
        "de Able",
        "10.5555/sand_(1)",
    )
    assert source.author[1].literal == "World Hop Council"


def test_nothing_is_overwritten_and_what_is_there_is_said(
    kb: Run, collection: Path, tmp_path: Path
) -> None:
    ris = written(tmp_path, "a.ris", RIS)
    kb("import", "--evidence", collection, ris)
    file = collection / "sources/de-able-2011.yaml"
    before = file.read_bytes()
    again = kb("import", "--evidence", collection, ris, written(tmp_path, "d.json", CSL_JSON))
    assert again.returncode == 0
    assert again.stdout.count("de-able-2011 (the same DOI)") == 2
    assert file.read_bytes() == before
    other = RIS.replace("10.5555/sand_(1)", "10.5555/other").replace("Warm sand", "Cold mud")
    kb("import", "--evidence", collection, written(tmp_path, "b.ris", other))
    assert "de-able-cold-2011" in sources(collection)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("title", "year", "there"),
    [
        ("Warm sand and rest: a trial", "2011", True),
        ("WARM SAND & REST: A TRIAL", "2012", True),
        ("Warm sand & rest: a trial", "2014", False),
        ("Warm sand & rest: a trial, part 2", "2011", False),
        ("Warm water and rest: a survey", "2011", False),
    ],
)
def test_title_and_year_alike_are_reported(
    kb: Run, collection: Path, tmp_path: Path, title: str, year: str, there: bool
) -> None:
    kb("import", "--evidence", collection, written(tmp_path, "a.ris", RIS))
    other = written(tmp_path, "b.ris", f"TY  - JOUR\nTI  - {title}\nPY  - {year}\nER  -\n")
    result = kb("import", "--evidence", collection, other, "--json")
    assert bool(json.loads(result.stdout)["there"]) == there
    if there:
        assert json.loads(result.stdout)["there"][0]["why"] == "title"
        also = kb("import", "--evidence", collection, other, "--also-alike")
        assert "1 source written" in also.stdout


def test_a_dry_run_writes_nothing_and_says_the_same(
    kb: Run, collection: Path, tmp_path: Path
) -> None:
    ris, before = written(tmp_path, "a.ris", RIS), sources(collection)
    dry = kb("import", "--evidence", collection, ris, "--dry-run")
    assert sources(collection) == before
    wet = kb("import", "--evidence", collection, ris)
    assert dry.stdout.replace("would be written", "written") == wet.stdout


def test_what_changed_and_what_is_lost_is_listed(kb: Run, collection: Path, tmp_path: Path) -> None:
    shown = kb("import", "--evidence", collection, written(tmp_path, "a.ris", RIS)).stdout
    assert 'changed DOI: "https://doi.org/10.5555/sand_(1)" to "10.5555/sand_(1)"' in shown
    assert 'changed author: "Baker,C.D., Jr." to "Baker CD Jr."' in shown
    assert 'Lost, because sources have no field for it:\n  keyword (KW), once: "sand"' in shown


def test_what_breaks_a_rule_is_left_out_of_the_file_and_listed(
    kb: Run, collection: Path, tmp_path: Path
) -> None:
    text = RIS.replace("KW  - sand", "N1  - This is a significant and safe result")
    text = text.replace("2011", "2987")
    result = kb("import", "--evidence", collection, written(tmp_path, "a.ris", text), "--json")
    (one,) = json.loads(result.stdout)["written"]
    assert {lost["tag"] for lost in one["lost"]} == {"note", "issued"}
    assert "note:" not in one["text"]


def test_a_record_without_a_title_is_written_with_its_title_left_open(
    kb: Run, collection: Path, tmp_path: Path
) -> None:
    file = written(tmp_path, "a.ris", "TY  - JOUR\nAU  - Able, A\nDO  - 10.5555/a\nER  -\n")
    result = kb("import", "--evidence", collection, file)
    assert result.returncode == 0
    assert "Add `title` to 1" in result.stdout
    assert "\ntitle:\n" in (collection / "sources/able.yaml").read_text()
    library = load(collection)
    wrong = [p for p in library.problems if p.file == "sources/able.yaml" and p.severity == "error"]
    assert {one.field for one in wrong} == {"title", "design"}
    assert library.withheld["able"] == "source"
    assert "sources/able.yaml" in kb("sources", "--evidence", collection, "--unfinished").stdout
    again = kb("import", "--evidence", collection, file)
    assert "able (the same DOI)" in again.stdout


def test_a_record_of_nothing_but_a_type_is_said_to_be_empty(
    kb: Run, collection: Path, tmp_path: Path
) -> None:
    before = sources(collection)
    file = written(tmp_path, "a.ris", "TY  - BOOK\nID  - 7\nTI  -\nER  -\n")
    result = kb("import", "--evidence", collection, file)
    assert result.returncode == 0
    assert "record 1 (book)" in result.stdout
    assert "0 left out, 1 empty" in result.stdout
    assert sources(collection) == before


def test_a_record_of_nothing_a_source_has_a_field_for_is_left_out_and_the_command_ends_with_1(
    kb: Run, collection: Path, tmp_path: Path
) -> None:
    before = sources(collection)
    file = written(tmp_path, "a.ris", "TY  - JOUR\nKW  - sand\nER  -\n")
    result = kb("import", "--evidence", collection, file)
    assert result.returncode == 1
    assert "record 1: it has no title, author, date or number" in result.stdout
    assert sources(collection) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"\x00\x01\x02", "isn't a text file"),
        (b"Dear colleague", "the file has no references in a known format"),
        (RIS[:100].encode(), "cut off"),
        (b"12345678\n10.5555/a\n", "with --online, kb import asks"),
    ],
)
def test_a_bad_file_is_one_sentence_and_nothing_is_written(
    kb: Run, collection: Path, tmp_path: Path, text: bytes, said: str
) -> None:
    before = sources(collection)
    good, bad = written(tmp_path, "a.ris", RIS), written(tmp_path, "bad", text)
    result = kb("import", "--evidence", collection, good, bad)
    assert (result.returncode, result.stdout) == (2, "")
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert sources(collection) == before


def test_a_missing_file_and_a_missing_collection_are_reported(
    kb: Run, collection: Path, tmp_path: Path
) -> None:
    assert kb("import", "--evidence", collection, tmp_path / "none.ris").returncode == 2
    other = kb("import", "--evidence", tmp_path, written(tmp_path, "a.ris", RIS))
    assert (other.returncode, "no collection.yaml" in other.stderr) == (2, True)


def test_a_source_that_can_not_be_written_leaves_none(
    kb: Run, collection: Path, tmp_path: Path
) -> None:
    before = sources(collection)
    (collection / "sources/whoro-2020.yaml").symlink_to(tmp_path / "nowhere/x.yaml")
    result = kb("import", "--evidence", collection, written(tmp_path, "a.bib", BIBTEX))
    (collection / "sources/whoro-2020.yaml").unlink()
    assert result.returncode == 2
    assert sources(collection) == before


def test_a_missing_library_is_reported_with_what_to_install(
    kb: Run, collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rispy", None)
    result = kb("import", "--evidence", collection, written(tmp_path, "a.ris", RIS))
    assert (result.returncode, result.stdout) == (2, "")
    assert "pip install 'evidence-kb[import]'" in result.stderr


def test_starting_kb_reads_none_of_the_libraries_of_an_import() -> None:
    seen = "import sys, kb.command.main; print([one for one in sys.modules])"
    names = ran("python", "-c", seen).stdout
    assert not [name for name in (*LIBRARIES, "kb.importing") if f"'{name}'" in names]


def test_a_design_for_all_is_written_where_the_file_names_none(
    kb: Run, collection: Path, tmp_path: Path
) -> None:
    result = kb("import", "--evidence", collection, written(tmp_path, "a", RIS), "--design", "rct")
    assert result.returncode == 0 and "Add `design`" not in result.stdout
    assert load(collection).sources["de-able-2011"].design == "rct"
    assert "guess" in kb("import", "x", "--design", "guess").stderr
