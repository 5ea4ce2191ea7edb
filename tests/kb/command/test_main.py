"""The `kb` command as its users run it: a process with words, an exit code, and what it says."""

import json
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from conftest import ROOT, Run, Serve
from kb.authoring.templates import id_from
from kb.command.arguments import parse
from kb.command.reports import Report, as_github, as_text
from kb.model.problems import Problem
from processes import KB, LONGEST, ran, running
from small_collection import write_collection

COMMANDS = ("serve", "check", "index", "search", "show", "stats", "dump", "schema", "new")


def replaced(path: Path, old: str, new: str) -> None:
    """Edit a file as an editor would; the old text must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small collection, for what doesn't depend on the shipped one."""
    return write_collection(tmp_path / "small")


# check


def test_the_shipped_collection_has_no_errors(kb_process: Run) -> None:
    result = kb_process("check")
    assert result.returncode == 0, result.stdout
    assert re.fullmatch(
        r"0 errors, \d+ warnings? in \d+ files; \d+ entries can be served\.",
        result.stdout.splitlines()[-1],
    )


def test_a_faulty_file_is_reported_by_line_and_ends_with_1(kb: Run, small: Path) -> None:
    hopping = small / "interventions" / "hopping.yaml"
    replaced(hopping, "category: exercise", "category: exercize")
    line = hopping.read_text(encoding="utf-8").split("\n").index("category: exercize") + 1
    text = kb("check", "--evidence", small)
    assert text.returncode == 1
    assert f"{hopping}:{line}:" in text.stdout
    assert "exercise" in text.stdout
    checked = json.loads(kb("check", "--evidence", small, "--format", "json").stdout)
    errors = [problem for problem in checked["problems"] if problem["severity"] == "error"]
    assert [(error["file"], error["line"], error["field"]) for error in errors] == [
        ("interventions/hopping.yaml", line, "category")
    ]
    assert set(errors[0]) == {
        "severity",
        "file",
        "line",
        "column",
        "field",
        "message",
        "hint",
        "rule",
        "part",
    }
    github = kb("check", "--evidence", small, "--format", "github")
    assert f"::error file={hopping},line={line}," in github.stdout


def test_a_fault_in_the_collection_file_itself_is_listed_like_any_other(
    kb: Run, small: Path
) -> None:
    replaced(small / "collection.yaml", "review-after: 365", "review-after: soon")
    result = kb("check", "--evidence", small, "--format", "json")
    assert result.returncode == 1
    checked = json.loads(result.stdout)
    assert checked["entries"] == 0
    assert "review-after" in [problem["field"] for problem in checked["problems"]]


def test_workflow_commands_cannot_be_forged_by_what_an_editor_wrote() -> None:
    problem = Problem("a,b:c.yaml", 3, 1, "name", "100%\n::error::forged", "", "rule")
    first = as_github(Report("evidence", 1, 0, (problem,))).splitlines()[0]
    assert (
        first == "::error file=evidence/a%2Cb%3Ac.yaml,line=3,col=1,title=rule::name:"
        " 100%25%0A::error::forged"
    )


def test_a_report_lists_errors_before_warnings_and_counts_last() -> None:
    late_error = Problem("z.yaml", 9, 1, "", "broken", "mend it", "rule")
    early_warning = Problem("a.yaml", 1, 1, "name", "odd", "", "rule", "warning")
    lines = as_text(Report("evidence", 2, 1, (early_warning, late_error))).splitlines()
    assert lines.index("evidence/z.yaml:9:1: broken") < lines.index(
        "evidence/a.yaml:1:1: name: odd"
    )
    assert lines[-1] == "1 error, 1 warning in 2 files; 1 entry can be served."


# search, show, stats, dump


@pytest.mark.parametrize(
    ("words", "first"), [("tens unit", "tens"), ("flexeril", "cyclobenzaprine"), ("yoga", "yoga")]
)
def test_search_answers_the_obvious_first(kb: Run, words: str, first: str) -> None:
    result = kb("search", words, "--json")
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["hits"][0]["id"] == first
    assert set(answer) == {
        "query",
        "total",
        "took_ms",
        "changed",
        "understood",
        "outside",
        "answer",
        "red_flags",
        "offers",
        "hits",
        "facets",
    }
    assert set(answer["hits"][0]) == {
        "id",
        "kind",
        "title",
        "certainty",
        "magnitude",
        "result",
        "score",
        "url",
        "excerpt",
        "matched",
        "evidence_searched_to",
        "warning",
        "red_flags",
    }
    assert all(
        isinstance(text, str) and isinstance(matched, bool)
        for text, matched in answer["hits"][0]["excerpt"]
    )


