"""What the form pack's templates need. Pages load `design` instead."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField
from django.forms.utils import flatatt
from django.template import Context
from django.template.loader import render_to_string

register = template.Library()

# Classes of other packs that crispy-forms gives its buttons.
FOREIGN_BUTTON_CLASSES = {
    "btn",
    "btn-primary",
    "btn-inverse",
    "btn-secondary",
    "submit",
    "submitButton",
    "button",
    "reset",
}

WIDTHS: dict[type, str] = {
    forms.DateInput: "govuk-input--width-10",
    forms.TimeInput: "govuk-input--width-5",
    forms.NumberInput: "govuk-input--width-5",
}


def kind_of(widget: forms.Widget) -> str:
    """Return which template draws the widget: hidden, choices, checkbox, parts or input."""
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.MultiWidget):
        return "parts"
    return "input"


def style_of(widget: forms.Widget) -> str:
    """Return "checkboxes" or "radios". In Django checkboxes are a kind of radios, so they are asked first."""
    return "checkboxes" if isinstance(widget, forms.CheckboxSelectMultiple) else "radios"


def bad_parts(field: BoundField) -> list[str]:
    """Return the names of the boxes of a several-box field that an error is about; all when the error names none."""
    named = [part for error in field.errors.as_data() for part in (error.params or {}).get("parts", ())]
    every = [name.strip("_") for name in field.field.widget.widgets_names]
    return [name for name in every if name in named] or every


def error_texts(field: BoundField) -> list[str]:
    """Return a bound field's error messages as texts."""
    return [str(text) for text in field.errors]


def anchor_of(field: BoundField) -> str:
    """Return the id of the control that an error about this bound field links to, or ""."""
    kind = kind_of(field.field.widget)
    if not field.auto_id or kind == "hidden":
        return ""
    if kind == "choices":
        return f"{field.auto_id}_0"
    if kind == "parts":
        names = [name.strip("_") for name in field.field.widget.widgets_names]
        return f"{field.auto_id}_{names.index(bad_parts(field)[0])}"
    return field.id_for_label or field.auto_id


def control(field: BoundField) -> str:
    """Return the HTML of a one-control field (input, select, textarea, file) with its GOV.UK classes."""
    widget = field.field.widget
    classes = ["govuk-input"]
    if isinstance(widget, forms.Textarea):
        classes = ["govuk-textarea"]
    elif isinstance(widget, forms.Select):
        classes = ["govuk-select"]
    elif isinstance(widget, forms.FileInput):
        classes = ["govuk-file-upload"]
    if field.errors:
        classes.append(f"{classes[0]}--error")
    own = widget.attrs.get("class", "")
    if "width-" not in own and type(widget) in WIDTHS:
        classes.append(WIDTHS[type(widget)])
    classes.append(own)
    # A placeholder disappears while one types and is read as if it were filled in.
    widget.attrs.pop("placeholder", None)
    if type(widget) is forms.NumberInput:
        # A number box changes when somebody scrolls over it, and gives no error for letters.
        step = widget.attrs.pop("step", 1)
        widget.input_type = "text"
        widget.attrs.setdefault("inputmode", "numeric" if str(step) == "1" else "decimal")
        for limit in ("min", "max"):
            widget.attrs.pop(limit, None)
    if isinstance(widget, forms.EmailInput):
        widget.attrs.setdefault("spellcheck", "false")
    return field.as_widget(attrs={"class": " ".join(name for name in classes if name)})


