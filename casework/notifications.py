"""Messages about packages, hospital stays and imports. They name nobody: the details are read after signing in."""

import datetime
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from casework.models import Allocation, DeclaredRelation, Hold, HospitalSpell, ImportRun, Individual, SupportPackage
from casework.recipients import (
    everybody_concerned,
    leaders_to_alert,
    managers_of,
    once,
    record_link,
    ring_instead,
    workers_of,
)
from core import clock, transitions
from core.messages import queue_message, settle
from core.models import Channel, Message


def notify_about_hospital(
    package: SupportPackage, users: Iterable[User], *, key: str, subject: str, body: str, by: User | None
) -> None:
    """Send each user a message about the person's hospital stays, which leads to their page."""
    for user in users:
        queue_message(
            user,
            key=key,
            subject=subject,
            body=body,
            path=_path_for(user, package, reverse("person_hospital", args=[package.case.individual_id])),
            individual_id=package.case.individual_id,
            about=[package.pk],
            by=by,
        )


def _path_for(user: User, package: SupportPackage, path: str) -> str:
    """Return `path`, or "" for somebody who is notified of the package and reads no records."""
    return path if can(user, Permission.READ_PERSON, package) else ""


def notify_hold_expired(package: SupportPackage, users: Iterable[User]) -> None:
    """Send that support ended because the hospital hold expired (T5.4)."""
    for user in users:
        queue_message(
            user,
            key=f"hold-expired:{package.pk}:{transitions.count(package)}",
            subject=f"Support has ended after the hospital hold: {package.reference}",
            body="The hospital hold is over, so the support package has ended. To support the person again, the "
            "Council must make a new referral with a revised support plan, after a formal review.",
            path=_path_for(user, package, reverse("package", args=[package.pk])),
            individual_id=package.case.individual_id,
            about=[package.pk],
        )


def notify_reported(spell: HospitalSpell, event: str, subject: str, *, by: User) -> None:
    """Send the workers and managers that the keyworker has reported or decided something about a hospital stay."""
    today = clock.today()
    records = Individual.objects.same_person(spell.individual)
    packages = SupportPackage.objects.open().filter(case__individual__in=records)
    for package in packages.select_related("case__contract", "case__individual"):
        notify_about_hospital(
            package,
            once([*workers_of(package, today), *managers_of(package)]),
            key=f"hospital-reported:{package.pk}:{spell.pk}:{event}",
            subject=f"{subject}: {package.reference}",
            body="The keyworker recorded this in Casework. Sign in to read it.",
            by=by,
        )


def notify_held(package: SupportPackage, *, last_held_on: datetime.date, by: User | None) -> None:
    """Send that support is on hold because of a hospital stay."""
    notify_about_hospital(
        package,
        everybody_concerned(package, clock.today()),
        key=f"held:{package.pk}:{last_held_on}",
        subject=f"Support is on hold (hospital stay): {package.reference}",
        body=f"The last day of the hold is {last_held_on:%-d %B %Y}. If nothing changes, support ends the day after.",
        by=by,
    )


def notify_outlasted(
    package: SupportPackage,
    spell: HospitalSpell,
    ends_on: datetime.date,
    discharged_on: datetime.date | None,
    *,
    by: User | None,
) -> None:
    """Ask what follows a stay that outlasted its hold and was recorded afterwards, so that support did not end.

    `discharged_on` is None while the stay is open.
    """
    discharge = f"the discharge was on {discharged_on:%-d %B %Y}" if discharged_on else "no discharge is recorded"
    agree = "Agree whether it restarts or ends, and record that."
    if discharged_on:
        settle(f"{OUTLASTED}:{package.pk}:{spell.pk}:{STILL_OPEN}")
    else:
        agree = f"Correct the dates if they are wrong. {agree}"
    notify_about_hospital(
        package,
        everybody_concerned(package, clock.today()),
        key=f"{OUTLASTED}:{package.pk}:{spell.pk}:{discharged_on or f'{STILL_OPEN}:{ends_on}'}",
        subject=f"Decision needed on a long hospital stay: {package.reference}",
        body=f"The hold was over on {ends_on:%-d %B %Y}, and {discharge}. This was recorded afterwards, so support did "
        f"not end. {agree}",
        by=by,
    )


