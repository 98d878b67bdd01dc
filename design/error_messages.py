"""Error messages that name their field: "Enter the date of the review", "Rating must be between 0 and 10".

`name_errors` writes a field's messages from its label. A message that a form gives a field itself (`error_messages=`)
stays as it is.
"""

from typing import Any

from django import forms

from design.labels import LabelName, read_label

UNSAVABLE = "{field} has a character that cannot be saved. Type it again rather than pasting it"
NOT_IN_LIST = "{choose} from the list"

# By class of field, the codes of Django's errors. The fields of `design` have theirs in `named_messages`.
DJANGO_MESSAGES: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": "{enter}"},
    forms.CharField: {
        "max_length": "{field} must be %(limit_value)s characters or fewer. It has %(show_value)s",
        "min_length": "{field} must be %(limit_value)s characters or more",
        "null_characters_not_allowed": UNSAVABLE,
    },
    forms.EmailField: {"invalid": "{field} must be an email address, like name@example.com"},
    forms.URLField: {"invalid": "{field} must be a web address, like https://www.example.com"},
    forms.IntegerField: {"invalid": "{field} must be a whole number"},
    forms.FloatField: {"invalid": "{field} must be a number"},
    forms.DecimalField: {
        "invalid": "{field} must be a number",
        "max_digits": "{field} must have %(max)s figures or fewer",
        "max_decimal_places": "{field} must have %(max)s decimal places or fewer",
        "max_whole_digits": "{field} must have %(max)s figures or fewer before the decimal point",
    },
    forms.ChoiceField: {"required": "{choose}", "invalid_choice": NOT_IN_LIST, "invalid_list": NOT_IN_LIST},
    forms.ModelChoiceField: {
        "required": "{choose}",
        "invalid_choice": NOT_IN_LIST,
        "invalid_list": NOT_IN_LIST,
        "invalid_pk_value": NOT_IN_LIST,
    },
    forms.BooleanField: {"required": "Tick {quoted}"},
    forms.FileField: {
        "required": "{choose}",
        "invalid": "{choose}",
        "missing": "{choose}",
        "empty": "{field} is empty. Choose another file",
        "max_length": "{field} must have a name of %(max)s characters or fewer",
    },
    forms.UUIDField: {"invalid": "{field} is not valid"},
}


def name_errors(field: forms.Field, label: object) -> None:
    """Write the messages of `field` from its label. Those that its form set itself are left."""
    name = read_label(label)
    filled: dict[str, str] = getattr(field, "filled_messages", {})
    defaults = _default_messages(type(field))
    messages = {}
    for code, template in {**_templates(type(field)), **_limits(field)}.items():
        present = field.error_messages.get(code)
        if present is None or str(present) in (defaults.get(code), filled.get(code)):
            messages[code] = _write(template, name, field)
    field.error_messages.update(messages)
    field.filled_messages = messages  # type: ignore[attr-defined]


def _templates(field_class: type[forms.Field]) -> dict[str, str]:
    """Return the messages of a class of field, with those of the classes it derives from."""
    templates: dict[str, str] = {}
    for each in reversed(field_class.__mro__):
        templates.update(DJANGO_MESSAGES.get(each, {}))
        templates.update(vars(each).get("named_messages", {}))
    return templates


def _default_messages(field_class: type[forms.Field]) -> dict[str, str]:
    """Return the messages that Django gives the fields of a class."""
    messages: dict[str, Any] = {}
    for each in reversed(field_class.__mro__):
        messages.update(vars(each).get("default_error_messages", {}))
    return {code: str(text) for code, text in messages.items()}


def _limits(field: forms.Field) -> dict[str, str]:
    """Return the messages about the smallest and the largest value that a number may have."""
    if not isinstance(field, forms.IntegerField):
        return {}
    if field.min_value is not None and field.max_value is not None:
        between = f"{{field}} must be between {field.min_value} and {field.max_value}"
        return {"min_value": between, "max_value": between}
    return {
        "min_value": "{field} must be %(limit_value)s or more",
        "max_value": "{field} must be %(limit_value)s or less",
    }


def _write(template: str, name: LabelName, field: forms.Field) -> str:
    return template.format(
        field=name.subject,
        quoted=name.quoted,
        enter=_ask("Enter", name, field),
        choose=_ask("Choose", name, field),
    )


def _ask(verb: str, name: LabelName, field: forms.Field) -> str:
    """Return what to do: "Enter the date of birth", "Choose a date for “Until”", "Choose an answer to “Who came?”"."""
    if _is_yes_or_no(field):
        return f"{verb} an answer {'to' if name.is_question else 'for'} {name.quoted}"
    kind = _kind_of_value(field)
    is_calendar = kind in ("a date", "a time")
    if name.phrase and (not is_calendar or name.has_calendar_word):
        return f"{verb} {name.phrase}"
    if name.phrase and kind == "a date":
        return f"{verb} the date of {name.phrase}"
    if kind:
        return f"{verb} {kind} for {name.quoted}"
    return f"{verb} an answer {'to' if name.is_question else 'for'} {name.quoted}"


def _is_yes_or_no(field: forms.Field) -> bool:
    """Return whether the label is a statement or question that is answered by yes or no, not a thing to choose."""
    choices = getattr(field, "choices", None)
    return isinstance(choices, list) and {"Yes", "No"} <= {str(label) for _value, label in choices}


def _kind_of_value(field: forms.Field) -> str:
    """Return what goes into the field: "a date", "a number", "a file"; "" when nothing more can be said."""
    if isinstance(field, forms.FileField):
        return "a file"
    return getattr(field, "kind_of_value", "a number" if isinstance(field, forms.IntegerField) else "")
