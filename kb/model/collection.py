"""A collection and its vocabulary: the words, thresholds and notes that entries rely on."""

from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from kb.model.groups import Group
from kb.model.medicines import MedicineClass
from kb.model.named import Named
from kb.model.scalars import (
    Conditions,
    Count,
    Day,
    Entries,
    Id,
    Number,
    Outcomes,
    Prose,
    Scales,
    Sources,
    Stages,
    Text,
    YesNo,
)
from kb.model.schema import Model

ComparatorGroup = Literal["inert", "no-care", "active", "added-to", "mixed"]


class SizeWords(Model):
    """The words for effects of each size, for outcomes whose differences are classified."""

    verb: Text = Field(description="What a good effect does to it.", examples=["reduce"])
    change: Text = Field(
        description="What a large good effect is: `a large {change} in`.", examples=["reduction"]
    )
    better: Text = Field(
        description="A good difference: `slightly {better}`, followed by the noun.",
        examples=["less"],
    )
    worse: Text = Field(description="A bad difference.", examples=["more"])


class OutcomeWords(Model):
    """How statements say more and less of an outcome; `{noun}` is replaced by its noun."""

    better: Text = Field(
        "better", description="How what is measured is when it is better.", examples=["lower"]
    )
    worse: Text = Field(
        "worse", description="How what is measured is when it is worse.", examples=["higher"]
    )
    of: Text | None = Field(
        None,
        description="What is better or worse; by default a better or worse result for the noun.",
        examples=["{noun} scores"],
    )
    plural: YesNo = Field(
        False, description="true where `of` takes a plural verb.", examples=["true"]
    )
    lower_only: YesNo = Field(
        False,
        description="true if these words only apply to numbers where lower is better.",
        examples=["true"],
    )
    sizes: SizeWords | None = Field(None, description="How effects of each size are said.")


class Outcome(Named):
    """What is measured."""

    noun: Text | None = Field(
        None,
        description="Its form in mid-sentence; by default the name with a small first letter.",
        examples=["quality of life"],
    )
    plural: YesNo = Field(
        False, description="true where the noun takes a plural verb.", examples=["true"]
    )
    words: OutcomeWords = Field(
        OutcomeWords(), description="How statements say more and less of it."
    )
    event: Text | None = Field(
        None,
        description="What a ratio counts, where it is the same for all findings.",
        examples=["a response"],
    )
    people: Text | None = Field(
        None,
        description="The people who had the event, where people are what is counted.",
        examples=["responders"],
    )
    bad_event: YesNo = Field(
        False,
        description="true where treatment is to prevent the event, such as recurrence.",
        examples=["true"],
    )
    family: Id | None = Field(
        None,
        description="What it counts as when key findings are chosen; by default itself.",
        examples=["function"],
    )
    harm: YesNo = Field(
        False,
        description="true for unwanted effects: never key, and no column of the evidence table.",
        examples=["true"],
    )


class Scale(Named):
    """What an outcome is measured on."""

    phrase: Text = Field(
        description="Its form after `on` in a statement.", examples=["a 0–12 scale"]
    )
    low: Number | None = Field(None, description="The lowest value.", examples=[0])
    high: Number | None = Field(None, description="The highest value.", examples=[12])
    better: Literal["lower", "higher"] | None = Field(
        None,
        description=(
            "Which end is better; compared with an effect's own `better`, never used for it."
        ),
        examples=["lower"],
    )


class PlainThan(Model):
    """A `than` as patients read it, where its words are for clinicians."""

    than: Text = Field(description="The `than` of findings.", examples=["unspecified controls"])
    plain: Text = Field(
        description="The same after `compared with`, in plain words.",
        examples=["other care or none (we don’t know which)"],
    )


class Comparator(Named):
    """What an intervention is compared with."""

    phrase: Text | None = Field(
        None,
        description="Its form in mid-sentence; absent where `than` says it.",
        examples=["a sham treatment"],
    )
    group: ComparatorGroup = Field(
        description="What it counts as when key findings are chosen.", examples=["inert"]
    )
    plain_than: tuple[PlainThan, ...] = Field(
        (), description="What `than` of its findings says, in patients' words."
    )


class Stage(Named):
    """A stage or form of the condition that findings are about, or a purpose of treatment."""

    opening: Text = Field(description="How a statement opens.", examples=["In seasonal hay fever"])
    role: Literal["recent", "lasting", "whole"] | None = Field(
        None,
        description=(
            "`recent` and `lasting`: where a benefit in `recent` stages alone is noted. `whole`:"
            " the condition without a split by stage."
        ),
        examples=["lasting"],
    )


class Category(Named):
    """What kind of intervention it is."""

    medicines: YesNo = Field(
        False,
        description=(
            "true where its entries are medicines: each says what is dangerous, or that we found"
            " nothing on it."
        ),
        examples=["true"],
    )
    operations: YesNo = Field(
        False,
        description=(
            "true where its entries are operations: they are compared with all care without one."
        ),
        examples=["true"],
    )


