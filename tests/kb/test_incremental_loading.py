"""Loading again after edits takes what it can from before, and gives what a fresh load gives."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.loading import Unreadable, load
from kb.model.library import Library
from kb.reading.files import File
from kb.rules import Broken, broken_in
from small_collection import FILES, write, write_collection

DAYS = (date(2026, 1, 15), date(2026, 2, 1), date(2027, 1, 15), date(2027, 1, 16), date(2028, 1, 1))
SHELVES = ("interventions", "conditions", "claims", "sources")
# What the edits of the test put in each other's place: ids, numbers and words of every kind.
WORDS = (
    *(Path(path).stem for path in FILES if "/" in path),
    *("able-2020--1", "baker-2019--1", "hopping#able-2020--1", "sore-knees#pf-stairs"),
    *("chronic", "acute", "pain", "function", "usual-care", "placebo", "active", "points-100"),
    *("2026-01-15", "2027-01-15", "-7.20", "-99", "low", "high", "true", "for", "against", "MD"),
    *("30", "hoping", "able-2002", "[able 2020]"),
    *("first-line", "adjunct", "systematic-review", "rct", "365", "[@able-2020]", "[able-2020]"),
)


def replace_word(text: str, chance: Random) -> str:
    """The text with one of the words in the place of another."""
    there = [word for word in WORDS if word in text]
    return text.replace(chance.choice(there), chance.choice(WORDS), 1) if there else text


def drop_line(text: str, chance: Random) -> str:
    """The text without one of its lines."""
    lines = text.splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    return "".join(lines)


def retract(text: str, chance: Random) -> str:
    """The text with a status, which only a source can have."""
    return f"{text}status: {{kind: retracted, date: {chance.choice(DAYS)}}}\n"


def break_off(text: str, chance: Random) -> str:
    """The text up to somewhere, and what is no YAML."""
    return f"{text[: chance.randrange(len(text))]}: ["


EDITS: tuple[Callable[[str, Random], str], ...] = (
    *(replace_word,) * 5,
    *(drop_line,) * 2,
    retract,
    break_off,
)


def edit(folder: Path, chance: Random) -> None:
    """Change, remove, put back or copy one file."""
    path = chance.choice(list(FILES))
    file, what = folder / path, chance.random()
    if what < 0.1 and file.exists():
        file.unlink()
    elif what < 0.3 or not file.exists():
        write(folder, path, FILES[path])
    elif what < 0.4:
        shutil.copy(file, file.with_name(f"{file.stem}-{chance.randrange(3)}.yaml"))
    else:
        text = chance.choice(EDITS)(file.read_text("utf-8") or FILES[path], chance)
        write(folder, path, text)


def agrees(incremental: Library, fresh: Library) -> bool:
    """Whether both say the same, but for what the first still has of an earlier version."""
    same = all(
        {id: entry for id, entry in getattr(incremental, shelf).items() if id not in kept}
        == dict(getattr(fresh, shelf))
        for kept in [incremental.kept]
        for shelf in SHELVES
    )
    return (
        same
        and incremental.problems == fresh.problems
        and {*incremental.withheld, *incremental.kept} == set(fresh.withheld)
    )


@pytest.mark.parametrize("examples", [10, pytest.param(100, marks=pytest.mark.full)])
def test_after_any_edits_all_is_as_if_read_afresh(examples: int) -> None:
    days = st.lists(st.sampled_from(DAYS), min_size=1, max_size=8)
    holds = given(st.integers(0, 2**32), days)(as_if_read_afresh)
    settings(max_examples=examples, suppress_health_check=list(HealthCheck))(holds)()


def as_if_read_afresh(seed: int, days: list[date]) -> None:
    """Edit as the seed says, one edit a day, and load each day in every way."""
    chance = Random(seed)  # noqa: S311 - edits, no secrets
    with TemporaryDirectory() as name:
        folder, cache = write_collection(Path(name, "evidence")), Path(name, "cache")
        library = load(folder, today=days[0])
        for day in sorted(days):
            edit(folder, chance)
            library = load(folder, library, day)
            try:
                fresh = load(folder, today=day)
            except Unreadable:
                continue
            if fresh.ground == library.ground:
                assert agrees(library, fresh), seed
            assert load(folder, today=day, cache=cache) == fresh, seed


@pytest.mark.parametrize(
    ("first", "path", "text"),
    [
        # a file that comes changes what is suggested in another
        ("related: [hopign]", "interventions/hoping.yaml", FILES["interventions/hopping.yaml"]),
        ("unknown: ['[able 2022]']", "sources/able-2022.yaml", FILES["sources/baker-2019.yaml"]),
        # what all files are checked against
        (
            "unknown: [A]",
            "collection.yaml",
            FILES["collection.yaml"].replace("review-after: 365", "review-after: 3"),
        ),
        (
            "unknown: [A]",
            "vocabulary/comparators.yaml",
            FILES["vocabulary/comparators.yaml"].replace("group: inert", "group: active"),
        ),
    ],
)
def test_what_a_file_does_not_mention_may_matter_too(
    tmp_path: Path, first: str, path: str, text: str
) -> None:
    tea = FILES["interventions/herb-tea.yaml"].replace("related: [hopping]", first)
    before = load(write_collection(tmp_path, interventions__herb_tea=tea), today=DAYS[1])
    write(tmp_path, path, text)
    after = load(tmp_path, before, DAYS[1])
    assert after.problems == load(tmp_path, today=DAYS[1]).problems != before.problems


def checked_after(folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The files whose rules are checked when the folder is loaded again."""
    checked = set()

    def counting(file: File, *rest: Any) -> Broken:  # noqa: ANN401 - passed on as they come
        checked.add(file.path)
        return broken_in(file, *rest)

    monkeypatch.setattr("kb.rules.broken_in", counting)
    load(folder, library, DAYS[0])
    return checked


def test_an_edit_checks_the_file_and_those_that_refer_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = load(write_collection(tmp_path), today=DAYS[0])
    text = FILES["claims/hopping-heals.yaml"]
    write(tmp_path, "claims/hopping-heals.yaml", text.replace("heals knees", "heals all knees"))
    assert checked_after(tmp_path, library, monkeypatch) == {"claims/hopping-heals.yaml"}
    write(tmp_path, "claims/hopping-heals.yaml", text)
    text = FILES["sources/baker-2019.yaml"]
    write(tmp_path, "sources/baker-2019.yaml", text.replace("herb tea", "tea"))
    assert checked_after(tmp_path, library, monkeypatch) == {
        "sources/baker-2019.yaml",
        "interventions/hopping.yaml",
        "interventions/herb-tea.yaml",
    }


def test_on_another_day_only_files_with_dates_that_pass_are_checked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = load(write_collection(tmp_path), today=DAYS[0])
    assert load(tmp_path, library, DAYS[2]).problems == ()
    overdue = load(tmp_path, library, DAYS[3]).problems
    assert {problem.rule for problem in overdue} == {"review-overdue"}
    assert overdue == load(tmp_path, today=DAYS[3]).problems
