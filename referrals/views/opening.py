"""What the pages of a referral share: opening it, and saying why."""

from django.urls import reverse

from accounts.enums import Permission
from casework.access import opened
from design.pages import form_page
from referrals.forms import ReasonForm
from referrals.models import Referral


def open_referral(request, pk, permission) -> Referral:
    """The referral, its opening written first."""
    return opened(
        request,
        Referral.objects,
        permission,
        pk=pk,
        person="package__case__individual",
        related=(
            "contract__council",
            "strand",
            "recorded_by",
            "referrer",
            "package__case",
            "transition",
            "returns_from__case__individual",
        ),
    )


def open_own(request, pk) -> Referral:
    return open_referral(request, pk, Permission.MAKE_REFERRAL)


def open_to_decide(request, pk) -> Referral:
    return open_referral(request, pk, Permission.DECIDE_REFERRAL)


def say_why(request, referral, *, service, title, label, submit, said):
    """A page with one text: the reason of a decision, or a question, or its answer."""
    return form_page(
        request,
        ReasonForm,
        title=title,
        key=f"referrals.{service.__name__}:{referral.pk}",
        label=label,
        submit=submit,
        save=lambda data: service(request.user, data["reason"]),
        done=reverse("referral", args=[referral.pk]),
        said=said,
        back=reverse("referral", args=[referral.pk]),
    )
