"""Undo an import while nothing of it has been used (decision 12): delete what it created, restore what it changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Max, Q, QuerySet

from casework.hospital import hold_calculation
from casework.models import Hold, HospitalSpell, Imported, ImportRow, ImportRun, Individual, SupportPackage
from contracts.access.managers import is_managed_without
from contracts.models import Post
from core.models import RevisionChecked, StateChange

Model = type[models.Model]
Created = dict[Model, list[str]]  # keys by model, in the order of creation
Change = tuple[Model, str, dict[str, Any]]  # model, key, old values by column
# The import's own rows, and state changes, which are never deleted.
OF_THE_IMPORT = (Imported, ImportRow, ImportRun, StateChange)
# Columns with the id of a record that are no foreign key.
ID_COLUMNS = ("record_id", "individual_id", "about_ids")
MOST_REASONS = 5


def history_context(run: ImportRun) -> dict[str, str]:
    """Return the context that history records with each row that the run changes."""
    return {"import": str(run.pk)}


def imported_rows(run: ImportRun) -> QuerySet[ImportRow]:
    """Return the rows that the run has imported, in their order."""
    return run.rows.filter(done_at__isnull=False, before__isnull=False).order_by("id")


def _undo_data(row: ImportRow) -> dict[str, list[Any]]:
    assert row.before is not None  # `imported_rows` leaves out the others
    return row.before


def created_by(rows: Iterable[ImportRow]) -> Created:
    """Return the keys of everything that the rows created."""
    by_label = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    created: Created = defaultdict(list)
    for row in rows:
        for label, pk in _undo_data(row)["created"]:
            created[by_label[label]].append(pk)
    return created


def changes_by(rows: Iterable[ImportRow]) -> list[Change]:
    """Return what the rows changed, the last change first."""
    by_label = {model._meta.label: model for model in apps.get_models()}
    changes = [(by_label[label], pk, columns) for row in rows for label, pk, columns in _undo_data(row)["previous"]]
    return changes[::-1]


def uses(run: ImportRun) -> list[str]:
    """Return why the run cannot be undone, at most five reasons: later changes to its records, and uses of them."""
    rows = list(imported_rows(run))
    created = created_by(rows)
    changed = {(model, pk) for model, pk, _ in changes_by(rows)}
    reasons: dict[str, None] = {}
    for reason in (
        *_changes_to_created(run, created),
        *_changes_to_changed(run, changed),
        *_sign_ins(created),
        *_references_by_key(created),
        *_references_by_id(created),
    ):
        reasons[reason] = None
        if len(reasons) == MOST_REASONS:
            break
    return list(reasons)


def leaves_unmanaged(run: ImportRun) -> bool:
    """Return whether nobody would manage access to the contract without the roles that the run gave."""
    posts = created_by(imported_rows(run)).get(Post, [])
    return bool(posts) and not is_managed_without(run.contract, posts)


def restore(run: ImportRun) -> None:
    """Restore what the run changed and delete what it created, the last first. Call in a verb, if `uses` is empty.

    Only here and in `casework.hospital.hold_calculation` are rows deleted; history has each of them.
    """
    rows = list(imported_rows(run))
    created, changes = created_by(rows), changes_by(rows)
    for model, pk, columns in changes:
        revision = {"revision": F("revision") + 1} if issubclass(model, RevisionChecked) else {}
        model._default_manager.filter(pk=pk).update(**columns, **revision)
    spells = created.get(HospitalSpell, [])
    changed_spells = [pk for model, pk, _ in changes if model is HospitalSpell]
    in_hospital = list(HospitalSpell.objects.filter(pk__in=spells).values_list("individual", flat=True))
    Hold.objects.filter(Q(spell__in=spells) | Q(package__in=created.get(SupportPackage, []))).clear()
    matches = ImportRow.objects.filter(likely__pk__in=created.get(Individual, [])).exclude(is_same=True)
    matches.update(likely=None)
    for model in _in_order_of_deletion(created):
        to_delete: Any = model._default_manager.filter(pk__in=created[model])
        to_delete._raw_delete(to_delete.db)
    people = Individual.objects.filter(Q(pk__in=in_hospital) | Q(hospital_spells__pk__in=changed_spells)).distinct()
    for individual in people:
        hold_calculation.recompute(individual)


def _in_order_of_deletion(created: Created) -> Iterator[Model]:
    """Yield the models of the created rows, each after those that refer to it."""
    sorter: TopologicalSorter[Model] = TopologicalSorter()
    for model in reversed(list(created)):
        sorter.add(model)
        for field in model._meta.concrete_fields:
            other: Any = field.related_model
            if other in created and other is not model:
                sorter.add(other, model)
    yield from sorter.static_order()


def _noun(model: Model) -> str:
    """Return the model's name with its article: "an allocation"."""
    noun = str(model._meta.verbose_name)
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _history_of(model: Model) -> list[Any]:
    """Return the history models of `model`."""
    return [history for history in apps.get_models() if getattr(history, "pgh_tracked_model", None) is model]


