"""Rules about prose: cites lead somewhere, and words that promise more than evidence can give are
not used.
"""

import re

from kb.model.scalars import CITE, ID
from kb.reading.did_you_mean import did_you_mean, nearest, shown
from kb.rules.faults import Fault, Faults, Setting

# Why each is banned: statistical language readers misread, verdicts a number cannot give, promises
# nobody can keep.
BANNED = {
    "significant": "say how large the difference is, or that none was shown",
    "significantly": "say how large the difference is, or that none was shown",
    "effective": "say what it changed, and by how much",
    "ineffective": "say that no difference was shown",
    "does not work": "say that no difference was shown",
    "do not work": "say that no difference was shown",
    "no effect": "say `little to no difference` or `no difference was shown`",
    "proven": "say how certain the evidence is",
    "equivalent": "say that no clear difference was found",
    "as good as": "say that no clear difference was found",
    "safe": "say which harms were looked for and how often they came",
}
# A hyphen makes another word (cost-effective, fail-safe), and an effect estimate is a number, no
# verdict.
WORDS = re.compile(
    rf"(?<![\w-])({'|'.join(BANNED)})(?![\w-]| (?:size|estimate|measure))", re.IGNORECASE
)


# What is in square brackets without the @ of a cite; before a parenthesis it is a link.
BRACKETS = re.compile(r"\[([^\[\]@]{1,90})\](?!\()")
LOOKS_LIKE_A_SOURCE = re.compile(rf"(?=[a-z]){ID}-(19|20)[0-9]{{2}}")


def cites_exist(text: str, setting: Setting) -> Faults:
    """Citations (`[@source-id]`) must exist."""
    for match in re.finditer(r"\[@[^\]\s]{0,90}\]?|\[@?[^\]]{0,90}@[^\]]{0,90}\]", text):
        cite = CITE.fullmatch(match[0])
        if not cite:
            yield Fault(
                (),
                f"{shown(match[0])} isn't a citation",
                "write [@source-id], one per pair of brackets",
            )
        elif not setting.has_source(cite[1]):
            hint = did_you_mean(cite[1], setting.sources, f"add `sources/{cite[1]}.yaml`")
            yield Fault((), f"{shown(match[0])}: no such source", hint)


def cites_have_their_sign(text: str, setting: Setting) -> Faults:
    """A citation needs its @, `[@source-id]`; without it readers see the brackets but no source."""
    for match in BRACKETS.finditer(text):
        meant = [_meant(words.strip(), setting.sources) for words in re.split(r"[,;]", match[1])]
        if all(meant):
            yield Fault(
                (),
                f"{shown(match[0])} looks like a citation without its @",
                f"write {' '.join(f'[@{id}]' for id in meant)}",
            )


def _meant(words: str, sources: frozenset[str]) -> str | None:
    """The source that words in brackets are the id of, or look like."""
    id = "-".join(words.lower().split())
    if id in sources:
        return id
    if not LOOKS_LIKE_A_SOURCE.fullmatch(words):
        return None
    near = nearest(words, sources)
    return near[0] if len(near) == 1 else words


def no_banned_words(text: str, setting: Setting) -> Faults:
    """Prose can't use significant, effective, ineffective, does not work, no effect, proven,
    equivalent, as good as or safe.
    """
    for match in WORDS.finditer(text):
        yield Fault((), f"avoid {shown(match[0])}", BANNED[match[0].lower()])
