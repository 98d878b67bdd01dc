"""Safety plans: what people wrote with their workers, in their own words."""

from demo.text import lines

WARNING_SIGNS = lines("""
I stop answering the door. I sit in the dark. I count what I have in the cupboard.
I think that everyone would be better off. I give my things away.
I can't sleep, I walk at night and I stop eating.
""")
OWN_STEPS = lines("""
A cold shower. Then the radio, loud. Then round the block, twice.
Put the kettle on and feed the birds. Write it down and tear it up.
Five things I can see, four I can hear. Then the puzzle book.
""")
DISTRACTIONS = lines("""
The library, the market on Saturdays, my nephew when he talks about football.
The allotment. Nobody asks me anything there.
The big supermarket at night. The lady at the till knows my name.
""")
PEOPLE = lines("""
My sister, any time: 01632 960311
Joan next door, until ten: 01632 960318
My friend Abel, text first: 07700 900417
""")
PROFESSIONALS = lines("""
My CPN, weekdays nine to five: 01632 960420. Crisis line, day and night: 01632 960155
The crisis team, day and night: 01632 960155. My GP, half past eight to six: 01632 960433
""")
SAFER_PLACE = lines("""
My sister keeps the tablets and gives me a week at a time.
The box goes to Joan when I feel like this. She doesn't ask.
I sleep at my brother's on the bad nights.
""")
REASONS = lines("""
My cat. My sister's wedding in June. I said I'd finish the bench.
My daughter. The garden in spring.
I want to see the sea again.
""")
UNHELPFUL = lines("""
Don't tell me to cheer up. Don't ring the police first.
Being asked the same questions by three people.
Being left alone with the form.
""")
# By the plan's columns.
SECTIONS = {
    "warning_signs": WARNING_SIGNS,
    "own_steps": OWN_STEPS,
    "distractions": DISTRACTIONS,
    "people": PEOPLE,
    "professionals": PROFESSIONALS,
    "safer_place": SAFER_PLACE,
    "reasons": REASONS,
    "unhelpful": UNHELPFUL,
}
REVIEWED = lines("""
Read it with {name} the day after. The numbers still work.
Went through it together at the kitchen table. {name} would do the same again.
""")
COPIES = (
    ("Her sister", "On paper, at home", "She gave it to her herself, at a visit"),
    ("The GP surgery", "By post", "She signed a note for it"),
)
RANG_IN_TEARS = "{name} rang in tears after a letter. Stayed on the phone until the neighbour came. Safe by then."
UNWANTED = "She would rather not write this down now. She knows whom to ring."
NO_LONGER_WANTED = "She told her worker on the phone that she feels well, and wants no plan for now."
DROPPED = "We began it on a bad day. We start again next week."
MISTAKEN = "Half of it is from a talk about something else."
