"""The form of every page: its buttons, its link out, and the hidden revision where two people may edit a record."""

from collections.abc import Callable
from copy import copy
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Hidden, Layout, LayoutObject, Submit
from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from core.clock import REPEATED
from core.text import clean_code, clean_line, clean_text, is_storable
from design.error_messages import name_errors
from design.fields import CodeField, LongTextField, RepeatedTimeField, TimeField
from design.layout import Actions, Cancel


def _cleaner(field: forms.CharField) -> Callable[[str], str]:
    """Return what cleans the text of the field, from `core.text`."""
    if isinstance(field, CodeField | forms.EmailField):
        return clean_code
    return clean_text if isinstance(field.widget, forms.Textarea) else clean_line


class NamedErrors(forms.Form):
    """A form whose error messages name the field by its label, and whose texts are cleaned before they are checked."""

    def _clean_fields(self) -> None:
        for name, field in self.fields.items():
            name_errors(field, self[name].label or name)
        self.data = self._clean_texts()
        super()._clean_fields()  # type: ignore[misc]

    def _clean_texts(self) -> Any:
        """Return what was sent with clean texts (`core.text`): several lines in text areas only.

        Passwords stay as typed. So do texts with characters that cannot be saved: their fields refuse them.
        """
        data: Any = copy(self.data)
        for name, field in self.fields.items():
            if not isinstance(field, forms.CharField) or isinstance(field.widget, forms.PasswordInput):
                continue
            clean, key = _cleaner(field), self.add_prefix(name)
            sent = data.getlist(key) if isinstance(data, MultiValueDict) else [data[key]] if key in data else []
            texts = [clean(text) if is_storable(text) else text for text in sent]
            if isinstance(data, MultiValueDict) and texts:
                data.setlist(key, texts)
            elif texts:
                data[key] = texts[0]
        return data


class PlainForm(NamedErrors):
    """`submit_label` is the main button, `cancel_label` the link out; `other_buttons` are further layout objects.

    The page sets the rest: `cancel_href` adds a link that leaves the form; `submission_id` is sent with the form, so
    that it is saved once; `draft_url` is where drafts are saved, and `discard_url` where they are
    deleted; `continues_draft` is the token of the draft that was put into the form.
    """

    submit_label = "Save"
    cancel_label = "Cancel"
    other_buttons: tuple[LayoutObject | Submit, ...] = ()
    submission_id = ""
    draft_url = ""
    discard_url = ""
    draft_ends_with_session = False
    continues_draft = ""

    def __init__(self, *args: Any, cancel_href: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.cancel_href = cancel_href

    def layout_fields(self) -> list[Any]:
        """Return the layout: field names and layout objects. Every field in order, unless a form overrides it."""
        return list(self.fields)

    def field_texts(self, record: Any) -> dict[str, Any]:
        """Return what `record` has in the text fields, by field: shown beside what was typed when both were saved."""
        return {}

    def typed_text(self, name: str) -> Any:
        """Return what was typed into the field, to compare with its `field_texts`. The form is valid."""
        return self.cleaned_data.get(name) or self.data.get(name, "")

    def replace_data(self, **values: str | None) -> None:
        """Replace what was sent for these fields; None removes it."""
        data = cast(QueryDict, self.data).copy()
        for name, value in values.items():
            if value is None:
                data.pop(name, None)
            else:
                data[name] = value
        self.data = data

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.render_hidden_fields = True  # a layout names what is visible; the revision is always sent
        buttons = [Submit("save", self.submit_label), *self.other_buttons]
        if self.cancel_href:
            is_discarded = self.draft_url and self.draft_ends_with_session
            discard_url = self.discard_url if is_discarded else ""
            buttons.append(Cancel(self.cancel_href, self.cancel_label, discard_url))
        hidden = [Hidden("submission_id", self.submission_id)] if self.submission_id else []
        helper.layout = Layout(*self.layout_fields(), *hidden, Actions(*buttons))
        if self.draft_url:
            helper.attrs = {"data-draft-url": self.draft_url, "data-draft-continued-from": self.continues_draft}
            if self.draft_ends_with_session:
                helper.attrs["data-draft-ends-with-session"] = "yes"
        return helper


class LocalTimeForm(PlainForm):
    """A form with a time of a day, which asks which time is meant if the clocks show it twice.

    The question is shown after the last time, or where `repeated_question` is put in the layout.
    """

    repeated = RepeatedTimeField()
    always_asks_repeated = False

    def repeated_question(self) -> list[str]:
        """Return the field that asks for the time meant, if it must be answered or was."""
        if self.always_asks_repeated:
            return [REPEATED]
        if not self.is_bound:
            return [REPEATED] if self.initial.get(REPEATED) else []
        return [REPEATED] if REPEATED in self.errors or self.data.get(REPEATED) else []

    def layout_fields(self) -> list[Any]:
        names = [name for name in self.fields if name != REPEATED]
        last = max(place for place, name in enumerate(names) if isinstance(self.fields[name], TimeField))
        return [*names[: last + 1], *self.repeated_question(), *names[last + 1 :]]


class ReasonForm(PlainForm):
    """One text: why something is done, a question or an answer."""

    reason = LongTextField(rows=4, label="Reason")

    def __init__(self, *args: Any, label: str = "", help_text: str = "", submit_label: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.label, field.help_text = label or field.label, help_text
        self.submit_label = submit_label or self.submit_label


class RevisedForm(PlainForm):
    """A form for a record that two people may edit: carries the revision it was opened at."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def field_texts(self, record: Any) -> dict[str, str]:
        """Return the texts of `record` by field, to show beside what was typed when somebody else saved first.

        A form whose fields are not the record's columns overrides it.
        """
        values = {name: getattr(record, name, None) for name in self.fields}
        return {name: text for name, text in values.items() if isinstance(text, str)}
