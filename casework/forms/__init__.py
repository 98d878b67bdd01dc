from casework.forms.access import ReasonForm
from casework.forms.hospital import AdmissionForm, DischargeForm, OverrideForm
from casework.forms.package import AllocateForm, EndForm

__all__ = [
    "AdmissionForm",
    "AllocateForm",
    "DischargeForm",
    "EndForm",
    "OverrideForm",
    "ReasonForm",
]
