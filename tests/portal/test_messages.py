"""One page has every message between the person and the team; a general message must be answered like any other."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.duties import duty_items
from casework.models import Individual, RecordAccess
from casework.services import end_package, lock_portal
from core import clock
from core.errors import Refused
from core.models import Message
from core.tasks import send_messages
from plans.comments.messages import MOST_A_DAY
from plans.models import AnswerDuty, Comment, SupportPlan
from plans.services import (
    answer_otherwise,
    comment,
    escalate_unread_comments,
    record_message,
    reply,
    start,
    tell_us,
    write_back,
    write_to_person,
    write_to_us,
)
from tests.casework.consent_builders import give_consent
from tests.timelines import timeline_of

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
WORDS = "Nobody came and I am out of food"


def page_of(user: User, name: str, *args: object, query: str = "") -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=args) + query).content.decode()


def without_plan(cast) -> None:
    SupportPlan.objects.filter(pk=cast.plan.pk).update(state="draft", answered_on=None, answered_how="")


def test_a_person_without_a_plan_writes_to_us_and_reads_who_reads_it(cast):
    without_plan(cast)
    client = Client()
    client.force_login(cast.maya)
    form = client.get(reverse("my_message_write")).content.decode()
    assert "Amara Okafor gets a message when you write here" in " ".join(form.split())
    sent = client.post(reverse("my_message_write"), {"words": WORDS}, follow=True).content.decode()
    assert "Sent. We read it within 4 hours." in sent
    assert WORDS in sent
    row = Comment.objects.get()
    assert (row.plan, row.about, row.package, row.author) == (None, "", cast.package, cast.maya)
    assert AnswerDuty.objects.outstanding().get().comment == row


def test_a_general_message_is_a_duty_and_escalates_like_a_comment(cast):
    ten = clock.instant_on(cast.today, datetime.time(10))
    with clock.frozen_at(ten):
        row = write_to_us(package=cast.package, words=WORDS, by=cast.maya)
        assert [item.label for item in duty_items(cast.amara, cast.today) if item.kind == "comment"]
        assert Message.objects.filter(key__startswith="plan-comment:", to=cast.amara).exists()
        assert any(WORDS in entry["body"] for entry in timeline_of(cast.individual, cast.amara))
    with clock.frozen_at(ten + 4 * HOUR):
        assert escalate_unread_comments(on=cast.today) == 1
    alert = Message.objects.get(key__startswith=f"comment-unread:{row.answer_duty.pk}", channel="in app")
    assert alert.to == cast.omar
    assert WORDS not in alert.subject + alert.body


@pytest.mark.parametrize("name", ["person_messages", "person_plan", "comment_answer"])
def test_whoever_opens_a_page_that_shows_it_has_read_it(cast, name):
    ten = clock.instant_on(cast.today, datetime.time(10))
    with clock.frozen_at(ten):
        row = write_to_us(package=cast.package, words=WORDS, by=cast.maya)
        argument = row.answer_duty.pk if name == "comment_answer" else cast.individual.pk
        assert WORDS in page_of(cast.amara, name, argument)
    with clock.frozen_at(ten + 5 * HOUR):
        assert escalate_unread_comments(on=cast.today) == 0


def test_an_answer_is_read_on_the_same_page_without_a_plan(cast):
    without_plan(cast)
    row = write_to_us(package=cast.package, words=WORDS, by=cast.maya)
    reply(to=row, words="I am on my way with a parcel", by=cast.amara)
    assert not AnswerDuty.objects.outstanding().exists()
    assert "I am on my way with a parcel" in page_of(cast.maya, "my_messages")
    notice = Message.objects.get(key__startswith="plan-reply", to=cast.maya, channel="in app")
    assert notice.path == reverse("my_messages")


def test_an_answer_about_the_plan_does_not_answer_a_general_message(cast):
    row = write_to_us(package=cast.package, words=WORDS, by=cast.maya)
    on_plan = comment(plan=cast.plan, words="And the plan?", by=cast.maya)
    reply(to=on_plan, words="The plan is fine", by=cast.amara)
    assert list(AnswerDuty.objects.outstanding()) == [row.answer_duty]


def test_staff_write_and_this_answers_only_what_they_had_opened(cast):
    row = write_to_us(package=cast.package, words=WORDS, by=cast.maya)
    write_to_person(package=cast.package, words="See you on Friday", by=cast.amara)
    assert AnswerDuty.objects.outstanding().get() == row.answer_duty
    page_of(cast.amara, "person_messages", cast.individual.pk)
    write_to_person(package=cast.package, words="I have read it", by=cast.amara)
    assert not AnswerDuty.objects.outstanding().exists()
    assert "See you on Friday" in page_of(cast.maya, "my_messages")


def test_all_conversations_are_on_one_page_the_newest_first(cast):
    begin = clock.now()
    comment(plan=cast.plan, words="About the section", section="early_signs", by=cast.maya)
    with clock.frozen_at(begin + HOUR):
        comment(plan=cast.plan, words="About the goal", wording=cast.wording, by=cast.maya)
    with clock.frozen_at(begin + 2 * HOUR):
        write_to_us(package=cast.package, words="In general", by=cast.maya)
    with clock.frozen_at(begin + 3 * HOUR):
        write_to_us(package=cast.package, words="About a visit", about="the visit on Friday", by=cast.maya)
        page = page_of(cast.maya, "my_messages")
    texts = ["About a visit", "In general", "About the goal", "About the section"]
    places = [page.index(text) for text in texts]
    assert places == sorted(places)


def test_a_page_has_ten_conversations_and_a_way_to_the_older_ones(cast):
    begin = clock.now()
    for number in range(12):
        with clock.frozen_at(begin + number * HOUR):
            write_to_us(
                package=cast.package, words=f"Message {number:02}", about=f"the visit {number:02}", by=cast.maya
            )
    with clock.frozen_at(begin + 13 * HOUR):
        first, second = page_of(cast.maya, "my_messages"), page_of(cast.maya, "my_messages", query="?page=1")
    assert [number for number in range(12) if f"Message {number:02}" in first] == list(range(2, 12))
    assert [number for number in range(12) if f"Message {number:02}" in second] == [0, 1]
    assert "Older" in first
    assert "Newer" in second


def test_a_long_conversation_shows_its_end_and_has_a_page_of_its_own(cast):
    begin = clock.now()
    for number in range(8):
        with clock.frozen_at(begin + number * HOUR):
            row = write_to_us(package=cast.package, words=f"Message {number}", by=cast.maya)
    with clock.frozen_at(begin + 9 * HOUR):
        page, whole = page_of(cast.maya, "my_messages"), page_of(cast.maya, "my_conversation", row.pk)
    assert [number for number in range(8) if f"Message {number}" in page] == list(range(3, 8))
    assert [number for number in range(8) if f"Message {number}" in whole] == list(range(8))


def test_messages_begin_with_the_newest(cast):
    """Given eight messages; then both pages have the last one before the others, and the box after it."""
    begin = clock.now()
    for number in range(8):
        with clock.frozen_at(begin + number * HOUR):
            row = write_to_us(package=cast.package, words=f"Message {number}", by=cast.maya)
    with clock.frozen_at(begin + 9 * HOUR):
        for page in (page_of(cast.maya, "my_messages"), page_of(cast.maya, "my_conversation", row.pk)):
            places = [page.index(f"Message {number}") for number in range(7, 2, -1)]
            assert places == sorted(places)
            assert "The newest message is first." in page


@pytest.mark.parametrize("about", ["section", "goal", "general"])
def test_the_person_writes_more_in_a_conversation(cast, about):
    if about == "general":
        row = write_to_us(package=cast.package, words=WORDS, by=cast.maya)
    else:
        wording = cast.wording if about == "goal" else None
        row = comment(
            plan=cast.plan, words=WORDS, wording=wording, section="" if wording else "early_signs", by=cast.maya
        )
    reply(to=row, words="Tell me more", by=cast.amara)
    client = Client()
    client.force_login(cast.maya)
    client.post(reverse("my_conversation", args=[row.pk]), {"words": "It began on Sunday"})
    again = AnswerDuty.objects.outstanding().get().comment
    assert again.conversation == row.conversation
    assert again.words == "It began on Sunday"


def test_nobody_reads_anothers_conversation(cast):
    row = write_to_us(package=cast.package, words=WORDS, by=cast.maya)
    client = Client()
    client.force_login(cast.tomasz)
    assert client.get(reverse("my_conversation", args=[row.pk])).status_code == 404
    assert client.post(reverse("my_conversation", args=[row.pk]), {"words": "x"}).status_code == 404
    assert WORDS not in page_of(cast.tomasz, "my_messages")


def test_notes_on_a_draft_are_on_no_page_of_the_person(cast):
    comment(plan=start(package=cast.package, by=cast.amara), words="Think about the bus", by=cast.amara)
    assert "Think about the bus" not in page_of(cast.maya, "my_messages")


def test_after_the_end_of_support_a_message_still_arrives(cast):
    end_package(package=cast.package, ended_on=cast.today, reason="moved", by=cast.ben)
    client = Client()
    client.force_login(cast.maya)
    assert client.post(reverse("my_message_write"), {"words": WORDS}).status_code == 302
    assert AnswerDuty.objects.outstanding().exists()


# Recorded by staff


def test_staff_record_what_the_person_told_them_and_it_must_be_answered(cast):
    client = Client()
    client.force_login(cast.omar)
    address = reverse("message_record", args=[cast.package.pk])
    client.post(address, {"sender": "person", "way": "telephone", "words": WORDS})
    row = Comment.objects.get()
    assert (row.way, row.author, row.representative) == ("telephone", cast.omar, None)
    duty = AnswerDuty.objects.outstanding().get()
    own = page_of(cast.maya, "my_messages")
    assert "by phone. Recorded by Omar Farouk" in own
    assert "Not answered yet" in own
    assert "Waiting for an answer" in page_of(cast.amara, "person_messages", cast.individual.pk)
    answer_otherwise(duty=duty, how="Rang her back", by=cast.amara)
    assert "Rang her back" in page_of(cast.maya, "my_messages")


def test_an_answer_that_nobody_could_read_is_refused(cast):
    Individual.objects.filter(pk=cast.individual.pk).update(user=None)
    cast.package.case.individual.refresh_from_db()
    row = record_message(package=cast.package, words=WORDS, way="in person", by=cast.amara)
    with pytest.raises(Refused, match="no pages of their own"):
        reply(to=row, words="Yes", by=cast.amara)
    with pytest.raises(Refused, match="no pages of their own"):
        write_to_person(package=cast.package, words="Yes", by=cast.amara)


def test_while_the_pages_are_locked_an_answer_is_given_in_another_way(cast):
    row = write_to_us(package=cast.package, words=WORDS, by=cast.maya)
    lock_portal(individual=cast.individual, by=cast.amara)
    with pytest.raises(Refused, match="locked"):
        reply(to=row, words="Ring me", by=cast.amara)


# A representative tells us something


TOLD = "She has not eaten since Sunday"


def test_what_a_representative_tells_us_is_a_duty_and_the_person_never_reads_it(cast):
    client = Client()
    client.force_login(cast.rosa)
    page = client.get(reverse("tell_us")).content.decode()
    assert "Amara" not in page, "who supports her is not told"
    sent = client.post(
        reverse("tell_us"), {"about": str(cast.representative.pk), "words": TOLD}, follow=True
    ).content.decode()
    assert "Thank you. We do what is needed." in sent
    duty = AnswerDuty.objects.outstanding().get()
    assert duty.comment.representative == cast.representative
    for name, args in (("person_messages", [cast.individual.pk]), ("comment_answer", [duty.pk])):
        text = " ".join(page_of(cast.amara, name, *args).split())
        assert TOLD in text
        assert "Rosa Lindqvist, representative" in text
    for name in ("me", "my_messages", "my_plan", "my_visits", "my_access_log"):
        assert TOLD not in page_of(cast.maya, name)
    client.force_login(cast.maya)
    assert client.get(reverse("my_conversation", args=[duty.comment_id])).status_code == 404


def test_it_escalates_like_a_message_of_the_person(cast):
    ten = clock.instant_on(cast.today, datetime.time(10))
    with clock.frozen_at(ten):
        tell_us(representative=cast.representative, words=TOLD, by=cast.rosa)
    with clock.frozen_at(ten + 4 * HOUR):
        assert escalate_unread_comments(on=cast.today) == 1


def test_the_answer_to_a_representative_says_only_that_we_read_it(cast):
    row = tell_us(representative=cast.representative, words=TOLD, by=cast.rosa)
    client = Client()
    client.force_login(cast.amara)
    with pytest.raises(Refused):
        reply(to=row, words="She is fine", by=cast.amara)
    client.post(reverse("comment_answer", args=[row.answer_duty.pk]), {"words": "Visited; she has soup now"})
    assert not AnswerDuty.objects.outstanding().exists()
    send_messages()
    notice = Message.objects.get(to=cast.rosa, channel="email")
    assert (notice.state, notice.subject) == ("sent", "We read your message")
    assert not [word for word in ("Maya", "soup", "Visited", "Amara") if word in notice.subject + notice.body]
    for page in (page_of(cast.rosa, "me"), page_of(cast.rosa, "tell_us")):
        assert "soup" not in page
    assert "We read your message</strong> of" in page_of(cast.rosa, "tell_us")


def test_a_representative_finds_the_note_on_their_page_once_we_read_it_and_only_theirs(cast):
    row = tell_us(representative=cast.representative, words=TOLD, by=cast.rosa)
    own = write_to_us(package=cast.package, words=WORDS, by=cast.maya)
    answer_otherwise(duty=own.answer_duty, how="Rang", by=cast.amara)
    assert "We read your message</strong>" not in page_of(cast.rosa, "tell_us")
    answer_otherwise(duty=row.answer_duty, how="Rang", by=cast.amara)
    assert page_of(cast.rosa, "tell_us").count("We read your message</strong>") == 1


def test_a_representative_reads_the_name_that_they_knew(cast):
    """Given a name changed to get away from a former representative; then they read the one they knew."""
    person, old = cast.individual, cast.individual.full_name
    type(person).objects.filter(pk=person.pk).update(full_name="Imogen Hale")
    type(cast.representative).objects.filter(pk=cast.representative.pk).update(until_on=cast.today)
    page = page_of(cast.rosa, "tell_us")
    assert old in page
    assert "Imogen" not in page


@pytest.mark.parametrize("standing", ["consent withdrawn", "ended", "died"])
def test_the_pages_of_telling_us_are_the_same_whatever_became_of_the_person(cast, standing):
    client = Client()
    client.force_login(cast.rosa)

    def texts() -> list[str]:
        shown = client.get(reverse("tell_us")).content.decode()
        sent = client.post(reverse("tell_us"), {"about": str(cast.representative.pk), "words": TOLD}, follow=True)
        return [main_of(shown), str(sent.redirect_chain), main_of(sent.content.decode())]

    before = texts()
    if standing == "consent withdrawn":
        cast.consent.withdrawn_at = clock.now()
        cast.consent.save()
    elif standing == "ended":
        type(cast.representative).objects.filter(pk=cast.representative.pk).update(until_on=cast.today)
    else:
        Individual.objects.filter(pk=cast.individual.pk).update(died_on=cast.today)
    count = AnswerDuty.objects.count()
    assert texts() == before
    assert AnswerDuty.objects.count() == count + 1


def main_of(text: str) -> str:
    main = text[text.index("<main") : text.index("</main>")]
    return re.sub(r'value="[^"]*"|data-draft-url="[^"]*"', "", main)


@pytest.mark.parametrize("name", ["noel", "maya", "tomasz", "amara"])
def test_only_a_representative_tells_us_something(cast, name):
    client = Client()
    client.force_login(getattr(cast, name))
    assert client.get(reverse("tell_us")).status_code == 404


def test_after_the_most_messages_of_a_day_the_page_keeps_the_text_and_gives_the_number(cast):
    """Given twenty messages today; then the next is not sent, nothing typed is lost, and it says whom to ring."""
    contract = cast.package.case.contract
    with clock.frozen_at(clock.instant_on(cast.today, datetime.time(0, 30))):
        for _ in range(MOST_A_DAY):
            tell_us(representative=cast.representative, words=TOLD, by=cast.rosa)
    client = Client()
    client.force_login(cast.rosa)
    sent = {"about": str(cast.representative.pk), "words": "She fell"}
    page = client.post(reverse("tell_us"), sent).content.decode()
    assert "She fell</textarea>" in page
    assert f"Please ring us and tell us: {contract.telephone}." in page
    assert "call 999" in page
    assert Comment.objects.count() == MOST_A_DAY
    with clock.frozen_at(clock.instant_on(cast.today + datetime.timedelta(days=1), datetime.time(0, 1))):
        assert tell_us(representative=cast.representative, words="She fell", by=cast.rosa)


def test_what_staff_record_for_a_representative_has_no_limit(cast):
    for _ in range(MOST_A_DAY):
        tell_us(representative=cast.representative, words=TOLD, by=cast.rosa)
    with pytest.raises(Refused):
        tell_us(representative=cast.representative, words=TOLD, by=cast.rosa)
    assert record_message(
        package=cast.package, words=TOLD, way="telephone", representative=cast.representative, by=cast.amara
    )


def test_telling_us_opens_no_record(cast):
    client = Client()
    client.force_login(cast.rosa)
    client.get(reverse("tell_us"))
    assert not RecordAccess.objects.filter(recorded_by=cast.rosa).exists()


def test_staff_record_what_a_representative_told_them(cast):
    record_message(package=cast.package, words=TOLD, way="telephone", representative=cast.representative, by=cast.amara)
    assert "Rosa Lindqvist, representative, by phone. Recorded by Amara Okafor" in page_of(
        cast.ben, "person_messages", cast.individual.pk
    )
    assert TOLD not in page_of(cast.maya, "my_messages")
    with pytest.raises(Refused):
        record_message(
            package=cast.other_package,
            words=TOLD,
            way="telephone",
            representative=cast.representative,
            by=cast.amara,
        )


def test_writing_back_does_not_reach_a_representatives_message(cast):
    """Given a message of Rosa's; when Maya writes in general; then the two are apart."""
    tell_us(representative=cast.representative, words=TOLD, by=cast.rosa)
    row = write_to_us(package=cast.package, words=WORDS, by=cast.maya)
    write_back(to=row, words="Hello?", by=cast.maya)
    reply(to=row, words="Hello", by=cast.amara)
    assert AnswerDuty.objects.outstanding().filter(comment__representative=cast.representative).exists()


