"""Inviting somebody to sign in, and accepting the invitation (R20)."""

from django.conf import settings
from django.urls import reverse

from accounts.models import Invitation, User
from core import clock
from core.channels import texts_are_sent
from core.errors import NotPossible, Refused
from core.letterhead import letterhead
from core.messages import queue_email, queue_text
from core.tokens import hash_token, new_token
from core.verbs import verb

INVITATION_USED = "This link has been used or has expired. Ask whoever invited you for a new one."
NO_COST = "You need no licence, and you and your organisation pay nothing for it.\n\n"


@verb
def invite(*, user: User, identity: str, is_free: bool = False, by: User | None) -> Invitation:
    """Send `user` a link by which they sign in for the first time; earlier links end.

    It goes to their email address; to their mobile number where they have none, and by the link they confirm it.

    `identity` is how the inviter checked that the address is theirs. `is_free` adds, for the Council's staff, that they
    pay nothing. The text names nobody: somebody else may read it. Raises NotPossible once they have signed in or while
    their access is suspended, Refused without `identity`.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.last_login and not user.awaits_invitation:
        raise NotPossible("They have already signed in.")
    if not user.has_access:
        raise NotPossible("Their access is suspended. Restore it first.")
    if not user.email and not texts_are_sent():
        raise Refused("We send no text messages. Enter an email address.", field="email")
    if not identity.strip():
        raise Refused("Enter how you checked who they are.", field="identity")
    now, token = clock.now(), new_token()
    Invitation.objects.open().filter(user=user).update(ended_at=now)
    invitation = Invitation.objects.create(
        user=user,
        identity=identity.strip()[:300],
        token_hash=hash_token(token),
        expires_at=now + Invitation.LASTS,
        recorded_by=by,
    )
    if not user.awaits_invitation and not user.has_usable_password():
        user.awaits_invitation = True
        user.save(update_fields=["awaits_invitation"])
    _send(invitation, token, is_free=is_free, by=by)
    return invitation


def _send(invitation: Invitation, token: str, *, is_free: bool, by: User | None) -> None:
    user = invitation.user
    if not user.email:
        link = f"{settings.SITE_ADDRESS}{reverse('invitation', args=[token])}"
        sender = letterhead()
        name = f"{sender.name}, {sender.telephone}: " if sender.name else ""
        words = f"{name}You can sign in here: {link} It works once, for {Invitation.LASTS.days} days."
        queue_text(user.telephone, key=f"invitation:{invitation.pk}", body=words, user=user, by=by)
        return
    queue_email(
        user.email,
        key=f"invitation:{invitation.pk}",
        subject="You can sign in to Casework",
        body="You now have an account in Casework with this email address.\n\n"
        + (NO_COST if is_free else "")
        + f"Open the address below to sign in for the first time. It works once, for {Invitation.LASTS.days} days.\n\n"
        "If you were not expecting this email, ignore it.",
        path=reverse("invitation", args=[token]),
        user=user,
        is_secret=True,
        by=by,
    )


def invited_user(token: str) -> User | None:
    """Return whom the invitation with this token is for, or None where it cannot be used any more."""
    invitation = Invitation.objects.usable().of_token(token).select_related("user").first()
    return invitation.user if invitation is not None and invitation.user.has_access else None


@verb
def accept_invitation(*, token: str, by: User | None) -> User:
    """Use the invitation with this token up, and return its user, who may sign in from now on.

    Raises NotPossible for one that was used, was replaced or has expired, and while access is suspended.
    """
    invitation = Invitation.objects.usable().of_token(token).select_for_update(of=("self",)).first()
    if invitation is None or not invitation.user.has_access:
        raise NotPossible(INVITATION_USED)
    return _use(invitation)


@verb
def accept_invitation_by_email(*, email: str, by: User | None) -> User | None:
    """Use up the invitation of the user with this address, which somebody else has verified: a sign-in provider.

    Return None where there is no invitation that can still be used.
    """
    open_ones = Invitation.objects.usable().filter(user__email=email.lower())
    invitation = open_ones.select_for_update(of=("self",)).first()
    if invitation is None or not invitation.user.has_access:
        return None
    return _use(invitation)


def _use(invitation: Invitation) -> User:
    invitation.used_at = clock.now()
    invitation.save(update_fields=["used_at"])
    user: User = invitation.user
    user.awaits_invitation = False
    if not user.email:
        user.telephone_confirmed_at = clock.now()
    user.save(update_fields=["awaits_invitation", "telephone_confirmed_at"])
    return user
