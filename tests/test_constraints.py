"""Every database constraint is broken once without a service, and the database refuses.

The breakers are in `tests/constraints`. Each gets the cast and does what its constraint forbids.
"""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import QuerySet

from casework.models import (
    IdentityCheck,
    Individual,
    RecordAccess,
)
from core.constraints import message_of
from core.models import StateChange
from reporting.models import CountedRecord, ReturnFigure, ReturnSection
from tests.architecture import history_models, name_of
from tests.architecture import models as house_models
from tests.constraints import (
    accounts,
    casework,
    contracts,
    core,
    downtime,
    escalation,
    exit_plans,
    hospital,
    phone,
    plans,
    positive_risk,
    referrals,
    reporting,
    reviews,
    risk,
    rota,
    safeguarding,
    safety_plans,
    visits,
    workforce,
)
from tests.constraints.referrals import make_notice, make_notice_line
from tests.constraints.registry import BREAKERS, update_row
from tests.constraints.reporting import make_sealed_return
from tests.factories import ReferralFactory, VisitFactory
from visits.models import VisitVersion

__all__ = [
    "accounts",
    "casework",
    "contracts",
    "core",
    "downtime",
    "escalation",
    "exit_plans",
    "hospital",
    "phone",
    "plans",
    "positive_risk",
    "referrals",
    "reporting",
    "reviews",
    "risk",
    "rota",
    "safeguarding",
    "safety_plans",
    "visits",
    "workforce",
]


def named_constraints() -> dict[str, type]:
    """Return the model of every named constraint, rules that are triggers included."""
    constraints = {constraint.name: model for model in house_models() for constraint in model._meta.constraints}
    for model in house_models():
        for trigger in getattr(model._meta, "triggers", ()):
            body = str(getattr(trigger, "func", None) or "")
            constraints |= {part.split("'")[0]: model for part in body.split("CONSTRAINT = '")[1:]}
    return constraints


def test_every_constraint_has_a_breaker():
    assert sorted(set(named_constraints()) - set(BREAKERS)) == [], "Write a breaker for these constraints above."
    assert sorted(set(BREAKERS) - set(named_constraints())) == [], "No model has these constraints any more."


@transaction.atomic
def break_constraint(breaker, cast):
    """Break the rule and check deferred constraints immediately."""
    breaker(cast)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("name", sorted(BREAKERS))
def test_the_database_refuses(cast, name):
    """Given the cast; when a rule is broken without a service; then the database error names it."""
    with pytest.raises(IntegrityError) as refusal:
        break_constraint(BREAKERS[name], cast)
    assert refusal.value.__cause__.diag.constraint_name == name


@pytest.mark.parametrize("name", sorted(name for name in BREAKERS if not name.startswith("rule_")))
def test_every_constraint_has_a_message(name):
    words = message_of(name)
    assert words, f"no message for {name}"
    assert words[0].isupper()
    assert words.endswith(".")
    assert "constraint" not in words.casefold()


def write_once_rows(cast) -> dict:
    """Return one row of every append-only model, with a column to change."""
    quarterly = make_sealed_return(cast)
    figure = quarterly.figures.get()
    access = RecordAccess.objects.create(
        individual=cast.individual, path="/people/", about_ids=[cast.individual.pk], recorded_by=cast.ben
    )
    sent = make_notice(cast)
    check = IdentityCheck.objects.create(individual=cast.individual, user=cast.maya, words="Seen", recorded_by=cast.ben)
    return {
        "core.StateChange": (StateChange.objects.first(), "reason", "another"),
        "contracts.Terms": (cast.terms, "hold_days", 90),
        "casework.RecordAccess": (access, "path", "/elsewhere/"),
        "casework.IdentityCheck": (check, "words", "another"),
        "referrals.CapacityFigures": (sent.figures, "free", 9),
        "referrals.NoticeLine": (
            make_notice_line(cast, sent, ReferralFactory(contract=cast.tameside)),
            "band",
            "Urgent",
        ),
        "reporting.ReturnFigure": (figure, "value", 7),
        "reporting.CountedRecord": (figure.counted.get(), "reference", "C-33333"),
        **accounts.write_once_rows(cast),
        **downtime.write_once_rows(cast),
        **reviews.write_once_rows(cast),
        "visits.VisitVersion": (
            VisitVersion.objects.create(
                visit=VisitFactory(package=cast.package, worker=cast.worker), number=1, content={}, reason="A slip"
            ),
            "reason",
            "another",
        ),
    }


APPEND_ONLY = [
    "accounts.LinkOpening",
    "casework.IdentityCheck",
    "casework.RecordAccess",
    "contracts.Terms",
    "core.StateChange",
    "referrals.CapacityFigures",
    "referrals.NoticeLine",
    "reporting.CountedRecord",
    "reporting.ReturnFigure",
    "reviews.MapDomain",
    "reviews.ReviewVersion",
    "reviews.UpdateVersion",
    "visits.PackPassphrase",
    "visits.PackUse",
    "visits.VisitVersion",
]


def test_every_append_only_model_is_tested():
    declared_so = {
        name_of(model)
        for model in house_models()
        for trigger in getattr(model._meta, "triggers", ())
        if trigger.name.endswith("written_once")
    }
    assert declared_so == set(APPEND_ONLY)


@pytest.mark.parametrize("label", APPEND_ONLY)
def test_an_append_only_row_cannot_be_changed(cast, label):
    row, column, value = write_once_rows(cast)[label]
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**{column: value})
    row.refresh_from_db()
    assert getattr(row, column) != value


@pytest.mark.parametrize("label", APPEND_ONLY)
def test_an_append_only_row_cannot_be_deleted(cast, label):
    row, *_ = write_once_rows(cast)[label]
    with (
        pytest.raises(DatabaseError, match="Cannot update or delete"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [str(row.pk)])


def test_history_cannot_be_changed(cast):
    """Given a history row; when it is changed or deleted; then the database refuses."""
    update_row(Individual, cast.individual, known_as="May")
    history_model = next(model for model in history_models() if model._meta.label == "casework.IndividualEvent")
    assert history_model.objects.get(pgh_obj_id=cast.individual.pk).known_as == ""
    for statement in ("UPDATE {} SET known_as = 'x'", "DELETE FROM {}"):
        with (
            pytest.raises(DatabaseError, match="Cannot update or delete"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format(history_model._meta.db_table))


def test_every_history_table_is_protected():
    bare = [
        name_of(model)
        for model in history_models()
        if model._meta.app_label != "pghistory" and "append_only" not in {t.name for t in model._meta.triggers}
    ]
    assert bare == []


def test_an_unknown_constraint_has_no_message():
    assert message_of(f"nothing_{uuid.uuid4().hex}") is None


def change_sealed_return(quarterly, what):
    """Add or remove a part of a sealed return without a service."""
    figure = quarterly.figures.get()
    if what == "another section":
        ReturnSection.objects.create(in_return=quarterly, number=2)
    elif what == "another figure":
        ReturnFigure.objects.create(
            in_return=quarterly, key="x", section=1, position=1, label="L", definition="D", unit="people", value=2
        )
    elif what == "another counted record":
        CountedRecord.objects.create(figure=figure, reference="C-44444", record_id=quarterly.pk)
    else:
        QuerySet.delete(quarterly.sections.all())


@pytest.mark.parametrize("what", ["another section", "another figure", "another counted record", "a section less"])
def test_no_part_of_a_sealed_return_is_added_or_removed(cast, what):
    quarterly = make_sealed_return(cast)
    with pytest.raises(IntegrityError, match="sealed and can no longer be changed"), transaction.atomic():
        change_sealed_return(quarterly, what)
