"""Proposals as git keeps them, read and never written: the public site reads those of an entry too.

Whether a proposal was accepted is read from the main branch, so that the two can never disagree.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from web.editing.git import NONE, Git, key_of
from web.editing.proposal import (
    ABOUT,
    ACCEPTED,
    BY,
    FILE_LINE,
    KIND,
    OF,
    REVIEWED_BY,
    STATE,
    STATES,
    Name,
    Proposal,
    State,
    Step,
    is_file,
    name_of,
    read,
)
from web.editing.repository import PROPOSALS

FORMAT = "--format=%H%x00%an%x00%aI%x00%B%x01"
MOST_STEPS = 2000  # that are read of a proposal somebody merged by hand
Accepted = tuple[str, Step]  # the last commit of a proposal that was accepted, and by whom and when
NEVER: tuple[str, None] = ("", None)


class KeptProposals:
    """The proposals next to a main branch, read once for each commit of it."""

    def __init__(self, git: Git, main: str) -> None:
        """`main` is how git names the branch that readers see."""
        self.git = git
        self._main = main
        self._accepted: tuple[str, dict[str, Accepted]] = (NONE, {})
        self._read: tuple[str, dict[tuple[Name, str], Proposal | None]] = (NONE, {})

    @property
    def main(self) -> str:
        """The commit that readers see."""
        return self.git.resolved(self._main) or NONE

    def names(self) -> dict[Name, str]:
        """Every proposal with its last commit."""
        listed = self.git.line("for-each-ref", "--format=%(refname) %(objectname)", PROPOSALS)
        rows = (row.removeprefix("refs/heads/").split(" ") for row in listed.splitlines())
        named = ((name_of(branch), tip) for branch, tip in rows)
        return {name: tip for name, tip in named if name}

    def proposals(self, entry: str = "") -> tuple[Proposal, ...]:
        """All proposals, or those of one entry, the last touched first."""
        main = self.main
        named = ((name, tip) for name, tip in self.names().items() if entry in ("", name.entry))
        found = (one for name, tip in named if (one := self._known(name, tip, main)))
        return tuple(sorted(found, key=lambda proposal: proposal.touched, reverse=True))

    def proposal(self, name: Name) -> Proposal | None:
        """One proposal as it is now, or None; other branches aren't proposals."""
        tip = self.git.resolved(name.reference) if name_of(name.branch) else None
        return self._known(name, tip, self.main) if tip else None

    def _known(self, name: Name, tip: str, main: str) -> Proposal | None:
        """A proposal, read once for each commit of the main branch, or once if it is closed."""
        seen, known = self._read
        if seen != main:
            known = {key: one for key, one in known.items() if one and not one.is_open}
            self._read = (main, known)
        if (name, tip) not in known:
            known[name, tip] = self._made(name, tip, main)
        return known[name, tip]

    def open_of(self, entry: str, main: str, names: Mapping[Name, str]) -> tuple[Proposal, ...]:
        """The open proposals of an entry next to a commit of the main branch, of those with these
        last commits; oldest first.
        """
        accepted = self._accepted_on(main)
        named = ((name, tip) for name, tip in sorted(names.items()) if name.entry == entry)
        left = ((name, tip) for name, tip in named if accepted.get(name.branch, NEVER)[0] != tip)
        found = (self._known(name, tip, main) for name, tip in left)
        return tuple(one for one in found if one and one.is_open)

    def _made(self, name: Name, tip: str, main: str) -> Proposal | None:
        base = self.git.run("merge-base", tip, main).stdout.decode().strip()
        steps: list[Step] = []
        file = ""
        within = f"^{base}" if base and base != tip else f"-{MOST_STEPS}"
        printed = self.git.line("log", "--first-parent", FORMAT, within, tip)
        for record in printed.strip("\n\x01").split("\x01"):
            commit, author, when, text = (record.strip().split("\0", 3) + [""] * 4)[:4]
            words, lines = read(text)
            if lines.get(OF) != name.branch and (base == tip or not steps):
                break
            file = file or lines.get(FILE_LINE, "")
            steps.append(_step(commit, author, when, words, lines))
        if not (base and steps and is_file(file) and file.endswith(f"/{name.entry}.yaml")):
            return None
        steps.reverse()
        there, acceptance = self._accepted_on(main).get(name.branch, NEVER)
        accepted = there == tip or base == tip
        state = "accepted" if accepted else steps[-1].state
        if acceptance and there == tip:
            steps.append(acceptance)
        return Proposal(name, file, state, tip, base, tuple(steps))

    def _accepted_on(self, main: str) -> dict[str, Accepted]:
        """The branches that were accepted up to a commit of the main branch."""
        seen, known = self._accepted
        if seen != main:
            since = (f"^{seen}",) if seen != NONE else ()
            printed = self.git.line(
                "log", "--first-parent", "--reverse", f"--grep=^{ACCEPTED}: ",
                FORMAT, main, *since,
            )  # fmt: skip
            known = known | dict(_acceptances(printed))
            self._accepted = (main, known)
        return known


def _acceptances(printed: str) -> Iterator[tuple[str, Accepted]]:
    """The branches that commits of the main branch say were accepted."""
    for record in printed.split("\x01"):
        commit, author, when, text = (record.strip().split("\0", 3) + [""] * 4)[:4]
        words, lines = read(text)
        branch, separator, tip = lines.get(ACCEPTED, "").partition("@")
        if separator:
            by = lines.get(REVIEWED_BY, author).partition(" <")[0]
            said = {**lines, STATE: "accepted", KIND: "say"}
            yield branch, (tip, _step(commit, by, when, words, said))


def _step(commit: str, author: str, when: str, words: str, lines: dict[str, str]) -> Step:
    state: State = next((state for state in STATES if state == lines.get(STATE)), "draft")
    saves = lines.get(KIND) != "say"  # a commit made by hand is a save
    about, key = lines.get(ABOUT, ""), key_of(lines.get(BY) or author)
    return Step(commit, author, datetime.fromisoformat(when), state, words, about, saves, key)
