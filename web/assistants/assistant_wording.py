"""What assistants read of the tools, and of what these can't answer.

What is in braces is filled in.
"""

# Errors: what is wrong, and what to use instead.
MISSING = "{name} is missing."
NOT_A_VALUE = "A value must be text, a number or a list of these."
WITHHELD = "{id} is temporarily unavailable: it has errors that are being fixed."
SEARCH_FINDS_IDS = "use search to find ids."
NO_ENTRY = "No entry {id!r}; {near}"
NO_FINDING = "No such finding: {ids}."
TWO_TO_FOUR = "with takes the ids of two to four interventions."
NO_TOOL = "There is no tool {name!r}."
NO_SUCH_PAGE = "No such page of resources."
WRONG_PATH = "The Model Context Protocol endpoint is {path}.\n"

# Parameters.
MOST_HITS = "Maximum number of results."
FINDING_ID = "A finding's id, as in other answers."
FINDINGS_ON_A_PAGE = "Findings on a page."
INTERVENTION_ID = "The id of an intervention; repeat it for alternatives."
INTERVENTIONS_ON_A_PAGE = "Interventions on a page."
ENTRY_ID = "An entry's id, as in search results."
SYMPTOMS = "What somebody says about their symptoms; empty gives all red flags."
FLAGS_OF = "Only red flags that name the intervention with this id."

# What each tool does.
SEARCH = (
    "Search the collection. Red flags that the words describe come first. Each result has its"
    " sentence, certainty, source and address."
)
ENTRY = (
    "One entry: an intervention, condition, claim or source, with everything recorded about"
    " it and the sources it cites."
)
FINDING = "Findings by topic, with their numbers as printed, certainty and source."
COMPARE = (
    "Two to four interventions side by side, outcome by outcome, with anything that stops a"
    " direct comparison."
)
GUIDELINES = "What guideline bodies say about interventions, at one stage."
RED_FLAGS = "The signs that need urgent care: all of them, or those that somebody's words describe."

# The command line of `kb mcp`.
READING = "reading and indexing {evidence}"
SERVING = "Serving {evidence} at {address} (stop with Ctrl-C)"
