from workforce.absence.services import correct_absence, end_absence, record_absence, withdraw_absence
from workforce.courses.services import add_course, correct_course, end_course, reopen_course
from workforce.hiring.services import add_new_worker, add_worker
from workforce.hours.services import (
    change_contracted_hours,
    correct_division,
    divide_hours,
    end_division,
    lift_ceiling,
    set_ceiling,
    set_working_pattern,
    withdraw_division,
)
from workforce.on_call.services import put_on_call, take_off_call
from workforce.sign_out.services import sign_out_everywhere
from workforce.staff.services import change_details, employ, end_employment
from workforce.teams.services import add_team, end_team, rename_team, reopen_team
from workforce.training.services import correct_training, record_training, withdraw_training

__all__ = [
    "add_course",
    "add_new_worker",
    "add_team",
    "add_worker",
    "change_contracted_hours",
    "change_details",
    "correct_absence",
    "correct_course",
    "correct_division",
    "correct_training",
    "divide_hours",
    "employ",
    "end_absence",
    "end_course",
    "end_division",
    "end_employment",
    "end_team",
    "lift_ceiling",
    "put_on_call",
    "record_absence",
    "record_training",
    "rename_team",
    "reopen_course",
    "reopen_team",
    "set_ceiling",
    "set_working_pattern",
    "sign_out_everywhere",
    "take_off_call",
    "withdraw_absence",
    "withdraw_division",
    "withdraw_training",
]
