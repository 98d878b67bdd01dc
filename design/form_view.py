"""The one way a form is shown, checked, handed to a service and left again. Nothing typed is lost on the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from core import drafts
from core.errors import Conflict, Refused
from design import check_answers


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
    done: str | Callable,
    key: str = "",
    said: str = "",
    check: bool | Callable = False,
    confirm: str = "Confirm",
    check_template: str = "check_form.html",
    template: str = "form.html",
    base: str = "base.html",
    initial: dict | None = None,
    context: dict | None = None,
    back: str = "",
    **form_arguments,
) -> HttpResponse:
    """Show `form_class` (GET), or check it and call `save(cleaned_data)` (POST), then go to `done`.

    `key` names the form for keeping what is typed (`<app>.<form>:<record id>`). `done` is an address, or is called
    with what `save` returned. `said` is told on the next page. A service's Refused stands at its field; on Conflict
    the page shows both texts, and the next save goes through.

    With `check` the answers are read back before anything is saved: True, or `check(cleaned_data)` giving what
    stands beside them (`Beside`); it may refuse as `save` may. `confirm` is that page's button. Raises ValueError
    for a form that takes files, which a check page cannot carry.
    """
    texts = drafts.saved_drafts(user=request.user, key=key) if key and request.method != "POST" else []
    kept = texts[0] if texts else None
    bound = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = form_class(*bound, initial=dict(initial or {}), cancel_href=back, **form_arguments)
    form.initial.update(_as_initial(form, kept.fields if kept else {}))
    if key:
        form.unsaved_url = f"/unsaved/{key}/"
        form.adopted_tab = drafts.continuation_token(kept) if kept else _adopted(request, key)
    if check and form.is_multipart():
        raise ValueError("a check page cannot carry files")
    differences: list[Difference] = []
    if request.method == "POST" and form.is_valid() and not (check and CHANGE in request.POST):
        try:
            if check and CONFIRMED not in request.POST:
                beside = check(form.cleaned_data) if callable(check) else ReviewPanel()
                shown = {"title": title, "form": form, "beside": beside, "confirm": confirm, "base": base}
                return render(request, check_template, {**shown, **_read_back(request, form), **(context or {})})
            result = save(form.cleaned_data)
        except Conflict as conflict:
            differences = _differences(form, conflict.record)
            form.data = form.data.copy()
            form.data["revision"] = str(conflict.record.revision)
            form.add_error(None, conflict.message)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            if key:
                drafts.discard(user=request.user, key=key, tabs=_tabs(request))
            if said:
                messages.success(request, said)
            return HttpResponseRedirect(done(result) if callable(done) else done)
    page = {
        "title": title,
        "form": form,
        "kept": kept,
        "also_kept": _also(form, texts),
        "unsaved_key": key,
        "differences": differences,
        "back": back,
        "base": base,
        "next": request.path,
        **(context or {}),
    }
    return render(request, template, page)


def post_action(request, do: Callable, *, done: str | Callable, said: str = "") -> HttpResponse:
    """Do one thing that needs no form (POST), say so or why not, and go to `done`."""
    result = None
    try:
        result = do()
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        if said:
            messages.success(request, said)
    return HttpResponseRedirect(done(result) if callable(done) else done)


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
        (drafts.continuation_token(text) for text in texts if text.tab == own), request.POST.get("unsaved_adopted", "")
    )


def _tabs(request) -> set[str]:
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
