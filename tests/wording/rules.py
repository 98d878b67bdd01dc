"""Words that the project does not use, and what it says instead.

A new rule goes into LABELS when it concerns a whole label, like a heading or a button, and otherwise into RULES, with
a text that it refuses and one that passes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.wording.findings import Finding
from tests.wording.texts import NOTE, PAGE, PROSE, Text

NOTES_TOO = (PAGE, NOTE)
CODE_TOO = (PAGE, PROSE)
CODE_ONLY = (PROSE,)
EVERYWHERE = (PAGE, NOTE, PROSE)
SHOWN = 90  # characters of a long text


@dataclass(frozen=True)
class Rule:
    """A pattern and the better words. `refuses` and `passes` are examples, `where` the texts for which it holds.

    A pattern stands for whole words, in capitals or not; a space is any white space. `^` and `$` are the ends of a
    text, "…" is a value that is filled in. "(?-i:Held)" is Held with a capital only.
    """

    pattern: str
    better: str
    refuses: str
    passes: str
    where: tuple[str, ...] = (PAGE,)


RULES = [
    # Verbs that are used for everything
    Rule(
        "(is|are|was|be|been|being) told|(?<!we )(?<!you )(?<!or )were told|^told(?! by (the|…))|told (to|of)",
        "is alerted, notified, sent",
        "The keyworker is told",
        "What the person told us",
    ),
    Rule("told(?! apart)", "alert, notify, send", "Nobody was told", "Lines told apart by colour", CODE_ONLY),
    Rule("tell (it )?to nobody", "Do not share", "Tell it to nobody", "Tell your worker"),
    Rule(
        "(?<!receipt is )kept(?! (for (?!you)|until|confidential|safe|private|secret|up to date|from|to))",
        "saved, stored, recorded",
        "The correction is kept",
        "Records are kept for 8 years, and where the receipt is kept",
        CODE_TOO,
    ),
    Rule("^keep (it|this|them|the|my)", "Save", "Keep the price", "Save the price"),
    Rule(
        "stands?(?! (for|up|in for))|stood (here|there|before|until|on|in)",
        "is, appears, covers",
        "Your answer stands beside the plan",
        "Each reference stands for one record",
        CODE_TOO,
    ),
    Rule(
        "lies(?! (injured|down|awake|in bed))|lie (ahead|before|after|between|open|in)",
        "is, is in the future",
        "This visit lies ahead",
        "This visit is in the future",
        CODE_TOO,
    ),
    Rule(
        "(goes|go|went) on(?! (hold|leave|call|holiday|trips?|to a|to the|the|a|an)\\b)|gone on with",
        "continue, restart",
        "Support goes on during the stay",
        "Support goes on hold",
        CODE_TOO,
    ),
    Rule("(is|are|was|were) to be", "must be, will be, is due", "It is to be logged", "It must be logged", CODE_TOO),
    Rule(
        "(is|are|be|been|being|to) taken on|tak(e|es|ing|en) (it|this|them|people) on|to take on|^taken? on",
        "accept, pick up, deal with",
        "To be taken on",
        "Workers who can take someone on",
        NOTES_TOO,
    ),
    Rule(
        "tak(e|es|ing|en) (them )?in(?! (turn|turns|part)\\b)",
        "import",
        "Nothing is taken in yet",
        "They take in turn",
    ),
    Rule("bring (a file|it as)|brought", "upload, import", "Bring a file", "Upload a file"),
    Rule("take (the import|a file) back|taken back", "undo, withdraw", "Take the import back", "Undo import"),
    Rule("tak(e|en) (it )?up again|apart again", "reopen, undo", "A goal taken up again", "A goal reopened"),
    Rule("take (the |this )?(pack|plan)", "download, withdraw", "Take this pack", "Download"),
    Rule("hand(s|ed)? (them |it |my notes )?in", "send", "Hand my notes in", "Hand the phone to somebody"),
    Rule("write down|written down|wrote down", "record, enter", "What was written down", "Write a summary"),
    Rule("key(ed)? in", "add, enter", "Key in a referral", "Add a referral", NOTES_TOO),
    Rule("put (it |this )?in(to)? force", "make live", "Put it in force", "It is in force"),
    Rule("put right", "fix, correct", "Put right what was asked", "Fix the points above"),
    Rule("talk(s|ed|ing)? (it )?over", "discuss", "It is talked over", "We talked about it"),
    Rule("begun|^begin", "started, draft, start", "A plan is begun", "Before support begins"),
    Rule("waits", "is waiting, needs", "The referral waits", "The referral is waiting"),
    Rule("what (came|comes|became|becomes) of|(come|came) of it", "outcome, result", "What came of it", "Outcome"),
    Rule("^say", "Enter, choose, give", "Say why", "Give a reason"),
    Rule(
        "^select|select (?=(a|all|an|at|how|the|what|when|where|whether|which|who|why|your)\\b)",
        "choose",
        "Select one",
        "Choose one",
    ),
    Rule("it is noted", "(say what happened)", "It is noted that two go", "Check-in is off"),
    Rule(
        "give (it|them|these|this|the people|access|somebody) (to|back|visits|of)|be given somebody",
        "reassign, share, restore",
        "Give these visits to others",
        "Reassign these visits",
    ),
    Rule("counts? nowhere|counted nowhere", "is not counted", "The entry counts nowhere", "It is not counted"),
    Rule(
        "^it is (recorded|closed|cancelled|done|sent|moved|changed)(?=\\.|$)",
        "Recorded. Closed.",
        "It is closed.",
        "It is closed until 3 May.",
    ),
    Rule("say (that )?you have it", "accept the call", "Say that you have it", "Accept the call"),
    Rule("changed by you", "your change was not saved", "Nothing was changed by you", "You changed this"),
    Rule("came between", "why not", "What came between?", "Why not?"),
    Rule("speaks? for the person", "the record we keep using", "That one speaks for the person", "Use that record"),
    Rule("they carry|who carr(y|ies)", "caseload, who is responsible", "What they carry", "Who is responsible"),
    Rule("does not hold", "breaks down", "If it does not hold", "If it breaks down"),
    Rule("is cover (from|for)", "covering", "Maya is cover from 10 May", "Maya covering from 10 May"),
    Rule("is filled in from", "we have drafted", "It is filled in from your visits", "We have drafted this"),
    Rule("look (today|now|…) at", "look at … today", "Please look today at P-1", "Please look at P-1 today"),
    Rule("take over what", "copy", "Take over what you want", "Copy what you want"),
    Rule("tak(e|en) (this version )?further", "discard", "It is not taken further", "It is discarded"),
    Rule("sa(id|ys) otherwise", "reworded, decided differently", "A goal is said otherwise", "A goal is reworded"),
    Rule("has come and", "new", "A referral has come and is read", "Support has come to an end"),
    Rule("asks? a question|with a question", "needs checking", "A note asks a question", "Ask for help"),
    Rule("look(s|ed|ing)? at (\\S+ ){0,3}again|look again", "review, refresh", "Looked at again", "Look at the note"),
    Rule("does not fit any ?more", "someone changed this", "It does not fit any more", "It does not fit here"),
    Rule("(somebody|someone|nobody|no one) comes", "visit agreed, no visit", "Nobody comes", "When she comes home"),
    Rule("put (somebody|someone) on|off call", "add, remove", "Take Ben off call", "Remove from the rota"),
    # Nouns that stand for another
    Rule(
        "(?<!waiting )(?<!meeting )(?<!consulting )(?<!living )room",
        "capacity",
        "No room for this referral",
        "In the waiting room",
        CODE_TOO,
    ),
    Rule("want of", "lack of, no", "For want of capacity", "No capacity", EVERYWHERE),
    Rule(
        "(?<!round )(?<!around )the clock(?! of the phone)", "automatic", "Closed by the clock", "Help round the clock"
    ),
    Rule(
        "by the clock|the clock (asks|closes|does|ends|looks|makes|raises|runs|sends|watches)|for the clock",
        "a scheduled job",
        "The clock makes the row",
        "Set the clock to 1 February",
        CODE_ONLY,
    ),
    Rule("lapse[sd]?|lapsing", "expire", "Training lapsed", "Signs of relapse", EVERYWHERE),
    Rule(
        "(?-i:Held)|held (days?|because)|(reviews?|packages?) held|(?<!\\bon )held (on|in|with)\\b",
        "on hold; conducted",
        "Last held day",
        "On hold: in hospital",
    ),
    Rule(
        "(is|are|was|were|be|been) held(?! (about|back))",
        "is on hold (hospital), conducted (review), stored (data)",
        "The review was held",
        "The review was conducted",
    ),
    Rule("(holds?|holding) (a|the|this) review", "conduct", "Hold the review", "Conduct the review", EVERYWHERE),
    Rule(
        "str(ike|ikes|iking|uck)( \\S+){0,4} through|struck|^strike",
        "mark as entered in error",
        "Strike this entry through",
        "There was a bus strike",
    ),
    Rule("mend(s|ed|ing)?", "correct, fix", "Mend the file", "Correct the file", CODE_TOO),
    Rule("weigh(s|ed|ing)?(?! (little|less|more|\\d))", "assess", "Weigh the risks", "It weighs 70 kg", CODE_TOO),
    Rule("(the|this|a|every) watch|(is|are|not|be|being) watched", "lone-working check", "The watch is over", "We met"),
    Rule("openings|(an|each|every) opening", "access log", "Openings for safeguarding", "Opening hours"),
    Rule("tellings?", "alert", "The telling of today", "The alert of Monday"),
    Rule("(last|without|no) movement|nothing (has )?moved", "activity, progress", "Last movement", "Last activity"),
    Rule("ceilings?", "cap", "A ceiling for her hours", "A cap on hours"),
    Rule(
        "part of life|parts of (a |the |their |your )?life", "area of life", "Part of life", "Area of life", NOTES_TOO
    ),
    Rule("editions?", "version", "Edition 2", "Version 2"),
    Rule("particulars", "details", "Particulars", "Details"),
    Rule("declared relations?", "personal connection", "A declared relation", "Declare a personal connection"),
    Rule("last tick", "last background run", "Last tick 09:12", "Last background run 09:12"),
    Rule("the first first", "in order, best first", "One on each line, the first first", "In order of priority"),
    Rule("whole-time", "full-time", "A whole-time worker", "A full-time worker"),
    Rule("who of the", "who at the", "Who of the Council agreed", "Who at the Council agreed"),
    Rule("the contract's tests?", "criteria", "The contract's tests", "The contract's criteria"),
    Rule("tell them today", "same-day alert", "Tell them today: P-1", "Same-day alert: P-1"),
    Rule("responses? on the same day", "same-day response", "A response on the same day", "A same-day response"),
    Rule("(rota|visits|hours|plan) of this person", "this person's", "Rota of this person", "This person's rota"),
    Rule("and the six days after", "week of …", "Monday 23 May and the six days after", "Week of 23 May"),
    Rule("your post", "your role", "Your post does not include this", "Your role"),
    Rule("(?<!in )your words", "your text", "Your words are below", "What you want, in your words"),
    Rule("(hours|visits|people) in all", "in total", "8 hours in all", "8 hours in total", NOTES_TOO),
    Rule("at this pace", "forecast", "At this pace", "Forecast"),
    Rule("heard of", "checked in, seen", "Phone last heard of", "Phone last seen"),
    Rule("(a|without|with) signal", "offline, online", "Use this without a signal", "I expect no mobile reception"),
    Rule("unwanted mail", "junk folder", "Look among unwanted mail", "Check your junk folder"),
    Rule("offline pack", "Downtime pack", "Offline pack", "Downtime pack"),
    # Old or literal words
    Rule("^whom|whom to|with whom", "who, who with", "Whom to ring", "By whom it was assessed"),
    Rule("need not", "do not have to", "You need not answer", "You do not have to answer"),
    Rule("anybody new", "anyone new", "Not shared with anybody new", "Not shared with anyone new"),
    Rule("besides", "other than, as well as", "Besides English", "Languages other than English"),
    Rule("anew|afresh", "again", "Log the visit anew", "Log the visit again", EVERYWHERE),
    Rule("shall(?! we)", "will", "How we shall know", "Shall we meet?", EVERYWHERE),
    Rule("nought", "0", "Nought to ten", "0 to 10", EVERYWHERE),
    Rule("e-mail(s|ed|ing)?", "email", "Your e-mail", "Your email", EVERYWHERE),
    Rule("^no ?body|(?-i:Nobody)", "No one", "Nobody is on the rota", "No one is on the rota"),
    Rule("to nobody|nobody (stands|waits)", "no one", "It goes to nobody", "It goes to no one"),
    Rule("of (today|tomorrow|yesterday)", "today's", "The visits of today", "Today's visits"),
    Rule("\\d in the (morning|evening|afternoon)|\\d at night", "8am, 10pm", "8 in the morning", "8am to 10pm"),
    Rule("days late|… late|… coming", "overdue, due", "Three days late", "Three days overdue"),
    Rule("before the door", "before you knock", "Maya: before the door", "Maya: before you knock"),
    Rule("first day back", "back on", "The first day back", "Back on 3 May"),
    Rule("half of the responses", "median response time", "Half of the responses", "The median response time"),
    Rule("stay where you are safe", "stay somewhere safe", "Stay where you are safe", "Stay somewhere safe"),
    Rule("nothing about health", "do not record medical details", "Nothing about health", "Do not record it"),
    Rule("(two|three|four|…) visits running", "in a row", "Three visits running", "Three visits in a row", NOTES_TOO),
    Rule("with (commas|semicolons|;) between", "separated by", "Towns, with commas between", "Separated by commas"),
    Rule("all the same", "anyway", "Plan it all the same", "Plan anyway"),
    Rule("least (age|per)|of at least \\d", "minimum", "Least age", "Minimum age"),
    Rule("ahead of (its|their|the) (day|time)", "before it is due", "Raised ahead of its day", "Before it is due"),
    Rule("the record (knew|knows)", "recorded late", "The record knew nothing of it", "Recorded late, on 3 May"),
    Rule("from elsewhere", "a personal connection", "Somebody X knows from elsewhere", "A personal connection"),
    Rule("rather not say", "prefer not to say", "I'd rather not say", "I prefer not to say"),
    Rule(
        "the contract (says nothing|names (no|none)\\b)", "Not in this contract", "The contract names none", "Not in it"
    ),
    Rule("the Council asks for", "what support is for", "Outcomes the Council asks for", "Outcomes"),
    Rule("covers? the time", "the period", "Covers the time since May", "Covers the period from May"),
    Rule("rated … at first", "first rated", "Rated … at first", "First rated …"),
    Rule("… hours?…? (ago|since)", "5 days ago", "… hours ago", "5 days ago"),
    Rule("h (is|are) needed", "hours are needed", "… h are needed", "2 hours are needed"),
    Rule("(signed|prepared|stored|shared|kept) apart", "separately", "Signed apart", "Signed separately"),
    Rule("pounds so far", "cumulative spend (£)", "Pounds so far, by month", "Cumulative spend (£)"),
    Rule("is on or after the first", "must be after", "The last is on or after the first", "It must be after it"),
    Rule("figures of …|^figures of", "as at", "Figures of 28 May", "As at 28 May"),
    Rule("name the columns", "match the template", "It does not name the columns", "It does not match the template"),
    Rule("Q([1-4]|…) (20\\d\\d|…)", "Jul–Sep 2026", "Q3 2026", "Jul–Sep 2026"),
    # Forms and lists
    Rule("needs an answer", "Enter …, Choose …", "“Name” needs an answer", "Enter the name", EVERYWHERE),
    Rule("ensure (this|that) value", "… must be between … and …", "Ensure this value is 1", "It must be 1"),
    Rule(
        "^enter an? ((real|valid|whole) )?(date|time|number|number of hours)$",
        "Enter the date of the review",
        "Enter a date",
        "Enter the start date",
    ),
    Rule("(throw|throws|thrown|throwing) (it )?away", "Start again", "Throw away what I typed", "Start again"),
    Rule(
        "(first|later) in line|(earlier|later) to end|(further|next|later|earlier) (lines|places|rows)|^next people",
        "Previous, Next",
        "Further lines",
        "Next page",
    ),
    Rule("lines before|parts of this list", "Previous, Page navigation", "Lines before", "Previous page"),
    Rule("sign(s|ed|ing)? through", "sign", "Sign through the list", "Sign the list"),
    Rule("^around …", "Key people", "Around …", "Key people"),
    Rule("^let go|^changed into another", "No longer wanted, Replaced", "Let go: not wanted", "No longer wanted"),
    Rule("^serves", "Council outcome", "Serves: better health", "Council outcome: better health"),
    # Docstrings and comments
    Rule(
        "(what|that|which|it) holds of", "of whom it is true", "What holds of the rows", "Rows of the user", CODE_ONLY
    ),
    Rule("(the|a|its) words? for(?! word)", "text, label", "The word for one block", "The label of a block", CODE_ONLY),
    Rule(
        "of what(?! (you|we|they))", "of the …", "The digest of what was sent", "The digest of the answers", CODE_ONLY
    ),
    Rule("whether it was", "Return True if", "Warn once; whether it was news", "True if it was sent", CODE_ONLY),
]

# Whole labels; capitals count, the colon or full stop after them does not.
LABELS = {
    # Navigation and home
    "Standing": "Status",
    "How it stands": "Status",
    "Late and coming": "Overdue and due",
    "Late": "Overdue",
    "Ahead": "Not due yet",
    "Not heard of": "Not checked in",
    "Update to keyworker": "Keyworker update",
    "Update to the keyworker": "Update from …",
    "To read and sign": "Read and sign",
    "Three visits missed": "Three missed visits in a row: follow up",
    "Documents of the Council missing": "Council documents missing",
    "Give to somebody else": "Reassign",
    "Nothing is waiting for you": "You have nothing to do right now",
    "That day is counted": "Includes this date",
    "Or from": "From",
    "every day, evenings included": "every day, including evenings",
    "Skip to the page's content": "Skip to main content",
    "See what it means": "Continue",
    "Do": "Actions",
    "Good": "Saved",
    # Visits
    "Two of us go": "Two workers going (check-in off)",
    "I am alone after all": "I'm going alone after all",
    "I stay longer": "I'm staying longer",
    "No signal there": "I expect no signal at this visit",
    "You are asked again later": "We'll ask you again at …",
    "At the door": "Warning: read before you knock",
    "Last time you agreed": "Agreed last time",
    "The whole record": "Open full record",
    "If it goes wrong": "If something goes wrong",
    "What we do if it goes wrong": "If something goes wrong",
    "Did it happen?": "Did the visit go ahead?",
    "It happened": "Took place",
    "The person declined": "Person declined",
    "If it was cancelled: how long before?": "How much notice was given?",
    "If the person was in hospital that day: why you met": "Person was in hospital: reason for this contact",
    "Giving medication: this was done, although the service does not do it": "I gave medication (outside our service)",
    "Times": "Start and end time",
    "Began now": "Started now",
    "Ended now": "Finished now",
    "How": "How did you meet?",
    "With": "Lead worker, Who with?",
    "Were they reached?": "Did you get through?",
    "No, it was tried": "No, I tried",
    "About what": "What about?",
    "What changed by it": "What changed as a result?",
    "Not said": "Not recorded",
    "At our place": "At our office",
    "Goals worked on": "Goals you worked on",
    "Goal rated": "Rate a goal",
    "Whose rating": "Who gave the rating",
    "Signs noticed": "Any change noticed?",
    "Who should know, and when": "Who needs to know?",
    "Travel there and back": "Travel time in minutes",
    "Typed": "Entered by hand",
    "Said to be as planned": "Confirmed as planned",
    "Correct it": "Correct this record",
    "Asked for today": "Same-day request",
    "This visit does not take place": "Cancel this visit",
    "It does not take place at all": "Cancel this visit instead",
    "Two at once": "Clash",
    "Visits and cover by hour": "Staffing by hour",
    "Marks": "Day type",
    "Most visits at once": "Busiest hour",
    "Short hours": "Understaffed hours",
    "Workers there": "Staff available",
    "Discard it": "Delete draft",
    "It is not needed": "I don't need this",
    "Not safe now? 999": "In danger? Call 999",
    "Settled": "Sorted",
    "The visit that is there": "The visit already recorded",
    "I have it": "I'm dealing with this",
    "They answered, or did not": "Record the result of your call",
    "Every step": "Timeline",
    "Act now: seen at a visit": "Urgent concern from a visit",
    "Calls and who is alone": "On call: help requests and lone workers",
    "Take off": "Remove",
    "The same day for one day only": "For one day, repeat the date",
    "Who asks": "Who asked?",
    "Name the visit": "Link the visit",
    "The visit that was made": "Visit made",
    "Who used them": "Who downloaded it",
    "Lines": "Group by",
    "Other lines, period or contract": "Change view",
    "By lead or buddy": "% by lead or buddy worker",
    "Same as plan": "% as planned",
    # The person and the plan
    "Who looked": "Access log",
    "What happened": "Timeline",
    "Making contact": "Contact details",
    "Recorded twice?": "Merge duplicate record",
    "Ring from a number that shows": "Do not withhold your number",
    "now on": "ongoing",
    "Length of stay": "Time in service",
    "Followed by": "Next package",
    "Now and ahead": "Current and future",
    "Who cannot, and why": "Not available, and why",
    "Why here": "Why suggested",
    "As": "Role",
    "Same stay or new": "Same admission or a new one",
    "Another ward, or leave": "Ward transfer or leave",
    "What the stays mean for support": "How this affects support",
    "Warned": "Warning sent",
    "To know": "Notes",
    "What was agreed has been reached": "Agreed outcomes achieved",
    "Lives without support": "Living independently",
    "Support by direct payment": "Direct payment",
    "What else should be known of this end": "Anything else to record",
    "What we say": "Provider's view",
    "With the person": "Shared with the person, awaiting reply",
    "Said about it": "Comments",
    "Say something": "Add a comment",
    "Write an answer": "Reply",
    "Said in person": "Agreed verbally",
    "Beside the plan": "Related",
    "Take it out": "Remove",
    "Not done after all": "Mark as not done",
    "Something achieved": "Add an achievement",
    "A score of another measure": "Add another outcome score",
    "Every time": "All results",
    "What reduces it": "Control measures",
    "What may happen": "What could happen",
    "Which way takes the least freedom away, and still helps?": "What is the least restrictive way?",
    "Drop it": "Withdraw",
    "How is life to be then?": "What will life look like?",
    "What has to be true": "Before support ends",
    "What has to be true before support ends?": "What needs to be in place first?",
    "Who carries on with what?": "Who will do what after support ends?",
    "By the person, signed in": "Agreed by … online",
    "We, the provider": "The provider",
    "To be written": "Due",
    "No longer due": "Not needed",
    "Signs that things get harder": "Signs I am getting unwell",
    "This goal has a rest now": "We stopped working on this for now",
    "Do not show me how it changes": "Hide my scores",
    "Tell them": "Send to …",
    "All the details": "Go to the full page",
    "How to come to us": "How to get support",
    # Referrals, staff, money, returns, contracts, import
    "Sent, to be decided": "New: needs a decision",
    "Question put to the referrer": "Query with referrer",
    "What endangers staff": "What is the risk to staff?",
    "Concern for staff": "Staff safety concern",
    "Who is this?": "Is this person already on Casework?",
    "Somebody else who is known here": "Someone already on Casework",
    "As referred": "Referral",
    "As known here": "Our record",
    "Tell the Council": "Send notice to the Council",
    "Covered": "Council notified",
    "Bands of the waiting list": "Waiting-list priorities",
    "Most free with one worker": "Largest single gap",
    "Away in the next four weeks, a week": "Average weekly absence, next four weeks",
    "Away ahead": "Planned absence",
    "Workers and what they carry": "Staff caseloads",
    "Given": "Allocated",
    "Of": "Contracted",
    "Working alone, and calming a situation": "Lone working and de-escalation",
    "Another way": "Self-described",
    "What to mind when making contact": "Anything we must know before contacting them",
    "Where in life help is wanted": "Areas of life the person wants support with",
    "Nobody yet": "Not assigned",
    "The same": "As above",
    "No cover needed": "Leave uncovered",
    "spent so far": "Spend to date",
    "At most": "Maximum budget",
    "For an hour": "Hourly rate",
    "Block": "Block payment",
    "Over two years": "Trend (8 quarters)",
    "Remark": "Note",
    "Counts": "Count",
    "What the figures do not say": "Commentary",
    "What it says": "Your row",
    "What is to be known": "Problem",
    "As it is already": "No change",
    "Perhaps known already": "Possible duplicate",
    "All of them are new": "Treat all as new people",
    "Bodies are healthier": "Better physical health",
    "Life feels better, with more confidence": "Better quality of life and confidence",
    "More people have advice and support made for them": "Tailored advice and support",
    "Those whom services seldom reach are reached": "Reaching under-served groups",
    "The benefits that are theirs": "Receiving the benefits they are entitled to",
    "Concerns that the Council made an enquiry": "Concerns that became a safeguarding enquiry",
    "Jobs, courses and other things gained": "Employment, training and other achievements",
    "judge notes from phones": "Check offline notes",
    "forget old unsaved texts": "Delete old drafts",
    "make planned visits of rules": "Create repeating visits",
    "People move regularly": "More people exercise regularly",
    "Body and health": "Physical health",
    "Staying well in myself": "Mental wellbeing",
    "Things I enjoy": "Leisure and interests",
}


def compiled(pattern: str) -> re.Pattern:
    """Return a rule's pattern as a regular expression of whole words. A look behind needs a fixed width."""
    parts = re.split(r"(\(\?<!.*?\))", pattern)
    spaced = "".join(part.replace(" ", r"\s" if part.startswith("(?<!") else r"\s+") for part in parts)
    return re.compile(rf"(?<![\w-])(?:{spaced})(?![\w-])", re.IGNORECASE)


