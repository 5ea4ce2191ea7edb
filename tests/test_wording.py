"""Whatever people read is plain English: pages, help, messages, documentation."""

import ast
import html
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from addresses import EVERY_PAGE, FOR_EDITORS, filled
from banned_phrases import BANNED, banned_in
from conftest import ROOT, Run
from kb.command.main import COMMANDS
from kb.model.library import Library
from small_collection import write_collection
from web.application import create_app

# Sentences derived by the published wording rules keep their words.
DERIVED = re.compile(r"this collection holds no (trial|(usable )?finding)", re.IGNORECASE)
MODULES = sorted(path for name in ("kb", "search", "web") for path in (ROOT / name).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
PAGES = sorted((ROOT / "docs").glob("*.md")) + [ROOT / "README.md"]
# The modules of pages, whose sentences are in templates or one place: one editor can read them all.
OF_PAGES = [
    path
    for area in ("core", "pages", "parts", "pictures", "site")
    for path in sorted((ROOT / "web" / area).glob("*.py"))
    if path.name not in ("wording.py", "labels.py")
]
PROSE = re.compile(r"[A-Za-z’']+ [a-z]+")
SENTENCE = re.compile(r"[a-z’']+ [a-z’']+.*[.?!]$")
# What entries quote: a source's words for people and treatments, titles, and how people search.
QUOTED = {"population", "arm", "than", "stated", "title", "synonyms", "lay_terms", "also"}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def comments_and_names(path: Path) -> Iterator[str]:
    """What programmers read of a module: comments, and of tests their names and docstrings."""
    source = path.read_text(encoding="utf-8")
    if any(banned_in("\n".join(re.findall("#.*", source)))):  # else nothing needs its tokens
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                yield token.string
    for node in ast.walk(ast.parse(source)) if path in TESTS else ():
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module):
            yield getattr(node, "name", "").replace("_", " ")
            yield ast.get_docstring(node) or ""


def strings(path: Path) -> Iterator[str]:
    """The texts of a module that have words in them: messages, labels, help, docstrings."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, str) and PROSE.search(value):
            yield value


def sentences(path: Path) -> Iterator[str]:
    """What a module says in whole sentences, but for docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    explained = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, str) and id(node) not in explained and SENTENCE.search(value):
            yield value


def visible(page: str) -> str:
    """What a page shows and says aloud."""
    spoken = re.findall(r'(?:aria-label|placeholder|title|alt|content)="([^"]*)"', page)
    shown = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return html.unescape(" ".join((re.sub(r"<[^>]+>", " ", shown), *spoken)))


def test_the_example_of_each_banned_phrase_is_found() -> None:
    assert [one for one in BANNED if not re.search(one.pattern, one.example)] == []


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application over the small collection, whose own words are plain."""
    folder = tmp_path_factory.mktemp("wording")
    return create_app(write_collection(folder / "evidence"), folder / "index", edit=True)


@pytest.mark.parametrize("address", [*EVERY_PAGE, *FOR_EDITORS, "/nowhere"])
def test_no_page_has_a_banned_phrase(address: str, pages: Flask) -> None:
    library = pages.extensions["live"].state.library
    with pages.test_client().get(filled(address, library)) as answer:
        assert [*banned_in(DERIVED.sub("", visible(answer.get_data(as_text=True))))] == []


def test_no_help_has_a_banned_phrase(kb: Run) -> None:
    shown = [kb("--help").stdout, *(kb(command, "--help").stdout for command in COMMANDS)]
    assert [*banned_in(" ".join(shown))] == []


def test_no_message_or_docstring_has_a_banned_phrase() -> None:
    said = {named(path): DERIVED.sub("", "\n\n".join(strings(path))) for path in MODULES}
    assert {name: found for name, text in said.items() if (found := [*banned_in(text)])} == {}


@pytest.mark.parametrize("paths", (MODULES, TESTS), ids=("code", "tests"))
def test_no_comment_or_name_of_a_test_has_a_banned_phrase(paths: list[Path]) -> None:
    found = [
        (named(p), phrase) for p in paths for t in comments_and_names(p) for phrase in banned_in(t)
    ]
    assert found == []


def test_sentences_of_pages_are_in_templates_or_one_module_of_words() -> None:
    assert {named(path): found for path in OF_PAGES if (found := [*sentences(path)])} == {}


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_no_documentation_has_a_banned_phrase(path: Path) -> None:
    assert [*banned_in(path.read_text(encoding="utf-8"))] == []


def by_editors(value: object) -> Iterator[str]:
    """The texts of an entry that its editors wrote."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from by_editors(part) if name not in QUOTED else ()
    elif isinstance(value, list | tuple):
        for part in value:
            yield from by_editors(part)


def test_no_entry_has_a_banned_phrase(shipped_library: Library) -> None:
    lists = vars(shipped_library.vocabulary).values()
    words = [word for words in lists for word in words.values()]
    models = [shipped_library.collection, *words, *shipped_library.entries()]
    texts = by_editors([one.model_dump() for one in models])
    assert [*banned_in("\n\n".join(set(texts)))] == []
