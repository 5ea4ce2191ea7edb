"""The entries as pydantic models: the single schema of the knowledge base.

Every value arrives as the text an editor typed; the types in `scalars.py` turn it into numbers,
dates and words. Checks that need more than one field are in `kb/rules`.
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from kb.model.condition_parts import (
    Burden,
    Caveat,
    ConditionKind,
    Factor,
    LayWords,
    PathwayStep,
    RedFlag,
)
from kb.model.finding import Finding
from kb.model.harm import Harm
from kb.model.scalars import (
    Categories,
    Day,
    Entries,
    Groups,
    Interventions,
    Prose,
    Sources,
    Stages,
    Text,
    Whole,
    YesNo,
)
from kb.model.schema import Filed, Level, Model
from kb.model.source import Source

# From the strictest to the mildest, as cautions are shown.
CautionKind = Literal["contraindicated", "not-advised", "caution", "interaction", "monitoring"]


class Caution(Model):
    """Who should not have it, or only with care."""

    kind: CautionKind = Field(
        description="How strict it is, by the source's own words.", examples=["contraindicated"]
    )
    group: tuple[Groups, ...] = Field(
        (),
        description="The people or organs it is about: ids of `vocabulary/groups.yaml`.",
        examples=[["heart"]],
    )
    arm: Text | None = Field(
        None,
        description="The drug, type or dose it is about, where that is not the whole entry.",
        examples=["nasal spray"],
    )
    what: Prose = Field(
        description="The caution.", examples=["Not during the recovery phase of a heart attack"]
    )
    plain: Prose | None = Field(
        None,
        description="`what` as patients read it, where its words are for clinicians.",
        examples=["Not while you are getting over a heart attack"],
    )
    doubt: Prose | None = Field(
        None, description="What could not be seen.", examples=["The page was cut at its end."]
    )
    source: Sources = Field(description="The source it comes from.", examples=["tablet-label"])

    @property
    def in_plain_words(self) -> "Caution":
        """The caution as patients read it."""
        return self.model_copy(update={"what": self.plain}) if self.plain else self


class Delivery(Model):
    """How it is given (TIDieR); any of these fields."""

    arm: Text | None = Field(
        None,
        description="The drug, type or dose it is about, where that is not the whole entry.",
        examples=["nasal spray"],
    )
    what: Prose | None = Field(
        None, description="What is done.", examples=["Weekly 75-minute classes"]
    )
    who: Text | None = Field(None, description="Who gives it.", examples=["Trained nurses"])
    dose: Text | None = Field(
        None, description="How much and how often.", examples=["5 mg three times daily"]
    )
    duration: Text | None = Field(
        None, description="For how long.", examples=["Up to 2 to 3 weeks"]
    )
    words: Prose | None = Field(
        None,
        description="Anything else about how it is given.",
        examples=["For use together with a nasal spray."],
    )
    doubt: Prose | None = Field(
        None, description="What could not be seen.", examples=["Read in a summary."]
    )
    source: Sources = Field(description="The source it comes from.", examples=["able-2020"])


class Recommendation(Model):
    """What a guideline body recommends; kept separate from certainty."""

    body: Text = Field(description="Who recommends.", examples=["Example College of Allergy"])
    year: Annotated[Whole, Field(ge=1900)] | None = Field(
        None, description="Year of the guideline.", examples=[2017]
    )
    arm: Text | None = Field(
        None,
        description="The drug or type it is about, where that is not the whole entry.",
        examples=["nasal spray"],
    )
    population: Text = Field(
        description="The population, in the body's words.", examples=["seasonal hay fever"]
    )
    stage: tuple[Stages, ...] = Field(
        (), description="The stages this covers.", examples=[["seasonal"]]
    )
    direction: Literal["for", "against", "neither"] = Field(
        description="For it, against it, or neither.", examples=["for"]
    )
    strength: Literal["strong", "weak", "conditional", "not-stated"] = Field(
        description="How strongly.", examples=["strong"]
    )
    certainty: Level | None = Field(
        None, description="The certainty the body names.", examples=["low"]
    )
    stated: Text | None = Field(
        None,
        description="The body's own word for direction and strength.",
        examples=["do not offer"],
    )
    exception: Text | None = Field(
        None,
        description="Whom or what the body excepts from it; shown wherever bodies are counted.",
        examples=["a single dose before an exam"],
    )
    proviso: Text | None = Field(
        None,
        description=(
            "What it depends on, or why it is less than a recommendation, to follow the body's"
            " name; shown wherever bodies are counted."
        ),
        examples=["only inside a package with exercise"],
    )
    superseded: YesNo = Field(
        False, description="true where a newer edition has replaced it.", examples=["true"]
    )
    note: Prose | None = Field(None, description="A remark.", examples=["The first-line drug."])
    doubt: Prose | None = Field(
        None, description="What could not be seen.", examples=["Read in a news report."]
    )
    source: Sources = Field(description="The source it comes from.", examples=["college-2021"])


class Disagreement(Model):
    """Where sources differ, on what, and possible reasons."""

    what: Prose = Field(
        description="One or two sentences.",
        examples=["The guideline rates this low, its companion review moderate."],
    )
    sources: tuple[Sources, ...] = Field(
        description="Who differs.", examples=[["college-2021", "baker-2019"]], min_length=1
    )


class Change(Model):
    """What changed in an entry, and when."""

    date: Day = Field(description="The day of the change.", examples=["2026-11-22"])
    what: Text = Field(description="What changed, for readers.", examples=["First version"])


class AnswersFor(Model):
    """A stage other than the usual one that an intervention is given for, whose findings come first
    in its answer.
    """

    stage: Stages = Field(description="The stage.", examples=["all-year"])
    why: Text = Field(
        description="Why this stage leads.",
        examples=["It is given to people with symptoms all year."],
    )


class Codes(Model):
    """Codes for the intervention in other systems, only if verified."""

    mesh: Text | None = Field(None, description="MeSH heading.", examples=["Yoga"])


class Intervention(Filed):
    """Something done to help: a therapy, drug, device or programme."""

    kind: ClassVar[str] = "intervention"
    name: Text = Field(description="The name as a title.", examples=["Yoga"])
    subject: Text | None = Field(
        None,
        description=("The name in mid-sentence; by default the name with a small first letter."),
        examples=["the McKenzie method"],
    )
    plural: YesNo = Field(
        False, description="true where the subject takes a plural verb.", examples=["true"]
    )
    category: Categories = Field(
        description="An id of `vocabulary/categories.yaml`.", examples=["mind-body"]
    )
    synonyms: tuple[Text, ...] = Field(
        (),
        description="Other names people type: brand names, abbreviations, lay words.",
        examples=[["hatha yoga", "iyengar yoga"]],
    )
    codes: Codes | None = Field(None, description="Codes in other systems.")
    summary: Prose = Field(
        description="The answer in at most 50 words; cites as [@source-id].",
        examples=["May ease seasonal hay fever a little [@baker-2019]."],
    )
    findings: tuple[Finding, ...] = Field((), description="What was found.")
    harms: tuple[Harm, ...] = Field((), description="Unwanted effects.")
    cautions: tuple[Caution, ...] = Field(
        (), description="Who should not have it, or only with care."
    )
    delivery: tuple[Delivery, ...] = Field((), description="How it is given.")
    recommendations: tuple[Recommendation, ...] = Field(
        (), description="What guideline bodies say."
    )
    disagreements: tuple[Disagreement, ...] = Field(
        (), description="Where sources differ; shown near the top."
    )
    unknown: tuple[Prose, ...] = Field(
        (),
        description="What a reader would look for and this collection does not know.",
        examples=[["Its safety was not read in any source."]],
    )
    variant_of: tuple[Interventions, ...] = Field(
        (),
        description="The therapies it is a form of; their safety applies to it too.",
        examples=[["acupuncture"]],
    )
    member_of: tuple[Interventions, ...] = Field(
        (),
        description="The classes it belongs to; their safety applies to it too.",
        examples=[["antihistamines"]],
    )
    answers_for: AnswersFor | None = Field(
        None, description="Another stage than usual whose findings lead the answer."
    )
    related: tuple[Interventions, ...] = Field(
        (), description="Interventions a reader may want next.", examples=[["tai-chi"]]
    )
    changes: tuple[Change, ...] = Field(description="What changed, newest first.", min_length=1)
    reviewed: Day = Field(
        description="The day the entry was last checked against its sources.",
        examples=["2026-11-22"],
    )

    @property
    def title(self) -> str:
        """The entry's name in lists."""
        return self.name


