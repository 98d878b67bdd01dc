"""A higher app may answer messages about its own subject on a page of its own, and registers it here."""

from collections.abc import Callable

from plans.models import Comment

AnswerPage = Callable[[Comment], str]
_pages: list[AnswerPage] = []


def answered_on(function: AnswerPage) -> AnswerPage:
    """Decorator: `function` takes a message about something named and returns where it is answered, or ""."""
    _pages.append(function)
    return function


def answer_page_of(comment: Comment) -> str:
    """Return the address of the page of a higher app on which `comment` is answered; "" for the usual page."""
    if not comment.about:
        return ""
    return next((address for page in _pages if (address := page(comment))), "")
