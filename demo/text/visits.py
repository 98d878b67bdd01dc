"""Visits: how they began, what was done, how they ended, what comes next; and why some did not take place."""

from demo.text import lines
from visits.enums import ChangeNoticed, SupportKind, VisitOutcome

OPENINGS = lines("""
{name} had the kettle on when I arrived and seemed pleased to see me.
Met {name} outside the library as planned.
Took {name} a few minutes to answer the door. Said it had been a slow morning.
{name} was up, dressed and ready to go, with last week's list on the table.
Home visit. {name} hadn't slept well and wanted to take things easy.
{name} met me at the bus stop, coat on and bag packed.
Met {name} at the café by the market, which is quieter on this day.
{name} seemed tired at first but perked up once we got going.
Arrived on time. {name} had the radio on and was in good spirits.
{name} had jotted down three things to talk about, so we worked through those.
Home visit. {name} showed me the post that had come this week.
Good start: curtains open and {name} had already had breakfast.
{name} asked if we could sit for ten minutes before heading out, so we did.
Met {name} at the community centre. Busier than we like, so we used the side room.
{name} was worried about running late, so we agreed what mattered most today.
Met {name} by the canal as they wanted some fresh air.
{name} said it's been a mixed week, with two good days.
Bumped into {name} at the corner shop and walked back together.
Home visit. {name}'s sister was there for the first half.
{name} had tidied the kitchen before I came and was hoping I'd notice. I did!
""")

ACTIVITIES = {
    SupportKind.DAILY_LIVING: lines("""
Sorted the washing into three piles and {name} set the machine off without checking the instructions.
Made a vegetable stew together. {name} did all the chopping and put two portions in the freezer.
{name} cleared the hallway while I took the bags down. The front door opens fully again.
Made a cleaning rota with {name}, one small job a day. It's on the fridge.
Changed the bed, opened the windows and cleared out the out-of-date food from the fridge.
{name} tried the new shopping list and got everything on it for under £20.
Went through how the heating timer works. {name} then set it twice without help.
"""),
    SupportKind.MEDICATION: lines("""
Checked the dosette box with {name}. All taken except one, and {name} knew which and why.
Walked to the chemist for the repeat prescription. {name} asked the pharmacist about the new dose.
{name} set an alarm on their phone for the evening tablets and picked the tone.
Rang the surgery together as the repeat was late. It'll be ready on Thursday.
Prompted {name} about this morning's tablets. Taken while I put the shopping away.
"""),
    SupportKind.MONEY: lines("""
Opened four weeks of post. Two were junk, one is a bill due at the end of the month.
Did the first half of the PIP form and stopped when it got too much for {name}.
{name} rang the water company with me there and agreed to pay £6 a week.
Went through the bank statement and found a subscription that isn't used. {name} cancelled it.
{name} has saved £12 for the birthday and showed me the envelope.
Worked out what's left after rent and food. {name} was relieved, it's more than they'd feared.
Got the paperwork together for the appeal and {name} posted it first class.
"""),
    SupportKind.HEALTH: lines("""
Supported {name} to the blood test. {name} went in alone and came out smiling.
{name} rang the surgery and got an appointment about the knee, a week on Tuesday.
Practised what to say to the GP about sleep and wrote it on a card.
Went with {name} to the dentist, the first time in six years. One filling, no problems.
{name} asked me to come in for the health check but did most of the talking.
Read the letter from the clinic together, a line at a time, until {name} was happy with it.
"""),
    SupportKind.SOCIAL: lines("""
Joined the library today. {name} has a card and borrowed two cookery books.
{name} asked about the repair at the housing office and was given a date.
Went to the drop-in advice session at the town hall. 40-minute wait, which {name} coped with well.
{name} signed up for the Friday food club, £3.50 a week.
Looked up which days the community fridge is open.
"""),
    SupportKind.LEISURE: lines("""
Afternoon film with four others from the group. {name} talked about it all the way home.
{name} showed me this week's sketches, seven of them, and picked one to frame.
Fed the ducks then walked once round the park, twice as far as last month.
{name} got the guitar out and played half a song before putting it away.
Tried the model club. {name} stayed the full hour and asked when they next meet.
{name} has finished the jigsaw and lent it to a neighbour.
"""),
    SupportKind.RELATIONSHIPS: lines("""
{name} wrote to their brother in Leeds for the first time in two years, and posted it.
Talked about Sunday's visit and what {name} will do if it gets noisy: ten minutes in the garden.
{name} rang their daughter while I washed up. They've agreed to speak every Wednesday.
Talked about how to say no to the neighbour who keeps borrowing things. Practised out loud.
{name} has been for coffee with an old friend and was proud of having asked first.
"""),
    SupportKind.EMPLOYMENT: lines("""
Updated the CV. {name} had forgotten about the two years at the bakery.
{name} applied for a job today: four hours a week at the garden centre.
Practised the interview with me as the manager. Second go was much better.
{name} spoke to the job coach about permitted work and what it means for benefits.
{name} told me about the second shift at the shop. Tiring, but the others were friendly.
"""),
    SupportKind.TRAINING: lines("""
Looked through the new course list. {name} circled pottery and basic computing.
{name} went to the first evening of the maths course and stayed to the end.
Sat in the college café for half an hour so {name} can get used to the place.
{name} has passed the second unit of the food hygiene course, 19 out of 20.
{name} showed me their homework. Neater than mine would be!
"""),
    SupportKind.VOLUNTEERING: lines("""
{name} did two hours at the charity shop, mostly steaming clothes, and is going back next week.
Met the volunteer manager at the allotment. {name} asked good questions about the tools.
{name} walked the rescue dogs with the Saturday group. I waited by the gate.
{name} has been asked to help with the lunch club's monthly meal and said yes.
"""),
    SupportKind.PLANNING: lines("""
Went through the support plan. {name} changed two lines and was clear about why.
Got ready for the review. {name} will start it off and I'll bring the notes.
{name} wanted to talk about what happens when support reduces. We drew up some steps.
Looked back over the last three months. {name} was surprised how much they've done.
"""),
    SupportKind.HEALTHY_LIVING: lines("""
Walked the long way round the reservoir. {name} set the pace and we stopped twice.
{name} swam eight lengths. Says the water is the only place where it goes quiet.
Planned four teas with less sugar and bought what was missing.
{name} is down to six cigarettes a day and showed me the chart.
Tried the chair yoga class. {name} giggled through the first half and enjoyed the second.
{name} has been asleep before midnight four nights this week. Says no screens after ten is helping.
"""),
    SupportKind.TRAVEL: lines("""
Tram practice, two stops there and back. {name} pressed the button and chose the seats.
{name} took the bus alone for one stop and I met them off it. A big step.
Read the timetable together. {name} wrote the three buses home on a card.
Tried the station at a busy time. Difficult for {name}, so we left after ten minutes as planned.
"""),
    SupportKind.PROBLEM_SOLVING: lines("""
Washing machine has broken. Talked through three options and {name} chose the launderette for now.
Talked about the noise from upstairs. {name} is going to speak to the warden on Monday.
{name} has lost their bank card. Rang the bank together, new one due within five days.
{name} had two appointments on the same morning, so rang one of them and moved it.
"""),
    SupportKind.POSITIVE_RISK: lines("""
{name} wants to visit their cousin alone at the weekend. Talked through trains, money and a plan B.
{name} used the hob for the first time since the pan fire, with me at the kitchen door.
Talked about going to the pub quiz without drinking, and who {name} could ring from there.
"""),
    SupportKind.CRISIS: lines("""
{name} was very low and told me so. Stayed with them, went through the safety plan and rang the CMHT.
Bad night and a worse morning. Did some breathing together, then {name} agreed to ring the crisis line.
{name} had thoughts of self-harm on waking and told me straight away. Kept the morning calm and simple.
"""),
}

