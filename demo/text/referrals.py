"""Referrals: what the Council writes, questions and answers, reasons."""

from demo.text import lines

NEEDS = lines("""
{name} came home from hospital in spring and has not found a rhythm since. Meals are missed, post is not
  opened, and going out alone feels impossible most days. Works well with people who take time.
Long-standing voices, well managed for four years. Since the move the flat is filling up and {name} is
  ashamed to let anybody in. Wants help with sorting and with meeting people nearby.
Low mood since losing work. {name} sleeps in the day, has arrears with two companies and has stopped seeing
  the family. Motivated, and says so.
Strong anxiety on buses and in shops. {name} manages at home, and would like to reach the town centre and in
  time a course or work.
Diagnosed last year, still getting used to it. {name} wants to understand the early signs and to have
  somebody to practise the plan with.
Bipolar disorder; a difficult winter. Needs a steady week, help with money in high phases and a friendly eye on
  sleep and food.
Has lived with the parents until now and moves into a first flat. Cooking, bills and evenings alone are all new.
{name} cares for a child at weekends and finds it hard to keep the house and the mood steady on both sides.
Recovering after a long depression. Can do much alone; stalls when a letter or a telephone call is needed.
Hears voices that comment on daily tasks, so everything takes twice as long. Short visits work better than long ones.
Lost touch with friends after two admissions. The days are empty, and {name} says that is the worst of it.
Self-care drops first when {name} is unwell. Needs prompting with washing, clothes and food, in a kind way.
""")

LINKS_NEEDS = lines("""
{name} feels well enough for more than the drop-in and does not know where to begin.
Came through the hub. Wants to do something with others that has nothing to do with illness.
Uses the drop-in twice a week. Has asked about courses several times and never gone through a door alone.
Would like to work again in time. First wants to be among people and to be expected somewhere.
New in town after a long stay elsewhere. Misses a faith community and does not know which doors are open.
Very creative, and very alone with it.
""")

END_POINTS = lines("""
{name} manages the household, post and appointments alone, with a monthly call from the keyworker.
A weekly group and two contacts of {name}'s own are in place and have held for three months.
Step down to a direct payment for four hours a week.
{name} travels alone, attends a course or volunteers, and knows whom to ring when things turn.
Tenancy safe, no arrears, support from the family as agreed with them.
""")

SERVICES = lines("""
Sees the community nurse every three weeks.
Under the early intervention team.
Sees a consultant every three months; a nurse in between.
""")

QUESTIONS = lines("""
The risk assessment speaks of a dog that has bitten. Is it still in the house, and can it be shut away?
Visits before noon are asked for every day. Which of them matter most if we cannot do all seven?
Who holds the second key? The plan names a neighbour without a number.
Last year two workers were needed after dark. Does that still hold?
""")

ANSWERS = lines("""
The dog has gone to live with the brother in March. I have spoken to him.
Monday, Wednesday and Friday matter most; the others can be in the afternoon.
The neighbour is happy to give the number; it is in the amended plan I have attached.
No. That was because of a lodger who has left.
""")

WAITING = lines("""
Both evening workers are full until the end of next month. We will ring on the first of it.
Asked for a worker who speaks Bengali; ours has room from the week after next.
No free mornings in Mossley before a package there ends as planned.
""")

NOTICE = "Somebody to work every evening is to begin next month; until then nobody new can start after five."
NO_ROOM = "No worker who is there in the evenings has two hours together before the twentieth of next month."
NOTICE_ANSWER = "Thank you for telling us. The duty team will ring the person in the meantime."

DECLINED = lines("""
Fourteen hours a week are asked for from Monday. All workers together have six hours free until the end of
  next month, and no bank worker is available for nights before ten.
Two workers at a time are asked for every evening. At this time there is one evening worker with any room.
""")

INELIGIBLE = lines("""
Turned 66 before the planned start. The older people's team has been told who to ring.
Lives outside the borough and is registered with a neighbouring Council, as the address shows.
""")

WITHDRAWN = lines("""
{name} has decided to go to the sister's in Bristol instead.
Another service could start this week, and {name} prefers not to wait.
""")

ASSESSED = "Ready to begin on the birthday. Wants a worker who is not much older, and evenings rather than mornings."
CONCERN = "The risk assessment leaves out the lodger the ward mentions. Our workers would meet him alone, after dark."
CONCERN_ANSWER = "He moved out on the 2nd; the landlord has confirmed it. The amended risk assessment is attached."
SAME_DAY = "Home from the ward at noon, with nothing in the house and no money until Friday. Asks for somebody today."
SAME_DAY_RISK = lines("""
Known to us from the ward's call: calm, tired, no threat to others. Goes in daylight, two together, rings the office
  on leaving. The neighbour downstairs is not to be asked for a key.
""")[0]
WAIVED = "Lives four doors beyond the boundary and has every service on this side. The Council takes it as its own."

CONTACT_NOTES = lines("""
Text first, then ring.
Best after eleven in the morning.
No voicemail, the telephone is shared.
Ring from a number that shows.
Please do not ring in the evening.
""")

VISIT_WARNINGS = lines("""
Ring twice and wait. The dog is friendly.
Bell is broken: knock on the window to the left.
Third floor, no lift. The light on the stairs goes off quickly.
Do not use the back gate; the neighbour's dog is loose there.
Two workers after six in the evening, until the next review.
""")

COMMUNICATION = lines("""
Large print, at least 16 point
Polish, interpreter for letters and appointments
Hearing aid on the left: speak facing, no background noise
Short sentences, one thing at a time, and a written note after each visit
Easy-read letters with pictures
Urdu spoken at home; reads English
""")

COVER_LETTER = {
    "support plan": ("Care and support plan", "Needs, outcomes and agreed end point as set out in the referral."),
    "risk assessment": (
        "Risk assessment",
        "Known risks, what brings them on, what calms them, and who to ring. To be read before the first visit.",
    ),
    "revised plan": ("Revised care and support plan", "What has changed since the stay in hospital."),
    "transition plan": ("Transition plan", "From children's to adults' services: who does what, month by month."),
    "other": ("Letter", "Background from the last clinic appointment."),
}
