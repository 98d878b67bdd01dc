"""The registry of breakers: functions that break a database constraint without a service."""

BREAKERS = {}


def breaks(name: str):
    """Decorator: the function (cast) breaks the constraint `name`."""

    def register(function):
        assert name not in BREAKERS, f"{name} has two breakers"
        BREAKERS[name] = function
        return function

    return register


def update_row(model, row, **columns):
    """Write columns of one row without a service."""
    assert model.objects.filter(pk=row.pk).update(**columns) == 1


def copy_row(row, **changed):
    """Insert the same row again under a new key."""
    columns = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.generated}
    columns.pop(row._meta.pk.attname)
    return type(row)(**{**columns, **changed}).save(force_insert=True)
