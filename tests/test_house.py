"""The house: who may import whom, what is declared, what templates and files may not hold."""

import ast
import configparser
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("kb", "search", "web")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TEMPLATES = sorted((ROOT / "web" / "templates").rglob("*.html"))
# What each package may import of the others; the front door alone may import all.
ALLOWED = {"kb": {"kb"}, "search": {"kb", "search"}, "web": {"kb", "search", "web"}}
FRONT_DOOR = "kb/command/main.py"
LONGEST = 400  # lines
# Where a library may be imported: a file, or a folder and what is below it.
PLACES = {
    "yaml": "kb/reading/yaml_reader.py",
    "whoosh": "search/engines/",
    "opensearchpy": "search/engines/opensearch/",
    "numpy": "search/",
    "Stemmer": "search/text/analyzer.py",
    "platformdirs": "kb/library_cache.py",
    "flask": "web/",
    "bleach": "web/core/markdown.py",
    "markdown_it": "web/core/markdown.py",
    "watchfiles": "web/core/watching.py",
    "waitress": "kb/command/serving.py",
    "ruamel": "web/editing/round_trip.py",
    "argon2": "web/editing/",
    "rispy": "kb/importing/",
    "bibtexparser": "kb/importing/",
    "defusedxml": "kb/importing/",
    "pylatexenc": "kb/importing/",
    "mcp": "web/assistants/",
    "pyarrow": "kb/export/tables/parquet_files.py",
}


@cache
def import_statements(source: str) -> tuple[ast.stmt, ...]:
    """Those of a module, wherever in it they are; kept, for parsing is what these tests take."""
    found = (ast.Import, ast.ImportFrom)
    return tuple(node for node in ast.walk(ast.parse(source)) if isinstance(node, found))


def imported(source: str) -> Iterator[str]:
    """The top-level packages that a module's source imports."""
    for node in import_statements(source):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield (node.module or "").partition(".")[0]


def wrong_ways(file: str, source: str) -> list[str]:
    """The packages of ours that this file may not import and does."""
    allowed = set(PACKAGES) if file == FRONT_DOOR else ALLOWED[file.partition("/")[0]]
    return sorted(set(imported(source)) & set(PACKAGES) - allowed)


def out_of_place(file: str, source: str) -> list[str]:
    """The libraries this file imports that belong elsewhere."""
    return sorted(
        name for name in set(imported(source)) & set(PLACES) if not file.startswith(PLACES[name])
    )


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


SOURCES = {named(path): path.read_text(encoding="utf-8") for path in MODULES}


def test_imports_go_one_way_and_libraries_stay_in_their_place() -> None:
    found = {
        name: wrong
        for name, source in SOURCES.items()
        if (wrong := wrong_ways(name, source) + out_of_place(name, source))
    }
    assert found == {}


def test_a_wrong_import_would_be_seen() -> None:
    assert wrong_ways("kb/model.py", "def late():\n    import search.text\n") == ["search"]
    assert wrong_ways("search/query.py", "from web import create_app") == ["web"]
    assert wrong_ways("kb/command/main.py", "from web import create_app") == []
    assert out_of_place("kb/rules.py", "import yaml") == ["yaml"]
    assert out_of_place("web/pages.py", "from whoosh.index import open_dir") == ["whoosh"]
    assert out_of_place("search/engines/whoosh.py", "from whoosh.index import open_dir") == []


# Inside each package, from the bottom up: a part imports only its own modules and lower levels.
LEVELS = {
    "kb": (
        ("model", "cache_files", "used_lately"),
        ("reading", "statements"),
        ("rules", "overviews"),
        ("export", "authoring"),
        ("importing",),
        ("checks",),
        ("assembling",),
        ("library_cache",),
        ("stored_answer", "stored_rows"),
        ("stored_entries",),
        ("stored_library",),
        ("loading",),
        ("command",),
    ),
    "search": (
        ("text",),
        ("engines",),
        ("indexing",),
        ("query",),
        ("answering", "sorted_tables"),
        ("opening", "stored_lexicon", "stored_suggestions"),
        ("evaluating", "stored_collection"),
        ("publishing",),
    ),
    "web": (
        ("core", "pictures"),
        ("parts",),
        ("api", "pages", "site"),
        ("editing", "assistants"),
        ("application",),
        ("catalogue", "offline"),
        ("wsgi",),
    ),
}
# What is against the rules below and still to go. What is gone is taken off these lists.
STILL_TOO_LONG: set[str] = set()
STILL_UPWARDS = {("kb.model.library", "kb.reading.files")}


