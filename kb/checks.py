"""The problems of each file, given all others, cached until something they depend on changes.

An edit re-checks the changed files and those that mention them; an edited vocabulary re-checks all.
The rules are imported only when needed: a search rarely checks anything.
"""

from collections.abc import Mapping
from datetime import date

from kb.model.collection import VOCABULARY
from kb.model.library import Library
from kb.model.problems import Checked, Checks, Problem
from kb.reading.files import File, with_part
from kb.reading.references import Known, dangling


def check(drafts: Library, known: Known, today: date, before: Checks | None) -> Checks:
    """Check the references and rules of each file; `drafts` has everything that could be read.

    Results reused from `before` are the same as a new check would give.
    """
    files = drafts.files
    digests = {path: file.digest for path, file in files.items()}
    ground = drafts.ground
    same = before if before and _is_same_ground(before, ground, digests, today) else None
    old = same.digests if same else {}
    changed = {path for path in {*old, *digests} if old.get(path) != digests.get(path)}
    touched = {path.rpartition("/")[2].removesuffix(".yaml") for path in changed}
    moved = old.keys() != digests.keys()

    def remembered(file: File) -> Checked | None:
        checked = same.files.get(file.path) if same and file.path not in changed else None
        if checked is None or today > checked.until or (moved and checked.any_id):
            return None
        return checked if file.mentions.isdisjoint(touched) else None

    found = {
        path: remembered(file) or _check(file, drafts, known, today) for path, file in files.items()
    }
    between = same.between if same and not changed else _between(drafts)
    return Checks(ground, today, digests, found, between)


def _between(drafts: Library) -> tuple[Problem, ...]:
    from kb.rules import broken_between

    return tuple(broken_between(drafts))


def _is_same_ground(
    before: Checks, ground: bytes, digests: Mapping[str, bytes], today: date
) -> bool:
    """Whether the shared basis of all checks is unchanged."""
    lists = [f"vocabulary/{name}.yaml" for name in VOCABULARY]
    same = all(before.digests.get(path) == digests.get(path) for path in lists)
    return same and before.ground == ground and before.day <= today


def _check(file: File, drafts: Library, known: Known, today: date) -> Checked:
    from kb.rules import broken_in

    lost = tuple(dangling(file, known))
    broken = broken_in(file, drafts, today)
    problems = tuple(with_part(problem, file.root) for problem in (*lost, *broken.problems))
    return Checked(problems, bool(lost) or broken.any_source, broken.until)
