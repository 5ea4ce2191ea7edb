"""What the API answers about many entries at once: guideline bodies and gaps."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from kb.model.schema import Level, kebab
from kb.model.source import StatusKind
from kb.overviews.gaps import Known
from kb.overviews.guidelines import Direction


class Answer(BaseModel):
    """What every answer of the API shares: names with hyphens, nothing besides what is declared."""

    model_config = ConfigDict(extra="forbid", alias_generator=kebab)


class Guideline(Answer):
    """One edition of what a guideline body says."""

    body: str
    year: int | None
    status: StatusKind | None = Field(description="Its status.")
    counted: bool = Field(description="False where a newer edition has replaced it.")


class Position(Guideline):
    """What a guideline says of an intervention."""

    direction: Direction
    strength: Literal["strong", "weak", "conditional", "not-stated"]
    certainty: Level | None = Field(description="The certainty the body names.")
    arm: str | None = Field(description="The drug or type it is about, if not the whole.")
    population: str = Field(description="The population, in the body's words.")
    exception: str | None = Field(description="Whom or what the body excepts from it.")
    proviso: str | None = Field(
        description="What it depends on, or why it is less than a recommendation."
    )
    stages: list[str]
    stage_stated: bool = Field(description="False if it names no stage.")
    stated: str | None = Field(description="The body's own word for direction and strength.")
    source: str = Field(description="The id of the source.")


class GuidelinesRow(Answer):
    """An intervention with what bodies say of it; the lists have the bodies that count."""

    id: str
    title: str
    category: str
    url: str = Field(description="Its page, from the root of the site.")
    disagree: bool = Field(description="Whether one body is for it and another against it.")
    for_: list[str] = Field(alias="for", description="The bodies that are for it.")
    against: list[str]
    neither: list[str]
    positions: list[Position]


class Guidelines(Answer):
    """What guideline bodies say at one stage."""

    stage: str
    guidelines: list[Guideline]
    total: int = Field(description="The total number of rows.")
    disagree: int = Field(description="How many interventions bodies disagree on at this stage.")
    rows: list[GuidelinesRow]


class GapPlace(Answer):
    """What is known of an intervention's effect on an outcome."""

    known: Known = Field(description="The best-known finding, from `no-finding` up.")
    findings: int = Field(description="The number of findings.")


class GapsRow(Answer):
    """An intervention with what is known of each outcome."""

    id: str
    title: str
    category: str
    url: str = Field(description="Its page, from the root of the site.")
    outcomes: dict[str, GapPlace]
    unknown: list[str] = Field(description="What its page lists as unknown, as sentences.")


class Gaps(Answer):
    """What isn't known, by treatment and outcome."""

    stage: str | None = Field(description="Null for any stage.")
    counts: dict[str, dict[str, int]] = Field(
        description="For each outcome, how many interventions are known to each degree."
    )
    total: int = Field(description="The total number of rows.")
    rows: list[GapsRow]
