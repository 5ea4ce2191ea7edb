"""The classes of medicines of a vocabulary: names only."""

from pydantic import Field

from kb.model.named import Named
from kb.model.scalars import Entries, Text
from kb.model.schema import Model


class Brand(Model):
    """A brand name of a medicine."""

    name: Text = Field(description="The name.", examples=["Advil"])
    countries: tuple[Text, ...] = Field(
        (), description="Where, as two letters; none where it is sold in many.", examples=[["US"]]
    )


class Medicine(Model):
    """A medicine in a class."""

    name: Text = Field(description="Its generic name.", examples=["ibuprofen"])
    synonyms: tuple[Text, ...] = Field(
        (), description="Its other names.", examples=[["acetaminophen"]]
    )
    brands: tuple[Brand, ...] = Field(
        (), description="The names it is sold under.", examples=[[{"name": "Advil"}]]
    )

    @property
    def names(self) -> tuple[str, ...]:
        """All its names."""
        return (self.name, *self.synonyms, *(brand.name for brand in self.brands))


class MedicineClass(Named):
    """A class of medicines: only names, to lead searches to what the collection has."""

    member_is: Text = Field(
        description="What one of them is: `Meloxicam is {member-is}`.", examples=["an NSAID"]
    )
    means: tuple[Entries, ...] = Field(
        (),
        description="The entries about the class; none if there are none.",
        examples=[["nsaids"]],
    )
    members: tuple[Medicine, ...] = Field(
        (), description="The medicines of the class.", examples=[[{"name": "ibuprofen"}]]
    )
