"""Export formats for sources, each a function from sources to text: RIS, BibTeX and CSL-JSON for
reference managers, and lists of references in a style for people.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kb.export.bibtex import bibtex
from kb.export.csl import csl_json
from kb.export.ris import ris
from kb.export.source_styles import STYLES
from kb.model.source import Source


@dataclass(frozen=True)
class Format:
    """A bibliographic format: its name, file extension, media type and writer."""

    name: str
    ending: str
    media_type: str
    write: Callable[[Iterable[Source]], str]


FORMATS: Mapping[str, Format] = {
    form.ending: form
    for form in (
        Format("RIS", "ris", "application/x-research-info-systems", ris),
        Format("BibTeX", "bib", "application/x-bibtex", bibtex),
        Format("CSL-JSON", "csl.json", "application/vnd.citationstyles.csl+json", csl_json),
    )
}


def _list_of(style: str) -> Callable[[Iterable[Source]], str]:
    def written(sources: Iterable[Source]) -> str:
        lines = [STYLES[style](one) for one in sources]
        if style == "Vancouver":
            return "".join(f"{number}. {line}\n" for number, line in enumerate(lines, 1))
        return "".join(f"{line}\n" for line in sorted(lines, key=str.casefold))

    return written


# Vancouver is numbered in the order given, the others follow the alphabet.
REFERENCE_LISTS: Mapping[str, Format] = {
    form.ending: form
    for form in (
        Format(f"{style} list", f"{style.lower()}.txt", "text/plain", _list_of(style))
        for style in STYLES
    )
}
