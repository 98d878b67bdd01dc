from core.models.channel_test import ChannelTest
from core.models.dated import Dated, DatedQuerySet, DatedStrikeThrough, join_on_day, not_overlapping
from core.models.document import Document
from core.models.document_job import DocumentJob
from core.models.draft import FormDraft
from core.models.duty import Duty, DutyQuerySet, DutyUrgency, urgency_on
from core.models.message import Channel, DemoText, Message, MessageState, Receipt
from core.models.message_choice import EmailChoice, MessageChoice
from core.models.no_texts import NoTexts
from core.models.record import (
    AUTOMATIC,
    BY_LINK,
    AboutQuerySet,
    NotStruckManager,
    Record,
    RecordQuerySet,
    RevisionChecked,
    Stateful,
    StrikeThrough,
    change_row,
    lock_row,
    strike_row,
)
from core.models.state_change import StateChange
from core.models.submission import Submission
from core.models.sweep import SweepRun
from core.models.unsent import UnsentForm

__all__ = [
    "AUTOMATIC",
    "BY_LINK",
    "AboutQuerySet",
    "Channel",
    "ChannelTest",
    "Dated",
    "DatedQuerySet",
    "DatedStrikeThrough",
    "DemoText",
    "Document",
    "DocumentJob",
    "Duty",
    "DutyQuerySet",
    "DutyUrgency",
    "EmailChoice",
    "FormDraft",
    "Message",
    "MessageChoice",
    "MessageState",
    "NoTexts",
    "NotStruckManager",
    "Receipt",
    "Record",
    "RecordQuerySet",
    "RevisionChecked",
    "StateChange",
    "Stateful",
    "StrikeThrough",
    "Submission",
    "SweepRun",
    "UnsentForm",
    "change_row",
    "join_on_day",
    "lock_row",
    "not_overlapping",
    "strike_row",
    "urgency_on",
]
