"""Detects merge conflict markers."""

import re

from kb.model.problems import Problem

# Seven signs alone on their line, or with the name of a version behind them.
LINE = re.compile(r"^\s*(?:<{7}(?: .*)?|>{7}(?: .*)?|\|{7}(?: .*)?)\s*$", re.MULTILINE)
# The same inside a text whose lines were joined.
MARKER = re.compile(r"(?<!\S)(?:<{7}|>{7}|\|{7})(?!\S)")


def merge_conflict(text: str, file: str) -> Problem | None:
    """The first merge conflict, if there is one."""
    first = LINE.search(text)
    if first is None:
        return None
    line = text.count("\n", 0, first.start(0) + len(first[0]) - len(first[0].lstrip())) + 1
    message = "a merge conflict starts here: the file has two versions of these lines"
    hint = (
        "keep the lines of one version, and remove the other and the lines that begin with"
        " `<<<<<<<`, `=======` and `>>>>>>>`"
    )
    return Problem(file, line, 1, "", message, hint, "merge-conflict")
