"""A worker's phone is lost: whoever is reached at that hour signs them out of all devices."""

from django.urls import reverse

from accounts.models import User
from accounts.sessions.own import end_sessions
from core.errors import Refused
from core.messages import queue_message
from core.verbs import verb
from workforce.models import Worker, WorkerSignOut


@verb
def sign_out_everywhere(*, worker: Worker, reason: str, by: User) -> WorkerSignOut:
    """End every session of the worker at once, and tell them. They may sign in again: their access is not suspended.

    Raises Refused without a reason.
    """
    if not reason.strip():
        raise Refused("Enter the reason.", field="reason")
    row: WorkerSignOut = WorkerSignOut.objects.create(worker=worker, reason=reason.strip(), recorded_by=by)
    end_sessions(worker.user, but=None)
    queue_message(
        worker.user,
        key=f"signed-out:{row.pk}",
        subject="You were signed out of all devices",
        body="Somebody at work signed you out, because a device may be lost. If you have your devices, sign in again. "
        "If you do not know why, ring your manager.",
        path=reverse("my_sessions"),
        is_always_sent=True,
        by=by,
    )
    return row
