"""What all words of a vocabulary have in common."""

from pydantic import Field

from kb.model.scalars import Id, Prose, Text
from kb.model.schema import Model


class Named(Model):
    """What all vocabulary words have in common."""

    id: Id = Field(description="The word used in entries and addresses.", examples=["function"])
    name: Text = Field(description="The word as a heading.", examples=["Function"])
    definition: Prose = Field(
        description="What it means, in plain words.", examples=["What people can do in daily life."]
    )
    synonyms: tuple[Text, ...] = Field(
        (), description="Other words for it.", examples=[["daily activities"]]
    )
