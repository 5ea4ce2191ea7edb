"""A reference as another program has it: values under CSL names, not yet tidied."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


class ImportRefused(ValueError):
    """A file can't be imported; the message is one sentence, without the file's name, that says why
    and what to do.
    """


@dataclass(frozen=True)
class Given:
    """One value as in the file: its tag or field, and for a person the parts of the name if the
    file separates them.
    """

    tag: str
    text: str
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """One reference: its location (`record 3`), its program's type, its values by CSL name (most
    trusted first), values without a CSL field here, and the file's own id for it; or why it can't
    be read.
    """

    place: str
    type: str
    values: Mapping[str, tuple[Given, ...]]
    lost: tuple[Given, ...] = ()
    key: str = ""
    unread: str = ""

    def first(self, name: str) -> str:
        """The first value of a field, or ""."""
        given = self.values.get(name, ())
        return given[0].text if given else ""


def gathered(
    place: str,
    type: str,
    given: Iterable[Given],
    fields: Mapping[str, str],
    ranks: Mapping[str, int] | None = None,
) -> Record:
    """A record of tagged values, by a table of tags and CSL names; `ranks` puts some tags of a
    field after others (0), whatever their order in the file. Empty values are ignored.
    """
    values: dict[str, list[Given]] = {}
    lost: list[Given] = []
    for one in given:
        if one.text.strip() or one.parts:
            values.setdefault(fields[one.tag], []).append(one) if one.tag in fields else (
                lost.append(one)
            )
    order = ranks or {}
    ranked = {
        name: tuple(sorted(all_given, key=lambda one: order.get(one.tag, 0)))
        for name, all_given in values.items()
    }
    return Record(place, type, ranked, tuple(lost))
