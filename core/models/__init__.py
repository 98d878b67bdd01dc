from core.models.dated import Dated, DatedQuerySet, holding_on, not_overlapping
from core.models.document import Document
from core.models.duty import Duty, DutyQuerySet, DutyStanding, outstanding_on
from core.models.message import DemoText, Message
from core.models.move import Move
from core.models.record import AboutQuerySet, Record, RecordQuerySet, Revised, Stateful, Struck
from core.models.sweep import SweepRun
from core.models.unsaved import UnsavedText

__all__ = [
    "AboutQuerySet",
    "Dated",
    "DatedQuerySet",
    "DemoText",
    "Document",
    "Duty",
    "DutyQuerySet",
    "DutyStanding",
    "Message",
    "Move",
    "Record",
    "RecordQuerySet",
    "Revised",
    "Stateful",
    "Struck",
    "SweepRun",
    "UnsavedText",
    "holding_on",
    "not_overlapping",
    "outstanding_on",
]
