"""Imports of a provider's earlier records: runs, rows, and the references of imported records."""

from collections.abc import Sequence
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.enums import IMPORT_TRANSITIONS, ImportOutcome, ImportState
from casework.people.models import Individual
from contracts.models import Contract
from core.history import tracked
from core.models import Document, Record, RecordQuerySet, Stateful


class ImportQuerySet(AllowingQuerySet, RecordQuerySet):
    def unfinished(self) -> Self:
        """Filter to the runs that a task has to continue."""
        return self.filter(state__in=[ImportState.CHECKING, ImportState.RUNNING])


@tracked
class ImportRun(Record, Stateful):
    READ = Permission.IMPORT
    STATES = ImportState
    TRANSITIONS = IMPORT_TRANSITIONS

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.CHECKING)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="since the last step that ended")
    notes = ArrayField(models.TextField(), default=list, blank=True, help_text="what is left out or doubtful")
    shared_addresses = models.JSONField(
        encoder=DjangoJSONEncoder, default=list, blank=True, help_text="addresses with several names, and who is who"
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="import_rows",
                condition=Q(rows_done__lte=F("rows_total")),
                violation_error_message="There cannot be more rows imported than there are.",
            )
        ]

    def __str__(self) -> str:
        return f"Import of {self.recorded_at:%-d %b %Y}"

    @property
    def is_checking(self) -> bool:
        return self.state == ImportState.CHECKING

    @property
    def is_checked(self) -> bool:
        return self.state == ImportState.CHECKED

    @property
    def is_running(self) -> bool:
        return self.state == ImportState.RUNNING

    @property
    def is_done(self) -> bool:
        return self.state == ImportState.DONE

    @property
    def is_failed(self) -> bool:
        return self.state == ImportState.FAILED


class ImportRowQuerySet(models.QuerySet):
    def save_results(self, rows: Sequence["ImportRow"]) -> None:
        """Save the results of existing rows in one statement, which `bulk_update` cannot do for JSON and lists."""
        columns = ["outcome", "problems", "record_id", "before", "done_at"]
        ImportRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=columns)

    def wrong(self) -> Self:
        """Filter to the rows that cannot be imported."""
        return self.filter(outcome=ImportOutcome.ERROR)

    def unclear(self) -> Self:
        """Filter to the rows whose address has several names, where nobody has said who is who."""
        return self.filter(outcome=ImportOutcome.UNCLEAR)

    def undecided(self) -> Self:
        """Filter to the people who may be known already and about whom nobody has decided."""
        return self.filter(outcome=ImportOutcome.DUPLICATE, is_same=None)

    def to_import(self) -> Self:
        """Filter to the rows that create or change a record."""
        return self.filter(outcome__in=[ImportOutcome.NEW, ImportOutcome.CHANGE, ImportOutcome.DUPLICATE])


class ImportRow(models.Model):
    """One row of a sheet with its cells, its outcome, and what is needed to undo it. Working data of an import."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="rows")
    sheet = models.CharField(max_length=20)
    number = models.PositiveIntegerField(help_text="as in the spreadsheet")
    key = models.CharField(max_length=120, blank=True)
    cells = models.JSONField(encoder=DjangoJSONEncoder)
    outcome = models.CharField(max_length=10, choices=ImportOutcome)
    problems = ArrayField(models.TextField(), default=list, blank=True)
    likely = models.ForeignKey(Individual, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_same = models.BooleanField(null=True, blank=True, help_text="the person is the likely one; none: not decided")
    record_id = models.UUIDField(null=True, blank=True)
    before = models.JSONField(encoder=DjangoJSONEncoder, null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "sheet", "number"],
                name="import_row_once",
                violation_error_message="This row has already been read.",
            )
        ]
        indexes = [models.Index(fields=["run", "outcome"], name="import_row_outcome")]

    def __str__(self) -> str:
        return f"{self.sheet}, row {self.number}"


@tracked
class Imported(Record):
    """The record imported for a reference of the provider's old system. The same reference is the same record."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    sheet = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    record_id = models.UUIDField()
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "sheet", "key"],
                name="imported_once",
                violation_error_message="This reference has already been imported.",
            )
        ]
        indexes = [models.Index(fields=["record_id"], name="imported_record")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.key}"