def test_words_of_a_search_may_begin_with_a_hyphen(kb: Run) -> None:
    everything = json.loads(kb("search", "exercise", "--json", "--limit", "1000").stdout)
    without = json.loads(kb("search", "exercise", "-yoga", "--json", "--limit", "1000").stdout)
    assert without["query"] == "exercise -yoga"
    assert "yoga" in [hit["id"] for hit in everything["hits"]]
    assert "yoga" not in [hit["id"] for hit in without["hits"]]
    assert (
        json.loads(kb("search", "-yoga", "exercise", "--json").stdout)["query"] == "-yoga exercise"
    )


def test_options_may_come_among_the_words_of_a_search() -> None:
    arguments = parse(["search", "heat", "--limit", "3", "-pack", "-h-like", "wrap"])
    assert (arguments.words, arguments.limit) == (["heat", "-pack", "-h-like", "wrap"], 3)


def test_search_limits_and_filters_by_kind(kb: Run) -> None:
    answer = json.loads(kb("search", "yoga", "--json", "--kind", "source", "--limit", "1").stdout)
    assert [hit["kind"] for hit in answer["hits"]] == ["source"]


@pytest.mark.parametrize(
    "words", ["", "((", "*", '"', "\U0001f600", "'; drop table", "<b>", "x" * 10_000, "\udcff"]
)
def test_odd_queries_get_an_answer(kb: Run, words: str, small: Path) -> None:
    result = kb("search", words, "--json", "--evidence", small)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["total"] >= 0


def test_search_for_people_names_what_it_found(kb: Run) -> None:
    assert "TENS" in kb("search", "tens unit").stdout


def test_show_tells_an_entry_with_what_is_derived(kb: Run) -> None:
    shown = json.loads(kb("show", "yoga", "--json").stdout)
    assert (shown["id"], shown["kind"], shown["title"], shown["url"]) == (
        "yoga",
        "intervention",
        "Yoga",
        "/interventions/yoga",
    )
    assert {"certainty", "magnitude", "summary", "findings"} <= set(shown)
    assert all(finding["statement"].endswith(".") for finding in shown["findings"])
    text = kb("show", "yoga").stdout
    assert shown["findings"][0]["statement"] in text


def test_dump_is_every_entry_as_show_gives_it(kb: Run) -> None:
    entries = [json.loads(line) for line in kb("dump").stdout.splitlines()]
    counts = json.loads(kb("stats", "--json").stdout)
    assert len(entries) == sum(counts["entries"].values())
    assert len([entry for entry in entries if entry["kind"] == "source"]) == counts["sources"]
    assert next(entry for entry in entries if entry["id"] == "yoga") == json.loads(
        kb("show", "yoga", "--json").stdout
    )


def test_stats_count_what_there_is(kb: Run) -> None:
    counts = json.loads(kb("stats", "--json").stdout)
    assert set(counts) == {"entries", "findings", "sources", "claims", "problems"}
    assert counts["entries"]["intervention"] >= 12
    assert counts["findings"] > counts["entries"]["intervention"]


def test_a_withheld_entry_is_not_shown_and_says_why(kb: Run, small: Path) -> None:
    replaced(small / "interventions" / "hopping.yaml", "category: exercise", "category: exercize")
    result = kb("show", "hopping", "--evidence", small)
    assert (result.returncode, result.stdout) == (1, "")
    assert "isn't published: its file has errors" in result.stderr


# new, schema


def test_a_new_entry_lacks_only_what_its_editor_must_supply(kb: Run, small: Path) -> None:
    result = kb("new", "intervention", "Crème: brûlée & Co.", "--evidence", small)
    assert result.returncode == 0, result.stderr
    path = small / "interventions" / "creme-brulee-co.yaml"
    assert path.exists()
    checked = json.loads(kb("check", "--evidence", small, "--format", "json").stdout)
    problems = [
        problem
        for problem in checked["problems"]
        if problem["file"] == f"interventions/{path.name}"
    ]
    assert {problem["rule"] for problem in problems} == {"empty-value"}
    assert {problem["field"] for problem in problems} == {
        "category",
        "summary",
        *(
            f"findings[0].{name}"
            for name in ("id", "source", "population", "stage", "comparator", "outcome")
        ),
        *(f"findings[0].effect.{name}" for name in ("measure", "estimate")),
        "findings[0].certainty.level",
    }


