"""Downtime packs: what a team needs on paper when Casework is not available, its passphrases, and who used them."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from contracts.models import Contract
from core.history import append_only, tracked
from core.models import Record, RecordQuerySet
from visits.downtime.enums import PackUseKind
from workforce.models import Team


class PackQuerySet(AllowingQuerySet, RecordQuerySet):
    pass


@tracked
class PackTeam(Record):
    """A team in one contract: its packs are for those who read that contract's people."""

    READ = Permission.OPEN_PACK

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["contract__name", "team__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "contract"],
                name="pack_team_once",
                violation_error_message="This team already has packs for this contract.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.team}, {self.contract}"


class PackPassphrase(Record):
    """The encrypted passphrase of a team's packs; the newest is in force. It is generated, never typed."""

    READ = Permission.OPEN_PACK

    pack_team = models.ForeignKey(PackTeam, on_delete=models.PROTECT, related_name="passphrases")
    encrypted = models.TextField()
    reason = models.CharField("why it was changed", max_length=200, blank=True, help_text="empty: the first")

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-id"]
        triggers = [append_only("pack_passphrase_written_once")]

    def __str__(self) -> str:
        return f"passphrase of {self.pack_team}"


class DowntimePackQuerySet(PackQuerySet):
    def latest_of_each(self) -> Self:
        """Return the latest pack of each team."""
        return self.order_by("pack_team_id", "-made_on", "-recorded_at", "id").distinct("pack_team_id")


@tracked(without=("content",))
class DowntimePack(Record):
    """One evening's pack. Its file is deleted after a week; the row, with who made and took it, remains."""

    READ = Permission.OPEN_PACK

    pack_team = models.ForeignKey(PackTeam, on_delete=models.PROTECT, related_name="packs")
    passphrase = models.ForeignKey(PackPassphrase, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField(help_text="the evening")
    first_on = models.DateField()
    last_on = models.DateField(help_text="the last day of its visits, itself counted")
    people_ids = ArrayField(models.UUIDField(), default=list, help_text="the people it is about")
    made_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the only reader, from whom a wall hides somebody in the team's own pack; none: the team's",
    )
    content = models.BinaryField(null=True, help_text="the encrypted file; none: it was deleted")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="bytes")
    left_out = ArrayField(models.CharField(max_length=60), default=list, help_text="references of people not printed")
    not_printed = models.TextField(blank=True, help_text="the letters that it could not print, by name")
    emptied_on = models.DateField(null=True, blank=True)
    written_at = models.DateTimeField(null=True, blank=True, help_text="into the folder outside Casework")

    objects = DowntimePackQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "-recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pack_team", "made_on", "passphrase"],
                condition=Q(made_for=None),
                name="pack_once",
                violation_error_message="This evening's pack has already been made.",
            ),
            models.CheckConstraint(
                name="pack_days",
                condition=Q(first_on__gt=F("made_on"), last_on__gte=F("first_on")),
                violation_error_message="A pack must be for days after the evening on which it was made.",
            ),
            models.CheckConstraint(
                name="pack_content",
                condition=Q(content__isnull=False, emptied_on=None) | Q(content=None, emptied_on__isnull=False),
                violation_error_message="A pack must have either its file or the date on which the file was deleted.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack_team}, {self.made_on:%-d %b %Y}"


class PackUse(Record):
    """One use: somebody took a pack, or saw the passphrase."""

    READ = Permission.OPEN_PACK

    pack_team = models.ForeignKey(PackTeam, on_delete=models.PROTECT, related_name="uses")
    kind = models.CharField(max_length=20, choices=PackUseKind)
    pack = models.ForeignKey(DowntimePack, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="pack_use_kind",
                condition=Q(kind=PackUseKind.TAKEN, pack__isnull=False) | Q(kind=PackUseKind.PASSPHRASE, pack=None),
                violation_error_message="Choose the pack that was downloaded.",
            )
        ]
        triggers = [append_only("pack_use_written_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.recorded_by}"
