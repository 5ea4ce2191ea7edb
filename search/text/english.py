"""English words that search treats specially: only lists, for an editor to read.

Words specific to a field or condition belong in a collection instead: in its vocabulary, and under
`never-stemmed`.
"""

from collections.abc import Mapping

from kb.model.finding import Horizon


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _phrases(listed: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in listed.split(", "))


# Words that say nothing alone: left out of a query that has others, kept in phrases and names.
STOP_WORDS = _words(
    "a about after am an and any are as at be been but by can could did do does for from had has"
    " have he her his how i if in into is it its me my no not of on or our she should so such than"
    " that the their them then there these they this to vs was we were what when where which while"
    " who why will with would you your"
)

# What begins like this is a word of its own, and no two words typed as one: "nonuse", "subgroup".
PREFIXES = tuple(
    _words(
        "ante anti auto bio cardio co counter cross cyclo extra hyper hypo inter intra macro meta"
        " micro mid mini mono multi neuro non out over peri photo poly post pre pro pseudo psycho"
        " re semi sub super thermo trans tri ultra under"
    )
)

# Words that the stemmer would merge with words of another meaning, with their terms.
NEVER_STEMMED = {
    "topical": "topical",  # on the skin, not a topic
    "topically": "topical",
    "medication": "medication",  # not medical
    "medications": "medication",
    "organic": "organic",  # not an organ
    "university": "university",  # not universal
    "universities": "university",
    "general": "general",  # not generous
    "generally": "general",
    "expecting": "expecting",  # a child; not what is expected
    "fits": "fits",  # seizures; neither what is fit nor what is fitted
    "depend": "depending",  # not dependence on a medicine
    "depends": "depending",
    "depended": "depending",
    "depending": "depending",
    "kidding": "kidding",  # no kids
    "mix": "mixing",  # what is taken together, not what is mixed
    "mixes": "mixing",
    "mixing": "mixing",
}

# Words that tell nothing of what is asked for, wherever they are: they count a little where they
# are met, and need not be.
FILLERS = _words(
    "able absolutely accept advanced advise advised afford afraid afternoon again ago agree"
    " agreed all almost already also although always amazed amazing amazon amount annoyed"
    " annoying another answer answers anymore anything anyway apparently appraise arent argue"
    " around asap ask asked asks aunt available away awful back badly basically bd because become"
    " becoming been before began being believe bet bf bloke book booked boss both bother bought"
    " boyfriend breakfast brilliant bring brother brothers brought btw buy call called calling"
    " calls came cannot cant care case cases cause caused causing certain chat cheap cheaper"
    " cheapest cheers chemist christmas claim clearly clueless coach colleague colleagues come"
    " comes coming common complain completely condition conditions confused confusing consider"
    " considered constant constantly consultant control controlling convinced cos couldnt couple"
    " cousin coz critically critique curious currently cuz dad daughter day days deal dear decide"
    " decided decision definitely desperate despite didnt difficult dinner disappointed discuss"
    " disp dissertation doctor doesnt doing dollars done dont due dunno during dx each early"
    " easily ebay either else enjoy enough especially essay etc even everybody everyone"
    " everything exactly exam exams expect expensive experience experiencing extremely facebook"
    " facing false fantastic father fed few finally first fixed fixes flatmate follow following"
    " fond form fortnight fortune forum friend friends frightened frustrated frustrating full"
    " fully further fyi gal general generally genuine genuinely getting gf girlfriend glad goes"
    " gone gonna google googled got gotta gotten gran grandad granddad granddaughter grandfather"
    " grandma grandmother grandpa grandson granny guess guy guys half happen happened happening"
    " happens happy hard hardly hate hates having hear heard hello help hes hi holiday holidays"
    " honest honestly hope hopeless horrible hospital hour hours however hubby hurt hurting hurts"
    " husband hx id idea identify idk im immediately including indicated indication indications"
    " inform inlaws instagram instead instructor internet involve involved involving isnt issue"
    " issues its ive jab just justify killing kind kinda known lady last lately later law leaflet"
    " least left let lets like liked likely likes liking literally little lol long longer lot"
    " lots love loved lovely loves lunch made main mainly maintenance manage managing mane mate"
    " mates matter max maybe mcq medical mention might minute minutes miracle mom month months"
    " morning mostly mother move moved moving mrs mth mths mum must myself mystery nan near"
    " nearly necessary neighbour neighbours nervous never new next nhs nice night nobody nocte"
    " nothing notice noticed now nurse nurses obviously off offer offered offers often omg once"
    " one online only opinion opinions order ordered osce other others otherwise outline own paid"
    " part particular particularly partner past patient patients pay paying perhaps period person"
    " persons pharmacist plead please plenty pls plz podcast pointless possible possibly pounds"
    " prefer prefers presenting presents price prn problem problems progressively promise"
    " properly provide pt pts put qds qhs qid question questions quick quickly quid quite quote"
    " rather receive received receives recent recently reckon reckons reddit reduce reduces"
    " reducing refuse refused refuses regarding regular regularly remember repeat repeated"
    " required ridiculous right rn rubbish rx sad said same saw sba scam scared scary scenario"
    " scenarios sceptical seem seems seen sell seller send sent seriously sets setting several"
    " severe shes shop shops shouldnt sick since sister situation skeptical slightly slowly sold"
    " somebody something sometimes somewhat soon sorry sort special specialised specialist"
    " specialized spend spent spoke start started starting starts stat statement student students"
    " stuff stupid suffer suffered suffering suggest summarise suppose supposed supposedly sure"
    " surgeon swear swears swore taken tbh tds telling tells tempted terrible terrified"
    " terrifying thank thanks thats theyre thing things thinking thinks tho though thought threw"
    " through throw throwing thx tid tiktok till time times today together told tomorrow tonight"
    " too took total toward towards trainer trouble true trust truth try turn two tx type types u"
    " uncle under uni until up upon ur useless usual usually various vignette visit visits viva"
    " wait waited waiting wanna wanted wanting wants wasnt waste wasted wasting wat watched wats"
    " week weekend weeks went whats whether whole whose wife wish without wiv wk wks woman wonder"
    " wonderful wondering wont worry wot wots wouldnt wrong xmas yeah year years yes yesterday"
    " yet youre youtube yr yrs"
)

