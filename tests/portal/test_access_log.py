"""Who has looked at my record: one row for each person and day."""

import datetime
import re
import uuid

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.walls import raise_wall
from casework.access.record_loader import accesses_of
from casework.duties import duty_items
from casework.models import AccessGrant, AccessQuestion, Allocation, RecordAccess
from casework.services import (
    add_to_access_answer,
    answer_access_question,
    ask_about_access,
    end_portal_account,
    send_questions_on,
)
from contracts.models import Post
from core import clock
from core.dates import add_working_days
from core.errors import NotPossible, Refused
from core.models import Message
from core.record_pages import OTHER_PAGE, _words_by_name, words_of
from design.templatetags.formats import tel
from plans.services import make_pdf, request_pdf
from portal.page_phrases import PHRASES, phrases_of
from safeguarding.concerns import urls as safeguarding_urls
from tests.cast import assemble
from tests.snapshots import build_once


@pytest.fixture
def cast(db):
    return build_once(assemble)


def open_page(cast, user, path: str, *, days_ago: int = 0, grant: AccessGrant | None = None) -> None:
    """Record that the user opened a page of Maya's record."""
    with clock.frozen_at(clock.now() - datetime.timedelta(days=days_ago)):
        RecordAccess.objects.create(
            individual=cast.individual,
            path=f"/people/{cast.individual.pk}/{path}",
            grant=grant,
            about_ids=[cast.individual.pk],
            recorded_by=user,
        )


def page_name(path: str) -> str:
    return RecordAccess(path=f"/people/{uuid.uuid4()}/{path}").page_name


def rows(cast) -> list[tuple]:
    client = Client()
    client.force_login(cast.maya)
    page = client.get(reverse("my_access_log"))
    days = [(row["day"], row["pages"].named) for row in page.context["rows"]]
    return [(day.user, day.on, pages, day.reasons) for day, pages in days]


def test_no_address_of_safeguarding_is_listed(cast):
    """Given an access at every address of the app; then the access log lists none: it would reveal a concern."""
    paths = {re.sub("<[^>]+>", str(uuid.uuid4()), f"/{route.pattern}") for route in safeguarding_urls.urlpatterns}
    paths.add(reverse("record_changes", args=["concern", uuid.uuid4()]))
    for path in paths:
        RecordAccess.objects.create(
            individual=cast.individual, path=path, about_ids=[cast.individual.pk], recorded_by=cast.sunita
        )
    accesses = RecordAccess.objects.filter(path__in=paths)
    assert accesses.count() == len(paths) == len(safeguarding_urls.urlpatterns) + 1
    assert list(accesses.listable().values_list("path", flat=True)) == []


def test_the_pages_of_a_day_are_one_row(cast):
    today = clock.today()
    for path in ("plan/", "hospital/", "plan/"):
        open_page(cast, cast.amara, path)
    open_page(cast, cast.amara, "plan/", days_ago=1)
    open_page(cast, cast.ben, "plan/", days_ago=1)
    yesterday = today - datetime.timedelta(days=1)
    assert rows(cast)[0] == (cast.amara, today, "your plan and your stays in hospital", [])
    assert sorted(rows(cast)[1:], key=str) == sorted(
        [(cast.amara, yesterday, "your plan", []), (cast.ben, yesterday, "your plan", [])], key=str
    )


def test_a_reason_is_shown_once(cast):
    grant = AccessGrant.objects.create(
        individual=cast.individual,
        user=cast.ben,
        kind="reason",
        reason="She called the office",
        from_at=clock.now(),
        until_at=clock.now() + datetime.timedelta(hours=1),
    )
    for path in ("plan/", "hospital/"):
        open_page(cast, cast.ben, path, grant=grant)
    assert [row[3] for row in rows(cast)] == [["She called the office"]]


def test_each_row_has_the_roles_of_that_day(cast):
    """Given a worker, and a keyworker who has no post any more; when they looked; then the roles are of that day."""
    open_page(cast, cast.priya, "plan/", days_ago=2)
    open_page(cast, cast.amara, "plan/", days_ago=1)
    Post.objects.filter(user=cast.priya).update(until_on=clock.today() - datetime.timedelta(days=1))
    client = Client()
    client.force_login(cast.maya)
    page = client.get(reverse("my_access_log"))
    assert [row["day"].who for row in page.context["rows"]] == [
        "your lead support worker",
        "your keyworker at the Council",
    ]
    assert "Amara Okafor</strong>, your lead support worker, looked at your plan" in " ".join(page.text.split())