def notify_readmission(
    package: SupportPackage,
    spell: HospitalSpell,
    *,
    if_same: datetime.date,
    if_new: datetime.date | None,
    by: User | None,
) -> None:
    """Ask whether a second stay before support had resumed continues the hold or begins a new one.

    `if_same` and `if_new` are the last held days that follow; None where the terms have no hold any more.
    """
    dates = f"If it is the same, the last day of the hold is {if_same:%-d %B %Y}"
    dates += f"; if it is new, {if_new:%-d %B %Y}" if if_new else ""
    notify_about_hospital(
        package,
        everybody_concerned(package, clock.today()),
        key=f"readmission:{package.pk}:{spell.pk}",
        subject=f"Decision needed on a second hospital stay: {package.reference}",
        body="The person is back in hospital, and support had not restarted. Is this the same admission, so that the "
        f"day count continues, or a new one? {dates}. Decide by {if_same:%-d %B %Y}. Until the decision is recorded, "
        "it counts as a new admission.",
        by=by,
    )


def notify_wrongly_ended(package: SupportPackage, spell: HospitalSpell, *, by: User | None) -> None:
    """Ask the managers to undo an end of support whose cause, this stay, was entered in error or corrected."""
    for user in managers_of(package):
        queue_message(
            user,
            key=f"{IN_ERROR}:{package.pk}:{spell.pk}",
            subject=f"Support ended because of a stay that was entered in error: {package.reference}",
            body="The hospital stay that ended support was entered in error, or its dates were corrected. Support "
            "remains ended until you undo the end.",
            path=_path_for(user, package, reverse("package", args=[package.pk])),
            individual_id=package.case.individual_id,
            about=[package.pk],
            by=by,
        )


def settle_wrongly_ended(package: SupportPackage) -> None:
    """Mark as read what asked to undo the end of this package, now that it is undone."""
    settle(f"{IN_ERROR}:{package.pk}")


def settle_readmission(packages: Iterable[SupportPackage], spell: HospitalSpell) -> None:
    """Mark the question about a second stay as read, now that it is decided."""
    settle(*(f"readmission:{package.pk}:{spell.pk}" for package in packages))


WARNING = "hold-warning"
IN_ERROR = "ending-in-error"
OUTLASTED, STILL_OPEN = "outlasted", "open"


def settle_outlasted(packages: Iterable[SupportPackage], spell: HospitalSpell) -> None:
    """Mark as read what was asked about a stay that outlasted its hold, now that support restarted or it was none."""
    settle(*(f"{OUTLASTED}:{package.pk}:{spell.pk}" for package in packages))


def settle_hold(holds: Iterable[Hold]) -> None:
    """Mark as read what was sent about these holds, now that the stay is over or was none."""
    for hold in holds:
        settle(f"held:{hold.package_id}", f"{WARNING}:{hold.package_id}:{hold.admitted_on}")


def settle_ended(package: SupportPackage, ended_on: datetime.date) -> None:
    """Mark as read what asked for something about a package that has ended."""
    settle(*(f"{key}:{package.pk}" for key in ("held", WARNING, "readmission", OUTLASTED)))
    settle_reassigned(package, ended_on)


def _warning_key(package_id: UUID, admitted_on: datetime.date, day_number: int) -> str:
    return f"{WARNING}:{package_id}:{admitted_on}:{day_number}:"


