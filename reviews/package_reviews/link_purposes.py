"""What a link without an account may be for here: the outcome of a review that was shared (T4.8)."""

from accounts.code_links.purposes import LinkPurpose, register
from accounts.enums import Permission
from accounts.models import CodeLink
from reviews.council_links import why_council_link_ended
from reviews.models import Review


def why_review_link_ended(link: CodeLink) -> str:
    """Return why a link to a review ends: it was shared by mistake, or as `why_council_link_ended`."""
    review = Review.with_struck.select_related("package__case__contract__council").get(pk=link.record_id)
    if review.struck_at is not None:
        return "The review was marked as entered in error."
    return why_council_link_ended(link, review.package)


REVIEW_LINK = register(
    LinkPurpose(
        key="review outcome",
        title="the outcome of a review",
        model=Review,
        permission=Permission.CONDUCT_REVIEW,
        page="linked_review",
        record_page="review",
        why_ended=why_review_link_ended,
    )
)
