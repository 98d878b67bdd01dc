"""The duties that inform the Council: the keyworker update and the review of the package."""

from accounts.enums import Permission
from casework.duties import PersonDuty
from core.duties import register
from reviews.models import KeyworkerUpdate, Review

register(
    PersonDuty(
        key="keyworker-update",
        label="Keyworker update",
        model=KeyworkerUpdate,
        permission=Permission.WRITE_UPDATE,
        page="update",
        message="update-raised",
        about=("package__case__individual",),
    )
)
register(
    PersonDuty(
        key="review",
        label="Review",
        model=Review,
        permission=Permission.CONDUCT_REVIEW,
        page="person_reviews",
        argument="package__case__individual",
        about=("package__case__individual",),
    )
)
