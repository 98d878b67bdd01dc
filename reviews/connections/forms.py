"""A connections map on one page: for each life domain a box for people and one for places, a line for each."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from contracts.models import LifeDomain
from core import clock
from design.fields import DayField, LongTextField
from design.forms import PlainForm, RevisedForm
from reviews.connections.entries import MOST_LINES, DomainEntries, MapLine, read_line
from reviews.connections.models import MOST_AT_ONCE, MOST_WORDS
from reviews.models import ConnectionsMap, MapDomain
from workforce.models import Worker

KINDS = {"people": "people", "places": "places"}
HOW_TO_WRITE = "One on each line, named only if the person wants that. For several: 3 x friends"


class EntriesField(LongTextField):
    """One person or place on each line, or several of them as "3 x friends". Output: a tuple of MapLine."""

    def __init__(self, **kwargs: Any):
        super().__init__(rows=3, max_length=MOST_LINES * (MOST_WORDS + 8), required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise ValidationError(f"{self.label}: write at most {MOST_LINES} lines")
        try:
            entries = tuple(read_line(line) for line in lines)
        except ValueError as error:
            raise ValidationError(f"{self.label}: enter a number from 1 to {MOST_AT_ONCE} before the x") from error
        if any(len(entry.words) > MOST_WORDS for entry in entries):
            raise ValidationError(f"{self.label}: each line can have up to {MOST_WORDS} characters")
        return entries

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, tuple) else value


class ConnectionsMapForm(PlainForm):
    submit_label = "Continue"

    made_on = DayField(label="Date of the map")
    worker: "forms.ModelChoiceField[Worker]" = forms.ModelChoiceField(
        queryset=Worker.objects.none(), empty_label="Choose the worker", label="Worker who made it with the person"
    )
    agreed_on = DayField(label="Date the person agreed to a map")
    agreed_how = forms.CharField(
        max_length=200,
        label="How the person agreed",
        help_text="For example: said yes at a visit, after we explained what the map is for and who reads it",
    )

    def __init__(self, *args: Any, domains: Sequence[LifeDomain | MapDomain], workers: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("made_on", "agreed_on"):
            cast(DayField, self.fields[name]).max_day = clock.today()
        cast("forms.ModelChoiceField[Worker]", self.fields["worker"]).queryset = workers
        self.domain_ids = [domain_id_of(domain) for domain in domains]
        for domain in domains:
            for kind, plural in KINDS.items():
                field = EntriesField(
                    label=f"{domain.name}: {plural}", help_text="" if self.entry_names else HOW_TO_WRITE
                )
                self.fields[f"{kind}_{domain_id_of(domain)}"] = field

    @property
    def entry_names(self) -> list[str]:
        """The names of the boxes for people and places, in order."""
        return [name for name in self.fields if name.partition("_")[0] in KINDS]


class CorrectConnectionsMapForm(ConnectionsMapForm, RevisedForm):
    submit_label = "Save the correction"

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reason"] = LongTextField(rows=2, max_length=300, label="What was wrong")

    def field_texts(self, record: ConnectionsMap) -> dict[str, str]:
        return {
            "agreed_how": record.agreed_how,
            **{name: text_of(value) for name, value in saved_entries(record).items()},
        }


class MeaningForm(RevisedForm):
    meaning = LongTextField(
        rows=4,
        max_length=2_000,
        required=False,
        label="What the person says the change means to them",
        help_text="In their own words. Leave it empty to take it away.",
    )


class OwnMeaningForm(RevisedForm):
    meaning = LongTextField(
        rows=4,
        max_length=2_000,
        required=False,
        label="What does the change mean to you?",
        help_text="Write as much or as little as you like. Your workers can read it.",
    )


def domain_id_of(domain: LifeDomain | MapDomain) -> UUID:
    """Return the id of the life domain of the contract."""
    return domain.life_domain_id if isinstance(domain, MapDomain) else domain.pk


def saved_entries(connections_map: ConnectionsMap) -> dict[str, tuple[MapLine, ...]]:
    """Return what the boxes of a saved map have, by the names of the fields."""
    entries = {}
    for domain in connections_map.domains.all():
        connections = list(domain.connections.all())
        for kind, of_kind in {"people": "person", "places": "place"}.items():
            lines = (MapLine(row.words, row.number) for row in connections if row.kind == of_kind)
            entries[f"{kind}_{domain.life_domain_id}"] = tuple(lines)
    return entries


def text_of(entries: Sequence[MapLine]) -> str:
    return "\n".join(map(str, entries))


def entries_in(data: dict[str, Any], domain_ids: Sequence[UUID]) -> list[DomainEntries]:
    """Return what a valid form has in its boxes, by life domain."""
    return [DomainEntries(pk, data[f"people_{pk}"], data[f"places_{pk}"]) for pk in domain_ids]


def columns_in(data: dict[str, Any]) -> dict[str, Any]:
    """Return what a valid form has beside its boxes."""
    return {name: value for name, value in data.items() if name.partition("_")[0] not in KINDS}
