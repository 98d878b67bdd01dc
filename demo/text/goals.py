"""Goals in people's own words, with their steps, the kind of support they ask for and the Council's outcome."""

from dataclasses import dataclass

from demo.text import lines
from plans.enums import GoalPace, NeedCode
from visits.enums import SupportKind as K


@dataclass(frozen=True)
class Wish:
    """`domain` is the place of the life domain in its contract's list, from 0."""

    domain: int
    kind: K
    words: str
    outcome: str
    steps: tuple[str, ...]

    @property
    def need(self) -> NeedCode:
        """The need code, from the kind of support."""
        return NEEDS.get(self.kind, NeedCode.COMMUNITY)

    def contract_outcome(self, outcomes: int) -> int:
        """Return the place of the outcome that it serves in a contract with so many `outcomes`, from 0."""
        return CONTRACT_OUTCOMES[outcomes][self.domain]

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


# By the number of outcomes of a contract: for each of its life domains, the place of the outcome that a goal serves.
CONTRACT_OUTCOMES = {8: (7, 3, 2, 1, 4, 4, 0, 0, 3, 7), 14: (2, 4, 5, 1, 8, 7)}
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
Because I used to do it, and I was somebody then.
The days are long without it.
I want to show my family I can.
It'd be something of my own.
I'm tired of other people doing it for me.
""")
HOW_WE_KNOW = lines("""
When it's gone well four weeks in a row.
When I've stopped worrying about it.
When I do it without being asked.
When I can show someone.
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
I want to open my door and not be embarrassed by the hallway.|Keeps the flat safe and clear without prompting
  |Three bags out each week|Ask the landlord for a second bin|Hoover on Saturdays
I'd like to cook for myself again, proper meals, not crisps.|Cooks a hot meal at least three days a week
  |Choose two recipes|Cook one together on Tuesdays|Write my own shopping list
I want my washing done before it's a mountain.|Manages laundry and clothing independently
  |Label the machine|Wash on Sundays|Ring the launderette about the duvet
""",
    ),
    *_wishes(
        1,
        K.HEALTHY_LIVING,
        """
I want to get up the hill to my mum's without stopping.|Takes regular exercise suited to their health
  |Walk ten minutes each day|Ask the nurse what is safe|Try the walking group
I want to sleep like other people do.|Has a regular sleep pattern
  |Phone out of the bedroom|Get up at the same time|Talk to the GP about the evening tablets
I'd like to get under twenty a day, then under ten.|Reduces smoking with support from the local service
  |Keep a chart|Ring the stop-smoking service|Tell my sister
""",
    ),
    *_wishes(
        1,
        K.HEALTH,
        """
I want to go to my appointments and say what I actually mean.|Attends health appointments and speaks up for themselves
  |Write a card with three points|Practise with my worker|Go into the room alone
""",
    ),
    *_wishes(
        2,
        K.PROBLEM_SOLVING,
        """
I want to notice when it starts, not when it's too late.|Recognises early signs and asks for help in good time
  |Write down my first three signs|Share them with two people|Put the numbers by the phone
I want a day where the voices don't decide.|Has coping strategies that work at home
  |Try the headphones on the bus|Keep Tuesday mornings for drawing|Tell the nurse what works
I want to trust my own decisions again.|Makes everyday decisions with confidence
  |Choose one small thing a day|Wait an hour before asking anyone else|Look back on Sundays
""",
    ),
    *_wishes(
        3,
        K.MONEY,
        """
I want to open my post the day it comes.|Manages post and money without falling into arrears
  |A box by the door|Open post together on Mondays|Set up a direct debit for the rent
I want to have £20 left at the end of the month.|Budgets within their income
  |Write down what I spend for a week|Cancel what I don't use|Two envelopes
I want the benefits sorted so I can stop worrying.|Receives the benefits they are entitled to
  |Collect the papers|Fill in the form in two sittings|Send it recorded delivery
""",
    ),
    *_wishes(
        4,
        K.RELATIONSHIPS,
        """