# How a question begins, apart from a question mark at its end.
QUESTION_OPENINGS = _words(
    "are can compare could describe did discuss do does evaluate explain has have how is justify"
    " may outline should summarise summarize was what when where which who why will would"
)

# What a question is made of besides its subject: "does yoga really help" is a question about yoga.
QUESTION_WORDS = _words(
    "actually against anyone anything best better compare compared comparison cure day did"
    " difference different ease easing effect effective effectively effectiveness ever every"
    " everyday evidence fast feel find fix get gets getting give given go good got great happen"
    " help helped helpful helping helps just keep know less like long make makes many mean means"
    " more most much need needed needs normal often ok okay people please proven quickly really"
    " relief relieve relieves research say says science see should show shows some someone still"
    " stop take takes taking tell think tried try trying use used useful uses using versus want way"
    " ways well work worked working works worth"
)

# What a question for a meaning is made of, besides the words above: "explain the definition of ..."
DEFINITION_WORDS = _words(
    "criteria define definition domain domains downgrade downgraded downgrading exactly explain"
    " explained explanation interpret interpreting meaning rated rating read reading stand stands"
    " understand understanding"
)

# Words that ask which of several is first, and whether something is to be done.
RANKING_WORDS = _words("best most better strongest top")
ADVICE_WORDS = _words("need needed needs necessary should worth")

# How long after the start of a treatment its effect was looked at, by the model's words for it.
HORIZONS: Mapping[Horizon, tuple[tuple[str, ...], ...]] = {
    "short": _phrases("short term, shortterm, shorter term"),
    "intermediate": _phrases("medium term, intermediate term, mid term"),
    "long": _phrases("long term, longterm, longer term, long run"),
}

# Phrases that look as if they asked for a section of an entry's page, but don't.
NO_SECTION_PHRASES = _phrases(
    "how long does, how long until, how long before, how much does,"
    " risk factors, risk factor, risk of bias, risk ratio, risk difference, relative risk,"
    " needed to harm, strength of recommendation"
)

