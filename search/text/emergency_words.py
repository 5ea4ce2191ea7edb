"""English words of emergencies, which search answers by the way to help: only lists, for an editor
to read. Better one too many than one too few.
"""

from collections.abc import Mapping
from typing import Literal

from search.text.english import STOP_WORDS

Emergency = Literal["self-harm", "overdose", "danger", "suicide"]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Who types these may need help at once, whatever the collection holds; the first that fits counts.
# Those of "suicide" only name the subject: next to a treatment they may ask about its cautions.
_SAID: Mapping[Emergency, str] = {
    "self-harm": (
        "kill myself, killing myself, killed myself, end my life, ending my life, end my own"
        " life, take my life, taking my life, take my own life, taking my own life, end it all,"
        " harm myself, harming myself, self harming, cut myself, cutting myself, hang myself, want"
        " to die, wanna die, wish i was dead, wish i were dead, better off dead, want to be dead,"
        " dont want to live, don t want to live, no reason to live, nothing to live for, not worth"
        " living, dont want to be alive, don t want to be alive, dont want to be here anymore,"
        " dont want to be here any more, want to end it, dont want to wake up, cant go on like"
        " this, feel suicidal, feeling suicidal, am suicidal, im suicidal, i m suicidal, cant go"
        " on anymore, cant go on any more"
    ),
    "overdose": (
        "overdose, overdosed, overdosing, took too many, taken too many, take too many, swallowed"
        " too many, too many pills, too many tablets, too many painkillers, took too much, taken"
        " too much, swallowed too much, took double, taken double, took an extra, taken an extra,"
        " accidentally took, accidentally taken, took a double dose, taken a double dose, took two"
        " doses, taken two doses, double dosed, double dose, double doses, whole packet, whole"
        " pack, whole box, whole bottle,"
        " took all my, taken all my, swallowed all my, swallowed my, swallowed pills, swallowed"
        " tablets, swallowed some pills, swallowed some tablets, ate my pills, ate my tablets, ate"
        " my medicine, ate pills, ate tablets, ate some pills, ate some tablets, drank my"
        " medicine, took all his, took all her, took all their, taken all his, taken all her,"
        " taken all their, swallowed all his, swallowed all her, swallowed all their, took all the"
        " pills, took all the tablets"
    ),
    "danger": (
        "having a heart attack, have a heart attack, having a stroke, having a fit,"
        " having a seizure, wont wake up, cant wake him, cant wake her, cant wake my"
    ),
    "suicide": "suicide, suicides, suicidal, suicidality, self harm, selfharm",
}
EMERGENCIES: Mapping[Emergency, tuple[tuple[str, ...], ...]] = {
    kind: tuple(tuple(phrase.split()) for phrase in phrases.split(", "))
    for kind, phrases in _SAID.items()
}

# A number of tablets swallowed is an overdose too: one of these verbs, words that tell nothing,
# then one of these numbers or an amount "of" something, or "20 paracetamol I took"; and next
# or second next to the number none of these units and other things. Hardly anybody has to
# swallow six of anything at a time; those few read a sentence too many. Fewer may be too many as
# well, but most who type "took 2 paracetamol" ask something else. Much is had in amounts, so that
# "had" needs a number.
SWALLOWED = _words("took taken swallowed ate eaten drank downed gulped popped")
SWALLOWING = SWALLOWED | _words("take takes taking swallow swallowing eat drunk")
HAVING = _words("had")
MANY_TABLETS = range(6, 200)  # more are rather the milligrams of one: "took 400 ibuprofen"
NUMBERS = _words(
    "six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred dozen dozens"
)
AMOUNTS = _words(
    "handful handfuls load loads lots bunch pack packs packet packets box boxes bottle bottles"
    " strip strips"
)
BEFORE_AMOUNTS = STOP_WORDS | _words(
    "almost another around like maybe nearly over roughly least more full half"
)
AFTER_AMOUNTS = _words("of my his her their the these those")
NOT_TABLETS = _words(
    "mg mcg ug g gram grams milligram milligrams ml mls iu unit units sec secs second seconds min"
    " mins minute minutes hour hours hrs day days night nights week weeks wks month months year"
    " years yrs old kilo kilos kg mile miles km percent time times acupuncture appointment"
    " appointments breath breaths class classes course courses exam exams flare flares injection"
    " injections lesson lessons massage massages operation operations participants patients people"
    " physio rest scan scans session sessions steps studies study surgeries test tests therapy"
    " treatment treatments trial trials visit visits walk walks women men yoga beer beers cider"
    " coffee coke crisps cups eggs glasses ice juice lager meals milk pints tea vodka water whisky"
    " wine"
)

# A child who may have eaten medicine needs help, however little it was: one of each of these.
CHILDREN = _words(
    "baby boy child children daughter girl grandchild granddaughter grandson infant kid kids son"
    " toddler"
)
BY_MISTAKE = _words("ate chewed drank eaten licked swallowed swallowing sucked")

# Signs of an emergency, whatever the collection holds: of each line one of each of the words, near
# each other in any order, form and spelling. A hyphen joins words that count as one.
_SIGNS = (
    "vomit/puke/puking/retch/throw-up/threw-up/bring-up/bringing-up/brought-up blood",
    "cough/spit/spat blood",
    "coffee-grounds vomit",
    "black/tarry/blood/bloody stool/poo/poop/faeces/feces/diarrhoea",
    "bleed/bleeding rectum/rectal/anus/bottom/back-passage",
    "bleed not stop",
    "thunderclap",
    "worst headache",
    "sudden severe/terrible/blinding headache",
    "chest pain/tight/tightness/crushing/squeezing/pressure",
    "breathe not/trouble/difficulty/struggle/hard/short/shallow/stopped",
    "out breath",
    "breathless/breathlessness/gasping",
    "swelling/swollen throat/tongue/lip/lips/face/mouth",
    "throat closing/tight",
    "anaphylaxis/anaphylactic",
    "unconscious/unresponsive/convulsion/convulsing/passed-out/blacked-out/fainted/fainting",
    "pain collapse/collapsed/collapsing",
    "feel/felt/feeling faint",
    "grey/pale/cold clammy",
    "pulsing/pulsating/throbbing/heartbeat/pulse stomach/belly/tummy/abdomen/abdominal",
    "sudden stomach/belly/tummy/abdomen/abdominal pain",
    "pregnant/pregnancy bleed/bleeding/spotting",
    "pregnant/pregnancy pain bleed/bleeding/spotting",
    "pregnant/pregnancy water leaking/broke/broken/breaking/gone",
    "pregnant/pregnancy/unborn baby not move/moving/kick/kicking",
    "lost consciousness/vision/sight",
    "slurred/slurring speech/words",
    "face/facial droop/drooping/drooped",
    "tearing/ripping pain",
    "blue/grey lips",
    "yellow skin/eye/eyes",
)
DANGER_SIGNS: tuple[tuple[tuple[str, ...], ...], ...] = tuple(
    tuple(tuple(word.replace("-", " ").split("/")) for word in line.split()) for line in _SIGNS
)
