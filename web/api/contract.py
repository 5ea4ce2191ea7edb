"""What the API answers, as models; entries are those that editors' files are checked with, and what
is derived is next to them.
"""

from typing import Literal

from pydantic import ConfigDict, Field

from kb.model.derived import Shown, Shows
from kb.model.entries import Caution, CautionKind
from kb.model.finding import Magnitude, Result
from kb.model.harm import Band, Harm
from kb.model.schema import Kind, Level
from kb.model.source import StatusKind
from kb.overviews.evidence_table import Group
from search.answering.answer_box import BoxKind
from search.query.readings import ReadingKind
from web.api.finding_answers import Exports, FindingAlone
from web.api.overview_answers import Answer, Gaps, Guidelines


class Heading(Answer):
    """An entry in a list."""

    id: str = Field(description="The entry's id.")
    kind: Kind = Field(description="What kind of entry it is.")
    title: str = Field(description="What it is called.")
    url: str = Field(description="Its page, from the root of the site.")


class Currency(Answer):
    """How far evidence was searched."""

    evidence_searched_to: str | None = Field(
        alias="evidence_searched_to",
        description="The newest search date of its sources, or else the year of publication.",
    )
    evidence_searched_to_from: Literal["search-date", "issued"] | None = Field(
        alias="evidence_searched_to_from", description="The field of the source that says so."
    )


class FindingDerived(Currency):
    """What is derived of a finding."""

    result: Result = Field(
        description="Which arm the finding favours, or that it shows no difference."
    )
    magnitude: Magnitude = Field(description="The size by the collection's declared thresholds.")
    shown_magnitude: Shown | None = Field(
        description="The size as facets and the matrix may show it."
    )
    statement: str = Field(description="The sentence of the finding.")
    source_status: StatusKind | None = Field(description="The status of its source.")


class HarmDerived(Answer):
    """What is derived of a harm."""

    band: Band = Field(
        description="How serious or how common the harm is, by all that the entry's sources say."
    )


class AppliedCaution(Caution):
    """A caution where it applies."""

    inherited_from: str | None = Field(
        description="The id of the therapy or class whose caution it is; null for its own."
    )


class InheritedOfEntry(Answer):
    """The harms seen with a therapy or class that an intervention is a form or member of."""

    from_: str = Field(alias="from", description="The id of that therapy or class.")
    harms: list[Harm]


class FlagOfEntry(Answer):
    """A red flag that names an intervention or a parent of it."""

    condition: str = Field(description="The id of the condition it is listed under.")
    id: str
    sign: str = Field(description="The sign, as a clinician names it.")
    known_of: str | None = Field(
        description="The name of the therapy or class that it names; null if it names the entry."
    )


class BadgeOfEntry(Answer):
    """Certainty and size of the first key finding, and of no other."""

    finding: str | None = Field(description="The id of that finding; null without one.")
    certainty: Level = Field(description="Its source's certainty.")
    magnitude: Shows = Field(description="Its size, or what is shown where there is none.")
    comparison: str | None = Field(description="What it was compared with, in words.")


class InterventionDerived(Currency):
    """What is derived of an intervention."""

    certainty: Level = Field(description="The badge's certainty.")
    certainty_words: str = Field(description="The same in words.")
    magnitude: Shows = Field(description="The badge's magnitude.")
    magnitude_words: str = Field(description="The same in words.")
    badge: BadgeOfEntry = Field(description="Certainty and size of the first key finding.")
    key: list[str] = Field(description="The ids of the key findings, in the card's order.")
    retracted: list[str] = Field(description="The ids of retracted sources it rests on in part.")
    notes: list[str] = Field(description="Caveats that belong with the answer.")
    inherited_cautions: list[AppliedCaution] = Field(
        description="The cautions inherited from its parent therapies and classes, strictest first."
    )
    inherited_harms: list[InheritedOfEntry] = Field(
        description="The harms known of the therapies and classes it belongs to."
    )
    red_flags: list[FlagOfEntry] = Field(description="The red flags that name it or a parent.")
    serious_harm: str | None = Field(description="The most serious harm that was seen.")
    common_harm: str | None = Field(description="The commonest other harm, seen or looked for.")


class Entries(Answer):
    """A page of all entries, by kind and id."""

    total: int = Field(description="The total.")
    entries: list[Heading]


class Offer(Answer):
    """Where a reader may want to go from a search."""

    text: str
    url: str = Field(description="Its page, from the root of the site.")


class Suggestion(Answer):
    """A text to search for."""

    text: str
    kind: Kind | Literal["red-flag", "term", "filter"]
    title: str = Field(description="The entry, term or value it leads to.")
    url: str = Field(description="Its page, from the root of the site.")


class Suggested(Answer):
    """What a reader may want to type, the likeliest first."""

    query: str
    suggestions: list[Suggestion]


