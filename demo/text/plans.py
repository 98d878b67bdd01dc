"""Support plans: what matters, how best to support, who took part; comments and reasons around them."""

from demo.text import lines

MATTERS = lines("""
My flat is the first place that's been mine. I want to keep it, and I want it quiet after nine.
My daughter, my cat and my music, in that order. I drove buses for eleven years and I like being on time.
That people ask before they decide. I've had enough decided for me.
My garden. My mum's recipes. Being called by my name and not by an illness.
I need to know what's happening next. Surprises, even nice ones, throw me.
Football on Saturdays, church on Sundays, and my nephew who thinks I'm funny.
Peace and quiet. A locked door, a warm room and someone to ring when things go wrong.
I like things done properly. I used to repair watches. I miss the small tools and the quiet.
Being useful. I've looked after other people all my life and I don't know how to be looked after.
My language. I think in Urdu when I'm tired, and it helps when people wait.
Getting back to who I was before that winter.
Books, tea, my chair by the front window. My sister on the phone every evening at six.
Being seen as a dad. Everything else can wait.
The dog gets me out twice a day. Without her I'd have stayed in bed for a year.
Not being a burden. And not being told I'm one of the easy ones either.
""")

SUPPORT = lines("""
Come when you said you would. If you're late, text me. If I don't answer, ring once and wait five minutes.
Say one thing at a time. Write it down. Don't finish my sentences, I do get there.
Walk with me, I talk better walking. Don't ask how I am at the door, ask me later.
When I go quiet, stay and do something with your hands. When I talk fast, tell me kindly.
Let me try first. Step in when I look at you, not before.
Mornings are bad until the tablets wear off, so come after eleven.
Be straight with me. I can cope with a no, but not with a maybe that drags on.
Same worker as often as you can. If someone new is coming, bring them along once first.
Remind me that I've done it before. I forget the good days.
No perfume, please, and shoes off at the door. Then I can listen.
If I cancel twice, it's not you. Ring me on the third day and don't make a big thing of it.
Ask me what I've eaten, just in passing. I won't tell you otherwise.
""")

WHO_MATTERS = lines("""
My sister Ines, who rings every evening. My neighbour across the landing. Not my cousin, please.
My two sons, though I only see the younger one at weekends. My friend from the allotment.
No one lives nearby. My cat, and the woman at the library who saves books for me.
My mum, in small doses. The people at the Thursday group.
""")

COMMUNICATE = lines("""
Text me, don't ring before noon. If it's important, write it down for me.
I speak slowly and think before I answer. If I go silent it doesn't mean no.
Plain words, please. If I nod too fast, I haven't understood.
I can't hear well on my left. Sit on my right and let me see your face.
""")

GOOD_DAYS = lines("""
I'm up before nine, the radio's on, and I've been out once before dinner.
I've cooked something and someone else has eaten it too.
I laugh at something. I answer the phone.
The curtains are open and I've slept through.
""")

BAD_DAYS = lines("""
I stay in bed and the post piles up by the door. A brew next to the bed helps. Questions don't.
Everything's too loud. I need the lights low and no one rushing me.
I think everyone is talking about me. If you are, tell me what about.
I can't decide anything, not even what to eat. Help me with the small things.
""")

EARLY_SIGNS = lines("""
I stop answering messages. I wear the same jumper for days. I start tidying at night.
I talk faster, sleep less and spend money on things for other people.
I cancel twice in a row and say it's a cold.
I keep the blinds down and stop feeding the birds.
""")

# By the plan's columns.
SECTIONS = {
    "matters_to_me": MATTERS,
    "who_matters": WHO_MATTERS,
    "support_me_best": SUPPORT,
    "how_i_communicate": COMMUNICATE,
    "good_days": GOOD_DAYS,
    "bad_days": BAD_DAYS,
    "early_signs": EARLY_SIGNS,
}

# Who else took part: role, name, how.
PARTICIPANTS = (
    ("advocate", "Wanda Prosper, Riverbank Advocacy", "At the second meeting, for the section on money."),
    ("carer", "a sister", "By phone, once the first half was written."),
    ("keyworker", "a social worker", "Read the draft and sent two comments."),
)

ACHIEVED = "{name} says so, and seen on visits over the last month."

TOOK_PART = lines("""
{name} wrote the first half alone. We did the rest together over two visits.
{name} talked and I wrote. Read it back and changed three things.
Done with {name} and {name}'s sister. It is all in {name}'s words.
Written with {name} at the kitchen table over three mornings.
With {name}, and an advocate for the section on money.
""")

SECOND_TIME = lines("""
I've got further than I thought since the last plan. I want less help in the house and more outside it.
A year on and the flat is fine. What I want now is people.
I'm steadier. Let me do the mornings on my own and keep Thursdays for going out.
The last plan was about getting through the week. This one is about what I want to do with it.
""")

QUOTE = '{name} says: "{words}"'
COMMENTS = lines("""
Please put "proper meals". That's what I said.
I'd rather my brother's name wasn't in here.
The bit about mornings is right.
Could we put Thursdays instead of Tuesdays?
I like this one best.
It sounds like me.
""")

ANSWER_TO_AGREEMENT = "Good. We'll start with the first step this week."

REASON_TO_WITHDRAW = "{name} would like the steps in a different order before agreeing."
DROPPED = "Started too early: {name} wants to talk about it at home first."
DECLINED = "There's too much about the flat and not enough about my son. I want to start again, with fewer goals."
REASONS_TO_ABANDON = lines("""
It mattered in the spring. Something else matters more now and I'd rather put the time into that.
I tried it three times and it's not for me. No harm done.
My knee won't have it. I'll find something I can do sitting down.
That was what my mum wanted, more than me.
""")
OUTCOME_REASONS = {
    "paused": "Not while the stairs are being repaired. To be reviewed after Christmas.",
    "partly": "Two mornings out of three. I've decided that's enough for now, and I mean it.",
    "changed": "It was about the house. Now it's about having people round.",
}
REASON_TO_REOPEN = "I thought I was done with this one. I'd like to try again, but smaller."

# What people gained: kind, what, how we know.
GAINED = (
    ("course", "Level 1 food hygiene, started at the college", "Enrolment letter seen"),
    ("qualification", "Level 1 food hygiene", "Certificate seen"),
    ("volunteering", "Saturdays at the repair café", "{name} says so. Confirmed by phone with the organiser"),
    ("job", "Six hours a week at the garden centre", "Contract seen"),
    ("home", "Kept the flat: landlord withdrew the notice", "Letter seen"),
)
