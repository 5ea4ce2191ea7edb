"""The entries as pydantic models: the one schema of the knowledge base.

Every value reaches a model as the text an editor typed; the types of `scalars.py` turn it into numbers, dates and
words. What needs more than one field to judge is in `rules.py`.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from kb.model.scalars import (
    Categories,
    Comparators,
    Conditions,
    Day,
    Entries,
    FindingAddress,
    FindingId,
    Id,
    Interventions,
    Number,
    Outcomes,
    PartialDate,
    Printed,
    Prose,
    Scales,
    Sources,
    Stages,
    Text,
    Whole,
    YesNo,
)

Level = Literal["high", "moderate", "low", "very-low", "not-graded"]
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
Design = Literal[
    "systematic-review", "network-meta-analysis", "ipd-meta-analysis", "rct", "guideline", "cohort",
    "case-report", "narrative-review", "survey", "drug-label", "other",
]  # fmt: skip
Kind = Literal["intervention", "condition", "claim", "source"]


def kebab(name: str) -> str:
    """The YAML name of a field: `same_data_as` is written `same-data-as`."""
    return name.replace("_", "-")


class Model(BaseModel):
    """What every part of an entry shares: no unknown keys, never changed, YAML names with hyphens."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=kebab, use_attribute_docstrings=False
    )


class Filed(Model):
    """What has a file of its own: the file's name is its id, set when it is read and never written in it."""

    kind: ClassVar[str]
    id: Id = Field(description="The file's name without its ending.", examples=["yoga"])


class Effect(Model):
    """A measured difference between two arms, as its source prints it."""

    measure: Measure = Field(description="What kind of number this is.", examples=["MD"])
    estimate: Number = Field(
        description="The number as printed, sign and last digit kept.", examples=[-2.17]
    )
    low: Number | None = Field(
        None,
        description="Lower end of the 95 % interval; `low` and `high` stand together or not at all.",
        examples=[-3.31],
    )
    high: Number | None = Field(
        None, description="Upper end of the 95 % interval.", examples=[-1.03]
    )
    scale: Scales | None = Field(
        None,
        description="The scale an MD is measured on: an id of `vocabulary/scales.yaml`.",
        examples=["rmdq-24"],
    )
    unit: Text | None = Field(
        None,
        description="The unit in words, where an MD has no scale of the vocabulary (`points` if none is printed), or `rate ratio`.",
        examples=["days"],
    )
    better: Literal["lower", "higher"] | None = Field(
        None,
        description="Which way this very number favours the intervention. Needed for all but NNT and NNH; never guessed from the scale.",
        examples=["lower"],
    )


class Review(Model):
    """How much a whole review or network holds, beside what this one estimate rests on."""

    studies: Whole | None = Field(None, description="Studies in the whole review.", examples=[12])
    participants: Whole | None = Field(
        None, description="People in the whole review.", examples=[700]
    )


class Step(Model):
    """One reason for moving certainty down or up."""

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
    """How sure the source is of this result; never our own rating."""

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
    start: Level | None = Field(
        None, description="The level the source started from, where it says so.", examples=["high"]
    )
    concerns: tuple[Step, ...] = Field((), description="Reasons for rating down.")
    upgrades: tuple[Step, ...] = Field((), description="Reasons for rating up.")


class Indirect(Model):
    """Why a finding is not about this intervention in this condition: shown, never key, never in matrix or facets."""

    about: Literal["people", "intervention"] = Field(
        description="`people`: not mainly people with the condition. `intervention`: the contrast does not test this intervention.",
        examples=["people"],
    )
    why: Text = Field(description="The reason, in a few words.", examples=["all pain conditions"])