def test_a_representative_is_named_by_their_relation(cast):
    client = Client()
    client.force_login(cast.rosa)
    client.get(reverse("me"))
    client.force_login(cast.maya)
    row = client.get(reverse("my_access_log")).context["rows"][0]
    assert (row["day"].user, row["day"].who, row["pages"].named) == (cast.rosa, "represents you (Sister)", "your plan")


def test_frightening_names_of_pages_are_not_shown(cast):
    """Given a page about a death, opened by mistake; then the person reads neither that nor "Overview"."""
    for path in ("", "death/"):
        open_page(cast, cast.amara, path)
    assert page_name("death/") == "Record of a death"
    assert rows(cast)[0][2] == "the first page of your record and another page of your record"


@pytest.mark.parametrize(
    "path", ["own-pages/", "own-pages/together/", "own-pages/no-digital-contact/", "consent/shared/", "death/"]
)
def test_what_staff_fear_is_another_page(cast, path):
    """Given a look at whether the pages are locked; then whoever holds the phone reads nothing of that."""
    open_page(cast, cast.amara, path)
    assert rows(cast)[0][2] == "another page of your record"


def test_what_matters_is_named_first_and_the_rest_on_demand():
    pages = ["Wellbeing", "Referral", "Visits", "Goals", "Overview", "Support plan", "Risk assessment"]
    phrases = phrases_of(pages)
    assert phrases.named == "your risk assessment, your plan, your visits and 4 other pages"
    assert len(phrases.others) == 4
    assert phrases_of(pages[3:]).others == [], "four pages are named, not counted"


def test_a_link_to_ask_is_short_and_the_page_says_whether_they_learn_of_it(cast):
    for path in ("plan/", "hospital/", "visits/", "", "risk/", "goals/"):
        open_page(cast, cast.amara, path)
    client = Client()
    client.force_login(cast.maya)
    page = client.get(reverse("my_access_log")).text
    hidden = re.findall(r'Ask about this<span class="govuk-visually-hidden">([^<]*)', page)
    assert hidden
    assert all(len(text.strip()) < 40 for text in hidden), hidden
    asked = client.get(reverse("my_access_question", args=[clock.today().isoformat(), cast.amara.pk])).text
    assert "They may then guess that you asked." in " ".join(asked.split())


def test_who_complains_reads_to_whom_else(cast):
    """Given an answer; then the person can complain to the provider, their Council and the Ombudsman, with numbers."""
    open_page(cast, cast.amara, "plan/")
    question = ask_about_access(
        individual=cast.individual, opened_on=clock.today(), words="", user=cast.amara, by=cast.maya
    )
    answer_access_question(question=question, answer="She planned your visit.", by=cast.ben)
    client = Client()
    client.force_login(cast.maya)
    page = client.get(reverse("my_access_log")).text
    assert cast.tameside.council.name in page
    assert tel("0300 061 0614") in page


def test_no_phrase_names_a_fear():
    fears = ("lock", "unusual", "alarm", "death", "safe", "digital", "call for help", "danger")
    assert [phrase for phrase in PHRASES.values() if any(fear in phrase for fear in fears)] == []


def test_every_page_has_a_phrase_for_the_person():
    """Pages of safeguarding are never listed."""
    assert set(PHRASES) == (set(_words_by_name.values()) | {OTHER_PAGE}) - {"Safeguarding"}


def test_who_answers_a_message_opened_messages_and_not_the_plan():
    page = words_of(reverse("comment_answer", args=[uuid.uuid4()]))
    assert PHRASES[page] == "your messages with us"


def test_what_the_person_opened_is_left_out(cast):
    open_page(cast, cast.maya, "plan/")
    assert rows(cast) == []


