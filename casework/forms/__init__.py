from casework.forms.access import ReasonForm
from casework.forms.allocation import AllocateForm, CoverForm, EndAllocationForm, ReallocateForm, RelationForm
from casework.forms.ending import CorrectDeathForm, DeathForm, EndForm, EndingForm
from casework.forms.hospital import (
    AdmissionForm,
    CorrectStayForm,
    DischargeForm,
    OverrideForm,
    ReadmissionForm,
    ResumptionForm,
    StrikeForm,
    WardForm,
)
from casework.forms.imports import BringForm, CouncilDocumentForm, CutOverForm, SameForm, TakeInForm, UndoForm
from casework.forms.package import ExpectedEndForm, HoursForm, StrandForm

__all__ = [
    "AdmissionForm",
    "AllocateForm",
    "BringForm",
    "CorrectDeathForm",
    "CorrectStayForm",
    "CouncilDocumentForm",
    "CoverForm",
    "CutOverForm",
    "DeathForm",
    "DischargeForm",
    "EndAllocationForm",
    "EndForm",
    "EndingForm",
    "ExpectedEndForm",
    "HoursForm",
    "OverrideForm",
    "ReadmissionForm",
    "ReallocateForm",
    "ReasonForm",
    "RelationForm",
    "ResumptionForm",
    "SameForm",
    "StrandForm",
    "StrikeForm",
    "TakeInForm",
    "UndoForm",
    "WardForm",
]
