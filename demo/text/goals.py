"""Goals in people's own words, with their steps, the kind of support they ask for and the Council's outcome."""

from dataclasses import dataclass

from demo.text import lines
from plans.enums import GoalPace, NeedCode
from visits.enums import SupportKind as K


@dataclass(frozen=True)
class Wish:
    """`domain` is the place of the life domain in its contract's list, from nought."""

    domain: int
    kind: K
    words: str
    outcome: str
    steps: tuple[str, ...]

    @property
    def need(self) -> NeedCode:
        """The need code, from the kind of support."""
        return NEEDS.get(self.kind, NeedCode.COMMUNITY)

    @property
    def why(self) -> str:
        """Always the same for the same wish."""
        return WHY[len(self.words) % len(WHY)]

    @property
    def how_we_know(self) -> str:
        return HOW_WE_KNOW[len(self.words) % len(HOW_WE_KNOW)]

    @property
    def pace(self) -> GoalPace:
        return list(GoalPace)[len(self.words) % len(GoalPace)]


NEEDS = {
    K.DAILY_LIVING: NeedCode.DAILY_LIVING,
    K.MONEY: NeedCode.MONEY,
    K.PROBLEM_SOLVING: NeedCode.HOUSING,
    K.EMPLOYMENT: NeedCode.VOCATIONAL,
    K.VOLUNTEERING: NeedCode.VOCATIONAL,
    K.TRAINING: NeedCode.TRAINING,
    K.RELATIONSHIPS: NeedCode.SOCIAL,
    K.SOCIAL: NeedCode.SOCIAL,
    K.HEALTH: NeedCode.HEALTH,
    K.HEALTHY_LIVING: NeedCode.HEALTH,
}
WHY = lines("""
Because I used to, and I was somebody then.
Because the days are long without it.
I want to show my family that I can.
It would be something of my own.
Because I am tired of others doing it for me.
""")
HOW_WE_KNOW = lines("""
When it has gone well four weeks running.
When I stop thinking about it.
When I do it without being asked.
When I can show it to somebody.
""")


def _wishes(domain: int, kind: K, block: str) -> list[Wish]:
    """Each line of the block: the person's words | the Council's outcome | steps."""
    wishes = []
    for line in lines(block):
        words, outcome, *steps = (part.strip() for part in line.split("|"))
        wishes.append(Wish(domain, kind, words, outcome, tuple(steps)))
    return wishes