def test_a_table_or_file_about_many_people_is_listed(cast):
    """Given the list of caseloads as a file, and an evening's pack; then Maya reads who downloaded them."""
    for user, path in ((cast.ben, reverse("caseload_csv")), (cast.tess, reverse("downtime_take", args=[uuid.uuid4()]))):
        RecordAccess.objects.create(
            recorded_by=user, path=path, about_ids=[cast.other_individual.pk, cast.individual.pk]
        )
    RecordAccess.objects.create(
        recorded_by=cast.dana, path=reverse("caseload_csv"), about_ids=[cast.other_individual.pk]
    )
    assert sorted((row[0].full_name, row[2]) for row in rows(cast)) == [
        ("Ben Whitcombe", "a list of the people we support"),
        ("Tess Brannigan", "a list of visits, for when our computers do not work"),
    ]
    assert staff_readers(cast) == ["Ben Whitcombe", "Tess Brannigan"]


def test_a_download_of_one_plan_is_listed(cast):
    pdf = request_pdf(plan=cast.plan, kind="full", by=cast.amara)
    make_pdf(plan_pdf_id=pdf.pk)
    client = Client()
    client.force_login(cast.amara)
    b"".join(client.get(reverse("plan_pdf", args=[pdf.pk])).streaming_content)
    assert [(row[0], row[2]) for row in rows(cast)] == [(cast.amara, "your plan")]


def staff_readers(cast) -> list[str]:
    """Return the names in the access log that staff read, without their own."""
    client = Client()
    client.force_login(cast.omar)
    page = client.get(reverse("person_access_log", args=[cast.individual.pk]))
    return sorted({str(access.recorded_by) for access in page.context["accesses"]} - {"Omar Farouk"})


def test_staff_do_not_see_when_the_person_reads_their_own_record(cast):
    open_page(cast, cast.maya, "plan/")
    client = Client()
    client.force_login(cast.maya)
    client.get(reverse("my_plan"))
    client.force_login(cast.rosa)
    client.get(reverse("me"))
    open_page(cast, cast.amara, "plan/")
    assert staff_readers(cast) == ["Amara Okafor", "Rosa Lindqvist"]


def test_the_list_of_a_person_without_an_account_is_whole(cast):
    """Given a record without an account, and an entry without an author; then staff read every entry."""
    RecordAccess.objects.create(individual=cast.links_individual, path="/people/", about_ids=[cast.links_individual.pk])
    assert cast.links_individual.user_id is None
    assert accesses_of(cast.links_individual).count() == 1


def test_finance_reads_initials_in_the_hours_report_as_the_person_is_told(cast):
    """Given a look at the hours by finance; then it shows no name, and Maya reads who looked in words she knows."""
    client = Client()
    client.force_login(cast.farah)
    answer = client.get(reverse("hours"))
    assert cast.individual.full_name not in answer.text
    assert [(row[0], row[2]) for row in rows(cast)] == [(cast.farah, "how many hours of support you had")]


# Days, paging and what phones fetch


def test_a_day_ends_at_midnight_in_london(cast):
    """Given 23:30 UTC on 1 July, which is 2 July in London, and 22:30 UTC, which is 1 July; then two days."""
    for hour, minute in ((22, 30), (23, 30)):
        with clock.frozen_at(datetime.datetime(2026, 7, 1, hour, minute, tzinfo=datetime.UTC)):
            open_page(cast, cast.ben, "plan/")
    assert [row[1] for row in rows(cast)] == [datetime.date(2026, 7, 2), datetime.date(2026, 7, 1)]


def test_nothing_is_left_out_after_a_hundred_openings(cast):
    """Given thirty days, with four openings each; then two pages list thirty lines."""
    for days_ago in range(30):
        for path in ("plan/", "hospital/", "visits/", "plan/"):
            open_page(cast, cast.amara, path, days_ago=days_ago)
    client = Client()
    client.force_login(cast.maya)
    pages = [client.get(reverse("my_access_log") + f"?page={number}") for number in (1, 2)]
    days = [row["day"].on for page in pages for row in page.context["rows"]]
    assert days == [clock.today() - datetime.timedelta(days=ago) for ago in range(30)]
    assert "your plan, your stays in hospital and your visits" in pages[1].text