def dotted(file: str) -> str:
    """The name of the module in that file."""
    return file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def imports(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """Each module with those of the same package that it imports, wherever in it."""
    modules = {dotted(file): source for file, source in sources.items()}

    def named_in(source: str) -> Iterator[str]:
        for node in import_statements(source):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    below = f"{node.module}.{alias.name}"
                    yield below if below in modules else node.module or ""

    return {
        module: {
            name
            for name in named_in(source)
            if name in modules and name != module and name.split(".")[0] == module.split(".")[0]
        }
        for module, source in modules.items()
    }


def level(module: str) -> int:
    """Where the module is between the bottom and the top of its package."""
    package, part = module.split(".")[:2]
    return next(number for number, parts in enumerate(LEVELS[package]) if part in parts)


def upwards(graph: Mapping[str, set[str]]) -> set[tuple[str, str]]:
    """The imports that don't lead to a lower level or stay in their part; a package itself offers
    programs what's inside.
    """
    return {
        (module, imported)
        for module, all_imported in graph.items()
        for imported in all_imported
        if "." in imported and "." in module and module.split(".")[:2] != imported.split(".")[:2]
        if level(imported) >= level(module)
    }


def test_every_part_of_a_package_has_its_level() -> None:
    parts = {
        package: (
            {path.stem for path in (ROOT / package).glob("*.py")}
            | {path.parent.name for path in (ROOT / package).glob("*/*.py")}
        )
        for package in PACKAGES
    }
    for package, levels in LEVELS.items():
        known = {part for parts in levels for part in parts}
        assert parts[package] - {"__init__"} <= known, f"say at which level of {package} it is"


def test_inside_a_package_imports_run_one_way() -> None:
    assert upwards(imports(SOURCES)) == STILL_UPWARDS


def test_no_module_imports_itself_by_a_detour() -> None:
    list(TopologicalSorter(imports(SOURCES)).static_order())  # raises CycleError


def test_an_import_upwards_or_in_a_circle_would_be_seen() -> None:
    up = imports(
        {"kb/model/a.py": "from kb.statements import b", "kb/statements/b.py": "import kb.model.a"}
    )
    assert upwards(up) == {("kb.model.a", "kb.statements.b")}
    with pytest.raises(CycleError):
        list(TopologicalSorter(up).static_order())
    across = {"kb/reading/a.py": "from kb.statements.b import c", "kb/statements/b.py": "c = 1"}
    assert upwards(imports(across)) == {("kb.reading.a", "kb.statements.b")}


def test_no_two_modules_have_the_same_name() -> None:
    names = Counter(path.stem for path in MODULES if path.stem != "__init__")
    assert [name for name, times in names.items() if times > 1] == []


def test_no_module_is_too_long_to_be_about_one_noun() -> None:
    assert {
        file for file, source in SOURCES.items() if len(source.splitlines()) > LONGEST
    } == STILL_TOO_LONG


def test_tests_are_where_what_they_test_is() -> None:
    """A folder of tests is a folder of the code; those at the top cut across."""
    folders = {
        path.parent.relative_to(ROOT / "tests").as_posix()
        for package in PACKAGES
        for path in (ROOT / "tests" / package).rglob("*.py")
    }
    assert [folder for folder in folders if not (ROOT / folder).is_dir()] == []


def test_the_table_of_the_layout_names_every_part_and_none_else() -> None:
    layout = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Layout")[2]
    rows = re.findall(r"(?m)^\| `([\w/.]+?)/?` \|", layout.partition("\n## ")[0])
    parts = {
        named(path.parent) for package in PACKAGES for path in (ROOT / package).rglob("*.py")
    } | {"evidence", "tests", "docs"}
    assert sorted(rows) == sorted(parts)


def makes_markup(source: str) -> bool:
    """Whether this source marks text as safe HTML."""
    if "Markup" not in source:
        return False
    calls = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return any(ast.unparse(called).rpartition(".")[2] == "Markup" for called in calls)


def test_text_becomes_html_in_one_place() -> None:
    assert makes_markup("import markupsafe\nshown = markupsafe.Markup(text)")
    assert [file for file, source in SOURCES.items() if makes_markup(source)] == [
        "web/core/markdown.py"
    ]


def test_the_front_door_imports_search_and_web_only_inside_functions() -> None:
    tree = ast.parse((ROOT / FRONT_DOOR).read_text(encoding="utf-8"))
    at_the_top = "\n".join(
        ast.unparse(node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)
    )
    assert not {"search", "web", "waitress"} & set(imported(at_the_top))


def test_a_check_starts_without_search_or_web() -> None:
    seen = (
        "import sys, kb.command.main; print(sorted({name.partition('.')[0] for name in sys.modules}"
        " & {'search', 'web', 'flask', 'whoosh'}))"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", seen], capture_output=True, text=True, check=True
        ).stdout
        == "[]\n"
    )


