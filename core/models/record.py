"""What every record has: a UUID key, and when and by whom it was recorded."""

import uuid
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self, TypeVar, cast
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Q

from core import clock
from core.errors import Conflict, NotPossible, Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

    from core.transitions import Transition

Row = TypeVar("Row", bound=models.Model)


class RecordQuerySet(models.QuerySet[Row]):
    def delete(self) -> NoReturn:
        raise TypeError("Records are marked as entered in error, never deleted.")

    def get_locked(self, pk: UUID) -> Row:
        """Return the row, locked until the end of the transaction. Raises DoesNotExist."""
        return self.select_for_update(of=("self",), no_key=True).get(pk=pk)


class AboutQuerySet(RecordQuerySet):
    """Rows that name other records by their ids in `about_ids`."""

    def not_about(self, record_ids: Collection[UUID] | models.QuerySet[Any, Any]) -> Self:
        """Leave out the rows that name any of `record_ids` (a collection, or a queryset of one column)."""
        hidden = ArraySubquery(record_ids) if isinstance(record_ids, models.QuerySet) else list(record_ids)
        return self.exclude(about_ids__overlap=hidden)


# What pages show as the author when a scheduled job made the row.
AUTOMATIC = "Automatic"
# How the name of somebody without an account ends, who did it by a link.
BY_LINK = " (by a link)"


# A class of its own: django-stubs declares the managers that it makes from a queryset as class variables, which no
# model could override with another manager.
class RecordManager(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc]
    """The manager of a record without a queryset of its own."""


class Record(models.Model):
    """`recorded_at` is when the row was written (UTC), beside its own dates.

    `recorded_by` is None when a scheduled job made the row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    if TYPE_CHECKING:
        objects: Any
    else:
        objects = RecordManager()

    class Meta:
        abstract = True

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("Records are marked as entered in error, never deleted.")


def lock_row(record: Row) -> Row:
    """Return the row of `record` (whose manager is a RecordQuerySet's), locked until the end of the transaction.

    Raises NotPossible when it is struck through and its model leaves such rows out.
    """
    model: Any = type(record)
    if not hasattr(model, "with_struck"):
        locked: Row = model._default_manager.get_locked(record.pk)
        return locked
    row = _lock_with_struck(record)
    if row.struck_at:
        raise NotPossible(ALREADY_STRUCK)
    return cast("Row", row)


ALREADY_STRUCK = "This is already marked as entered in error."
STRUCK_COLUMNS = ("struck_at", "struck_by", "struck_reason")


class StrikeThrough(models.Model):
    """A record that can be struck through when it was entered by mistake: it remains for audit, out of every figure."""

    struck_at = models.DateTimeField(null=True, blank=True, editable=False)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    struck_reason = models.TextField(blank=True)

    class Meta:
        abstract = True

    def strike(self, *, by: "User | None", reason: str) -> None:
        """Strike through the row. The caller has locked it. Raises NotPossible when it is struck through already,
        and Refused without a reason.
        """
        if self.struck_at:
            raise NotPossible(ALREADY_STRUCK)
        if not reason.strip():
            raise Refused("Enter the reason this was entered in error.", field="reason")
        self.struck_at, self.struck_by, self.struck_reason = clock.now(), by, reason.strip()
        self.save(update_fields=[*STRUCK_COLUMNS, *self.set_struck_columns()])

    @property
    def why_closed(self) -> str:
        """Why a form that corrects or withdraws the row cannot be saved; "" if it can."""
        return ALREADY_STRUCK if self.struck_at else ""

    def set_struck_columns(self) -> list[str]:
        """Set the further columns that a struck row has, and return their names."""
        return []

    @staticmethod
    def strike_constraint(name: str) -> models.CheckConstraint:
        """Return the constraint that a struck record has the time, the user and the reason together."""
        return models.CheckConstraint(
            name=name,
            condition=Q(struck_at=None, struck_by=None, struck_reason="")
            | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_reason="")),
            violation_error_message="Enter the reason this was entered in error.",
        )


def change_row(row: Row, columns: Mapping[str, Any]) -> Row:
    """Set the columns of a row with a manager `with_struck`, and return it locked. Call in a verb.

    Raises NotPossible when it is struck through.
    """
    locked = _lock_with_struck(row)
    if locked.why_closed:
        raise NotPossible(locked.why_closed)
    for name, value in columns.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(columns))
    return locked


def strike_row(row: Row, *, by: "User | None", reason: str) -> Row:
    """Strike through a row with a manager `with_struck`, and return it locked. Call in a verb; raises as `strike`."""
    locked = _lock_with_struck(row)
    locked.strike(by=by, reason=reason)
    return locked


def _lock_with_struck(row: Row) -> Any:
    manager: Any = type(row).with_struck  # type: ignore[attr-defined]  # every model that is struck through has it
    return manager.get_locked(row.pk)


class NotStruckManager(models.Manager[Row]):
    """Leaves out what was struck through. A model whose rows are read in many places has it as its first manager, and
    one named `with_struck` with all rows.
    """

    def get_queryset(self) -> models.QuerySet[Row]:
        return super().get_queryset().filter(struck_at=None)


class RevisionChecked(models.Model):
    """A record that two people may edit. `revision` counts the saves."""

    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def check_revision(self, revision: int) -> None:
        """Lock the row and count this save. Raises Conflict with the saved row unless `revision` is its revision."""
        current = lock_row(self)
        if current.revision != revision:
            raise Conflict(current)
        self.revision = revision + 1


class Stateful(models.Model):
    """A record with a `state` column; the class names its STATES (the enum) and TRANSITIONS (the table)."""

    STATES: type[models.TextChoices]
    TRANSITIONS: "ClassVar[dict[str, Transition]]"
    state: "models.CharField[str, str]"

    class Meta:
        abstract = True

    @property
    def state_choice(self) -> models.TextChoices:
        """The state as its enum member, with label and tone."""
        return self.STATES(self.state)
