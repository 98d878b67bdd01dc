"""What the pages of a referral share: opening it, and saying why."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.permissions import can
from casework.access.records import open_record
from design.form_view import form_page
from referrals.enums import CameBy
from referrals.forms.deciding import ReasonForm
from referrals.models import Referral


def open_for_referrer(request, pk) -> Referral:
    """What a referrer does; for one that came otherwise, also those who decide, as they were told."""
    to_decide = Referral.objects.allowing(request.user, Permission.DECIDE_REFERRAL)
    came_otherwise = to_decide.filter(pk=pk).exclude(came_by=CameBy.HERE).exists()
    permission = Permission.DECIDE_REFERRAL if came_otherwise else Permission.MAKE_REFERRAL
    return open_record(request, Referral, permission, pk)


def documents_of(referral: Referral, user):
    """Whoever decides sees every document; a referrer those they attached, for others may tell who is known here."""
    attached = referral.documents.select_related("document")
    return attached if can(user, Permission.DECIDE_REFERRAL, referral) else attached.filter(recorded_by=user)


def say_why(request, referral, *, service, title, label, submit, success_message, review=False):
    """A page with one text: the reason of a decision, or a question, or its answer."""
    return form_page(
        request,
        ReasonForm,
        title=title,
        label=label,
        submit=submit,
        review=review,
        save=lambda data: service(request.user, data["reason"]),
        success_url=reverse("referral", args=[referral.pk]),
        success_message=success_message,
        back=reverse("referral", args=[referral.pk]),
    )
