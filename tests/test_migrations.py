"""What the models say and what the migrations make are the same; what stood before an upgrade stands after it."""

import datetime
from contextlib import closing

import pgtrigger
import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from core import clock

BEFORE = [("casework", "0003_names_and_rules"), ("referrals", "0002_way_in"), ("plans", "0001_initial")]
SCRATCH = "casework_upgraded"
AFTER = [
    ("casework", "0005_package_without_strand"),
    ("referrals", "0004_referrer_said"),
    ("plans", "0004_line_needed"),
]
STARTED, ENDED = datetime.date(2026, 3, 2), datetime.date(2026, 6, 1)
# Half past midnight in London, on the day after.
RECORDED = datetime.datetime(2026, 6, 1, 23, 30, tzinfo=datetime.UTC)


@pytest.mark.django_db
def test_no_model_is_ahead_of_its_migrations(capsys):
    try:
        call_command("makemigrations", check=True, dry_run=True)
    except SystemExit:
        pytest.fail(f"Run makemigrations and commit what it writes:\n{capsys.readouterr().out}", pytrace=False)


@pytest.fixture
def scratch(django_db_setup, django_db_blocker):
    """Given an empty database of its own, in place of the tests'."""
    tests_own = connection.settings_dict["NAME"]
    scratch_name = f"{SCRATCH}_{tests_own}"
    with django_db_blocker.unblock():
        parameters = {**connection.get_connection_params(), "dbname": "postgres"}
        parameters.pop("cursor_factory", None)
        with closing(psycopg2.connect(**parameters)) as server:
            server.autocommit = True
            cursor = server.cursor()
            cursor.execute(f'DROP DATABASE IF EXISTS "{scratch_name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{scratch_name}"')
            connection.close()
            connection.settings_dict["NAME"] = scratch_name
            try:
                yield
            finally:
                connection.close()
                connection.settings_dict["NAME"] = tests_own
                cursor.execute(f'DROP DATABASE "{scratch_name}" WITH (FORCE)')


