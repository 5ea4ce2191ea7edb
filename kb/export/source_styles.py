"""How a source is cited, as one line of plain text a reader copies: a line for each style, in the
order pages show them.
"""

from collections.abc import Callable, Mapping

from kb.export.author_date import apa, harvard
from kb.export.citations import addresses, reference
from kb.model.source import Source


def vancouver(source: Source) -> str:
    """The reference and, where there is one, the address it is best opened at."""
    found = addresses(source)
    return f"{reference(source)} {found[0].url}" if found else reference(source)


STYLES: Mapping[str, Callable[[Source], str]] = {
    "APA": apa,
    "Vancouver": vancouver,
    "Harvard": harvard,
}
