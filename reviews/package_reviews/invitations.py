"""Who is invited to a review, as history has it."""

from core.history import tracked_links
from reviews.package_reviews.models import Review


@tracked_links
class ReviewInvitation(Review.invited_representatives.through):  # type: ignore[name-defined]
    """The link of a review to a representative who is invited, for its history."""

    class Meta:
        proxy = True