class CautionMet(Answer):
    """A caution about the people that a search names."""

    model_config = ConfigDict(alias_generator=None)
    kind: CautionKind = Field(description="How strict it is.")
    group: list[str] = Field(description="The groups of people it is about.")
    arm: str | None = Field(description="The drug, type or dose it is about, if not the entry.")
    what: str = Field(description="The caution.")
    source: str = Field(description="The id of its source.")
    inherited_from: str | None = Field(
        description="The id of the therapy or class whose caution it is; null for its own."
    )


class Hit(Heading):
    """An entry that was found."""

    certainty: Level | None
    magnitude: Shown | None
    result: Result | None
    score: float
    excerpt: list[tuple[str, bool]] = Field(
        description="Original text as pairs of text and whether it matches."
    )
    matched: list[str] = Field(description="The fields that matched.")
    evidence_searched_to: str | None = Field(
        alias="evidence_searched_to",
        description="The search date of the finding's source, or else its year.",
    )
    warning: CautionMet | None = Field(
        description="The strictest caution about the people that the query or a filter names."
    )
    red_flags: list[str] = Field(
        alias="red_flags", description="The ids of the red flags that name it."
    )
    parts: list[tuple[str, float]] = Field(
        [], description="The parts of the score, if requested, largest first."
    )


class Understood(Answer):
    """What typed words were read as."""

    kind: ReadingKind = Field(description="How they were read.")
    typed: str = Field(alias="from", description="The typed words.")
    used: str = Field(alias="to", description="An id, or other words; empty for nothing.")


class AnswerBox(Answer):
    """What answers a question, word for word, or that nothing recorded does."""

    kind: BoxKind = Field(
        description=(
            "What kind of answer it is; `none` says what isn't recorded, `urgent` to get help."
        )
    )
    text: str = Field(description="The answer.")
    entry: str | None = Field(description="The entry it is from.")
    part: str | None = Field(description="The finding, claim or section of the entry.")


class Found(Answer):
    """The answer to a search."""

    model_config = ConfigDict(alias_generator=None)
    query: str
    total: int = Field(description="How many entries match.")
    took_ms: float = Field(description="How long the search took.")
    changed: list[str] = Field(description="What was understood differently, as sentences.")
    understood: list[Understood] = Field(description="What was understood, word by word.")
    outside: list[str] = Field(
        description="The words that show the query is outside this collection's scope."
    )
    answer: AnswerBox | None = Field(description="The one thing that answers a question.")
    red_flags: list[str] = Field(description="The ids of the red flags that the query names.")
    offers: list[Offer] = Field(description="Other searches, and pages that answer the question.")
    hits: list[Hit]
    facets: dict[str, dict[str, int]] = Field(
        description="How many entries each value of each facet has."
    )


class Cell(Answer):
    """What an intervention's findings show for one outcome in one setting."""

    shows: Literal[Shows, "no-finding-here"] = Field(description="The size, or why there is none.")
    certainty: Level | None
    finding: str | None = Field(description="The id of the finding it rests on.")
    statement: str | None
    source: str | None = Field(description="The id of that finding's source.")
    url: str = Field(description="Where the finding is, or all of the intervention's.")
    more: int = Field(description="How many more findings could be shown here.")
    aside: int = Field(description="How many findings don't count for the intervention.")


class MatrixRow(Answer):
    """An intervention in the matrix."""

    id: str
    title: str
    category: str
    url: str
    cells: dict[str, Cell] = Field(description="A cell for each outcome.")


class Matrix(Answer):
    """Interventions by outcome, at one stage and against one class of comparators."""

    stage: str
    comparator: Group
    outcomes: list[str]
    said: list[str] = Field(description="What was ignored in the request, as sentences.")
    total: int = Field(description="The total number of rows.")
    rows: list[MatrixRow]
    without_total: int = Field(description="How many interventions have no finding here.")
    without: list[str] = Field(
        description="The ids of the interventions that have no finding here."
    )


class ComparisonRow(Answer):
    """A cell for each intervention compared."""

    stage: str | None
    comparator: Group | None
    differ: list[str] = Field(description="What keeps the cells from being compared directly.")
    directly_comparable: bool
    cells: list[Cell]


class SharedOutcome(Answer):
    """An outcome that at least two of the interventions have findings of."""

    outcome: str
    rows: list[ComparisonRow]


class Comparison(Answer):
    """Two to four interventions side by side."""

    with_: list[str] = Field(alias="with", description="The ids of the interventions compared.")
    unknown: list[str] = Field(description="Requested ids that aren't interventions.")
    nearest: dict[str, list[str]] = Field(description="For each of these, the nearest ids.")
    left_out: list[str] = Field(description="The names left out because there were too many.")
    cautions: dict[str, list[AppliedCaution]] = Field(
        description="The cautions of each intervention, the strictest first."
    )
    outcomes: list[SharedOutcome]


class Problem(Answer):
    """What went wrong, as RFC 9457 tells it."""

    type: Literal["about:blank"]
    title: str
    status: int
    detail: str = Field(description="The reason, and what to use instead.")


ANSWERS = (
    Entries, Found, Suggested, Matrix, Comparison, Guidelines, Gaps, Exports, FindingAlone, Problem,
)  # fmt: skip
