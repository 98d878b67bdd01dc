"""Users: everybody who signs in. Their permissions come from posts and relations, never from here."""

import uuid
from typing import Any, Self

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models.invitation import Invitation
from core import clock
from core.history import tracked


class UserQuerySet(models.QuerySet["User"]):
    def with_access(self) -> Self:
        """Filter to users who can sign in and get messages: the account is open and access is not suspended."""
        return self.filter(is_active=True, suspended_at=None)

    def without_invitation(self) -> Self:
        """Filter to users who have no invitation that they can still use."""
        return self.exclude(pk__in=Invitation.objects.usable().values("user"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)["User"]):  # type: ignore[misc]
    def create_user(self, email: str, full_name: str, password: str | None = None, **columns: Any) -> "User":
        """Create a user with this email address. Without a password they sign in by a code sent to it."""
        user = self.model(email=email.strip().lower(), full_name=full_name, **columns)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, full_name: str, password: str | None = None, **columns: Any) -> "User":
        """Create a user for `manage.py createsuperuser`: the first one of an installation.

        No user has permissions of their own here: a post in a contract gives them (`contracts.services.appoint`).
        """
        return self.create_user(email, full_name, password, **columns)

    def with_confirmed_number(self, number: str) -> "User | None":
        """Return the user who confirmed that this number, as it is stored, is theirs; or None."""
        return self.filter(telephone=number).exclude(telephone="").exclude(telephone_confirmed_at=None).first()

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


@tracked(without=("password", "last_login", "own_devices_from"))
class User(AbstractBaseUser):
    """Somebody who signs in: with a code to their email address, or to a number that they confirmed is theirs.

    People who are supported may have no email address. Another number has to be confirmed again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("email address", max_length=254, blank=True)
    full_name = models.CharField(max_length=120)
    telephone = models.CharField(max_length=30, blank=True)
    telephone_confirmed_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    own_devices_from = models.DateTimeField(
        null=True, blank=True, help_text="devices called their own before this count no more"
    )
    suspended_at = models.DateTimeField("access suspended at", null=True, blank=True)
    awaits_invitation = models.BooleanField(default=False, help_text="cannot sign in before accepting an invitation")
    large_type = models.BooleanField(default=False, help_text="the portal shows large letters")
    chose_page_settings = models.BooleanField(default=False, help_text="they chose how their pages look")
    easy_read = models.BooleanField(default=False, help_text="the portal shows easy read where there is one")
    suspended_reason = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    recorded_by = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="confirmed_number_ends",
                operation=pgtrigger.UpdateOf("telephone"),
                when=pgtrigger.Before,
                condition=pgtrigger.Condition(
                    "OLD.telephone IS DISTINCT FROM NEW.telephone "
                    "AND OLD.telephone_confirmed_at IS NOT DISTINCT FROM NEW.telephone_confirmed_at"
                ),
                func="NEW.telephone_confirmed_at = NULL; RETURN NEW;",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                name="user_email_once",
                condition=~Q(email=""),
                violation_error_message="This email address is already in use.",
            ),
            models.UniqueConstraint(
                fields=["telephone"],
                name="user_confirmed_number_once",
                condition=Q(telephone_confirmed_at__isnull=False),
                violation_error_message="Somebody else signs in with this number.",
            ),
            models.CheckConstraint(
                name="user_reachable",
                condition=~Q(email="") | ~Q(telephone=""),
                violation_error_message="Enter an email address or a mobile number.",
            ),
            # The sign-in library looks users up by the address in small letters.
            models.CheckConstraint(
                name="user_email_in_small_letters",
                condition=Q(email=Lower("email")),
                violation_error_message="Write the email address in small letters.",
            ),
            models.CheckConstraint(
                name="user_suspended",
                condition=Q(suspended_at=None, suspended_reason="")
                | (Q(suspended_at__isnull=False) & ~Q(suspended_reason="")),
                violation_error_message="Enter the reason for suspending access.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    @property
    def has_access(self) -> bool:
        """True if the user can sign in and get messages: the account is open and access is not suspended."""
        return self.is_active and self.suspended_at is None
