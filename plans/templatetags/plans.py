"""What pages and PDFs show of a plan."""

from collections.abc import Iterable
from typing import Any

from django import template

from plans.enums import RatedBy
from plans.models import Comment, SupportPlan
from plans.support_plan.plan_view import GoalView, conversation

register = template.Library()

# Who gave a rating, as the person reads it.
RATED_BY_TO_PERSON = {
    RatedBy.PERSON: "your score",
    RatedBy.WORKER: "your worker’s score",
    RatedBy.TOGETHER: "you and your worker together",
}


@register.inclusion_tag("components/conversation.html", takes_context=True)
def plan_comments(context: dict[str, Any], comments: Iterable[Comment]) -> dict[str, Any]:
    """The comments on one part of a plan, oldest first. Inputs: the comments of the part."""
    return _conversation(context, comments, "No comments yet.")


@register.inclusion_tag("components/conversation.html", takes_context=True)
def plan_comment(context: dict[str, Any], comment: Comment) -> dict[str, Any]:
    """One comment. Input: the comment."""
    return _conversation(context, [comment], "")


def _conversation(context: dict[str, Any], comments: Iterable[Comment], empty: str) -> dict[str, Any]:
    """Return what the component shows; `service_contacts` are the numbers below what waits for an answer.

    The messages with the ids in the page's `new_answers` are marked as new; so are those in its `taken_back`, that the
    person took back.
    """
    marked = {"new": context.get("new_answers", ()), "taken_back": context.get("taken_back", ())}
    rows = conversation(comments, context["request"].user, **marked)
    return {"comments": rows, "empty": empty, "service_contacts": context.get("service_contacts")}


@register.inclusion_tag("plans/goals/_rating_summary.html")
def rating_summary(goal: GoalView, you: bool = False) -> dict[str, Any]:
    """A goal's ratings in one sentence. Inputs: the goal as viewed; `you`, True if its owner reads: then in words."""
    values = [rating.value for rating in goal.ratings]
    last = goal.last_rating
    rated_by = f"rated by {last.get_rated_by_display().lower()}" if last else ""
    if you and last:
        rated_by = RATED_BY_TO_PERSON[RatedBy(last.rated_by)]
    return {
        "goal": goal,
        "values": values,
        "several": len(values) > 1,
        "rated_by": rated_by,
        "last": last.to_person if you and last else last,
        "first": goal.first_rating.to_person if you and goal.first_rating else goal.first_rating,
    }


@register.inclusion_tag("plans/support_plan/_signature.html")
def signature(plan: SupportPlan) -> dict[str, SupportPlan]:
    """The signature as it was drawn. Input: the plan."""
    return {"plan": plan}


@register.inclusion_tag("components/picture.html", takes_context=True)
def picture(context: dict[str, Any], name: str) -> dict[str, Any]:
    """A picture beside an easy-read line. Input: its name in static/pictures.

    In a PDF (no request) the address is the file's, on a page it is the site's.
    """
    return {"name": name, "on_paper": "request" not in context}
