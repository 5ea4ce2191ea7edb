"""Export formats for sources: RIS, BibTeX and CSL-JSON, each a function from sources to text."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kb.export.bibtex import bibtex
from kb.export.csl import csl_json
from kb.export.ris import ris
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
