"""The person asks to move or cancel a visit, in the portal or by telling staff; staff answer. A worker is late."""

from accounts.models import User
from core import clock
from core.errors import NotPossible, Refused
from core.verbs import verb
from plans import services as plans
from plans.enums import MessageWay
from plans.models import AnswerDuty
from visits import notifications
from visits.enums import PlannedState, VisitRequestKind, VisitRequestOutcome
from visits.models import PlannedVisit, VisitRequest
from visits.rota.request_rules import LATE_MINUTES, about_visit, why_not_asked, why_not_late


@verb
def ask_about_visit(
    *, planned: PlannedVisit, kind: str, by: User, words: str = "", wished: str = "", way: str = ""
) -> VisitRequest:
    """Ask to move or cancel a visit, as the person, or for them by staff, who heard it (`way`).

    Whoever supports them must answer. Raises NotPossible for a visit that has begun, is not planned any more, or about
    which a request waits.
    """
    planned = PlannedVisit.objects.select_related("package__case__contract").get_locked(planned.pk)
    if reason := why_not_asked(planned):
        raise NotPossible(reason)
    kind = VisitRequestKind(kind)
    text = _message(kind, wished.strip(), words.strip())
    about = about_visit(planned)
    if way:
        message = plans.record_message(package=planned.package, words=text, way=MessageWay(way), about=about, by=by)
    else:
        message = plans.write_to_us(package=planned.package, words=text, about=about, by=by)
    return VisitRequest.objects.create(
        planned=planned,
        message=message,
        kind=kind,
        wished=wished.strip(),
        asked_for_at=planned.starts_at,
        recorded_by=by,
    )


def _message(kind: VisitRequestKind, wished: str, words: str) -> str:
    parts = [f"Please {kind.label[0].lower()}{kind.label[1:]}."]
    if wished:
        parts.append(f"Times that suit: {wished}")
    return "\n".join([*parts, words] if words else parts)


@verb
def withdraw_visit_request(*, visit_request: VisitRequest, by: User) -> VisitRequest:
    """Take back a request, as the person who asked. Then they may ask again.

    What they wrote in their own words is still a message to answer. Raises NotPossible where somebody has answered.
    """
    visit_request = VisitRequest.objects.select_related("message").get_locked(visit_request.pk)
    if not visit_request.is_waiting:
        raise NotPossible("We have already answered this.")
    visit_request.outcome = VisitRequestOutcome.WITHDRAWN
    visit_request.save(update_fields=["outcome"])
    if visit_request.message.words == _message(VisitRequestKind(visit_request.kind), "", ""):
        plans.withdraw_message(duty=AnswerDuty.objects.get(comment=visit_request.message_id), by=by)
    return visit_request


@verb
def answer_visit_request(
    *, visit_request: VisitRequest, outcome: str, words: str, by: User, is_answered_here: bool
) -> VisitRequest:
    """Answer: the visit was moved, was cancelled, or stays as planned. The person reads it where they asked, or heard
    it in another way.

    Raises Refused for an outcome that the visit does not show yet, and NotPossible where somebody has answered.
    """
    planned = PlannedVisit.objects.get_locked(visit_request.planned_id)
    visit_request = VisitRequest.objects.select_related("message").get_locked(visit_request.pk)
    if not visit_request.is_waiting:
        raise NotPossible("Someone has already answered this request.")
    outcome = VisitRequestOutcome(outcome)
    if outcome == VisitRequestOutcome.WITHDRAWN:
        raise Refused("Choose what was decided.", field="outcome")
    if outcome == VisitRequestOutcome.MOVED and planned.starts_at == visit_request.asked_for_at:
        raise Refused("Move the visit first, then answer.", field="outcome")
    if outcome == VisitRequestOutcome.CANCELLED and planned.state != PlannedState.CANCELLED:
        raise Refused("Cancel the visit first, then answer.", field="outcome")
    if outcome == VisitRequestOutcome.STAYS and not planned.is_planned:
        raise Refused("The visit is not planned any more.", field="outcome")
    visit_request.outcome = outcome
    visit_request.save(update_fields=["outcome"])
    text = f"{outcome.label}. {words.strip()}".strip()
    if is_answered_here:
        plans.reply(to=visit_request.message, words=text, by=by)
    else:
        plans.answer_otherwise(duty=AnswerDuty.objects.get(comment=visit_request.message_id), how=text, by=by)
    return visit_request


@verb
def tell_late(*, planned: PlannedVisit, minutes: int, by: User) -> PlannedVisit:
    """Record that the worker comes `minutes` late; 0 takes it back. The person reads it, and gets a neutral message.

    Raises NotPossible for a visit of another day, one that is not planned any more, and after the arrival.
    """
    planned = PlannedVisit.objects.select_related("package__case__individual").get_locked(planned.pk)
    if reason := why_not_late(planned):
        raise NotPossible(reason)
    if minutes and minutes not in LATE_MINUTES:
        raise Refused("Choose how late you are.", field="minutes")
    planned.late_minutes, planned.late_recorded_at = minutes or None, clock.now() if minutes else None
    planned.save(update_fields=["late_minutes", "late_recorded_at"])
    if minutes:
        notifications.notify_late(planned, by)
    return planned