I want to see my daughter every fortnight and not cancel.|Keeps up family relationships that matter to them
  |Agree a day with her|Plan the bus|A short visit first
I want to ring my brother.|Is back in contact with family
  |Write what I want to say|Send a card|Ring on a Sunday
I want my mum to stop worrying about me.|Family knows how to help and when to step back
  |Show her my plan|Agree when I'll ring|Ask the carers' centre to ring her
""",
    ),
    *_wishes(
        5,
        K.SOCIAL,
        """
I want one person I can have a brew with.|Has regular contact with friends or neighbours
  |Say hello to the neighbour|Try the Friday food club|Ask one person for a coffee
I want to sit in a room with other people and not count the minutes.|Takes part in a group in the community
  |Look at the room when it's empty|Go with my worker|Stay half an hour alone
""",
    ),
    *_wishes(
        6,
        K.EMPLOYMENT,
        """
I want a job I can manage, four hours a week.|Moves towards paid work at their own pace
  |Bring my CV up to date|See the job coach|Apply for one job
I used to be a good baker. I miss that smell.|Returns to work that uses their skills
  |Bake at home once a week|Ask at the market stall|Try one morning
""",
    ),
    *_wishes(
        6,
        K.VOLUNTEERING,
        """
I want to be useful to someone.|Volunteers regularly in a mainstream setting
  |Visit the charity shop|Fill in the form|Two hours on Thursdays
""",
    ),
    *_wishes(
        7,
        K.TRAINING,
        """
I want to read well enough to do forms.|Improves reading and writing for daily use
  |Ask at the library|Ten minutes a day|Read a form aloud together
I'd like to finish a course. Any course.|Completes a course of learning
  |Look through the list|Visit the classroom|Go to the first evening
""",
    ),
    *_wishes(
        8,
        K.LEISURE,
        """
I want to draw with other people, not just in the kitchen.|Takes part in leisure they enjoy
  |Find a group with spaces|Bring my sketchbook once|Show one picture
I want to play my guitar in front of one person.|Gets back into an old interest
  |New strings|Play every other day|Invite my neighbour
I want to go to a match again.|Uses leisure facilities in the borough
  |Look at the fixture list|Try the crowd at half time|Go to a reserve match
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
I want my maths certificate, thirty years late.||Do the short test|First evening|Homework on Sundays
I want to learn how computers work, from the start.||Library taster hour|Six-week course|My own email address
I want to try pottery properly, with a teacher.||Visit the studio|Book the short course|Keep one thing I made
""",
    ),
    *_wishes(
        2,
        K.EMPLOYMENT,
        """
I want a job where I am outdoors.||Bring the CV up to date|Ask at the garden centre and parks|One trial morning
I want to know what work would do to my benefits before I say yes.||See the adviser|Get it in writing|Decide
""",
    ),
    *_wishes(
        3,
        K.VOLUNTEERING,
        """
I'd like to walk the rescue dogs on Saturdays.||Fill in the form|Meet the coordinator|One walk with someone
I want to help out at the food bank that helped me.||Tell them my story, or not|Sorting first|Front desk
I want to help on the steam railway.||Visit on an open day|Join the Tuesday gang|Learn one trade
""",
    ),
    *_wishes(
        4,
        K.LEISURE,
        """
I want my photos up on a wall, just once.||Choose ten|Join the camera club|The library's spring display
I want to dance again.||Watch a class|Stay at the back|Do one whole song
I want to write something and read it out.||Writers' group at the library|Two pages a week|Read one page
""",
    ),
    *_wishes(
        5,
        K.HEALTHY_LIVING,
        """
I want to swim in the lane, not by the wall.||Go at the quiet hour|Eight lengths|The lane on Sundays
I want to play five-a-side again.||Kick-about on Mondays|New boots|One match
I want to grow tomatoes I can give away.||A share of an allotment|Sow in March|Ask the old hands
""",
    ),
]
WISHES = {"tameside": TAMESIDE, "links": LINKS}
OWN_GOAL = "{name}'s personal goal, not linked to a Council outcome."
