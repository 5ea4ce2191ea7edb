"""The skeleton of a new entry: a file that says what goes where, whose only problems are what its editor must supply."""

import json
import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from kb.library import Vocabulary
from kb.model import Certainty, Effect, Finding, Intervention, Model

PLAIN = re.compile(r"[^\W\d_][\w ()/.-]*")  # what YAML takes as text without quotes
LONGEST_ID = 80


def id_from(name: str) -> str:
    """The id for a name: its letters without accents and its digits, in lower case, joined by hyphens; "" where there are none."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters)[:LONGEST_ID].strip("-")


def intervention(name: str, vocabulary: Vocabulary, today: date) -> str:
    """The text of a new intervention's file, with the model's own descriptions as comments."""
    return f"""\
# yaml-language-server: $schema=../schema/intervention.json
# Fill in what stands empty, delete what does not apply; `kb check` says what is still missing.

{_about(Intervention, "name")}
name: {name if PLAIN.fullmatch(name) else json.dumps(name, ensure_ascii=False)}
{_about(Intervention, "category", vocabulary.categories)}
category:
{_about(Intervention, "synonyms")}
synonyms: []
{_about(Intervention, "summary")}
summary:

# {Finding.__doc__}
# Copy the whole item, from its hyphen on, for the next one.
findings:
  {_about(Finding, "id")}
  - id:
    {_about(Finding, "source")}
    source:
    {_about(Finding, "population")}
    population:
    {_about(Finding, "stage", vocabulary.stages)}
    stage:
    {_about(Finding, "comparator", vocabulary.comparators)}
    comparator:
    {_about(Finding, "than")}
    # than:
    {_about(Finding, "outcome", vocabulary.outcomes)}
    outcome:
    {_about(Finding, "timepoint")}
    # timepoint:
    {_about(Finding, "horizon")}
    # horizon:
    # {Effect.__doc__} Where it gives none, `result:` in its place.
    effect:
      {_about(Effect, "measure")} MD, SMD, RR, OR, HR, RD, NNT, NNH, percent.
      measure:
      {_about(Effect, "estimate")}
      estimate:
      # The 95 % interval, both ends or neither.
      # low:
      # high:
      {_about(Effect, "scale", vocabulary.scales)}
      # scale:
      {_about(Effect, "unit")}
      # unit:
      {_about(Effect, "better")} lower or higher.
      better:
    # studies:
    # participants:
    # {Certainty.__doc__}
    certainty:
      {_about(Certainty, "level")} high, moderate, low, very-low.
      level:
    {_about(Finding, "key")}
    # key: true

# Unwanted effects, each with its source.
# harms:
#   - what:
#     frequency:
#     source:

# Who should not have it, or only with care.
# cautions:
#   - what:
#     source:

# How it is given: any of what, who, dose, duration, words.
# delivery:
#   - what:
#     source:

# What guideline bodies say: direction for, against or neither; strength strong, weak, conditional or not-stated.
# recommendations:
#   - body:
#     year:
#     population:
#     direction:
#     strength:
#     source:

{_about(Intervention, "spasm")} none-found or enrolled.
spasm:
{_about(Intervention, "changes")}
changes:
  - date: {today.isoformat()}
    what: First version
{_about(Intervention, "reviewed")}
reviewed: {today.isoformat()}
"""


def _about(model: type[Model], field: str, ids: Iterable[str] = ()) -> str:
    """A field's description as a comment, with the ids it may name."""
    listed = ", ".join(ids)
    return f"# {model.model_fields[field].description}" + (f" They are: {listed}." if listed else "")
