"""Mutated entries, twenty thousand where all tests run: each loads or has a problem with a line,
and nothing is raised.
"""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kb.authoring.editing_guide import CHECKS
from kb.loading import load
from kb.model.entries import Intervention
from kb.model.library import Library
from kb.model.problems import Problem
from kb.reading.file_reading import read_file
from kb.reading.files import File
from kb.reading.references import Known, dangling, known
from kb.reading.yaml_reader import read_yaml
from kb.rules import ALL, broken, name
from small_collection import HERB_TEA, HOPPING, write_collection

TODAY = date(2026, 6, 1)
CLEAN = {"interventions/hopping.yaml": HOPPING, "interventions/herb-tea.yaml": HERB_TEA}
# What has made software stumble: empty, odd, foreign, huge, reversed, executable, and what YAML
# reads in its own way.
NAUGHTY = (
    "",
    " ",
    "\t",
    "~",
    "null",
    "NaN",
    ".inf",
    "-",
    "- ",
    "?",
    ": ",
    "&a",
    "*a",
    "!!python/object:os.system x",
    "<<",
    "---",
    "...",
    "%YAML 1.2",
    "{",
    "}",
    "[",
    "]",
    "'",
    '"',
    "`",
    "@",
    "#",
    "|",
    ">",
    "\\",
    "\x00",
    "\x07",
    "\x7f",
    "\u0085",
    "\u2028",
    "\u202e",
    "\ufeff",
    "\ufffe",
    "\ufffd",
    "0x1f",
    "1_000",
    "1e999",
    "−2",
    "2,17",
    "01",
    "٣",
    "½",
    "yes",
    "2026-02-30",
    "12:30",
    "🦘",
    "漢字",
    "Ω≈ç√",
    "مرحبا",
    "z̷̡a̵l̸g̶o̴",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "'; DROP TABLE x",
    "../../etc/passwd",
    "[@nobody]",
    "[@able-2020",
    "a" * 5000,
    "[" * 30,
    "- " * 30,
    "x: " * 5,
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "\n  ",
    "\n\t",
    "=cmd|' /C calc'!A0",
    "$(reboot)",
    "%s%n",
    "safe and effective",
)
NAMES = {*CHECKS, *map(name, ALL)}
Mutation = Callable[[random.Random, str], str | bytes]


