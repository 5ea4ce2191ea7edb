"""What the editing site and `kb propose` say that no template holds, by where editors meet it.

Names of fields come from the model. What is in braces is filled in.
"""

# The states of a proposal: in the list, in its history, and in git.
STATES = {
    "draft": "Draft",
    "asked": "Waiting for review",
    "changes-asked": "Changes asked for",
    "accepted": "Accepted",
    "declined": "Declined",
    "withdrawn": "Withdrawn",
}
DONE = {
    "draft": "began it",
    "asked": "asked for a review",
    "changes-asked": "asked for changes",
    "declined": "declined it",
    "withdrawn": "withdrew it",
    "accepted": "accepted it",
}
SAVED = "saved it"
COMMENTED = "commented"
IN_GIT = {
    "draft": "draft again",
    "asked": "review asked for",
    "changes-asked": "changes asked for",
    "declined": "declined",
    "withdrawn": "withdrawn",
}
COMMENT_IN_GIT = "comment"
PROPOSED_IN_GIT = "{entry}: proposed by {author}"
SAVED_IN_GIT = "{entry}: saved by {author}"
ACCEPTED_IN_GIT = "{entry}: change by {author} accepted"
DAYS_AGO = {0: "today", 1: "yesterday"}
MORE_DAYS_AGO = "{days} days ago"

# Pages of errors: a title, then what to do.
ERRORS = {
    400: ("We couldn’t understand that", "Go back and try again."),
    403: (
        "Not allowed",
        "You don’t have permission, or the form is too old. Open the page again.",
    ),
    404: ("Page not found", "Check the address, or go to the list of proposals."),
    405: ("This page is read-only", "Go to the list of proposals."),
    413: ("This is too large", "A file has at most 256 KiB. Nothing was saved."),
    429: ("Too many attempts", "Wait a minute and try again. Nothing was saved."),
}
SOMETHING_WRONG = ("Sorry, something went wrong", "It has been logged.")
SESSION_ENDED = ("You are logged out", "Your session has ended. Nothing was saved.")
REFUSED = "We couldn’t do that"
GIT_FAILED = "git says: {error}"

# A proposal that can’t be saved, reviewed or accepted: what is wrong, and what to do.
BUSY = "Other people are saving at the same time. Try again."
OTHER_PROPOSAL = "This form belongs to another proposal. Open the proposal again."
NO_SUCH_ENTRY = "No entry can have this name."
PROPOSAL_GONE = "{branch} no longer exists. Start another proposal."
CLOSED = "This proposal was already {state}. Start another one."
OWN_TO_ACCEPT = "You wrote part of this proposal, so somebody else has to accept it."
UNCOMMITTED = "{path} has edits that aren't committed. Commit or undo them."
SAVED_MEANWHILE = "It has been saved since you opened it. Please check it again."
CHANGED_TOO = (
    "The published entry has changed in the same place since this proposal was begun: {names}."
    " Choose which value to keep under “Compare and choose”, then try again."
)
NOTHING_CHANGED = "It changes no field, so there’s nothing to accept."
CANT_MERGE = "It can't be merged with the published entry: {error}."
UNREADABLE_TO_ACCEPT = "The file can't be read as YAML. Ask for changes."
COMMENT_TOO_LONG = "A comment can have up to {most:,} characters. Shorten it."
NO_COMMENT = "Write a comment first."
AUTHORS_ONLY = "Only its authors can do that."
SAY_WHY = "Write a comment: what should change, or why you decline."
REVIEWERS_ONLY = "Only a reviewer can decide on a proposal."
OWN_TO_REVIEW = "You wrote part of this proposal, so somebody else has to review it."
NOT_ASKED = "Nobody has asked for a review of this proposal yet."
SAY_WHAT_CHANGED = "Tell readers what changed, in up to {most} characters."
MEANWHILE = "This proposal has changed since you opened it. Please check it again."
ONE_ERROR = "one error"
ERRORS_TO_FIX = "{n} errors"
FIX_FIRST = "Fix {count} first. {where}: {problem}"
# Until a reviewer says what a new entry brings.
FIRST_VERSION = "First version"
UNREVIEWED = (
    "A new entry needs a review. Check all of it against its sources, and tick that you did."
)

# An accepted change that is to be undone.
UNDOES = (
    "Undoes proposal {number} by {authors}, which {reviewer} accepted on {day} (“{what}”): its"
    " fields get back what they said before."
)
NOT_ACCEPTED = "Only an accepted proposal can be undone. To stop an open one, withdraw it."
UNDONE_ALREADY = "There’s nothing to undo: the entry no longer has this change."
NEW_ENTRY_STAYS = (
    "This proposal added the entry, and a proposal can’t remove one. “Undo a change” in"
    " docs/editing.md says how to do it with git."
)
MERGED_BY_HAND = (
    "This proposal was merged by hand, so it has to be undone by hand too. “Undo a change” in"
    " docs/editing.md says how to do it with git."
)
ENTRY_GONE = "The entry isn’t published any more, so there’s nothing to undo."
CANT_UNDO = (
    "This can’t be undone automatically: {error}. Propose a change of the entry, and put back the"
    " earlier values by hand."
)

# A new entry’s name.
NO_ID = "An id can’t be made from this name. Use letters a to z in it."
WINDOWS_NAME = "Windows keeps this name for a device. Choose another name."
EXISTS = "{id} already exists. Search for it above, or choose another name."
PROPOSED = "{who} already proposes {id}. Open it in the list above, or choose another name."

