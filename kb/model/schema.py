"""What every model shares: YAML names, no unknown keys, values that never change."""

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
    """The attribute that holds a field of that YAML name."""
    name = field.replace("-", "_")
    return f"{name}_" if iskeyword(name) else name


class Model(BaseModel):
    """What every part of an entry shares: no unknown keys, never changed, YAML names with
    hyphens. What validates it is built when it is first used: a search needs few of the models.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=kebab, defer_build=True)


class Filed(Model):
    """What has a file of its own: the file's name is its id, set when it is read and never written
    in it.
    """

    kind: ClassVar[str]
    id: Id = Field(description="The file's name without its ending.", examples=["yoga"])