class Finding(Model):
    """What a source found for one population, comparator, outcome and time point."""

    id: FindingId = Field(
        description="The id of its source, two hyphens and a number; its anchor on the page.",
        examples=["tilbrook-2011--1"],
    )
    population: Text = Field(
        description="Who was studied, in full.",
        examples=["Adults with chronic or recurrent low back pain"],
    )
    people: Text | None = Field(
        None,
        description="A short phrase that opens the sentence when the people differ from the stage.",
        examples=["workers with chronic back pain"],
    )
    stage: Stages = Field(
        description="How long the pain had lasted: an id of `vocabulary/stages.yaml`.",
        examples=["chronic"],
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
        description="What exactly it was compared with, or added to; needed for active, added-to and mixed.",
        examples=["usual care plus a booklet"],
    )
    outcome: Outcomes = Field(
        description="What was measured: an id of `vocabulary/outcomes.yaml`.", examples=["function"]
    )
    event: Text | None = Field(
        None,
        description="What is counted, for RR, OR, HR, RD, NNT and NNH.",
        examples=["sick leave"],
    )
    timepoint: Text | None = Field(
        None, description="When it was measured, as the source prints it.", examples=["3 months"]
    )
    horizon: Horizon | None = Field(
        None, description="The time point by the source's label.", examples=["short"]
    )
    effect: Effect | None = Field(None, description="The number. Either `effect` or `result`.")
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
        description="true where the size is too large to be believed; it is shown so and never key.",
        examples=["true"],
    )
    result: Result | None = Field(
        None,
        description="What was found, where the source gives no number. Either `effect` or `result`.",
        examples=["no-clear-difference"],
    )
    size: Literal["none", "small", "moderate", "large"] | None = Field(
        None,
        description="The source's own effect class (ACP or AHRQ), only beside `result`.",
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
    studies: Whole | None = Field(None, description="Studies behind this estimate.", examples=[1])
    participants: Whole | None = Field(
        None, description="People behind this estimate.", examples=[313]
    )
    review: Review | None = Field(None, description="Studies and people of the whole review.")
    certainty: Certainty = Field(
        description="How sure the source is.", examples=[{"level": "not-graded"}]
    )
    source: Sources = Field(
        description="Where it stands: an id in `sources/`.", examples=["tilbrook-2011"]
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
        description="The finding that reports the same data (`entry#finding` in another entry); this one is never counted.",
        examples=["hayden-2021--1"],
    )
    words: Prose | None = Field(
        None,
        description="What the source says where it gives no number, in your own words.",
        examples=["No difference in work status."],
    )
    note: Prose | None = Field(
        None,
        description="A remark beside a number.",
        examples=["Disability at under six weeks only."],
    )
    doubt: Prose | None = Field(
        None,
        description="What could not be seen, or how readings differ.",
        examples=["The interval was not on the page read."],
    )


class Harm(Model):
    """An unwanted effect with how often it happens."""

    what: Prose = Field(description="The harm.", examples=["Drowsiness"])
    frequency: Text | None = Field(
        None,
        description="How often, as the source gives it.",
        examples=["6.1% of 229,230 patients"],
    )
    serious: YesNo = Field(
        False, description="true only where the source calls it serious.", examples=["true"]
    )
    seen: Literal["yes", "none", "not-measured"] = Field(
        "yes",
        description="`none`: looked for and not seen; `not-measured`: not looked for.",
        examples=["none"],
    )
    doubt: Prose | None = Field(
        None,
        description="What could not be seen.",
        examples=["Percentages read on a page that quotes the label."],
    )
    source: Sources = Field(description="Where it stands.", examples=["cyclobenzaprine-label"])


class Caution(Model):
    """Someone who should not have it, or only with care."""

    what: Prose = Field(
        description="The caution.", examples=["Not during the recovery phase of a heart attack"]
    )
    doubt: Prose | None = Field(
        None, description="What could not be seen.", examples=["The page was cut at its end."]
    )
    source: Sources = Field(description="Where it stands.", examples=["cyclobenzaprine-label"])


class Delivery(Model):
    """How it is given (TIDieR); any of the fields."""

    what: Prose | None = Field(
        None, description="What is done.", examples=["Weekly 75-minute classes"]
    )
    who: Text | None = Field(None, description="Who gives it.", examples=["Trained yoga teachers"])
    dose: Text | None = Field(
        None, description="How much and how often.", examples=["5 mg three times daily"]
    )
    duration: Text | None = Field(
        None, description="For how long.", examples=["Up to 2 to 3 weeks"]
    )
    words: Prose | None = Field(
        None,
        description="Anything else about how it is given.",
        examples=["For use beside rest and physical therapy."],
    )
    doubt: Prose | None = Field(
        None, description="What could not be seen.", examples=["Read in a summary."]
    )
    source: Sources = Field(description="Where it stands.", examples=["tilbrook-2011"])


class Recommendation(Model):
    """What a guideline body says; never mixed with certainty."""

    body: Text = Field(
        description="Who recommends.", examples=["American College of Physicians (ACP)"]
    )
    year: Whole | None = Field(None, description="Year of the guideline.", examples=[2017])
    population: Text = Field(
        description="For whom, as the body says it.", examples=["chronic low back pain"]
    )
    stage: tuple[Stages, ...] = Field(
        (), description="The stages this covers.", examples=[["chronic"]]
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
    superseded: YesNo = Field(
        False, description="true where a newer edition has replaced it.", examples=["true"]
    )
    note: Prose | None = Field(
        None, description="A remark.", examples=["Only inside a package with exercise."]
    )
    doubt: Prose | None = Field(
        None, description="What could not be seen.", examples=["Read in a news report."]
    )
    source: Sources = Field(description="Where it stands.", examples=["qaseem-2017"])


class Disagreement(Model):
    """Where sources differ, on what, and why they may."""

    what: Prose = Field(
        description="One or two sentences.",
        examples=["The guideline rates this low, its companion review moderate."],
    )
    sources: tuple[Sources, ...] = Field(
        description="Who differs.", examples=[["qaseem-2017", "chou-2017"]], min_length=1
    )


class Change(Model):
    """What changed in an entry, and when."""

    date: Day = Field(description="The day of the change.", examples=["2026-11-22"])
    what: Text = Field(description="What changed, for readers.", examples=["First version"])


class Codes(Model):
    """Codes of the intervention in other systems, only where verified."""

    mesh: Text | None = Field(None, description="MeSH heading.", examples=["Yoga"])


class Intervention(Filed):
    """Something done to help: a therapy, drug, device or programme."""

    kind: ClassVar[str] = "intervention"
    name: Text = Field(description="The name as a title.", examples=["Yoga"])
    subject: Text | None = Field(
        None,
        description="How the name stands in mid-sentence; by default the name with a small first letter.",
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
        examples=["May ease chronic low back pain a little [@wieland-2022]."],
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
    spasm: Literal["none-found", "enrolled"] = Field(
        description="Whether a trial enrolled people because of demonstrated muscle spasm; `none-found` puts one line on the card.",
        examples=["none-found"],
    )
    related: tuple[Interventions, ...] = Field(
        (), description="Interventions a reader may want next.", examples=[["tai-chi"]]
    )
    changes: tuple[Change, ...] = Field(description="What changed, newest first.", min_length=1)
    reviewed: Day = Field(
        description="The day the entry was last held against its sources.", examples=["2026-11-22"]
    )

    @property
    def title(self) -> str:
        """What the entry is called wherever entries stand side by side."""
        return self.name


class RedFlag(Model):
    """A sign that needs urgent care."""

    id: Id = Field(description="Its anchor on the page.", examples=["rf-bladder-bowel"])
    sign: Prose = Field(
        description="The sign, as a clinician names it.", examples=["Loss of bladder control"]
    )
    lay: Prose | None = Field(
        None, description="The sign in plain words.", examples=["Wetting yourself"]
    )
    may_mean: Prose = Field(description="What it may mean.", examples=["Cauda equina syndrome"])
    action: Prose = Field(description="What to do now.", examples=["Emergency assessment"])
    accuracy: tuple[Prose, ...] = Field(
        (),
        description="How well the sign tells, as the source gives it.",
        examples=[["Absence does not exclude it."]],
    )
    sources: tuple[Sources, ...] = Field(
        description="Where it stands.", examples=[["acr-2015"]], min_length=1
    )
    doubt: Prose | None = Field(
        None, description="What could not be seen.", examples=["Read in part."]
    )


class Factor(Model):
    """Why pain persists or a treatment stops helping, with what evidence there is."""

    id: Id = Field(description="Its anchor on the page.", examples=["pf-sleep"])
    factor: Text = Field(description="The factor.", examples=["Sleep disturbance"])
    evidence: Prose = Field(
        description="What was found.", examples=["No trial set out to treat sleep first."]
    )
    strength: Text = Field(description="How strong the evidence is.", examples=["Low"])
    sources: tuple[Sources, ...] = Field(
        description="Where it stands.", examples=[["craige-2023"]], min_length=1
    )
    doubt: Prose | None = Field(
        None, description="What could not be seen.", examples=["Read in part."]
    )


class PainKind(Model):
    """A kind of the condition, and what is known of treating it."""

    id: Id = Field(description="Its anchor on the page.", examples=["bt-radicular"])
    kind: Text = Field(description="The kind.", examples=["Sciatica"])
    evidence: Prose = Field(
        description="What was found.", examples=["One trial supports acupuncture."]
    )
    sources: tuple[Sources, ...] = Field(
        description="Where it stands.", examples=[["tu-2024"]], min_length=1
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
        description="Where it stands.", examples=[["walker-2000"]], min_length=1
    )
    note: Prose | None = Field(
        None, description="A remark.", examples=["Across studies of 1966 to 1998."]
    )
    doubt: Prose | None = Field(
        None, description="What could not be seen.", examples=["Intervals not seen."]
    )


class PathwayStep(Model):
    """One step of a pathway; the bodies for and against are read from the interventions' recommendations."""

    id: Id = Field(description="Its anchor on the page.", examples=["first-line-chronic"])
    role: Literal[
        "exclude", "first-line", "adjunct", "medicines", "referral", "not-recommended"
    ] = Field(description="What the step is for.", examples=["first-line"])
    title: Text = Field(description="The step's heading.", examples=["Start without medicines"])
    stage: tuple[Stages, ...] = Field(
        description="The stages it is for.", examples=[["chronic"]], min_length=1
    )
    what: Prose = Field(
        description="What is done, in plain words; cites as [@source-id].",
        examples=["Exercise comes first [@qaseem-2017]."],
    )
    interventions: tuple[Interventions, ...] = Field(
        (), description="The interventions of the step.", examples=[["exercise-therapy"]]
    )
    sources: tuple[Sources, ...] = Field(
        description="Where it stands.", examples=[["qaseem-2017"]], min_length=1
    )
    note: Prose | None = Field(
        None, description="A remark.", examples=["Bodies disagree on acupuncture."]
    )


class Caveat(Model):
    """Something a reader must keep in mind."""

    what: Prose = Field(
        description="The caveat.", examples=["Trials rarely chose people for spasm."]
    )
    sources: tuple[Sources, ...] = Field(
        (), description="Where it stands, where a source says it.", examples=[["nadler-2002"]]
    )


class Condition(Filed):
    """A clinical problem: its red flags, why it persists, its pathway."""

    kind: ClassVar[str] = "condition"
    name: Text = Field(
        description="The name as a title.", examples=["Low back pain with muscle spasm"]
    )
    synonyms: tuple[Text, ...] = Field(
        (), description="Other names people type.", examples=[["back spasm"]]
    )
    summary: Prose = Field(
        description="What it is, in at most 50 words; cites as [@source-id].",
        examples=["Pain between the lowest ribs and the buttocks."],
    )
    red_flags: tuple[RedFlag, ...] = Field((), description="Signs that need urgent care.")
    factors: tuple[Factor, ...] = Field((), description="Why it persists.")
    kinds: tuple[PainKind, ...] = Field((), description="Kinds of the condition.")
    burden: tuple[Burden, ...] = Field((), description="How many people have it.")
    pathway: tuple[PathwayStep, ...] = Field((), description="What to do, in order.")
    caveats: tuple[Caveat, ...] = Field((), description="What to keep in mind.")
    unknown: tuple[Prose, ...] = Field(
        (),
        description="What this collection does not know.",
        examples=[["No trial enrolled people for spasm."]],
    )
    spasm: Literal["none-found", "enrolled"] | None = Field(
        None,
        description="Whether a trial enrolled people because of demonstrated muscle spasm.",
        examples=["none-found"],
    )
    changes: tuple[Change, ...] = Field(description="What changed, newest first.", min_length=1)
    reviewed: Day = Field(
        description="The day the entry was last held against its sources.", examples=["2026-11-22"]
    )

    @property
    def title(self) -> str:
        """What the entry is called wherever entries stand side by side."""
        return self.name


class Claim(Filed):
    """Something people say, checked against the sources."""

    kind: ClassVar[str] = "claim"
    claim: Prose = Field(
        description="The claim in your words.", examples=["Bed rest heals a bad back."]
    )
    verdict: Literal["supported", "partly", "not-supported", "contradicted"] = Field(
        description="What the sources make of it.", examples=["contradicted"]
    )
    why: Prose = Field(
        description="Why; cites as [@source-id].",
        examples=["Staying active was no worse [@dahm-2010]."],
    )
    about: tuple[Entries, ...] = Field(
        (),
        description="What it is about, such as `yoga` or `low-back-pain-with-muscle-spasm#pf-sleep`.",
        examples=[["bed-rest"]],
    )
    sources: tuple[Sources, ...] = Field(
        description="What it was checked against.", examples=[["dahm-2010"]], min_length=1
    )
    doubt: Prose | None = Field(
        None, description="What could not be seen.", examples=["Read in part."]
    )
    changes: tuple[Change, ...] = Field(description="What changed, newest first.", min_length=1)
    reviewed: Day = Field(
        description="The day the entry was last held against its sources.", examples=["2026-11-22"]
    )

    @property
    def title(self) -> str:
        """What the entry is called wherever entries stand side by side."""
        return self.claim


class Name(Model):
    """An author: a family name with given names, or a body's literal name."""

    family: Text | None = Field(None, description="Family name.", examples=["Tilbrook"])
    given: Text | None = Field(None, description="Given names or initials.", examples=["HE"])
    literal: Text | None = Field(
        None, description="The name of a body.", examples=["World Health Organization"]
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
        (), description="Authors in order.", examples=[[{"family": "Tilbrook", "given": "HE"}]]
    )
    author_complete: YesNo = Field(
        True, description="false where the list read ended in et al.", examples=["false"]
    )
    title: Text = Field(
        description="The title.", examples=["Yoga for chronic low back pain: a randomized trial"]
    )
    title_seen: YesNo = Field(
        True,
        description="false where the title is a paraphrase because it was not seen.",
        examples=["false"],
    )
    container_title: Text | None = Field(
        None, description="The journal, book or site.", examples=["Annals of Internal Medicine"]
    )
    publisher: Text | None = Field(
        None, description="The publisher.", examples=["Agency for Healthcare Research and Quality"]
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
        examples=["10.7326/0003-4819-155-9-201111010-00003"],
    )
    PMID: Printed | None = Field(None, description="The PubMed number.", examples=["22041945"])
    PMCID: Printed | None = Field(
        None, description="The PubMed Central number.", examples=["PMC8477273"]
    )
    ISSN: Printed | None = Field(None, description="The journal's ISSN.", examples=["0003-4819"])
    URL: Text | None = Field(
        None,
        description="The official address.",
        examples=["https://doi.org/10.1002/14651858.CD009790.pub2"],
    )
    superseded_by: tuple[Sources, ...] = Field(
        (),
        description="The newer sources that have replaced it; its findings are shown and never key.",
        examples=[["wieland-2022"]],
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
    group: Literal["inert", "no-care", "active", "added-to", "mixed"] = Field(
        description="What it counts as when key findings are chosen.", examples=["inert"]
    )


class Stage(Named):
    """How long the pain has lasted, or what the finding is for."""

    opening: Text = Field(
        description="How a statement opens.", examples=["In chronic low back pain"]
    )


class Category(Named):
    """What kind of intervention it is."""


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
    licence: Text = Field(
        description="The licence of the data, as an SPDX name.", examples=["CC0-1.0"]
    )
    thresholds: tuple[Threshold, ...] = Field(
        (), description="What counts as small, moderate and large."
    )
    review_after: Whole = Field(description="Days after which a review is overdue.", examples=[365])


Entry = Intervention | Condition | Claim | Source
KINDS: dict[str, type[Intervention] | type[Condition] | type[Claim] | type[Source]] = {
    "intervention": Intervention,
    "condition": Condition,
    "claim": Claim,
    "source": Source,
}
FOLDERS: dict[str, str] = {
    "interventions": "intervention",
    "conditions": "condition",
    "claims": "claim",
    "sources": "source",
}
VOCABULARY: dict[str, type[Named]] = {
    "outcomes": Outcome, "scales": Scale, "comparators": Comparator, "stages": Stage, "categories": Category, "terms": Term,
}  # fmt: skip
