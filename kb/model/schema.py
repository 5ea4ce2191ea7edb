"""What all models share: YAML names, no unknown keys, immutability."""

from collections.abc import Mapping
from keyword import iskeyword
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from kb.model.scalars import Id

Level = Literal["high", "moderate", "low", "very-low", "not-graded"]
# The levels as all sentences and labels have them.
LEVEL_WORDS: Mapping[Level, str] = {
    "high": "high",
    "moderate": "moderate",
    "low": "low",
    "very-low": "very low",
    "not-graded": "not graded",
}


Kind = Literal["intervention", "condition", "claim", "source"]


def kebab(name: str) -> str:
    """The YAML name of a field: `same_data_as` is written `same-data-as`, `with_` is `with`."""
    return name.removesuffix("_").replace("_", "-")


def attribute(field: str) -> str:
    """The attribute for a field with that YAML name."""
    name = field.replace("-", "_")
    return f"{name}_" if iskeyword(name) else name


class Model(BaseModel):
    """The base of all parts of an entry: no unknown keys, immutable, YAML names with hyphens. Its
    validator is built on first use: a search needs few of the models.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=kebab, defer_build=True)


class Filed(Model):
    """A model with its own file: the file's name is its id, set on reading and never written in the
    file.
    """

    kind: ClassVar[str]
    id: Id = Field(description="The file's name without its ending.", examples=["yoga"])
