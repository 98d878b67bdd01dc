"""Support plans: what matters, how best to support, who took part; comments and reasons around them."""

from demo.text import lines

MATTERS = lines("""
My flat is the first place that is mine. I want to keep it, and I want it quiet after nine.
My daughter, my cat and my music, in that order. I was a bus driver for eleven years and I liked being on time.
That people ask before they decide. I have been decided about enough.
My garden. My mother's recipes. Being called by my name and not by an illness.
I need to know what happens next. Surprises, even nice ones, knock me sideways.
Football on Saturdays, church on Sundays, and my nephew who thinks I'm funny.
Peace. A locked door, a warm room and somebody to ring when it turns.
I like things done properly. I used to repair watches. I miss the small tools and the silence.
Being useful. I looked after others all my life and I don't know how to be looked after.
My language. I think in Urdu when I'm tired, and it helps when somebody waits.
Getting back to the person I was before the winter of the ambulance.
Books, tea, the window at the front. My sister on the phone every evening at six.
To be seen as a dad. Everything else can wait.
The dog gets me out twice a day. Without her I'd have stayed in bed for a year.
Not to be a burden, and not to be told that I'm one of the easy ones either.
""")

SUPPORT = lines("""
Come at the time you said. If you are late, text me; if I don't open, ring once and wait five minutes.
Say one thing at a time. Write it down. Don't finish my sentences, I do get there.
Walk with me; I talk better walking. Don't ask how I am at the door, ask it later.
When I go quiet, stay and do something with your hands. When I talk fast, say so kindly.
Let me try first. Step in when I look at you, not before.
Mornings are bad until the tablets wear off, so come after eleven.
Tell me straight. I can take a no; I cannot take a maybe that never ends.
Same person as often as can be. If somebody new comes, bring them along once first.
Remind me that I have done it before. I forget the good days.
No perfume, please, and shoes off at the door. Then I can listen.
If I cancel twice, it is not you. Ring me on the third day and don't make much of it.
Ask me what I have eaten, in passing. I won't say it otherwise.
""")

WHO_MATTERS = lines("""
My sister Ines, who rings every evening. My neighbour across the landing. Not my cousin, please.
My two sons, though I see the younger one only at weekends. My friend from the allotment.
Nobody lives near. My cat, and the woman at the library who keeps books back for me.
My mother, in small doses. The people at the Thursday table.
""")

COMMUNICATE = lines("""
Text me, don't ring before noon. If it is important, write it down for me.
I speak slowly and I think before I answer. A silence is not a no.
Plain words, please. If I nod too fast I have not understood.
I hear badly on the left. Sit on my right and let me see your face.
""")

GOOD_DAYS = lines("""
I am up before nine, the radio is on, and I have been out once before dinner.
I have cooked something and somebody else has eaten it too.
I laugh at something. I answer the telephone.
The curtains are open and I have slept through.
""")

BAD_DAYS = lines("""
I stay in bed, and the post lies where it fell. A cup of tea put next to me helps; questions do not.
Everything is loud. I need the lights down and nobody in a hurry.
I think that everybody is talking about me. Say so if you are: say what about.
I can't decide anything, not even what to eat. Decide the small things with me.
""")

EARLY_SIGNS = lines("""
I stop answering messages. I wear the same jumper for days. I begin to tidy at night.
I talk faster and sleep less, and I spend money on things for others.
I cancel twice in a row and say it is a cold.
I keep the blinds down and stop feeding the birds.
""")

IN_A_CRISIS = lines("""
Ring my sister first. Sit with me; don't stand. Do not promise things. If I say the number nine, ring 111 and choose 2.
Walk with me to the park and back. If it does not pass within an hour, the crisis team knows me.
Take the tablets out of sight and stay until somebody else is there. I will be cross. Stay anyway.
Leave the door open, speak low, and one person only. The community nurse has a plan with my words in it.
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
    "in_a_crisis": IN_A_CRISIS,
}

# Who else took part: role, name, how.
PARTICIPANTS = (
    ("advocate", "Wanda Prosper, Riverbank Advocacy", "At the second meeting, for the part about money."),
    ("carer", "a sister", "By telephone, after the first half was written."),
    ("keyworker", "the keyworker", "Read the draft and sent two remarks."),
)

ACHIEVED = "{name} says so, and it was seen during visits for a month."

TOOK_PART = lines("""
{name} wrote the first half alone, we wrote the rest together over two visits.
{name} said it aloud and I wrote it down; read back and changed in three places.
{name} and {name}'s sister sat down with me; what is here is what {name} said.
Written with {name} at the kitchen table over three mornings.
With {name}, and an advocate for the part about money.
""")

SECOND_TIME = lines("""
Since the last plan I have got further than I thought. I want less help in the house and more outside it.
A year on: the flat is fine. What I want now is people.
I am steadier. Please let me do the mornings alone and keep Thursday for going out.
The old plan was about getting through the week. This one is about what the weeks are for.
""")

QUOTE = '{name} says: "{words}"'
COMMENTS = lines("""
Please write "proper meals". I'd said that.
I'd rather not have my brother's name in here.
The bit about mornings is right.
Could we put Thursdays instead of Tuesdays?
I like this one best.
It reads like me.
""")

REASON_TO_WITHDRAW = "{name} wants the steps in another order before agreeing."
DECLINED = (
    "There is too much about the flat and too little about my son. I want us to start again, and with fewer goals."
)
REASONS_TO_ABANDON = lines("""
It mattered in spring. Now something else does, and I'd rather have the time for that.
I tried it three times and it isn't for me. No harm done.
My knee says no. I'll find something to do sitting down.
It was my mother's wish more than mine.
""")
OUTCOME_REASONS = {
    "paused": "Not while the stairs are being mended. We look at it again after Christmas.",
    "partly": "Two mornings of the three. I say that is enough for now, and I mean it.",
    "changed": "It was about the house; it has turned into wanting people in the house.",
}
REASON_TO_REOPEN = "I thought I was done with it. I'd like to try again, smaller."

# What people gained: kind, what, how we know.
GAINED = (
    ("course", "Level 1 food hygiene, begun at the college", "Enrolment letter seen"),
    ("qualification", "Level 1 food hygiene", "Certificate seen"),
    ("volunteering", "Saturdays at the repair café", "{name} says so; the organiser confirmed it by telephone"),
    ("job", "Six hours a week at the garden centre", "Contract seen"),
    ("home", "Kept the flat: the landlord took the notice back", "Letter seen"),
)