STEPS = lines("""
Worked on "{step}" from the plan. {name} found it easier than last time.
"{step}" came up again. We've broken it down and it feels more manageable.
{name} feels "{step}" is now done.
{name} would like to leave "{step}" for another week.
Made a start on "{step}", which was enough for today.
""")

SECOND = lines("""
Had time to go through the post afterwards.
Then planned the rest of the week on one sheet of paper.
Picked up bread and milk on the way back.
Also looked at some old photos in the blue album.
{name} then wanted to talk about family for a while. Mostly I listened.
We had a good laugh about the pigeon on the balcony.
{name} showed me how the new phone works.
Also rang the pharmacy. Took two minutes, not the hour we'd dreaded.
{name} needed a break halfway, sat outside for a bit and came back in.
""")

CLOSINGS = lines("""
{name} said it was a good visit.
{name} went quiet towards the end but said it was just tiredness.
Finished a bit earlier than planned as {name} had had enough.
{name} thanked me twice on the way out.
{name} said they felt better than when I arrived.
{name} said: "I did that, didn't I."
No concerns today.
{name} is going to try this alone before the next visit.
Left {name} with the list and the radio on.
{name} asked me to let the keyworker know things are moving.
Agreed that the next visit can be shorter.
{name} wants to think it over until next week, which is fine.
Flat was warm and there was food in.
{name} is looking forward to the weekend.
Said bye at the gate and {name} waved me off.
{name} found parts of it hard but stuck with it.
""")

BY_TELEPHONE = lines("""
Rang as arranged. {name} was up, had eaten and told me about last night's film.
Short call. {name} didn't feel up to company but wanted a chat. Talked about the cat.
Phone call instead of a visit as my car is at the garage. {name} has food in and the heating on.
{name} rang me back after ten minutes. Went through tomorrow's appointment and how to get there.
15-minute call about the letter from the landlord. {name} will put it to one side until I visit.
Rang to see how the first solo bus journey went. It went well. {name} told me twice!
Talked about sleep. Two better nights since starting the new routine.
{name} needs to move next week's visit because of a hospital appointment. Rearranged.
""")

