"""What the pages of a referral share: opening it, and saying why."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.permissions import can
from casework.access.records import opened
from design.form_view import form_page
from referrals.enums import CameBy
from referrals.forms.deciding import ReasonForm
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


def open_for_referrer(request, pk) -> Referral:
    """What a referrer does; for one that came otherwise, also those who decide, as they were told."""
    to_decide = Referral.objects.allowing(request.user, Permission.DECIDE_REFERRAL)
    came_otherwise = to_decide.filter(pk=pk).exclude(came_by=CameBy.HERE).exists()
    return open_to_decide(request, pk) if came_otherwise else open_own(request, pk)


def documents_of(referral: Referral, user):
    """Whoever decides sees every document; a referrer those they attached, for others may tell who is known here."""
    attached = referral.documents.select_related("document")
    return attached if can(user, Permission.DECIDE_REFERRAL, referral) else attached.filter(recorded_by=user)


def open_to_decide(request, pk) -> Referral:
    return open_referral(request, pk, Permission.DECIDE_REFERRAL)


def say_why(request, referral, *, service, title, label, submit, said, check=False):
    """A page with one text: the reason of a decision, or a question, or its answer."""
    return form_page(
        request,
        ReasonForm,
        title=title,
        key=f"referrals.{service.__name__}:{referral.pk}",
        label=label,
        submit=submit,
        check=check,
        save=lambda data: service(request.user, data["reason"]),
        done=reverse("referral", args=[referral.pk]),
        said=said,
        back=reverse("referral", args=[referral.pk]),
    )
