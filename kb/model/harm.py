"""An unwanted effect, as an editor writes it."""

from typing import Literal

from pydantic import Field

from kb.model.absolute import Absolute
from kb.model.scalars import Comparators, Number, Prose, Sources, Text, YesNo
from kb.model.schema import Model

# Where readers meet a harm, in that order.
Band = Literal[
    "serious", "very-common", "common", "other", "none-seen", "not-measured", "not-reported"
]


class Harm(Model):
    """An unwanted effect with how often it happens."""

    arm: Text | None = Field(
        None,
        description="The drug, type or dose it is about, where that is not the whole entry.",
        examples=["nasal spray"],
    )
    what: Prose = Field(description="The harm.", examples=["Drowsiness"])
    plain: Prose | None = Field(
        None,
        description="`what` as patients read it, where its words are for clinicians.",
        examples=["Feeling sleepy"],
    )
    frequency: Text | None = Field(
        None,
        description="How often, as the source gives it.",
        examples=["6.1% of 229,230 patients"],
    )
    plain_frequency: Text | None = Field(
        None,
        description="`frequency` as patients read it, where it is a ratio or has an interval.",
        examples=["6.1% of patients"],
    )
    serious: YesNo = Field(
        False,
        description=(
            "true if the source calls it serious or a major event, or if by its name alone it"
            " threatens life or leaves lasting harm, as a stroke does."
        ),
        examples=["true"],
    )
    rate: Number | None = Field(
        None,
        description=(
            "Percent of people who had it with the intervention, where `frequency` prints one."
        ),
        examples=[29],
    )
    approximate: YesNo = Field(
        False,
        description=(
            "true where `frequency` gives a range, a bound such as over 10%, or several figures:"
            " `rate` is then the highest, which places the harm, and readers get `frequency`."
        ),
        examples=["true"],
    )
    overall: YesNo = Field(
        False,
        description="true where it counts any adverse event, not one that is named.",
        examples=["true"],
    )
    one_trial: YesNo = Field(
        False,
        description="true where it was seen in one study alone, which a review may quote.",
        examples=["true"],
    )
    than: Text | None = Field(None, description="What it was compared with.", examples=["placebo"])
    comparator: tuple[Comparators, ...] = Field(
        (),
        description=(
            "What that counts as: ids of `vocabulary/comparators.yaml`, several where any of them"
            " was the other arm."
        ),
        examples=[["placebo"]],
    )
    than_rate: Number | None = Field(
        None,
        description="Percent of people who had it with what `than` names.",
        examples=[10],
    )
    absolute: Absolute | None = Field(
        None,
        description="Counts of both arms, where `frequency` prints them rather than percentages.",
    )
    seen: Literal["yes", "none", "not-measured", "not-reported"] = Field(
        "yes",
        description=(
            "`none`: looked for and not seen; `not-measured`: not looked for; `not-reported`: the"
            " source does not tell."
        ),
        examples=["none"],
    )
    doubt: Prose | None = Field(
        None,
        description="What could not be seen.",
        examples=["Percentages read on a page that quotes the label."],
    )
    source: Sources = Field(description="The source it comes from.", examples=["tablet-label"])

    @property
    def in_plain_words(self) -> "Harm":
        """The harm as patients read it."""
        said = {"what": self.plain, "frequency": self.plain_frequency}
        return self.model_copy(update={name: words for name, words in said.items() if words})
