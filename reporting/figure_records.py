"""The records behind a figure: live while a return is prepared, as frozen once it is sealed."""

from dataclasses import dataclass

from django.urls import reverse

from casework.models import Individual, SupportPackage
from reporting.figures import hidden_for, in_words, rows_of
from reporting.indicators import INDICATORS
from reporting.models import Return
from workforce.models import Absence, Worker


@dataclass(frozen=True)
class FigureRecords:
    """One line of the list: a reference, what it is in words, where it leads, how much it counts."""

    reference: str
    words: str
    href: str
    amount: str


def rows(shown: Return, key: str, user, *, with_records: bool) -> list[FigureRecords]:
    """What the figure `key` counted. `with_records`: names and links, for the provider; else references only."""
    hidden = hidden_for(user) if with_records else frozenset()
    unit = INDICATORS[key].unit
    if shown.is_sealed:
        frozen = shown.figures.get(key=key).counted.all()
        found = [(row.reference, row) for row in frozen]
    else:
        found = [("", row) for row in rows_of(INDICATORS[key], shown.contract, shown.period)]
    found = [(ref, row) for ref, row in found if row.record_id not in hidden and row.individual_id not in hidden]
    if not with_records:
        return [FigureRecords(ref, row.words, "", in_words(row.amount, unit)) for ref, row in found]
    names = _names([row.individual_id for _ref, row in found], user)
    workers = _workers([row.record_id for _ref, row in found if row.individual_id is None])
    packages = _packages([row.record_id for _ref, row in found])
    return [
        FigureRecords(
            packages.get(row.record_id) or ref,
            " ".join(
                part for part in (names.get(row.individual_id) or workers.get(row.record_id, ""), row.words) if part
            ),
            reverse("person", args=[row.individual_id]) if row.individual_id in names else "",
            in_words(row.amount, unit),
        )
        for ref, row in found
    ]


def _names(ids, user) -> dict:
    people = Individual.objects.visible_to(user).filter(pk__in=set(ids))
    return dict(people.values_list("pk", "full_name"))


def _packages(ids) -> dict:
    return dict(SupportPackage.objects.filter(pk__in=set(ids)).values_list("pk", "reference"))


def _workers(ids) -> dict:
    found = dict(Worker.objects.filter(pk__in=set(ids)).values_list("pk", "user__full_name"))
    absences = Absence.objects.filter(pk__in=set(ids)).values_list("pk", "worker__user__full_name")
    return {**found, **dict(absences)}