# Sections of an entry's page with the phrases that ask for them; longer phrases come first.
SECTION_PHRASES = {
    "missed": _phrases(
        "forgot to take, forgot my, forgotten my, miss a dose, missed a dose, missed my dose,"
        " missed dose, missed doses, missed one dose, missed my, skipped a dose, skipped my dose,"
        " skip a dose"
    ),
    "cautions": _phrases(
        "should not have, should not, shouldnt have, shouldnt, must not have, must not, mustnt,"
        " who cannot have, who cannot take, who cant have, who cant take, not suitable, unsuitable,"
        " contraindications, contraindication, contraindicated, cautions, caution, avoid, avoided,"
        " contra indications, contra indication, contra indicated,"
        " precautions, precaution, interactions, interaction, interact, interacts, not mix,"
        " cannot mix, cant mix, can i mix, can you mix, mix with, mixing with, mixed with,"
        " mix together, take together, taken together"
    ),
    "stopping": _phrases(
        "stop suddenly, stopped suddenly, stopping suddenly, suddenly stop, suddenly stopping,"
        " suddenly stopped, sudden stop, stop taking, stopping taking, come off, coming off,"
        " came off, cold turkey, run out of, ran out of, running out of, run out, ran out,"
        " wean off, weaning off"
    ),
    "harms": _phrases(
        "make it worse, side effects, side effect, side affects, side affect,"
        " adverse effects, adverse effect, adverse events,"
        " adverse event, harms, harm, harmful, risks, risk, risky, dangers, danger, dangerous,"
        " safe, safer, safest, safely, safety, unsafe, complications, worse, warnings, too much,"
        " paralyse, paralyze, kill you, kill me, go wrong, goes wrong, damage my, damage your"
    ),
    "delivery": _phrases(
        "how many minutes, how many hours, how many times, how many days, how many weeks,"
        " how many sessions, how long, how often, longer than, beyond, how many, how much,"
        " how do i, how do you, how to, maximum dose, max dose, highest dose, dosage, dose, doses,"
        " dosing, sessions, session, duration, parameters, parameter, settings, frequency,"
        " maximum"
    ),
    "plots": _phrases("forest plots, forest plot, forestplot, forestplots"),
    "certainty": _phrases(
        "why is the certainty, why is its certainty, why is certainty, why is the evidence,"
        " why was the certainty, why was certainty, why was it downgraded, why is it downgraded,"
        " why was the evidence, why downgraded, why low certainty, why very low certainty,"
        " reasons for the certainty, reason for downgrading, reasons for downgrading"
    ),
    "recommendations": _phrases(
        "guidelines, guideline, recommendations, recommendation, recommended, recommend, recommends"
    ),
}

# Next to the name of a guideline body that is another word too: "what does WHO say".
BEFORE_BODIES = _words("does did the")
AFTER_BODIES = _words("guideline guidelines guidance recommendation recommendations")

# Next to no treatment these ask which have cautions about others.
MIXING_WORDS = _words("mix mixes mixing interact interacts interaction interactions together")

# Before the name of a treatment these ask how to stop it; with the manners anywhere they do too.
STOPPING_VERBS = _words(
    "stop stopping stopped quit quitting discontinue discontinuing taper tapering"
)
STOPPING_MANNERS = _words("suddenly abruptly safely")
USING_WORDS = _words("taking using having")
STOPPING_AFTER = _words("to i we just should can must cant cannot")  # "and want to stop"

# After "how is" or "how are" these ask for the way a treatment is given.
DELIVERY_VERBS = _words("given done used taken applied administered performed")

# Words that compare one thing with another.
COMPARISON_WORDS = _words("vs versus or than compared difference between v")

# Words before the aim of a treatment, as in "massage for headache".
AIMING_WORDS = _words("for after")
# Words before the illness that a treatment is for. After the second kind they ask whether people
# who have it may be treated, and so do those of the third kind after the illness.
TREATING_WORDS = _words("for treat treats treated treating cure cures curing help helps helped")
ALLOWING_WORDS = _words("ok okay fine allowed suitable bad alright")
PEOPLE_WORDS = _words("people person patient patients sufferer sufferers")
# Those who may need a treatment for what they do: "stretches for office workers".
WORKING_PEOPLE = _words(
    "adult adults athlete athletes builder builders carer carers dancer dancers driver drivers"
    " employee employees farmer farmers gardener gardeners golfer golfers labourer labourers man"
    " men musician musicians player players runner runners sitters soldier soldiers staff women"
    " worker workers"
)
TREATED_WORDS = _words("pain")  # after an illness: what is to be treated
# After "to", before an illness: "walking to lower blood pressure".
CHANGING_VERBS = _words(
    "avoid beat control cure ease fight fix heal help improve lower manage prevent reduce relieve"
    " reverse stop treat"
)

# Without any of these a query is a list of nouns, and tells no story: "massage chair price".
TELLING_WORDS = STOP_WORDS - _words(
    "a about after an and any as at by for from in into its of on or such than that the this to vs"
    " while with"
)

# After the name of a treatment these are how it is done or who does it, not another thing.
PRACTICE_WORDS = _words(
    "app apps beginner beginners broke clinic clinics club guide guides guru instruction"
    " instructions lesson lessons move moves parlour pose poses position positions posture postures"
    " practitioner practitioners routine routines sequence sequences spa teacher teachers technique"
    " techniques tip tips tutorial tutorials vid vids video videos workout workouts workshop"
)

# Around a part of the body these say that it is what hurts or is treated: "cramp in my left hand",
# "arm hurts".
LOCATING_WORDS = _words("in on of for")
CAUSING_WORDS = _words("cause causes caused causing give gives gave trigger triggers triggered")
WHOSE_WORDS = _words("my your his her their the a an one both left right upper lower")
HURTING_WORDS = _words(
    "hurt hurts hurting ache aches aching sore pain pains cramp cramps injury injuries arthritis"
)

# Words around what somebody asks to be given: "MRI request", "refer for x-ray".
REQUESTING_WORDS = _words(
    "request requests requested requesting refer refers referred referring referral referrals order"
    " orders ordered ordering book booked booking get getting want wants wanted demand demands"
    " demanding indicated indication justified routine routinely"
)