def test_a_new_source_lacks_only_what_its_editor_must_supply(kb: Run, small: Path) -> None:
    result = kb("new", "source", "Tilbrook 2025", "--evidence", small)
    assert result.returncode == 0, result.stderr
    path = small / "sources" / "tilbrook-2025.yaml"
    checked = json.loads(kb("check", "--evidence", small, "--format", "json").stdout)
    wrong = [
        (problem["field"], problem["rule"])
        for problem in checked["problems"]
        if problem["severity"] == "error"
    ]
    assert wrong == [("type", "empty-value"), ("design", "empty-value"), ("title", "empty-value")]
    filled = path.read_text(encoding="utf-8")
    for field in ("issued:", "container-title:", "author:", "  - family:", "    given:"):
        filled = filled.replace(f"\n# {field}", f"\n{field}", 1)
    for field, value in (
        ("type", "article-journal"),
        ("design", "rct"),
        ("title", "Yoga"),
        ("issued", "2025"),
        ("container-title", "Spine"),
        ("  - family", "Tilbrook"),
        ("    given", "HE"),
    ):
        filled = filled.replace(f"\n{field}:", f"\n{field}: {value}")
    path.write_text(filled, encoding="utf-8")
    assert kb("check", "--evidence", small).returncode == 0
    assert "Tilbrook" in kb("show", "tilbrook-2025", "--evidence", small).stdout


def test_a_new_entry_never_overwrites(kb: Run, small: Path) -> None:
    before = (small / "interventions" / "hopping.yaml").read_bytes()
    result = kb("new", "intervention", "HOPPING", "--evidence", small)
    assert result.returncode == 2
    assert "hopping.yaml already exists" in result.stderr
    assert (small / "interventions" / "hopping.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "id"),
    [("Tai chi", "tai-chi"), ("  TENS (unit) ", "tens-unit"), ("漢字", ""), ("a" * 200, "a" * 80)],
)
def test_an_id_follows_from_a_name(name: str, id: str) -> None:
    assert id_from(name) == id


def test_a_collection_elsewhere_gets_its_schemas(kb: Run, small: Path) -> None:
    hopping = small / "interventions" / "hopping.yaml"
    named = "../schema/intervention.json"
    replaced(hopping, "name:", f"# yaml-language-server: $schema={named}\nname:")
    for words in (("schema",), ("new", "intervention", "Crème brûlée")):
        shutil.rmtree(small / "schema", ignore_errors=True)
        assert kb(*words, "--evidence", small).returncode == 0
        assert (hopping.parent / named).is_file()


