"""The expressions by which people and those close to them are searched for, the same in a query and in its index."""

from django.db.models import F, Func, TextField, Value


def names_to_search(column: str) -> Func:
    """Return the name in `column` without capitals and accents, with and without its punctuation and spaces."""
    return Func(F(column), template="casework_names(%(expressions)s, '', '{}')", output_field=TextField())


def telephone_digits(column: str) -> Func:
    """Return the digits in `column`, the last one first: numbers are written in many ways, and found by their end."""
    digits = Func(F(column), Value(r"\D"), Value(""), Value("g"), function="regexp_replace")
    return Func(digits, function="reverse", output_field=TextField())
