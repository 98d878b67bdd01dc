"""Layout objects for crispy-forms beside its own: a question as heading, reveals, times, buttons in a row."""

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.layout import Div, LayoutObject, Submit
from crispy_forms.utils import TEMPLATE_PACK, render_field
from django import forms
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe


class OneQuestion(LayoutObject):
    """One field whose label is larger, and the page's h1 when heading is true.

    Inputs: field name; size "s", "m", "l" or "xl"; heading bool.
    """

    def __init__(self, field: str, size: str = "l", heading: bool = True):
        self.fields = [field]
        self.size = size
        self.heading = heading

    def render(self, form: forms.BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any) -> str:
        extra = {"question_size": self.size, "question_heading": self.heading}
        return render_field(self.fields[0], form, context, template_pack=template_pack, extra_context=extra)


class Unmarked(LayoutObject):
    """A field without "(optional)", which would be wrong for some answers to the other questions. Input: field name."""

    def __init__(self, field: str):
        self.fields = [field]

    def render(self, form: forms.BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any) -> str:
        extra = {"hides_optional": True}
        return render_field(self.fields[0], form, context, template_pack=template_pack, extra_context=extra)


class Reveal(LayoutObject):
    """Radios or checkboxes that show further fields under some answers.

    Inputs: field name; reveals {answer value: [field names or layout objects]}. Without a script
    all of them are shown.
    """

    def __init__(self, field: str, reveals: Mapping[Any, Iterable[Any]]):
        self.field = field
        self.reveals = {str(value): list(fields) for value, fields in reveals.items()}
        self.fields = [field, *(name for fields in self.reveals.values() for name in fields)]

    def render(self, form: forms.BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any) -> str:
        html_by_value = {}
        # "(optional)" would be wrong for some answers: under these the field is required.
        extra = {"hides_optional": True}
        for value, fields in self.reveals.items():
            boxes = [
                render_field(each, form, context, template_pack=template_pack, extra_context=extra) for each in fields
            ]
            html_by_value[value] = mark_safe("".join(boxes))
        return render_field(
            self.field, form, context, template_pack=template_pack, extra_context={"reveals": html_by_value}
        )


class Times(LayoutObject):
    """Two short boxes in one line under one legend, with a word between ("11:34 to 12:25").

    Inputs: the two field names; legend; between, the word. Each box keeps its own label for screen readers.
    """

    def __init__(self, first: str, second: str, legend: str, between: str = "to"):
        self.fields = [first, second]
        self.legend = legend
        self.between = between

    def render(self, form: forms.BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any) -> str:
        extra = {"hides_label": True}
        boxes = [
            render_field(name, form, context, template_pack=template_pack, extra_context=extra) for name in self.fields
        ]
        parts = {"legend": self.legend, "between": self.between, "first": boxes[0], "second": boxes[1]}
        return render_to_string(f"{template_pack}/layout/times.html", parts)


class Actions(Div):
    """A row: one main button, and links or buttons for the rest."""

    css_class = "cw-actions"


class SecondarySubmit(Submit):
    """A submit button that is not the page's main one."""

    def __init__(self, name: str, value: str, **kwargs: Any):
        super().__init__(name, value, css_class="govuk-button--secondary", **kwargs)


class Cancel:
    """A link that leaves the form. Inputs: href; text; discard_url, where a button deletes the draft first, or ""."""

    def __init__(self, href: str, text: str = "Cancel", discard_url: str = ""):
        self.href = href
        self.text = text
        self.discard_url = discard_url

    def render(self, form: forms.BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any) -> str:
        if self.discard_url:
            button = '<button class="cw-link-button" formaction="{}" formnovalidate name="next" value="{}">{}</button>'
            return format_html(button, self.discard_url, self.href, self.text)
        return format_html('<a class="govuk-link" href="{}">{}</a>', self.href, self.text)
