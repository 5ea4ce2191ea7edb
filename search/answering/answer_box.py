"""The answer box: the one item in the collection that answers a question, in its own words."""

from dataclasses import dataclass
from typing import Literal

BoxKind = Literal[
    "urgent",
    "definition",
    "comparison",
    "measure",
    "caution",
    "guideline",
    "delivery",
    "claim",
    "source",
    "site",
    "none",
]


@dataclass(frozen=True)
class AnswerBox:
    """An answer: its text, and the entry and part (finding, claim, section) it comes from.

    `listed` are the entries that it is about, where there are several; `is_of_illness` is whether
    they are named for an illness, which the collection isn't about itself. For the kind `none`,
    the text says what isn't recorded; for `urgent`, to get help.
    """

    kind: BoxKind
    text: str
    entry: str | None = None
    part: str | None = None
    url: str | None = None
    listed: tuple[str, ...] = ()
    is_of_illness: bool = False

    @property
    def answers(self) -> bool:
        """Whether it says more than that nothing is recorded."""
        return self.kind != "none"

    def says_all(self, is_of_medicine: bool) -> bool:
        """Whether nothing need be said of words outside the scope."""
        return self.answers or (is_of_medicine and self.kind != "none")

    def as_json(self) -> dict[str, str | None]:
        """As it appears in the JSON search response."""
        return {"kind": self.kind, "text": self.text, "entry": self.entry, "part": self.part}
