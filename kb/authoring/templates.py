"""The skeleton of a new entry: a file that says what goes where, whose only problems are what its editor must supply."""

import json
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from kb.model.entries import Intervention
from kb.model.finding import Certainty, Effect, Finding
from kb.model.library import Vocabulary
from kb.model.schema import Model
from kb.model.shape import fields
from kb.model.source import Source

PLAIN = re.compile(r"[^\W\d_][\w ()/.-]*")  # what YAML takes as text without quotes
LONGEST_ID = 80
AUTHORS = """\
# author:
#   - {family: , given: }
#   - {literal: }"""
WIDTH = 110  # of comments: what an editor's window shows beside a list of files


def id_from(name: str) -> str:
    """The id for a name: its letters without accents and its digits, in lower case, joined by hyphens; "" where there are none."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters)[:LONGEST_ID].strip("-")


def intervention(name: str, vocabulary: Vocabulary, today: date) -> str:
    """The text of a new intervention's file, with the model's own descriptions as comments."""
    return _wrapped(f"""\
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
      {_about(Effect, "measure")}
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
      {_about(Effect, "better")}
      better:
    # studies:
    # participants:
    # {Certainty.__doc__}
    certainty:
      {_about(Certainty, "level")}
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

{_about(Intervention, "spasm")}
spasm:
{_about(Intervention, "changes")}
changes:
  - date: {today.isoformat()}
    what: First version
{_about(Intervention, "reviewed")}
reviewed: {today.isoformat()}
""")


def source(name: str, vocabulary: Vocabulary, today: date) -> str:
    """The text of a new source's file: what it must say stands open, the rest waits behind a `#`."""
    known = fields(Source)
    lines = [
        f"{_about(Source, field)}\n{'' if info.is_required() else '# '}{field}:\n"
        for field, (info, _) in known.items()
    ]
    return _wrapped(f"""\
# yaml-language-server: $schema=../schema/source.json
# Fill in what stands empty; of the rest, fill in what the publication says and take away its `# `, and delete what it does not say.

{"".join(lines).replace("# author:", AUTHORS)}""")


def _wrapped(text: str) -> str:
    """The text with its long comments on several lines."""
    return "".join(line + "\n" for long in text.splitlines() for line in _lines(long))


def _lines(line: str) -> list[str]:
    indent, mark, comment = line.partition("# ")
    if not mark or indent.strip():
        return [line]
    return textwrap.wrap(
        comment,
        WIDTH,
        initial_indent=indent + mark,
        subsequent_indent=indent + mark,
        break_on_hyphens=False,
    )


def _about(model: type[Model], field: str, ids: Iterable[str] = ()) -> str:
    """A field's description as a comment, with the ids or words it may hold."""
    info, shape = fields(model)[field]
    listed = ", ".join(ids or shape.choices)
    return f"# {info.description}" + (f" One of: {listed}." if listed else "")


# What can be begun, and what its file says at first.
SKELETONS: Mapping[str, Callable[[str, Vocabulary, date], str]] = {
    "intervention": intervention,
    "source": source,
}
