"""What the manager writes into a quarterly return."""

from demo.text import lines

NARRATIVES = {
    1: lines("""
The quarter began calmly and ended busily. Most of those who came were new to us; two came back after a hospital stay.
More people started than left. We took on two packages at short notice after discharge from hospital.
A steady quarter. Visits fell a little over the holidays, and calls took their place.
"""),
    2: lines("""
One complaint about a late visit, answered within a week and accepted. Four thank-you cards.
No complaints. A sister wrote to say that her brother had come to lunch for the first time in three years.
Two complaints about changes of worker at short notice; the rota now goes out a week earlier.
"""),
    3: lines("""
Every concern was told to the Council the same day. What was learned was spoken about at the team meeting.
The concerns of the quarter are listed with what the Council said. Nobody was hurt.
The wishes of the person were asked in every case but one, where the person was too unwell and was asked later.
"""),
    4: lines("""
All workers but one had supervision in the quarter; the one missed through sickness has a new date.
Supervision took place as planned. The theme was writing with people rather than about them.
"""),
    5: lines("""
Four workers renewed first aid, and two began the course on trauma. Gaps are booked for next quarter.
Everybody has read the new lone-working guidance. One afternoon on positive risk with the keyworkers.
"""),
    6: lines("""
Those who started worked beside a colleague for two weeks before visiting alone.
Recruitment goes on for evenings and for a Polish speaker.
"""),
    7: lines("""
Nobody was without a named worker for a single day when somebody left.
Leavers were asked why; distance to work was named most often.
"""),
    8: lines("""
Mostly colds and one bad back. Cover came from within the teams.
Sickness was lower than in the quarter before. One longer absence is supported by occupational health.
"""),
    9: lines("""
The updates that were late were two days late at most and were seen by the manager beforehand.
One audit of twelve records was held: goals are in people's own words throughout; dates of steps were missing in three.
"""),
    10: lines("""
All referrals came with both documents. One risk assessment was out of date and was replaced before the start.
Documents were read by lead worker and buddy before the first visit.
"""),
}
