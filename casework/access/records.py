"""Opening a record: the rule is asked, the opening is written, and only then is anything read."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.enums import Permission
from accounts.roles import BY_GRANT
from accounts.walls import hidden_from, is_hidden
from casework.models import Consent, Individual, RecordAccess, Representative
from casework.policies import grants_of


class AskWithReason(PermissionDenied):
    """The record is outside the caseload; staff may open it with a reason."""

    def __init__(self, individual_id):
        super().__init__("This record is outside your caseload.")
        self.individual_id = individual_id


def opened(request, objects, permission: Permission, *, pk, person: str = "pk", related=()):
    """The row `pk` of `objects`, after its opening was written for the individual reached by the path `person`.

    A referral that is not accepted leads to no individual yet; its opening is written all the same.

    Raises Http404 for outsiders, AskWithReason for staff who may find the person but not open the record, and
    PermissionDenied for those who may read the row but not do what `permission` says.
    """
    user = request.user
    ids = objects.allowing(user, permission).filter(pk=pk).values_list("pk", person).first()
    if ids is None:
        _turn_away(objects, user, permission, pk, person)
    individual_id = ids[1]
    grants = (grant for grant in grants_of(user) if grant.individual_id == individual_id)
    RecordAccess.objects.create(
        individual_id=individual_id,
        recorded_by=user,
        path=request.path[:300],
        grant=next(grants, None),
        about_ids=list(set(ids) - {None}),
    )
    return objects.select_related(*related).get(pk=pk) if related else objects.get(pk=pk)


def opened_each(request, individual_ids) -> None:
    """Something of several people is shown at once: the opening of each, written before the first of it is read."""
    RecordAccess.objects.bulk_create(
        RecordAccess(individual_id=pk, recorded_by=request.user, path=request.path[:300], about_ids=[pk])
        for pk in dict.fromkeys(individual_ids)
    )


def compared(request, people) -> None:
    """Write the opening of everybody whose name and birth are shown beside a referral, to tell who it is."""
    opened_each(request, [person.pk for person in people])


def _turn_away(objects, user, permission, pk, person):
    if permission != objects.model.READ and objects.visible_to(user).filter(pk=pk).exists():
        raise PermissionDenied
    if permission not in BY_GRANT or is_hidden(user, pk):
        raise Http404
    individual_id = objects.filter(pk=pk).values_list(person, flat=True).first()
    if individual_id and Individual.objects.findable_by(user).filter(pk=individual_id).exists():
        raise AskWithReason(individual_id)
    raise Http404


def noted(request, individual_ids) -> None:
    """A table of people is taken away: one opening about all of them, written before the first name is read."""
    about = list(dict.fromkeys(individual_ids))
    if about:
        RecordAccess.objects.create(recorded_by=request.user, path=request.path[:300], about_ids=about)


def opened_beside(request, purpose) -> list[Individual]:
    """The people beside whom the user stands as a representative with consent for `purpose`; each opening written."""
    consents = Consent.objects.filter(
        purpose=purpose,
        withdrawn_at=None,
        representative__in=Representative.objects.beside(request.user),
    )
    seen = Individual.objects.filter(pk__in=consents.values("representative__individual"), died_on=None)
    people = list(seen.exclude(pk__in=hidden_from(request.user)).values_list("pk", flat=True))
    for individual_id in people:
        RecordAccess.objects.create(
            individual_id=individual_id,
            recorded_by=request.user,
            path=request.path[:300],
            about_ids=[individual_id],
        )
    return list(Individual.objects.filter(pk__in=people).order_by("full_name", "pk"))
