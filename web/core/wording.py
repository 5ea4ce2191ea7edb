"""What pages say that no template holds, by where readers meet it: one sitting reads it all.

Labels of closed lists are in `web/parts/labels.py`. What is in braces is filled in.
"""

# Notices on top of a page: what of an address was ignored.
NO_SUCH_PAGE = "Page {number} doesn’t exist. Showing the last page."
NO_PAGE_NUMBER = "“{given}” isn’t a page number. Showing the first page."
NO_SUCH_VALUE = "Ignored “{value}”: no such {heading}."
MORE_IGNORED = "Ignored {count} more values for {heading}."
ONLY_THE_FIRST = "Only the first of {count} is shown under {heading}."
ONLY_SO_MANY = "Only the first {most} of {count} are shown under {heading}."
NO_OPTION = "“{name}” isn’t an option here, so we ignored it."
DID_YOU_MEAN = " Did you mean {names}?"
TOO_LONG = "Only the first {most} characters were used."
TOO_MANY = "Only the first {most} of {count} were used."
TOO_WIDE = "Only {fitting} of {count} comparators fit with this many outcomes."

# Reading levels.
READING_LEVEL = "Reading level"
READING_LEVELS = {"plain": "Plain words", "clinician": "Clinician", "study": "Study"}

# Filters and orders.
FILTERS = {
    "kind": "Kind",
    "category": "Category",
    "certainty": "Certainty",
    "magnitude": "Size of effect",
    "outcome": "Outcome",
    "comparator": "Compared with",
    "stage": "Stage",
    "caution": "Caution about",
    "sort": "Sort by",
    "exact": "Exact",
}
RESULTS_BY = {
    "relevance": "Relevance",
    "certainty": "Certainty",
    "magnitude": "Size of effect",
    "reviewed": "Recently reviewed",
    "name": "Name",
}
MAP_BY = {
    "category": "Category",
    "name": "Name",
    "magnitude": "Largest effect first",
    "certainty": "Most certain first",
}
ANY_STAGE = "Any stage"
THE_CONDITION = "The condition itself"
IN_GENERAL = "In general"

# Search results.
KINDS_OF_RESULTS = {
    "intervention": "Treatments",
    "condition": "Overview",
    "claim": "Fact checks",
    "source": "Sources",
}
ANSWERS = {
    "urgent": "Get help now",
    "definition": "Glossary",
    "comparison": "Direct comparison",
    "measure": "As reported",
    "caution": "Caution",
    "guideline": "Guideline",
    "delivery": "How it is given",
    "claim": "Fact check",
    "source": "Reference",
    "site": "About this collection",
    "none": "Not recorded here",
}

# Findings: why a certainty is what it is, numbers, and how far was searched.
NO_REASONS_GIVEN = "The source gives no reasons for this level."
NO_REASONS_RECORDED = "We haven’t recorded the reasons."
STARTED_AT = "The rating started at {level}."
RATED = "Rated {way} {steps}."
RATED_FOR = "Rated {way} for {domains}"
LEVELS = {1: "one level", 2: "two levels", 3: "three levels"}
LEVELS_FOR = "{levels} for {domain} ({why})"
BELOW_THRESHOLD = "its source judged this too small to matter"
SCALE_PRESUMED = "scale presumed: {scale}"
SCALE_NOT_STATED = "scale not stated"
PERCENTAGE_POINTS = "percentage points"
FAVOURS = "{side} favours {given}"
SMD = "standardised mean difference"
BAND = "{low} to {high}"
BAND_OVER = "over {low} to {high}"
BAND_LAST = "over {low}"
PER_100_PEOPLE = "{title}, per 100 people"
ON_SCALE = "on {scale}"
OF_EVENT = "of {event}"
SIDES = {"ratio": ("below 1", "above 1"), "difference": ("negative", "positive")}
PEOPLE = "{count:,} people"
ONE_STUDY = "1 study"
STUDIES = "{count:,} studies"
DIFFER = "{what} differ"
BY_WHOM = "by {who}"
WHOLE_REVIEW = "whole review: {count:,} studies"
ANOTHER_FINDING = "another finding"
SEARCH_DATE_UNKNOWN = "Not known"
SEARCH_DATE_UNRECORDED = "Search date not recorded"
SEARCHED_TO = "Searched to {day}"
NEWEST_AND_FIRST = "{newest}; main finding {first}"
PUBLISHED = "{unrecorded}; published {day}"
CERTAINTY_OF_FIRST = "{summary} Certainty of the first key finding: {certainty}."
ADDED_TO = "added to {treatment}"
ANOTHER_TREATMENT = "another treatment"
SET_ASIDE = "{count} set aside"
BEING_CORRECTED = "{id} (temporarily unavailable: being corrected)"
OF_PEOPLE, AND_IN = "{body}, in {people}", " and in "
PAST_EXPIRY = "{body}, past its own expiry date"
AND_EDITION = ", and "
AND_IN_TIER = " with "
EXCEPT = "except: {exception}"
EXCEPT_ALONE = ". Except: {exception}"
OF_BODY = "{body}: {limit}"
MAIN_FINDING, ITS_STAGE = "Main finding: {finding}", " (stage: {stage})"
ALL_HARMS = "All harms of {treatment}"

