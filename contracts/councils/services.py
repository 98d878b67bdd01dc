"""Councils: added and corrected by an administrator (R75)."""

from typing import NotRequired, TypedDict, Unpack

from accounts.models import User
from contracts.details.usage import why_council_stays
from contracts.models import Council
from core.errors import NotPossible
from core.models import strike_row
from core.verbs import verb


class CouncilDetails(TypedDict):
    """Columns of Council."""

    name: str
    area: str
    safeguarding_team: str
    safeguarding_telephone: str
    duty_team_telephone: str
    children_team: NotRequired[str]
    children_telephone: NotRequired[str]
    complaints_telephone: NotRequired[str]
    email_domains: NotRequired[str]
    team_email: NotRequired[str]


@verb
def add_council(*, by: User | None, **details: Unpack[CouncilDetails]) -> Council:
    """Add a council. Raises Refused for a name that is there already."""
    return Council.objects.create(recorded_by=by, **details)


@verb
def change_council(*, council: Council, revision: int, by: User | None, **details: Unpack[CouncilDetails]) -> Council:
    """Change a council's details. Raises Conflict when somebody saved them since `revision`."""
    council.check_revision(revision)
    for name, value in details.items():
        setattr(council, name, value)
    council.save(update_fields=["revision", *details])
    return council


@verb
def remove_council(*, council: Council, reason: str, by: User) -> Council:
    """Remove a council that was added by mistake: it stays on file, in no list and on no page.

    Raises NotPossible while it has a contract or a record names it, and Refused without a reason.
    """
    council = Council.with_struck.get_locked(council.pk)
    if reason_to_stay := why_council_stays(council):
        raise NotPossible(reason_to_stay)
    return strike_row(council, by=by, reason=reason)
