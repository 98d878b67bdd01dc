"""Breaking the rules of referrals, pre-decision assessments and capacity notices."""

import datetime

from core import clock
from referrals.models import (
    CapacityFigures,
    CapacityNotice,
    CriterionOverride,
    NoticeLine,
    PlanSharing,
    Referral,
    ReferralAddition,
    ReferralDocument,
    TransitionAssessment,
)
from tests.constraints.registry import breaks, update_row
from tests.factories import DocumentFactory, ReferralFactory, days_ago

DAY = datetime.timedelta(days=1)


@breaks("referral_received")
def _(cast):
    update_row(Referral, ReferralFactory(contract=cast.tameside), state="sent")


@breaks("referral_born_about")
def _(cast):
    update_row(Referral, ReferralFactory(contract=cast.tameside), born_about=1958)


@breaks("referral_accepted")
def _(cast):
    referral = ReferralFactory(contract=cast.tameside, sent=True)
    update_row(Referral, referral, state="accepted", decided_at=clock.now())


@breaks("referral_decided")
def _(cast):
    update_row(Referral, ReferralFactory(contract=cast.tameside, sent=True), state="declined")


@breaks("referral_safe_telephone")
def _(cast):
    update_row(Referral, ReferralFactory(contract=cast.tameside, sent=True), text_is_safe=True)


@breaks("referral_safe_email")
def _(cast):
    update_row(Referral, ReferralFactory(contract=cast.tameside, sent=True), email_is_safe=True)


@breaks("referral_referrer")
def _(cast):
    update_row(Referral, ReferralFactory(contract=cast.tameside), referrer=None, referrer_words="")


@breaks("referral_birth_unknown")
def _(cast):
    update_row(Referral, ReferralFactory(contract=cast.tameside), birth_is_unknown=True)


@breaks("referral_best_interest")
def _(cast):
    update_row(Referral, ReferralFactory(contract=cast.tameside, sent=True), agreement="best interest")


@breaks("referral_in_hospital")
def _(cast):
    update_row(Referral, ReferralFactory(contract=cast.tameside, sent=True), in_hospital="yes")


@breaks("referral_expected_discharge")
def _(cast):
    stay = {"in_hospital": "yes", "hospital": "Stonefield", "hospital_kind": "acute", "admitted_on": cast.today}
    referral = ReferralFactory(contract=cast.tameside, **stay)
    update_row(Referral, referral, expected_discharge_on=days_ago(1))


@breaks("referral_interpreter")
def _(cast):
    update_row(Referral, ReferralFactory(contract=cast.tameside, sent=True), interpreter="language")


@breaks("referral_profile_open")
def _(cast):
    answer = {"answered": "given", "codes": ["prison"], "words": ""}
    update_row(Referral, ReferralFactory(contract=cast.tameside), profile={"forensic": answer})


@breaks("referral_carer")
def _(cast):
    update_row(Referral, ReferralFactory(contract=cast.tameside, sent=True), has_carer="yes")


@breaks("referral_cares_for")
def _(cast):
    update_row(Referral, ReferralFactory(contract=cast.tameside, sent=True), is_carer="yes")


@breaks("referral_staff_risk")
def _(cast):
    update_row(Referral, ReferralFactory(contract=cast.tameside, sent=True), staff_risk="yes")


@breaks("referral_emergency_contact")
def _(cast):
    update_row(Referral, ReferralFactory(contract=cast.tameside, sent=True), emergency_telephone="01632 960001")


@breaks("referral_gp")
def _(cast):
    update_row(Referral, ReferralFactory(contract=cast.tameside, sent=True), gp_telephone="01632 960001")


def make_addition(cast, **changed):
    referral = ReferralFactory(contract=cast.tameside, sent=True)
    columns = {"referral": referral, "part": "contact", "words": "Do not text", "recorded_by": cast.rui, **changed}
    return ReferralAddition.objects.create(**columns)


@breaks("referral_addition_words")
def _(cast):
    make_addition(cast, words="")


@breaks("referral_addition_read")
def _(cast):
    make_addition(cast, read_at=clock.now())


@breaks("referral_addition_struck")
def _(cast):
    make_addition(cast, struck_at=clock.now())


@breaks("referral_reached_us")
def _(cast):
    update_row(Referral, ReferralFactory(contract=cast.tameside), reached_us_at=clock.now())


@breaks("referral_same_day_risk")
def _(cast):
    update_row(Referral, ReferralFactory(contract=cast.tameside), same_day_risk="A dog", same_day_risk_at=clock.now())


@breaks("referral_band")
def _(cast):
    update_row(Referral, ReferralFactory(contract=cast.tameside), band=1)


@breaks("referral_wanted_minutes")
def _(cast):
    update_row(Referral, ReferralFactory(contract=cast.tameside), wanted_minutes=0)


# Before the decision


def make_waiver(cast, **changed):
    return CriterionOverride.objects.create(
        **{
            "referral": ReferralFactory(contract=cast.tameside),
            "criterion": "residence",
            "agreed_by": "Helen Armitage",
            "agreed_on": cast.today,
            "reason": "He moves in next week",
        }
        | changed
    )


@breaks("criterion_override_once")
def _(cast):
    make_waiver(cast, referral=make_waiver(cast).referral)


@breaks("criterion_override_agreed")
def _(cast):
    make_waiver(cast, agreed_by="")


@breaks("criterion_override_struck")
def _(cast):
    make_waiver(cast, struck_reason="A slip")


def make_assessment(cast, **changed):
    return TransitionAssessment.objects.create(
        **{
            "referral": ReferralFactory(contract=cast.tameside),
            "from_on": cast.today,
            "assessed_by": "Priya Nair",
        }
        | changed
    )


@breaks("transition_dates")
def _(cast):
    make_assessment(cast, until_on=cast.today, result="Ready to begin")


@breaks("transition_result")
def _(cast):
    make_assessment(cast, until_on=cast.today + DAY)


@breaks("plan_sharing_once")
def _(cast):
    referral = ReferralFactory(contract=cast.tameside)
    for _ in range(2):
        PlanSharing.objects.create(
            referral=referral, agency="children", shared_with="Their social worker", shared_on=cast.today
        )


@breaks("plan_sharing_struck")
def _(cast):
    columns = {"agency": "children", "shared_with": "Their social worker", "shared_on": cast.today}
    PlanSharing.objects.create(referral=ReferralFactory(contract=cast.tameside), struck_reason="A slip", **columns)


# Notices


def make_figures(cast):
    numbers = ("workers", "contracted", "away", "committed", "free", "most_free", "wanted", "waiting")
    return CapacityFigures.objects.create(contract=cast.tameside, on=cast.today, **dict.fromkeys(numbers, 1))


def make_notice(cast, **changed):
    return CapacityNotice.objects.create(contract=cast.tameside, kind="delay", figures=make_figures(cast), **changed)


def make_notice_line(cast, of, referral):
    return NoticeLine.objects.create(notice=of, referral=referral, received_on=cast.today, position=1)


@breaks("notice_acknowledged")
def _(cast):
    make_notice(cast, state="acknowledged")


@breaks("notice_line_once")
def _(cast):
    sent, referral = make_notice(cast), ReferralFactory(contract=cast.tameside)
    for _ in range(2):
        make_notice_line(cast, sent, referral)


@breaks("referral_document_struck")
def _(cast):
    referral = ReferralFactory(contract=cast.tameside)
    document = ReferralDocument.objects.create(referral=referral, kind="other", document=DocumentFactory())
    update_row(ReferralDocument, document, struck_reason="A slip")
