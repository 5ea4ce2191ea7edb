"""The comparison an address asks for: which interventions, and what could not be found."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.model.entries import Intervention
from kb.model.library import Library
from kb.overviews.comparison import MOST
from web.core import wording
from web.core.links import Link
from web.core.query_args import Args, address, printable
from web.parts.nearest_entries import nearest

# An address may name a thousand; so many are looked at.
LOOKED_AT = 20
NEAREST = 3
OLD = "ids"  # what addresses named them by before


@dataclass(frozen=True)
class Unknown:
    """An id that can't be shown, the ids nearest to it, and the same comparison with these in its
    place.
    """

    id: str
    withheld: bool
    ids: tuple[str, ...]
    nearest: tuple[Link, ...]


@dataclass(frozen=True)
class CompareArgs:
    """A comparison as an address states it, cut to what can be shown."""

    entries: tuple[Intervention, ...]
    unknown: tuple[Unknown, ...] = ()
    too_many: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The address of this comparison."""
        return compare_url([entry.id for entry in self.entries])


def compare_args(args: Args, library: Library) -> CompareArgs:
    """What an address asks for: at most four that exist; what doesn't exist comes with the
    nearest.
    """
    given = list(dict.fromkeys(value.strip() for value in args.getlist("with") if value.strip()))
    ids = given[:LOOKED_AT]
    known = [id for id in ids if id in library.interventions]
    return CompareArgs(
        entries=tuple(library.interventions[id] for id in known[:MOST]),
        unknown=tuple(
            _unknown(id, known[: MOST - 1], library)
            for id in ids
            if id not in library.interventions
        ),
        too_many=tuple(library.interventions[id].name for id in known[MOST:]),
        notices=(
            *(
                (wording.TOO_MANY.format(most=LOOKED_AT, count=len(given)),)
                if len(given) > LOOKED_AT
                else ()
            ),
        ),
    )


def old_ids(args: Args) -> tuple[str, ...]:
    """The ids of an address from before they were named by `with`: `ids=one,two`."""
    named = (*args.getlist("with"), *(id for value in args.getlist(OLD) for id in value.split(",")))
    return tuple(dict.fromkeys(id.strip()[:100] for id in named if id.strip()))[:LOOKED_AT]


def changed(args: Args, remembered: Sequence[str]) -> tuple[str, ...]:
    """The ids of a comparison with some added or taken out; `remembered` are from the last one,
    for an address without any.
    """
    named = args.getlist("with") or remembered
    ids = dict.fromkeys(value.strip()[:100] for value in (*named, *args.getlist("add")))
    return tuple(id for id in ids if id and id not in args.getlist("without"))[:LOOKED_AT]


def compare_url(ids: Sequence[str]) -> str:
    """The address of a comparison of these."""
    return address("/compare", {"with": ids})


def _unknown(id: str, known: list[str], library: Library) -> Unknown:
    others = (one for one in library.alike(id, "interventions") if one.id not in known)
    near = nearest(id, others, NEAREST)
    instead = tuple(Link(one.title, compare_url([*known, one.id])) for one in near)
    return Unknown(
        printable(id)[:60], id in library.withheld, tuple(one.id for one in near), instead
    )
