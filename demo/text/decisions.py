"""Positive risk decisions, exit plans and a transition plan. Every sentence was made up for the demo."""

BY_TRAIN = {
    "wish": "I want to go to the seaside by train on my own and stay one night.",
    "gains": "I'd be someone who goes places again. The sea does more for me than the tablets do.",
    "losses": "If I can't go I'll stop asking and I'll stay in. That's what happened last year.",
    "harms": "I might panic when I change trains, and I might forget my evening tablets. It happened once, four years "
    "ago, and I got a taxi home.",
    "own_view": "I know the signs. I'd sit down, count and ring someone. I'm more worried about not going.",
    "explained": "Went through the day on paper, hour by hour, and what Maya could do at each point. She explained it "
    "back in her own words.",
    "least_restrictive": "Maya travels alone and rings at two points on the way. No one needs to go with her.",
    "capacity": "not doubted",
    "rights": ["5", "8"],
    "rights_words": "Her right to private life and to choose how she spends her time. No risk here outweighs that.",
    "deprivation": "no",
}
BY_TRAIN_VIEW = (
    "Rosa",
    "Sister",
    "I'd rather go with her. But she has asked me not to, and I think she can do it.",
    False,
)
BY_TRAIN_NEIGHBOUR = ("The neighbour below", "Neighbour", "I wouldn't let her go after last winter.", True)
BY_TRAIN_STEPS = (
    ("Ring the office from the second station", "Maya"),
    ("Pack the evening tablets with the worker the day before", "Maya and the worker"),
    ("Keep taxi money in coat pocket", "Maya"),
)
BY_TRAIN_DECISION = "Maya will go on a weekday out of season and ring twice. This is her decision."
BY_TRAIN_AGAIN = "Two nights this time, on the early train. Last year's steps worked, so they stay the same."
CONTINUES = "Maya went, rang twice and chose to come back a day later than planned. Decision continues."
REDRAFTED = "Maya would like to stay two nights. That is a new decision, so we will discuss it again."

THE_CARD = {
    "wish": "I want my brother to keep my bank card so he can pay the bills.",
    "gains": "I wouldn't have to think about letters. He's quick with these things.",
    "losses": "The letters will keep frightening me and the bills will keep piling up.",
    "harms": "Money has gone from the account twice this year and no one could explain it. Rent could be missed.",
    "own_view": "He's my brother. I don't want to talk about the money that went.",
    "explained": "Three short conversations on three mornings, with the bank statements, using her own language for "
    "the difficult words.",
    "least_restrictive": "Standing order for the rent. She keeps the card. Worker opens letters with her on Tuesdays.",
    "capacity": "lacks",
    "assessed_how": "She could not retain that money had gone from one conversation to the next, and could not use "
    "this to weigh up the decision. Assessed in the morning, with pictures, and with her sister present.",
    "best_interests": "She wants to stop worrying about letters, which does not need the card to change hands. Her "
    "sister and the keyworker were consulted and agree.",
    "less_restrictive": "A standing order; a second account with a small balance for her brother to use; a carer's "
    "card with a limit.",
    "rights": ["8", "P1"],
    "rights_words": "It is her own money and her family life. Rent can be protected without taking either away.",
    "deprivation": "no",
}
THE_CARD_DECISION = "Set up a standing order with her, and ask again when she is better."

THE_LADDER = {
    "wish": "I'll fix the gutter myself, like I always have.",
    "gains": "It's my house. I like it done properly.",
    "losses": "I'd be paying a stranger to do what I can do, and sat there watching.",
    "harms": "Fall from the ladder. Left knee gives way at times.",
    "own_view": "I've been up ladders for forty years. I'll stop at the first wobble.",
    "explained": "Stood in the yard with Harold and looked up. He pointed out himself where it could go wrong.",
    "least_restrictive": "Harold goes up, someone holds the ladder.",
    "capacity": "has",
    "assessed_how": "Asked what could happen and what he would do, twice on the same day, following the medication "
    "change.",
    "rights": ["8"],
    "rights_words": "His home and his choice. The risk of a fall was balanced against losing his independence.",
    "deprivation": "no",
}
THE_LADDER_DECISION = "Harold will do it on a dry morning, with his nephew holding the ladder."

THE_DOG = {
    "wish": "I'd like a dog from the rescue centre.",
    "gains": "Someone who's pleased to see me when I come in. I'd have to go out twice a day.",
    "harms": "No one to walk it on bad days. Landlord may say no.",
}
THE_DOG_VIEW = ("Her mother", "Mother", "She had a dog as a girl and never once forgot to feed it.", False)
SWIMMING = "I want to swim in the reservoir with the others."
SWIMMING_DROPPED = "The group swims at the baths now and she would rather go there. Withdrawn at her request."

EXIT_WORDS = {
    "independence": "{name} lives independently, knows who to ring, and rings before things get worse.",
    "direct payment": "{name} chooses and pays for the help they still want, and has someone to help with forms.",
    "step-down": "A lighter-touch service visits once a fortnight. {name} does the rest.",
}
CONDITIONS = (
    "Bills paid from own account for three months in a row",
    "Goes to the GP alone and says what is needed",
    "Knows the early warning signs and has told two people what to do",
    "Spends time with other people at least once a week",
    "Has managed two weeks without a visit",
)
ARRANGEMENTS = (
    ("The GP surgery", "medication and annual health check"),
    ("The keyworker", "monthly call for the first six months"),
    ("The neighbour", "spare key"),
    ("Sister", "Sunday phone call"),
    ("The housing officer", "repairs and tenancy"),
)

TRANSITION = {
    "wishes": "I want one worker who stays. I've had nine since I was twelve. And I want to finish college.",
    "changes": "Leaving care social worker reduces to monthly. Mental health care moves from CAMHS to the adult team. "
    "Rent becomes her own responsibility.",
    "stays": "College until summer, the flat, the Friday group and the same GP.",
    "carries_on": "Children's Services: personal adviser until 25, monthly and by phone.\n"
    "Adults' Services: keyworker from the 18th birthday, and the support plan.",
    "first_weeks": "Two joint meetings at the flat with the support worker and personal adviser. Then twice a week, "
    "one of them out of the flat.",
}
