"""Visits: how they began, what was done, how they ended, what comes next; and why some did not take place."""

from demo.text import lines
from visits.enums import ChangeNoticed, SupportKind, VisitOutcome

OPENINGS = lines("""
{name} had the kettle on when I came and seemed pleased to see me.
Met {name} outside the library, as we had said last week.
{name} opened the door after a short wait and said it had been a slow morning.
Found {name} dressed and ready; the list from last time was on the table.
Met at home. {name} had slept badly and wanted to take things gently.
{name} met me at the bus stop with a coat on and the bag packed.
Met {name} at the café by the market, which is quieter on this day.
{name} was tired at first and woke up once we got going.
Came as planned. The radio was on and {name} was in good spirits.
{name} had written three things down to talk about, so we followed the list.
Met in the front room. {name} showed me what had come in the post.
A bright start: {name} had already opened the curtains and eaten breakfast.
{name} asked whether we could sit for ten minutes before going out, so we did.
Met {name} at the community centre. It was busier than we like, so we took the side room.
{name} was worried about running late, so we agreed on what mattered most today.
We met on the bench by the canal because {name} wanted some air.
{name} said it had been a mixed week with two good days in it.
Walked over with {name} from the corner shop.
Met at home, with {name}'s sister there for the first part.
{name} had tidied the kitchen before I came and wanted me to notice. I did.
""")

ACTIVITIES = {
    SupportKind.DAILY_LIVING: lines("""
We sorted the laundry into three piles and {name} started the machine without looking at the note.
We cooked a vegetable stew together; {name} did all the chopping and froze two portions.
{name} cleared the hallway while I took the bags down, and the front door opens fully again.
We wrote a cleaning plan for the week with one small job a day and put it on the fridge.
We changed the bed, opened the windows and threw away what had gone off in the fridge.
{name} tried the new shopping list and came back with everything on it for under twenty pounds.
We looked at how the heating timer works and {name} set it twice alone.
"""),
    SupportKind.MEDICATION: lines("""
We checked the tablet box together: all taken but one, and {name} knew which and why.
Walked to the chemist for the repeat prescription; {name} asked about the new dose at the counter.
{name} set a phone alarm for the evening tablets and chose the sound.
We rang the surgery because the repeat was late. It will be ready on Thursday.
I reminded {name} about this morning's tablets; they were taken while I put the shopping away.
"""),
    SupportKind.MONEY: lines("""
We opened four weeks of post. Two were adverts, one is a bill to pay by the end of the month.
We filled in the first half of the benefits form and stopped when it got too much.
{name} rang the water company with me beside and agreed on six pounds a week.
We went through the bank statement and found a subscription nobody uses. {name} cancelled it.
{name} has put aside twelve pounds for the birthday and showed me the envelope.
We worked out what is left after rent and food, and {name} was relieved that it is more than feared.
We got the papers together for the appeal and {name} posted them first class.
"""),
    SupportKind.HEALTH: lines("""
Went to the blood test together. {name} went in alone and came out smiling.
{name} rang the surgery and got an appointment for the knee on Tuesday week.
We practised what to say to the doctor about sleep and wrote it on a card.
I came along to the dentist, the first time in six years. One filling, no fuss.
{name} wanted me in the room for the check-up and did most of the talking.
We went through the letter from the clinic line by line until it was clear.
"""),
    SupportKind.SOCIAL: lines("""
We joined the library: {name} has a card now and took home two cookery books.
{name} asked at the housing office about the repair and got a date.
We went to the advice session at the town hall and waited forty minutes, which {name} managed well.
{name} signed up for the food club on Fridays; three pounds fifty a week.
We found out together which days the community fridge is open.
"""),
    SupportKind.LEISURE: lines("""
We went to the afternoon film with four others. {name} talked about it all the way back.
{name} showed me the sketches from this week, seven of them, and picked one to frame.
We fed the ducks and then walked once round the park, twice as far as last month.
{name} brought the guitar out and played half a song before putting it back.
We tried the model club. {name} stayed the full hour and asked when they meet next.
{name} finished the jigsaw and has lent it to the neighbour.
"""),
    SupportKind.RELATIONSHIPS: lines("""
{name} wrote a card to the brother in Leeds, the first in two years, and posted it.
We talked about Sunday's visit and what {name} will do if it gets loud: ten minutes in the garden.
{name} rang the daughter while I washed up. They have agreed on every Wednesday.
We thought about how to say no to the neighbour who borrows things, and tried it out aloud.
{name} had coffee with an old friend and was proud of having asked first.
"""),
    SupportKind.EMPLOYMENT: lines("""
We brought the CV up to date; {name} had forgotten about the two years in the bakery.
{name} sent off one application, for four hours a week at the garden centre.
We practised the interview, with me as the manager. The second time went much better.
{name} spoke to the job coach about permitted work and what happens to the benefits.
{name} told me about the second shift at the shop: tiring, and the others were kind.
"""),
    SupportKind.TRAINING: lines("""
We looked through the new courses and {name} ringed two: pottery and basic computing.
{name} went to the first evening of the maths course and stayed until the end.
We sat in the college café for half an hour, just to get used to the place.
{name} finished the second unit of the food hygiene course and scored nineteen out of twenty.
{name} showed me the homework. It is neater than mine would be.
"""),
    SupportKind.VOLUNTEERING: lines("""
{name} did two hours in the charity shop, mostly steaming clothes, and is going again next week.
We met the volunteer manager at the allotment. {name} asked good questions about the tools.
{name} walked the rescue dogs with the Saturday group while I stayed at the gate.
{name} has been asked to help at the lunch club's big monthly meal and said yes.
"""),
    SupportKind.PLANNING: lines("""
We went through the plan together. {name} changed two lines and was clear about why.
We got ready for the review: {name} will open it, and I will bring the list.
{name} wanted to talk about what happens when support becomes less. We drew a ladder of steps.
We looked back at the last three months and {name} was surprised how much is done.
"""),
    SupportKind.HEALTHY_LIVING: lines("""
Walked the long way round the reservoir; {name} set the pace and we stopped twice.
{name} swam eight lengths and says the water is the only place where it goes quiet.
We planned four suppers with less sugar and bought what was missing.
{name} has cut down to six cigarettes a day and showed me the chart.
We tried the chair yoga class. {name} giggled through the first part and enjoyed the second.
{name} slept before midnight four nights this week and knows what helped: no screen after ten.
"""),
    SupportKind.TRAVEL: lines("""
We took the tram two stops and back. {name} pressed the button and chose the seats.
{name} rode the bus alone to the next stop, where I was waiting. A big step.
We read the timetable together and {name} wrote the three buses home on a card.
We tried the station at a busy hour. It was hard; we left after ten minutes, which was the plan.
"""),
    SupportKind.PROBLEM_SOLVING: lines("""
The washing machine is broken. We looked at three ways to sort it, and {name} chose the launderette.
We took the noise from upstairs apart bit by bit, and {name} will speak to the warden on Monday.
{name} had lost the bank card. We rang together; a new one comes within five days.
Two appointments on the same morning: {name} rang one of them and moved it.
"""),
    SupportKind.POSITIVE_RISK: lines("""
{name} wants to visit the cousin alone at the weekend. We thought through trains, money and a plan B.
{name} cooked with the hob on full for the first time since the pan caught fire, with me at the door.
We talked about going to the pub quiz without drinking, and who {name} could ring from there.
"""),
    SupportKind.CRISIS: lines("""
{name} was very low and said so. We sat together, went through the safety plan and rang the team.
A bad night and a worse morning. We breathed through it, then {name} agreed to ring the crisis line.
{name} felt like self-harm on waking and told me at once. We kept the morning very small.
"""),
}

