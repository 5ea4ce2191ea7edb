"""What all models share: YAML names, no unknown keys, immutability."""

from collections.abc import Mapping
from keyword import iskeyword
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

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


class ById:
    """Marks what is written as an id, and read from the mapping of its class in the context."""

    @staticmethod
    def __get_pydantic_core_schema__(of: Any, _: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.with_info_plain_validator_function(
            lambda id, info: info.context[of][id],
            serialization=core_schema.plain_serializer_function_ser_schema(lambda one: one.id),
        )
