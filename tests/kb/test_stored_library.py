"""A library over a store is as the one it was stored of, also where it only looks at rows."""

from datetime import date

import pytest

from kb.export.tables.collection_tables import row_counts
from kb.loading import load
from kb.model.derived import Answer, Derived
from kb.model.library import Library
from kb.model.marked import Question
from kb.overviews.evidence_table import GROUPS, Setting, columns, matrix, places
from kb.overviews.findings_list import FindingRow, all_findings
from kb.overviews.found_rows import SOURCES, FoundIds, listing
from kb.overviews.freshness import due
from kb.overviews.marks_in_memory import MarksInMemory
from kb.statements import deriving
from kb.stored_library import stored_head, stored_library
from kb.used_lately import Used
from kept_entries import Kept
from small_collection import write_collection


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load(write_collection(tmp_path_factory.mktemp("stored") / "evidence"))


@pytest.fixture
def kept(library: Library) -> Kept:
    return Kept(library)


@pytest.fixture
def stored(library: Library, kept: Kept) -> Library:
    return stored_library(stored_head(library), kept)


def test_entries_and_answers_are_the_same(library: Library, stored: Library) -> None:
    assert list(stored.entries()) == list(library.entries())
    for entry in library.entries():
        assert stored.entry(entry.id) == entry
        assert stored.mentioning(entry.id) == library.mentioning(entry.id)
    assert dict(stored.answers) == dict(library.answers)
    assert list(stored.by_name) == list(library.by_name)


def test_light_entries_have_everything(library: Library, stored: Library) -> None:
    for light, whole in zip(stored.entries(), library.entries(), strict=True):
        assert isinstance(light, type(whole))
        for name in (*type(whole).model_fields, "title", "kind"):
            found, expected = getattr(light, name), getattr(whole, name)
            assert found == expected or tuple(found) == expected, name
    names = [name for name in Derived.__dict__ if not name.startswith("_")]
    for id, expected_answer in library.answers.items():
        light_answer = stored.outlines[id]
        assert isinstance(light_answer, Answer)
        assert light_answer.key == expected_answer.key
        assert light_answer.badge == expected_answer.badge
        for one in expected_answer.findings.values():
            found = light_answer.findings[one.finding.id]
            assert all(getattr(found, name) == getattr(one, name) for name in names)
            assert found.finding.effect == one.finding.effect


def test_overviews_are_the_same_and_read_no_entry(
    library: Library, kept: Kept, stored: Library
) -> None:
    stage = next(iter(library.vocabulary.stages))
    setting = Setting(stage, GROUPS[0])

    def seen(of: Library) -> list[object]:
        cells = matrix(setting, columns(of), of)
        return [
            [(one.shows, one.level) for row in cells.rows.values() for one in row.values()],
            cells.without,
            [(one.finding.id, one.place, one.derived.shows) for one in all_findings(of)],
            [list(places(entry, of)) for entry in of.interventions.values()],
            [(one.name, one.category, len(one.findings)) for one in of.by_name],
            [(one.title, one.design, one.standing) for one in of.sources.values()],
            dict(row_counts(of)),
        ]  # fmt: skip

    assert seen(stored) == seen(library)
    assert kept.asked == 0


def test_what_is_due_is_the_same(library: Library, stored: Library) -> None:
    def seen(of: Library) -> list[object]:
        found = due(of, of.marked or MarksInMemory(of), date(2040, 1, 1)).values()
        return [
            (one.reason, one.entry.id, one.since, [source.id for source in one.newer])
            for here in found
            for one in here
        ]

    assert seen(stored) == seen(library) != []


def test_a_row_of_findings_is_looked_up_only_where_it_is_shown(kept: Kept, stored: Library) -> None:
    row: FindingRow = next(all_findings(stored))
    before = kept.asked
    assert row.derived.sentence
    assert kept.asked > before


def test_what_is_kept_is_bounded_by_its_size() -> None:
    used = Used[str](10, len)
    for text in ("aaaa", "bbbb", "cccc"):
        assert used.put(text, text) == text
    assert [used.get(text) for text in ("aaaa", "bbbb", "cccc")] == [None, "bbbb", "cccc"]
    assert used.put("long", "d" * 11) == "d" * 11
    assert used.get("long") is None
    assert used.get("cccc") == "cccc"


def test_what_was_derived_is_read_and_not_derived_again(
    library: Library, stored: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise AssertionError("it was derived when it was stored")

    expected = dict(library.answers)
    monkeypatch.setattr(deriving, "derive", none)
    assert dict(stored.answers) == expected


@pytest.mark.parametrize("few", [1, 3_000])
def test_what_may_have_been_meant_is_the_same(
    library: Library, stored: Library, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a large library, only ids that begin alike are looked at."""
    monkeypatch.setattr("kb.model.library.FEW", few)
    for typed in ("hoping", "Ho", "h", "zz-top", ""):
        found = [[one.id for one in of.alike(typed)] for of in (stored, library)]
        assert found[0] == found[1]
        assert few > 1 or all(id.startswith(typed[:2].lower()) for id in found[1])
    assert [one.id for one in stored.alike("hopping-less", "interventions")]


def test_pages_of_a_list_are_the_same(library: Library, stored: Library) -> None:
    ours = MarksInMemory(library)
    for asked in (listing(), listing(["claim", "source"]), Question((SOURCES,), order="id")):
        assert [*FoundIds(asked, stored.store)] == [*FoundIds(asked, ours)] != []  # type: ignore
        assert [one.id for one in library.entries()] == [*FoundIds(listing(), ours)]
