"""The timeline of a person, as a user sees it on the record."""

from casework.access.person_rights import rights_for_person
from dashboard.timeline import person_timeline


def timeline_of(individual, user) -> list[dict]:
    with rights_for_person(user, individual) as rights:
        return person_timeline(rights)
