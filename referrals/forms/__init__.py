from referrals.forms.deciding import AcceptForm, ReasonForm
from referrals.forms.particulars import AttachForm, EditParticularsForm, ParticularsForm
from referrals.forms.waiting import AcknowledgeForm, NoticeForm, PlaceForm
from referrals.forms.weighing import AssessmentForm, FinishAssessmentForm, OverrideForm, SameDayForm, SharingForm

__all__ = [
    "AcceptForm",
    "AcknowledgeForm",
    "AssessmentForm",
    "AttachForm",
    "EditParticularsForm",
    "FinishAssessmentForm",
    "NoticeForm",
    "OverrideForm",
    "ParticularsForm",
    "PlaceForm",
    "ReasonForm",
    "SameDayForm",
    "SharingForm",
]