def _is_history(model: Model) -> bool:
    return hasattr(model, "pgh_tracked_model")


def _changes_to_created(run: ImportRun, created: Created) -> Iterator[str]:
    """Yield a reason for each model with a created row that history shows changed outside the run."""
    for model, pks in created.items():
        for history in _history_of(model):
            old_rows = history.objects.filter(pgh_obj_id__in=pks)
            if old_rows.exclude(pgh_context__metadata__contains=history_context(run)).exists():
                yield f"{_noun(model)} was changed"


def _changes_to_changed(run: ImportRun, changed: Iterable[tuple[Model, str]]) -> Iterator[str]:
    """Yield a reason for each changed row that was changed again after the run."""
    for model, pk in changed:
        for history in _history_of(model):
            old_rows = history.objects.filter(pgh_obj_id=pk)
            by_run = old_rows.filter(pgh_context__metadata__contains=history_context(run))
            last = by_run.aggregate(last=Max("pgh_id"))["last"]
            if last is not None and old_rows.filter(pgh_id__gt=last).exists():
                yield f"{_noun(model)} was changed"


def _sign_ins(created: Created) -> Iterator[str]:
    for model, pks in created.items():
        if not hasattr(model, "last_login"):
            continue
        if model._default_manager.filter(pk__in=pks, last_login__isnull=False).exists():
            yield "someone has signed in"


def _references_by_key(created: Created) -> Iterator[str]:
    """Yield a reason for rows outside the run with a foreign key to a created row."""
    for model, pks in created.items():
        for relation in model._meta.get_fields(include_hidden=True):
            other: Any = relation.related_model
            if not relation.auto_created or relation.concrete or relation.many_to_many:
                continue
            if other in (*OF_THE_IMPORT, Hold) or _is_history(other) or other._meta.proxy:
                continue
            column: Any = relation
            rows = other._default_manager.filter(**{f"{column.field.name}__in": pks})
            if rows.exclude(pk__in=created.get(other, [])).exists():
                yield f"there is {_noun(other)} for {_noun(model)}"


def _references_by_id(created: Created) -> Iterator[str]:
    """Yield a reason for rows that name a created row without a foreign key: walls, messages, figures of a return."""
    pks = [pk for model, keys in created.items() if isinstance(model._meta.pk, models.UUIDField) for pk in keys]
    for model in apps.get_models():
        if model in OF_THE_IMPORT or model in created or _is_history(model):
            continue
        condition = Q()
        for field in model._meta.concrete_fields:
            if field.attname in ID_COLUMNS and not field.is_relation:
                lookup = "overlap" if field.attname == "about_ids" else "in"
                condition |= Q(**{f"{field.attname}__{lookup}": pks})
        if condition and model._default_manager.filter(condition).exists():
            yield f"there is {_noun(model)} about it"