def test_what_a_phone_fetches_by_itself_is_one_line_a_day(cast):
    """Given a phone that fetched the list twelve times, and a page that Amara opened; then two lines."""
    for _ in range(12):
        RecordAccess.objects.create(
            individual=cast.individual,
            path=reverse("phone_pack"),
            about_ids=[cast.individual.pk],
            recorded_by=cast.amara,
        )
    open_page(cast, cast.amara, "plan/")
    client = Client()
    client.force_login(cast.maya)
    text = " ".join(client.get(reverse("my_access_log")).text.split())
    assert text.count("got the visit list on their phone") == 1
    assert len(rows(cast)) == 2


def test_who_covered_is_named_so_and_a_manager_by_their_role(cast):
    Allocation.objects.create(
        package=cast.package,
        worker=cast.other_worker,
        kind="cover",
        from_on=clock.today(),
        until_on=clock.today() + datetime.timedelta(days=1),
        recorded_by=cast.ben,
    )
    open_page(cast, cast.lewis, "plan/")
    open_page(cast, cast.ben, "plan/", days_ago=1)
    client = Client()
    client.force_login(cast.maya)
    days = [row["day"] for row in client.get(reverse("my_access_log")).context["rows"]]
    assert [day.who for day in days] == ["a worker who covered for your support worker", "a manager"]


# Asking about it


def ask(cast, user, *, words: str = "I do not know them") -> AccessQuestion:
    client = Client()
    client.force_login(cast.maya)
    path = reverse("my_access_question", args=[clock.today().isoformat(), user.pk])
    assert client.get(path).status_code == 200
    assert client.post(path, {"words": words}).status_code == 302
    return AccessQuestion.objects.get(asked_about=user)


def is_asked(user) -> bool:
    return any(item.kind == "access-question" for item in duty_items(user, clock.today()))


def test_a_question_goes_to_the_managers_and_the_answer_to_the_person(cast):
    open_page(cast, cast.lewis, "plan/")
    question = ask(cast, cast.lewis)
    assert question.due_on == add_working_days(clock.today(), 5)
    assert is_asked(cast.ben)
    assert not is_asked(cast.amara)
    assert not is_asked(cast.lewis)
    messages = Message.objects.filter(key__startswith="access-question:")
    assert {message.to for message in messages} == {cast.ben, cast.dana}
    assert not any("Lewis" in message.subject + message.body for message in messages)
    client = Client()
    client.force_login(cast.ben)
    form = reverse("access_question_answer", args=[question.pk])
    assert "I do not know them" in client.get(form).text
    assert client.post(form, {"answer": "Lewis covered a visit."}).status_code == 302
    assert not is_asked(cast.ben)
    assert Message.objects.filter(to=cast.maya, key__startswith="access-question-answered").exists()
    client.force_login(cast.maya)
    assert "Lewis covered a visit." in client.get(reverse("my_access_log")).text
    with pytest.raises(NotPossible):
        answer_access_question(question=question, answer="Again", by=cast.dana)


def test_who_is_asked_about_neither_reads_nor_answers_it(cast):
    open_page(cast, cast.ben, "plan/")
    question = ask(cast, cast.ben, words="")
    assert not is_asked(cast.ben)
    assert is_asked(cast.dana)
    assert is_asked(cast.sunita)
    client = Client()
    client.force_login(cast.ben)
    assert client.get(reverse("access_question_answer", args=[question.pk])).status_code == 404
    log = client.get(reverse("person_access_log", args=[cast.individual.pk]))
    assert list(log.context["questions"]) == []
    assert {message.to for message in Message.objects.filter(key__startswith="access-question:")} == {cast.dana}
    with pytest.raises(Refused, match="own access"), transaction.atomic():
        answer_access_question(question=question, answer="It was me", by=cast.ben)


def test_without_another_manager_the_safeguarding_lead_is_asked(cast):
    Post.objects.filter(user=cast.dana).update(until_on=clock.today())
    open_page(cast, cast.ben, "plan/")
    ask(cast, cast.ben)
    assert {message.to for message in Message.objects.filter(key__startswith="access-question:")} == {cast.sunita}


def messages_of(question: AccessQuestion, key: str = "access-question") -> set[User]:
    return {message.to for message in Message.objects.filter(key__startswith=f"{key}:{question.pk}:")}


def leave(*users: User) -> None:
    """End the posts of these users today."""
    Post.objects.filter(user__in=users).update(until_on=clock.today())


