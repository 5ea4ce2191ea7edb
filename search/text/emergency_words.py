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
        " on anymore, cant go on any more, kill himself, kill herself, kill themselves, end his"
        " life, end her life, end their life, ending his life, ending her life, take his life,"
        " take her own life, take his own life, wants to die, wanting to die, rather be dead,"
        " rather die, better dead, better off without me, ending it all, ending my own life, wants"
        " to end it, finish it all, top myself, top himself, top herself, off myself, off himself,"
        " unalive, do myself in, jump off a bridge, jump in front of a, harm himself, harm"
        " herself, hurt myself on purpose, cut himself, cut herself, cutting himself, cutting"
        " herself, doesnt want to live, doesn t want to live, doesnt want to be here, dont want to"
        " be around, dont want to exist, not wake up again, point in living, point of living,"
        " point living, point in being alive, fed up of living, fed up with living, tired of"
        " living, tired of being alive, sick of living, had enough of life, had enough of living,"
        " done with life, done with living, will to live, cant live like this, cannot live like"
        " this, wish i wasnt here, wish i wasnt alive, wish i wasn t here, wish i was never born,"
        " wish i could die, wish i would die, want to kms, want 2 kms, wanna kms, gonna kms, going"
        " to kms, might kms, ready to die, and never wake up, to never wake up, could never wake"
        " up, no point carrying on, carry on living, carrying on living, point of going on, point"
        " in going on"
    ),
    "overdose": (
        "overdose, overdosed, overdosing, took too many, taken too many, take too many, swallowed"
        " too many, too many pills, too many tablets, too many painkillers, took too much, taken"
        " too much, swallowed too much, took double, taken double, took an extra, taken an extra,"
        " accidentally took, accidentally taken, took a double dose, taken a double dose, took two"
        " doses, taken two doses, double dosed, double dose, double doses, whole packet, whole"
        " pack, whole box, whole bottle, took all my, taken all my, swallowed all my, swallowed"
        " my, swallowed pills, swallowed tablets, swallowed some pills, swallowed some tablets,"
        " ate my pills, ate my tablets, ate my medicine, ate pills, ate tablets, ate some pills,"
        " ate some tablets, drank my medicine, took all his, took all her, took all their, taken"
        " all his, taken all her, taken all their, swallowed all his, swallowed all her, swallowed"
        " all their, took all the pills, took all the tablets, took to many, taken to many, took"
        " to much, taken to much, doubled up on my, dose by mistake, doses by mistake, tablets by"
        " mistake, pills by mistake, twice by mistake, dose by accident, doses by accident,"
        " tablets by accident, pills by accident, twice by accident, took extra pills, took extra"
        " tablets, took extra painkillers, took more than prescribed, taken more than prescribed,"
        " took more than i should, taken more than i should, more than the maximum dose, got into"
        " my pills, got into my tablets, got into my meds, got into my medicine, got into my"
        " medication, got into my painkillers, got into my tramadol, got into my codeine, got into"
        " the pills, got into the tablets, got into the medicine, got hold of my pills, got hold"
        " of my tablets, got hold of my meds, got hold of my medicine, got hold of my medication,"
        " got hold of my painkillers, tried to overdose, can i od, took way too many, taken way"
        " too many, took way to many, took far too many, taken far too many, doubled my dose,"
        " doubled my tablets, doubled my pills, doubled my meds, doubled my medication, doubled my"
        " painkillers, doubled my oxycodone, doubled my tramadol, doubled my codeine, doubled my"
        " gabapentin, doubled my pregabalin, doubled his dose, doubled her dose, took extra pain"
        " pills, took extra pain tablets, took extra pain meds, took extra pain killers, can you"
        " od"
    ),
    "danger": (
        "having a heart attack, have a heart attack, having a stroke, having a fit, having a"
        " seizure, wont wake up, cant wake him, cant wake her, cant wake my, isnt waking up, isn t"
        " waking up, cant be woken, cant wake them, hard to wake him, hard to wake her, hard to"
        " wake my, barely conscious, having an allergic reaction, have an allergic reaction,"
        " severe allergic reaction, wont wake properly, wont fully wake, is not waking up"
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

_OPIOIDS = (
    "opioid/opiate/morphine/oxycodone/oxy/oxycontin/oramorph/codeine/cocodamol/co-codamol/tramadol"
    "/tapentadol/fentanyl/patch/methadone/hydrocodone/buprenorphine"
)
_RAISING_SEROTONIN = (
    "tramadol/antidepressant/ssri/snri/sertraline/zoloft/fluoxetine/prozac/citalopram/escitalopram"
    "/paroxetine/venlafaxine/duloxetine/cymbalta/mirtazapine/trazodone/amitriptyline"
)
# Signs of an emergency, whatever the collection holds: of each line one of each of the words, near
# each other in any order, form and spelling. A hyphen joins words that count as one.
_SIGNS = (
    "vomit/puke/puking/retch/throw-up/threw-up/bring-up/bringing-up/brought-up blood",
    "cough/spit/spat blood",
    "coffee-grounds vomit",
    "black/tarry/tar/blood/bloody stool/poo/poop/shit/crap/faeces/feces/diarrhoea/toilet",
    "bleed/bleeding rectum/rectal/anus/bottom/back-passage",
    "bleed not stop",
    "thunderclap",
    "worst headache",
    "sudden severe/terrible/blinding headache",
    "chest pain/tight/tightness/crushing/crushed/squeezing/pressure/elephant/vice/heaviness",
    "chest heavy feel/weight",
    "pain left-arm jaw/sweating/clammy",
    "breathe not/trouble/difficulty/struggle/hard/short/shallow/stopped/barely/hardly",
    f"breathe slow/slowly/slowed/funny/weird/strange {_OPIOIDS}/he/she/mum/mom/dad/husband/wife",
    f"snoring/gurgling funny/weird/strange/loud {_OPIOIDS}",
    f"drowsy/sleepy/confused/snoring/gurgling wake/rouse {_OPIOIDS}",
    "rouse/roused not/hard/difficult",
    "shaking/shaky/trembling/twitching/jerking/agitated/agitation/rigid"
    f" sweating/sweaty/sweats/temp/temperature/fever/feverish/confused/racing {_RAISING_SEROTONIN}",
    "out breath",
    "breathless/breathlessness/gasping",
    "wheezing/wheezy hives/rash/swelling/swollen/puffed/puffy/faint/dizzy",
    "hives swelling/swollen/faint/throat/dizzy",
    "swelling/swollen/swelled/puffed/puffy/ballooned throat/tongue/lip/lips/face/mouth",
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
    "pregnant/pregnancy water/fluid leaking/losing/lost/broke/broken/breaking/gone",
    "pregnant/pregnancy gush",
    "pregnant/pregnancy contraction week/pain/regular/early",
    "pregnant/pregnancy/unborn baby not move/moving/kick/kicking",
    "lost consciousness/vision/sight",
    "slurred/slurring speech/words",
    "face/facial droop/drooping/drooped",
    "sudden not speak",
    "tearing/ripping pain",
    "tearing/ripping chest/shoulder-blades/belly/stomach/tummy",
    "aneurysm/aneurism/aaa/triple-a pain/back/agony/burst/rupture/ruptured/leaking",
    "blue/grey lips",
    "yellow skin/eye/eyes",
)
DANGER_SIGNS: tuple[tuple[tuple[str, ...], ...], ...] = tuple(
    tuple(tuple(word.replace("-", " ").split("/")) for word in line.split()) for line in _SIGNS
)
