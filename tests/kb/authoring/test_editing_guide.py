"""The editors' guide: it names every field and every rule, its reference is fresh, and its examples
hold.
"""

import ast
import re
from pathlib import Path

import pytest

from conftest import ROOT
from kb.authoring.editing_guide import CHECKS, with_reference
from kb.authoring.templates import id_from
from kb.model.collection import VOCABULARY, Collection
from kb.model.entries import KINDS
from kb.model.schema import Model
from kb.reading.file_reading import read_file
from kb.reading.shape import fields
from kb.reading.yaml_reader import read_yaml
from kb.rules import ALL, name

NEW = re.compile(r'kb new intervention "([^"]+)"')


@pytest.mark.parametrize("page", ["README.md", "docs/editing.md", "kb/command/arguments.py"])
def test_what_is_to_be_added_is_not_there_already(page: str, evidence: Path) -> None:
    names = NEW.findall((evidence.parent / page).read_text(encoding="utf-8"))
    assert names
    assert [
        name for name in names if (evidence / "interventions" / f"{id_from(name)}.yaml").exists()
    ] == []


@pytest.fixture(scope="module")
def guide() -> str:
    """The text of the guide."""
    return (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")


def every_field(model: type[Model]) -> set[str]:
    """The names of a model's fields and of those below it."""
    inner = [
        shape.model or (shape.item.model if shape.item else None)
        for _, shape in fields(model).values()
    ]
    return set(fields(model)).union(*(every_field(below) for below in inner if below))


def test_every_field_of_every_model_is_named(guide: str) -> None:
    models = (*KINDS.values(), *VOCABULARY.values(), Collection)
    assert [
        field for model in models for field in every_field(model) if f"| `{field}` |" not in guide
    ] == []


def test_every_rule_is_named(guide: str) -> None:
    assert [rule for rule in (*CHECKS, *map(name, ALL)) if f"| `{rule}` |" not in guide] == []


def test_the_reference_is_fresh(guide: str) -> None:
    assert with_reference(guide) == guide, (
        "run `python -m kb.authoring.editing_guide docs/editing.md`"
    )


def test_every_problem_has_a_name_that_the_guide_explains() -> None:
    paths = [path for area in ("kb", "web") for path in (ROOT / area).rglob("*.py")]
    sources = {path: path.read_text(encoding="utf-8") for path in paths}
    given = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)*)"', " ".join(sources.values())))
    assert [check for check in CHECKS if check not in given] == []
    assert not set(CHECKS) & set(map(name, ALL))
    told = {rule for text in sources.values() if "Problem(" in text for rule in rules_named(text)}
    assert len(told) > 10
    assert told - {*CHECKS, *map(name, ALL)} == set()


def rules_named(source: str) -> set[str]:
    """The rules that a module gives to problems as texts."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    rules = (
        call.args[6]
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "Problem" and len(call.args) > 6
    )
    return {str(rule.value) for rule in rules if isinstance(rule, ast.Constant)}


def test_headings_that_the_guide_points_at_are_there(guide: str) -> None:
    anchors = {
        re.sub(r"[^a-z -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"(?m)^## (.*)$", guide)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", guide)) <= anchors


def test_the_finding_shown_in_the_guide_is_right(guide: str) -> None:
    shown = next(
        block
        for block in re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
        if block.startswith("findings:")
    )
    problems = read_file(
        shown.encode(), "interventions/x.yaml", "intervention", "x", b"", read_yaml
    ).problems
    assert {(problem.rule, "." in problem.field) for problem in problems} == {
        ("missing-field", False)
    }


SLIP = re.compile(r"(?m)^\| `([a-z]+: [^`]*)` \|.*\| `([a-z]+: .*?)`(?: or .*)? \|$")


def test_each_slip_shown_is_a_problem_and_its_cure_none(guide: str) -> None:
    slips = SLIP.findall(guide)
    assert len(slips) >= 7
    for wrong, right in slips:
        field = right.split(":")[0]
        if "#" in wrong:
            continue  # a comment is no problem: that is why it is shown
        assert _problems_of(field, wrong), wrong
        assert not _problems_of(field, right), right


def _problems_of(field: str, line: str) -> list[str]:
    found = read_file(
        f"findings:\n- {line}\n".encode(),
        "interventions/x.yaml",
        "intervention",
        "x",
        b"",
        read_yaml,
    ).problems
    effect = read_file(
        f"findings:\n- effect:\n    {line}\n".encode(),
        "interventions/x.yaml",
        "intervention",
        "x",
        b"",
        read_yaml,
    ).problems
    top = read_file(
        f"{line}\n".encode(), "interventions/x.yaml", "intervention", "x", b"", read_yaml
    ).problems
    per_place = [
        [p.rule for p in problems if p.rule == "yaml" or p.field.endswith(field)]
        for problems in (found, effect, top)
    ]
    known = [rules for rules in per_place if "unknown-field" not in rules]
    return min(known, key=len)