PATTERNS = [(rule, compiled(rule.pattern)) for rule in RULES]
# All patterns in one: most texts hold none of them, and are asked once.
ANY = {
    audience: compiled("|".join(rule.pattern for rule in RULES if audience in rule.where)) for audience in EVERYWHERE
}


def refused_words(text: Text) -> Iterator[Finding]:
    """Yield what the rules refuse in this text."""
    label = re.sub(r"[:.]$", "", " ".join(text.text.split()))
    if text.audience in NOTES_TOO and label in LABELS:
        yield _finding(text, text.line, label, LABELS[label], rule="a whole label")
        return
    if not ANY[text.audience].search(text.text):
        return
    for rule, pattern in PATTERNS:
        if text.audience in rule.where:
            for match in pattern.finditer(text.text):
                yield _finding(text, text.line_of(match.start()), match[0], rule.better, rule=rule.pattern)


def _finding(text: Text, line: int, words: str, better: str, *, rule: str) -> Finding:
    words, shown = " ".join(words.split()), " ".join(text.text.split())
    if len(shown) > SHOWN:
        first = max(0, min(shown.find(words) - SHOWN // 3, len(shown) - SHOWN))
        last = first + SHOWN
        shown = f"{'…' if first else ''}{shown[first:last]}{'…' if last < len(shown) else ''}"
    return Finding(text.path, line, rule, f'"{shown}" – “{words}”: say “{better}”')
