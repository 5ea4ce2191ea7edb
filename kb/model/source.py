"""A source: a publication, with CSL fields under their CSL names."""

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from kb.model.scalars import PartialDate, Printed, Prose, Sources, Text, YesNo
from kb.model.schema import Filed, Model

Design = Literal[
    "systematic-review", "network-meta-analysis", "ipd-meta-analysis", "rct", "guideline", "cohort",
    "case-report", "narrative-review", "survey", "drug-label", "other",
]  # fmt: skip

# The end of a DOI that differs between the versions of one publication: Cochrane's .pub2, a
# preprint server's v2.
VERSION = re.compile(r"(\.pub\d+|\.?v\d+)$")
WORD = re.compile(r"[^\W_]+")


class Name(Model):
    """An author: a family name with given names, or an organisation's literal name."""

    family: Text | None = Field(None, description="Family name.", examples=["Able"])
    given: Text | None = Field(None, description="Given names or initials.", examples=["AB"])
    dropping_particle: Text | None = Field(
        None,
        description="A particle that is left out where only the family name is given.",
        examples=["von"],
    )
    non_dropping_particle: Text | None = Field(
        None, description="A particle that stays with the family name.", examples=["van der"]
    )
    suffix: Text | None = Field(None, description="What sets generations apart.", examples=["Jr."])
    literal: Text | None = Field(
        None, description="The name of a body.", examples=["World Health Organization"]
    )

    @property
    def surname(self) -> str:
        """The family name with its particle, or ""."""
        return " ".join(filter(None, (self.non_dropping_particle, self.family)))


StatusKind = Literal["retracted", "concern", "corrected", "superseded", "lapsed"]

# What each is called.
STANDING: Mapping[StatusKind, str] = {
    "retracted": "Retracted",
    "concern": "Expression of concern",
    "corrected": "Corrected",
    "superseded": "Superseded",
    "lapsed": "Lapsed",
}


class Status(Model):
    """A publication's status, such as retracted, with the date and the notice."""

    kind: StatusKind = Field(
        description=(
            "`concern` for an expression of concern; `lapsed` for a guideline past the expiry it"
            " sets itself."
        ),
        examples=["retracted"],
    )
    date: PartialDate = Field(description="Since when.", examples=["2024-05"])
    notice: Prose | None = Field(
        None, description="Where the notice is, or what it says.", examples=["10.1000/retraction.1"]
    )


class Source(Filed):
    """A publication, with CSL fields under their CSL names."""

    kind: ClassVar[str] = "source"
    type: Literal[
        "article-journal",
        "article",
        "report",
        "webpage",
        "book",
        "chapter",
        "dataset",
        "paper-conference",
        "entry",
        "standard",
    ] = Field(description="The CSL type.", examples=["article-journal"])
    design: Design = Field(description="What kind of source it is.", examples=["rct"])
    author: tuple[Name, ...] = Field(
        (), description="Authors in order.", examples=[[{"family": "Able", "given": "AB"}]]
    )
    author_complete: YesNo = Field(
        True, description="false where the list read ended in et al.", examples=["false"]
    )
    editor: tuple[Name, ...] = Field(
        (),
        description="Editors of the book or report it is part of.",
        examples=[[{"family": "Able", "given": "AB"}]],
    )
    title: Text = Field(
        description="The title.", examples=["Yoga for hay fever: a randomised trial"]
    )
    title_seen: YesNo = Field(
        True,
        description="false where the title is a paraphrase because it was not seen.",
        examples=["false"],
    )
    container_title: Text | None = Field(
        None, description="The journal, book or site.", examples=["Annals of Internal Medicine"]
    )
    container_title_short: Text | None = Field(
        None, description="The journal's abbreviation.", examples=["Ann Intern Med"]
    )
    publisher: Text | None = Field(
        None, description="The publisher.", examples=["Agency for Healthcare Research and Quality"]
    )
    publisher_place: Text | None = Field(
        None, description="Where the publisher is.", examples=["Rockville, MD"]
    )
    edition: Printed | None = Field(None, description="The edition of a book.", examples=["2nd"])
    genre: Text | None = Field(
        None, description="What kind of publication it calls itself.", examples=["Technical report"]
    )
    number: Printed | None = Field(
        None,
        description="The number of a report or standard; that of a journal is its `issue`.",
        examples=["WHO/MNH/02.3"],
    )
    language: Text | None = Field(
        None, description="The language it is written in, as a code.", examples=["en"]
    )
    issued: PartialDate | None = Field(
        None, description="The year, or year-month-day, of publication.", examples=["2011"]
    )
    volume: Printed | None = Field(None, description="Volume.", examples=["155"])
    issue: Printed | None = Field(None, description="Issue.", examples=["9"])
    page: Printed | None = Field(None, description="Pages or article number.", examples=["569-578"])
    DOI: Printed | None = Field(
        None,
        description="The DOI without https://doi.org/.",
        examples=["10.5555/allergy.2011.1"],
    )
    PMID: Printed | None = Field(None, description="The PubMed number.", examples=["12345678"])
    PMCID: Printed | None = Field(
        None, description="The PubMed Central number.", examples=["PMC1234567"]
    )
    ISSN: Printed | None = Field(None, description="The journal's ISSN.", examples=["0003-4819"])
    URL: Text | None = Field(
        None,
        description="The official address.",
        examples=["https://doi.org/10.5555/allergy.2011.1"],
    )
    accessed: PartialDate | None = Field(
        None, description="When its address was last opened.", examples=["2026-11-22"]
    )
    superseded_by: tuple[Sources, ...] = Field(
        (),
        description=(
            "The newer sources that have replaced it; its findings are shown and never key."
        ),
        examples=[["baker-2019"]],
    )
    status: Status | None = Field(
        None, description="Retracted, corrected, superseded, lapsed or under concern."
    )
    search_date: PartialDate | None = Field(
        None, description="When a review last searched.", examples=["2022-05-17"]
    )
    note: Prose | None = Field(
        None, description="A remark.", examples=["Superseded by the 2022 version."]
    )
    doubt: Prose | None = Field(
        None,
        description="What could not be seen of the record or its results.",
        examples=["Authors not seen."],
    )

    def kin_keys(self) -> Iterator[str]:
        """What the versions of one publication share: the DOI up to its version, and the title."""
        if self.DOI:
            yield f"doi {VERSION.sub('', self.DOI.lower())}"
        if self.title_seen:
            yield f"title {' '.join(WORD.findall(self.title.casefold()))}"

    def is_newer(self, than: "Source") -> bool:
        """Whether it was certainly published later and wasn't retracted or superseded."""
        if self.standing == "retracted" or not self.issued or not than.issued:
            return False
        known = min(len(self.issued), len(than.issued))
        return self.issued[:known] > than.issued[:known]

    @property
    def standing(self) -> StatusKind | None:
        """Its status; a source that a newer one has replaced is superseded."""
        if self.status:
            return self.status.kind
        return "superseded" if self.superseded_by else None
