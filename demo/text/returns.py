"""What the manager writes into a quarterly return: nothing that its figures could contradict."""

from demo.text import lines

NARRATIVES = {
    1: lines("""
We picked up two packages at short notice following discharge.
We met the keyworkers to agree how to refer people who leave hospital on a Friday.
Some people moved visits over the holidays. Phone support made up the difference.
"""),
    2: lines("""
We read what people tell us at each team meeting and write back to everyone who gives a name.
A sister wrote to say her brother had come for lunch for the first time in three years.
People asked us to tell them earlier when a worker changes. Rotas now go out a week earlier.
"""),
    3: lines("""
Learning was shared at the team meeting.
We practised with all teams how to raise a concern and whom to ring.
We ask people what outcome they want before we report, where it is safe to ask.
"""),
    4: lines("""
We book a missed supervision again within two weeks.
This quarter's theme was recording with people, not about them.
"""),
    5: lines("""
Workers who need to renew first aid have a date. Gaps are booked for next quarter.
Half-day on positive risk-taking with the keyworkers.
"""),
    6: lines("""
New starters shadow a colleague for two weeks before they work alone.
Still recruiting for evenings and for a Polish speaker.
"""),
    7: lines("""
When a worker leaves, we tell the person first who will come instead.
We ask everyone who leaves why. Distance to work is a common reason.
"""),
    8: lines("""
One longer absence is being supported by occupational health.
Teams cover for each other, so that people meet somebody they know.
"""),
    9: lines("""
The manager reads each update before it goes to the keyworker.
We audited records for goals in people's own words. Steps without dates were the common gap.
"""),
    10: lines("""
We ask for a newer risk assessment where the one that we get is out of date.
Lead and buddy workers read the documents before the first visit.
"""),
}