# Forms.
UNCLEAR_NUMBERS = (
    "It isn’t clear which number is which. Paste one result, such as MD -2.17 (95% CI -3.31"
    " to -1.03), or fill in the fields."
)
OTHER_INTERVAL = "This is a {level} interval. Only a 95% interval can be taken."
NEW_ITEM = "New {what}"
NEEDED = "This is needed."
# What is done in a file, and in a form.
IN_A_FORM = {
    "remove the line if it doesn't apply": "leave it empty",
    "remove the line": "leave it empty",
    "add the line ": "fill in ",
}
NOT_LISTED = "{value} (not in the list)"
YES_OR_NO = (("true", "Yes"), ("false", "No"))

# A file that can't be edited field by field: why, and what to do.
NOT_BY_FIELD = "this can't be edited field by field; edit the YAML instead"
NOT_FIELDS = "the file can't be read as fields; edit the YAML instead"
NO_ENTRY = "the file doesn't contain an entry"
NOT_YAML = "the file can't be read as YAML"
ALIAS = "the file uses a YAML alias"
SAME_LINES = "two changes touch the same lines"
TWICE_OR_NONE = "a field is written twice, or none would be left"
EMPTY_ITEM = "an item would be left without any field"
WHOLE_FILE = "(the whole file)"  # as its name in a form
ALL_OF_IT = "The whole file"

# Earlier versions of pages.
# What readers call the parts of an entry.
PARTS = {
    "name": "name",
    "claim": "claim",
    "verdict": "verdict",
    "why": "reasons",
    "summary": "summary",
    "findings": "findings",
    "harms": "harms",
    "cautions": "cautions",
    "delivery": "how it’s given",
    "recommendations": "guidelines",
    "disagreements": "disagreements",
    "red_flags": "red flags",
    "factors": "why it persists",
    "kinds": "kinds",
    "burden": "how many people have it",
    "pathway": "pathway",
    "caveats": "caveats",
    "unknown": "gaps",
}
NO_PAGE_THEN = "On {day} this page didn’t exist or can’t be shown."
NO_GIT = "This collection isn’t kept in git, so it has no earlier versions."
UNREADABLE = "The earlier version couldn’t be read from git."
NOT_YET = "The collection wasn’t there yet at that time."
NOT_A_VERSION = "Use a date as year-month-day, or a commit."
NO_VERSION = "No such version."
NO_DATE = "That date doesn’t exist."
TOO_EARLY = "The collection’s history starts after that date."
OLDER_FORMAT = "That version uses an older format, which this site can’t show."
TOO_LARGE = "That version is too large to be shown."

# The repository: what is wrong, and what to do.
NO_REMOTE = "the repository has no remote {remote!r}; git remote -v lists them"
NOT_COMMITTED = "{path} isn't committed on {branch}; commit it"
NOT_TRUSTED = "git doesn't trust {evidence}, as another user owns it; see git help safe.directory"
NEEDS_GIT = "proposals need git, which isn't installed"
NO_REPOSITORY = (
    "{evidence} isn't in a git repository; make it one with git init, and commit its files"
)
DETACHED = "the repository's HEAD is detached; switch to the main branch first"
ON_A_PROPOSAL = "{branch} is checked out and is a proposal; switch to the main branch first"
NO_COMMIT = "{branch} has no commit yet; commit the collection first"
LOCKED = "the repository is locked; if git isn't running, delete {lock}"
IN_THE_MIDDLE = "the repository is in the middle of {what}; finish it or abort it first"
SWITCHED = "{branch} isn't checked out any more; switch back to it"
SHALLOW = "the repository is a shallow clone, without its history; run git fetch --unshallow"
READ_ONLY = "the repository is read-only: {folder} can't be written"
NO_USER_NAME = "git has no user name here; run git config user.name and git config user.email"
CANT_FOLLOW = "the working copy can't follow {branch}: {error}; commit or undo the edits in it"
NO_COMMIT_OR_TAG = "no folder, commit or tag {name!r}"
UNREADABLE_AT = "can't read {evidence} at {name!r} from git: {error}"

# The file of users.
CANT_READ_USERS = "{path} can't be read: {error}"
TOO_SHORT = "the password is too short; use {least} characters or more"
NOT_AN_EMAIL = "{email!r} isn't an email address"
TWO_ALPHABETS = "{name} mixes letters of two alphabets that look alike; retype it"
TOO_LIKE = "{name} looks too much like {other}, who is already a user; use another name"
NO_USER = "no user {name!r}"
NOT_USERS = "{path} isn't a file of users: {error}"
USERS_ALIKE = "{path} lists somebody twice, or two people whose names look alike"
NOT_AN_ADDRESS = "{error}; write an address such as 127.0.0.1 or 10.0.0.0/8"
NOT_A_NAME = "{name!r} can't be a name; use letters, digits, spaces and .'-"
NOT_TEXT = "{row} has a value that isn't text"
NOT_A_ROLE = "{text!r} isn't a role"

# The command line of `kb propose`.
HEADER_NEEDS_PROXY = "--user-header needs --trusted-proxy: the addresses to trust it from"
READING = "reading {evidence}"
NOBODY_YET = "Nobody can log in yet. Add someone: kb propose users add NAME --role reviewer"
EDITING = "Editing {evidence}, as committed on {branch},"
AT = "at {address} (stop with Ctrl-C)"
REMOVED = "Removed {name}"
PASSWORDS_DIFFER = "the two passwords differ; try again"
NOT_TYPED = "no password given; use --no-password if a reverse proxy logs people in"
NO_PROPOSALS = "No open proposals."
OPEN_PROPOSAL = "{branch}  {state}, by {authors}, last changed {ago}"
ROLE_GIVEN = "{name} is {now} now. Saved in {path}"
ROLE_CHANGED = "{name}, who was {was}, is {now} now. Saved in {path}"
