"""What updates and reviews bring to a person's timeline."""

from accounts.enums import Permission
from core.timeline import LENGTH, Entry
from reviews.models import KeyworkerUpdate, Review


def entries(individual, user) -> list[Entry]:
    """Updates that were sent, reviews that were held, as `user` may see them."""
    updates = (
        KeyworkerUpdate.objects.allowing(user, Permission.READ_UPDATE)
        .filter(package__case__individual=individual)
        .select_related("submitted_by")
        .order_by("-submitted_at")[:LENGTH]
    )
    held = Review.objects.visible_to(user).filter(package__case__individual=individual, held_on__isnull=False)
    return [
        *(
            Entry(
                at=update.submitted_at,
                title="Update sent to the keyworker",
                by=str(update.submitted_by),
                href=f"/updates/{update.pk}/",
                pill=update.state_word,
            )
            for update in updates
        ),
        *(
            Entry(
                at=review.recorded_at if review.shared_at is None else review.shared_at,
                title=f"Review held on {review.held_on:%-d %B %Y}",
                body=review.outcome,
                href=f"/people/{individual.pk}/reviews/",
                pill=review.state_word,
            )
            for review in held.order_by("-held_on")[:LENGTH]
        ),
    ]
