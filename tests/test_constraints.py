"""Every rule that stands in the database is broken once, past the services, and the database says no.

The breakers stand in `tests/constraints`: each gets the cast and does what the constraint of its name forbids.
"""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import QuerySet

from casework.models import (
    Individual,
    RecordAccess,
)
from core.constraints import message_of
from core.models import StateChange
from reporting.models import CountedRecord, ReturnFigure, ReturnSection
from tests.architecture import history_models, name_of
from tests.architecture import models as house_models
from tests.constraints import calls, case, decisions, ground, hospital, hours, phone, referral, risk, rota, work
from tests.constraints.base import BREAKERS, set_on
from tests.constraints.referral import notice, notice_line
from tests.constraints.work import sealed_return
from tests.factories import ReferralFactory, VisitFactory
from visits.models import VisitVersion

__all__ = ["calls", "case", "decisions", "ground", "hospital", "hours", "phone", "referral", "risk", "rota", "work"]


def declared() -> dict[str, type]:
    """Every named constraint of the house with its model, and the rules that stand as triggers."""
    found = {constraint.name: model for model in house_models() for constraint in model._meta.constraints}
    for model in house_models():
        for trigger in getattr(model._meta, "triggers", ()):
            body = str(getattr(trigger, "func", None) or "")
            found |= {part.split("'")[0]: model for part in body.split("CONSTRAINT = '")[1:]}
    return found


def test_every_constraint_has_a_breaker():
    assert sorted(set(declared()) - set(BREAKERS)) == [], "Write a breaker for these constraints above."
    assert sorted(set(BREAKERS) - set(declared())) == [], "No model has these constraints any more."


@transaction.atomic
def break_at_once(breaker, cast):
    """Break the rule, and let what is asked at the commit be asked now."""
    breaker(cast)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("name", sorted(BREAKERS))
def test_the_database_refuses(cast, name):
    """Given the cast; when a rule is broken past the services; then the database names the rule."""
    with pytest.raises(IntegrityError) as refusal:
        break_at_once(BREAKERS[name], cast)
    assert refusal.value.__cause__.diag.constraint_name == name


@pytest.mark.parametrize("name", sorted(name for name in BREAKERS if not name.startswith("rule_")))
def test_the_refusal_has_words(name):
    words = message_of(name)
    assert words, f"no words for {name}"
    assert words[0].isupper()
    assert words.endswith(".")
    assert "constraint" not in words.casefold()


def written_once(cast) -> dict:
    """One row of every model whose rows are written once, with a column to change."""
    sealed = sealed_return(cast)
    figure = sealed.figures.get()
    access = RecordAccess.objects.create(
        individual=cast.individual, path="/people/", about_ids=[cast.individual.pk], recorded_by=cast.ben
    )
    sent = notice(cast)
    return {
        "core.StateChange": (StateChange.objects.first(), "reason", "another"),
        "contracts.Terms": (cast.terms, "hold_days", 90),
        "casework.RecordAccess": (access, "path", "/elsewhere/"),
        "referrals.CapacityFigures": (sent.figures, "free", 9),
        "referrals.NoticeLine": (notice_line(cast, sent, ReferralFactory(contract=cast.tameside)), "band", "Urgent"),
        "reporting.ReturnFigure": (figure, "value", 7),
        "reporting.CountedRecord": (figure.counted.get(), "reference", "C-33333"),
        **hours.written_once(cast),
        "visits.VisitVersion": (
            VisitVersion.objects.create(
                visit=VisitFactory(package=cast.package, worker=cast.worker), number=1, content={}, reason="A slip"
            ),
            "reason",
            "another",
        ),
    }


APPEND_ONLY = [
    "casework.RecordAccess",
    "contracts.Terms",
    "core.StateChange",
    "referrals.CapacityFigures",
    "referrals.NoticeLine",
    "reporting.CountedRecord",
    "reporting.ReturnFigure",
    "visits.PackPassphrase",
    "visits.PackUse",
    "visits.VisitVersion",
]


def test_every_append_only_model_is_tried():
    declared_so = {
        name_of(model)
        for model in house_models()
        for trigger in getattr(model._meta, "triggers", ())
        if trigger.name.endswith("written_once")
    }
    assert declared_so == set(APPEND_ONLY)


@pytest.mark.parametrize("label", APPEND_ONLY)
def test_what_is_written_once_is_not_changed(cast, label):
    row, column, value = written_once(cast)[label]
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**{column: value})
    row.refresh_from_db()
    assert getattr(row, column) != value


@pytest.mark.parametrize("label", APPEND_ONLY)
def test_what_is_written_once_is_not_removed(cast, label):
    row, *_ = written_once(cast)[label]
    with (
        pytest.raises(DatabaseError, match="Cannot update or delete"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [str(row.pk)])


def test_history_is_written_once(cast):
    """Given a change of every kept record; when its old row is touched; then the database says no."""
    set_on(Individual, cast.individual, area="Hyde")
    kept = next(model for model in history_models() if model._meta.label == "casework.IndividualEvent")
    assert kept.objects.get(pgh_obj_id=cast.individual.pk).area == "Ashton"
    for statement in ("UPDATE {} SET area = 'x'", "DELETE FROM {}"):
        with (
            pytest.raises(DatabaseError, match="Cannot update or delete"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format(kept._meta.db_table))


def test_every_history_table_is_protected():
    bare = [
        name_of(model)
        for model in history_models()
        if model._meta.app_label != "pghistory" and "append_only" not in {t.name for t in model._meta.triggers}
    ]
    assert bare == []


def test_no_words_for_a_name_nobody_has():
    assert message_of(f"nothing_{uuid.uuid4().hex}") is None


def into_a_sealed_return(sealed, what):
    """Add or take away a part of a sealed return, past the services."""
    figure = sealed.figures.get()
    if what == "another section":
        ReturnSection.objects.create(in_return=sealed, number=2)
    elif what == "another figure":
        ReturnFigure.objects.create(
            in_return=sealed, key="x", section=1, position=1, label="L", definition="D", unit="people", value=2
        )
    elif what == "another counted record":
        CountedRecord.objects.create(figure=figure, reference="C-44444", record_id=sealed.pk)
    else:
        QuerySet.delete(sealed.sections.all())


@pytest.mark.parametrize("what", ["another section", "another figure", "another counted record", "a section less"])
def test_a_sealed_return_takes_no_part_more_or_less(cast, what):
    sealed = sealed_return(cast)
    with pytest.raises(IntegrityError, match="sealed; what it says stays"), transaction.atomic():
        into_a_sealed_return(sealed, what)
