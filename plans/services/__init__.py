from plans.services.agreeing import agree, comment, decline, offer, take_back
from plans.services.goals import achieve, add_goal, change_goal, let_go, rate, take_up_again
from plans.services.writing import start, write

__all__ = [
    "achieve",
    "add_goal",
    "agree",
    "change_goal",
    "comment",
    "decline",
    "let_go",
    "offer",
    "rate",
    "start",
    "take_back",
    "take_up_again",
    "write",
]
