"""One form for each part of a referral."""

from referrals.enums import ReferralPart
from referrals.parts.forms.base import PartForm
from referrals.parts.forms.person import CommunicationForm, ContactForm, PersonForm, ReferralAgreementForm
from referrals.parts.forms.profile import ReferredProfileForm
from referrals.parts.forms.request import ReceiptForm, ReferralRequestForm
from referrals.parts.forms.situation import CarerForm, HealthForm, StaffRiskForm
from referrals.parts.forms.support import EligibilityForm, SupportForm

PART_FORMS: dict[ReferralPart, type[PartForm]] = {
    part: form_class
    for form_class in (
        *(ReceiptForm, ReferralRequestForm, PersonForm, ContactForm, ReferralAgreementForm, EligibilityForm),
        *(SupportForm, HealthForm, CommunicationForm, ReferredProfileForm, CarerForm, StaffRiskForm),
    )
    for part in form_class.parts
}
