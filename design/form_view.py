"""The one way a form is shown, checked, handed to a service and left again. Nothing typed is lost on the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.forms import Textarea
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from core import drafts
from core.errors import Conflict, Refused
from design import check_answers, submissions


@dataclass(frozen=True)
class Difference:
    """A text that somebody else saved meanwhile, beside what was typed here."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class ReviewPanel:
    """What a check page says beside the answers: rows as `summary_list` takes them, under `heading`, and a sentence."""

    rows: Sequence = ()
    heading: str = ""
    words: str = ""


# The window a form was sent from, and the one whose unsaved text it went on with.
TABS = ("unsaved_tab", "unsaved_adopted")
# What the check page's own buttons send, and what is not carried from page to page.
CONFIRMED, CHANGE = "confirmed", "change"
NOT_CARRIED = frozenset({"csrfmiddlewaretoken", "save", CONFIRMED, CHANGE})


def form_page(
    request,
    form_class,
    *,
    title: str,
    save: Callable,
    success_url: str | Callable,
    keeps_draft: bool = True,
    success_message: str = "",
    review: bool | Callable = False,
    confirm_label: str = "Confirm",
    check_template: str = "check_form.html",
    template: str = "form.html",
    base: str = "base.html",
    initial: dict | None = None,
    context: dict | None = None,
    back: str = "",
    **form_arguments,
) -> HttpResponse:
    """Show `form_class` (GET), or check it and call `save(cleaned_data)` (POST), then go to `success_url`.

    What is typed is kept under the page's name and the record's id, unless the form has no text or has a secret, or
    `keeps_draft` is False. `success_url` is an address, or a function of what `save` returned. `success_message` is
    shown on the next page. A service's Refused is shown at its field; on Conflict the page shows both texts, and the
    next save succeeds.

    With `review` the answers are read back before anything is saved: True, or a function of the cleaned data that
    returns what to show beside them (`ReviewPanel`); it may refuse as `save` may. `confirm_label` is that page's
    button. Raises ValueError for a form that takes files, which a review page cannot carry.

    A form without a revision carries an id and is saved once under it (`design.submissions`): sent again with the
    same answers it leads to what was saved, with others it is shown again as a second entry.
    """
    bound = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = form_class(*bound, initial=dict(initial or {}), cancel_href=back, **form_arguments)
    key = _draft_key(request) if keeps_draft and _has_only_open_text(form) else ""
    texts = drafts.saved_drafts(user=request.user, key=key) if key and request.method != "POST" else []
    kept = texts[0] if texts else None
    form.initial.update(_as_initial(form, kept.fields if kept else {}))
    if key:
        form.unsaved_url = reverse("unsaved", args=[key])
        form.adopted_tab = drafts.continuation_token(kept) if kept else _adopted(request, key)
    if review and form.is_multipart():
        raise ValueError("a check page cannot carry files")
    differences: list[Difference] = []
    once = submissions.FormSubmission(request, form, ignored={*NOT_CARRIED, *TABS})
    is_sent = request.method == "POST" and not (review and CHANGE in request.POST)
    if is_sent and not once.was_saved() and form.is_valid():
        try:
            if review and CONFIRMED not in request.POST:
                beside = review(form.cleaned_data) if callable(review) else ReviewPanel()
                shown = {"title": title, "form": form, "beside": beside, "confirm_label": confirm_label, "base": base}
                return render(request, check_template, {**shown, **_read_back(request, form), **(context or {})})
            url = once.save(lambda: save(form.cleaned_data), success_url)
        except Conflict as conflict:
            differences = _differences(form, conflict.record)
            form.data = form.data.copy()
            form.data["revision"] = str(conflict.record.revision)
            form.add_error(None, conflict.message)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            if once.saved is None:
                if key:
                    drafts.discard(user=request.user, key=key, window_ids=_window_ids(request))
                if success_message:
                    messages.success(request, success_message)
                return HttpResponseRedirect(url)
    if once.is_same:
        if key:
            drafts.discard(user=request.user, key=key, window_ids=_window_ids(request))
        return once.lead_to_saved()
    if once.saved:
        once.become_new(keeps_record_id="id" in (initial or {}))
    page = {
        "title": title,
        "form": form,
        "kept": kept,
        "also_kept": _also(form, texts),
        "unsaved_key": key,
        "differences": differences,
        "saved_before": once.saved,
        "back": back,
        "base": base,
        "next": request.path,
        **(context or {}),
    }
    return render(request, template, page)


def _draft_key(request) -> str:
    """The name of the form for what is typed in it: that of its page, with the record's id."""
    match = request.resolver_match
    return drafts.key_for(match.url_name, *match.kwargs.values()) if match and match.url_name else ""


def _has_only_open_text(form) -> bool:
    """Whether the form takes text that may be kept: it has some, and none of it is a secret."""
    parts = [part for field in form.fields.values() for part in getattr(field.widget, "widgets", [field.widget])]
    types = {"text" if isinstance(part, Textarea) else getattr(part, "input_type", "") for part in parts}
    return "text" in types and "password" not in types


def post_action(
    request, do: Callable, *, success_url: str | Callable, success_message: str = "", may_repeat: bool = False
) -> HttpResponse:
    """Do one thing that needs no form (POST), say so or why not, and go to `success_url`.

    A button does it once for each page it stands on, unless the service has a rule of its own for a second press
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


def _read_back(request, form) -> dict:
    """The answers in words, and everything that was sent, to be sent again."""
    carried = [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_CARRIED]
    return {"answers": check_answers.rows(form), "carried": carried}


def _as_initial(form, fields: dict) -> dict:
    """What was kept, by field: a field of several boxes takes the list of what stood in them."""
    initial = {}
    for name, field in form.fields.items():
        parts = getattr(field.widget, "widgets_names", None)
        if parts and any(name + part in fields for part in parts):
            initial[name] = [fields.get(name + part, "") for part in parts]
        elif name in fields:
            initial[name] = fields[name]
    return initial


def _adopted(request, key: str) -> str:
    """What the window of a form that comes back goes on with: its own text, else what it went on with itself."""
    own = request.POST.get("unsaved_tab", "")
    texts = drafts.saved_drafts(user=request.user, key=key) if own else []
    return next(
        (drafts.continuation_token(text) for text in texts if text.window_id == own),
        request.POST.get("unsaved_adopted", ""),
    )


def _window_ids(request) -> set[str]:
    """The windows whose unsaved texts are saved with this form."""
    return {request.POST.get(name, "").partition(" ")[0] for name in TABS}


def _also(form, texts) -> list[Difference]:
    """What was typed in another window and stands neither in the form nor in what is saved."""
    newest, *others = texts or [None]
    found = []
    for text in others:
        for name, typed in text.fields.items():
            stands = newest.fields.get(name), form.initial.get(name)
            if name in form.fields and name != "revision" and typed.strip() and typed not in stands:
                found.append(Difference(form.fields[name].label or name, typed, newest.fields.get(name, "")))
    return found


def _differences(form, record) -> list[Difference]:
    found = []
    for name, theirs in form.texts_of(record).items():
        yours = form.cleaned_data.get(name) or form.data.get(name, "")
        if theirs != yours:
            label = form.fields[name].label or name.replace("_", " ").capitalize()
            found.append(Difference(label, theirs, yours))
    return found
