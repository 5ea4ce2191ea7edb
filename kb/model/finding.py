"""A finding: what a source found for one population, comparator, outcome and time point."""

from typing import Annotated, Literal

from pydantic import Field

from kb.model.absolute import Absolute
from kb.model.scalars import (
    Comparators,
    Count,
    Features,
    FindingAddress,
    FindingId,
    Interventions,
    Number,
    Outcomes,
    Prose,
    Scales,
    Sources,
    Stages,
    Text,
    Whole,
    YesNo,
)
from kb.model.schema import Level, Model

Magnitude = Literal["large", "moderate", "small", "little-or-none", "not-classed"]


Measure = Literal["MD", "SMD", "RR", "OR", "HR", "RD", "NNT", "NNH", "percent"]


Result = Literal[
    "favours-intervention",
    "favours-comparator",
    "no-difference",
    "no-clear-difference",
    "mixed",
    "unclear",
    "no-evidence",
    "not-seen",
]


Horizon = Literal["immediate", "short", "intermediate", "long"]


class Effect(Model):
    """A measured difference between two arms, as its source prints it."""

    measure: Measure = Field(description="What kind of number this is.", examples=["MD"])
    estimate: Number = Field(
        description="The number as printed, sign and last digit kept.", examples=[-2.17]
    )
    low: Number | None = Field(
        None,
        description=(
            "Lower end of the 95 % interval; `low` and `high` go together, except for NNT and NNH."
        ),
        examples=[-3.31],
    )
    high: Number | None = Field(
        None, description="Upper end of the 95 % interval.", examples=[-1.03]
    )
    scale: Scales | None = Field(
        None,
        description="The scale an MD is measured on: an id of `vocabulary/scales.yaml`.",
        examples=["nose-12"],
    )
    unit: Text | None = Field(
        None,
        description=(
            "The unit in words, where an MD has no scale of the vocabulary (`points` if none is"
            " printed), or `rate ratio`."
        ),
        examples=["days"],
    )
    better: Literal["lower", "higher"] | None = Field(
        None,
        description=(
            "Which way this number favours the intervention. Needed for all but NNT and NNH;"
            " never guessed from the scale."
        ),
        examples=["lower"],
    )


class Review(Model):
    """How much a whole review or network includes, as opposed to this one estimate."""

    studies: Count | None = Field(None, description="Studies in the whole review.", examples=[12])
    participants: Count | None = Field(
        None, description="People in the whole review.", examples=[700]
    )


class Step(Model):
    """One reason for rating certainty down or up."""

    domain: Literal[
        "risk-of-bias",
        "inconsistency",
        "indirectness",
        "imprecision",
        "publication-bias",
        "large-effect",
        "dose-response",
        "plausible-confounding",
    ] = Field(description="The GRADE domain.", examples=["imprecision"])
    levels: Annotated[Whole, Field(ge=1, le=3)] = Field(
        description="By how many levels, 1 to 3.", examples=[1]
    )
    why: Text = Field(description="The reason, in a few words.", examples=["few participants"])


class Certainty(Model):
    """The source's certainty in this result; never our own rating."""

    level: Level = Field(
        description="The GRADE level the source gives, or `not-graded`.", examples=["moderate"]
    )
    scheme: Literal["grade", "acp", "ahrq", "other"] = Field(
        "grade", description="Whose words the level is in.", examples=["acp"]
    )
    stated: Text | None = Field(
        None,
        description="The source's own words, where they are a range or no GRADE level.",
        examples=["low to moderate"],
    )
    range_over: Text | None = Field(
        None,
        description="What a range in `stated` covers, where that is more than this result.",
        examples=["all its results"],
    )
    start: Level | None = Field(
        None, description="The level the source started from, where it says so.", examples=["high"]
    )
    concerns: tuple[Step, ...] = Field((), description="Reasons for rating down.")
    reasons: Literal["none-given"] | None = Field(
        None,
        description=(
            "`none-given` where an editor read the source and it gives no reason for its level."
        ),
        examples=["none-given"],
    )
    upgrades: tuple[Step, ...] = Field((), description="Reasons for rating up.")


class Indirect(Model):
    """Why a finding isn't about this intervention in this condition: it's shown, but never key and
    never in the evidence map or filters.
    """

    about: Literal["people", "intervention"] = Field(
        description=(
            "`people`: not mainly people with the condition. `intervention`: the contrast does not"
            " test this intervention."
        ),
        examples=["people"],
    )
    why: Text = Field(description="The reason, in a few words.", examples=["all allergies"])


class Against(Model):
    """The one treatment that a finding compares its intervention with."""

    entry: Interventions = Field(
        description="The intervention: an id in `interventions/`.", examples=["nasal-spray"]
    )
    arm: Text | None = Field(
        None, description="The drug or type of it, where one was given.", examples=["azelastine"]
    )


