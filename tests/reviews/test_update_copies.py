"""Copies of a sent update: as plain text, as a tagged PDF, and the lists that lead to updates."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from casework.models import CouncilReference
from core.document_making import make_missing
from core.errors import NotPossible
from reviews.models import KeyworkerUpdate, UpdatePdf
from reviews.services import UPDATE_PDF, acknowledge_update, correct_update, make_update_pdf, request_update_pdf
from reviews.updates.pdf import plain_text, render
from tests.factories import UpdateFactory, VisitFactory
from tests.pages.urls import Walker
from tests.reviews.updates import DAY, make_update, saved, send


@pytest.fixture
def update(cast):
    """Given a sent update with a visit in its figures."""
    VisitFactory(package=cast.package, worker=cast.worker, on=cast.today - DAY)
    return send(cast, make_update(cast, person_says="I want to move.", may_pass_on=True))


def words_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_the_text_has_the_figures_and_the_texts(cast, update):
    text = plain_text(update)
    for words in (cast.individual.full_name, "Visits that took place: 1", "She is well.", "I want to move."):
        assert words in text


def test_the_copies_say_whose_record_they_belong_to(cast, update):
    """Given a reference of the Council; then text and PDF have it, with the birth date and our own references."""
    council = cast.tameside.council
    CouncilReference.objects.create(individual=cast.individual, council=council, reference="LA-20417", recorded_by=None)
    born = f"Born {cast.individual.date_of_birth:%-d %B %Y}"
    words = (born, f"{council}: LA-20417", cast.individual.reference, update.package.reference, "Due ")
    copies = plain_text(update), words_of(render(request_update_pdf(update=update, by=cast.amara)))
    for copy in copies:
        for each in words:
            assert each in copy, each


def test_the_text_is_shown_and_downloaded(cast, update, client):
    for user in (cast.amara, cast.priya):
        client.force_login(user)
        page = client.get(reverse("update_text", args=[update.pk])).content.decode()
        assert "<textarea" in page
        assert "She is well." in page
        file = client.get(reverse("update_text_file", args=[update.pk]))
        assert file["Content-Disposition"].endswith('.txt"')
        assert cast.individual.full_name not in file["Content-Disposition"]
        assert file.content.decode() == plain_text(saved(update))


def test_what_was_not_sent_has_no_copies(cast, client):
    update = make_update(cast)
    client.force_login(cast.amara)
    assert client.get(reverse("update_text", args=[update.pk])).status_code == 404
    with pytest.raises(NotPossible):
        request_update_pdf(update=update, by=cast.amara)


def test_the_pdf_is_made_once_for_each_correction(cast, update):
    first = request_update_pdf(update=update, by=cast.amara)
    assert request_update_pdf(update=update, by=cast.priya) == first
    assert [make_missing(UPDATE_PDF, on=cast.today) for _ in range(2)] == [1, 0]
    assert make_update_pdf(update_pdf_id=first.pk) is False
    answer = Walker(cast).ask("priya", "GET", reverse("update_pdf", args=[first.pk]))
    words = words_of(answer.response.file_bytes)
    assert "Visits that took place" in words
    assert "She is well." in words
    assert b"/StructTreeRoot" in answer.response.file_bytes or PdfReader(
        io.BytesIO(answer.response.file_bytes)
    ).trailer["/Root"].get("/StructTreeRoot"), "it is tagged"
    texts = {"how_it_is": "She moved.", "progress": "She cooks.", "what_changed": "", "next_weeks": ""}
    correct_update(update=saved(update), revision=saved(update).revision, reason="A slip", by=cast.amara, **texts)
    second = request_update_pdf(update=saved(update), by=cast.amara)
    assert second != first
    make_missing(UPDATE_PDF, on=cast.today)
    assert UpdatePdf.objects.get(pk=second.pk).document_id


def test_a_pdf_requested_before_a_correction_is_left_out(cast, update):
    request_update_pdf(update=update, by=cast.amara)
    texts = {"how_it_is": "She moved.", "progress": "She cooks.", "what_changed": "", "next_weeks": ""}
    correct_update(update=saved(update), revision=saved(update).revision, reason="A slip", by=cast.amara, **texts)
    assert make_missing(UPDATE_PDF, on=cast.today) == 0


# The lists


NEXT = '<h2 class="govuk-heading-m" id="next'


def listed(client, user, query="") -> str:
    client.force_login(user)
    return client.get(reverse("updates") + query).content.decode().partition(NEXT)[0]


def test_the_keyworkers_list_is_filtered(cast, update, client):
    name = cast.individual.full_name
    assert name in listed(client, cast.priya)
    assert name in listed(client, cast.priya, "?status=to+acknowledge")
    assert name not in listed(client, cast.priya, "?status=acknowledged")
    assert name not in listed(client, cast.priya, "?status=late")
    assert name not in listed(client, cast.priya, "?person=zzz")
    assert name in listed(client, cast.priya, f"?person={name[:3].lower()}")
    acknowledge_update(update=update, by=cast.priya)
    assert name not in listed(client, cast.priya, "?status=to+acknowledge")


def test_the_period_is_that_of_the_due_days(cast, update, client):
    def query(name, day):
        return f"?{name}_day={day.day}&{name}_month={day.month}&{name}_year={day.year}"

    name = cast.individual.full_name
    assert name in listed(client, cast.priya, query("from_on", update.due_on))
    assert name not in listed(client, cast.priya, query("from_on", update.due_on + DAY))
    assert name not in listed(client, cast.priya, query("until_on", update.due_on - DAY))


def test_staff_filter_what_is_to_write_and_keyworkers_never_see_it(cast, client):
    make_update(cast, due_on=cast.today - DAY)
    name = cast.individual.full_name
    assert name in listed(client, cast.amara, "?status=to+send")
    assert name in listed(client, cast.amara, "?status=late")
    for query in ("", "?status=to+send", "?status=late"):
        assert name not in listed(client, cast.priya, query)


def test_the_keyworker_sees_when_the_next_is_due(cast, client):
    update = make_update(cast, due_on=cast.today + 3 * DAY)
    client.force_login(cast.priya)
    after = client.get(reverse("updates")).content.decode().partition(NEXT)[2]
    assert cast.individual.full_name in after
    assert f"{update.due_on:%-d %b}" in after


def test_the_list_of_the_next_says_where_it_ends(cast, client, monkeypatch):
    make_update(cast, due_on=cast.today + 3 * DAY)
    assert "There are more" not in listed(client, cast.priya)
    monkeypatch.setattr("reviews.updates.views.lists.NEXT_LENGTH", 0)
    assert "There are more" in listed(client, cast.priya)


def test_the_list_is_paged(cast, client):
    for number in range(51):
        UpdateFactory(
            package=cast.package,
            terms=cast.terms,
            due_on=cast.today - (number + 1) * DAY,
            state="sent",
            submitted_at=KeyworkerUpdate._meta.get_field("recorded_at").default(),
            submitted_by=cast.amara,
            met_on=cast.today,
        )
    assert "?page=2" in listed(client, cast.priya)
    assert "?page=1" in listed(client, cast.priya, "?page=2")