def test_where_nobody_else_of_the_contract_may_answer_a_manager_of_another_one_does(cast):
    """Given that Ben is the only one left; then Nadia reads the question and what he opened, and not the record."""
    leave(cast.dana, cast.sunita)
    open_page(cast, cast.ben, "plan/")
    client = Client()
    client.force_login(cast.maya)
    page = client.get(reverse("my_access_question", args=[clock.today().isoformat(), cast.ben.pk])).text
    assert "a manager of another of our services finds out why" in " ".join(page.split())
    question = ask(cast, cast.ben)
    assert messages_of(question) == {cast.nadia}
    assert is_asked(cast.nadia)
    assert not is_asked(cast.ben)
    client.force_login(cast.ben)
    form = reverse("access_question_answer", args=[question.pk])
    assert client.get(form).status_code == 404
    client.force_login(cast.nadia)
    page = client.get(form).text
    assert "I do not know them" in page
    assert reverse("person_plan", args=[cast.individual.pk]) not in page
    assert client.get(reverse("person_plan", args=[cast.individual.pk])).status_code == 403
    assert client.post(form, {"answer": "He read it before a visit."}).url == reverse("home")
    assert not is_asked(cast.nadia)
    client.force_login(cast.maya)
    assert "He read it before a visit." in client.get(reverse("my_access_log")).text


def test_a_question_that_the_contract_can_answer_goes_to_no_other(cast):
    open_page(cast, cast.ben, "plan/")
    question = ask(cast, cast.ben)
    assert not question.is_elsewhere
    client = Client()
    client.force_login(cast.nadia)
    assert client.get(reverse("access_question_answer", args=[question.pk])).status_code == 404
    assert not is_asked(cast.nadia)


def test_a_wall_around_the_person_holds_in_another_contract_too(cast):
    leave(cast.dana, cast.sunita)
    raise_wall(record_id=cast.individual.pk, user=cast.nadia, reason="She knows them", by=cast.ben)
    open_page(cast, cast.ben, "plan/")
    question = ask(cast, cast.ben)
    assert messages_of(question) == set()
    assert not is_asked(cast.nadia)
    assert messages_of(question, "access-question-nobody") == {cast.alan}


def test_with_nobody_at_all_the_administrators_give_somebody_the_role(cast):
    """Given nobody who may answer; when there is somebody again; then they get the question, once."""
    leave(cast.dana, cast.sunita, cast.nadia)
    open_page(cast, cast.ben, "plan/")
    question = ask(cast, cast.ben)
    assert (messages_of(question), messages_of(question, "access-question-nobody")) == (set(), {cast.alan})
    notice = Message.objects.get(key__startswith=f"access-question-nobody:{question.pk}:", channel="in app")
    assert "Maya" not in notice.subject + notice.body
    assert "Ben" not in notice.subject + notice.body
    assert send_questions_on(on=clock.today()) == 0
    Post.objects.filter(user=cast.sunita).update(until_on=None)
    assert send_questions_on(on=clock.today()) == 1
    assert messages_of(question) == {cast.sunita}
    assert not Message.objects.filter(pk=notice.pk).unread().exists()
    assert send_questions_on(on=clock.today()) == 0


def test_a_question_goes_on_when_the_only_other_one_has_left(cast):
    open_page(cast, cast.ben, "plan/")
    question = ask(cast, cast.ben)
    leave(cast.dana)
    assert send_questions_on(on=clock.today()) == 1
    leave(cast.sunita)
    assert send_questions_on(on=clock.today()) == 1
    assert messages_of(question) == {cast.dana, cast.sunita, cast.nadia}
    assert is_asked(cast.nadia)
    assert send_questions_on(on=clock.today()) == 0


def test_a_question_comes_back_to_the_contract_of_the_person_once_somebody_there_may_answer(cast):
    """Given a question that a manager of another contract got; when a lead begins here; then it is theirs alone."""
    leave(cast.dana, cast.sunita)
    open_page(cast, cast.ben, "plan/")
    question = ask(cast, cast.ben)
    assert is_asked(cast.nadia)
    Post.objects.filter(user=cast.sunita).update(until_on=None)
    assert send_questions_on(on=clock.today()) == 1
    question.refresh_from_db()
    assert not question.is_elsewhere
    assert is_asked(cast.sunita)
    assert not is_asked(cast.nadia)
    of_nadia = Message.objects.filter(to=cast.nadia, key__startswith=f"access-question:{question.pk}", channel="in app")
    assert not of_nadia.unread().exists()
    assert send_questions_on(on=clock.today()) == 0


