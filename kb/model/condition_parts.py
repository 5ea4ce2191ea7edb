"""The parts of a condition: red flags, why it persists, its kinds, burden, pathway and caveats."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from kb.model.scalars import Id, Interventions, Prose, Sources, Stages, Text
from kb.model.schema import Model

# From what cannot wait to what is looked at again.
Urgency = Literal["emergency", "urgent", "medical", "review"]
URGENCY_WORDS: Mapping[Urgency | None, str] = {
    "emergency": "Emergency now",
    "urgent": "Urgent assessment",
    "medical": "Medical assessment",
    "review": "Check again",
    None: "Get medical help",
}

# What is in round brackets in a lay term matches itself and its lay words.
BRACKETED = re.compile(r"\(([^()]+)\)")


class LayWords(Model):
    """Words of people for one thing, of which any does in a lay term."""

    words: Text = Field(
        description="How `lay-terms` have it, in round brackets.", examples=["tight"]
    )
    also: tuple[Text, ...] = Field(
        description="Other ways to say it; words with a hyphen only count next to each other.",
        examples=[["squeezed", "heavy"]],
        min_length=1,
    )


class RedFlag(Model):
    """A sign that needs urgent assessment."""

    id: Id = Field(description="Its anchor on the page.", examples=["rf-breathing"])
    sign: Prose = Field(
        description="The sign, as a clinician names it.", examples=["Breathlessness at rest"]
    )
    lay: Prose | None = Field(
        None, description="The sign in plain words.", examples=["Struggling to breathe"]
    )
    lay_terms: tuple[Text, ...] = Field(
        (),
        description=(
            "How people type it, and clinicians' short forms; search leads to the sign. Words in"
            " round brackets stand for each of their `lay-words` too."
        ),
        examples=[["can't breathe", "(tight) chest"]],
    )
    alone_terms: tuple[Text, ...] = Field(
        (),
        description=(
            "The same, where nothing else is typed: words that mean other things next to others."
        ),
        examples=[["(tight)", "wheezing"]],
    )
    interventions: tuple[Interventions, ...] = Field(
        (),
        description="The interventions whose use this sign is about; their pages show it.",
        examples=[["acupuncture"]],
    )
    may_mean: Prose = Field(description="What it may mean.", examples=["A severe asthma attack"])
    action: Prose = Field(description="What to do now.", examples=["Emergency assessment"])
    plain_action: Prose | None = Field(
        None,
        description="`action` as patients read it, where its words are for clinicians.",
        examples=["Your doctor will look at you again."],
    )
    urgency: Urgency | None = Field(
        None, description="How soon, by the words of `action`.", examples=["emergency"]
    )
    accuracy: tuple[Prose, ...] = Field(
        (),
        description="How accurate the sign is, as the source gives it.",
        examples=[["Absence does not exclude it."]],
    )
    sources: tuple[Sources, ...] = Field(
        description="The sources it comes from.", examples=[["college-2021"]], min_length=1
    )
    doubt: Prose | None = Field(
        None, description="What could not be seen.", examples=["Read in part."]
    )

    @property
    def plain_terms(self) -> tuple[str, ...]:
        """The lay terms as they read without brackets."""
        return tuple(BRACKETED.sub(r"\1", term) for term in self.lay_terms)

    def wordings(
        self, terms: Iterable[str], lay_words: Iterable[LayWords]
    ) -> Iterator[tuple[tuple[str, ...], ...]]:
        """Each term as the pieces it is put together from, and each piece in all its wordings."""
        others = {one.words: one.also for one in lay_words}
        for term in terms:
            parts = BRACKETED.split(term)  # every other one stood in brackets
            yield tuple(
                (part, *(others.get(part, ()) if number % 2 else ()))
                for number, part in enumerate(parts)
            )


@dataclass(frozen=True, slots=True)
class NamedInFlag:
    """A red flag that names an intervention, and the condition it's listed under; `known_of` is the
    name of the parent that it names instead.
    """

    condition: str
    flag: RedFlag
    known_of: str = ""


class Factor(Model):
    """A reason why the condition persists or a treatment stops helping, with its evidence."""

    id: Id = Field(description="Its anchor on the page.", examples=["pf-sleep"])
    factor: Text = Field(description="The factor.", examples=["Sleep disturbance"])
    evidence: Prose = Field(
        description="What was found.", examples=["No trial set out to treat sleep first."]
    )
    plain: Prose | None = Field(
        None,
        description="`evidence` as patients read it, where its words are for clinicians.",
        examples=["Nobody has tested whether treating sleep first helps."],
    )
    strength: Text = Field(description="How strong the evidence is.", examples=["Low"])
    sources: tuple[Sources, ...] = Field(
        description="The sources it comes from.", examples=[["able-2020"]], min_length=1
    )
    doubt: Prose | None = Field(
        None, description="What could not be seen.", examples=["Read in part."]
    )


class ConditionKind(Model):
    """A kind of the condition, and what is known about treating it."""

    id: Id = Field(description="Its anchor on the page.", examples=["k-all-year"])
    kind: Text = Field(description="The kind.", examples=["All-year hay fever"])
    evidence: Prose = Field(
        description="What was found.", examples=["One trial supports acupuncture."]
    )
    sources: tuple[Sources, ...] = Field(
        description="The sources it comes from.", examples=[["able-2020"]], min_length=1
    )
    doubt: Prose | None = Field(
        None, description="What could not be seen.", examples=["Read in part."]
    )


class Burden(Model):
    """How many people have it."""

    id: Id = Field(description="Its anchor on the page.", examples=["bu-lifetime"])
    measure: Text = Field(description="What is counted.", examples=["Lifetime prevalence"])
    value: Prose = Field(description="The figure as the source gives it.", examples=["11% to 84%"])
    population: Text = Field(description="Of whom.", examples=["General population"])
    sources: tuple[Sources, ...] = Field(
        description="The sources it comes from.", examples=[["able-2020"]], min_length=1
    )
    note: Prose | None = Field(
        None, description="A remark.", examples=["Across studies of 1966 to 1998."]
    )
    doubt: Prose | None = Field(
        None, description="What could not be seen.", examples=["Intervals not seen."]
    )


class PathwayStep(Model):
    """One step of a pathway; which bodies are for and against comes from the interventions'
    recommendations.
    """

    id: Id = Field(description="Its anchor on the page.", examples=["first-line-seasonal"])
    role: Literal[
        "exclude", "first-line", "adjunct", "medicines", "referral", "not-recommended"
    ] = Field(description="What the step is for.", examples=["first-line"])
    title: Text = Field(description="The step's heading.", examples=["Start without medicines"])
    stage: tuple[Stages, ...] = Field(
        description="The stages it is for.", examples=[["seasonal"]], min_length=1
    )
    what: Prose = Field(
        description="What is done, in plain words; cites as [@source-id].",
        examples=["Exercise comes first [@college-2021]."],
    )
    plain: Prose | None = Field(
        None,
        description="`what` as patients read it, where its words are for clinicians.",
        examples=["Your doctor will ask about your breathing [@college-2021]."],
    )
    interventions: tuple[Interventions, ...] = Field(
        (), description="The interventions of the step.", examples=[["exercise-therapy"]]
    )
    sources: tuple[Sources, ...] = Field(
        description="The sources it comes from.", examples=[["college-2021"]], min_length=1
    )
    note: Prose | None = Field(
        None, description="A remark.", examples=["Bodies disagree on acupuncture."]
    )


class Caveat(Model):
    """Something a reader must keep in mind."""

    what: Prose = Field(
        description="The caveat.", examples=["Trials rarely chose people for asthma."]
    )
    sources: tuple[Sources, ...] = Field(
        (), description="The sources it comes from, if any.", examples=[["baker-2019"]]
    )
