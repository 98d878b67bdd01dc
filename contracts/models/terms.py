"""The terms of a contract from a date. Null means that the contract has no such rule."""

import datetime
from typing import Any, cast

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q

from contracts.enums import ExcludedActivity, ReturnInterval
from contracts.models.contract import Contract
from core.models import NotStruckManager, Record, RecordQuerySet, StrikeThrough

# The SQL of `TermsQuerySet.on_day`, for one column; `expressions` are the id of the contract and the day.
TERM_ON_DAY = """(
    SELECT terms.%(column)s
      FROM (SELECT %(expressions)s) AS asked (contract_id, day)
      JOIN contracts_terms terms ON terms.contract_id = asked.contract_id
      JOIN contracts_contract contract ON contract.id = terms.contract_id
     WHERE terms.struck_at IS NULL AND (terms.from_on <= asked.day OR contract.cut_over_on IS NOT NULL)
     ORDER BY terms.from_on <= asked.day DESC, abs(terms.from_on - asked.day)
     LIMIT 1
)"""


SOURCE_LENGTH = 60  # characters of the name of a team or service that may refer
# A row may be struck through once; nothing else of it changes.
ONLY_STRUCK_ONCE = """
    IF TG_OP = 'UPDATE' AND OLD.struck_at IS NULL
       AND to_jsonb(NEW) - ARRAY['struck_at', 'struck_by_id', 'struck_reason']
           = to_jsonb(OLD) - ARRAY['struck_at', 'struck_by_id', 'struck_reason'] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
"""


class TermOn(Func):
    """One column of the terms in force on a day, in a query: the rule of `TermsQuerySet.on_day`.

    `contract` and `day` are expressions; the contract is a path such as "case__contract".
    """

    template = TERM_ON_DAY

    def __init__(self, column: str, contract: Any, day: Any):
        field = cast("models.Field[Any, Any]", Terms._meta.get_field(column))
        super().__init__(contract, day, column=column, output_field=field.clone())


class TermsQuerySet(RecordQuerySet["Terms"]):
    def on_day(self, day: datetime.date) -> "Terms | None":
        """Return the row in force on `day` among these rows of one contract: the newest that begins by then.

        A contract with a cut-over has people from before its first terms: its first row counts for the days before it
        (R63). Otherwise such a day has no terms. Rows that were fetched are not fetched again.
        """
        rows = sorted(self, key=lambda row: row.from_on)
        begun = [row for row in rows if row.from_on <= day]
        if begun:
            return begun[-1]
        return rows[0] if rows and rows[0].contract.cut_over_on else None

    def sources(self) -> list[str]:
        """Return who may refer by any of these terms, earlier ones included, in the order of the alphabet."""
        return sorted({source for sources in self.values_list("sources", flat=True) for source in sources})


