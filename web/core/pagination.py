"""The pages of a long list, by `?page=` in its address, so that no list grows without bound."""

from collections.abc import Callable
from dataclasses import dataclass

from web.core import wording
from web.core.query_args import Args, printable

# What is still quick to load and to look through.
PER_PAGE = 100
LAST_PAGE = 10_000


@dataclass(frozen=True)
class Pager:
    """Where a page is in its list; `previous` and `next` are empty if there is no such page."""

    number: int
    last: int
    total: int
    size: int
    previous: str
    next: str
    notices: tuple[str, ...] = ()

    @property
    def part(self) -> slice:
        """The items of the list that are on this page."""
        return slice(self.first - 1, self.first - 1 + self.size)

    @property
    def first(self) -> int:
        """The number of its first item, from 1."""
        return (self.number - 1) * self.size + 1


def pager(args: Args, total: int, url: Callable[[int], str], size: int = PER_PAGE) -> Pager:
    """The page an address asks for, of a list of so many items; the last where it asks for more."""
    number, notices = page_number(args)
    return pager_at(number, total, url, size, notices)


def pager_at(
    number: int,
    total: int,
    url: Callable[[int], str],
    size: int = PER_PAGE,
    notices: tuple[str, ...] = (),
) -> Pager:
    """The page of that number; the last where there are fewer."""
    last = min(max(1, -(-total // size)), LAST_PAGE)
    if number > last:
        notices = (*notices, wording.NO_SUCH_PAGE.format(number=number))
        number = last
    return Pager(
        number=number,
        last=last,
        total=total,
        size=size,
        previous=url(number - 1) if number > 1 else "",
        next=url(number + 1) if number < last else "",
        notices=notices,
    )


def page_number(args: Args) -> tuple[int, tuple[str, ...]]:
    """The number an address asks for, and a notice where it is not the number of a page."""
    given = args.get("page", "")
    number = int(given) if given.isdecimal() and len(given) < 9 else 0
    if 1 <= number <= LAST_PAGE:
        return number, ()
    shown = wording.NO_PAGE_NUMBER.format(given=printable(given)[:60])
    return 1, ((shown,) if given else ())


def page_of(place: int, size: int = PER_PAGE) -> int:
    """The number of the page with the item at that place, counted from 0."""
    return place // size + 1