def notify_hold_warning(package: SupportPackage, hold: Hold, day_number: int, on: datetime.date) -> bool:
    """Send this warning of day `day_number` of a hold once, to those who must act on `on`. Return True if sent now."""
    key = _warning_key(package.pk, hold.admitted_on, day_number)
    if Message.objects.filter(key__startswith=key).exists():
        return False
    notify_about_hospital(
        package,
        everybody_concerned(package, on),
        key=key.removesuffix(":"),
        subject=f"The hospital hold ends on {hold.ends_on:%-d %B %Y}: {package.reference}",
        body=f"Day {hold.day_number(on)} of {hold.hold_days}. The last day of the hold is "
        f"{hold.last_held_on:%-d %B %Y}. If nothing changes, support ends the day after.",
        by=None,
    )
    return True


def warnings_sent(holds: Iterable[Hold]) -> dict[UUID, list[datetime.date]]:
    """Return the days on which warnings of each hold (by id) were sent, oldest first; one query."""
    rows = list(holds)
    by_prefix = {_warning_key(row.package_id, row.admitted_on, 0).removesuffix("0:"): row.pk for row in rows}
    days_sent: dict[UUID, set[datetime.date]] = {pk: set() for pk in by_prefix.values()}
    about = [row.package_id for row in rows]
    messages = Message.objects.filter(about_ids__overlap=about, key__startswith=f"{WARNING}:")
    for key, recorded_at in messages.values_list("key", "recorded_at"):
        prefix = ":".join(key.split(":")[:3]) + ":"
        if prefix in by_prefix:
            days_sent[by_prefix[prefix]].add(clock.day_of(recorded_at))
    return {pk: sorted(days) for pk, days in days_sent.items()}


def notify_death(package: SupportPackage, users: Iterable[User], *, by: User) -> None:
    """Send that support ended, without the reason: the person died."""
    for user in users:
        queue_message(
            user,
            key=f"death:{package.pk}:{transitions.count(package)}",
            subject=f"Support has ended: {package.reference}",
            body="Sign in to read why. We will send nothing more to the person.",
            path=_path_for(user, package, reverse("package", args=[package.pk])),
            individual_id=package.case.individual_id,
            about=[package.pk],
            by=by,
        )


def notify_ending_undone(package: SupportPackage, users: Iterable[User], *, by: User) -> None:
    """Send that the end of support was recorded by mistake."""
    for user in users:
        queue_message(
            user,
            key=f"ending-undone:{package.pk}:{transitions.count(package)}",
            subject=f"Support continues: {package.reference}",
            body="The end of support was recorded by mistake and has been undone. Sign in to read why."
            + (" A worker could not return, so somebody must be allocated." if package.not_returned else ""),
            path=_path_for(user, package, reverse("package", args=[package.pk])),
            individual_id=package.case.individual_id,
            about=[package.pk],
            by=by,
        )


def notify_own_change(individual: Individual, *, by: User | None) -> None:
    """Send to who works with the person that they changed their own details, once a day; nothing if staff did."""
    today = clock.today()
    for package, user in _workers_to_notify(individual, by):
        queue_message(
            user,
            key=f"own-details:{package.pk}:{today}",
            subject=f"The person changed their details: {package.reference}",
            body="They changed their name to use, their address, or how to reach them. Sign in to read it.",
            path=reverse("person_details", args=[package.case.individual_id]),
            individual_id=package.case.individual_id,
            about=[package.pk],
            by=by,
        )


def notify_own_times(individual: Individual, *, by: User | None) -> None:
    """Send to who works with the person that they changed when visits suit them, once a day; nothing if staff did.

    The page that it leads to marks the planned visits at a time that does not suit.
    """
    today = clock.today()
    for package, user in _workers_to_notify(individual, by):
        queue_message(
            user,
            key=f"own-times:{package.pk}:{today}",
            subject=f"The person changed when visits suit them: {package.reference}",
            body="Sign in to see if a planned visit is at a time that does not suit them.",
            path=reverse("person_rota", args=[package.case.individual_id]),
            individual_id=package.case.individual_id,
            about=[package.pk],
            by=by,
        )