def migrated_to(targets):
    """Migrate the scratch database to `targets`; the models as they were then."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


class Before:
    """A small provider as the release before had it: one with a strand, one ended, one ended on its first day."""

    def __init__(self, apps):
        def model(label):
            return apps.get_model(label).objects

        council = model("contracts.Council").create(name="Marsh and Vale Council", area="Marsh and Vale")
        contract = model("contracts.Contract").create(council=council, name="Support at home", starts_on=STARTED)
        self.strand = model("contracts.Strand").create(contract=contract, name="Staying well", position=1)
        self.rui = model("accounts.User").create(email="rui@people.example", full_name="Rui Tavares")

        def package(name, strand, **columns):
            person = model("casework.Individual").create(full_name=name, date_of_birth=datetime.date(1987, 5, 14))
            case = model("casework.Case").create(individual=person, contract=contract, opened_on=STARTED)
            return model("casework.SupportPackage").create(
                reference=f"P-{name[:5].upper()}",
                case=case,
                starts_on=STARTED,
                strand=strand,
                recorded_at=RECORDED,
                recorded_by=self.rui,
                **columns,
            )

        self.running = package("Maya Lindqvist", self.strand)
        self.ended = package("Owen Castellan", self.strand, state="ended", ended_on=ENDED, end_reason="choice")
        self.never = package("Wen Achterberg", self.strand, state="ended", ended_on=STARTED, end_reason="choice")
        self.without = package("Tomasz Zielinski", None)

        def referral(name, by, package=None, kinds=()):
            decided = {"state": "accepted", "decided_at": RECORDED, "received_at": RECORDED} if package else {}
            made = model("referrals.Referral").create(
                reference=f"F-{name[:5].upper()}",
                contract=contract,
                source="hub",
                full_name=name,
                date_of_birth=datetime.date(1987, 5, 14),
                package=package,
                recorded_by=by,
                **decided,
            )
            for number, kind in enumerate(kinds):
                document = model("core.Document").create(
                    title=kind,
                    file_name="a.pdf",
                    content_type="application/pdf",
                    size=9,
                    sha256="a" * 64,
                    file=f"{number}",
                )
                model("referrals.ReferralDocument").create(
                    referral=made, kind=kind, document=document, recorded_at=RECORDED, recorded_by=by
                )
            return made

        self.accepted = referral("Maya Lindqvist", self.rui, self.running, ("support plan", "risk assessment", "other"))
        self.draft = referral("Ayesha Sultana", self.rui, kinds=("support plan",))
        self.unsigned = referral("Jonah Whitlock", None)
        domain = model("contracts.LifeDomain").create(contract=contract, name="Being well", position=1)

        def plan(version, state, **columns):
            return model("plans.SupportPlan").create(package=self.running, version=version, state=state, **columns)

        def goal(plan, words, ratings=(), **columns):
            made = model("plans.Goal").create(plan=plan, words=words, life_domain=domain, **columns)
            for value in ratings:
                model("plans.GoalRating").create(goal=made, value=value, rated_on=STARTED, rated_by="person")
            return made

        agreed = {"agreed_on": STARTED, "agreed_how": "paper"}
        self.plans = [
            plan(1, "superseded", took_part="With her sister", **agreed),
            plan(2, "in force", **agreed),
        ]
        first, second = self.plans
        self.swim = [goal(first, "I want to swim", (2,)), goal(second, "I want to swim", (2, 5))]
        self.cook = goal(first, "I want to cook", state="achieved", closed_on=ENDED)
        self.sing = goal(second, "I want to sing")


def with_triggers(*labels):
    """The triggers stand while the data move, as they do where the release before was migrated."""
    for model, trigger in pgtrigger.registered():
        if model._meta.label in labels:
            trigger.install(model)


def test_an_upgrade_keeps_what_was_there_and_can_be_taken_back(scratch):
    """Given the rows of the release before; when it is migrated; then what was a column or implied is a row."""
    before = Before(migrated_to(BEFORE))
    with_triggers("casework.SupportPackage", "referrals.Referral")

    after = migrated_to(AFTER)

    def columns(label, *names):
        return set(after.get_model(label).objects.values_list(*names))

    same = ("Council", RECORDED, before.rui.pk)
    assert columns(
        "casework.PackageStrand", "package", "strand", "from_on", "until_on", "agreed_by", "recorded_at", "recorded_by"
    ) == {
        (before.running.pk, before.strand.pk, STARTED, None, *same),
        (before.ended.pk, before.strand.pk, STARTED, ENDED, *same),
        # Not a day of it was left, and a row has at least one.
        (before.never.pk, before.strand.pk, STARTED, None, *same),
    }
    assert columns("referrals.Referral", "pk", "referrer", "referrer_words") == {
        (before.accepted.pk, before.rui.pk, ""),
        (before.draft.pk, before.rui.pk, ""),
        (before.unsigned.pk, None, "Not recorded"),
    }
    day = clock.day_of(RECORDED)
    assert columns("casework.CouncilDocument", "package", "kind", "received_on", "recorded_by") == {
        (before.running.pk, "support plan", day, before.rui.pk),
        (before.running.pk, "risk assessment", day, before.rui.pk),
    }
    # An upgrade is nobody's change.
    for label in ("casework.SupportPackageEvent", "referrals.ReferralEvent"):
        assert not after.get_model(label).objects.exists()

    assert columns("plans.Goal", "pk", "line", "line__state", "line__state_on") == {
        (before.swim[0].pk, before.swim[1].pk, "active", None),
        (before.swim[1].pk, before.swim[1].pk, "active", None),
        (before.cook.pk, before.cook.pk, "achieved", ENDED),
        (before.sing.pk, before.sing.pk, "active", None),
    }
    ratings = after.get_model("plans.GoalRating").objects
    assert sorted(ratings.values_list("goal__line", "value")) == [(before.swim[1].pk, 2), (before.swim[1].pk, 5)]
    assert columns("plans.Participant", "plan", "how") == {(before.plans[0].pk, "With her sister")}
    assert columns("plans.SupportPlan", "answered_how", "answered_on") == {("in person", STARTED)}

    back = migrated_to([BEFORE[2], BEFORE[1], BEFORE[0]])

    assert dict(back.get_model("casework.SupportPackage").objects.values_list("pk", "strand")) == {
        before.running.pk: before.strand.pk,
        before.ended.pk: before.strand.pk,
        before.never.pk: before.strand.pk,
        before.without.pk: None,
    }
    assert not back.get_model("casework.CouncilDocument").objects.exists()
    goals = back.get_model("plans.Goal").objects
    assert set(goals.values_list("pk", "state", "closed_on")) == {
        (before.swim[0].pk, "active", None),
        (before.swim[1].pk, "active", None),
        (before.cook.pk, "achieved", ENDED),
        (before.sing.pk, "active", None),
    }
    plans = back.get_model("plans.SupportPlan").objects
    assert set(plans.values_list("took_part", "agreed_how")) == {("With her sister", "paper"), ("", "paper")}
    assert back.get_model("referrals.ReferralDocument").objects.count() == 4


@pytest.mark.django_db
def test_migrating_leaves_every_trigger_installed():
    """Triggers are no part of the migrations; they are there when these are done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger_%'")
        there = {name for (name,) in cursor.fetchall()}
    assert {trigger.get_pgid(model) for model, trigger in pgtrigger.registered()} == there