def test_a_fault_in_the_collection_stops_neither_a_new_entry_nor_the_schemas(
    kb: Run, small: Path
) -> None:
    (small / "collection.yaml").write_text("title: [\n", encoding="utf-8")
    (small / "vocabulary" / "terms.yaml").write_text("- id: [\n", encoding="utf-8")
    for words in (("new", "claim", "Stones help"), ("schema",)):
        assert kb(*words, "--evidence", small).returncode == 0
    text = (small / "claims" / "stones-help.yaml").read_text(encoding="utf-8")
    assert "\nclaim: Stones help\n" in text


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder with the package and its collection as an installer leaves them: no project file."""
    place = tmp_path / "site-packages"
    for part in ("kb", "evidence"):
        shutil.copytree(
            ROOT / part, place / part, ignore=shutil.ignore_patterns("__pycache__", "sources")
        )
    return place


@pytest.mark.parametrize(
    "words",
    ["new claim X", "new collection DIR/evidence/mine", "schema", "schema --evidence DIR/evidence"],
)
def test_an_installed_package_is_never_written_into(
    installed: Path, tmp_path: Path, surroundings: Mapping[str, str], words: str
) -> None:
    before = sorted(installed.rglob("*.*[!c]"))
    run = "import sys; from kb.command.launch import launch; sys.exit(launch())"
    command = [sys.executable, "-B", "-c", run]
    result = subprocess.run(
        [*command, *words.replace("DIR", str(installed)).split()],
        cwd=tmp_path,
        env={**surroundings, "PYTHONPATH": str(installed)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert "new collection" in result.stderr or "another folder" in result.stderr
    assert sorted(installed.rglob("*.*[!c]")) == before


# misuse


def a_file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_text("no folder", encoding="utf-8")
    return path


def empty(tmp_path: Path) -> Path:
    path = tmp_path / "empty"
    path.mkdir(exist_ok=True)
    return path


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("chekc",),
        ("check", "--format", "xml"),
        ("check", "surplus"),
        ("check", "--evi", "evidence"),
        ("search",),
        ("search", "heat", "--limit", "0"),
        ("search", "heat", "--limit", "-5"),
        ("search", "heat", "--limit", "many"),
        ("search", "heat", "--kind", "planet"),
        ("search", "heat", "--engine", "nonesuch"),
        ("search", "heat", "--nonesuch"),
        ("show",),
        ("show", "nonesuch"),
        ("show", "../collection"),
        ("serve", "--port", "99999"),
        ("serve", "--port", "http"),
        ("serve", "--public-url", "kb.example"),
        ("serve", "--public-url", "https://kb.example/below?a=b"),
        ("serve", "--public-url", "https://me:secret@kb.example"),
        ("serve", "--public-url", "javascript://kb.example"),
        ("new", "planet", "Mars"),
        ("new", "intervention", "漢字"),
        ("new", "intervention", "NUL"),
        ("new", "claim", "Com1"),
        ("new", "intervention", " "),
    ],
    ids=" ".join,
)
def test_misuse_gets_a_sentence_and_2(kb: Run, words: tuple[str, ...]) -> None:
    result = kb(*words)
    assert (result.returncode, result.stdout) == (2, "")
    assert_one_sentence(result.stderr)


@pytest.mark.parametrize(
    "command",
    ["check", "index", "stats", "dump", "schema", "search heat", "show yoga", "new intervention X"],
)
def test_an_evidence_folder_that_cannot_be_used_gets_a_sentence_and_2(
    kb: Run, command: str, tmp_path: Path
) -> None:
    for folder in (
        tmp_path / "missing",
        empty(tmp_path),
        a_file(tmp_path),
        tmp_path / ("long" * 100),
    ):
        result = kb(*command.split(), "--evidence", folder)
        assert (result.returncode, result.stdout) == (2, ""), folder
        assert_one_sentence(result.stderr)


def test_a_server_without_evidence_does_not_start(kb_process: Run, tmp_path: Path) -> None:
    result = kb_process("serve", "--port", "0", "--evidence", empty(tmp_path))
    assert (result.returncode, result.stdout) == (2, "")
    assert_one_sentence(result.stderr)


@pytest.mark.parametrize("command", ["index", "search heat", "serve --port 0"])
def test_an_index_folder_that_cannot_be_written_gets_a_sentence_and_2(
    kb_process: Run, command: str, small: Path, tmp_path: Path
) -> None:
    places = ("--evidence", small, "--index", a_file(tmp_path) / "below")
    result = kb_process(*command.split(), *places)
    assert (result.returncode, result.stdout) == (2, "")
    assert_one_sentence(result.stderr)


def test_a_port_in_use_gets_a_sentence_and_2(kb_process: Run, small: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = kb_process("serve", "--port", str(port), "--evidence", small)
    assert (result.returncode, result.stdout) == (2, "")
    assert str(port) in result.stderr
    assert_one_sentence(result.stderr)


def test_a_host_that_is_not_this_machine_gets_a_sentence_and_2(
    kb_process: Run, small: Path
) -> None:
    result = kb_process("serve", "--host", "host.invalid", "--port", "0", "--evidence", small)
    assert (result.returncode, result.stdout) == (2, "")
    assert_one_sentence(result.stderr)


def assert_one_sentence(text: str) -> None:
    """What was said is short, ours, and no traceback; argparse puts a usage line before."""
    said = [line for line in text.splitlines() if line.startswith("kb")]
    assert len(said) == 1, text
    assert "Traceback" not in text


def test_every_command_teaches_with_an_example(kb: Run) -> None:
    for command in COMMANDS:
        result = kb(command, "--help")
        assert result.returncode == 0
        assert f"  kb {command}" in result.stdout.partition("examples:")[2]
    assert all(command in kb("--help").stdout for command in COMMANDS)


# terminals


@pytest.mark.parametrize(
    "words", [("show", "hopping"), ("search", "hopping"), ("check",)], ids=" ".join
)
def test_any_terminal_can_take_what_is_said(
    kb_process: Run, words: tuple[str, ...], small: Path
) -> None:
    result = kb_process(
        *words,
        "--evidence",
        small,
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
        PYTHONIOENCODING="ascii",
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.isascii()


def test_json_says_the_same_in_any_encoding(kb: Run, kb_process: Run) -> None:
    shown = kb_process("show", "yoga", "--json", PYTHONIOENCODING="ascii").stdout
    assert shown.isascii()
    assert json.loads(shown) == json.loads(kb("show", "yoga", "--json").stdout)


def test_a_reader_that_leaves_is_no_error(evidence: Path, surroundings: Mapping[str, str]) -> None:
    with running(*KB, "dump", "--evidence", evidence, env=surroundings) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        written = process.stderr.read().splitlines()
        # A busy machine gets progress to read.
        assert all(line.startswith("reading ") for line in written), written
        assert process.wait(timeout=30) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_gets_a_sentence_and_2() -> None:
    with Path("/dev/full").open("w") as full:
        result = ran(*KB, "dump", stdout=full)
    assert result.returncode == 2
    assert_one_sentence(result.stderr)


def test_the_collection_in_the_current_folder_is_taken_before_the_shipped_one(
    kb: Run, tmp_path: Path
) -> None:
    evidence = write_collection(tmp_path / "evidence")
    shutil.rmtree(evidence / "interventions")
    assert (
        json.loads(kb("stats", "--json", cwd=evidence.parent).stdout)["entries"]["intervention"]
        == 0
    )
    assert json.loads(kb("stats", "--json", cwd=evidence).stdout)["entries"]["intervention"] > 0


# serve


def page(address: str, path: str) -> str:
    return httpx.get(address + path).text


def soon(address: str, path: str, text: str, seconds: float = 15.0) -> bool:
    """Whether the page has the text without a restart, however busy this machine is just now."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if text in page(address, path):
            return True
        time.sleep(0.05)
    return False


