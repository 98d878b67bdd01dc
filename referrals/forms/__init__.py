from referrals.forms.deciding import AcceptForm, ReasonForm
from referrals.forms.particulars import AttachForm, EditParticularsForm, ParticularsForm
from referrals.forms.weighing import AssessmentForm, FinishAssessmentForm, OverrideForm, SameDayForm, SharingForm

__all__ = [
    "AcceptForm",
    "AssessmentForm",
    "AttachForm",
    "EditParticularsForm",
    "FinishAssessmentForm",
    "OverrideForm",
    "ParticularsForm",
    "ReasonForm",
    "SameDayForm",
    "SharingForm",
]
