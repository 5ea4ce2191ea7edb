"""What a reader chose through an address, out of what there is; whatever doesn't exist is left out
with a notice, and from a file never.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from kb.reading.did_you_mean import listed, nearest
from web.core import wording
from web.core.theme import NAME as COLOURS

Args = MultiDict[str, str]
# So many sentences about one thing are read; an address may repeat a parameter, or hold others, a
# thousand times.
MOST_SAID = 5
# Other sites add these to links that lead here; readers never typed them.
CAMPAIGN, TRACKERS = "utm_", frozenset({"fbclid", "gclid", "mc_cid", "mc_eid", "msclkid", "ref"})


@dataclass(frozen=True)
class Option:
    """A value that can be chosen, in words; `count` is how many it would show, where that is
    known.
    """

    value: str
    words: str
    selected: bool
    url: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Selection:
    """What was chosen of one parameter; `notices` say what was left out."""

    values: tuple[str, ...]
    notices: tuple[str, ...] = ()

    @property
    def first(self) -> str:
        """The one value of a parameter that takes one."""
        return self.values[0] if self.values else ""


NOTHING = Selection(())


def selection(
    args: Args, name: str, heading: str, known: Iterable[str], most: int = 20
) -> Selection:
    """The values of a parameter that exist, at most so many; an address may repeat one a thousand
    times.
    """
    if name not in args:  # as nearly always: a search has a dozen
        return NOTHING
    known, given = set(known), list(dict.fromkeys(value for value in args.getlist(name) if value))
    values = [value for value in given if value in known]
    left_out = [
        wording.NO_SUCH_VALUE.format(value=printable(value)[:60], heading=heading.lower())
        for value in given
        if value not in known
    ]
    others = (
        [wording.MORE_IGNORED.format(count=len(left_out) - MOST_SAID, heading=heading.lower())]
        if len(left_out) > MOST_SAID
        else []
    )
    only = wording.ONLY_THE_FIRST if most == 1 else wording.ONLY_SO_MANY
    too_many = (
        [only.format(most=most, count=len(values), heading=heading.lower())]
        if len(values) > most
        else []
    )
    return Selection(tuple(values[:most]), (*left_out[:MOST_SAID], *others, *too_many))


def unknown(args: Args, known: Iterable[str]) -> tuple[str, ...]:
    """A sentence for each parameter that means nothing on a page, with what may have been meant;
    what trackers add goes unsaid.
    """
    taken = (*known, COLOURS)
    strange = [
        name
        for name in args
        if name and name not in taken and not name.startswith(CAMPAIGN) and name not in TRACKERS
    ]
    return tuple(_strange(name, nearest(name, taken)) for name in strange[:MOST_SAID])


def _strange(name: str, meant: Sequence[str]) -> str:
    said = wording.NO_OPTION.format(name=printable(name)[:60])
    if not meant:
        return said
    return said + wording.DID_YOU_MEAN.format(names=listed([f"“{one}”" for one in meant]))


class NoFile(BadRequest):
    """An address asks for what a file couldn't have; the description says what."""


def all_or_none(notices: Sequence[str]) -> None:
    """Raises NoFile where a page would say what it leaves out, as a file can't."""
    if notices:
        raise NoFile(wording.NO_FILE.format(notices=" ".join(notices)))


def printable(text: str) -> str:
    """Text without control characters: they show nothing."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def address(path: str, chosen: Mapping[str, Iterable[str]]) -> str:
    """The address of a page with these values chosen; what is empty is left out."""
    pairs = [(name, value) for name, values in chosen.items() for value in values if value]
    return f"{path}?{urlencode(pairs)}" if pairs else path