def test_a_running_server_shows_an_edit_and_survives_a_broken_one(
    serve: Serve, small: Path
) -> None:
    hopping = small / "interventions" / "hopping.yaml"
    with serve("--evidence", small, "--edit") as server:
        assert "Hopping" in page(server.address, "/interventions/hopping")
        replaced(hopping, "name: Hopping", "name: Hopping renamed")
        assert soon(server.address, "/interventions/hopping", "Hopping renamed")
        replaced(hopping, "name: Hopping renamed", "name: Hopping broken\nname: twice")
        assert soon(server.address, "/problems", "doubled-key")
        kept = page(server.address, "/interventions/hopping")
        assert "Hopping renamed" in kept
        assert "Hopping broken" not in kept
        assert "hopping.yaml" in server.log.read_text()
        hopping.unlink()
        assert soon(server.address, "/interventions/hopping", "404")


def test_readers_get_no_problems_the_public_address_and_a_quiet_end(
    serve: Serve, small: Path
) -> None:
    with serve("--evidence", small, "--public-url", "https://kb.example/") as server:
        assert httpx.get(server.address + "/healthz").status_code == 200
        assert httpx.get(server.address + "/problems").status_code == 404
        assert "Sitemap: https://kb.example/sitemap.xml" in page(server.address, "/robots.txt")
    assert "Traceback" not in server.log.read_text()


def test_processes_may_build_one_index_at_once(kb: Run, small: Path, tmp_path: Path) -> None:
    places = ("--evidence", small, "--index", tmp_path / "index")
    with ExitStack() as stack:
        processes = [stack.enter_context(running(*KB, "index", *places)) for _ in range(3)]
        written = [process.communicate(timeout=LONGEST)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], written
    assert (
        json.loads(kb("search", "hopping", "--json", *places).stdout)["hits"][0]["id"] == "hopping"
    )


def test_a_search_may_be_exact_and_explained(kb: Run) -> None:
    assert "No results" in kb("search", "yogha", "--exact").stdout
    told = kb("search", "yogha", "--explain", "--limit", "1").stdout
    assert "Showing results for “yoga” instead of “yogha”." in told
    assert "found in name" in told
    assert "Search for “yogha” instead: /search?q=yogha&exact=1" in told
