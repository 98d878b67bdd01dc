from core.models.dated import Dated, DatedQuerySet, join_on_day, not_overlapping
from core.models.document import Document
from core.models.draft import FormDraft
from core.models.duty import Duty, DutyQuerySet, DutyUrgency, urgency_on
from core.models.message import DemoText, Message
from core.models.record import AboutQuerySet, Record, RecordQuerySet, RevisionChecked, Stateful, StrikeThrough
from core.models.state_change import StateChange
from core.models.submission import Submission
from core.models.sweep import SweepRun

__all__ = [
    "AboutQuerySet",
    "Dated",
    "DatedQuerySet",
    "DemoText",
    "Document",
    "Duty",
    "DutyQuerySet",
    "DutyUrgency",
    "FormDraft",
    "Message",
    "Record",
    "RecordQuerySet",
    "RevisionChecked",
    "StateChange",
    "Stateful",
    "StrikeThrough",
    "Submission",
    "SweepRun",
    "join_on_day",
    "not_overlapping",
    "urgency_on",
]
