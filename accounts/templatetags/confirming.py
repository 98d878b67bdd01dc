"""What a page waits with until its user has confirmed that it is them."""

from django import template
from django.contrib.auth import REDIRECT_FIELD_NAME

from accounts.confirm_first import waiting_action
from accounts.page_access import Request

register = template.Library()


@register.simple_tag
def action_that_waits(request: Request) -> str:
    """Return what happens after the confirmation, as in "download the list of people"; "" where no page says it."""
    path = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or request.path
    return waiting_action(path)
