"""Updates to keyworkers and their answers; reviews; hours, hospital and endings."""

from demo.text import lines

HOW_IT_IS = lines("""
More settled overall than six weeks ago. Mornings are still slow.
Much the same. One difficult week in the middle, which {name} managed using the plan.
{name} is getting out more and says evenings are now the hard part.
A good few weeks. {name} is proud of the flat and has asked for less help with it.
More tired than usual. Could be the new tablets; {name} will raise it at clinic.
Small steps forward. {name} keeps nearly every visit and rings if they can't make it.
A harder time since the anniversary. Eating and sleeping OK.
""")

PROGRESS = lines("""
Slow progress on the first goal. {name} would like an easier one alongside it.
Second goal is on hold as the group is full until next month.
Both goals are moving. {name} did the last step without me.
Ratings haven't changed but {name} talks about it differently, with less dread.
We have split the big step into three, which has helped.
""")

CHANGED = lines("""
Nothing new to add.
Benefit decision received, in {name}'s favour.
Landlord has written about the windows. Work starts next month.
{name}'s mum is unwell, which makes weekends harder.
{name} has stopped drinking at home.
No concerns.
""")

NEXT_WEEKS = lines("""
Keep to the routine. One new place in the next six weeks.
The form, the dentist and one evening out.
Fewer calls, same visits. Hours to be discussed at the review.
Getting ready for the course. I'll go along to the first two sessions.
Support with the move, then back to the plan.
""")

ANSWERS = lines("""
Thank you. I'll raise the medication with the doctor on Monday.
Good to hear. Please keep the hours as they are until the review.
Thanks. I saw {name} last week and would agree.
Noted. I'll ring the landlord as well.
Really helpful, thanks. Could the next one say a bit about evenings?
Thank you. Nothing to add from me.
""")

PERSON_SAYS = lines("""
I like it that somebody asks and then waits.
I want to do the shopping alone next.
Evenings are long. Weekends too.
Tell them I did the phone call myself.
I am fine with how it is.
""")

OUR_ANSWERS = lines("""
Thank you. We will write about evenings in the next one.
Thanks, we will keep the hours as they are.
We have told {name} that you rang.
Noted, thank you.
""")

ASKED_BY_LINK = "Thank you. I am covering this week. Is the next review in spring or in summer?"
ANSWERED_BY_LINK = "In six months. You get the date as soon as it is agreed."
LINK_ENDED = "He has moved to another team."

OUTCOMES = lines("""
Support continues unchanged. {name} wants to get to the market alone by the next review.
Two goals achieved. Hours reduce from next month, to be reviewed after eight weeks.
New goal added about work. Keyworker will ask about permitted work.
{name} wants to keep the same worker and have earlier visits. Rota changes from Monday.
No change in hours. First page of the plan to be rewritten in {name}'s own words.
{name} feels safe and listened to. Talked about ending support in the next six months for the first time.
""")

TOOK_PART = lines("""
{name}, lead worker and keyworker
{name}, {name}'s sister, lead worker, and keyworker by phone
{name}, an advocate and lead worker
{name} and lead worker; keyworker read the notes afterwards
""")

WORKS_WELL = lines("""
The morning visits. {name} is up and ready when we come.
Going to the library together, and the list on the fridge.
Having the same worker each week.
Ringing the evening before, so that {name} knows who comes.
""")

WORKS_BADLY = lines("""
Late changes to the rota.
The bus. {name} gets home too tired to cook.
Letters still pile up between visits.
Nothing at the moment.
""")

OWN_WORDS = lines("""
I like that we talk first and then do things.
I want to try the market by myself.
Some weeks are hard. I want you to ask me why.
I feel more like myself than last year.
""")

GOAL_WORDS = lines("""
Going well.
Slower than we hoped, and worth going on with.
Nearly there.
Not started. There was too much else.
""")

REASONS = lines("""
Whether the hours are still right.
The visits in the evening, and what could be in their place.
What happens when the flat is sold.
More time to get out of the house.
""")

HOURS_STAY = lines("""
Tried for two weeks: the hours we have are right. {name} agrees.
Done in another way: the Friday visit is half an hour shorter and Tuesday longer.
The keyworker wants to wait until the spring. {name} knows.
""")

RISKS_STAY = lines("""
We went through the risk assessment with {name}: it is right as it is.
What is worse is about money. The assessment has it already, and {name} agrees.
""")

STEP_UP = lines("""
Bad fortnight: an extra visit each week until things settle.
Moving house: extra hours for six weeks, then review.
Just out of hospital: more visits to begin with.
""")
STEP_DOWN = lines("""
Managing the flat independently. One visit fewer, at {name}'s request.
Now goes to the course alone, so the Tuesday visit is no longer needed.
As agreed at the review.
""")

HOSPITALS = {
    "mental health": ("Larkhill Unit, Ashton", "Heron Unit, Northmoor", "Beech Unit, Hyde"),
    "acute": ("Ashton Infirmary", "Northmoor Infirmary"),
    "community": ("Dale House",),
}
REPORTED_BY = ("the ward", "the keyworker, by phone", "the person's sister", "the CPN")
CONTINUE = "Short planned admission for a medication change. {name} keeps the Wednesday visit, which really helps."
RESUME = "On leave from the ward from that date. Visits to start straight away so that going home works."
END = "Moving from the ward to 24-hour supported living. Community support will not restart."

ENDINGS = {
    "goals reached": lines("""
{name} now manages independently everything we set out to do. Thursday group, monthly keyworker call, has our number.
All agreed goals achieved. {name} had a small get-together with cake to mark the end.
"""),
    "step-down": lines("""
Stepping down to the housing association's floating support, two hours a week. Joint handover visit completed.
"""),
    "direct payment": lines("""
Now employing a personal assistant, someone {name} knows from the allotment. We helped plan the first few weeks.
"""),
    "choice": lines("""
{name} would like to manage without support for now and knows how to come back.
{name} feels they no longer need us and said it had been a big help. Keyworker informed the same day.
"""),
    "keyworker": lines("""
Keyworker's decision following the ward round.
"""),
    "moved": lines("""
Moved to the coast to be near their brother. Plan and contacts passed on with {name}'s consent.
"""),
}

EXIT_PLANS = lines("""
Keyworker monthly for six months. Thursday group continues. Our number is on the fridge. One page on what to do if
  mornings get hard again, in {name}'s own words.
The new service has met {name} twice with us. Who to ring, and when, is agreed with the family.
""")
PERSON_VIEWS = lines("""
“I never thought I'd be able to do this on my own again.”
“It was good. At the start you came too early in the day.”
""")
COUNCIL_VIEWS = lines("""
Achieved what was set out in the plan. Thank you for keeping us informed.
Agreed at the last review. Can be re-referred at any time.
""")
PROVIDER_VIEWS = lines("""
Worked best when the same worker visited every week. The change of worker in the summer set us back a month.
Small, steady steps. Next time we would start on evenings sooner.
""")
STRANDS_MOVED = lines("""
Following the recent crisis, short-term intensive support is needed. Agreed by phone, to be reviewed in two months.
More settled again: returning to longer-term support.
""")
READMISSION = "by phone: same illness, counted as one admission"

HANDOVER = "New lead worker taking over. Visit to be rebooked."
ENDED = "Support has ended."
REFORMED = "New visit day agreed."
