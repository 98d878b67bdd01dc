"""A worker's own calendar address: made, revoked, read."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.pages import PageClass, page
from core import clock
from visits import calendar, services
from workforce.models import Worker


@page(PageClass.OWN)
def my_calendar(request):
    """Whether there is an address and when it was read last; made and revoked here, shown in full once."""
    worker = Worker.objects.visible_to(request.user).filter(user=request.user).first()
    token = ""
    if request.method == "POST" and worker is not None and "make" in request.POST:
        token = services.make_feed(worker=worker, by=request.user)
    elif request.method == "POST" and worker is not None and "revoke" in request.POST:
        services.revoke_feed(worker=worker, by=request.user)
    page_context = {
        "worker": worker,
        "feed": calendar.feed_of(request.user),
        "address": f"https://{settings.SITE_HOST}{reverse('calendar', args=[token])}" if token else "",
    }
    return render(request, "visits/my_calendar.html", page_context)


@page(PageClass.TOKEN)
@require_safe
def feed(request, token):
    """The calendar itself, for whoever holds the address."""
    worker = services.read_feed(token)
    if worker is None:
        raise Http404
    text = calendar.text_of(calendar.visits_of(worker), clock.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
