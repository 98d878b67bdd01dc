from referrals.models.addition import ReferralAddition
from referrals.models.notice import CapacityNotice, NoticeLine
from referrals.models.pre_decision import CapacityFigures, CriterionOverride, PlanSharing, TransitionAssessment
from referrals.models.referral import Referral, ReferralDocument

__all__ = [
    "CapacityFigures",
    "CapacityNotice",
    "CriterionOverride",
    "NoticeLine",
    "PlanSharing",
    "Referral",
    "ReferralAddition",
    "ReferralDocument",
    "TransitionAssessment",
]
