"""The answers that every referral needs before it is sent, beside who is referred and for what."""

REFERRAL_ANSWERS = {
    "knows_of_referral": "yes",
    "agreement": "yes",
    "in_hospital": "no",
    "interpreter": "none",
    "has_carer": "no",
    "is_carer": "no",
    "staff_risk": "none known",
}
