"""Councils: added and corrected by an administrator (R75)."""

from typing import NotRequired, TypedDict, Unpack

from accounts.models import User
from contracts.models import Council
from core.verbs import verb


class CouncilDetails(TypedDict):
    """Columns of Council."""

    name: str
    area: str
    safeguarding_team: str
    safeguarding_telephone: str
    duty_team_telephone: str
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