def _workers_to_notify(individual: Individual, by: User | None) -> Iterator[tuple[SupportPackage, User]]:
    """Yield the workers of each open package of the person, where the person did something; none where staff did."""
    if by is None or not individual.is_user(by.pk):
        return
    records = Individual.objects.same_person(individual)
    packages = SupportPackage.objects.open().filter(case__individual__in=records)
    for package in packages.select_related("case__contract", "case__individual"):
        for user in workers_of(package, clock.today()):
            yield package, user


def notify_relation_declared(relation: DeclaredRelation, package: SupportPackage, *, by: User | None) -> None:
    """Ask the managers to reassign a person whom an allocated worker knows personally.

    Where walls hide the person from the managers, who is on call hears of it.
    """
    for user in leaders_to_alert(package):
        if user.pk == relation.user_id:
            continue
        link = record_link(user, package, reverse("package", args=[package.pk]))
        queue_message(
            user,
            key=f"relation:{relation.pk}:{package.pk}",
            subject=f"Reassign a worker: {package.reference}" if link else "Reassign a worker",
            body="A worker allocated to this person has declared a personal connection. They can no longer see the "
            "record, so their visits need someone else."
            + ("" if link else f" {ring_instead(package.case.contract, None, 'reassign the visits')}"),
            by=by,
            **link,
        )


def settle_reassigned(package: SupportPackage, from_on: datetime.date) -> None:
    """Mark as read what asked to reassign the workers who have no allocation to the package from `from_on`."""
    allocated = Allocation.objects.filter(package=package.pk).from_day(from_on)
    people = Individual.objects.same_person(package.case.individual)
    declared = DeclaredRelation.objects.filter(individual__in=people)
    relations = declared.exclude(user__in=allocated.values("worker__user"))
    settle(*(f"relation:{pk}:{package.pk}" for pk in relations.values_list("pk", flat=True)))


def settle_relation(relation: DeclaredRelation) -> None:
    """Mark the same as read, now that the connection is withdrawn."""
    settle(f"relation:{relation.pk}")


def notify_import_checked(run: ImportRun) -> None:
    """Send that the file is checked, to the user who uploaded it."""
    _notify_about_import(
        run, run.recorded_by, "checked", "Your import has been checked", "Nothing has been imported yet."
    )


def settle_import_checked(run: ImportRun) -> None:
    """Mark as read what asked to import the checked rows, now that somebody has begun to."""
    settle(f"import-checked:{run.pk}")


def notify_import_done(run: ImportRun, user: User | None) -> None:
    """Send that every row is imported."""
    _notify_about_import(run, user, "done", "Your import is complete", "Sign in to see the result for each row.")


def notify_import_given_up(run: ImportRun, user: User | None) -> None:
    """Send that the import stopped twice and is not tried again, to whoever started it."""
    _notify_about_import(run, user, "given-up", "Your import has stopped", "Sign in to see which rows are left.")


def _notify_about_import(run: ImportRun, user: User | None, event: str, subject: str, body: str) -> None:
    if user is None:
        return
    queue_message(
        user,
        key=f"import-{event}:{run.pk}",
        subject=subject,
        body=body,
        path=reverse("import", args=[run.pk]),
        about=[run.pk],
        channels=[Channel.IN_APP],
    )


def notify_person(
    individual: Individual,
    *,
    key: str,
    by: User | None,
    page: str = "my_sharing",
    subject: str = "There is an answer for you to read",
    body: str = "Sign in to read it.",
) -> None:
    """Send the person that there is something to read on this page of theirs; nothing where they did it themselves."""
    own = Individual.objects.accounts_of(individual).select_related("user").first()
    if own is None or own.user is None or own.user == by:
        return
    queue_message(
        own.user,
        key=key,
        subject=subject,
        body=body,
        path=reverse(page),
        individual_id=own.pk,
        by=by,
    )