BY_VIDEO = lines("""
Video call as {name} has a cold. They showed me the washing on the line and the clinic letter.
Video call. Did page 2 of the form together, both looking at it on screen.
{name} gave me a tour of the flat on video so I could see the new shelves.
First video call with {name}. Froze twice but they took it in their stride.
""")

BY_TEXT = lines("""
Sent a reminder about tomorrow. Got a thumbs up and a photo of the packed bag.
{name} messaged to say it was a hard morning. Texted back and forth until they'd made some lunch.
Texts during the course. {name} went in, stayed, and sent "still here" halfway through.
""")

NOT_MET = {
    VisitOutcome.NO_ANSWER: lines("""
Rang the bell three times and waited 15 minutes. Curtains open, no sound from inside. Left a card.
No answer at the door or by phone. Neighbour saw {name} this morning with shopping.
Waited 20 minutes at the library. Texted {name} with the time of my next visit.
"""),
    VisitOutcome.DECLINED: lines("""
{name} came to the door and said not today. Not upset. Agreed the next visit.
{name} didn't feel like going out or talking. Said that's OK and I'll come on the usual day.
{name} wanted to stay in bed. Spoke for a couple of minutes through the door.
"""),
    VisitOutcome.CANCELLED_BY_PERSON: lines("""
{name} rang this morning to cancel, has family over from abroad.
{name} texted: job interview at the same time. Good reason!
Message left at the office: {name} has a bad cold and would rather rest.
"""),
    VisitOutcome.CANCELLED_BY_US: lines("""
Car broke down on the way. Rang {name} to apologise and offered tomorrow afternoon.
Road closed after an accident. Rang {name} before 10 to let them know.
"""),
    VisitOutcome.UNSAFE: lines("""
Two men I didn't know were in the flat, drinking and shouting. Said I'd come back another time and left.
{name} came out to the car. Agreed to meet at the café until things have settled.
Next door's dog was loose on the stairs and went for my leg. Left and rang {name} from the car.
"""),
}

ON_WARD = lines("""
Saw {name} on the ward for half an hour. Talked about the flat and what to bring in. Staff were helpful.
Took post and clean clothes to the ward and stayed for a brew with {name}.
""")
ON_WARD_REASON = "Ward asked for a visit from someone {name} knows. Agreed with the keyworker"

SIGNS = {
    ChangeNoticed.RELAPSE: lines("""
Awake most nights this week and talking faster than usual. {name} has noticed it too.
Curtains staying shut again and {name} talking about the neighbours listening, same as last time.
Missed two meals and phone off since Sunday. These were early warning signs before.
"""),
    ChangeNoticed.DETERIORATION: lines("""
Tearful for most of the visit. Says there's no point in the course any more.
Has lost weight. Fridge nearly empty although there is money in the account.
Hands shaking and much slower than last month. {name} would like a medication review.
Said twice that it's all too much. I asked about suicidal thoughts and {name} said none.
"""),
    ChangeNoticed.IMPROVEMENT: lines("""
Has been out on five days this week without me.
Slept through every night this week and it shows.
Made two phone calls that would have been impossible six months ago.
Laughing again, and says so.
"""),
}

NEXT_STEPS = {
    SupportKind.DAILY_LIVING: lines("""
{name} to do the washing on Sunday. Bathroom next visit.
Make the same meal again, with {name} following the recipe this time.
"""),
    SupportKind.MEDICATION: ["Check with {name} that the repeat has arrived."],
    SupportKind.MONEY: lines("""
Finish the second half of the form.
{name} to have the council tax letter ready.
"""),
    SupportKind.HEALTH: ["Go to Tuesday's appointment together."],
    SupportKind.SOCIAL: ["Try the food club. {name} to go in first, me five minutes later."],
    SupportKind.LEISURE: ["Ask if the Thursday group has any spaces."],
    SupportKind.RELATIONSHIPS: ["{name} to decide whether to ring on Wednesday."],
    SupportKind.EMPLOYMENT: ["Ring the garden centre about the application."],
    SupportKind.TRAINING: ["Walk to the college again, as far as the classroom."],
    SupportKind.VOLUNTEERING: ["Bring the form for the shop. Two references needed."],
    SupportKind.PLANNING: ["Bring the new pages of the plan to read together."],
    SupportKind.HEALTHY_LIVING: ["Same walk, ten minutes longer if {name} is up for it."],
    SupportKind.TRAVEL: ["{name} to do two stops alone. I'll wait at the second."],
    SupportKind.PROBLEM_SOLVING: ["Find out what the warden said."],
    SupportKind.POSITIVE_RISK: ["Write plan B on a card for {name}'s wallet."],
    SupportKind.CRISIS: ["Ring tomorrow at 9am. Go through the safety plan again together."],
}

CANCELLED_PLANNED = lines("""
{name} is away with family this week.
Clashes with a hospital appointment.
Worker off sick and no cover available.
Bank holiday: {name} would rather meet later in the week.
""")
STILL_AWAY = "Still on the ward. Visits restart from the next one."
WRONG_PERSON = "Entered on the wrong record: this was another person's visit."

NEVER_LOGGED = "Nobody logged this visit. The worker says that it did not go ahead."