# Forest plots.
SIZES_NOT_FROM_PRESUMED = "The scale is presumed, so sizes aren’t classified."
SIZES_WITHOUT_BANDS = "There are no bands for this measure and outcome, so sizes aren’t classified."
NOT_DRAWN = {
    "retracted": "from a retracted source",
    "no-number": "without a number",
    "same-data": "with the same data as another",
    "other-people": "about other people",
    "other-treatment": "in which this treatment wasn’t tested alone",
    "implausible": "too large to be believed",
    "not-randomised": "without randomised groups",
    "secondary": "seen only in a secondary source",
    "no-axis": "on a scale we don’t plot",
}
PRESUMED = " (presumed, not stated)"
COMPARED_WITH = "Compared with {comparator}"
NO_INTERVAL = "{estimate} (no interval)"

# The parts of pages.
ENTRY_PARTS = {
    "findings": "Benefits",
    "harms": "Harms",
    "delivery": "How it’s given",
    "recommendations": "Guidelines",
    "claims": "Fact checks",
    "pictures": "Forest plots",
    "unknown": "Gaps",
    "sources": "Sources",
}
CONDITION_PARTS = {
    "red-flags": "Red flags",
    "pathway": "What to do",
    "why-it-persists": "Why it persists",
    "burden": "How common",
    "caveats": "Keep in mind",
    "unknown": "Gaps",
    "sources": "Sources",
}
STAGE_NOT_STATED = " (stage not stated)"
DELIVERY_ASKED = {"who": "who gives it", "dose": "how much", "duration": "how long"}
DELIVERY_LABELS = {"who": "By", "dose": "How much", "duration": "How long"}
WHAT_IS_DONE = "what is done"
SETTINGS_DIFFER = "Each in its own setting"

# What a source is cited for.
CITED_FOR = {
    "bands": "Effect size bands",
    "delivery": "How it is given",
    "flag": "Red flag",
    "factor": "Why it persists",
}

# The pages over several collections.
ALL_COLLECTIONS = "All collections"
ABOUT_ALL = "Collections of evidence on {count} topics. Search one of them, or all at once."

# What changed, by kind, and the subject of a mail that corrects a page.
CHANGED_KINDS = {"intervention": "Treatments", "condition": "Conditions", "claim": "Fact checks"}
CORRECTION = "Correction: {path}"

# The menu.
MENU = {
    "/interventions": "Treatments",
    "/matrix": "Map",
    "/guidelines": "Guidelines",
    "/conditions": "Overview",
    "/claims": "Fact checks",
    "/compare": "Compare",
    "/gaps": "Gaps in the evidence",
    "/sources": "Sources",
    "/terms": "Glossary",
    "/changes": "What’s new",
    "/basket": "Saved list",
    "/data": "Data",
    "/about": "About",
    "/problems": "Problems",
}

# Errors: a title, then what to do.
ERRORS = {
    400: ("We couldn’t understand that", "We couldn’t understand the request."),
    403: ("Not allowed from here", "Only pages on this site can send this request."),
    404: ("Page not found", "Check the address, or try one of these."),
    405: ("This page is read-only", "You can open these pages but not change them."),
    414: ("The address is too long", "Shorten the question and try again."),
    500: ("Something went wrong", "The problem is on our side. We’ve logged it."),
    503: (
        "Temporarily unavailable: being corrected",
        "This entry has errors, and we never publish an entry that fails validation.",
    ),
}
NO_SEARCH = ("Search is not available just now", "Please try again in a minute.")
NO_PAGE = ("This page is not available just now", "Please try again in a minute.")
NO_FILE = "We made no file. As a page it would say: {notices}"
NO_SUCH_VERSION = "No such version"
NEAREST = " Nearest: {names}."
