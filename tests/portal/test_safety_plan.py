"""The person's safety plan in the portal: one press away, shared only by consent, and as a card."""

import io

from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from plans.models import Comment
from risk.models import AdvanceChoice, SafetyPlanConsent
from risk.services import begin_safety_plan, decide_safety_sharing, record_copy, write_safety_plan
from tests.casework.consent_builders import give_consent
from tests.pages.urls import Walker
from tests.risk.safety_plan_builders import TEXTS, make_safety_plan


def page_of(cast, who, name, *args) -> str:
    return Walker(cast).ask(who, "GET", reverse(name, args=args)).text


def post(cast, who, name, *args, **fields) -> int:
    return Walker(cast).ask(who, "POST", reverse(name, args=args), fields, keep=True).status


def test_each_page_of_the_portal_leads_to_it_beside_the_numbers(cast):
    link = f'href="{reverse("my_safety_plan")}"'
    for name in ("me", "my_plan", "my_plan_easy_read", "my_messages", "my_visits", "my_sharing", "my_settings"):
        page = page_of(cast, "maya", name)
        assert link in page[page.index("choose 2 for mental health") :], name


def test_the_person_reads_what_is_live_and_no_draft(cast):
    assert "You have no safety plan yet" in page_of(cast, "maya", "my_safety_plan")
    plan = make_safety_plan(cast.individual, cast.amara)
    record_copy(plan=plan, name="Rosa", how="Paper", agreed_how="Visit", given_on=cast.today, by=cast.amara)
    AdvanceChoice.objects.create(
        individual=cast.individual, kind="statement", dated_on=cast.today, held_by="Dr Ali", where="The surgery"
    )
    draft = begin_safety_plan(individual=cast.individual, by=cast.amara)
    write_safety_plan(plan=draft, revision=draft.revision, reasons="Not said yet", by=cast.amara)
    page = page_of(cast, "maya", "my_safety_plan")
    for words in (TEXTS["own_steps"], "Rosa, since", "Dr Ali", 'href="tel:+441632960123"'):
        assert words in page, words
    assert "Not said yet" not in page
    assert TEXTS["own_steps"] not in page_of(cast, "tomasz", "my_safety_plan")


def test_the_person_asks_for_a_change_as_of_the_plan(cast):
    make_safety_plan(cast.individual, cast.amara)
    address = reverse("my_message_write") + "?about=safety-plan"
    assert address in page_of(cast, "maya", "my_safety_plan")
    Walker(cast).ask("maya", "POST", address, {"words": "Joan moved away"}, keep=True)
    row = Comment.objects.get(words="Joan moved away")
    assert (row.about, row.answer_duty.met_on) == ("the safety plan", None)


def test_the_person_decides_who_else_has_it(cast):
    plan = make_safety_plan(cast.individual, cast.amara)
    address = reverse("safety_plan", args=[plan.pk])
    for answer, status in (("yes", 200), ("no", 404)):
        assert post(cast, "maya", "my_safety_sharing", "keyworker", answer=answer) == 302
        assert Walker(cast).ask("priya", "GET", address).status == status
    assert post(cast, "maya", "my_safety_sharing", "keyworker", answer="perhaps") == 404
    assert SafetyPlanConsent.objects.filter(how="in the portal", recorded_by=cast.maya).count() == 2
    assert "You said no." in page_of(cast, "maya", "my_safety_plan")


def test_the_card_comes_after_a_warning_and_names_neither_crisis_nor_person(cast):
    plan = make_safety_plan(cast.individual, cast.amara)
    warning = page_of(cast, "maya", "my_safety_card", plan.pk)
    assert "Does someone else use this phone?" in warning
    path = reverse("my_safety_card_download", args=[plan.pk])
    assert path in warning
    client = Client()
    client.force_login(cast.maya)
    response = client.get(path)
    assert response["Content-Disposition"] == 'attachment; filename="my-card.pdf"'
    document = PdfReader(io.BytesIO(response.content))
    width, height = (round(float(size) / 72 * 25.4) for size in document.pages[0].mediabox[2:])
    assert (width, height) == (105, 148), "A6"
    text = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    assert TEXTS["own_steps"] in text
    assert "999" in text
    assert cast.individual.full_name not in text
    assert document.metadata is not None
    assert document.metadata.title == "My card"


def test_a_representative_reads_it_only_with_consent_for_it(cast):
    make_safety_plan(cast.individual, cast.amara)
    assert "No one shares a safety plan with you now" in page_of(cast, "rosa", "my_safety_plan")
    assert TEXTS["own_steps"] in page_of(cast, "maya", "my_sharing_preview", cast.representative.pk, "see-safety-plan")
    give_consent(cast.representative, "see safety plan", cast.maya)
    assert TEXTS["own_steps"] in page_of(cast, "rosa", "my_safety_plan")
    assert reverse("my_safety_plan") in page_of(cast, "rosa", "me")
    decide_safety_sharing(individual=cast.individual, reader="phone", is_given=False, how="Visit", by=cast.amara)
    assert "phone" not in page_of(cast, "rosa", "my_safety_plan").split("<main")[1].split("</main")[0]


def test_it_names_who_reads_it_by_the_persons_consent(cast):
    assert "Rosa Lindqvist can read it" not in page_of(cast, "maya", "my_safety_plan")
    give_consent(cast.representative, "see safety plan", cast.maya)
    page = page_of(cast, "maya", "my_safety_plan")
    assert "Rosa Lindqvist can read it" in page
    assert f'href="{reverse("my_sharing_stop", args=[cast.representative.pk, "see-safety-plan"])}"' in page


def test_the_numbers_of_a_representative_lead_to_nobody_elses_plan(cast):
    give_consent(cast.representative, "see safety plan", cast.maya)
    link = f'href="{reverse("my_safety_plan")}"'
    assert link not in page_of(cast, "rosa", "me").partition("<footer")[2]
    assert link in page_of(cast, "maya", "me").partition("<footer")[2]
