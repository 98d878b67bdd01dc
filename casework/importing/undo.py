"""Taking an import back while nothing of it has been used (decision 12): what it made goes, what it changed returns."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models
from django.db.models import F, Max, Q

from casework.hospital import suspensions
from casework.models import HospitalSpell, Imported, ImportRow, ImportRun, Individual, SupportPackage, Suspension
from core.models import RevisionChecked, StateChange

Model = type[models.Model]
# The import's own rows, and the moves, which are never taken away.
OF_THE_IMPORT = (Imported, ImportRow, ImportRun, StateChange)
# How rows name a record that they have no key to.
NAMES = ("record_id", "individual_id", "about_ids")
SHOWN = 5


def signature(run: ImportRun) -> dict[str, str]:
    """What history keeps beside each row that the run changes."""
    return {"import": str(run.pk)}


def rows_of(run: ImportRun):
    """What the run has taken in, in its order."""
    return run.rows.filter(done_at__isnull=False, before__isnull=False).order_by("id")


def made_by(rows: Iterable[ImportRow]) -> dict[Model, list[str]]:
    """The keys of everything the rows made, by model, in the order of making."""
    known = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    made: dict[Model, list[str]] = defaultdict(list)
    for row in rows:
        for label, pk in row.before["made"]:
            made[known[label]].append(pk)
    return made


def changed_by(rows: Iterable[ImportRow]) -> list[tuple[Model, str, dict]]:
    """(model, key, what stood there) of every record that the rows changed, the last change first."""
    known = {model._meta.label: model for model in apps.get_models()}
    found = [(known[label], pk, columns) for row in rows for label, pk, columns in row.before["was"]]
    return found[::-1]


def uses(run: ImportRun) -> list[str]:
    """Why the run cannot be taken back, in words, at most five: what was made or changed since, and by it used."""
    rows = list(rows_of(run))
    made = made_by(rows)
    changed = {(model, pk) for model, pk, _ in changed_by(rows)}
    found: dict[str, None] = {}
    for reason in (
        *_changed_since(run, made),
        *_changed_again(run, changed),
        *_signed_in(made),
        *_pointed_at(made),
        *_named(made),
    ):
        found[reason] = None
        if len(found) == SHOWN:
            break
    return list(found)


def take_back(run: ImportRun) -> None:
    """Put back what was changed and take away what was made, the last first. Call inside a verb, when `uses` is empty.

    Only here and in `casework.suspensions` are rows taken away; history keeps each of them.
    """
    rows = list(rows_of(run))
    made = made_by(rows)
    for model, pk, columns in changed_by(rows):
        counted = {"revision": F("revision") + 1} if issubclass(model, RevisionChecked) else {}
        model._default_manager.filter(pk=pk).update(**columns, **counted)
    spells = made.get(HospitalSpell, [])
    held = Q(spell__in=spells) | Q(package__in=made.get(SupportPackage, []))
    in_hospital = list(HospitalSpell.objects.filter(pk__in=spells).values_list("individual", flat=True))
    in_hospital += [pk for model, pk, _ in changed_by(rows) if model is HospitalSpell]
    Suspension.objects.filter(held).clear()
    ImportRow.objects.filter(likely__in=made.get(Individual, [])).exclude(is_same=True).update(likely=None)
    for model in reversed(list(made)):
        gone = model._default_manager.filter(pk__in=made[model])
        gone._raw_delete(gone.db)
    for individual in Individual.objects.filter(Q(pk__in=in_hospital) | Q(hospital_spells__in=in_hospital)).distinct():
        suspensions.recompute(individual)


def _words(model: Model) -> str:
    return str(model._meta.verbose_name)


def _history_of(model: Model) -> list:
    return [kept for kept in apps.get_models() if getattr(kept, "pgh_tracked_model", None) is model]


def _is_history(model: Model) -> bool:
    return hasattr(model, "pgh_tracked_model")


def _changed_since(run: ImportRun, made) -> Iterator[str]:
    """What was made is as it was made: history has no old row of it but from the run itself."""
    for model, pks in made.items():
        for kept in _history_of(model):
            old = kept.objects.filter(pgh_obj_id__in=pks)
            if old.exclude(pgh_context__metadata__contains=signature(run)).exists():
                yield f"a {_words(model)} was changed"


def _changed_again(run: ImportRun, changed) -> Iterator[str]:
    """What was changed is as the run left it: the run's is the newest old row."""
    for model, pk in changed:
        for kept in _history_of(model):
            old = kept.objects.filter(pgh_obj_id=pk)
            ours = old.filter(pgh_context__metadata__contains=signature(run)).aggregate(last=Max("pgh_id"))["last"]
            if ours is not None and old.filter(pgh_id__gt=ours).exists():
                yield f"a {_words(model)} was changed"


def _signed_in(made) -> Iterator[str]:
    for model, pks in made.items():
        if (
            hasattr(model, "last_login")
            and model._default_manager.filter(pk__in=pks, last_login__isnull=False).exists()
        ):
            yield "somebody has signed in"


def _pointed_at(made) -> Iterator[str]:
    """Rows with a key to what was made, and not made by the run."""
    for model, pks in made.items():
        for relation in model._meta.get_fields(include_hidden=True):
            other = relation.related_model
            if not relation.auto_created or relation.concrete or relation.many_to_many:
                continue
            if other in (*OF_THE_IMPORT, Suspension) or _is_history(other) or other._meta.proxy:
                continue
            pointing = other._default_manager.filter(**{f"{relation.field.name}__in": pks})
            if pointing.exclude(pk__in=made.get(other, [])).exists():
                yield f"there is a {_words(other)} for a {_words(model)}"


def _named(made) -> Iterator[str]:
    """Rows that name what was made without a key to it: walls, messages, what a return counted."""
    pks = [pk for model, keys in made.items() if isinstance(model._meta.pk, models.UUIDField) for pk in keys]
    for model in apps.get_models():
        if model in OF_THE_IMPORT or model in made or _is_history(model):
            continue
        asked = Q()
        for field in model._meta.concrete_fields:
            if field.attname in NAMES and not field.is_relation:
                asked |= Q(**{f"{field.attname}__{'overlap' if field.attname == 'about_ids' else 'in'}": pks})
        if asked and model._default_manager.filter(asked).exists():
            yield f"there is a {_words(model)} about it"
