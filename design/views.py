"""The gallery: each component with its inputs and a live sample, for whoever builds pages."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from design import samples


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component. Answers 404 unless DEBUG or DEMO is on."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    context = {
        **samples.SAMPLES,
        "form": samples.SampleForm(prefix="plain"),
        "wrong": samples.wrong_form(),
        "filter_form": samples.SampleFilter(request.GET),
    }
    return render(request, "design/gallery.html", context)