class Condition(Filed):
    """A clinical problem: its red flags, why it persists, its pathway."""

    kind: ClassVar[str] = "condition"
    name: Text = Field(description="The name as a title.", examples=["Hay fever"])
    synonyms: tuple[Text, ...] = Field(
        (), description="Other names people type.", examples=[["pollen allergy"]]
    )
    summary: Prose = Field(
        description="What it is, in at most 50 words; cites as [@source-id].",
        examples=["Sneezing and itching eyes when pollen is in the air."],
    )
    red_flags: tuple[RedFlag, ...] = Field((), description="Signs that need urgent care.")
    lay_words: tuple[LayWords, ...] = Field(
        (), description="Other ways to say what is in round brackets in `lay-terms`."
    )
    red_flag_terms: tuple[Text, ...] = Field(
        (),
        description="Words that ask for the red flags as a whole, as people type them.",
        examples=[["when to see a doctor"]],
    )
    deniable: tuple[Text, ...] = Field(
        (), description="Signs that `no` denies: not what people miss.", examples=[["fever"]]
    )
    factors: tuple[Factor, ...] = Field((), description="Why it persists.")
    kinds: tuple[ConditionKind, ...] = Field((), description="Kinds of the condition.")
    burden: tuple[Burden, ...] = Field((), description="How many people have it.")
    pathway: tuple[PathwayStep, ...] = Field((), description="What to do, in order.")
    caveats: tuple[Caveat, ...] = Field((), description="What to keep in mind.")
    unknown: tuple[Prose, ...] = Field(
        (),
        description="Gaps in our evidence.",
        examples=[["No trial enrolled people for asthma."]],
    )
    changes: tuple[Change, ...] = Field(description="What changed, newest first.", min_length=1)
    reviewed: Day = Field(
        description="The day the entry was last checked against its sources.",
        examples=["2026-11-22"],
    )

    @property
    def title(self) -> str:
        """The entry's name in lists."""
        return self.name


