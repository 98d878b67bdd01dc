"""The form every page uses: its buttons, its way out, and the hidden count of saves where two may edit."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Hidden, Layout, Submit
from django import forms

from design.layout import Actions, Cancel


class PlainForm(forms.Form):
    """`submit_label` is the main button; `other_buttons` are further layout objects; `arrange()` may reorder fields.

    `cancel_href`, given by the page, adds a link out. `submission_id`, given by the page, goes with the form, so that
    it is saved once.
    """

    submit_label = "Save"
    other_buttons: tuple = ()
    adopted_tab = ""
    submission_id = ""

    def __init__(self, *args, cancel_href: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.cancel_href = cancel_href

    def arrange(self) -> list:
        """The layout: every field in order, unless a form says otherwise."""
        return list(self.fields)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        buttons = [Submit("save", self.submit_label), *self.other_buttons]
        if self.cancel_href:
            buttons.append(Cancel(self.cancel_href))
        hidden = [Hidden("submission_id", self.submission_id)] if self.submission_id else []
        helper.layout = Layout(*self.arrange(), *hidden, Actions(*buttons))
        if getattr(self, "unsaved_url", ""):
            helper.attrs = {"data-unsaved": self.unsaved_url, "data-unsaved-adopted": self.adopted_tab}
        return helper


class RevisedForm(PlainForm):
    """A form for a record that two people may edit: carries the revision it was opened at."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def texts_of(self, record) -> dict[str, str]:
        """What `record` says at each field, to stand beside what was typed when somebody else saved meanwhile.

        A form whose fields are not the record's columns says more.
        """
        found = {name: getattr(record, name, None) for name in self.fields}
        return {name: text for name, text in found.items() if isinstance(text, str)}
