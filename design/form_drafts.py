"""The drafts of one form page: what was typed and chosen there and not saved, in this window and in others."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import BaseForm, BooleanField, CheckboxInput, Field, Textarea, Widget
from django.http import HttpRequest
from django.urls import reverse
from django.utils.choices import flatten_choices

from core import drafts
from core.http import signed_in_user
from core.models import FormDraft
from design.forms import PlainForm

# What a form sends about drafts: its own window, and the window whose draft it continued.
DRAFT_FIELDS = ("draft_window", "draft_continued_from")


@dataclass(frozen=True)
class Difference:
    """Two texts of one field: `theirs` is in the record or another window, `yours` is in the form."""

    label: str
    theirs: str
    yours: str


class PageDrafts:
    """The drafts that a form page shows, continues and discards.

    A page has none if `is_wanted` is False, if its form has no text, or if its form has a secret.
    """

    def __init__(self, request: HttpRequest, form: PlainForm, is_wanted: bool, ends_with_session: bool = False):
        self.request, self.form = request, form
        form.draft_ends_with_session = ends_with_session
        self.key = _draft_key(request) if is_wanted and _has_only_open_text(form) else ""
        is_shown = bool(self.key) and request.method != "POST"
        self.rows = drafts.saved_drafts(user=signed_in_user(request), key=self.key) if is_shown else []

    @property
    def newest(self) -> FormDraft | None:
        """The draft that the form continues: the newest of all windows."""
        return self.rows[0] if self.rows else None

    def fill_form(self) -> None:
        """Put the newest draft into the form, and the address where the form saves its next draft."""
        if self.newest:
            self.form.initial.update(_as_initial(self.form, self.newest.fields))
        if self.key:
            self.form.draft_url = reverse("save_draft", args=[self.key])
            self.form.discard_url = reverse("discard_draft", args=[self.key])
            self.form.continues_draft = (
                drafts.continuation_token(self.newest) if self.newest else self._token_of_sent_form()
            )

    def _token_of_sent_form(self) -> str:
        """Return the token of the draft of the window that sent the form, else of the draft that it continued."""
        tab = self.request.POST.get("draft_window", "")
        rows = drafts.saved_drafts(user=signed_in_user(self.request), key=self.key) if tab else []
        continued = self.request.POST.get("draft_continued_from", "")
        return next((drafts.continuation_token(draft) for draft in rows if draft.window_id == tab), continued)

    def discard(self) -> None:
        """Delete the drafts of the window that sent the form, and of the window that it continued."""
        if self.key:
            window_ids = {self.request.POST.get(name, "").partition(" ")[0] for name in DRAFT_FIELDS}
            drafts.discard(user=signed_in_user(self.request), key=self.key, window_ids=window_ids)

    def other_windows(self) -> list[Difference]:
        """Return the texts of other windows that are neither in the form nor in the saved record."""
        if self.newest is None:
            return []
        differences = []
        for draft in self.rows[1:]:
            for name, text in draft.fields.items():
                mine = self.newest.fields.get(name, "")
                saved_texts = mine, _as_text(self.form.initial.get(name))
                if name in self.form.fields and name != "revision" and text.strip() and text not in saved_texts:
                    field = self.form.fields[name]
                    label = str(field.label or name)
                    differences.append(Difference(label, _in_words(field, text), _in_words(field, mine)))
        return differences


def _draft_key(request: HttpRequest) -> str:
    """Return the key of the page's drafts: the name of its address, with the record's id; "" if it has no name."""
    match = request.resolver_match
    return drafts.key_for(match.url_name, *match.kwargs.values()) if match and match.url_name else ""


def _has_only_open_text(form: BaseForm) -> bool:
    """Return True if the form has text fields and no password."""
    widgets = [part for field in form.fields.values() for part in getattr(field.widget, "widgets", [field.widget])]
    types = {"text" if isinstance(widget, Textarea) else getattr(widget, "input_type", "") for widget in widgets}
    return "text" in types and "password" not in types


def _as_initial(form: BaseForm, texts: dict[str, str]) -> dict[str, str | bool | list[str]]:
    """Return the draft's `texts` by field. A field of several boxes or answers gets the list of their texts."""
    initial: dict[str, str | bool | list[str]] = {}
    for name, field in form.fields.items():
        parts: Iterable[str] = getattr(field.widget, "widgets_names", ())
        if any(name + part in texts for part in parts):
            initial[name] = [texts.get(name + part, "") for part in parts]
        elif name in texts:
            initial[name] = _as_answer(field.widget, texts[name])
    return initial


def _as_answer(widget: Widget, text: str) -> str | bool | list[str]:
    """Return what `widget` shows for the text of a draft; a text has the values of ticked boxes as its lines."""
    if isinstance(widget, CheckboxInput):
        return bool(text)
    return text.splitlines() if getattr(widget, "allow_multiple_selected", False) else text


def _as_text(value: object) -> str:
    """Return a value of the record as a draft would have it."""
    if isinstance(value, bool):
        return "on" if value else ""
    return "\n".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")


def _in_words(field: Field, text: str) -> str:
    """Return what was chosen by its labels, and what was typed as it is."""
    if isinstance(field, BooleanField):
        return "Yes" if text else ""
    choices = getattr(field.widget, "choices", None)
    if choices is None:
        return text
    pairs: Iterable[tuple[object, object]] = flatten_choices(choices)
    labels = {str(value): str(label) for value, label in pairs}
    return ", ".join(labels.get(value, value) for value in text.splitlines())