TAMESIDE = [
    *_wishes(
        0,
        K.DAILY_LIVING,
        """
I want to open my door without being ashamed of the hallway.|Keeps the flat safe and passable without prompting
  |Three bags out each week|Ask the landlord for a second bin|Hoover on Saturdays
I'd like to cook for myself again, proper meals, not crisps.|Cooks a hot meal on at least three days a week
  |Choose two recipes|Cook one together on Tuesdays|Write my own shopping list
I want my washing done before it becomes a mountain.|Manages laundry and clothing independently
  |Label the machine|Wash on Sundays|Ring the launderette about the duvet
""",
    ),
    *_wishes(
        1,
        K.HEALTHY_LIVING,
        """
I want to get up the hill to my mum's without stopping.|Takes part in regular exercise suited to health
  |Walk ten minutes each day|Ask the nurse what is safe|Try the walking group
I want to sleep like other people do.|Sleeps at regular times and is rested
  |Phone out of the bedroom|Same getting-up time|Talk to the doctor about the evening tablets
I'd like to be under twenty a day, and then under ten.|Reduces smoking with the help of the local service
  |Keep a chart|Ring the stop-smoking service|Tell my sister
""",
    ),
    *_wishes(
        1,
        K.HEALTH,
        """
I want to go to my appointments and say what I mean there.|Attends health appointments and speaks for themselves
  |Write a card with three points|Practise with my worker|Go into the room alone
""",
    ),
    *_wishes(
        2,
        K.PROBLEM_SOLVING,
        """
I want to notice when it starts, not when it's too late.|Recognises early signs and asks for help in good time
  |Write down my first three signs|Share them with two people|Put the numbers by the phone
I want a day where the voices don't decide.|Has ways of coping with distress that work at home
  |Try the headphones on the bus|Keep Tuesday mornings for drawing|Tell the nurse what works
I want to trust my own decisions again.|Makes everyday decisions with confidence
  |Choose one small thing a day|Wait an hour before asking somebody else|Look back on Sundays
""",
    ),
    *_wishes(
        3,
        K.MONEY,
        """
I want to open letters on the day they come.|Manages post and money without falling into arrears
  |A box by the door|Open post together on Mondays|Set up a direct debit for the rent
I want to have twenty pounds left at the end of the month.|Budgets within income and knows what is left
  |Write down what I spend for a week|Cancel what I don't use|Two envelopes
I want the benefits sorted so I can stop worrying.|Receives the benefits they are entitled to
  |Collect the papers|Fill in the form in two sittings|Ask for a recorded decision
""",
    ),
    *_wishes(
        4,
        K.RELATIONSHIPS,
        """
I want to see my daughter every fortnight and not cancel.|Keeps up family relationships that matter to them
  |Agree a day with her|Plan the bus|A short visit first
I want to ring my brother.|Re-establishes contact with family
  |Write what I want to say|Send a card|Ring on a Sunday
I want my mum to stop worrying about me.|Family understands how to help and when to step back
  |Show her my plan|Agree when I call|Ask the carers' centre to ring her
""",
    ),
    *_wishes(
        5,
        K.SOCIAL,
        """
I want one person I can have a brew with.|Has regular contact with friends or neighbours
  |Say hello to the neighbour|Try the Friday food club|Ask one person for a coffee
I want to sit in a room with others and not count the minutes.|Takes part in a group in the community
  |Look at the room when it's empty|Go with my worker|Stay half an hour alone
""",
    ),
    *_wishes(
        6,
        K.EMPLOYMENT,
        """
I want four hours of work a week that I can manage.|Moves towards paid work at their own pace
  |Bring my CV up to date|See the job coach|Apply for one job
I was a good baker once. I'd like to smell that again.|Returns to an occupation that uses their skills
  |Bake at home once a week|Ask at the market stall|Try one morning
""",
    ),
    *_wishes(
        6,
        K.VOLUNTEERING,
        """
I want to be useful to somebody.|Volunteers regularly in a mainstream place
  |Visit the charity shop|Fill in the form|Two hours on Thursdays
""",
    ),
    *_wishes(
        7,
        K.TRAINING,
        """
I want to read well enough for the forms.|Improves reading and writing for daily use
  |Ask at the library|Ten minutes a day|Read a form aloud together
I'd like to finish one course, whichever.|Completes a course of learning
  |Look through the list|Visit the classroom|Go to the first evening
""",
    ),
    *_wishes(
        8,
        K.LEISURE,
        """
I want to draw in company, not only in the kitchen.|Takes part in leisure that gives enjoyment
  |Find a group with room|Bring my sketchbook once|Show one picture
I want to play the guitar in front of one person.|Takes up an interest again
  |New strings|Play every other day|Invite my neighbour
I want to go to a match again.|Uses leisure places in the borough
  |Look at the fixture list|Practise the crowd at half time|Go to a reserve match
""",
    ),
    *_wishes(
        9,
        K.TRAVEL,
        """
I want to take the bus by myself.|Travels alone by public transport
  |Two stops together|Two stops alone|All the way to the market
I want to get past the end of my street.|Goes out alone on most days
  |To the postbox|To the shop at a quiet hour|To the shop when it's busy
""",
    ),
]

LINKS = [
    *_wishes(
        0,
        K.RELATIONSHIPS,
        """
I want to go back to the mosque for Friday prayers.||Go on a quiet day first|Speak to the imam|Friday with my cousin
I'd like to sing in the church choir again.||Listen to one rehearsal|Ask which seat is near the door|Sing one hymn
I want to cook for Diwali with other families.||Visit the temple kitchen|Offer one dish|Help on the day
""",
    ),
    *_wishes(
        1,
        K.TRAINING,
        """
I want my maths certificate, thirty years late.||Take the short test|First evening|Homework on Sundays
I want to learn how computers work, from the start.||Library taster hour|Six-week course|My own e-mail address
I want to try pottery properly, with a teacher.||Visit the studio|Book the short course|Keep one thing I made
""",
    ),
    *_wishes(
        2,
        K.EMPLOYMENT,
        """
I want a job where I am outdoors.||Bring the CV up to date|Garden centre and parks|One trial morning
I want to find out what work would do to my benefits before I say yes.||See the adviser|Write down the answer|Decide
""",
    ),
    *_wishes(
        3,
        K.VOLUNTEERING,
        """
I'd like to walk the rescue dogs on Saturdays.||Fill in the form|Meet the coordinator|One walk with somebody
I want to help at the food bank where I was helped.||Tell them my story, or not|Sorting shelf first|The front desk
I want to help on the steam railway.||Visit on an open day|Join the Tuesday gang|Learn one trade
""",
    ),
    *_wishes(
        4,
        K.LEISURE,
        """
I want my photographs on a wall once.||Choose ten|Join the camera club|The library's spring wall
I want to dance again.||Watch a class|Stay at the back|One whole song
I want to write and read it out to people.||Writers' table at the library|Two pages a week|Read one page
""",
    ),
    *_wishes(
        5,
        K.HEALTHY_LIVING,
        """
I want to swim in the lane, not by the wall.||Go at the quiet hour|Eight lengths|The lane on Sundays
I want to be in a five-a-side team again.||Kick-about on Mondays|New boots|One match
I want to grow tomatoes I can give away.||A share of an allotment|Sow in March|Ask the old hands
""",
    ),
]
WISHES = {"tameside": TAMESIDE, "links": LINKS}
OWN_GOAL = "No outcome of the Council's stands behind this one: it is {name}'s own choice."
