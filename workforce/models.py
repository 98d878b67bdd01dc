from workforce.absence.models import Absence
from workforce.hours.models import Ceiling, ContractedHours, ContractShare, HoursDivision, WorkingPattern
from workforce.on_call.models import OnCallShift
from workforce.sign_out.models import WorkerSignOut
from workforce.staff.models import Team, Worker, WorkerContract, WorkerSpecialism
from workforce.training.models import TrainingCourse, TrainingDone

__all__ = [
    "Absence",
    "Ceiling",
    "ContractShare",
    "ContractedHours",
    "HoursDivision",
    "OnCallShift",
    "Team",
    "TrainingCourse",
    "TrainingDone",
    "Worker",
    "WorkerContract",
    "WorkerSignOut",
    "WorkerSpecialism",
    "WorkingPattern",
]
