"""The classes of medicines of a vocabulary: names only."""

from pydantic import Field

from kb.model.named import Named
from kb.model.scalars import Entries, Medicines, Text
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
    """A class of medicines: only names, to lead searches to what the collection has.

    A medicine may be in several classes; the first is the one it is called by.
    """

    within: tuple[Medicines, ...] = Field(
        (),
        description="The wider classes it is a part of: a caution about one of them is about it.",
        examples=[["antihistamine"]],
    )
    member_is: Text = Field(
        description="What one of them is: `Meloxicam is {member-is}`.", examples=["an NSAID"]
    )
    shared_harms: tuple[Text, ...] = Field(
        (),
        description="The harms named after what they all do: more likely if two are taken.",
        examples=[["serotonin syndrome"]],
    )
    means: tuple[Entries, ...] = Field(
        (),
        description="The entries about the class; none if there are none.",
        examples=[["nsaids"]],
    )
    members: tuple[Medicine, ...] = Field(
        (), description="The medicines of the class.", examples=[[{"name": "ibuprofen"}]]
    )

    @property
    def in_sentence(self) -> str:
        """Its name in mid-sentence: "beta blockers", "ACE inhibitors"."""
        is_abbreviated = self.name[1:2].isupper()
        return self.name if is_abbreviated else self.name[:1].lower() + self.name[1:]
