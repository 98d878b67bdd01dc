from plans.services.agreeing import agree, comment, decline, offer, take_back
from plans.services.goals import achieve, add_goal, change_goal, let_go, rate, take_up_again
from plans.services.leaving import agree_exit_plan, finish_exit_condition, write_exit_plan
from plans.services.positive_risk import (
    add_risk_step,
    add_risk_view,
    begin_positive_risk,
    change_risk_step,
    change_risk_view,
    decide_positive_risk,
    drop_positive_risk,
    finish_risk_step,
    hold_risk_review,
    lapse_decision_reviews,
    talk_over_anew,
    write_positive_risk,
)
from plans.services.transition import share_written_transition_plan, write_transition_plan
from plans.services.writing import start, write

__all__ = [
    "achieve",
    "add_goal",
    "add_risk_step",
    "add_risk_view",
    "agree",
    "agree_exit_plan",
    "begin_positive_risk",
    "change_goal",
    "change_risk_step",
    "change_risk_view",
    "comment",
    "decide_positive_risk",
    "decline",
    "drop_positive_risk",
    "finish_exit_condition",
    "finish_risk_step",
    "hold_risk_review",
    "lapse_decision_reviews",
    "let_go",
    "offer",
    "rate",
    "share_written_transition_plan",
    "start",
    "take_back",
    "take_up_again",
    "talk_over_anew",
    "write",
    "write_exit_plan",
    "write_positive_risk",
    "write_transition_plan",
]
