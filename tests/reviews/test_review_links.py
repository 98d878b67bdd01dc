"""A shared review reaches somebody at the Council without an account: by a link with a code, as text and as PDF."""

import datetime
import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.code_links.validity import why_ended
from accounts.models import CodeLink, LinkCode, User
from accounts.services import end_links
from casework.access.record_loader import accesses_of
from casework.models import KeyworkerTerm
from casework.services import change_keyworker
from contracts.models import Council
from core import clock
from core.document_making import make_missing
from core.errors import NotPossible, Refused
from core.models import Message
from reviews import services
from reviews.models import Review, ReviewPdf
from reviews.package_reviews.copies.content import file_name, plain_text, render
from tests.factories import ReviewFactory
from tests.pages.urls import Walker
from tests.reviews.updates import terms_with

DAY = datetime.timedelta(days=1)
JO = "jo.ferris@council.example"


@pytest.fixture
def review(cast) -> Review:
    """Given a shared review of Maya, and a Council whose addresses end with council.example."""
    Council.objects.filter(pk=cast.tameside.council_id).update(email_domains="council.example")
    return make_shared(cast)


def make_shared(cast) -> Review:
    row = ReviewFactory(package=cast.package, terms=cast.terms, due_on=cast.today)
    written = {"outcome": "Support goes on.", "participants": "Maya and Amara", "own_words": "I cook now."}
    services.conduct_review(review=row, conducted_on=cast.today, by=cast.amara, **written)
    services.share_review(review=saved(row), by=cast.amara)
    return saved(row)


def saved(review) -> Review:
    related = ("package__case__contract__council", "package__case__individual", "terms", "acknowledged_link")
    return Review.with_struck.select_related(*related).get(pk=review.pk)


def make_link(cast, review, *, email=JO) -> CodeLink:
    last_on = clock.today() + 9 * DAY
    return services.send_review_link(review=review, name="Jo Ferris", email=email, last_on=last_on, by=cast.amara)


def open_link(link) -> tuple[Client, str]:
    """Return a browser in which the code of the link was entered, and the address behind it."""
    path, client = Message.objects.get(key=f"code-link:{link.pk}").path, Client()
    client.post(f"{path}send/")
    code = LinkCode.objects.filter(link=link).latest("recorded_at")
    client.post(
        f"{path}code/", {"code": re.search(r"\b\d{6}\b", Message.objects.get(key=f"link-code:{code.pk}").body)[0]}
    )
    return client, reverse("linked_review", args=[path.strip("/").rpartition("/")[2]])


def correct(cast, review) -> Review:
    columns = {"conducted_on": review.conducted_on, "outcome": "It ends.", "participants": review.participants}
    row = saved(review)
    services.correct_review(review=row, revision=row.revision, reason="A slip", by=cast.amara, **columns)
    return saved(review)


def news_for(link) -> list[str]:
    return list(Message.objects.filter(key__startswith=f"link-news:{link.pk}:").values_list("subject", flat=True))


# The link


def test_whoever_has_the_code_reads_the_review_and_acknowledges_it_with_a_reply(cast, review):
    client, address = open_link(make_link(cast, review))
    page = client.get(address).text
    assert "Support goes on." in page
    assert "I cook now." in page
    sent = client.post(f"{address}acknowledge/", {"reply": "Until when?", "needs_answer": "on"}, follow=True)
    assert "Until when?" in sent.text
    row = saved(review)
    assert (row.acknowledged_by, row.acknowledged_how, row.is_reported) == ("Jo Ferris", "link", False)
    assert str(row.acknowledged_link) in {str(access.link) for access in accesses_of(cast.individual) if access.link}
    again = client.post(f"{address}acknowledge/", {"reply": ""})
    assert "already" in again.text
    (message,) = Message.objects.filter(
        key__startswith=f"review-acknowledged:{review.pk}", to=cast.amara, channel="in app"
    )
    assert message.body == "Whoever you sent the link to has read it, replied and asks for an answer."


def test_without_the_code_the_address_shows_nothing(cast, review):
    link = make_link(cast, review)
    path = Message.objects.get(key=f"code-link:{link.pk}").path
    page = Client().get(path, follow=True).text
    assert "Support goes on." not in page
    assert cast.individual.full_name not in page


def test_an_answer_a_correction_and_an_error_reach_them_by_email_without_details(cast, review):
    link = make_link(cast, review)
    services.acknowledge_review(review=review, link=link, reply="Until when?", needs_answer=True, by=None)
    services.answer_review_reply(review=saved(review), answer="Until May.", by=cast.amara)
    assert news_for(link) == ["There is an answer to your reply"]
    row = correct(cast, review)
    assert (row.acknowledged_link, row.reply) == (None, "")
    assert "Something that you read was corrected" not in news_for(link), "nobody has opened it"
    client, address = open_link(link)
    client.get(address)
    services.acknowledge_review(review=saved(review), link=link, by=None)
    services.correct_review(
        review=saved(review),
        revision=saved(review).revision,
        conducted_on=review.conducted_on,
        outcome="It ends in May.",
        participants="Maya",
        reason="The month",
        by=cast.amara,
    )
    assert "Something that you read was corrected" in news_for(link)
    services.strike_review(review=saved(review), reason="About somebody else", by=cast.amara)
    assert "Something that you read was shared by mistake" in news_for(link)
    assert why_ended(link) == "The review was marked as entered in error."
    assert end_links(on=cast.today) == 1


