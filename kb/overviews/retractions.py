"""Compares sources with a list of retractions in the columns of the Retraction Watch data."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kb.model.library import Library
from kb.model.publication_ids import DOI
from kb.model.source import Source, StatusKind

COLUMNS = (
    "Record ID",
    "RetractionDate",
    "RetractionDOI",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
    "Reason",
)
Nature = Literal["retracted", "concern", "corrected", "reinstated"]
NATURES: Mapping[str, Nature] = {
    "retraction": "retracted",
    "expression of concern": "concern",
    "correction": "corrected",
    "reinstatement": "reinstated",
}
STRICTEST: tuple[StatusKind, ...] = ("retracted", "concern", "corrected")
DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b")  # month first, a time after it


@dataclass(frozen=True)
class Notice:
    """A row of the list: the notice about a paper, with date, link and reason.

    `day` is empty if the list has no valid date; `doi` and `pmid` are the paper's.
    """

    record: str
    nature: Nature
    day: str
    doi: str
    pmid: str
    notice: str
    reason: str


@dataclass(frozen=True)
class Difference:
    """A source whose status differs from the list; `notice` is the deciding one."""

    source: Source
    notice: Notice

    @property
    def expected(self) -> StatusKind | None:
        """The status according to the list; None if the paper was reinstated."""
        return None if self.notice.nature == "reinstated" else self.notice.nature


def notices(rows: Iterable[Mapping[str, str | None]]) -> Iterator[Notice]:
    """The rows of the list with a known type of notice."""
    for row in rows:
        said = {name: (row.get(name) or "").strip() for name in COLUMNS}
        nature = NATURES.get(said["RetractionNature"].lower())
        if nature:
            yield Notice(
                said["Record ID"],
                nature,
                _day(said["RetractionDate"]),
                _doi(said["OriginalPaperDOI"]),
                _pmid(said["OriginalPaperPubMedID"]),
                _doi(said["RetractionDOI"]),
                said["Reason"].strip("+; ").replace(";+", "; "),
            )


def differences(library: Library, listed: Iterable[Notice]) -> tuple[Difference, ...]:
    """The sources that the list has by DOI or PMID and whose status is missing or different."""
    by_name = _by_name(listed)
    found = (
        (source, _deciding(_of(source, by_name))) for _, source in sorted(library.sources.items())
    )
    pairs = (Difference(source, notice) for source, notice in found if notice)
    return tuple(one for one in pairs if one.expected != _doubt(one.source, one.expected))


def _doubt(source: Source, expected: StatusKind | None) -> StatusKind | None:
    """Its own status; if the paper was reinstated, only a status that a notice could have given."""
    kind = source.status.kind if source.status else None
    return None if expected is None and kind not in STRICTEST else kind


def _by_name(listed: Iterable[Notice]) -> Mapping[str, list[Notice]]:
    found: defaultdict[str, list[Notice]] = defaultdict(list)
    for notice in listed:
        for name in filter(None, (notice.doi, notice.pmid)):
            found[name].append(notice)
    return found


def _of(source: Source, by_name: Mapping[str, list[Notice]]) -> list[Notice]:
    names = filter(None, (_doi(source.DOI or ""), _pmid(source.PMID or "")))
    found = dict.fromkeys(notice for name in names for notice in by_name.get(name, ()))
    return sorted(found, key=lambda notice: notice.day)


def _deciding(notices: list[Notice]) -> Notice | None:
    """The strictest notice since the paper was last reinstated; of several, the latest."""
    back = [place for place, one in enumerate(notices) if one.nature == "reinstated"]
    since = notices[back[-1] + 1 :] if back else notices
    for kind in STRICTEST:
        for notice in reversed(since):
            if notice.nature == kind:
                return notice
    return notices[back[-1]] if back else None


def _day(text: str) -> str:
    found = DATE.match(text)
    try:
        return date(int(found[3]), int(found[1]), int(found[2])).isoformat() if found else ""
    except ValueError:
        return ""


def _doi(text: str) -> str:
    """A DOI in lower case, because case doesn't distinguish DOIs; empty if it isn't one."""
    found = DOI.search(text)
    return found[0].lower() if found else ""


def _pmid(text: str) -> str:
    """A PMID; the list writes 0 for none."""
    return text if re.fullmatch(r"[1-9]\d*", text, re.ASCII) else ""
