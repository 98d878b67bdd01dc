from plans.services.agreeing import agree, comment, decline, offer, take_back
from plans.services.goals import achieve, add_goal, change_goal, let_go, rate, take_up_again
from plans.services.risk import (
    add_hazard,
    begin_risk,
    change_hazard,
    drop_risk,
    leave_out_hazard,
    put_in_force,
    write_risk,
)
from plans.services.risk_standing import (
    confirm_risk,
    keep_risk_paper,
    lapse_risk_reviews,
    make_missing_risk_papers,
    show_to_council,
    sign_risk,
    stop_showing,
)
from plans.services.writing import start, write

__all__ = [
    "achieve",
    "add_goal",
    "add_hazard",
    "agree",
    "begin_risk",
    "change_goal",
    "change_hazard",
    "comment",
    "confirm_risk",
    "decline",
    "drop_risk",
    "keep_risk_paper",
    "lapse_risk_reviews",
    "leave_out_hazard",
    "let_go",
    "make_missing_risk_papers",
    "offer",
    "put_in_force",
    "rate",
    "show_to_council",
    "sign_risk",
    "start",
    "stop_showing",
    "take_back",
    "take_up_again",
    "write",
    "write_risk",
]
