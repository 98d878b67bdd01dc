from workforce.absence.services import end_absence, record_absence
from workforce.hours.services import change_contracted_hours, lift_ceiling, set_ceiling, set_working_pattern
from workforce.on_call.services import put_on_call, take_off_call
from workforce.staff.services import change_details, employ, end_employment
from workforce.training.services import record_training

__all__ = [
    "change_contracted_hours",
    "change_details",
    "employ",
    "end_absence",
    "end_employment",
    "lift_ceiling",
    "put_on_call",
    "record_absence",
    "record_training",
    "set_ceiling",
    "set_working_pattern",
    "take_off_call",
]