@pytest.mark.parametrize(
    ("hour", "says"),
    [(10, "We read yours within 4 hours."), (21, "No one reads this until 8am tomorrow. We read it by midday.")],
)
def test_who_tells_us_something_reads_when_it_is_read(cast, hour, says):
    client = Client()
    client.force_login(cast.rosa)
    with clock.frozen_at(clock.instant_on(cast.today, datetime.time(hour))):
        page = main_of(client.get(reverse("tell_us")).content.decode())
    assert says in " ".join(page.split())
    assert "We cannot tell you anything here." in page
    assert cast.tameside.hours in page


@pytest.mark.parametrize("name", ["tell_us", "my_people_reviews"])
def test_who_writes_about_another_person_reads_first_what_to_do_in_danger(cast, name):
    """Given a representative; then 999 for the person comes before all else, where they write and once it is sent."""
    give_consent(cast.representative, "ask review", cast.maya)
    client = Client()
    client.force_login(cast.rosa)
    box = main_of(client.get(reverse(name)).text)
    sent = {"about": cast.representative.pk, "words": TOLD, "reason": TOLD, "urgency": "soon"}
    receipt = client.post(reverse(name), sent, follow=True).text.partition('id="not-safe"')[2]
    for text in (box, receipt):
        assert "Is the person in danger now?" in text.partition("Do you want to die")[0]
    client.force_login(cast.maya)
    own = client.post(reverse("my_message_write"), {"words": WORDS}, follow=True).text
    assert 'id="not-safe"' in own
    assert "Is the person in danger now?" not in own


def test_numbers_to_ring_have_their_hours_and_what_to_do_at_other_times(cast):
    write_to_us(package=cast.package, words=WORDS, by=cast.maya)
    for name, args in (
        ("my_messages", []),
        ("my_visits", []),
        ("my_sharing_stop", [cast.representative.pk, "see-plan"]),
    ):
        text = " ".join(main_of(page_of(cast.maya, name, *args)).split())
        ring = text[text.lower().index("ring us") :]
        assert f"{cast.tameside.hours}. At other times, if you are not safe: call" in ring, name


def test_help_is_one_press_away_from_the_top_of_each_page(cast):
    for user in (cast.maya, cast.rosa):
        page = page_of(user, "me")
        header, footer = page.partition("<main")[0], page.partition("<footer")[2]
        assert 'href="#help">Help now</a>' in header
        assert "choose 2 for mental health" in footer.partition('id="help" tabindex="-1"')[2].partition("</div>")[0]
