"""British and American spelling: both written one way, so that either finds the other.

The shared form need not be a word; it is only ever compared with itself.
"""

import re
from functools import lru_cache

# Each rule turns one of the two spellings into the shared form and leaves the other alone. Letters asked for in front keep
# short words out (`size`, `hour`, `tour`); a rare word bent on both sides alike still finds itself.
RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), shared)
    for pattern, shared in (
        (r"(?<=[a-z]{3})([iy])z(e|ed|es|er|ers|ing|able|ability|ation|ations|ational)$", r"\1s\2"),  # mobilization, analyze
        (r"(?<=[a-z]{3})our(s|ed|er|ers|ing|al|ally|able|ite|ites|ful|less)?$", r"or\1"),  # behaviour, favourable, tumours
        (r"^odour", "odor"),
        (r"ae(?=[cdmst])", "e"),  # anaesthetic, paediatric, haematoma, gynaecology
        (r"^oe(?=[dns])", "e"),  # oedema, oestrogen, oesophagus
        (r"(?<=rrh|.pn)oea", "ea"),  # diarrhoea, dyspnoea
        (r"^foet", "fet"),
        (r"^homoeo", "homeo"),
        (r"^man(oeu|eu)v(re|er)", "maneuver"),
        (r"^(.*met|.*lit|cent|fib|theat|calib)re(?=s?$)", r"\1er"),  # centimetre, centres
        (r"^(cent|calib)red$", r"\1ered"),
        (r"^(label|counsel|travel|model|signal|level|channel|cancel|total|equal)l(?=ed$|ing$|ers?$|ors?$)", r"\1"),
        (r"^(ana|dia|cata|pro|epi)logue(?=s?$)", r"\1log"),
        (r"programme(?=s?$)", "program"),
        (r"^enrol(?=s$|ments?$|$)", "enroll"),
        (r"^tranquill(?=i)", "tranquil"),
        (r"sulph", "sulf"),
        (r"practis", "practic"),
        (r"^licens", "licenc"),
        (r"^(def|off|pret)ence", r"\1ense"),
        (r"^grey", "gray"),
        (r"^ageing$", "aging"),
        (r"^(judg|acknowledg)ement", r"\1ment"),
        (r"^sceptic", "skeptic"),
    )
)


# Most words are bent by no rule: seen at once.
ANY = re.compile("|".join(f"(?:{rule.pattern})" for rule, _ in RULES))


@lru_cache(maxsize=1 << 16)
def shared_spelling(word: str) -> str:
    """The one form in which the British and the American spelling of a folded word are compared."""
    if ANY.search(word) is None:
        return word
    for pattern, shared in RULES:
        word = pattern.sub(shared, word)
    return word
