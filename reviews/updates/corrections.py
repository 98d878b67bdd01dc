"""Correct an update that was sent; strike one that is about somebody else."""

from accounts.models import User
from casework.models import SupportPackage
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.models import strike_row
from core.verbs import verb
from reviews.models import MAY_PASS_ON_MISSING, NOT_SENT, UPDATE_TEXT_FIELDS, KeyworkerUpdate, UpdateVersion
from reviews.updates import notifications
from reviews.versions import content, refuse_unchanged

BROUGHT_FORWARD = "The update before it was marked as entered in error."


@verb
def correct_update(
    *,
    update: KeyworkerUpdate,
    revision: int,
    how_it_is: str,
    progress: str,
    what_changed: str,
    next_weeks: str,
    reason: str,
    by: User,
    person_says: str = "",
    may_pass_on: bool = False,
) -> KeyworkerUpdate:
    """Correct the texts of an update that was sent. What was sent first stays on file, and the keyworker is alerted.

    The day on which it was sent does not change. Raises Conflict when somebody saved it since `revision`, and Refused
    without a reason, when nothing changes, or when a text that every update has is empty.
    """
    update.check_revision(revision)
    person_says = person_says.strip()
    written = (how_it_is, progress, what_changed, person_says, next_weeks)
    texts = dict(zip(UPDATE_TEXT_FIELDS, written, strict=True))
    before = content(update, UPDATE_TEXT_FIELDS)
    refuse_unchanged(before, texts)
    _refuse_texts(how_it_is, progress, person_says, may_pass_on)
    columns = {**texts, "may_pass_on": bool(person_says), "revision": update.revision}
    about = [update.package.case.individual_id]
    transitions.apply(update, "correct", by=by, reason=reason, about=about, **columns)
    number = update.versions.count() + 1
    UpdateVersion.objects.create(update=update, number=number, content=before, reason=reason.strip(), recorded_by=by)
    notifications.notify_update_corrected(update, number, by)
    return update


def _refuse_texts(how_it_is: str, progress: str, person_says: str, may_pass_on: bool) -> None:
    if not (how_it_is.strip() and progress.strip()):
        raise Refused("Enter how things are and the progress with goals.")
    if person_says and not may_pass_on:
        raise Refused(MAY_PASS_ON_MISSING, field="may_pass_on")


@verb
def strike_update(*, update: KeyworkerUpdate, reason: str, by: User) -> KeyworkerUpdate:
    """Strike through an update that was sent and is about somebody else.

    It counts nowhere, and stays on file for audit. Those to whom it was sent get a message without details; nobody has
    to acknowledge it, and no link opens it. Its duty is not done: an update is due again on its day, unless a later one
    was sent or support has ended. Raises NotPossible before it is sent, and a second time; Refused without a reason.
    """
    package = SupportPackage.objects.select_related("case__contract", "case__individual").get_locked(update.package_id)
    update = KeyworkerUpdate.with_struck.select_related("package__case__individual", "recipient").get_locked(update.pk)
    if reason_why_not := why_not_struck(update):
        raise NotPossible(reason_why_not)
    struck: KeyworkerUpdate = strike_row(update, by=by, reason=reason)
    notifications.notify_update_struck(update, by)
    _raise_struck_again(package, update, by)
    return struck


def why_not_struck(update: KeyworkerUpdate) -> str:
    """Return why an update cannot be struck through; "" if it can."""
    return NOT_SENT if update.submitted_at is None else update.why_closed


def _raise_struck_again(package: SupportPackage, struck: KeyworkerUpdate, by: User) -> None:
    """Make an update due on the day of `struck`: the one that is raised already, or a new one."""
    about = [package.case.individual_id]
    updates = KeyworkerUpdate.objects.filter(package=package)
    is_overtaken = updates.filter(submitted_at__gt=struck.submitted_at).exists()
    if is_overtaken or package.ended_on is not None or package.case.individual.died_on:
        return
    raised = updates.not_sent().first()
    if raised is None:
        again = KeyworkerUpdate.objects.create(package=package, terms=struck.terms, due_on=struck.due_on)
        transitions.record_created(again, verb="raise", by=by, about=about)
        notifications.notify_update_raised(again, clock.today())
    elif raised.due_on > struck.due_on:
        transitions.apply(raised, "bring forward", by=by, reason=BROUGHT_FORWARD, about=about, due_on=struck.due_on)
