"""What pages and papers show of a plan."""

from django import template

from plans.plan.plan_view import conversation

register = template.Library()


@register.inclusion_tag("components/conversation.html", takes_context=True)
def said(context, comments):
    """What was said about one part of a plan, oldest first. Inputs: the comments of the part."""
    return {"comments": conversation(comments, context["request"].user), "empty": "Nobody has written here yet."}


@register.inclusion_tag("plans/_rating_change.html")
def rating_line(read, you=False):
    """A goal's ratings in one line. Inputs: the goal as read; `you`, whether its owner is spoken to."""
    values = [rating.value for rating in read.ratings]
    return {"read": read, "you": you, "values": values, "several": len(values) > 1}


@register.inclusion_tag("plans/_signature.html")
def signature(plan):
    """The line that was drawn as a signature. Input: the plan."""
    return {"plan": plan}


@register.inclusion_tag("components/picture.html", takes_context=True)
def picture(context, name):
    """A picture beside a line of easy-read words, which say the same. Input: its name in static/pictures.

    On paper (no request) the address is the file's, on a page it is the site's.
    """
    return {"name": name, "on_paper": "request" not in context}
