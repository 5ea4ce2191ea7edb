"""What the API answers about single findings, and about files of the whole collection."""

from pydantic import Field

from kb.model.collection import ComparatorGroup
from kb.model.derived import Shows, Unfit
from kb.model.schema import Level
from web.api.overview_answers import Answer


class FindingAlone(Answer):
    """A finding with what one must know to read it outside its entry."""

    intervention: str = Field(description="The id of the intervention it is a finding of.")
    title: str = Field(description="What that is called.")
    category: str
    url: str = Field(description="Its place on the intervention's page, from the root of the site.")
    plain_statement: str = Field(description="The sentence of the finding in plain words.")
    shown_certainty: Level = Field(
        description="The level that is shown: `not-graded` where its source gives none for it."
    )
    shows: Shows = Field(description="What pages show: a size, or why there is none.")
    comparator_group: ComparatorGroup = Field(description="What its comparator counts as.")
    key_place: int | None = Field(description="Its place on the answer card, from 1.")
    set_aside: Unfit | None = Field(
        description="Why it doesn't count for the intervention, whatever it found."
    )
    reference: str | None = Field(description="Its source as a line; null where it is withheld.")
    reference_urls: list[str] = Field(description="Where its source can be opened, best first.")


class Export(Answer):
    """The whole collection in one form."""

    format: str
    says: str = Field(description="What it is.")
    media_type: str
    url: str = Field(description="Where it is, from the root of the site.")


class Exports(Answer):
    """The forms in which the whole collection can be taken from this site."""

    version: str = Field(description="What this edition is called: the day of its last change.")
    digest: str = Field(description="Changes with any of its content.")
    exports: list[Export]
