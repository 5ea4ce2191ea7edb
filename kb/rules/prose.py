"""Rules about prose: cites lead somewhere, and words that promise more than evidence can give are not used."""

import re

from kb.hints import did_you_mean, shown
from kb.rules.faults import Fault, Faults, Setting
from kb.scalars import CITE

# Why each is banned: statistical language readers misread, verdicts a number cannot give, promises nobody can keep.
BANNED = {
    "significant": "say how large the difference is, or that none was shown",
    "significantly": "say how large the difference is, or that none was shown",
    "effective": "say what it changed, and by how much",
    "ineffective": "say that no difference was shown",
    "does not work": "say that no difference was shown",
    "do not work": "say that no difference was shown",
    "no effect": "say `little to no difference` or `no difference was shown`",
    "proven": "say how sure the evidence makes us",
    "equivalent": "say that no clear difference was found",
    "as good as": "say that no clear difference was found",
    "safe": "say which harms were looked for and how often they came",
}
# A hyphen makes another word (cost-effective, fail-safe), and an effect estimate is a number, no verdict.
WORDS = re.compile(rf"(?<![\w-])({'|'.join(BANNED)})(?![\w-]| (?:size|estimate|measure))", re.IGNORECASE)


def cites_exist(text: str, setting: Setting) -> Faults:
    """A cite in prose, `[@source-id]`, names a source that exists."""
    sources = {file.id for file in setting.library.files.values() if file.kind == "source"}
    for match in re.finditer(r"\[@[^\]\s]{0,90}\]?|\[@?[^\]]{0,90}@[^\]]{0,90}\]", text):
        cite = CITE.fullmatch(match[0])
        if not cite:
            yield Fault((), f"{shown(match[0])} is no cite", "write [@source-id], one in each pair of brackets")
        elif cite[1] not in sources:
            hint = did_you_mean(cite[1], sources, f"add `sources/{cite[1]}.yaml`")
            yield Fault((), f"the cite {shown(match[0])} names no source", hint)


def no_banned_words(text: str, setting: Setting) -> Faults:
    """Prose never says significant, effective, ineffective, does not work, no effect, proven, equivalent, as good as or safe."""
    for match in WORDS.finditer(text):
        yield Fault((), f"the word {shown(match[0])} is not used here", BANNED[match[0].lower()])
