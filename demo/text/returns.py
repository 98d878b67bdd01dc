"""What the manager writes into a quarterly return."""

from demo.text import lines

NARRATIVES = {
    1: lines("""
A quiet start to the quarter and a busy end. Most referrals were new to us; two people came back after hospital.
More starters than leavers. We picked up two packages at short notice following discharge.
A steady quarter. Visits dipped over the holidays and phone support made up the difference.
"""),
    2: lines("""
One complaint about a late visit, answered within a week and upheld. Four thank-you cards.
No complaints. A sister wrote to say her brother had come for lunch for the first time in three years.
Two complaints about changes of worker at short notice. Rotas now go out a week earlier.
"""),
    3: lines("""
All concerns were reported to the Council the same day. Learning was shared at the team meeting.
We raised every concern with the Council. No one was harmed.
People were asked what outcome they wanted in every case but one, where the person was too unwell and was asked later.
"""),
    4: lines("""
All but one worker had supervision. One was missed due to sickness and has been rebooked.
All supervision took place as planned. This quarter's theme was recording with people, not about them.
"""),
    5: lines("""
Four workers renewed first aid and two started the trauma-informed course. Gaps are booked for next quarter.
All staff have read the new lone-working guidance. Half-day on positive risk-taking with the keyworkers.
"""),
    6: lines("""
New starters shadow a colleague for two weeks before they work alone.
Still recruiting for evenings and for a Polish speaker.
"""),
    7: lines("""
No one was without a named worker at any point when staff left.
Exit interviews completed. Distance to work was the most common reason for leaving.
"""),
    8: lines("""
Mostly colds and one bad back. Covered from within the teams.
Sickness was lower than last quarter. One longer absence is being supported by occupational health.
"""),
    9: lines("""
Late updates were at most 2 days late and had been seen by the manager first.
We audited 12 records. Goals were in people's own words throughout; three had no dates on steps.
"""),
    10: lines("""
All referrals came with both documents. One risk assessment was out of date and was replaced before the start.
Lead and buddy workers read the documents before the first visit.
"""),
}