# After these, or before those, a word such as "back" is no part of the body; after a word that says
# whose it is, it always is.
MOVING_VERBS = _words(
    "bring brings call came cash come comes coming ex get gets getting give go goes going gone got"
    " grow grows growing money pay put read take way went write"
)
WHAT_FOLLOWS_MOVING = _words("again door front garden leg legs normal seat seats to together up")
# A patient who is no human being: "gabapentin for cats"; but not before the second, nor after the
# third: "horse riding", "bird dog".
ANIMALS = _words(
    "animal animals budgie cat cats cattle chicken chickens cow cows dachshund dachshunds dog dogs"
    " donkey donkeys equine feline ferret ferrets foal goat goats greyhound greyhounds hamster"
    " hamsters horse horses kitten kittens labrador mice parrot pets pig pigs pony ponies poodle"
    " puppies puppy pup pups rabbit rabbits rat rats sheep spaniel tortoise vet vets veterinary"
)
WITH_ANIMALS = _words(
    "camel cow hair lover owner owners pose rider riders riding stretch stretches walk walker"
    " walkers walking"
)
POSES = _words("bird down downward facing lift lifting upward walk walked walking")

# Words that ask for every treatment there is, where none is named.
OVERVIEW_PHRASES = _phrases(
    "works, helps, help, best, treatment, treatments, treat, treated, treating, therapy, therapies,"
    " option, options, cure, cures, remedy, remedies, first line, first choice, most effective,"
    " non drug, nondrug, drug free, without drugs, without medication, without medicines,"
    " non pharmacological, nonpharmacological, non pharmacologic, nonpharmacologic, non surgical,"
    " nonsurgical, without surgery, medication, medications, medicine, medicines, drug, drugs,"
    " meds, pills, tablets, painkillers, painkiller, conservative"
)

# Who types these next to the condition asks what to do first; so does who complains of it.
HELP_PHRASES = _phrases(
    "what can i do, what should i do, what do i do, what could i do, what to do, what helps,"
    " what will help, what would help, what can help, what might help, how can i help, helps,"
    " quick, quickly, fast, first aid, first step, first steps, how to fix, how do i fix,"
    " how can i fix, how to treat, how do i treat, how can i treat, how do i get rid of,"
    " how to get rid of, relief, relieve, ease"
)
COMPLAINING_WORDS = _words("my ive")
# What people say happened to them, and words with which they ask something instead.
HAPPENED_WORDS = _words(
    "bent cannot cant clicked cricked froze frozen gone gave hurt jarred lifted locked pulled"
    " ricked seized slipped stiffened strained stuck tweaked twinged twisted went wrenched"
)
INQUIRING_WORDS = _words(
    "any are better could did do does for how is should than what which who why will would worth"
)

# Words that ask how a publication is cited, and the styles they may name.
CITING_WORDS = _words("cite cites cited citing citation citations reference references")
CITATION_STYLES = _words("apa harvard vancouver")

# Words that ask for a publication; they need not be in its title.
PUBLICATION_WORDS = _words(
    "trial trials study studies review reviews cochrane rct rcts paper article"
)

# Words that tell nothing in a sign of illness: "I can't feel my foot any more".
SIGN_FILLERS = _words(
    "a about after all also am an and any are at been being but by do does for from get gets"
    " getting got has have i im in is it its ive just keep keeps me more my of on or"
    " really so some still suddenly that the their these this to too very was were when while"
    " with you your"
)

# Forms that no ending tells, and other words for pain, by the word that signs of danger use.
IRREGULAR_FORMS = {
    "ache": "pain",
    "aches": "pain",
    "aching": "pain",
    "achy": "pain",
    "broke": "break",
    "broken": "break",
    "couldn": "can",
    "fallen": "fell",
    "feet": "foot",
    "felt": "feel",
    "gave": "give",
    "given": "give",
    "giving": "give",
    "going": "go",
    "gone": "go",
    "held": "hold",
    "hurt": "pain",
    "hurting": "pain",
    "hurts": "pain",
    "legs": "leg",
    "loosing": "lost",
    "lose": "lost",
    "loses": "lost",
    "losing": "lost",
    "loss": "lost",
    "number": "number",
    "numbness": "numb",
    "painful": "pain",
    "paralyzed": "paralysed",
    "peed": "pee",
    "peeing": "pee",
    "pees": "pee",
    "pooing": "poo",
    "pooping": "poop",
    "sore": "pain",
    "stood": "stand",
    "unable": "not",
    "waking": "wake",
    "weaker": "weak",
    "weakness": "weak",
    "weed": "wee",
    "weeing": "wee",
    "wees": "wee",
    "went": "go",
    "wetting": "wet",
    "woke": "wake",
}
