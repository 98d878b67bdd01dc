from referrals.forms.deciding import AcceptForm, ReasonForm
from referrals.forms.particulars import AttachForm, EditParticularsForm, ParticularsForm

__all__ = [
    "AcceptForm",
    "AttachForm",
    "EditParticularsForm",
    "ParticularsForm",
    "ReasonForm",
]