# The verdicts on claims in words.
VERDICT_WORDS: Mapping[str, str] = {
    "supported": "Supported",
    "partly": "Partly supported",
    "not-supported": "Not supported",
    "contradicted": "Contradicted",
    "no-evidence-found": "We looked and found no study",
    "not-checked": "Not checked yet",
}


class Claim(Filed):
    """Something people say, checked against the sources."""

    kind: ClassVar[str] = "claim"
    claim: Prose = Field(
        description="The claim in your words.", examples=["Honey cures hay fever."]
    )
    verdict: Literal[
        "supported", "partly", "not-supported", "contradicted", "no-evidence-found", "not-checked"
    ] = Field(description="What the sources make of it.", examples=["contradicted"])
    why: Prose = Field(
        description="Why; cites as [@source-id].",
        examples=["Honey did no better than syrup [@baker-2019]."],
    )
    plain: Prose | None = Field(
        None,
        description="`why` as patients read it, where its words are for clinicians.",
        examples=["Honey helped no more than plain syrup did [@baker-2019]."],
    )
    about: tuple[Entries, ...] = Field(
        (),
        description="What it is about: an entry, or a part of one after `#`.",
        examples=[["honey"]],
    )
    sources: tuple[Sources, ...] = Field(
        (),
        description=(
            "What it was checked against; needed for all but `no-evidence-found` and `not-checked`."
        ),
        examples=[["baker-2019"]],
    )
    searched: Prose | None = Field(
        None,
        description="What was searched without finding a study; needed for `no-evidence-found`.",
        examples=["The Cochrane Library and PubMed, by the name of the treatment."],
    )
    searched_until: Day | None = Field(
        None,
        description="The last day that search covers; needed for `no-evidence-found`.",
        examples=["2026-11-28"],
    )
    doubt: Prose | None = Field(
        None, description="What could not be seen.", examples=["Read in part."]
    )
    changes: tuple[Change, ...] = Field(description="What changed, newest first.", min_length=1)
    reviewed: Day = Field(
        description="The day the entry was last checked against its sources.",
        examples=["2026-11-22"],
    )

    @property
    def title(self) -> str:
        """The entry's name in lists."""
        return self.claim

    @property
    def plain_why(self) -> str:
        """Why, as patients read it."""
        return self.plain or self.why


Entry = Intervention | Condition | Claim | Source


KINDS: dict[str, type[Intervention] | type[Condition] | type[Claim] | type[Source]] = {
    "intervention": Intervention,
    "condition": Condition,
    "claim": Claim,
    "source": Source,
}


FOLDERS: dict[str, str] = {f"{kind}s": kind for kind in KINDS}