def choices(field: BoundField, reveals: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the groups of options of a radio or checkbox field.

    Output: list of {"name", "options"}; an option has attrs (HTML text), id, label, hint, hint_id, reveal,
    reveal_id.
    """
    attrs = {"id": field.auto_id} if field.auto_id else {}
    context = field.field.widget.get_context(field.html_name, field.value(), attrs)
    return [
        {"name": name or "", "options": [_option(field, option, reveals) for option in options]}
        for name, options, _index in context["widget"]["optgroups"]
    ]


def _option(field: BoundField, option: dict[str, Any], reveals: Mapping[str, str]) -> dict[str, Any]:
    """Return one option of a radio or checkbox field as the template draws it."""
    hints = {str(value): hint for value, hint in getattr(field.field, "choice_hints", {}).items()}
    value = "" if option["value"] is None else str(option["value"])
    attrs = {key: text for key, text in option["attrs"].items() if key not in ("class", "required", "aria-invalid")}
    attrs |= {
        "class": f"govuk-{style_of(field.field.widget)}__input",
        "type": option["type"],
        "name": option["name"],
        "value": value,
    }
    option_id = attrs.get("id", "")
    hint_id = f"{option_id}_hint" if option_id and value in hints else ""
    reveal_id = f"{option_id}_reveal" if option_id and value in reveals else ""
    if hint_id:
        attrs["aria-describedby"] = hint_id
    if reveal_id:
        attrs["data-aria-controls"] = reveal_id
    if field.field.disabled:
        attrs["disabled"] = True
    return {
        "attrs": flatatt(attrs),
        "id": option_id,
        "label": "Not answered" if value == "" and set(str(option["label"])) == {"-"} else option["label"],
        "hint": hints.get(value, ""),
        "hint_id": hint_id,
        "reveal": reveals.get(value, ""),
        "reveal_id": reveal_id,
    }


@register.simple_tag(takes_context=True)
def govuk_field(context: Context) -> str:
    """Draw the bound field in context["field"]: label or legend, hint, error message and control."""
    field = context["field"]
    # The browser's own bubbles are not read out well; our messages say what to do.
    field.form.use_required_attribute = False
    kind = kind_of(field.field.widget)
    if kind == "hidden":
        return field.as_widget()
    shows_errors = bool(context.get("form_show_errors", True) and field.errors)
    parts = {**_field_parts(context, field, kind, shows_errors), "kind": kind}
    if kind == "choices":
        parts["style"] = style_of(field.field.widget)
        parts["reveals"] = bool(context.get("reveals"))
        parts["groups"] = choices(field, context.get("reveals") or {})
    elif kind == "checkbox":
        parts["control"] = field.as_widget(attrs={"class": "govuk-checkboxes__input"})
    elif kind == "parts":
        parts["control"] = field.as_widget(attrs={"bad_parts": bad_parts(field) if shows_errors else []})
    else:
        parts["control"] = control(field)
    return render_to_string(f"govuk/fields/{kind}.html", parts)


def _field_parts(context: Context, field: BoundField, kind: str, shows_errors: bool) -> dict[str, Any]:
    """Return what every kind of field shows around its control: label, hint and errors."""
    mark_optional = getattr(field.form, "mark_optional", True) and getattr(field.field, "mark_optional", True)
    mark_optional = mark_optional and kind != "checkbox"
    hint_id, error_id = (f"{field.auto_id}_helptext", f"{field.auto_id}_error") if field.auto_id else ("", "")
    described = [hint_id] if field.help_text else []
    described += [error_id] if shows_errors else []
    size = context.get("question_size", "")
    hidden = " govuk-visually-hidden" if context.get("hides_label") else ""
    return {
        "field": field,
        "label": field.label,
        "shows_label": context.get("form_show_labels", True) and bool(field.label),
        "label_class": f"govuk-label cw-label{size and f' govuk-label--{size}'}{hidden}",
        "legend_class": f"govuk-fieldset__legend cw-legend{size and f' govuk-fieldset__legend--{size}'}{hidden}",
        "heading": context.get("question_heading", False),
        "optional": mark_optional and not context.get("hides_optional") and not field.field.required,
        "hint": field.help_text,
        "hint_id": hint_id,
        "error_id": error_id,
        "errors": error_texts(field) if shows_errors else [],
        "describedby": " ".join(name for name in described if name),
        "group_class": " ".join(
            [
                "govuk-form-group",
                *(["govuk-form-group--error"] if shows_errors else []),
                *filter(None, [context.get("wrapper_class")]),
            ]
        ),
        "id": field.id_for_label,
    }


def listed_errors(form: BaseForm | None) -> list[dict[str, str]]:
    """Return the errors of a form as [{"text", "href"}] in the order of the page."""
    if form is None or not form.is_bound:
        return []
    errors = [{"text": str(text), "href": ""} for text in form.non_field_errors()]
    order = list(form.fields)
    layout = getattr(getattr(form, "helper", None), "layout", None)
    if layout is not None:
        layout_names = [pointer.name for pointer in layout.get_field_names() if pointer.name in form.fields]
        order = list(dict.fromkeys(layout_names + order))
    for name in order:
        if name not in form.errors:
            continue
        field = form[name]
        anchor = anchor_of(field)
        label = str(field.label or "")
        errors += [
            {"text": text, "href": f"#{anchor}" if anchor else "", "label": label} for text in error_texts(field)
        ]
    return with_labels(errors)


def with_labels(errors: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the errors; those with the same text get their field's label in front ("End: Enter a time")."""
    often = Counter(error["text"] for error in errors)
    return [
        {
            **error,
            "text": f"{error['label']}: {error['text']}"
            if often[error["text"]] > 1 and error.get("label")
            else error["text"],
        }
        for error in errors
    ]


@register.filter
def button_classes(names: object) -> str:
    """Leave out the class names that belong to other packs. Input and output: text."""
    return " ".join(name for name in str(names).split() if name not in FOREIGN_BUTTON_CLASSES)


@register.filter
def attributes(attrs: Mapping[str, Any]) -> str:
    """Return the attributes of a tag as HTML. Input: their values by name; True is written without a value."""
    return flatatt({name: value for name, value in attrs.items() if value is not False})


@register.filter
def button_kind(input_type: object) -> str:
    """Return the class of a button that does not send the form. Input: its type."""
    return "" if input_type == "submit" else "govuk-button--secondary"


@register.filter
def chosen_id(name: object) -> str:
    """Return a button's id when somebody chose it; crispy-forms' own repeat when a page has two forms."""
    return "" if str(name).startswith(("submit-id-", "button-id-", "hidden-id-", "reset-id-")) else str(name)


@register.filter
def shows_draft_status(attrs: Mapping[str, object] | None) -> bool:
    """Return True if a form helper's attributes ask for drafts to be saved on the server."""
    return "data-draft-url" in (attrs or {})
