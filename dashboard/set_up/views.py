"""The set-up of the service: a list of tasks, in any order and over many days."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from contracts.posts import require_permission
from contracts.services import go_live, undo_going_live
from core import channel_tests, channels
from core.models import Channel
from dashboard.set_up.forms import ChannelCodeForm, NoTextsForm
from dashboard.set_up.progress import blocking_parts, sections
from design.form_view import form_page, post_action


@page(PageClass.SERVICE_KEEP)
@require_safe
def set_up(request: Request) -> HttpResponse:
    """Every part of the set-up, whether it is done, and what it means while it is not."""
    require_permission(request.user, Permission.KEEP_SERVICE)
    parts = sections(request.user)
    page_context = {
        "sections": parts,
        "missing": [(section, part) for section in parts for part in section.parts if part.is_missing],
    }
    return render(request, "dashboard/set_up.html", page_context)


@page(PageClass.SERVICE_KEEP)
@require_POST
def live(request: Request) -> HttpResponse:
    """Go live, or say what is missing."""
    require_permission(request.user, Permission.KEEP_SERVICE)
    return post_action(
        request,
        lambda: go_live(missing=blocking_parts(request.user), by=request.user),
        success_url=reverse("set_up"),
        success_message="The service is live.",
    )


@page(PageClass.SERVICE_KEEP)
@require_POST
def not_live(request: Request) -> HttpResponse:
    """Take going live back, where it was pressed too early."""
    require_permission(request.user, Permission.KEEP_SERVICE)
    return post_action(
        request,
        lambda: undo_going_live(by=request.user),
        success_url=reverse("set_up"),
        success_message="The service is being set up again, and each page of staff says so.",
    )


def _channel(name: str) -> Channel:
    """Return the channel of an address. Raises Http404 for one that is not used."""
    channels = {channel.value: channel for channel in channel_tests.TESTED if channel_tests.is_in_use(channel)}
    if name not in channels:
        raise Http404
    return channels[name]


@page(PageClass.SERVICE_KEEP)
def channel_test(request: Request, name: str) -> HttpResponse:
    """Test a channel: send yourself a code, then enter it."""
    require_permission(request.user, Permission.KEEP_SERVICE)
    channel, back = _channel(name), reverse("set_up")
    return form_page(
        request,
        ChannelCodeForm,
        title=f"Test: {channel.label.lower()}",
        template="dashboard/channel_test.html",
        context={
            "channel": channel,
            "sender": channel_tests.sender_of(channel),
            "was_sent": channel_tests.was_sent(channel, request.user),
            "passed": channel_tests.last_passed(channel),
        },
        save=lambda data: channel_tests.confirm_test(channel=channel, code=data["code"], by=request.user),
        keeps_draft=False,
        success_url=back,
        success_message="The test has passed.",
        back=back,
    )


@page(PageClass.SERVICE_KEEP)
@require_POST
def channel_test_send(request: Request, name: str) -> HttpResponse:
    """Send a code to the user on the channel."""
    require_permission(request.user, Permission.KEEP_SERVICE)
    channel = _channel(name)
    return post_action(
        request,
        lambda: channel_tests.send_test(channel=channel, by=request.user),
        success_url=reverse("channel_test", args=[name]),
        success_message="A message with a code is on its way.",
    )


@page(PageClass.SERVICE_KEEP)
def no_texts(request: Request) -> HttpResponse:
    """Choose to send no text messages: what will not work then, and the way back."""
    require_permission(request.user, Permission.KEEP_SERVICE)
    back, choice = reverse("set_up"), channels.no_texts_choice()
    if choice and request.method != "POST":
        page_context = {"choice": choice, "ended": channels.ended_choices(), "back": back}
        return render(request, "dashboard/no_texts_chosen.html", page_context)
    return form_page(
        request,
        NoTextsForm,
        title="No text messages",
        template="dashboard/no_texts.html",
        context={"ended": channels.ended_choices()},
        save=lambda data: channels.stop_texts(by=request.user),
        keeps_draft=False,
        success_url=back,
        success_message="No text messages are sent from now.",
        back=back,
    )


@page(PageClass.SERVICE_KEEP)
@require_POST
def send_texts_again(request: Request) -> HttpResponse:
    """End the choice to send no text messages."""
    require_permission(request.user, Permission.KEEP_SERVICE)
    return post_action(
        request,
        lambda: channels.send_texts_again(by=request.user),
        success_url=reverse("set_up"),
        success_message="Text messages are sent again.",
    )
