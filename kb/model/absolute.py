"""How many people had an outcome in each of two arms, as a source prints it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from kb.model.scalars import NUMBER, WHOLE, Text, Whole
from kb.model.schema import Model

PER = 100


def _share(value: object) -> Decimal | tuple[int, int]:
    """A rate, or events and people; also parses these as an editor types them."""
    written = isinstance(value, str) and NUMBER.fullmatch(value) and value[0] != "-"
    if written or isinstance(value, Decimal):
        return Decimal(str(value))
    if isinstance(value, Sequence) and not isinstance(value, str) and len(value) == 2:
        events, people = map(str, value)
        if WHOLE.fullmatch(events) and WHOLE.fullmatch(people) and int(events) <= int(people) > 0:
            return int(events), int(people)
    raise PydanticCustomError(
        "share", "expected a rate such as 33, or events and people such as [80, 161]"
    )


Share = Annotated[
    Decimal | tuple[int, int],
    BeforeValidator(_share),
    WithJsonSchema({"type": ["number", "array"], "items": {"type": "integer", "minimum": 0}}),
]


class Absolute(Model):
    """Counts or rates in both arms, as printed; never calculated from a ratio."""

    of: Text | None = Field(
        None,
        description="What was counted, where `event` or the outcome does not say it.",
        examples=["at least half less pain"],
    )
    with_: Share = Field(
        description="The rate with it, or events and people: `33` or `[80, 161]`.", examples=[33]
    )
    without: Share = Field(description="The same of the other arm.", examples=[21])
    per: Annotated[Whole, Field(ge=1)] = Field(
        PER, description="Of how many people the rates are.", examples=[100]
    )