def test_nothing_is_asked_about_a_day_without_an_opening(cast):
    open_page(cast, cast.lewis, "plan/", days_ago=3)
    client = Client()
    client.force_login(cast.maya)
    for day, user in ((clock.today().isoformat(), cast.lewis), ("yesterday", cast.lewis)):
        assert client.get(reverse("my_access_question", args=[day, user.pk])).status_code == 404
    with pytest.raises(Refused, match="did not open"):
        ask_about_access(individual=cast.individual, opened_on=clock.today(), user=cast.lewis, words="", by=cast.maya)


def test_a_question_is_asked_once_and_again_after_it_was_withdrawn(cast):
    open_page(cast, cast.lewis, "plan/")
    question = ask(cast, cast.lewis)
    columns = {"individual": cast.individual, "opened_on": clock.today(), "user": cast.lewis, "words": ""}
    with pytest.raises(Refused, match="already"), transaction.atomic():
        ask_about_access(by=cast.maya, **columns)
    client = Client()
    client.force_login(cast.maya)
    assert client.post(reverse("my_access_question_withdraw", args=[question.pk])).status_code == 302
    assert not is_asked(cast.ben)
    assert ask_about_access(by=cast.maya, **columns).is_open


# Asked by telephone: staff record it


def asked_address(cast, user: User) -> str:
    return reverse("access_question_new", args=[cast.individual.pk, clock.today().isoformat(), user.pk])


def test_staff_record_the_question_of_a_person_without_pages_of_their_own(cast):
    """Given Maya without an account; when Amara records her question about Lewis; then it is the same duty of Ben."""
    end_portal_account(individual=cast.individual, reason="She prefers the phone", by=cast.ben)
    open_page(cast, cast.lewis, "plan/")
    client = Client()
    client.force_login(cast.amara)
    address = asked_address(cast, cast.lewis)
    assert address in client.get(reverse("person_access_log", args=[cast.individual.pk])).text
    assert "Enter how they asked" in client.post(address, {"words": "Who is he?"}).text
    sent = client.post(address, {"words": "Who is he?", "asked_how": "By phone, to me"}, follow=True)
    assert "By phone, to me, recorded by Amara Okafor" in sent.text
    question = AccessQuestion.objects.get()
    assert (question.asked_about, question.words, question.recorded_by) == (cast.lewis, "Who is he?", cast.amara)
    assert messages_of(question) == {cast.ben, cast.dana}
    assert is_asked(cast.ben)
    client.force_login(cast.ben)
    form = reverse("access_question_answer", args=[question.pk])
    assert "By phone, to me" in client.get(form).text
    assert client.post(form, {"answer": "He covered.", "answered_how": "By phone"}).status_code == 302
    assert not is_asked(cast.ben)


def test_nobody_records_or_reads_a_question_about_themselves(cast):
    """Given a question that Amara recorded about Ben; then he cannot record one, and neither reads nor answers hers."""
    open_page(cast, cast.ben, "plan/")
    client = Client()
    client.force_login(cast.ben)
    log = reverse("person_access_log", args=[cast.individual.pk])
    assert asked_address(cast, cast.ben) not in client.get(log).text
    assert "Somebody else records the question" in client.get(asked_address(cast, cast.ben), follow=True).text
    columns = {"individual": cast.individual, "opened_on": clock.today(), "user": cast.ben, "words": ""}
    with pytest.raises(Refused, match="your own access"):
        ask_about_access(asked_how="By phone", by=cast.ben, **columns)
    question = ask_about_access(asked_how="By phone", by=cast.amara, **columns)
    assert messages_of(question) == {cast.dana}
    assert client.get(log).context["questions"] == []
    assert client.get(reverse("access_question_answer", args=[question.pk])).status_code == 404
    assert client.post(reverse("access_question_withdraw", args=[question.pk])).status_code == 404
    client.force_login(cast.amara)
    assert client.get(reverse("access_question_answer", args=[question.pk])).status_code in (403, 404)
    assert client.get(log).context["questions"] == [question]