class Finding(Model):
    """What a source found for one population, comparator, outcome and time point."""

    id: FindingId = Field(
        description="The id of its source, two hyphens and a number; its anchor on the page.",
        examples=["able-2020--1"],
    )
    population: Text = Field(
        description="Who was studied, in full.",
        examples=["Adults with hay fever in the grass pollen season"],
    )
    people: Text | None = Field(
        None,
        description="A short phrase that opens the sentence when the people differ from the stage.",
        examples=["workers with hay fever"],
    )
    stage: Stages = Field(
        description="The stage or form of the condition: an id of `vocabulary/stages.yaml`.",
        examples=["seasonal"],
    )
    entered_for: tuple[Features, ...] = Field(
        (),
        description=(
            "The features people had to have to take part: ids of `vocabulary/features.yaml`."
        ),
        examples=[["asthma"]],
    )
    arm: Text | None = Field(
        None,
        description="What was given, when it is not simply the entry; the subject of the sentence.",
        examples=["enhanced acupuncture"],
    )
    plural: YesNo = Field(
        False, description="true where `arm` takes a plural verb.", examples=["true"]
    )
    comparator: Comparators = Field(
        description="Compared with what: an id of `vocabulary/comparators.yaml`.",
        examples=["added-to"],
    )
    than: Text | None = Field(
        None,
        description=(
            "What exactly it was compared with, or added to; needed for active, added-to and mixed."
        ),
        examples=["usual care plus a booklet"],
    )
    against: Against | None = Field(
        None,
        description=(
            "The intervention of this collection that an active comparator is, alone: none where"
            " it was one of several, or given with others."
        ),
        examples=[{"entry": "nasal-spray"}],
    )
    outcome: Outcomes = Field(
        description="What was measured: an id of `vocabulary/outcomes.yaml`.", examples=["function"]
    )
    event: Text | None = Field(
        None,
        description="What is counted, for RR, OR, HR, RD, NNT and NNH.",
        examples=["sick leave"],
    )
    spared: Text | None = Field(
        None,
        description=(
            "What people have who are spared an `event` that is a lack: plain words name its "
            "chance in place of the risk. For RR and OR."
        ),
        examples=["pain relief"],
    )
    timepoint: Text | None = Field(
        None, description="When it was measured, as the source prints it.", examples=["3 months"]
    )
    horizon: Horizon | None = Field(
        None, description="The time point by the source's label.", examples=["short"]
    )
    effect: Effect | None = Field(None, description="The number. Either `effect` or `result`.")
    absolute: Absolute | None = Field(
        None,
        description="How many people had the event in each arm, where its source prints both.",
    )
    scale_presumed: YesNo = Field(
        False,
        description="true where the source does not print the scale and it is only presumed.",
        examples=["true"],
    )
    interval: Literal["confidence", "credible"] = Field(
        "confidence", description="`credible` for a Bayesian interval.", examples=["credible"]
    )
    implausible: YesNo = Field(
        False,
        description=(
            "true where the size is too large to be believed; it is shown so and never key."
        ),
        examples=["true"],
    )
    result: Result | None = Field(
        None,
        description=(
            "What was found, where the source gives no number. Next to a number without interval,"
            " `no-clear-difference` where the source says so."
        ),
        examples=["no-clear-difference"],
    )
    size: Literal["none", "small", "moderate", "large"] | None = Field(
        None,
        description="The source's own effect class (ACP or AHRQ), only with `result`.",
        examples=["small"],
    )
    importance: Literal["below"] | None = Field(
        None,
        description="`below` where the source calls the effect smaller than its own threshold.",
        examples=["below"],
    )
    design: Literal["randomised", "uncontrolled", "observational"] = Field(
        "randomised", description="What kind of comparison it is.", examples=["observational"]
    )
    studies: Count | None = Field(None, description="Studies behind this estimate.", examples=[1])
    participants: Count | None = Field(
        None, description="People behind this estimate.", examples=[313]
    )
    review: Review | None = Field(None, description="Studies and people of the whole review.")
    certainty: Certainty = Field(
        description="The source's certainty.", examples=[{"level": "not-graded"}]
    )
    source: Sources = Field(
        description="The source it comes from: an id in `sources/`.", examples=["able-2020"]
    )
    key: YesNo = Field(
        False,
        description="true for the at most three findings of the answer card.",
        examples=["true"],
    )
    indirect: Indirect | None = Field(
        None, description="Why it is not about this intervention in this condition."
    )
    secondary: YesNo = Field(
        False,
        description="true where it was read on a news or secondary page only; never key.",
        examples=["true"],
    )
    same_data_as: FindingAddress | None = Field(
        None,
        description=(
            "The finding that reports the same data (`entry#finding` in another entry); this one is"
            " never counted."
        ),
        examples=["baker-2019--1"],
    )
    words: Prose | None = Field(
        None,
        description="What the source says where it gives no number, in your own words.",
        examples=["No difference in work status."],
    )
    note: Prose | None = Field(
        None,
        description="A remark about a number.",
        examples=["Symptoms at under six weeks only."],
    )
    doubt: Prose | None = Field(
        None,
        description="What could not be seen, or how readings differ.",
        examples=["The interval was not on the page read."],
    )