def test_only_a_shared_review_goes_to_the_council_and_only_to_its_addresses(cast, review):
    with pytest.raises(Refused, match="not an email address of the Council"):
        make_link(cast, review, email="jo@elsewhere.example")
    not_shared = ReviewFactory(package=cast.package, terms=cast.terms, due_on=cast.today + DAY)
    with pytest.raises(NotPossible, match="Share the review first"):
        make_link(cast, not_shared)


def test_where_nobody_at_the_council_reads_reviews_there_is_no_link(cast, review):
    """Given terms without a keyworker; then a link is sent only while the person has one all the same."""
    Review.objects.filter(pk=review.pk).update(terms=terms_with(cast, asks_keyworker=None))
    make_link(cast, saved(review))
    KeyworkerTerm.objects.filter(individual=cast.individual)._raw_delete("default")
    with pytest.raises(NotPossible, match="no keyworker"):
        make_link(cast, saved(review))


def test_a_new_keyworker_ends_the_link(cast, review):
    link = make_link(cast, review)
    change_keyworker(individual=cast.individual, user=cast.kofi, from_on=cast.today, by=cast.ben)
    assert why_ended(link) == "Another keyworker was named since the link was made."


def test_without_a_keyworker_the_inbox_of_the_team_gets_a_link(cast):
    Council.objects.filter(pk=cast.tameside.council_id).update(team_email="team@council.example")
    KeyworkerTerm.objects.filter(individual=cast.individual)._raw_delete("default")
    review = make_shared(cast)
    (link,) = CodeLink.objects.filter(record_id=review.pk)
    assert (link.email, link.purpose) == ("team@council.example", "review outcome")


def test_with_a_keyworker_the_team_gets_none(cast):
    Council.objects.filter(pk=cast.tameside.council_id).update(team_email="team@council.example")
    assert not CodeLink.objects.filter(record_id=make_shared(cast).pk).exists()


def test_staff_send_and_end_a_link_on_the_pages(cast, review, client):
    client.force_login(cast.amara)
    address = reverse("review_link_new", args=[review.pk])
    last_on = cast.today + 5 * DAY
    day = {"last_on_day": last_on.day, "last_on_month": last_on.month, "last_on_year": last_on.year}
    client.post(address, {"name": "Jo Ferris", "email": JO, **day})
    page = client.get(reverse("review", args=[review.pk])).text
    assert "Jo Ferris" in page
    assert "End the link" in page
    assert User.objects.filter(email=JO).count() == 0


# The copies


def test_the_text_has_whose_record_it_is_and_what_was_written_up(cast, review, client):
    text = plain_text(review)
    for words in (cast.individual.full_name, review.package.reference, "Support goes on.", "I cook now.", "Took part:"):
        assert words in text, words
    for user in (cast.amara, cast.priya):
        client.force_login(user)
        assert "<textarea" in client.get(reverse("review_text", args=[review.pk])).text
        file = client.get(reverse("review_text_file", args=[review.pk]))
        assert file.content.decode() == text
        assert cast.individual.full_name not in file["Content-Disposition"]


def test_a_link_has_the_same_text_and_pdf(cast, review):
    client, address = open_link(make_link(cast, review))
    assert client.get(f"{address}text/").content.decode() == plain_text(review)
    assert client.get(f"{address}pdf/").status_code == 302, "nobody has asked for it"
    client.post(f"{address}pdf/")
    assert make_missing(services.REVIEW_PDF, on=cast.today) == 1
    made = client.get(f"{address}pdf/")
    assert made["Content-Type"] == "application/pdf"
    assert b"".join(made.streaming_content).startswith(b"%PDF")
    made.close()


def test_the_pdf_is_made_once_for_each_correction(cast, review):
    first = services.request_review_pdf(review=review, by=cast.amara)
    assert services.request_review_pdf(review=review, by=cast.priya) == first
    assert [make_missing(services.REVIEW_PDF, on=cast.today) for _ in range(2)] == [1, 0]
    answer = Walker(cast).ask("priya", "GET", reverse("review_pdf", args=[first.pk]))
    pages = PdfReader(io.BytesIO(answer.response.file_bytes))
    words = " ".join(" ".join(page.extract_text() for page in pages.pages).split())
    assert "Support goes on." in words
    assert pages.trailer["/Root"].get("/StructTreeRoot"), "it is tagged"
    services.request_review_pdf(review=correct(cast, review), by=cast.amara)
    assert make_missing(services.REVIEW_PDF, on=cast.today) == 1
    assert ReviewPdf.objects.filter(document__isnull=False).count() == 2


def test_a_correction_is_named_in_the_copies(cast, review):
    row = correct(cast, review)
    assert "A slip" in plain_text(row)
    made = services.request_review_pdf(review=row, by=cast.amara)
    assert b"%PDF" in render(made)
    assert cast.individual.full_name not in file_name(row, "pdf")


def test_what_was_not_shared_has_no_copies(cast, client):
    row = ReviewFactory(package=cast.package, terms=cast.terms, due_on=cast.today)
    services.conduct_review(review=row, conducted_on=cast.today, outcome="On", participants="Maya", by=cast.amara)
    client.force_login(cast.amara)
    for page in ("review_text", "review_text_file"):
        assert client.get(reverse(page, args=[row.pk])).status_code == 404
    assert client.post(reverse("review_pdf_request", args=[row.pk])).status_code == 404
    with pytest.raises(NotPossible):
        services.request_review_pdf(review=row, by=cast.amara)
