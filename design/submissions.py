"""The id that each form carries, so that a form sent twice is saved once.

A form with a revision (`RevisedForm`) carries none: its second save meets the revision of the first. Buttons carry an
id that is made with the page (`post_button`).
"""

import hashlib
import json
from collections.abc import Callable, Collection
from uuid import uuid4

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseRedirect

from core.http import signed_in_user
from core.models import Submission
from core.submissions import AlreadySaved, SentForm, next_form_id
from core.unsent import NOT_ANSWERS
from core.uuids import as_uuid
from design.forms import PlainForm, RevisedForm

FIELD = "submission_id"
NOT_SAVED_TWICE = "This is already saved. It was not saved again."
NOT_DONE_TWICE = "This is already done. It was not done again."


class FormSubmission:
    """The submission of one form page: gives the form its id and saves it once.

    `ignored` names what is sent beside the answers and differs from one sending to the next. `saved` is the earlier
    save of a form that was sent again.
    """

    def __init__(self, request: HttpRequest, form: PlainForm, *, ignored: Collection[str]):
        self.request, self.form = request, form
        self.saved: Submission | None = None
        self.has_id = not isinstance(form, RevisedForm)
        if not self.has_id:
            return
        sent_id = as_uuid(request.POST.get(FIELD))
        form_id = sent_id or next_form_id(user=signed_in_user(request), key=request.path)
        form.submission_id = str(form_id)
        hidden = {name for name, field in form.fields.items() if field.widget.is_hidden}
        digest = digest_of(request, {FIELD, *ignored, *hidden})
        self.sent = SentForm(signed_in_user(request), request.path, form_id, digest)

    def was_saved(self) -> bool:
        """Return True if this form was saved before, with these answers or with others."""
        if self.has_id:
            self.saved = self.sent.find_saved()
        return self.saved is not None

    def save(self, do: Callable[[], object], success_url: str | Callable) -> str:
        """Call `do` once and return the address of the next page. When an earlier request saved this form, `do` is
        not called; that submission is then in `saved`, and the address is its own.
        """

        if not self.has_id:
            return _do(do, success_url)
        try:
            return self.sent.save_once(lambda: _do(do, success_url))
        except AlreadySaved as earlier:
            self.saved = earlier.submission
            return self.saved.url

    @property
    def is_same(self) -> bool:
        """Return True if the earlier save had the same answers."""
        return self.saved is not None and self.saved.digest == self.sent.digest

    def lead_to_saved(self) -> HttpResponseRedirect:
        """Say that the form was saved already, and go to what was saved."""
        assert self.saved is not None
        messages.success(self.request, NOT_SAVED_TWICE)
        return HttpResponseRedirect(self.saved.url)

    def become_new(self, *, keeps_record_id: bool) -> None:
        """Give the form a new id, so that saving it again is a second entry.

        A form whose record takes its id from the form gets a new one for that, too, unless `keeps_record_id`.
        """
        form = self.form
        form.submission_id = str(next_form_id(user=signed_in_user(self.request), key=self.request.path))
        if "id" in form.fields and not keeps_record_id:
            form.replace_data(id=str(uuid4()), revision=None)


def digest_of(request: HttpRequest, ignored: Collection[str]) -> str:
    """Return the digest of a request: the answers, each file's name and content, and the query of the address."""
    ignored = {*ignored, *NOT_ANSWERS}
    answers = sorted((name, values) for name, values in request.POST.lists() if name not in ignored)
    files = sorted(
        (name, file.name, _digest_of_file(file)) for name, uploads in request.FILES.lists() for file in uploads
    )
    return hashlib.sha256(json.dumps([request.GET.urlencode(), answers, files]).encode()).hexdigest()


def _digest_of_file(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def press_once(
    request: HttpRequest, do: Callable[[], object], success_url: str | Callable, *, may_repeat: bool = False
) -> tuple[str, bool]:
    """Do what a button asks for, once for the id it carries, or each time with `may_repeat`. Return the next address,
    and True if it was done now.
    """

    button_id = as_uuid(request.POST.get(FIELD))
    if button_id is None or may_repeat:
        return _do(do, success_url), True
    form = SentForm(signed_in_user(request), request.path, button_id, digest_of(request, {FIELD}))
    try:
        return form.save_once(lambda: _do(do, success_url)), True
    except AlreadySaved as earlier:
        return earlier.submission.url, False


def _do(do: Callable[[], object], success_url: str | Callable) -> str:
    result = do()
    return success_url(result) if callable(success_url) else success_url