def test_the_public_site_starts_without_the_editing_one() -> None:
    seen = (
        "import sys, web.application; print([name for name in sys.modules"
        " if name.startswith(('web.editing.store', 'web.editing.people', 'ruamel', 'argon2'))])"
    )
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_nothing_of_assistants_is_imported_by_the_command_or_the_site() -> None:
    seen = (
        "import sys, kb.command.main, kb.command.arguments, web.application;"
        " print([name for name in sys.modules"
        " if name.startswith(('web.assistants', 'mcp', 'starlette', 'uvicorn'))])"
    )
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_every_library_imported_is_declared() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg")
    # what only some uses need is in an extra of its own
    extras = setup["options.extras_require"]
    needed = [setup["options"]["install_requires"]]
    lines = "\n".join(
        needed + [extras[name] for name in ("import", "mcp", "opensearch", "parquet", "propose")]
    )
    declared = {_distribution(line) for line in lines.split("\n") if line}
    providers = packages_distributions()
    names = {name for source in SOURCES.values() for name in imported(source)}
    libraries = names - set(PACKAGES) - set(sys.stdlib_module_names)
    # What a declared library brings and shares as its own interface.
    lent = {"pydantic_core", "markupsafe", "werkzeug", "jinja2", "mcp_types", "anyio"}
    undeclared = {
        name
        for name in libraries - lent
        if not declared & {_distribution(known) for known in providers[name]}
    }
    assert undeclared == set()


def _distribution(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement.strip())[0].lower().replace("_", "-")


def test_modules_are_named_for_a_noun() -> None:
    vague = {"utils", "util", "common", "helpers", "helper", "base", "manager", "misc"}
    assert [named(path) for path in MODULES if path.stem in vague] == []


def test_every_module_says_what_it_is() -> None:
    assert [file for file, source in SOURCES.items() if not source.startswith('"""')] == []


def faults(template: str) -> list[str]:
    """What a template holds that the Content-Security-Policy or escaping forbids."""
    forbidden = {
        "a script without src": (
            r"<script(?![^>]*\ssrc=)(?! type=\"application/ld\+json\">\{\{ [\w.]+ \| tojson"
            r" \}\}</script>)[^>]*>"
        ),
        "a style element": r"<style\b",
        "a style attribute": r"<[^>]*\sstyle\s*=",
        "an event attribute": r"<[^>]*\son[a-z]+\s*=",
        "text marked safe": r"\|\s*safe\b",
        "escaping switched off": r"autoescape\s+false",
        "a javascript address": r"javascript:",
    }
    return [
        name for name, pattern in forbidden.items() if re.search(pattern, template, re.IGNORECASE)
    ]


def test_templates_have_no_inline_script_or_style_and_mark_nothing_safe() -> None:
    sources = {named(path): path.read_text(encoding="utf-8") for path in TEMPLATES}
    assert {name: found for name, source in sources.items() if (found := faults(source))} == {}


def test_a_faulty_template_would_be_seen() -> None:
    assert faults("<script>alert(1)</script>") == ["a script without src"]
    assert faults('<script type="module" src="/static/search.js"></script>') == []
    assert faults('<script type="application/ld+json">{{ head.linked | tojson }}</script>') == []
    assert faults('<script type="application/ld+json">{{ head.linked }}</script>') == [
        "a script without src"
    ]
    assert faults('<p style="color: red" onclick="go()">') == [
        "a style attribute",
        "an event attribute",
    ]
    assert faults("{{ text | safe }}") == ["text marked safe"]


def test_code_knows_no_condition_by_heart() -> None:
    """What is said of one is in its collection, examples for editors among it."""
    by_heart = re.compile(
        r"\b(back pain|spasms?|radicular|sciatica|lumbar|spinal|acute|chronic|rmdq|odi)\b", re.I
    )
    code = [
        path
        for package in PACKAGES
        for ending in ("py", "html", "js", "css", "yaml")
        for path in (ROOT / package).rglob(f"*.{ending}")
    ]
    assert [named(path) for path in code if by_heart.search(path.read_text("utf-8"))] == []


def test_no_name_of_a_month_or_day_depends_on_the_machines_language() -> None:
    locale_names = re.compile(r"\{[^}]*:[^}]*%[aAbBp]|strftime\([^)]*%[aAbBp]")
    assert locale_names.search('f"{until.day} {until:%B %Y}"')
    assert [name for name, source in SOURCES.items() if locale_names.search(source)] == []


def test_nothing_names_a_path_of_a_machine() -> None:
    kept = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if kept.returncode != 0:
        pytest.skip("not in a git repository")
    files = [ROOT / name for name in kept.stdout.split("\0") if name and (ROOT / name).is_file()]
    path_of_a_machine = re.compile(rb"(?<![\w.])/(?:home|root|Users|work|mnt)/[\w.-]")
    this_file = Path(__file__)
    naming = [
        named(path)
        for path in files
        if path != this_file and path_of_a_machine.search(path.read_bytes())
    ]
    assert naming == []