def test_staff_withdraw_what_they_recorded_and_not_what_the_person_asked(cast):
    for user in (cast.ben, cast.lewis):
        open_page(cast, user, "plan/")
    columns = {"individual": cast.individual, "opened_on": clock.today(), "words": ""}
    own = ask_about_access(user=cast.lewis, by=cast.maya, **columns)
    recorded = ask_about_access(user=cast.ben, asked_how="By phone", by=cast.amara, **columns)
    client = Client()
    client.force_login(cast.amara)
    answers = [client.post(reverse("access_question_withdraw", args=[each.pk])).status_code for each in (own, recorded)]
    assert answers == [404, 302]
    assert list(AccessQuestion.objects.outstanding()) == [own]


def test_nothing_is_recorded_about_an_opening_that_the_reader_does_not_see(cast):
    open_page(cast, cast.lewis, "plan/", days_ago=1)
    client = Client()
    client.force_login(cast.amara)
    assert client.get(asked_address(cast, cast.lewis)).status_code == 404
    yesterday = (clock.today() - datetime.timedelta(days=1)).isoformat()
    address = reverse("access_question_new", args=[cast.individual.pk, yesterday, cast.lewis.pk])
    assert client.get(address).status_code == 200
    raise_wall(record_id=cast.individual.pk, user=cast.amara, reason="She knows them", by=cast.ben)
    assert client.get(address).status_code == 404


def test_staff_read_the_whole_access_log_by_pages(cast):
    """Given 120 openings; then the log has three pages, and the oldest is on the last one."""
    for days_ago in range(120):
        open_page(cast, cast.lewis, "plan/", days_ago=days_ago)
    client = Client()
    client.force_login(cast.amara)
    address = reverse("person_access_log", args=[cast.individual.pk])
    first, last = client.get(address), client.get(f"{address}?page=3")
    assert len(first.context["accesses"]) == 50
    assert 'href="?page=2"' in first.text
    oldest = clock.today() - datetime.timedelta(days=119)
    assert [clock.day_of(row.recorded_at) for row in last.context["accesses"]][-1] == oldest


def test_the_person_asks_again_after_an_answer_and_the_manager_adds_to_one(cast):
    """Given an answer that does not help; then the person asks again, and the manager adds to the first answer."""
    open_page(cast, cast.amara, "plan/")
    columns = {"individual": cast.individual, "opened_on": clock.today(), "user": cast.amara, "by": cast.maya}
    first = ask_about_access(words="Why?", **columns)
    with pytest.raises(Refused, match="asked about this already"), transaction.atomic():
        ask_about_access(words="Why?", **columns)
    answer_access_question(question=first, answer="For her work", by=cast.ben)
    client = Client()
    client.force_login(cast.maya)
    again = reverse("my_access_question", args=[clock.today().isoformat(), cast.amara.pk])
    page = client.get(reverse("my_access_log")).text
    assert again in page
    assert "Ask again" in page
    client.post(again, {"words": "Which work?"})
    text = client.get(reverse("my_access_log")).text
    assert [words in text for words in ("For her work", "Which work?", "Ask again")] == [True, True, False]

    client.force_login(cast.ben)
    add = reverse("access_question_add", args=[first.pk])
    assert add in client.get(reverse("person_access_log", args=[cast.individual.pk])).text
    client.post(add, {"words": "She wrote your plan"})
    client.force_login(cast.maya)
    text = client.get(reverse("my_access_log")).text
    assert "For her work" in text
    assert f"{cast.ben.full_name}: She wrote your plan" in text
    assert Message.objects.filter(to=cast.maya, key__startswith="access-question-added:").exists()


def test_the_one_asked_about_adds_nothing_to_an_answer(cast):
    open_page(cast, cast.ben, "plan/")
    columns = {"individual": cast.individual, "opened_on": clock.today(), "user": cast.ben, "by": cast.maya}
    question = ask_about_access(words="Why?", **columns)
    answer_access_question(question=question, answer="For his work", by=cast.sunita)
    with pytest.raises(Refused, match="your own access"), transaction.atomic():
        add_to_access_answer(question=question, words="It was right", by=cast.ben)
    client = Client()
    client.force_login(cast.ben)
    assert client.get(reverse("access_question_add", args=[question.pk])).status_code in (403, 404)
