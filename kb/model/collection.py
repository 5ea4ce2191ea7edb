"""A collection and its vocabulary: the words, thresholds and notes that entries rely on."""

from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from kb.model.scalars import (
    Conditions,
    Day,
    Entries,
    Id,
    Number,
    Outcomes,
    Prose,
    Scales,
    Sources,
    Text,
    Whole,
    YesNo,
)
from kb.model.schema import Model

ComparatorGroup = Literal["inert", "no-care", "active", "added-to", "mixed"]


class Named(Model):
    """What every word of the vocabulary has."""

    id: Id = Field(description="The word used in entries and addresses.", examples=["function"])
    name: Text = Field(description="The word as a heading.", examples=["Function"])
    definition: Prose = Field(
        description="What it means, in plain words.", examples=["What people can do in daily life."]
    )
    synonyms: tuple[Text, ...] = Field(
        (), description="Other words for it.", examples=[["disability"]]
    )


class Outcome(Named):
    """What is measured."""

    noun: Text | None = Field(
        None,
        description="How it stands in mid-sentence; by default the name with a small first letter.",
        examples=["quality of life"],
    )
    wording: Literal[
        "pain", "function", "responder", "recurrence", "recovery", "work", "adverse-events", "other"
    ] = Field(
        "other",
        description="Which words a statement uses for more and less of it.",
        examples=["function"],
    )
    family: Literal[
        "pain",
        "function",
        "responder",
        "quality-of-life",
        "recovery",
        "work",
        "recurrence",
        "sleep",
        "adverse-events",
        "other",
    ] = Field(
        "other",
        description="What it counts as when key findings are chosen.",
        examples=["function"],
    )


class Scale(Named):
    """What an outcome is measured on."""

    phrase: Text = Field(
        description="How it stands after `on` in a statement.", examples=["RMDQ 0–24"]
    )
    low: Number | None = Field(None, description="The lowest value.", examples=[0])
    high: Number | None = Field(None, description="The highest value.", examples=[24])
    better: Literal["lower", "higher"] | None = Field(
        None,
        description="Which end is better; compared with an effect's own `better`, never used for it.",
        examples=["lower"],
    )


class Comparator(Named):
    """What an intervention is compared with."""

    phrase: Text | None = Field(
        None,
        description="How it stands in mid-sentence; absent where `than` says it.",
        examples=["a sham treatment"],
    )
    group: ComparatorGroup = Field(
        description="What it counts as when key findings are chosen.", examples=["inert"]
    )


class Stage(Named):
    """How long the pain has lasted, or what the finding is for."""

    opening: Text = Field(
        description="How a statement opens.", examples=["In chronic low back pain"]
    )


class Category(Named):
    """What kind of intervention it is."""


class Group(Named):
    """People, an organ or a situation that cautions are about."""


class Feature(Named):
    """What a collection is about within its condition, where trials took people in because of it."""

    phrase: Text = Field(
        description="The people in mid-sentence: `In {phrase}: ...`.",
        examples=["people taken in for muscle spasm"],
    )


class Term(Named):
    """A word a reader may not know, or a lay word that may mean several things."""

    abbreviation: Text | None = Field(None, description="The abbreviation.", examples=["CI"])
    means: tuple[Entries, ...] = Field(
        (),
        description="The entries a word may mean, where it is not one.",
        examples=[["nsaids", "paracetamol"]],
    )


class Threshold(Model):
    """From which size on an effect is called small, moderate and large, for one family of outcomes and scales."""

    id: Id = Field(description="Its name.", examples=["pain-100"])
    outcomes: tuple[Outcomes, ...] = Field(
        description="The outcomes it is for.", examples=[["pain"]], min_length=1
    )
    measure: Literal["MD", "SMD"] = Field(description="The measure it is for.", examples=["MD"])
    scales: tuple[Scales, ...] = Field(
        (), description="The scales it is for; none for SMD.", examples=[["points-100"]]
    )
    small: Number = Field(description="From here on small (this end is in).", examples=[5])
    moderate: Number = Field(description="Above this moderate.", examples=[10])
    large: Number = Field(description="Above this large.", examples=[20])
    source: Sources = Field(description="Where the bands stand.", examples=["ahrq-cer169-2016"])
    seen: YesNo = Field(
        True,
        description="false where these bands were not seen at their source.",
        examples=["false"],
    )
    note: Prose | None = Field(None, description="A remark.", examples=["By analogy to ODI."])


class Collection(Model):
    """A folder of evidence with its own vocabulary and thresholds."""

    title: Text = Field(
        description="The collection's name.", examples=["Low back pain with muscle spasm"]
    )
    description: Prose = Field(
        description="What it is, for readers.",
        examples=["What helps low back pain with muscle spasm."],
    )
    focus: Conditions | None = Field(
        None, description="The condition it is about.", examples=["low-back-pain-with-muscle-spasm"]
    )
    focus_phrase: Text = Field(
        description="The focus in mid-sentence, for people outside it: `(not low back pain alone)`.",
        examples=["low back pain"],
    )
    spasm_note: Text = Field(
        description="The line shown where no trial enrolled people for demonstrated spasm.",
        examples=["No trial found enrolled people because of demonstrated muscle spasm."],
    )
    publisher: Text | None = Field(
        None, description="Who publishes it.", examples=["Example Health Library"]
    )
    editors: tuple[Text, ...] = Field((), description="Who edits it.", examples=[["A. Editor"]])
    contact: Text | None = Field(
        None, description="How to reach the editors.", examples=["editors@example.org"]
    )
    conflicts_of_interest: Prose | None = Field(
        None, description="What publisher and editors declare.", examples=["None declared."]
    )
    feedback: Text | None = Field(
        None,
        description="Where readers suggest a correction: a web or mail address.",
        examples=["https://example.org/corrections"],
    )
    language: Text = Field("en", description="The language of the data (BCP 47).", examples=["en"])
    searched_until: Day | None = Field(
        None,
        description="The last day on which evidence was looked for.",
        examples=["2026-11-28"],
    )
    search_due_after: Whole = Field(
        5, description="Years after which a review's search is called old.", examples=[5]
    )
    licence: Text = Field(
        description="The licence of the data, as an SPDX name.", examples=["CC0-1.0"]
    )
    thresholds: tuple[Threshold, ...] = Field(
        (), description="What counts as small, moderate and large."
    )
    never_stemmed: tuple[Text, ...] = Field(
        (),
        description="Words that search never shortens to their stem, where that would make one"
        " word of two, as of organ and organic.",
        examples=[["organic"]],
    )
    review_after: Whole = Field(description="Days after which a review is overdue.", examples=[365])

    def due(self, reviewed: date) -> date:
        """The last day on which a review of that day is recent enough."""
        days = min(self.review_after, (date.max - reviewed).days)
        return reviewed + timedelta(days=days)

    def overdue(self, reviewed: date, today: date) -> bool:
        """Whether what was last reviewed on that day is due for another review."""
        return today > self.due(reviewed)


VOCABULARY: dict[str, type[Named]] = {
    "outcomes": Outcome,
    "scales": Scale,
    "comparators": Comparator,
    "stages": Stage,
    "categories": Category,
    "terms": Term,
    "groups": Group,
    "features": Feature,
}
