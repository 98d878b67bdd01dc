"""The page that says what was not sent: nobody was signed in, or the form is from an earlier sign-in."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from accounts.leaving.typed_words import ends_with_session
from accounts.models import User
from accounts.recent_sign_ins import writer_of
from contracts.middleware import must_set_up_second_factor
from core import unsent
from core.models import UnsentForm
from core.record_pages import words_of
from core.uuids import as_uuid
from dashboard.unsent import answers
from dashboard.unsent.labels import form_at
from visits.lone_working.unsent_calls import unsent_call

# Says to every page of this browser that its user may have something to send.
FLAG = "casework_unsent"
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True)
class ArrivedForm:
    """A form as it arrived. `fields` are what is sent again; `files` are (name of the field, name of the file)."""

    path: str
    name: str
    fields: list[tuple[str, str]]
    files: list[tuple[str, str]]
    writer: User | None
    key: str = "1"

    @property
    def title(self) -> str:
        return self.name or "A form without a title"

    @property
    def answers(self) -> list[tuple[str, str]]:
        return answers.rows(self.fields, form_at(self.path, [name for name, _ in self.fields]))

    @property
    def ends_with_session(self) -> bool:
        """Whether it is deleted when its writer signs out or leaves."""
        return ends_with_session(self.path)

    @property
    def has_files(self) -> bool:
        return bool(self.files)


def not_sent(request: HttpRequest, *, is_from_elsewhere: bool = False) -> HttpResponse:
    """Return the page for a form that was not sent: 401 for somebody who is not signed in, else 403.

    What was typed is stored for the user who was signed in when the form was made, and shown to nobody else. Where
    nobody was, or the browser cannot say, it is not stored, and whoever is signed in says that they typed it. The form
    of another site is neither stored nor shown. Passwords never are.
    """
    match = _match(request)
    user = request.user if request.user.is_authenticated else None
    is_for_signing_in = request.path.startswith(reverse("account_login").removesuffix("login/"))
    form = None if is_from_elsewhere or is_for_signing_in else _read(request)
    stored = _store(request, form) if form else None
    is_someone_elses = bool(user and form and form.writer not in (None, user))
    is_anyones = bool(user and form and form.writer is None)
    context = {
        "name": form.name if form and not (is_someone_elses or is_anyones) else words_of(request.path) or "",
        "form": None if is_someone_elses else form,
        "stored": stored,
        "is_signed_in": user is not None,
        "is_someone_elses": is_someone_elses,
        "is_anyones": is_anyones,
        "is_shown": not is_someone_elses and (user is not None or stored is None),
        "needs_second_factor": user is not None and must_set_up_second_factor(request),
        "sign_in_page": request.path if is_for_signing_in else "",
        "next": reverse("unsent_forms") if stored else request.path,
        "call": None if is_from_elsewhere else unsent_call(match, form.writer if form else None),
    }
    response = render(request, "dashboard/unsent/not_sent.html", context, status=401 if user is None else 403)
    if stored:
        set_flag(response)
    return response


def set_flag(response: HttpResponse) -> None:
    """Have every page of this browser say that its user has something to send."""
    is_secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(FLAG, "1", max_age=unsent.STORED_FOR, secure=is_secure, httponly=True, samesite="Lax")


def _read(request: HttpRequest) -> ArrivedForm | None:
    """Return the form that a browser sent, or None for what a script sent by itself."""
    if request.method != "POST" or request.content_type not in FORM_TYPES:
        return None
    pairs = [(name, text) for name, texts in request.POST.lists() for text in texts]
    files = [(name, file.name or "") for name, uploads in request.FILES.lists() for file in uploads]
    name = request.POST.get(unsent.FORM_NAME, "")[:200] or words_of(request.path) or ""
    return ArrivedForm(request.get_full_path(), name, answers.without_token(pairs), files, writer_of(request))


def _store(request: HttpRequest, form: ArrivedForm) -> UnsentForm | None:
    """Store the form for its writer, in the place of the stored form that it repeats."""
    if form.writer is None:
        return None
    stored = unsent.store(user=form.writer, path=form.path, name=form.name, fields=form.fields, files=form.files)
    earlier = as_uuid(request.POST.get(unsent.UNSENT_ID))
    if stored and earlier and earlier != stored.pk:
        unsent.discard(user=form.writer, form_id=earlier)
    return stored


def store_refused(request: HttpRequest) -> tuple[bool, bool]:
    """Store what the signed-in user typed in a form for a page that they may not open.

    Return whether they typed anything, and whether it is stored: a form that is too long is not.
    """
    user, form = request.user, _read(request)
    if not isinstance(user, User) or form is None or not form.answers:
        return False, False
    stored = unsent.store(user=user, path=form.path, name=form.name, fields=form.fields, files=form.files)
    return True, stored is not None


def _match(request: HttpRequest) -> ResolverMatch | None:
    try:
        return request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return None
