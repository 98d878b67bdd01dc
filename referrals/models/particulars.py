"""What a referral says about the person: as the referrer wrote it, part by part."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from casework.enums import CareActOutcome, HospitalKind, RelationshipKind
from casework.particulars.enums import ContactSafety
from casework.profile.enums import RESTRICTED
from referrals.enums import Agreement, CaresFor, InterpreterNeed, ReferralState, StaffRisk, YesNo
from workforce.enums import Gender

WORDS_LENGTH = 300


class Particulars(models.Model):
    """The columns of a referral about the person, as sent."""

    full_name = models.CharField(max_length=120)
    known_as = models.CharField(max_length=60, blank=True)
    former_names = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    born_about = models.PositiveSmallIntegerField(
        "year of birth, about", null=True, blank=True, help_text="where the date is not known"
    )
    birth_is_unknown = models.BooleanField(
        default=False, help_text="neither the date nor the year is known; without it, a draft does not say yet"
    )
    nhs_number = models.CharField(max_length=10, blank=True)
    council_reference = models.CharField("Council’s reference for the person", max_length=40, blank=True)
    # Reaching the person.
    address = models.TextField(blank=True)
    area = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    # None: not known, which is neither safe nor unsafe.
    telephone_is_safe = models.BooleanField(null=True, blank=True)
    text_is_safe = models.BooleanField(null=True, blank=True)
    email = models.EmailField(blank=True)
    email_is_safe = models.BooleanField(null=True, blank=True)
    contact_note = models.CharField(max_length=200, blank=True)
    # Whom to contact in an emergency.
    emergency_name = models.CharField("emergency contact", max_length=120, blank=True)
    emergency_kind = models.CharField(
        "emergency contact’s relationship to the person", max_length=10, choices=RelationshipKind, blank=True
    )
    emergency_telephone = models.CharField("emergency contact’s phone number", max_length=30, blank=True)
    emergency_safety = models.CharField("is it safe to contact them?", max_length=10, choices=ContactSafety, blank=True)
    # Whether the person knows and agrees.
    knows_of_referral = models.CharField("knows about the referral", max_length=10, choices=YesNo, blank=True)
    agreement = models.CharField("agrees to it", max_length=15, choices=Agreement, blank=True)
    best_interest_by = models.CharField("who decided in their best interest", max_length=120, blank=True)
    agreement_words = models.CharField("in their words, or why", max_length=WORDS_LENGTH, blank=True)
    # The tests.
    lives_in_area = models.CharField(max_length=10, choices=YesNo, blank=True)
    has_mental_health_services = models.CharField(max_length=10, choices=YesNo, blank=True)
    care_act_outcomes = ArrayField(models.CharField(max_length=20, choices=CareActOutcome), default=list, blank=True)
    has_significant_impact = models.CharField(max_length=10, choices=YesNo, blank=True)
    # What the Council asks for.
    needs = models.TextField(blank=True)
    outcomes = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    agreed_end_point = models.TextField(blank=True)
    expected_end_on = models.DateField(null=True, blank=True)
    worker_gender_wish = models.CharField("preferred gender of worker", max_length=10, choices=Gender, blank=True)
    worker_language_wish = models.CharField("preferred language of worker", max_length=40, blank=True)
    # In hospital now.
    in_hospital = models.CharField("in hospital now", max_length=10, choices=YesNo, blank=True)
    hospital = models.CharField(max_length=120, blank=True)
    ward = models.CharField(max_length=120, blank=True)
    hospital_kind = models.CharField("type of hospital", max_length=20, choices=HospitalKind, blank=True)
    admitted_on = models.DateField("admitted", null=True, blank=True)
    expected_discharge_on = models.DateField("expected discharge", null=True, blank=True)
    gp_surgery = models.CharField("GP surgery", max_length=120, blank=True)
    gp_telephone = models.CharField("GP’s phone number", max_length=30, blank=True)
    # Understanding the person.
    interpreter = models.CharField("interpreter needed", max_length=10, choices=InterpreterNeed, blank=True)
    interpreter_language = models.CharField("language", max_length=60, blank=True)
    communication_needs = models.CharField(max_length=300, blank=True)
    # Who the person is: what came of asking the open questions of the profile; one that was not asked is absent.
    # Question → {"answered", "codes", "words"}, as `casework.services.check_profile_answer` takes them.
    profile = models.JSONField("about the person", default=dict, blank=True)
    # An unpaid carer.
    has_carer = models.CharField("has an unpaid carer", max_length=10, choices=YesNo, blank=True)
    carer_name = models.CharField("carer’s name", max_length=120, blank=True)
    carer_telephone = models.CharField("carer’s phone number", max_length=30, blank=True)
    may_contact_carer = models.CharField("may we contact the carer?", max_length=10, choices=YesNo, blank=True)
    # The person as a carer of somebody else.
    is_carer = models.CharField("is a carer for someone", max_length=10, choices=YesNo, blank=True)
    cares_for = models.CharField("who they care for", max_length=10, choices=CaresFor, blank=True)
    # Risks to staff.
    staff_risk = models.CharField("known risks to staff", max_length=10, choices=StaffRisk, blank=True)
    staff_risk_words = models.CharField("the risks", max_length=WORDS_LENGTH, blank=True)
    staff_risk_help = models.CharField("what helps", max_length=WORDS_LENGTH, blank=True)

    class Meta:
        abstract = True

    @property
    def is_birth_given(self) -> bool:
        """Whether it says when the person was born, or that nobody knows."""
        return self.date_of_birth is not None or self.born_about is not None or self.birth_is_unknown

    @property
    def agreement_warning(self) -> str:
        """What to ask about before support starts, where the person does not know or has not agreed; "" otherwise."""
        if self.agreement == Agreement.NO:
            return "The person does not agree to the referral."
        if self.knows_of_referral == YesNo.NO:
            return "The person does not know about the referral."
        if self.agreement == Agreement.NOT_ASKED:
            return "It has not been asked if the person agrees to the referral."
        return ""

    @property
    def is_in_hospital(self) -> bool:
        return self.in_hospital == YesNo.YES

    @property
    def has_staff_risk(self) -> bool:
        return self.staff_risk == StaffRisk.YES

    @property
    def is_staff_risk_unknown(self) -> bool:
        """Return True if nobody asked, or knows, about risks to staff: that is not the same as none."""
        return self.staff_risk == StaffRisk.NOT_KNOWN


# What an answer requires of another may be missing in a draft, which is saved unfinished, and never once it is sent.
IS_DRAFT = Q(state=ReferralState.DRAFT)
NO_SAFE_TELEPHONE = (Q(telephone_is_safe=None) | Q(telephone_is_safe=False)) & (
    Q(text_is_safe=None) | Q(text_is_safe=False)
)
PARTICULARS_CONSTRAINTS = [
    models.CheckConstraint(
        name="referral_born_about",
        condition=Q(born_about=None) | Q(date_of_birth=None, born_about__range=(1900, 2100)),
        violation_error_message="Enter the date of birth, or a year from 1900 to 2100 if it is not known.",
    ),
    models.CheckConstraint(
        name="referral_birth_unknown",
        condition=Q(birth_is_unknown=False) | Q(date_of_birth=None, born_about=None),
        violation_error_message="Enter the date of birth, or the year, or that neither is known.",
    ),
    models.CheckConstraint(
        name="referral_safe_telephone",
        condition=IS_DRAFT | ~Q(telephone="") | NO_SAFE_TELEPHONE,
        violation_error_message="Enter the phone number that is safe to use.",
    ),
    models.CheckConstraint(
        name="referral_safe_email",
        condition=IS_DRAFT | ~Q(email="") | Q(email_is_safe=None) | Q(email_is_safe=False),
        violation_error_message="Enter the email address that is safe to use.",
    ),
    models.CheckConstraint(
        name="referral_emergency_contact",
        condition=IS_DRAFT
        | ~Q(emergency_name="") & ~Q(emergency_kind="") & ~Q(emergency_telephone="")
        | Q(emergency_name="", emergency_kind="", emergency_telephone="", emergency_safety=""),
        violation_error_message="Enter the name, relationship and phone number of the emergency contact.",
    ),
    models.CheckConstraint(
        name="referral_gp",
        condition=IS_DRAFT | ~Q(gp_surgery="") | Q(gp_telephone=""),
        violation_error_message="Enter the GP surgery.",
    ),
    models.CheckConstraint(
        name="referral_best_interest",
        condition=Q(agreement=Agreement.BEST_INTEREST) & (IS_DRAFT | ~Q(best_interest_by="") & ~Q(agreement_words=""))
        | ~Q(agreement=Agreement.BEST_INTEREST) & Q(best_interest_by=""),
        violation_error_message="Enter who decided in the person’s best interest, and why.",
    ),
    models.CheckConstraint(
        name="referral_in_hospital",
        condition=Q(in_hospital=YesNo.YES) & (IS_DRAFT | ~Q(hospital="") & ~Q(hospital_kind=""))
        | ~Q(in_hospital=YesNo.YES)
        & Q(hospital="", ward="", hospital_kind="", admitted_on=None, expected_discharge_on=None),
        violation_error_message="Enter the hospital and its type, or that the person is not in hospital.",
    ),
    models.CheckConstraint(
        name="referral_expected_discharge",
        condition=Q(admitted_on=None) | Q(expected_discharge_on=None) | Q(expected_discharge_on__gte=F("admitted_on")),
        violation_error_message="The expected discharge cannot be before the admission.",
    ),
    models.CheckConstraint(
        name="referral_interpreter",
        condition=Q(interpreter=InterpreterNeed.LANGUAGE) & (IS_DRAFT | ~Q(interpreter_language=""))
        | Q(interpreter=InterpreterNeed.SIGN)
        | ~Q(interpreter__in=[InterpreterNeed.LANGUAGE, InterpreterNeed.SIGN]) & Q(interpreter_language=""),
        violation_error_message="Enter the language that the person needs an interpreter for.",
    ),
    models.CheckConstraint(
        name="referral_profile_open",
        condition=~Q(profile__has_any_keys=[question.value for question in RESTRICTED]),
        violation_error_message="A referral does not ask about forensic history, alcohol or drugs.",
    ),
    models.CheckConstraint(
        name="referral_carer",
        condition=Q(has_carer=YesNo.YES) & (IS_DRAFT | ~Q(carer_name=""))
        | ~Q(has_carer=YesNo.YES) & Q(carer_name="", carer_telephone="", may_contact_carer=""),
        violation_error_message="Enter the carer’s name, or that there is no carer.",
    ),
    models.CheckConstraint(
        name="referral_cares_for",
        condition=Q(is_carer=YesNo.YES) & (IS_DRAFT | ~Q(cares_for="")) | ~Q(is_carer=YesNo.YES) & Q(cares_for=""),
        violation_error_message="Choose who the person cares for, or that they care for no one.",
    ),
    models.CheckConstraint(
        name="referral_staff_risk",
        condition=Q(staff_risk=StaffRisk.YES) & (IS_DRAFT | ~Q(staff_risk_words=""))
        | ~Q(staff_risk=StaffRisk.YES) & Q(staff_risk_words="", staff_risk_help=""),
        violation_error_message="Enter the risks to staff, or that none are known.",
    ),
]
