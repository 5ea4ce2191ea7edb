"""British and American spelling: both in one form, so that either finds the other.

The shared form need not be a word; it's only compared with itself.
"""

import re
from functools import lru_cache

# Each rule turns one of the two spellings into the shared form and leaves the other alone. The
# letters required in front keep short words out (`size`, `hour`, `tour`); a rare word that is
# changed needlessly is changed in documents and queries alike, and still found. The first string
# of a rule is in every word that the rule changes, and quicker to look for.
RULES: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (letters, re.compile(pattern), shared)
    for letters, pattern, shared in (
        (
            "z",
            r"(?<=[a-z]{3})([iy])z(e|ed|es|er|ers|ing|able|ability|ation|ations|ational)$",
            r"\1s\2",
        ),  # mobilization, analyze
        (
            "our",
            r"(?<=[a-z]{3})our(s|ed|er|ers|ing|al|ally|able|ite|ites|ful|less)?$",
            r"or\1",
        ),  # behaviour, favourable, tumours
        ("odour", r"^odour", "odor"),
        ("ae", r"ae(?=[cdmst])", "e"),  # anaesthetic, paediatric, haematoma, gynaecology
        ("oe", r"^oe(?=[dns])", "e"),  # oedema, oestrogen, oesophagus
        ("oea", r"(?<=rrh|.pn)oea", "ea"),  # diarrhoea, dyspnoea
        ("foet", r"^foet", "fet"),
        ("homoeo", r"^homoeo", "homeo"),
        ("euv", r"^man(oeu|eu)v(re|er)", "maneuver"),
        ("re", r"^(.*met|.*lit|cent|fib|theat|calib)re(?=s?$)", r"\1er"),  # centimetre, centres
        ("red", r"^(cent|calib)red$", r"\1ered"),
        (
            "ll",
            r"^(label|counsel|travel|model|signal|level|channel|cancel|total|equal)l"
            r"(?=ed$|ing$|ers?$|ors?$)",
            r"\1",
        ),
        ("logue", r"^(ana|dia|cata|pro|epi)logue(?=s?$)", r"\1log"),
        ("programme", r"programme(?=s?$)", "program"),
        ("enrol", r"^enrol(?=s$|ments?$|$)", "enroll"),
        ("tranquill", r"^tranquill(?=i)", "tranquil"),
        ("sulph", r"sulph", "sulf"),
        ("practis", r"practis", "practic"),
        ("licens", r"^licens", "licenc"),
        ("ence", r"^(def|off|pret)ence", r"\1ense"),
        ("grey", r"^grey", "gray"),
        ("ageing", r"^ageing$", "aging"),
        ("gement", r"^(judg|acknowledg)ement", r"\1ment"),
        ("sceptic", r"^sceptic", "skeptic"),
    )
)
# No rule changes most words, which this shows at once.
ANY = re.compile("|".join(letters for letters, _, _ in RULES))


@lru_cache(maxsize=1 << 14)
def shared_spelling(word: str) -> str:
    """The form in which British and American spellings of a folded word are compared."""
    if ANY.search(word) is None:
        return word
    for letters, pattern, shared in RULES:
        if letters in word:
            word = pattern.sub(shared, word)
    return word