STEPS = lines("""
From the plan we took "{step}"; {name} found it easier than last time.
"{step}" came up again. We made it smaller, and now it fits.
As far as {name} is concerned, "{step}" is done.
{name} would like to leave "{step}" for another week.
We began with "{step}", and that was enough for today.
""")

SECOND = lines("""
Then there was time to go through the post.
After that we planned the rest of the week on one sheet of paper.
On the way we bought bread and milk.
We also looked at the old photographs in the blue album.
{name} then wanted to talk about the family for a while, which I mostly listened to.
We ended up laughing about the pigeon on the balcony.
Afterwards {name} showed me how the new phone works.
We also rang the pharmacy, which took two minutes instead of the hour we feared.
In between {name} needed a pause, sat outside and came back in.
""")

CLOSINGS = lines("""
{name} said it was a good visit.
{name} was quieter towards the end and said that was just tiredness.
We left it there, a bit earlier than planned, because enough was enough.
{name} thanked me twice at the door.
In a better mood at the end than at the beginning, in {name}'s own words.
{name} said: "I did that, didn't I."
Nothing of concern today.
{name} will try the same again alone before we meet next.
I left {name} with the list and the radio on.
{name} asked me to tell the keyworker that things are moving.
We agreed that next time may be shorter.
{name} wants to think about it until next week, which is fine.
Home was warm and there was food in.
{name} is looking forward to the weekend.
Said goodbye at the gate; {name} waved until I had turned the corner.
{name} found parts of it hard and stayed with it all the same.
""")

BY_TELEPHONE = lines("""
Rang at the agreed time. {name} was up, had eaten, and told me about the film on television.
A short call: {name} did not feel like company but wanted to hear a voice. We spoke about the cat.
Called instead of visiting because my car was at the garage. {name} has food in and the heating on.
{name} rang back after ten minutes. We went through tomorrow's appointment and the way there.
Spoke for a quarter of an hour about the letter from the landlord. {name} will put it aside until we meet.
Rang to see how the first bus journey alone had gone. It went well, and {name} told me twice.
We spoke about sleep. Two better nights since the new routine.
{name} wanted to move next week's visit because of the hospital appointment. Done.
""")

