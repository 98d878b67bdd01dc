"""Breaking the rules of documents, messages, drafts and sent forms."""

import datetime

from core import clock
from core.models import (
    ChannelTest,
    Document,
    DocumentJob,
    FormDraft,
    Message,
    MessageChoice,
    NoTexts,
    Submission,
    UnsentForm,
)
from tests.constraints.registry import breaks, update_row
from tests.factories import (
    DocumentFactory,
    MessageFactory,
)


@breaks("document_size")
def _(cast):
    update_row(Document, DocumentFactory(), size=0)


@breaks("document_fingerprint")
def _(cast):
    update_row(Document, DocumentFactory(), sha256="no fingerprint")


@breaks("message_address")
def _(cast):
    update_row(Message, MessageFactory(to=cast.ben), address="")


@breaks("message_recipient")
def _(cast):
    update_row(Message, MessageFactory(to=cast.ben, channel="in app"), to=None)


@breaks("message_sent_at")
def _(cast):
    update_row(Message, MessageFactory(to=cast.ben), state="sent")


@breaks("message_withheld_reason")
def _(cast):
    update_row(Message, MessageFactory(to=cast.ben), state="withheld")


@breaks("message_handled")
def _(cast):
    update_row(Message, MessageFactory(to=cast.ben, state="failed"), handled_note="Rang him")


@breaks("message_choice_summary")
def _(cast):
    MessageChoice.objects.create(user=cast.ben, emails="summary")


@breaks("message_choice_quiet")
def _(cast):
    MessageChoice.objects.create(user=cast.ben, quiet_from=datetime.time(22), quiet_until=datetime.time(22))


@breaks("form_draft_once")
def _(cast):
    for _ in range(2):
        FormDraft.objects.create(user=cast.amara, key="visits.log", fields={}, saved_at=clock.now())


@breaks("submission_once")
def _(cast):
    for _ in range(2):
        Submission.objects.create(user=cast.amara, key="/visits/", form_id=cast.package.pk, recorded_at=clock.now())


@breaks("document_job_once")
def _(cast):
    for _ in range(2):
        DocumentJob.objects.create(kind="plan", key="1", reference="P-1", began_at=clock.now())


@breaks("document_job_given_up")
def _(cast):
    job = DocumentJob.objects.create(kind="plan", key="1", reference="P-1", began_at=clock.now())
    update_row(DocumentJob, job, given_up_at=clock.now(), claimed_at=clock.now())


@breaks("unsent_form_once")
def _(cast):
    for _ in range(2):
        UnsentForm.objects.create(user=cast.amara, path="/visits/", fields=[], digest="0" * 64, stored_at=clock.now())


@breaks("channel_test_in_time")
def _(cast):
    now = clock.now()
    ChannelTest.objects.create(
        channel="email", adapter="smtp", code_hash="0" * 64, expires_at=now, passed_at=now + datetime.timedelta(days=1)
    )


@breaks("no_texts_once")
def _(cast):
    for _ in range(2):
        NoTexts.objects.create(recorded_by=cast.alan)


@breaks("no_texts_in_order")
def _(cast):
    NoTexts.objects.create(ended_at=clock.now() - datetime.timedelta(days=1))