class Feature(Named):
    """A feature of the condition that the collection is about; trials may select people by it."""

    phrase: Text = Field(
        description="The people in mid-sentence: `In {phrase}: ...`.",
        examples=["people taken in because they had asthma too"],
    )


class Term(Named):
    """A word readers may not know, or a lay word that can mean several things."""

    abbreviation: Text | None = Field(None, description="The abbreviation.", examples=["CI"])
    means: tuple[Entries, ...] = Field(
        (), description="The entries it may mean.", examples=[["nsaids", "paracetamol"]]
    )
    search_only: YesNo = Field(False, description="true: not in the glossary.", examples=["true"])
    asked_for: YesNo = Field(
        False,
        description="true: people ask to be given it, as a scan; the word asks if it is needed.",
        examples=["true"],
    )


class Threshold(Model):
    """The sizes from which an effect is small, moderate or large, for outcomes and scales."""

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
    source: Sources = Field(description="The source of the bands.", examples=["able-2020"])
    seen: YesNo = Field(
        True,
        description="false where these bands were not seen at their source.",
        examples=["false"],
    )
    note: Prose | None = Field(
        None, description="A remark.", examples=["By analogy to another scale."]
    )


class Collection(Model):
    """A folder of evidence with its own vocabulary and thresholds."""

    id: Id | None = Field(
        None,
        description="Its name in addresses, where a server has several; by default the folder's.",
        examples=["hay-fever"],
    )
    title: Text = Field(description="The collection's name.", examples=["Hay fever"])
    description: Prose = Field(
        description="What it is, for readers.",
        examples=["What helps hay fever."],
    )
    focus: Conditions | None = Field(
        None, description="The condition it is about.", examples=["hay-fever"]
    )
    focus_phrase: Text = Field(
        description=(
            "The focus in mid-sentence, for people outside it: `(not {focus-phrase} alone)`."
        ),
        examples=["hay fever"],
    )
    answer_order: tuple[tuple[Stages, ...], ...] = Field(
        (),
        description=(
            "The stages in the order they are looked to for an answer; those listed together count"
            " as one. By default the order of `vocabulary/stages.yaml`."
        ),
        examples=[[["seasonal", "mixed"], ["all-year"]]],
    )
    families: tuple[Id, ...] = Field(
        (),
        description=(
            "The families of outcomes in the order key findings are looked for; the first two give"
            " the answer. By default those of `vocabulary/outcomes.yaml`."
        ),
        examples=[["pain", "function", "sleep"]],
    )
    recent_only: Text = Field(
        "Recent onset only",
        description="The label of the note where a benefit is shown in `recent` stages alone.",
        examples=["First season only"],
    )
    kinds: Text = Field(
        "Kinds",
        description="The heading over a condition's kinds.",
        examples=["Kinds of hay fever"],
    )
    example_searches: tuple[Text, ...] = Field(
        (),
        description="Searches that the first page offers to try.",
        examples=[["nasal spray for children", "which guidelines recommend against tablets"]],
    )
    publisher: Text | None = Field(
        None, description="Who publishes it.", examples=["Example Health Library"]
    )
    publisher_place: Text | None = Field(
        None, description="Where the publisher is, for citations.", examples=["London"]
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
    editing: Text | None = Field(
        None,
        description="The address of the editing site (`kb propose`), which each entry links to.",
        examples=["https://edit.example.org"],
    )
    language: Text = Field("en", description="The language of the data (BCP 47).", examples=["en"])
    searched_until: Day | None = Field(
        None,
        description="The last day on which evidence was looked for.",
        examples=["2026-11-28"],
    )
    search_due_after: Count = Field(
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
        description=(
            "Words that search never shortens to their stem, where that would make one"
            " word of two, as of organ and organic."
        ),
        examples=[["organic"]],
    )
    not_about: tuple[Text, ...] = Field(
        (),
        description=(
            "Names of other illnesses, parts of the body and purposes that people may ask about,"
            " so that search says that the collection isn't about them. Names only."
        ),
        examples=[["asthma inhaler", "ear infection"]],
    )
    own_parts: tuple[Text, ...] = Field(
        (),
        description="What people call the part of the body that the collection is about.",
        examples=[["knee", "knee joint"]],
    )
    other_parts: tuple[Text, ...] = Field(
        (),
        description=(
            "Parts of the body that the collection isn't about. Search says so where one is what"
            " is treated or hurts, as in neck massage or cramp in my hand."
        ),
        examples=[["neck", "shoulder"]],
    )
    review_after: Count = Field(description="Days after which a review is overdue.", examples=[365])

    def due(self, reviewed: date) -> date:
        """The latest review date that is still recent enough on that day."""
        days = min(self.review_after, (date.max - reviewed).days)
        return reviewed + timedelta(days=days)

    def overdue(self, reviewed: date, today: date) -> bool:
        """Whether an entry last reviewed on that day is due for review."""
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
    "medicines": MedicineClass,
}
