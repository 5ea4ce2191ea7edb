"""What the API says of itself and of what it can't read.

What is in braces is filled in.
"""

# Errors: what is wrong, and what to use instead.
NOT_A_VALUE = "{value} isn't a valid {name}; {instead}"
NOT_A_NUMBER = "{name} must be a whole number from {least} to {most}, not {value}"
UNKNOWN = "unknown parameter {name}; {instead}"
NO_CHOICES = "none are accepted here."
USE = "use {choices}."
TWICE = "{name} can be given only once."

# The description of the API.
ABOUT = (
    "Evidence about interventions, read-only. It supports and does not replace clinical judgement."
)
STATUS = {
    400: "An unknown parameter or value; `detail` says which, and what to use.",
    404: "No such entry.",
    405: "Only GET and HEAD are allowed.",
    414: "The address is too long.",
    503: "The entry has errors and isn't published until they're fixed.",
}
NOT_CHANGED = "Not changed."
ETAG = "Changes with the answer; send it in If-None-Match."
ANSWER = "The answer."
ENTRY_ID = "The entry's id."

# Parameters.
PAGE = "Which page, from 1."
OF_THIS = "Only results with this {}; repeat it for alternatives."
ABOUT_THIS = "The {}."
SEARCH_TEXT = (
    "The search text; empty finds everything. `changed` lists anything understood differently."
)
ORDER_OF_HITS = "The order of the results."
HITS_ON_A_PAGE = "Results on a page."
EXACT = "1 searches exactly as typed: no corrections, synonyms or dropped words."
EXPLAIN = "1 explains each score."
TYPED = "The text typed so far."
MOST_SUGGESTED = "Maximum number of suggestions."
ENTRIES_ON_A_PAGE = "Entries on a page."
SOURCES_ON_A_PAGE = "Sources on a page."
COMPARATORS = "The class of comparators."
COLUMNS = "The columns; only the first few are shown."
ORDER_OF_ROWS = "The order of the rows."
SORT_BY = "The column to sort rows by."
FINDINGS_OF = "Only findings with this {}; repeat it for alternatives."
USABLE = "1 leaves out findings that don't count for their intervention."
ORDER = "The order."
FINDINGS_ON_A_PAGE = "Findings on a page."
COMPARED = (
    "The ids of two to four interventions; the answer lists any that are unknown or too many."
)
BODIES_DISAGREE = "Only interventions that guideline bodies disagree on."
ROWS_ON_A_PAGE = "Rows on a page."
OUTCOMES = "The outcomes; only the first few are shown."

# Operations.
SEARCH = "Entries that match the search text, best first."
SUGGEST = "Completions for the text typed so far."
ENTRIES = "All entries, by kind and id."
ENTRY = "One entry with all derived values."
FINDINGS = "Findings by topic, each with its source."
MATRIX = "Interventions by outcome, at one stage."
COMPARE = "Two to four interventions side by side."
GUIDELINES = "What guideline bodies say about interventions, at one stage."
GAPS = "What isn't known, by treatment and outcome."
SOURCES = "All sources with all their fields, by id."
EXPORTS = "The whole collection as files."
