"""The pages of a long list."""

import pytest
from werkzeug.datastructures import MultiDict

from web.core.pagination import Pager, page_of, pager


def asked(page: str, total: int, size: int = 10) -> Pager:
    args = MultiDict({"page": page}) if page else MultiDict[str, str]()
    return pager(args, total, lambda number: f"/list?page={number}", size)


def test_a_page_knows_the_pages_next_to_it() -> None:
    assert asked("2", 25).previous == "/list?page=1"
    assert asked("2", 25).next == "/list?page=3"
    assert asked("", 25).previous == ""
    assert asked("3", 25).next == ""


@pytest.mark.parametrize("total", [0, 1, 9, 10, 11, 25])
def test_the_pages_together_have_the_whole_list(total: int) -> None:
    items = range(total)
    last = asked("", total).last
    shown = [
        item for number in range(1, last + 1) for item in items[asked(str(number), total).part]
    ]
    assert shown == list(items)
    assert all(place in items[asked(str(page_of(place, 10)), total).part] for place in items)


def test_behind_the_last_page_comes_the_last_page_and_says_so() -> None:
    page = asked("99", 25)
    assert (page.number, page.first) == (3, 21)
    assert page.notices == ("Page 99 doesn’t exist. Showing the last page.",)


@pytest.mark.parametrize("typed", ["0", "-1", "two", "1.5", "10001", "²", "9" * 5000])
def test_what_is_not_a_page_shows_the_first_and_says_so(typed: str) -> None:
    page = asked(typed, 25)
    assert page.number == 1
    assert page.notices == (f"“{typed[:60]}” isn’t a page number. Showing the first page.",)
