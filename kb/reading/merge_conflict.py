"""A file in which git left two versions of the same lines."""

import re

from kb.model.problems import Problem

BEGIN = re.compile(r"^\s*<{7}(?: .*)?$", re.MULTILINE)
END = re.compile(r"^\s*>{7}(?: .*)?$", re.MULTILINE)


def merge_conflict(text: str, file: str) -> Problem | None:
    """The first place where two versions are left, if there is one."""
    begin, end = BEGIN.search(text), END.search(text)
    first = min(
        (found for found in (begin, end) if found), key=lambda one: one.start(), default=None
    )
    if first is None:
        return None
    line = text.count("\n", 0, first.start(0) + len(first[0]) - len(first[0].lstrip())) + 1
    message = "a merge left two versions of the lines from here on, which are in conflict"
    hint = (
        "keep the lines of one version, and remove the other and the lines that begin with"
        " `<<<<<<<`, `=======` and `>>>>>>>`"
    )
    return Problem(file, line, 1, "", message, hint, "merge-conflict")
