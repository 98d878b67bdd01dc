"""Accounts of people supported and of their representatives: opened after a check of who they are, and ended (R20)."""

from accounts.models import User
from accounts.services import cut_off, invite
from accounts.sessions.own import end_sessions
from casework.access.notifications import notify_account_opened
from casework.access.services import name_representative
from casework.access_needs.services import enlarge_own_pages
from casework.consent.services import stop_sharing_with
from casework.digital_contact.models import wants_no_digital_contact
from casework.models import IdentityCheck, Individual, Representative
from contracts.models import Post
from contracts.services import EMAIL_IN_USE
from core import clock
from core.errors import NotPossible, Refused
from core.models import change_row, strike_row
from core.verbs import verb


def why_no_account(individual: Individual) -> str:
    """Return why no account can be opened on this record; "" where it can."""
    if individual.user_id:
        return "This person has an account already."
    if individual.is_merged:
        return "This record was merged into another. Open the account on that record."
    if individual.died_on:
        return "This person has died."
    if wants_no_digital_contact(individual):
        return "They want no digital contact. Record that this has changed first, if it has."
    return ""


@verb
def open_portal_account(*, individual: Individual, email: str, telephone: str, identity: str, by: User) -> User:
    """Give the person pages of their own: an account with this address, and an invitation.

    `identity` is how somebody checked that it is this person's address. The managers learn of it. Raises NotPossible
    where they have an account, for a record that was merged into another, and after a death; Refused for an address
    that is in use.
    """
    individual = Individual.objects.get_locked(individual.pk)
    if reason := why_no_account(individual):
        raise NotPossible(reason)
    user = _earlier_user(individual, email)
    if user is None:
        user = _new_user(email, individual.full_name, telephone, by)
    elif telephone:
        user.telephone = telephone
        user.save(update_fields=["telephone"])
    _record_check(individual, user, identity, by)
    individual.user = user
    individual.save(update_fields=["user"])
    enlarge_own_pages(individual=individual, by=by)
    invite(user=user, identity=identity, by=by)
    notify_account_opened(individual, by=by)
    return user


@verb
def end_portal_account(*, individual: Individual, reason: str, by: User) -> Individual:
    """Take the person's own pages away, from now on, with every way in: somebody else may have one.

    Who also works here or represents somebody is signed out only. Raises NotPossible where they have no account.
    """
    individual = Individual.objects.get_locked(individual.pk)
    if individual.user is None:
        raise NotPossible("This person has no account.")
    user = individual.user
    _record_check(individual, user, f"Account ended: {reason}", by)
    individual.user = None
    individual.save(update_fields=["user"])
    if _has_other_use(user):
        end_sessions(user, but=None)
    else:
        cut_off(user=user, by=by)
    return individual


@verb
def stop_text_codes(*, individual: Individual, by: User) -> Individual:
    """Send the person no more codes by text, for example after they lost their phone; they sign in by email.

    They are signed out everywhere.

    Raises NotPossible where they get none, and where they have no email address: then their account is ended.
    """
    individual = Individual.objects.get_locked(individual.pk)
    user = individual.user
    if user is None or user.telephone_confirmed_at is None:
        raise NotPossible("They get no codes by text.")
    if not user.email:
        raise NotPossible("They have no email address to sign in with. End the account, and open another one.")
    _record_check(individual, user, "No more codes by text", by)
    user.telephone_confirmed_at = None
    user.save(update_fields=["telephone_confirmed_at"])
    end_sessions(user, but=None)
    return individual


@verb
def invite_representative(
    *,
    individual: Individual,
    full_name: str,
    email: str,
    telephone: str,
    relation: str,
    identity: str,
    by: User,
) -> Representative:
    """Record whom the person chose to represent them, from today, with an account to sign in with.

    Whoever represents somebody else already keeps their account and its name. They see nothing until the person
    consents. Raises Refused for the address of the person, and of staff or Council staff.
    """
    Individual.objects.get_locked(individual.pk)
    user = User.objects.filter(email=email.lower()).first() if email else None
    if user is None:
        user = _new_user(email, full_name, telephone, by)
        invite(user=user, identity=identity, by=by)
    elif individual.is_user(user.pk) or Post.objects.filter(user=user).exists():
        raise Refused("Enter another email address: they use this one for something else here.", field="email")
    _record_check(individual, user, identity, by)
    return name_representative(individual=individual, user=user, relation=relation, from_on=clock.today(), by=by)


@verb
def end_representative(*, representative: Representative, reason: str, by: User) -> Representative:
    """End somebody's representing from today, with the reason: what they could see, they see no more.

    On its first day it covers no day. Raises NotPossible once ended, and Refused without a reason.
    """
    representative = Representative.with_struck.get_locked(representative.pk)
    if closed := why_not_ended(representative):
        raise NotPossible(closed)
    if not reason.strip():
        raise Refused("Enter why it ends.", field="reason")
    stop_sharing_with(party=representative, how="They do not represent the person any more", by=by)
    representative.until_on = max(clock.today(), representative.from_on)
    representative.ended_reason = reason.strip()
    representative.save(update_fields=["until_on", "ended_reason"])
    return representative


def why_not_ended(representative: Representative) -> str:
    """Return why this cannot end today; "" if it can."""
    is_over = representative.until_on is not None and representative.until_on <= clock.today()
    return representative.why_closed or ("They do not represent this person any more." if is_over else "")


@verb
def change_representative(*, representative: Representative, relation: str, by: User) -> Representative:
    """Correct who the representative is to the person. Raises NotPossible for one that was entered in error."""
    return change_row(representative, {"relation": relation})


@verb
def strike_representative(*, representative: Representative, reason: str, by: User) -> Representative:
    """Mark a representative as entered in error: they never were one, see nothing, and no page names the person to
    them. What the person decided about them counts no more. Raises NotPossible if it is, and Refused without a reason.
    """
    return strike_row(representative, by=by, reason=reason)


def _has_other_use(user: User) -> bool:
    return Post.objects.filter(user=user).exists() or Representative.objects.filter(user=user).exists()


def _earlier_user(individual: Individual, email: str) -> User | None:
    """Return the account with this address that was the person's before, and opens nothing now."""
    checks = IdentityCheck.objects.filter(individual=individual, user__email=email.lower())
    if not email:
        return None
    users = User.objects.filter(pk__in=checks.values("user")).exclude(pk__in=Post.objects.values("user"))
    others = Representative.objects.values("user")
    return users.exclude(pk__in=others).exclude(pk__in=Individual.objects.exclude(user=None).values("user")).first()


def _new_user(email: str, full_name: str, telephone: str, by: User) -> User:
    """Create an account that opens nothing by itself. Raises Refused for an address that is in use."""
    if email and User.objects.filter(email=email.lower()).exists():
        raise Refused(EMAIL_IN_USE, field="email")
    if not email and User.objects.with_confirmed_number(telephone):
        raise Refused("Somebody else signs in with this number. Enter an email address.", field="telephone")
    user: User = User.objects.create_user(email, full_name, telephone=telephone, awaits_invitation=True, recorded_by=by)
    return user


def _record_check(individual: Individual, user: User, words: str, by: User) -> None:
    IdentityCheck.objects.create(individual=individual, user=user, words=words[:300], recorded_by=by)
