"""Updates to keyworkers and their answers; reviews; hours, hospital and endings."""

from demo.text import lines

HOW_IT_IS = lines("""
On the whole steadier than six weeks ago. Mornings are still slow.
Much the same as before, with one difficult week in the middle which {name} managed with the plan.
{name} is going out more, and says evenings are the hard part now.
A good stretch. {name} is proud of the flat and has asked for less help there.
More tired than usual; the new tablets may be behind it, and {name} will raise it at the clinic.
Things go forward in small steps. {name} keeps nearly every visit and rings when one cannot be kept.
A harder time after the anniversary. Food and sleep are all right.
""")

PROGRESS = lines("""
The first goal moves slowly; {name} would like a lighter one beside it.
The second goal has stalled: the group is full until next month.
Both goals move. {name} did the last step without me.
No change in the figures, but {name} speaks differently about it, with less dread.
We have split the big step into three, and that helped.
""")

CHANGED = lines("""
Nothing new beyond the above.
The benefit decision has come and is in {name}'s favour.
The landlord has written about the windows; work starts next month.
{name}'s mother is unwell, which weighs on the weekends.
{name} has stopped drinking at home.
No concerns.
""")

NEXT_WEEKS = lines("""
Keep the rhythm, one new place in the next six weeks.
The form, the dentist and one evening out.
Fewer calls, same visits. We look at the hours at the review.
Getting ready for the course; I come along to the first two.
Support with the move, then back to the plan.
""")

ANSWERS = lines("""
Thank you. I will raise the tablets with the doctor on Monday.
Good to read. Please keep the hours as they are until the review.
Thanks. I saw {name} last week and can confirm this.
Noted. I'll ring the landlord as well.
Very helpful, thank you. Could the next one say a little about evenings?
Thank you, nothing to add from me.
""")

OUTCOMES = lines("""
Support goes on as it is. {name} wants to reach the market alone by the next review.
Two goals are reached. Hours go down from next month, with a look back after eight weeks.
A new goal about work was added. The keyworker asks about permitted work.
{name} wants the same worker and earlier visits; the rota changes from Monday.
No change of hours. The plan's first page is to be rewritten with {name}'s own words.
{name} feels safe and listened to. An end of support in the next half year was spoken about for the first time.
""")

TOOK_PART = lines("""
{name}, the lead worker and the keyworker
{name}, the sister, the lead worker and the keyworker by telephone
{name}, an advocate and the lead worker
{name} and the lead worker; the keyworker read it afterwards
""")

STEP_UP = lines("""
After a bad fortnight: a visit more each week until things settle.
Moving house; extra time for six weeks and then a look back.
Back from hospital, a gentler start with more visits.
""")
STEP_DOWN = lines("""
The flat runs without us now; one visit less, at {name}'s wish.
Going to the course alone, so the Tuesday visit falls away.
As agreed at the review.
""")

HOSPITALS = {
    "mental health": ("Larkhill Unit, Ashton", "Heron Ward, Northmoor", "Beech Ward, Hyde"),
    "acute": ("Ashton Infirmary", "Northmoor Infirmary"),
    "community": ("Dale House",),
}
REPORTED_BY = ("The ward", "The keyworker, by telephone", "The person's sister", "The community nurse")
CONTINUE = "Short planned stay for new tablets; {name} keeps the Wednesday visit, which steadies everything."
RESUME = "On leave from the ward from that day, with visits to start at once so that going home works."
END = "Goes from the ward into a place with staff day and night; support at home is not coming back."

ENDINGS = {
    "goals reached": lines("""
{name} does alone what we set out to do together. Group on Thursdays, keyworker once a month, our number on the fridge.
All agreed goals are reached. {name} held a small farewell with cake.
"""),
    "step-down": lines("""
Moves on to the floating support of the housing association, two hours a week. Handed over in person.
"""),
    "direct payment": lines("""
Employs a personal assistant from now on, someone {name} knows from the allotment. First weeks planned with us.
"""),
    "choice": lines("""
{name} wants to go on without support for now and knows how to come back.
{name} said it is enough and that it was good while it lasted. Keyworker told the same day.
"""),
    "keyworker": lines("""
Keyworker's decision after the ward meeting.
"""),
    "moved": lines("""
Moved to the coast to be near the brother. Plan and numbers went along with {name}'s consent.
"""),
}

EXIT_PLANS = lines("""
Keyworker once a month for half a year; the group on Thursdays stays; our number on the fridge. What to do when mornings
  grow heavy again is on one page, with {name}'s own words.
The new service has met {name} twice with us there. Who to ring, and when, is agreed with the family.
""")
PERSON_VIEWS = lines("""
“I would not have thought I could do this alone again.”
“It was good. In the beginning you came too early in the day.”
""")
COUNCIL_VIEWS = lines("""
Reached what the plan set out. Thank you for keeping us told.
Agreed at the last review; the way back is known.
""")
PROVIDER_VIEWS = lines("""
Went well where the same worker came every week. The change of worker in summer cost us a month.
Small steps, kept up. We would begin with evenings earlier next time.
""")
STRANDS_MOVED = lines("""
After the crisis of these weeks short and close support is wanted; agreed by telephone, to be looked at in two months.
Steady again: back to the longer way of working.
""")
READMISSION = "by telephone: the same illness, the clock goes on"

HANDOVER = "A new lead worker takes over; the visit is planned anew."
ENDED = "Support has ended."
REFORMED = "New visit day agreed."
