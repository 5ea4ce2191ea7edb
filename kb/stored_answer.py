"""What is derived for an intervention as a text: written once, when a collection is published."""

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from kb.model.derived import Answer, Derived
from kb.model.entries import Intervention
from kb.model.finding import Finding
from kb.model.library import Library


@cache
def _adapter(of: Any) -> TypeAdapter[Any]:  # noqa: ANN401 any type
    return TypeAdapter(of)


def written_answer(answer: Answer) -> str:
    """The answer as JSON; what the entry and its parents have themselves is named by id."""
    told = _adapter(Answer).dump_python(answer, mode="json", by_alias=True, exclude_unset=True)
    return json.dumps(told, ensure_ascii=False)


def read_answer(text: str, entry: Intervention, library: Library) -> Answer:
    """The answer for an entry of the library. Raises ValueError and KeyError if it isn't one."""
    told, findings = json.loads(text), {one.id: one for one in entry.findings}
    known: dict[Any, Any] = {Finding: findings, Intervention: library.interventions}
    told["findings"] = known[Derived] = _adapter(dict[str, Derived]).validate_python(
        told["findings"], context=known
    )
    answer: Answer = _adapter(Answer).validate_python(told, context=known)
    return answer
