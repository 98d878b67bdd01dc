"""The gallery: each component with its inputs and a live sample, for whoever builds pages."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from design import gallery_samples


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component. Answers 404 unless DEBUG or DEMO is on."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    context = {
        **gallery_samples.SAMPLES,
        "form": gallery_samples.SampleForm(prefix="plain"),
        "wrong": gallery_samples.wrong_form(),
        "filter_form": gallery_samples.SampleFilter(request.GET),
    }
    return render(request, "design/gallery.html", context)
