"""Migrations that change rows, tried on a database that has some.

Tables are made as an earlier version had them, without triggers, filled, and migrated to the newest version.
"""

import datetime
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from accounts.models import User
from casework.models import AccessNeed, ConsentDecision
from contracts.models import Post, Terms
from referrals.models import Referral
from risk.models import Hazard
from tests.database import ensure_migrated

# The newest migrations of the version that is filled; other apps are as these need them.
FILLED = [
    ("contracts", "0002_withdrawn_terms"),
    ("referrals", "0003_withdrawn_documents"),
    ("casework", "0013_withdrawn_rows"),
    ("risk", "0001_assessments"),
]
DAY = datetime.date(2026, 4, 1)
AT = datetime.datetime(2026, 5, 4, 11, tzinfo=datetime.UTC)
GetModel = Callable[[str, str], Any]


@contextmanager
def another_database() -> Iterator[None]:
    """Inside the block the default connection leads to an empty database of its own."""
    ensure_migrated()
    settings, name = connection.settings_dict, f"casework_data_migrations_{uuid.uuid4().hex[:8]}"
    parameters = {**connection.get_connection_params(), "dbname": "postgres"}
    parameters.pop("cursor_factory", None)
    before = settings["NAME"]
    with closing(psycopg2.connect(**parameters)) as server:
        server.autocommit = True
        server.cursor().execute(f'CREATE DATABASE "{name}"')
        connection.close()
        settings["NAME"] = name
        try:
            yield
        finally:
            connection.close()
            settings["NAME"] = before
            server.cursor().execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def fill(get_model: GetModel) -> None:
    """Add an administrator with a post in each of two contracts, and a referral, as the first version stored them."""
    user = get_model("accounts", "User").objects.create(email="alan@casework.example", full_name="Alan Pike")
    council = get_model("contracts", "Council").objects.create(name="Elmbridge Vale Council", area="Elmbridge Vale")
    columns = {"council": council, "starts_on": DAY, "telephone": "01632 960130", "email": "office@casework.example"}
    contracts = [get_model("contracts", "Contract").objects.create(name=name, **columns) for name in ("One", "Two")]
    for contract, until_on in zip(contracts, (DAY + datetime.timedelta(days=90), None), strict=True):
        get_model("contracts", "Post").objects.create(
            user=user, contract=contract, role="administrator", from_on=DAY, until_on=until_on
        )
    for contract, sources in zip(contracts, (["mental health team"], ["hub", "drop-in"]), strict=True):
        get_model("contracts", "Terms").objects.create(contract=contract, from_on=DAY, sources=sources)
    get_model("referrals", "Referral").objects.create(
        reference="R-AAAAA",
        contract=contracts[1],
        source="drop-in",
        state="sent",
        received_at=datetime.datetime(2026, 5, 4, 11, tzinfo=datetime.UTC),
        full_name="Odile Marchand",
        telephone="01632 960140",
        text_is_safe=True,
        date_of_birth=datetime.date(1980, 5, 17),
        planned_start_on=DAY + datetime.timedelta(days=60),
        referrer=user,
        recorded_by=user,
    )
    individual = get_model("casework", "Individual").objects.create(reference="R-BBBBB", full_name="Odile Marchand")
    get_model("casework", "CommunicationNeed").objects.create(
        individual=individual, need="Large print", review_on=DAY + datetime.timedelta(days=400), recorded_by=user
    )
    assessment = get_model("risk", "RiskAssessment").objects.create(individual=individual, recorded_by=user)
    for description in ("Thoughts of self-harm after bad news", "Steep stairs"):
        get_model("risk", "Hazard").objects.create(
            assessment=assessment,
            description=description,
            who_harmed="The person",
            likelihood=2,
            severity=5,
            measures="Ring first",
            recorded_by=user,
        )
    representative = get_model("casework", "Representative").objects.create(
        individual=individual, user=user, relation="Sister", from_on=DAY
    )
    for purpose, withdrawn_at in (("see plan", None), ("see visits", AT + datetime.timedelta(days=3))):
        get_model("casework", "Consent").objects.create(
            representative=representative,
            purpose=purpose,
            given_at=AT,
            given_how="in the portal",
            withdrawn_at=withdrawn_at,
            recorded_at=AT,
            recorded_by=user,
        )


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("data migrations")
def test_rows_of_an_earlier_version_are_migrated():
    with another_database():
        executor = MigrationExecutor(connection)
        executor.migrate(FILLED)
        with transaction.atomic():
            fill(executor.loader.project_state(FILLED).apps.get_model)

        call_command("migrate", verbosity=0, interactive=False)

        (post,) = Post.objects.filter(role="administrator")
        assert (post.contract, post.from_on, post.until_on) == (None, DAY, None), "one post in every contract"
        assert dict(Terms.objects.values_list("contract__name", "sources")) == {
            "One": ["Adult Social Care Mental Health Team"],
            "Two": ["Hub", "Drop-in"],
        }
        referral = Referral.objects.get()
        assert referral.source == "Drop-in"
        assert (referral.telephone_is_safe, referral.text_is_safe) == (None, True), "an unticked box says nothing"
        assert User.objects.count() == 1
        need = AccessNeed.objects.get()
        assert (need.kind, need.code, need.words) == ("support", "", "Large print")
        assert (need.review_on, need.individual.full_name) == (datetime.date(2027, 5, 6), "Odile Marchand")
        decisions = ConsentDecision.objects.order_by("purpose", "decided_at").values_list("purpose", "answer", "how")
        assert list(decisions) == [
            ("see plan", "given", "in the portal"),
            ("see visits", "given", "in the portal"),
            ("see visits", "withdrawn", "not recorded"),
        ]
        assert [decision.answer for decision in ConsentDecision.objects.newest().order_by("purpose")] == [
            "given",
            "withdrawn",
        ]
        hazards = Hazard.objects.order_by("description").values_list("description", "kind", "likelihood", "severity")
        assert list(hazards) == [
            ("Steep stairs", "", None, None),
            ("Thoughts of self-harm after bad news", "harm to self", None, None),
        ], "no grade stays, because any of them may be about harm to self"