class Terms(Record, StrikeThrough):
    """One row for each contract and start date, written once. New terms are a new row; earlier periods keep theirs.

    Terms that have not begun may be struck through.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="terms")
    from_on = models.DateField()
    # Referrals: who, by whom, with which documents.
    sources = ArrayField(
        models.CharField(max_length=SOURCE_LENGTH), default=list, help_text="teams and services that may refer, by name"
    )
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True, help_text="years; on the planned start")
    age_limit = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="years; the birthday on which someone is no longer eligible"
    )
    asks_mental_health_services = models.BooleanField(null=True, blank=True)
    asks_eligible_needs = models.BooleanField(null=True, blank=True)
    asks_residence = models.BooleanField(null=True, blank=True)
    asks_council_support_plan = models.BooleanField(null=True, blank=True)
    asks_council_risk_assessment = models.BooleanField(null=True, blank=True)
    asks_keyworker = models.BooleanField(null=True, blank=True)
    asks_exit_plan = models.BooleanField(null=True, blank=True)
    asks_transition_plan = models.BooleanField(null=True, blank=True, help_text="for someone under the minimum age")
    asks_revised_plan = models.BooleanField(
        null=True, blank=True, help_text="and a formal review, after support ended because of a hospital stay"
    )
    asks_connections_map = models.BooleanField(
        null=True, blank=True, help_text="of the people and places in each life domain, then and now (C10)"
    )
    counts_review_answers = models.BooleanField(
        null=True, blank=True, help_text="what people say at reviews that is better, the same or worse (C11)"
    )
    declines_for_capacity_only = models.BooleanField(null=True, blank=True)
    priority_bands = ArrayField(
        models.CharField(max_length=60),
        null=True,
        blank=True,
        help_text="of the waiting list, highest priority first",
    )
    no_placement_programme = models.BooleanField(
        null=True, blank=True, help_text="no Individual Placement and Support here; employment is supported (C2)"
    )
    excluded_activities = ArrayField(
        models.CharField(max_length=20, choices=ExcludedActivity),
        null=True,
        blank=True,
        help_text="what the service does not do",
    )
    excluded_activities_clause = models.CharField(
        max_length=40, blank=True, help_text="of the contract, where it says what the service does not do"
    )
    # Time limits.
    decide_within_working_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="working days to decide a referral, the day of receipt not counted"
    )
    update_days = models.PositiveSmallIntegerField(null=True, blank=True, help_text="days between keyworker updates")
    update_ahead_days = models.PositiveSmallIntegerField(default=14, help_text="days ahead an update is raised")
    review_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="months from one review to the next, if none is agreed there"
    )
    update_reminder_days = ArrayField(
        models.PositiveSmallIntegerField(),
        null=True,
        blank=True,
        help_text="days before an update is due on which its worker is reminded",
    )
    update_needs_check = models.BooleanField(
        null=True, blank=True, help_text="a manager checks each update before it is sent"
    )
    hold_pauses_updates = models.BooleanField(
        null=True, blank=True, help_text="days on hold do not count towards the next update"
    )
    acknowledge_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="days after which the keyworker is reminded to acknowledge; after as many again a manager asks",
    )
    hold_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="days a package is on hold in hospital, the day of admission not counted",
    )
    hold_warning_days = ArrayField(
        models.PositiveSmallIntegerField(),
        null=True,
        blank=True,
        help_text="days of the hold, counted like it",
    )
    extends_hold = models.BooleanField(null=True, blank=True, help_text="the Council may extend a hold in writing")
    survey_months = models.PositiveSmallIntegerField(null=True, blank=True)
    # Calls for help.
    safe_minutes = models.PositiveSmallIntegerField(
        default=15, help_text="minutes after the planned end in which a worker checks in as safe"
    )
    answer_minutes = models.PositiveSmallIntegerField(
        default=10, help_text="minutes in which a call for help is answered before others are called"
    )
    alert_minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="minutes after which an alert that is not closed is reminded of"
    )
    # Safeguarding.
    council_contact_hours = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="hours after a concern is raised in which the Council is contacted"
    )
    portal_form_working_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="working days after the Council’s decision in which the Partnership Board’s form is sent",
    )
    # Hours of the service (T4.2) and levels.
    day_starts_at = models.TimeField(null=True, blank=True)
    day_ends_at = models.TimeField(null=True, blank=True)
    minimum_people_at_once = models.PositiveSmallIntegerField(null=True, blank=True, help_text="per full-time worker")
    minimum_people_a_year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="per full-time worker")
    full_time_minutes = models.PositiveIntegerField(default=37 * 60, help_text="a week, of one full-time worker")
    return_working_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="working days after the end of a quarter by which its return is sealed"
    )
    return_interval = models.CharField(max_length=20, choices=ReturnInterval, default=ReturnInterval.QUARTERLY)

    objects = NotStruckManager.from_queryset(TermsQuerySet)()
    with_struck = TermsQuerySet.as_manager()

    class Meta:
        ordering = ["contract", "from_on"]
        verbose_name_plural = "terms"
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "from_on"],
                condition=Q(struck_at=None),
                name="terms_once_a_day",
                violation_error_message="The contract already has terms from that date.",
            ),
            StrikeThrough.strike_constraint("terms_struck"),
            models.CheckConstraint(
                name="terms_ages",
                condition=Q(minimum_age=None) | Q(age_limit=None) | Q(age_limit__gt=F("minimum_age")),
                violation_error_message="The age limit must be above the minimum age.",
            ),
            models.CheckConstraint(
                name="terms_day",
                condition=Q(day_starts_at=None, day_ends_at=None) | Q(day_ends_at__gt=F("day_starts_at")),
                violation_error_message="Service hours must end after they start.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="terms_written_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=ONLY_STRUCK_ONCE,
            )
        ]

    def __str__(self) -> str:
        return f"{self.contract} from {self.from_on:%-d %B %Y}"

    @property
    def tests_age(self) -> bool:
        """Return whether the terms ask how old somebody is."""
        return self.minimum_age is not None or self.age_limit is not None
