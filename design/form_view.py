"""The form page: shows a form, validates it, has a service save it, and redirects. Nothing typed is lost.

A form that was refused or sent twice comes back with what was typed. What is typed is also saved as a draft
(`design.form_drafts`). A form without a revision carries an id and is saved once under it (`design.submissions`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from core.errors import Conflict, Refused
from design import check_answers, submissions
from design.form_drafts import DRAFT_FIELDS, Difference, PageDrafts
from design.forms import PlainForm

# The base of the person's own pages: what is typed there is not stored for whoever holds the phone later.
PORTAL = "portal/base.html"
# What the review page's own buttons send, and what is not sent on from page to page.
CONFIRMED, CHANGE = "confirmed", "change"
NOT_CARRIED = frozenset({"csrfmiddlewaretoken", "save", CONFIRMED, CHANGE})


@dataclass(frozen=True)
class ReviewPanel:
    """What a review page says beside the answers: rows as `summary_list` takes them, under `heading`, and a text."""

    rows: Sequence = ()
    heading: str = ""
    words: str = ""


Save = Callable[[dict[str, Any]], object]
SuccessUrl = str | Callable[[Any], str]
SuccessMessage = str | Callable[[], str]
Review = bool | Callable[[dict[str, Any]], ReviewPanel]


def form_page(
    request: HttpRequest,
    form_class: type[PlainForm],
    *,
    title: str,
    tab: str = "",
    save: Save,
    success_url: SuccessUrl,
    keeps_draft: bool = True,
    success_message: SuccessMessage = "",
    success_tags: str = "",
    review: Review = False,
    confirm_label: str = "Confirm",
    template: str = "form.html",
    base: str = "base.html",
    initial: dict[str, Any] | None = None,
    context: dict[str, Any] | None = None,
    back: str = "",
    closed: str = "",
    **form_arguments: Any,
) -> HttpResponse:
    """Show `form_class` (GET), or validate it and call `save(cleaned_data)` (POST), then redirect to `success_url`.

    `tab` is the title of the browser's tab, where `title` would tell too much.
    `success_url` is an address or a function of the saved object, `success_message` a text or a function of nothing,
    asked after the save; `success_tags` are those of `design.message_tags`.
    With `review` the answers are shown once more before they are saved: True, or a function of the cleaned data that
    returns a ReviewPanel and may raise Refused as `save` may. Raises ValueError for a form with files and a review.
    `closed` says why the service would refuse whatever is typed: opening the form then leads back and shows it.
    """
    if closed and request.method != "POST":
        return _lead_back(request, closed, back, success_url)
    data_and_files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = form_class(*data_and_files, initial=dict(initial or {}), cancel_href=back, **form_arguments)
    _refuse_files(form, review)
    labels = {"title": title, "tab": tab or title, "base": base, "confirm_label": confirm_label, "back": back}
    drafts = PageDrafts(request, form, keeps_draft, ends_with_session=base == PORTAL)
    run = _FormRun(request, form, save, success_url, success_message, review, drafts, success_tags)
    run.keeps_record_id = "id" in (initial or {})
    return run.respond(template, {**labels, "next": request.path}, context or {})


def _refuse_files(form: PlainForm, review: Review) -> None:
    if review and form.is_multipart():
        raise ValueError("a check page cannot carry files")


def _lead_back(request: HttpRequest, closed: str, back: str, success_url: SuccessUrl) -> HttpResponse:
    messages.error(request, closed)
    return HttpResponseRedirect(back or (success_url if isinstance(success_url, str) else reverse("home")))


@dataclass
class _FormRun:
    """One request for a form page, step by step."""

    request: HttpRequest
    form: PlainForm
    save: Save
    success_url: SuccessUrl
    success_message: SuccessMessage
    review: Review
    drafts: PageDrafts
    success_tags: str
    keeps_record_id: bool = False
    differences: list[Difference] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.drafts.fill_form()
        self.submission = submissions.FormSubmission(self.request, self.form, ignored={*NOT_CARRIED, *DRAFT_FIELDS})

    def respond(self, template: str, labels: dict[str, Any], context: dict[str, Any]) -> HttpResponse:
        """Return the review page, a redirect to what was saved, or the form page."""
        if self._is_valid_and_new():
            try:
                if self.review and CONFIRMED not in self.request.POST:
                    return render(self.request, "check_form.html", {**labels, **self._review_context(), **context})
                url = self.submission.save(lambda: self.save(self.form.cleaned_data), self.success_url)
            except Conflict as conflict:
                self._show_conflict(conflict)
            except Refused as refusal:
                self.form.add_error(refusal.field if refusal.field in self.form.fields else None, refusal.message)
            else:
                if self.submission.saved is None:
                    return self._finish(url)
        if self.submission.is_same:
            self.drafts.discard()
            return self.submission.lead_to_saved()
        if self.submission.saved:
            self.submission.become_new(keeps_record_id=self.keeps_record_id)
        return render(self.request, template, {**labels, **self._form_context(), **context})

    def _is_valid_and_new(self) -> bool:
        """Return True if the form was sent to be saved, was not saved before, and has no errors."""
        is_sent = self.request.method == "POST" and not (self.review and CHANGE in self.request.POST)
        return is_sent and not self.submission.was_saved() and self.form.is_valid()

    def _review_context(self) -> dict[str, Any]:
        """Return the answers in words, what is shown beside them, and all that was sent, to be sent again."""
        fields = [(name, value) for name, values in self.request.POST.lists() for value in values]
        return {
            "form": self.form,
            "review": self.review(self.form.cleaned_data) if callable(self.review) else ReviewPanel(),
            "answers": check_answers.rows(self.form),
            "carried": [(name, value) for name, value in fields if name not in NOT_CARRIED],
        }

    def _show_conflict(self, conflict: Conflict) -> None:
        """Show both texts where they differ. The form gets the saved revision, so that the next save succeeds."""
        self.differences = _differences(self.form, conflict.record)
        self.form.replace_data(revision=str(conflict.revision))
        self.form.add_error(None, conflict.message)

    def _finish(self, url: str) -> HttpResponseRedirect:
        """Discard the draft and redirect to `url`, where the message is shown."""
        self.drafts.discard()
        message = self.success_message() if callable(self.success_message) else self.success_message
        if message:
            messages.success(self.request, message, self.success_tags)
        return HttpResponseRedirect(url)

    def _form_context(self) -> dict[str, Any]:
        return {
            "form": self.form,
            "draft": self.drafts.newest,
            "other_drafts": self.drafts.other_windows(),
            "draft_key": self.drafts.key,
            "differences": self.differences,
            "saved_before": self.submission.saved,
        }


def _differences(form: PlainForm, record: Model) -> list[Difference]:
    """Return the texts that differ between the form and the saved `record`."""
    differences = []
    for name, theirs in form.field_texts(record).items():
        yours = form.typed_text(name)
        if theirs != yours:
            label = str(form.fields[name].label or name.replace("_", " ").capitalize())
            differences.append(Difference(label, theirs, yours))
    return differences


def post_action(
    request: HttpRequest,
    do: Callable[[], object],
    *,
    success_url: SuccessUrl,
    success_message: str = "",
    may_repeat: bool = False,
) -> HttpResponse:
    """Call `do` (POST), show what was done or why not, and redirect to `success_url`.

    A button does it once for each page it was shown on, unless the service has its own rule for a second press
    (`may_repeat`).
    """
    try:
        url, is_new = submissions.press_once(request, do, success_url, may_repeat=may_repeat)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(success_url(None) if callable(success_url) else success_url)
    if success_message or not is_new:
        messages.success(request, success_message if is_new else submissions.NOT_DONE_TWICE)
    return HttpResponseRedirect(url)
