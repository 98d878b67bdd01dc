"""A shared review as PDF and as plain text: what was shared, with its corrections since."""

from typing import Any

from django.http import HttpResponse

from design import formatting, pdf
from reviews.models import Review, ReviewPdf, ReviewVersion
from reviews.record_facts import record_facts


def context(review: Review) -> dict[str, Any]:
    """Return what the template needs: the goals and texts as they are now."""
    return {
        "review": review,
        "facts": _facts(review),
        "individual": review.package.case.individual,
        "rows": written_up(review),
        "versions": corrections_since_sharing(review),
    }


def render(review_pdf: ReviewPdf) -> bytes:
    """Return the tagged PDF, dated when it was requested."""
    related = ("package__case__individual", "package__case__contract__council")
    review = Review.objects.select_related(*related).get(pk=review_pdf.review_id)
    return pdf.render(
        "reviews/package_reviews/review.pdf.html",
        context(review),
        title=f"Review {review.package.reference}, {review.conducted_on:%-d %B %Y}",
        created_on=review_pdf.recorded_at,
    )


def file_name(review: Review, ending: str) -> str:
    """Return the name of the file, without the person's name."""
    return f"review-{review.package.reference}-{review.conducted_on:%Y-%m-%d}.{ending}"


def plain_text(review: Review) -> str:
    """Return the review as plain text, to copy into another system."""
    lines = [f"Review of {review.package.case.individual.full_name}", *_facts(review)]
    lines += [
        f"Corrected {formatting.when(row.recorded_at)} by {row.recorded_by}: {row.reason}"
        for row in corrections_since_sharing(review)
    ]
    for label, text in written_up(review):
        lines += ["", label, text]
    return "\n".join(lines).strip() + "\n"


def text_response(review: Review) -> HttpResponse:
    """Return the review as a file of plain text."""
    response = HttpResponse(plain_text(review), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(review, "txt")}"'
    return response


def written_up(review: Review) -> list[tuple[str, str]]:
    """Return the goals that were talked about and what was written up, as labels and texts."""
    goals = review.goals.select_related("wording", "rating")
    rows = [(str(goal), " ".join(part for part in (goal.words, str(goal.rating or "")) if part)) for goal in goals]
    return [*rows, *review.write_up]


def corrections_since_sharing(review: Review) -> list[ReviewVersion]:
    """Return the corrections since the review was shared, the first on top."""
    rows = review.versions.filter(recorded_at__gt=review.shared_at) if review.shared_at else review.versions.none()
    return list(rows.select_related("recorded_by").order_by("number"))


def _facts(review: Review) -> list[str]:
    """Return what tells the Council whose record the copy belongs to, and when the review took place and was shared."""
    day = f"{review.conducted_on:%-d %B %Y}" if review.conducted_on else ""
    return [
        *record_facts(review.package),
        f"Took place on {day}",
        *([f"Took part: {review.participants}"] if review.participants else []),
        *([f"Shared {formatting.when(review.shared_at)}"] if review.shared_at else []),
    ]
