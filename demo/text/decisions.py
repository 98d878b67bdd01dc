"""Positive risk decisions, exit plans and a transition plan. Every sentence was made up for the demo."""

BY_TRAIN = {
    "wish": "I want to go to the seaside on my own, by train, and stay one night.",
    "gains": "I'd be somebody who goes to places again. The sea does more for me than the tablets do.",
    "losses": "If I'm kept from it I'll stop asking, and I'll stay in. That is what happened last year.",
    "harms": "I may panic when I change trains, and I may forget the evening tablets. It has happened once, "
    "four years "
    "ago, and I rang a taxi home.",
    "own_view": "I know how it feels when it starts. I'd sit down, count, and ring. I'm more afraid of not going.",
    "explained": "We walked through the day on paper, hour by hour, and looked at what could be done at each point. "
    "It was said back in other words.",
    "least_restrictive": "Go alone, with a ring at two points on the way. Nobody travels along.",
    "capacity": "not doubted",
    "rights": ["5", "8"],
    "rights_words": "It is a private life, and a day of one's own choosing. Nothing here weighs more than that.",
    "deprivation": "no",
}
BY_TRAIN_VIEW = (
    "Rosa",
    "Sister",
    "I'd rather go with her. But she has asked me not to, and I think she can do it.",
    False,
)
BY_TRAIN_NEIGHBOUR = ("The neighbour below", "Neighbour", "I would not let her go after last winter.", True)
BY_TRAIN_STEPS = (
    ("Ring the office from the second station", "Maya"),
    ("Pack the evening tablets with the worker on the day before", "Maya and the worker"),
    ("Keep the taxi money in the coat", "Maya"),
)
BY_TRAIN_DECISION = "Maya goes on a weekday in the quiet season, and rings twice. It is hers to decide, and she has."
BY_TRAIN_AGAIN = "Two nights this time, and by the early train. The steps of last year held, so they stay as they are."
CONTINUES = "She went, rang twice, and came back a day later than planned, by her own choice. It stands."
REDRAFTED = "She would like to stay two nights. That is another question, so it is talked over anew."

THE_CARD = {
    "wish": "I want my brother to keep my bank card, so that he pays the bills.",
    "gains": "I don't have to think about letters. He is quick with these things.",
    "losses": "The letters go on frightening me, and the bills go on lying there.",
    "harms": "Money has gone from the account twice this year, and nobody could say where to. The rent may be missed.",
    "own_view": "He is my brother. I don't want to talk about the money that went.",
    "explained": "With the bank's statements on the table, three short talks on three mornings, and her own language "
    "for the difficult words.",
    "least_restrictive": "The rent goes by standing order; the card stays with her; the worker opens letters "
    "with her on "
    "Tuesdays.",
    "capacity": "lacks",
    "assessed_how": "She could not keep in mind that money had gone, from one talk to the next, and could not "
    "weigh it. "
    "It was tried in the morning, with pictures, and with her sister there.",
    "best_interests": "She wants the letters off her mind: that can be had without the card. Her sister and the "
    "keyworker "
    "were asked, and think the same.",
    "less_restrictive": "A standing order; a second account with a small sum that the brother can use; a "
    "carer's card with "
    "a limit.",
    "rights": ["8", "P1"],
    "rights_words": "It is her own money, and her own family. The rent is safe without taking either away.",
    "deprivation": "no",
}
THE_CARD_DECISION = "Not now. A standing order is set up with her, and it is asked again when she is less unwell."

THE_LADDER = {
    "wish": "I'll mend the gutter myself, as I always have.",
    "gains": "It is my house. I like it done properly.",
    "losses": "I'd pay a stranger for what I can do, and sit and watch.",
    "harms": "A fall from the ladder. The left knee gives way at times.",
    "own_view": "I've stood on ladders for forty years. I'll stop at the first wobble.",
    "explained": "We stood in the yard and looked up, and he said himself where it would go wrong.",
    "least_restrictive": "He goes up, somebody holds the foot.",
    "capacity": "has",
    "assessed_how": "He was asked what could happen and what he would do, twice on one day, after the change of "
    "tablets.",
    "rights": ["8"],
    "rights_words": "His house and his hands. A fall is weighed against a life of watching.",
    "deprivation": "no",
}
THE_LADDER_DECISION = "He mends it on a dry morning, with his nephew at the foot of the ladder."

THE_DOG = {
    "wish": "I'd like a dog from the shelter.",
    "gains": "Somebody who is glad when I come in. I'd have to go out, twice a day.",
    "harms": "On bad days nobody walks it. The landlord may say no.",
}
THE_DOG_VIEW = ("Her mother", "Mother", "She had one as a girl and never once forgot it.", False)
SWIMMING = "I want to swim in the reservoir with the others."
SWIMMING_DROPPED = "The group now swims at the baths, and she would rather go there. She dropped it herself."

EXIT_WORDS = {
    "independence": "{name} lives in the flat alone, knows whom to ring, and rings before it turns.",
    "direct payment": "{name} chooses and pays for the help that is still wanted, and has somebody for the forms.",
    "step-down": "A lighter service looks in once a fortnight; the rest {name} does.",
}
CONDITIONS = (
    "Bills are paid from the account for three months running",
    "Goes alone to the surgery and says there what is wanted",
    "Knows the first signs, and has told two people what to do then",
    "Has somewhere to be with others at least once a week",
    "Has been on their own for two weeks without a visit",
)
ARRANGEMENTS = (
    ("The surgery", "the tablets and the yearly check"),
    ("The keyworker", "a call once a month for the first half-year"),
    ("The neighbour", "a spare key"),
    ("A sister", "the Sunday call"),
    ("The housing officer", "repairs and the tenancy"),
)

TRANSITION = {
    "wishes": "I want one person who stays. I've had nine workers since I was twelve. And I want to finish college.",
    "changes": "The social worker of the leaving-care team steps back to once a month. Mental health care moves "
    "from the "
    "young people's clinic to the adult team. The rent becomes her own.",
    "stays": "College until summer, the flat, the Friday group, and the same surgery.",
    "carries_on": "Children's Services: the personal adviser, until 25, once a month and on the telephone.\n"
    "Adults' Services: the keyworker, from the birthday on, and the support plan.",
    "first_weeks": "Two meetings with the support worker and the personal adviser together, in the flat. Then "
    "twice a week, "
    "one of them outside.",
}