def flip_bytes(chance: random.Random, text: str) -> bytes:
    data = bytearray(text.encode())
    for _ in range(chance.randint(1, 4)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def drop_bytes(chance: random.Random, text: str) -> bytes:
    data, start = text.encode(), chance.randrange(len(text))
    return data[:start] + data[start + chance.randint(1, 30) :]


def truncate(chance: random.Random, text: str) -> bytes:
    return text.encode()[: chance.randrange(len(text))]


def delete_line(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def double_line(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    lines.insert(chance.randint(0, len(lines)), lines[at])
    return "\n".join(lines)


def swap_lines(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def indent_line(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    lines[at] = (
        chance.choice((" ", "  ", "   ", "\t")) + lines[at]
        if chance.random() < 0.5
        else lines[at].removeprefix(" " * chance.randint(1, 4))
    )
    return "\n".join(lines)


def rename_key(chance: random.Random, text: str) -> str:
    key = chance.choice(list(re.finditer(r"([a-z-]+):", text)))
    return (
        text[: key.start(1)]
        + chance.choice((key[1] + "s", key[1][:-1], key[1].upper(), "id", "name", "x", ""))
        + text[key.end(1) :]
    )


def swap_values(chance: random.Random, text: str) -> str:
    values = list(re.finditer(r": ([^\n,{}\[\]]+)", text))
    one, other = chance.choice(values), chance.choice(values)
    return text[: one.start(1)] + other[1] + text[one.end(1) :]


def naughty_value(chance: random.Random, text: str) -> str:
    value = chance.choice(list(re.finditer(r": ([^\n]+)", text)))
    quote = chance.choice(("", "'", '"'))
    return text[: value.start(1)] + quote + chance.choice(NAUGHTY) + quote + text[value.end(1) :]


def insert_naughty(chance: random.Random, text: str) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(NAUGHTY) + text[at:]


def nest(chance: random.Random, text: str) -> str:
    value = chance.choice(list(re.finditer(r": ([^\n]+)", text)))
    depth = chance.randint(1, 60)
    opening, closing = chance.choice((("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", "")))
    return text[: value.start(1)] + opening * depth + "x" + closing * depth + text[value.end(1) :]


def repeat(chance: random.Random, text: str) -> str:
    return text + text[chance.randrange(len(text)) :] * chance.randint(1, 3)


# What can be done to any text, and what needs an entry's fields to be there.
BLUNT: tuple[Mutation, ...] = (
    flip_bytes,
    drop_bytes,
    truncate,
    delete_line,
    double_line,
    swap_lines,
    indent_line,
    insert_naughty,
    repeat,
)
MUTATIONS: tuple[Mutation, ...] = (*BLUNT, rename_key, swap_values, naughty_value, nest)


# Mutations after which no entry can be right, whatever the place.


def unknown_field(chance: random.Random, text: str) -> str:
    return f"{text}field-{chance.randrange(10**6)}: x\n"


def doubled_field(chance: random.Random, text: str) -> str:
    field = chance.choice(list(re.finditer(r"(?m)^([a-z]+): ", text)))
    return f"{text}{field[1]}: again\n"


def missing_field(chance: random.Random, text: str) -> str:
    field = chance.choice(("name", "category", "summary", "changes", "reviewed"))
    return re.sub(rf"(?m)^{field}: .*\n", "", text)


def not_utf8(chance: random.Random, text: str) -> bytes:
    at = chance.choice([found.start() for found in re.finditer("[a-z]", text)])
    return text[:at].encode() + bytes([chance.randrange(0x80, 0xC0)]) + text[at:].encode()


def other_encoding(chance: random.Random, text: str) -> bytes:
    return text.encode(
        chance.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"))
    )


def unprintable(chance: random.Random, text: str) -> str:
    at = chance.randint(0, len(text))
    return (
        text[:at]
        + chance.choice("\x00\x01\x08\x0b\x1b\x7f\x9f\u2028\u202e\u2066\ufffe")
        + text[at:]
    )


def anchored(chance: random.Random, text: str) -> str:
    value = chance.choice(list(re.finditer(r"(?m)^[a-z]+: ([^\n]+)", text)))
    return (
        text[: value.start(1)] + chance.choice(("&a ", "!!str ", "*a #")) + text[value.start(1) :]
    )


def no_number(chance: random.Random, text: str) -> str:
    wrong = chance.choice(
        (
            "1_000",
            "0x1f",
            "nan",
            "inf",
            "−7.2",
            "1e5",
            "7,2",
            "07",
            "yes",
            "",
            "''",
            "[1]",
            "{a: 1}",
            "about 7",
        )
    )
    return re.sub(
        r"(?m)(estimate|low|high|studies|participants): [-\d.]+$",
        lambda found: f"{found[1]}: {wrong}",
        text,
    )


def second_document(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    tops = [number for number, line in enumerate(lines) if re.match("[a-z]", line) and number]
    lines.insert(chance.choice(tops), "---")
    return "\n".join(lines)


def too_deep(chance: random.Random, text: str) -> str:
    return text + "unknown: " + "[" * chance.randint(20, 2000)


def too_big(chance: random.Random, text: str) -> str:
    return text + "#" * chance.randint(2**18, 2**18 + 100)


BREAKING: tuple[Mutation, ...] = (
    unknown_field,
    doubled_field,
    missing_field,
    not_utf8,
    other_encoding,
    unprintable,
    anchored,
    no_number,
    second_document,
    too_deep,
    too_big,
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Known]:
    """The small collection, in which mutated entries are judged, and the ids in it."""
    library = load(write_collection(tmp_path_factory.mktemp("world")), today=TODAY)
    assert library.problems == ()
    words = {name: getattr(library.vocabulary, name) for name in vars(library.vocabulary)}
    return library, known(library.files.values(), words)


def errors(path: str, data: bytes, world: tuple[Library, Known]) -> list[Problem]:
    """The errors of an entry, read as loading does but without touching the disk; what has none
    must have loaded.
    """
    library, there = world
    file = read_file(data, path, "intervention", Path(path).stem, b"", read_yaml)
    problems = [*file.problems, *dangling(file, there)]
    entry = file.drafts[0].entry if file.drafts else None
    if isinstance(entry, Intervention):
        problems += rules(path, file, entry, library)
    check(path, data, problems)
    wrong = [problem for problem in sorted(problems) if problem.severity == "error"]
    assert wrong or (isinstance(entry, Intervention) and file.drafts[0].whole), data
    return wrong


def rules(path: str, file: File, entry: Intervention, library: Library) -> list[Problem]:
    """What rules say of one entry; of the other files only the sources are kept, so that they are
    not judged again each time.
    """
    files = {path: file} | {
        other: kept for other, kept in library.files.items() if kept.kind == "source"
    }
    changed = replace(library, files=files, interventions={**library.interventions, file.id: entry})
    return [problem for problem in broken(changed, TODAY) if problem.file == path]


def check(path: str, data: bytes, problems: list[Problem]) -> None:
    """Every problem has a place that exists and says something."""
    lines = len(data.decode("utf-8", "replace").splitlines()) + 1
    for problem in problems:
        assert problem.file == path and 1 <= problem.line <= lines and problem.column >= 1, (
            problem,
            data,
        )
        assert problem.message and problem.hint and problem.rule in NAMES, problem


def as_bytes(mutated: str | bytes) -> bytes:
    return mutated if isinstance(mutated, bytes) else mutated.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("path", CLEAN)
def test_what_is_mutated_is_right_before(path: str, world: tuple[Library, Known]) -> None:
    assert errors(path, CLEAN[path].encode(), world) == []


@pytest.mark.parametrize("count", [500, pytest.param(20_000, marks=pytest.mark.full)])
def test_every_mutated_entry_loads_or_has_a_problem_with_a_line(
    count: int, world: tuple[Library, Known]
) -> None:
    chance = random.Random(20261122)  # noqa: S311 - the same mutations every time
    loaded = 0
    for number in range(count):
        path = chance.choice(list(CLEAN))
        data = as_bytes(MUTATIONS[number % len(MUTATIONS)](chance, CLEAN[path]))
        for _ in range(chance.choice((0, 0, 1, 2))):
            data = as_bytes(chance.choice(BLUNT)(chance, data.decode("utf-8", "replace") or "x"))
        loaded += not errors(path, data, world)
    assert 0.02 * count < loaded < 0.5 * count  # some mutations do no harm, most do


@pytest.mark.parametrize("mutation", BREAKING, ids=lambda mutation: mutation.__name__)
def test_what_always_breaks_an_entry_is_always_told(
    mutation: Mutation, world: tuple[Library, Known]
) -> None:
    chance = random.Random(mutation.__name__)  # noqa: S311 - the same mutations every time
    for _ in range(100):
        data = as_bytes(mutation(chance, HOPPING))
        assert errors("interventions/hopping.yaml", data, world), data
