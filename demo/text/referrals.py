"""Referrals: what the Council writes, questions and answers, reasons."""

from demo.text import lines

NEEDS = lines("""
{name} was discharged from hospital in the spring and has struggled to get back into a routine. Misses meals,
  does not open post and finds it very hard to go out alone. Works well with people who take their time.
{name} has heard voices for many years, well managed for the last four. Since moving, the flat has become
  cluttered and {name} is embarrassed to have visitors. Would like help with sorting and meeting people locally.
Low mood since losing their job. {name} sleeps during the day, has arrears with two utility companies and has
  lost contact with family. Motivated to change this.
Severe anxiety on buses and in shops. {name} manages at home and would like to get to the town centre and, in
  time, do a course or find work.
Diagnosed last year and still coming to terms with it. {name} wants to understand the early warning signs and
  would like support to use the relapse plan.
Bipolar disorder, with a difficult winter. Needs a steady weekly routine, help with money during high phases and
  someone to keep an eye on sleep and food.
Has always lived with parents and is moving into a first flat. Cooking, bills and evenings alone are all new.
{name} has their child at weekends and finds it hard to keep on top of the house and their own mental health.
Recovering from a long depression. Manages a lot independently but gets stuck with letters and phone calls.
Hears voices commenting on everyday tasks, so everything takes twice as long. Short visits work better than long ones.
Lost touch with friends after two admissions. Has very little to do in the day and {name} says this is the worst part.
Self-care is the first thing to go when {name} is unwell. Needs gentle prompts with washing, clothes and food.
""")

LINKS_NEEDS = lines("""
{name} feels ready for more than the drop-in but is not sure where to start.
Came through the hub. Would like to do something social that is nothing to do with mental health.
Comes to the drop-in twice a week. Has asked about courses several times but is too anxious to go alone.
Would like to work again eventually. First wants to be around people and have somewhere to be.
New to the area after a long time elsewhere. Misses belonging to a faith community and does not know what is here.
Very creative, but isolated.
""")

END_POINTS = lines("""
{name} manages their home, post and appointments independently, with a monthly call from the keyworker.
{name} goes to a weekly group, is in regular contact with two people and has kept this up for three months.
Step down to a direct payment for four hours a week.
{name} travels alone, attends a course or volunteers, and knows who to contact if things get worse.
Tenancy is secure, no arrears, and family support is in place as agreed with them.
""")

SERVICES = lines("""
Sees the CPN every three weeks.
Under the early intervention team.
Sees the consultant every three months, and a nurse in between.
""")

QUESTIONS = lines("""
The risk assessment mentions a dog that has bitten someone. Is it still at the property and can it be shut away?
You have asked for a morning visit every day. Which days matter most if we cannot cover all seven?
Who has the spare key? The plan mentions a neighbour but gives no number.
Two workers were needed after dark last year. Is that still the case?
""")

ANSWERS = lines("""
The dog was rehomed with the brother in March. I have checked with him.
Monday, Wednesday and Friday are the priority. The others can be afternoons.
The neighbour is happy to share her number. It is in the amended plan, attached.
No. That was because of a lodger who has since moved out.
""")

WAITING = lines("""
Both evening workers are full until the end of next month. We will ring you on the 1st with an update.
Bengali-speaking worker requested. Ours has capacity from the week after next.
No free mornings in Mossley until another package there ends as planned.
""")

NOTICE = "A new evening worker starts next month. Until then we cannot start anyone who needs visits after 5pm."
NO_ROOM = "None of our evening workers has two hours free together before the 20th of next month."
NOTICE_ANSWER = "Thank you for letting us know. The duty team will ring the person in the meantime."

DECLINED = lines("""
14 hours a week are requested from Monday. The whole team has six hours free until the end of next month, and
  we have no bank worker for evenings before the 10th.
Two workers are requested every evening. We currently have one evening worker with any capacity.
""")

INELIGIBLE = lines("""
Turns 66 before the planned start date. We have given the referrer the number of the older people's team.
Lives outside the borough, with a neighbouring Council, according to the address given.
""")

WITHDRAWN = lines("""
{name} is moving in with their sister in Bristol instead.
Another service can start this week and {name} would rather not wait.
""")

ASSESSED = "Ready to start on their birthday. Would like a worker close to their own age, and evening visits."
CONCERN = "The risk assessment leaves out the lodger the ward mentioned. Our workers would meet him alone, after dark."
CONCERN_ANSWER = "He moved out on the 2nd, confirmed by the landlord. Amended risk assessment attached."
SAME_DAY = "Discharged at noon with no food in and no money until Friday. Asking for someone to visit today."
SAME_DAY_RISK = lines("""
Ward describes them as calm, tired and no risk to others. Two workers to visit in daylight and ring the office
  when they leave. Do not ask the neighbour downstairs for a key.
""")[0]
WAIVED = "Lives four doors over the boundary but gets all services from this side. The Council accepts responsibility."

CONTACT_NOTES = lines("""
Text first, then ring.
Best after 11am.
No voicemail: shared phone.
Do not withhold your number.
Please do not ring in the evening.
""")

VISIT_WARNINGS = lines("""
Ring twice and wait. Dog is friendly.
Bell is broken: knock on the left-hand window.
Third floor, no lift. Stair light goes off quickly.
Do not use the back gate: neighbour's dog is loose.
Two workers after 6pm until the next review.
""")

COMMUNICATION = lines("""
Large print, at least 16 point
Polish interpreter for letters and appointments
Hearing aid in left ear: face them when you speak, no background noise
Short sentences, one thing at a time, and a written note after each visit
Easy-read letters with pictures
Speaks Urdu at home; reads English
""")

COVER_LETTER = {
    "support plan": ("Care and support plan", "Needs, outcomes and agreed end point as set out in the referral."),
    "risk assessment": (
        "Risk assessment",
        "Known risks, triggers, what helps, and who to contact. Please read before the first visit.",
    ),
    "revised plan": ("Revised care and support plan", "What has changed since the hospital admission."),
    "transition plan": ("Transition plan", "From children's to adults' services: who does what, month by month."),
    "other": ("Letter", "Background from the last clinic appointment."),
}

# From the referrer, after sending.
ADDED = "His brother stays with him for now. He has a large dog, which is kept in the kitchen."
