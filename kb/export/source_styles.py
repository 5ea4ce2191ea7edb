"""How to cite a source, as one line of plain text to copy: a line for each style, in display
order.
"""

from collections.abc import Callable, Mapping

from kb.export.author_date import apa, harvard
from kb.export.citations import addresses, reference
from kb.model.source import Source


def vancouver(source: Source) -> str:
    """The reference and, if there is one, its best URL."""
    found = addresses(source)
    return f"{reference(source)} {found[0].url}" if found else reference(source)


STYLES: Mapping[str, Callable[[Source], str]] = {
    "APA": apa,
    "Vancouver": vancouver,
    "Harvard": harvard,
}
