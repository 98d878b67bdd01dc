from visits.services.log import last_next_step, log_visit, strike_visit
from visits.services.planning import cancel_planned, plan_visit

__all__ = ["cancel_planned", "last_next_step", "log_visit", "plan_visit", "strike_visit"]
