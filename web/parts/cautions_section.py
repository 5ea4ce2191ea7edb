"""The cautions of an intervention by kind, the strictest first, each kind's own before those of a
parent therapy or class.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kb.model.derived import AppliedCaution
from kb.model.entries import Caution
from kb.statements.phrases import subject
from web.core.links import Link, entry_url
from web.parts.labels import CAUTION, CAUTION_PLAIN, Label

STRICT = ("contraindicated", "not-advised")


class CautionList(NamedTuple):
    """Cautions of one kind and about one drug or type; `inherited_from` is the entry they are
    taken from, where it is another; `once` are those not said before of the whole or of the same.
    """

    inherited_from: Link | None
    arm: str
    cautions: tuple[Caution, ...]
    once: tuple[Caution, ...]


class CautionKindView(NamedTuple):
    """All cautions of one kind."""

    label: Label
    lists: tuple[CautionList, ...]


@dataclass(frozen=True)
class CautionsSection:
    """What the box and the section show; `strict` where some use is ruled out or not advised."""

    kinds: tuple[CautionKindView, ...]
    strict: bool

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """All cautions in the order they are shown."""
        return tuple(one for kind in self.kinds for listed in kind.lists for one in listed.cautions)

    @property
    def sources(self) -> tuple[str, ...]:
        """Their sources, without duplicates."""
        return tuple(dict.fromkeys(one.source for one in self.cautions))


def cautions_section(cautions: Iterable[AppliedCaution], plain: bool = False) -> CautionsSection:
    """The section of cautions given in order."""
    by_kind: defaultdict[str, list[AppliedCaution]] = defaultdict(list)
    for one in cautions:
        by_kind[one.caution.kind].append(one)
    labels = CAUTION_PLAIN if plain else CAUTION
    return CautionsSection(
        kinds=tuple(
            CautionKindView(labels[kind], tuple(_lists(ones))) for kind, ones in by_kind.items()
        ),
        strict=not by_kind.keys().isdisjoint(STRICT),
    )


def _lists(cautions: Iterable[AppliedCaution]) -> Iterator[CautionList]:
    by_origin: defaultdict[tuple[Link | None, str], list[Caution]] = defaultdict(list)
    for one in cautions:
        parent = one.inherited_from
        link = Link(subject(parent), entry_url(parent)) if parent else None
        by_origin[link, one.caution.arm or ""].append(one.caution)
    said: set[tuple[str, str]] = set()
    for (link, arm), listed in sorted(by_origin.items(), key=lambda one: one[0] != (None, "")):
        yield CautionList(link, arm, tuple(listed), tuple(_unsaid(listed, arm, said)))


def _unsaid(cautions: Iterable[Caution], arm: str, said: set[tuple[str, str]]) -> Iterator[Caution]:
    """Those in other words than any `said` of the whole or of the same drug or type; it grows."""
    for one in cautions:
        words = one.what.casefold()
        if said.isdisjoint(((words, ""), (words, arm))):
            said.add((words, arm))
            yield one
