"""The columns of a review that is written up, with their labels, and a message about them."""

# What is written up, with its labels: the form, the page, the changes and earlier versions use them.
REVIEW_LABELS = {
    "conducted_on": "Date of the review",
    "participants": "Who took part",
    "works_well": "What works",
    "works_badly": "What does not work",
    "own_words": "In the person’s own words",
    "outcome": "What was agreed",
    "disagreement": "Who disagreed, and about what",
    "social_network": "Friends, family and other people",
    "quality_of_life": "Quality of life and confidence",
    "managing_distress": "Managing distress",
    "is_risk_reviewed": "Risk assessment reviewed",
    "risk_review_on": "Risk assessment: next review",
    "hours_change": "Hours of support",
    "hours_minutes": "By how much a week",
    "next_route": "What comes next",
    "changes_plan": "The support plan changes",
    "next_review_on": "Next review",
}
REVIEW_COLUMNS = tuple(REVIEW_LABELS)
# Messages of rules that more than one place checks.
NOT_SHARED = "Only a shared review is marked as entered in error. Withdraw this one instead."
HOURS_MISSING = "Enter by how much the hours change."
