"""At one press nobody can read anything with the person's sign-in, or that of a representative (case 13)."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.duties import duty_items
from casework.models import ConsentDecision, Individual, PortalLock, Representative
from casework.services import (
    end_no_digital_contact,
    lock_portal,
    merge,
    open_portal_account,
    record_contact_point,
    record_no_digital_contact,
    review_portal_lock,
    unlock_portal,
)
from core import clock, documents
from core.dates import add_working_days
from core.errors import NotPossible, Refused
from core.messages import queue_message
from core.models import Message
from core.tasks import send_messages
from design.templatetags.formats import tel
from plans.models import AnswerDuty, Comment, PlanPdf, SupportPlan
from plans.services import comment, escalate_unread_comments
from tests.files import PDF
from visits.models import PlannedVisit

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
PAGES = ("me", "my_plan", "my_plan_easy_read", "my_visits", "my_decisions", "my_access_log", "my_sharing")
ACCOUNT_PAGES = ("my_details", "my_sessions", "change_email", "change_telephone", "mfa_index", "my_notifications")
REVEALING = ("lock", "Lock", "suspend", "blocked", "Maya")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("name", [*PAGES, *ACCOUNT_PAGES, "unsent_forms"])
def test_every_page_is_not_available_and_says_nothing_of_a_lock(cast, name):
    client = signed_in(cast.maya)
    assert client.get(reverse(name)).status_code in (200, 302)

    lock_portal(individual=cast.individual, by=cast.amara)

    page = client.get(reverse(name))
    text = page.content.decode()
    assert page.status_code == 404
    assert "This page is not available" in text
    assert 'href="tel:999"' in text
    assert 'href="tel:111"' in text
    assert tel(cast.tameside.telephone) in text
    assert "Leave this page" in text
    main = text[text.index("<main") : text.index("</main>")]
    assert not [word for word in REVEALING if word in main]


def test_the_page_is_the_same_as_for_an_address_that_is_not_there(cast):
    client = signed_in(cast.maya)
    missing = client.get("/me/nothing-here/").content.decode()
    lock_portal(individual=cast.individual, by=cast.amara)
    locked = client.get(reverse("my_plan")).content.decode()
    assert main_of(locked) == main_of(missing)


def main_of(text: str) -> str:
    return text[text.index("<main") : text.index("</main>")]


def test_nothing_can_be_sent_or_fetched(cast):
    paper = documents.store_bytes(
        content=PDF, file_name="plan.pdf", title="Plan", content_type="application/pdf", by=None
    )
    pdf = PlanPdf.objects.create(plan=cast.plan, kind="plain", document=paper, recorded_by=cast.maya)
    client = signed_in(cast.maya)
    lock_portal(individual=cast.individual, by=cast.amara)
    assert client.get(reverse("my_pdf", args=[pdf.pk])).status_code == 404
    assert client.post(reverse("my_comment", args=[cast.plan.pk]), {"words": "Hello"}).status_code == 404
    assert client.post(reverse("my_consent", args=[cast.representative.pk, "see-visits"])).status_code == 404
    assert not Comment.objects.exists()


@pytest.mark.parametrize("name", ["me", "my_visits", "tell_us", "my_settings", "home", *ACCOUNT_PAGES])
def test_a_representative_gets_the_ordinary_page_everywhere(cast, name):
    """Not "No one is sharing anything with you", which reads as if the person had cut them off."""
    client = signed_in(cast.rosa)
    missing = client.get("/me/nothing-here/")
    assert "Maya" in client.get(reverse("me")).content.decode()
    lock_portal(individual=cast.individual, by=cast.amara)
    page = client.get(reverse(name))
    assert page.status_code == 404
    assert without_token(page.content.decode()) == without_token(missing.content.decode())


def test_who_represents_somebody_else_too_keeps_that(cast):
    Representative.objects.create(
        individual=cast.other_individual,
        user=cast.rosa,
        relation="Friend",
        from_on=clock.today(),
        recorded_by=cast.ben,
    )
    lock_portal(individual=cast.individual, by=cast.amara)
    page = signed_in(cast.rosa).get(reverse("me"))
    assert page.status_code == 200
    assert "Maya" not in page.content.decode()


def without_token(text: str) -> str:
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", text)


@pytest.mark.parametrize("name", ["maya", "rosa"])
def test_the_page_leads_to_no_page_that_would_be_itself(cast, name):
    lock_portal(individual=cast.individual, by=cast.amara)
    client = signed_in(getattr(cast, name))
    text = client.get(reverse("me")).content.decode()
    own = [href for href in re.findall(r'<a[^>]* href="(/[^"]*)"', text) if client.get(href).status_code != 200]
    assert own == []


@pytest.mark.parametrize(("name", "page"), [("maya", "my_message_write"), ("rosa", "tell_us")])
def test_what_is_sent_at_that_moment_was_not_sent_and_is_not_lost(cast, name, page):
    client = signed_in(getattr(cast, name))
    about = str(cast.individual.representatives.get(user=cast.rosa).pk)
    lock_portal(individual=cast.individual, by=cast.amara)
    answer = client.post(reverse(page), {"words": "I feel low", "about": about, "form_name": "Write to us"})
    text = answer.content.decode()
    assert answer.status_code == 404
    assert "What you wrote was not sent. Please call us." in text
    assert "I feel low" not in text
    assert not Comment.objects.exists()
    assert "was not sent" not in client.get(reverse("me")).content.decode()
    unlock_portal(individual=cast.individual, reason="Safe", by=cast.ben)
    assert "I feel low" in client.get(reverse("unsent_forms")).content.decode()


def test_a_representative_sees_nothing_of_the_person(cast):
    lock_portal(individual=cast.individual, by=cast.amara)
    assert not ConsentDecision.objects.in_force_for(cast.rosa, "see plan").exists()
    assert not SupportPlan.objects.consented_to(cast.rosa).exists()
    assert not PlannedVisit.objects.consented_to(cast.rosa).exists()


@pytest.mark.parametrize("locked", ["primary", "merged"])
def test_a_lock_on_a_merged_record_counts_for_the_person(cast, locked):
    twin = Individual.objects.create(full_name="Maja Lindkvist", recorded_by=cast.ben)
    merge(duplicate=twin, into=cast.individual, reason="One person", by=cast.ben)
    twin.refresh_from_db()
    lock_portal(individual=twin if locked == "merged" else cast.individual, by=cast.ben)
    assert signed_in(cast.maya).get(reverse("me")).status_code == 404
    assert signed_in(cast.rosa).get(reverse("me")).status_code == 404
    unlock_portal(individual=cast.individual, reason="She has it back", by=cast.ben)
    assert signed_in(cast.maya).get(reverse("me")).status_code == 200


def test_others_are_not_locked(cast):
    lock_portal(individual=cast.individual, by=cast.amara)
    assert signed_in(cast.tomasz).get(reverse("me")).status_code == 200
    assert signed_in(cast.amara).get(reverse("person", args=[cast.individual.pk])).status_code == 200


def test_queued_messages_and_codes_are_not_sent(cast):
    queue_message(
        cast.maya,
        key="a reminder",
        subject="Something is ready for you to read",
        body="Sign in to read it.",
        path=reverse("my_plan"),
        individual_id=cast.individual.pk,
        about=[cast.plan.pk],
        by=None,
    )
    lock_portal(individual=cast.individual, by=cast.amara)
    Client().post(reverse("account_request_login_code"), {"email": cast.maya.email})
    send_messages()
    sent = Message.objects.filter(to=cast.maya, channel__in=("email", "text"))
    assert sent.exists()
    assert {message.state for message in sent} == {"withheld"}


def test_what_the_person_wrote_before_still_escalates(cast):
    row = comment(plan=cast.plan, words="I am afraid of him", by=cast.maya)
    lock_portal(individual=cast.individual, by=cast.amara)
    with clock.frozen_at(row.answer_duty.read_by_at + datetime.timedelta(minutes=1)):
        assert escalate_unread_comments(on=clock.today()) == 1
    assert AnswerDuty.objects.get().escalated_at is not None


def test_managers_review_it_on_the_next_working_day(cast):
    lock = lock_portal(individual=cast.individual, by=cast.amara)
    assert lock.review_on == add_working_days(clock.today(), 1)
    labels = [item.label for item in duty_items(cast.ben, clock.today())]
    assert "Own pages are locked: review" in labels
    assert "Own pages are locked: review" not in [item.label for item in duty_items(cast.amara, clock.today())]
    readers = [item.label for item in duty_items(cast.priya, clock.today(), is_reading=True)]
    assert "Own pages are locked: review" not in readers, "the Council does not see it"
    review_portal_lock(lock=lock, review_on=clock.today() + 7 * DAY, by=cast.ben)
    reviews = [item for item in duty_items(cast.ben, clock.today()) if item.kind == "portal-lock"]
    assert [item.due_on for item in reviews] == [clock.today() + 7 * DAY]
    unlock_portal(individual=cast.individual, reason="Safe", by=cast.ben)
    assert "Own pages are locked: review" not in [item.label for item in duty_items(cast.ben, clock.today())]


def test_a_review_is_ahead_and_within_a_month(cast):
    lock = lock_portal(individual=cast.individual, by=cast.amara)
    for days in (0, 32):
        with pytest.raises(Refused):
            review_portal_lock(lock=lock, review_on=clock.today() + days * DAY, by=cast.ben)


def test_who_locked_it_and_managers_unlock_it_with_a_reason(cast):
    lock_portal(individual=cast.individual, by=cast.amara)
    with pytest.raises(Refused):
        unlock_portal(individual=cast.individual, reason=" ", by=cast.amara)
    for colleague in (cast.tess, cast.omar, cast.sunita):
        with pytest.raises(NotPossible):
            unlock_portal(individual=cast.individual, reason="Safe", by=colleague)
    unlock_portal(individual=cast.individual, reason="Safe", by=cast.amara)
    lock_portal(individual=cast.individual, by=cast.amara)
    unlock_portal(individual=cast.individual, reason="Safe", by=cast.dana)
    assert PortalLock.objects.exclude(unlocked_at=None).count() == 2


def test_a_second_press_changes_nothing(cast):
    first = lock_portal(individual=cast.individual, by=cast.amara)
    assert lock_portal(individual=cast.individual, by=cast.omar) == first


def test_staff_lock_and_unlock_on_the_page(cast):
    client = signed_in(cast.omar)
    page = reverse("person_own_pages", args=[cast.individual.pk])
    assert "Lock their pages now" in client.get(page).content.decode()
    assert client.post(reverse("portal_lock", args=[cast.individual.pk])).status_code == 302
    assert "Unlock" in client.get(page).content.decode()
    unlock = reverse("portal_unlock", args=[cast.individual.pk])
    assert client.post(unlock, {"reason": ""}).status_code == 200
    assert client.post(unlock, {"reason": "She rang from her own phone"}).status_code == 302
    assert "She rang from her own phone" in client.get(page).content.decode()


def test_an_invitation_says_nothing_while_the_pages_are_locked(cast):
    """Given an invitation of a person who has not signed in; then it names nobody while her pages are locked."""
    person = Individual.objects.create(full_name="Edna Fairhurst", recorded_by=cast.ben)
    open_portal_account(individual=person, email="edna@post.example", telephone="", identity="Seen", by=cast.ben)
    path = Message.objects.get(key__startswith="invitation:", address="edna@post.example").path
    assert "Edna" in Client().get(path).text

    lock_portal(individual=person, by=cast.ben)

    page = Client().get(path)
    assert page.status_code == 404
    assert "Edna" not in page.text
    assert Client().post(f"{path}accept/").status_code == 404
    unlock_portal(individual=person, reason="She rang", by=cast.ben)
    assert "Edna" in Client().get(path).text


def test_no_digital_contact_stops_emails_invitations_and_codes(cast):
    record_contact_point(
        individual=cast.other_individual, kind="email", value=cast.tomasz.email, is_safe=True, note="", by=cast.ben
    )

    def send(key: str) -> set[str]:
        queue_message(
            cast.tomasz,
            key=key,
            subject="News",
            body="Sign in.",
            path=reverse("me"),
            individual_id=cast.other_individual.pk,
            about=[],
            by=None,
        )
        send_messages()
        rows = Message.objects.filter(to=cast.tomasz, key__startswith=key, channel="email")
        return set(rows.values_list("state", flat=True))

    assert send("before") == {"sent"}
    record_no_digital_contact(
        individual=cast.other_individual, reason="He has no phone", said_on=clock.today(), by=cast.lewis
    )
    assert send("during") == {"withheld"}
    Client().post(reverse("account_request_login_code"), {"email": cast.tomasz.email})
    send_messages()
    assert not Message.objects.filter(to=cast.tomasz, is_secret=True, state="sent").exists()
    end_no_digital_contact(individual=cast.other_individual, reason="He has a phone now", by=cast.lewis)
    assert send("after") == {"sent"}


def test_no_account_is_opened_for_whom_wants_no_digital_contact(cast):
    person = Individual.objects.create(full_name="Edna Fairhurst", recorded_by=cast.ben)
    record_no_digital_contact(individual=person, reason="No phone", said_on=clock.today(), by=cast.ben)
    with pytest.raises(NotPossible, match="no digital contact"):
        open_portal_account(individual=person, email="edna@post.example", telephone="", identity="Seen", by=cast.ben)
    with pytest.raises(Refused):
        end_no_digital_contact(individual=person, reason="", by=cast.ben)
    with pytest.raises(NotPossible):
        record_no_digital_contact(individual=person, reason="No phone", said_on=clock.today(), by=cast.ben)
    with pytest.raises(Refused):
        record_no_digital_contact(
            individual=cast.individual, reason="No phone", said_on=clock.today() + DAY, by=cast.ben
        )