BY_VIDEO = lines("""
By video, because {name} has a cold. I was shown the washing on the line and the letter from the clinic.
Video call from the kitchen table. We filled in the second page of the form together, on both screens.
{name} carried the phone through the flat so that I could see the new shelves.
We met by video for the first time. The picture froze twice, {name} took it calmly.
""")

BY_TEXT = lines("""
Sent a reminder of tomorrow and got a thumbs up and a photograph of the packed bag.
{name} wrote that the morning was hard. We wrote back and forth until lunch was made.
Short messages about the course: {name} went in, stayed, and wrote "still here" halfway through.
""")

NOT_MET = {
    VisitOutcome.NO_ANSWER: lines("""
Rang the bell three times and waited a quarter of an hour. Curtains open, no sound. Left a card.
No answer at the door and none on the phone. The neighbour saw {name} this morning with shopping.
Waited at the library for twenty minutes. Sent a text to say when I come next.
"""),
    VisitOutcome.DECLINED: lines("""
{name} came to the door and said not today. No upset; we agreed on the next visit.
{name} did not want to go out or talk. I said that is all right and that I come again on the usual day.
{name} preferred to stay in bed. We spoke for two minutes through the door.
"""),
    VisitOutcome.CANCELLED_BY_PERSON: lines("""
{name} rang in the morning: visitors from abroad.
{name} wrote that there is a job interview at that hour. Good reason.
Message on the office phone: {name} has a heavy cold and would rather sleep.
"""),
    VisitOutcome.CANCELLED_BY_US: lines("""
The car broke down on the way. Rang {name} to say sorry and offered tomorrow afternoon.
The road was closed after an accident. {name} was told before ten.
"""),
    VisitOutcome.UNSAFE: lines("""
Two men I did not know were in the flat, drinking and shouting. I said I would come back and left.
{name} came out to the car; we agreed to meet at the café from now on until it is calm.
The dog next door was loose on the stairs and went for my leg. I left and rang {name} from the car.
"""),
}

ON_WARD = lines("""
Met {name} on the ward for half an hour. We spoke about the flat and what to bring. Nurses were kind.
Brought post and clean clothes to the ward and stayed for a cup of tea with {name}.
""")
ON_WARD_REASON = "The ward asked for somebody {name} knows; agreed with the keyworker"

SIGNS = {
    ChangeNoticed.RELAPSE: lines("""
Awake most nights this week, and speaking faster than usual. {name} noticed it too.
The curtains stay shut again and {name} spoke of the neighbours listening, as in the last bad time.
Two missed meals and no phone since Sunday. These were the first signs in the past.
"""),
    ChangeNoticed.DETERIORATION: lines("""
Tearful for most of the visit, and says there is no point in the course any more.
Has lost weight; the fridge was nearly empty although there is money.
Hands shaking and much slower than last month. {name} wants the tablets looked at.
Said twice that it is all too much. No thoughts of dying when I asked.
"""),
    ChangeNoticed.IMPROVEMENT: lines("""
Out of the house on five days this week, without me.
Slept through for a whole week, and it shows.
Made two telephone calls that would have been impossible half a year ago.
Laughing again, and says so.
"""),
}

NEXT_STEPS = {
    SupportKind.DAILY_LIVING: lines("""
{name} does the washing on Sunday; we look at the bathroom next time.
Cook the same meal again, this time with {name} reading the recipe.
"""),
    SupportKind.MEDICATION: ["Check together that the repeat has come."],
    SupportKind.MONEY: lines("""
Finish the second half of the form.
Bring the letter about the council tax.
"""),
    SupportKind.HEALTH: ["Go to the appointment on Tuesday together."],
    SupportKind.SOCIAL: ["Try the food club, {name} first and me five minutes later."],
    SupportKind.LEISURE: ["Ask whether the Thursday group has room."],
    SupportKind.RELATIONSHIPS: ["{name} decides whether to ring on Wednesday."],
    SupportKind.EMPLOYMENT: ["Ring the garden centre about the application."],
    SupportKind.TRAINING: ["Walk to the college once more, up to the classroom."],
    SupportKind.VOLUNTEERING: ["Bring the form for the shop, two references needed."],
    SupportKind.PLANNING: ["Bring the new pages of the plan to read."],
    SupportKind.HEALTHY_LIVING: ["Same walk, ten minutes longer if {name} likes."],
    SupportKind.TRAVEL: ["Two stops alone, I wait at the second."],
    SupportKind.PROBLEM_SOLVING: ["See what the warden said."],
    SupportKind.POSITIVE_RISK: ["Write the plan B on a card for the wallet."],
    SupportKind.CRISIS: ["Ring tomorrow morning at nine; read the safety plan again together."],
}

CANCELLED_PLANNED = lines("""
{name} is away for the week with family.
The appointment at the hospital falls on the same hour.
Nobody was free to step in for a colleague off sick.
Bank holiday: {name} would rather meet later in the week.
""")
STILL_AWAY = "Still on the ward at that hour; we start again at the next visit."
WRONG_PERSON = "Written on the wrong record: this was another person's visit."
