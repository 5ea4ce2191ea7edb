"""The groups of people of a vocabulary, whom cautions are about."""

from typing import Annotated

from pydantic import Field

from kb.model.named import Named
from kb.model.scalars import Groups, Text, Whole, YesNo

OLDEST = 110  # years that somebody may be asked about


class Group(Named):
    """People, an organ or a situation that cautions are about.

    Its synonyms mean the same; a kind of it is a group of its own, `within` it.
    """

    within: tuple[Groups, ...] = Field(
        (),
        description=(
            "The wider groups it is a kind of: a caution about one of them is about it too, a"
            " caution about another kind is not."
        ),
        examples=[["heart"]],
    )
    not_in: tuple[Text, ...] = Field(
        (),
        description="Phrases with one of its synonyms that mean something else.",
        examples=[["drinking water"]],
    )
    beside_medicines: tuple[Text, ...] = Field(
        (),
        description="More names, which mean it only in a search that names a medicine.",
        examples=[["at work"]],
    )
    youngest: Annotated[Whole, Field(le=OLDEST)] | None = Field(
        None,
        description="The age in years from which people are in it, so that an age asks about it.",
        examples=[65],
    )
    oldest: Annotated[Whole, Field(le=OLDEST)] | None = Field(
        None, description="The age in years up to which people are in it.", examples=[17]
    )
    illness: YesNo = Field(
        False,
        description=(
            "true for an illness that people may want treated, and that the collection isn't about."
        ),
        examples=["true"],
    )
    stopping: YesNo = Field(
        False,
        description=(
            "true if it is about stopping a treatment: then a search for how to stop one shows"
            " these cautions."
        ),
        examples=["true"],
    )
    other_medicines: YesNo = Field(
        False,
        description=(
            "true if it is about what is taken with a treatment: then a search for both shows"
            " the cautions that name it."
        ),
        examples=["true"],
    )

    @property
    def ages(self) -> range:
        """The ages in years of the people in it, if it is about an age."""
        if self.youngest is None and self.oldest is None:
            return range(0)
        return range(self.youngest or 0, (self.oldest or OLDEST) + 1)
