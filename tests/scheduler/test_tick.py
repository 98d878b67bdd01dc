"""The tick, its command, and the page that shows whether it ran."""

import datetime
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from casework.models import SupportPackage
from contracts.checks import check_demo_database
from core import clock
from core.models import FormDraft, SweepRun
from scheduler import sweeps


def test_the_command_runs_every_sweep(cast, capsys):
    """Given any day; when the command runs; then each sweep has a row that finished without error."""
    call_command("tick")
    assert set(SweepRun.objects.values_list("name", flat=True)) == set(sweeps.SWEEPS)
    assert not SweepRun.objects.filter(finished_at=None).exists()
    assert not SweepRun.objects.exclude(error="").exists()
    assert "raise keyworker updates" in capsys.readouterr().out


def test_another_day_is_allowed_in_the_demo_only(cast, settings):
    """Given another day; then the command refuses it outside the demo and runs it in the demo."""
    settings.DEMO = False
    with pytest.raises(CommandError, match="only in the demo"):
        call_command("tick", on=clock.today() + datetime.timedelta(days=3))
    settings.DEMO = True
    call_command("tick", on=clock.today() + datetime.timedelta(days=3))
    assert SweepRun.objects.latest("pk").on == clock.today() + datetime.timedelta(days=3)


def test_a_sweep_that_fails_stops_no_other(cast, monkeypatch):
    """Given a failing sweep; when the tick runs; then the others finish and the failure is recorded."""

    def fail(*, on):
        raise ZeroDivisionError("no")

    sweep = sweeps.SWEEPS["raise reviews"]
    monkeypatch.setitem(sweeps.SWEEPS, sweep.name, replace(sweep, run=fail))
    sweeps.tick(on=clock.today())
    failed = SweepRun.objects.exclude(error="").get()
    assert failed.name == "raise reviews"
    assert "ZeroDivisionError" in failed.error
    assert SweepRun.objects.filter(name="raise keyworker updates", done__gt=0).exists()


def test_old_drafts_are_deleted(cast):
    """Given a draft a month old; when the tick runs; then it is deleted and a recent one is not."""
    now = clock.now()
    for age, key in ((29, "old.form"), (1, "young.form")):
        FormDraft.objects.create(
            user=cast.amara, key=key, fields={"a": "b"}, saved_at=now - datetime.timedelta(days=age)
        )
    sweeps.tick(on=clock.today())
    assert list(FormDraft.objects.values_list("key", flat=True)) == ["young.form"]


def test_the_administrator_sees_the_system_status(cast, client):
    """Given a tick; when the administrator opens the status page; then it names the sweeps and their results."""
    sweeps.tick(on=clock.today())
    client.force_login(cast.alan)
    page = client.get("/operations/").content.decode()
    for name in sweeps.SWEEPS:
        assert name[0].upper() + name[1:] in page
    assert "Waiting to be sent" in page


def test_the_health_page_is_public(client, db):
    assert client.get("/health/").content == b"up\n"


@pytest.mark.parametrize(
    ("production", "demo", "made_by_demo", "message"),
    [
        (True, False, True, ["contracts.E001"]),
        (True, False, False, []),
        (False, True, False, ["contracts.E002"]),
        (False, True, True, []),
    ],
)
def test_the_demo_never_becomes_production(cast, settings, production, demo, made_by_demo, message):
    """Given a database; then production refuses a demo one and the demo refuses any other."""
    settings.TESTING, settings.PRODUCTION, settings.DEMO = False, production, demo
    if made_by_demo:
        cast.council.name = "Northmoor Commissioning Partnership"
        cast.council.save()
        cast.alan.email = "admin@demo.example"
        cast.alan.save()
    assert [error.id for error in check_demo_database(None, ["default"])] == message


def test_ended_packages_have_no_duties(cast):
    """Given an update that is due; when support has ended; then the tick closes it."""
    sweeps.tick(on=clock.today())
    package = SupportPackage.objects.get(pk=cast.package.pk)
    SupportPackage.objects.filter(pk=package.pk).update(
        state="ended", ended_on=clock.today(), end_reason="goals reached"
    )
    done = sweeps.tick(on=clock.today())
    assert done["close duties of ended packages"] == 1
