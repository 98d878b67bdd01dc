"""Links without an account: a code to the recipient's address opens one record in one browser.

A link ends with its reason. The first purpose, the keyworker update, serves as the example.
"""

import datetime
import re
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.code_links.purposes import LinkPurpose, purposes, register
from accounts.code_links.validity import find_link, links_managed_by, why_ended
from accounts.models import CodeLink, LinkCode, LinkOpening, User
from accounts.services import end_link, end_links, send_code, suspend_access, use_code
from accounts.walls import raise_wall
from casework.access.record_loader import accesses_of
from casework.models import RecordAccess
from casework.services import change_keyworker
from contracts.models import Contract, Council, Post
from contracts.services import relieve
from core import clock
from core.errors import NotPossible, Refused
from core.models import Message
from core.tasks import send_messages
from reviews.models import KeyworkerUpdate
from reviews.services import acknowledge_update, send_update_link, submit_update, write_update
from tests.factories import UpdateFactory
from tests.races import run_together

DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)
JO = "jo.ferris@council.example"


def make_sent_update(cast) -> KeyworkerUpdate:
    """Return an update on Maya that Amara has sent; the Council's addresses end with council.example."""
    Council.objects.filter(pk=cast.tameside.council_id).update(email_domains="council.example, trust.example")
    update = UpdateFactory(package=cast.package, terms=cast.terms)
    texts = {"how_it_is": "She sleeps well.", "progress": "She cooks.", "what_changed": "", "next_weeks": ""}
    write_update(update=update, revision=1, by=cast.amara, **texts)
    submit_update(update=update, by=cast.amara)
    return KeyworkerUpdate.objects.select_related("package__case__contract__council").get(pk=update.pk)


def make_link(cast, update, *, days=14, email=JO, name="Jo Ferris", by=None) -> CodeLink:
    last_on = clock.today() + days * DAY
    return send_update_link(update=update, name=name, email=email, last_on=last_on, by=by or cast.amara)


def path_of(link) -> str:
    """Return the address in the mail of the link."""
    return Message.objects.get(key=f"code-link:{link.pk}").path


def newest_code(link) -> str:
    """Return the code in the newest mail of the link."""
    code = LinkCode.objects.filter(link=link).latest("recorded_at")
    return re.search(r"\b\d{6}\b", Message.objects.get(key=f"link-code:{code.pk}").body)[0]


def wrong(code) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def open_link(link, path=None) -> Client:
    """Return a browser in which the code of the link was entered."""
    path, client = path or path_of(link), Client()
    client.post(f"{path}send/")
    client.post(f"{path}code/", {"code": newest_code(link)})
    return client


@pytest.fixture
def update(cast):
    return make_sent_update(cast)


@pytest.fixture
def link(cast, update):
    return make_link(cast, update)


def test_a_code_from_the_mail_opens_the_update_which_is_acknowledged_by_name(cast, update, link, mailoutbox):
    path = path_of(link)
    client = Client()
    page = client.get(path)
    assert "Send me a code" in page.text
    assert cast.amara.full_name in page.text
    assert client.post(f"{path}send/").headers["Location"] == f"{path}code/"
    send_messages()
    to_jo = [mail for mail in mailoutbox if mail.to == [JO]]
    assert path in to_jo[0].body or path in to_jo[1].body
    code = next(found[1] for mail in to_jo if (found := re.search(r"Your code is (\d{6})", mail.body)))
    answer = client.post(f"{path}code/", {"code": f" {code[:3]} {code[3:]} "}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{path}update/"
    assert "She sleeps well." in answer.text
    answer = client.post(f"{path}update/acknowledge/", {"answer": "Thank you both"}, follow=True)
    assert "Jo Ferris (by a link)" in answer.text
    update.refresh_from_db()
    assert (update.state, update.acknowledged_link, update.acknowledged_by, update.answer) == (
        "acknowledged",
        link,
        None,
        "Thank you both",
    )
    amara = Client()
    amara.force_login(cast.amara)
    page = amara.get(reverse("update", args=[update.pk])).text
    assert "by Jo Ferris (by a link)" in page
    assert "Thank you both" in page
    assert "Opened 3" in page


def test_the_texts_of_secret_mails_are_emptied_and_no_row_has_the_token(cast, link):
    token = path_of(link).strip("/").rpartition("/")[2]
    send_code(link=link, by=None)
    code = newest_code(link)
    send_messages()
    assert {(mail.body, mail.path) for mail in Message.objects.filter(address=JO)} == {("", "")}
    assert token not in (link.token_hash, str(link.pk))
    assert code not in LinkCode.objects.get().code_hash
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, ' ') FROM accounts_codelink t")
        assert token not in cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(t::text, ' ') FROM casework_recordaccess t")
        assert token not in (cursor.fetchone()[0] or "")


def test_no_mail_names_the_person(cast, link, mailoutbox):
    send_code(link=link, by=None)
    send_messages()
    mails = [f"{mail.subject} {mail.body}" for mail in mailoutbox if mail.to == [JO]]
    assert len(mails) == 2
    for name in (*cast.individual.full_name.split(), cast.package.reference, "Jo", "Ferris"):
        assert not any(re.search(rf"\b{name}\b", mail) for mail in mails), name


def test_the_first_pages_say_nothing_about_the_record(cast, update, link):
    client, path = Client(), path_of(link)
    pages = [client.get(address).text for address in (path, f"{path}code/", f"{path}update/")]
    assert all(cast.individual.full_name.split()[0] not in page for page in pages)
    assert all(str(update.pk) not in page for page in pages)
    assert not LinkOpening.objects.exists()


def test_a_mail_scanner_uses_nothing_up(link, mailoutbox):
    path = path_of(link)
    for _ in range(12):
        assert Client().get(path).status_code == Client().head(path).status_code == 200
        assert Client().head(f"{path}code/").status_code == Client().get(f"{path}update/").status_code == 200
    assert Client().get(f"{path}send/").status_code == 405
    assert not LinkCode.objects.exists()
    assert not LinkOpening.objects.exists()
    open_link(link)


def test_a_code_works_once(link):
    send_code(link=link, by=None)
    code = newest_code(link)
    assert use_code(link=link, code=code, by=None)
    assert not use_code(link=link, code=code, by=None)


def test_a_code_works_for_ten_minutes_and_a_new_one_replaces_it(link):
    send_code(link=link, by=None)
    first = newest_code(link)
    with clock.frozen_at(clock.now() + 10 * MINUTE):
        assert not use_code(link=link, code=first, by=None)
        send_code(link=link, by=None)
        second = newest_code(link)
        assert first == second or not use_code(link=link, code=first, by=None)
        assert use_code(link=link, code=second, by=None)


def test_five_wrong_tries_use_the_code_up_and_the_answer_is_always_the_same(link):
    path, client = path_of(link), Client()
    client.post(f"{path}send/")
    code = newest_code(link)
    pages = [client.post(f"{path}code/", {"code": wrong(code)}).text for _ in range(5)]
    pages.append(client.post(f"{path}code/", {"code": code}).text)
    assert all("The code is wrong or has expired." in page for page in pages)
    assert "Send me a code" in client.get(f"{path}update/").text
    assert LinkCode.objects.get().wrong_tries == 5


def test_five_codes_an_hour(link):
    for _ in range(5):
        send_code(link=link, by=None)
    with pytest.raises(Refused, match="five codes in the last hour"):
        send_code(link=link, by=None)
    answer = Client().post(f"{path_of(link)}send/", follow=True)
    assert "five codes in the last hour" in answer.text
    with clock.frozen_at(clock.now() + 61 * MINUTE):
        send_code(link=link, by=None)


def test_fifty_wrong_tries_end_the_link(link):
    start = clock.now()
    for number in range(10):
        with clock.frozen_at(start + number * 13 * MINUTE):
            send_code(link=link, by=None)
            for _ in range(5):
                use_code(link=link, code=wrong(newest_code(link)), by=None)
    link.refresh_from_db()
    assert link.ended_reason == "Wrong codes were entered too often."
    assert find_link(path_of(link).split("/")[2]) is None


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_are_counted_one_by_one(cast):
    """Given a code; when eight wrong guesses come at once; then five are counted, and the right one comes too late."""
    link = make_link(cast, make_sent_update(cast))
    send_code(link=link, by=None)
    code = newest_code(link)
    guesses = [partial(use_code, link=link, code=wrong(code), by=None) for _ in range(8)]
    assert set(run_together(guesses, together=8)) == {False}
    assert LinkCode.objects.get().wrong_tries == 5
    assert not use_code(link=link, code=code, by=None)


@pytest.mark.django_db(transaction=True)
def test_the_right_code_at_the_same_moment_opens_once(cast):
    link = make_link(cast, make_sent_update(cast))
    send_code(link=link, by=None)
    code = newest_code(link)
    answers = run_together([partial(use_code, link=link, code=code, by=None) for _ in range(8)], together=8)
    assert answers.count(True) == 1


@pytest.mark.django_db(transaction=True)
def test_no_more_than_five_codes_at_the_same_moment(cast):
    link = make_link(cast, make_sent_update(cast))
    answers = run_together([partial(send_code, link=link, by=None) for _ in range(8)], together=8)
    assert answers.count(None) == LinkCode.objects.count() == 5


def test_another_browser_has_to_enter_a_code_of_its_own(link):
    path = path_of(link)
    assert "She sleeps well." in open_link(link).get(f"{path}update/").text
    assert "Send me a code" in Client().get(f"{path}update/").text
    assert Client().post(f"{path}update/acknowledge/", {"answer": "x"}).headers["Location"] == path


def test_a_browser_is_let_in_for_half_an_hour_and_to_one_link_only(cast, update, link):
    path = path_of(link)
    other = make_link(cast, update, email="lee@trust.example", name="Lee Hart")
    client = open_link(link)
    assert client.get(path).headers["Location"] == f"{path}update/"
    assert "Send me a code" in client.get(f"{path_of(other)}update/").text
    with clock.frozen_at(clock.now() + 29 * MINUTE):
        assert "She sleeps well." in client.get(f"{path}update/").text
    with clock.frozen_at(clock.now() + 30 * MINUTE):
        assert "Send me a code" in client.get(f"{path}update/").text


def test_the_session_of_somebody_signed_in_stays_theirs(cast, link):
    """Given a user who opens a link; then they stay signed in, under the session that their own page lists."""
    client = Client()
    client.force_login(cast.helen)
    key = client.session.session_key
    path = path_of(link)
    client.post(f"{path}send/")
    client.post(f"{path}code/", {"code": newest_code(link)})
    assert client.session.session_key == key
    assert "She sleeps well." in client.get(f"{path}update/").text


def is_ended_page(response) -> bool:
    return response.status_code == 404 and "This link has ended" in response.text


def end_post(cast):
    relieve(post=Post.objects.get(user=cast.amara), until_on=cast.today, by=cast.alan)


ENDINGS = {
    "its day": lambda cast, link: None,
    "by hand": lambda cast, link: end_link(link=link, reason="Wrong address", by=cast.ben),
    "post": lambda cast, link: end_post(cast),
    "suspended": lambda cast, link: suspend_access(user=cast.amara, reason="Stolen", by=cast.alan),
    "contract": lambda cast, link: Contract.objects.filter(pk=cast.tameside.pk).update(ends_on=cast.today - DAY),
    "wall to the person": lambda cast, link: raise_wall(
        record_id=cast.individual.pk, user=cast.amara, reason="A relation", by=cast.alan
    ),
    "wall to the update": lambda cast, link: raise_wall(
        record_id=link.record_id, user=cast.amara, reason="A relation", by=cast.alan
    ),
    "keyworker": lambda cast, link: change_keyworker(
        individual=cast.individual, user=cast.kofi, from_on=cast.today, by=cast.ben
    ),
    "address": lambda cast, link: Council.objects.filter(pk=cast.tameside.council_id).update(
        email_domains="trust.example"
    ),
    "account": lambda cast, link: User.objects.create_user(JO, "Jo Ferris"),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_link_ends_with_what_it_hangs_on(cast, link, ending):
    """Given a browser that has the update open; when the reason of the link ends; then it opens nothing, and says whom
    to ring, as an address that never was a link does. The sweep ends it for good.
    """
    path, client = path_of(link), open_link(link)
    days = 15 * DAY if ending == "its day" else datetime.timedelta()
    ENDINGS[ending](cast, link)
    with clock.frozen_at(clock.now() + days):
        for address in (path, f"{path}code/", f"{path}update/"):
            assert is_ended_page(client.get(address)), address
        assert is_ended_page(client.post(f"{path}send/"))
        assert is_ended_page(client.post(f"{path}code/", {"code": "123456"}))
        assert is_ended_page(client.post(f"{path}update/acknowledge/", {"answer": ""}))
        with pytest.raises(NotPossible):
            send_code(link=link, by=None)
        assert end_links(on=clock.today()) == (0 if ending == "by hand" else 1)
    link.refresh_from_db()
    assert link.ended_at
    assert link.ended_reason


def test_nothing_ends_a_link_that_stands(link):
    assert end_links(on=clock.today()) == 0
    assert why_ended(link) == ""


def test_a_link_ended_by_the_sweep_stays_so(cast, link):
    """Given a maker whose access was suspended; when it is restored after the sweep; then the link stays ended."""
    User.objects.filter(pk=cast.amara.pk).update(suspended_at=clock.now(), suspended_reason="Stolen")
    end_links(on=clock.today())
    User.objects.filter(pk=cast.amara.pk).update(suspended_at=None, suspended_reason="")
    assert find_link(path_of(link).split("/")[2]) is None


@pytest.fixture
def another_purpose():
    """Given a purpose that hangs on a consent; it is taken out of the register afterwards."""
    consent = {"withdrawn": ""}
    purpose = register(
        LinkPurpose(
            key="another purpose",
            title="another record",
            model=KeyworkerUpdate,
            permission=next(iter(purposes())).permission,
            page="linked_update",
            record_page="update",
            why_ended=lambda link: consent["withdrawn"],
        )
    )
    yield consent
    purposes_by_key = register.__globals__["_purposes"]
    del purposes_by_key[purpose.key]


def test_a_token_of_another_purpose_opens_nothing_and_a_withdrawn_consent_ends_it(cast, link, another_purpose):
    CodeLink.objects.filter(pk=link.pk).update(purpose="another purpose")
    path = path_of(link)
    assert "Open another record" in Client().get(path).text
    assert is_ended_page(open_link(link).get(f"{path}update/"))
    another_purpose["withdrawn"] = "The consent was withdrawn."
    assert is_ended_page(Client().get(path))


def test_a_wrong_and_an_unknown_address_get_the_same_answer(link):
    path = path_of(link)
    end_link(link=link, reason="Wrong address", by=None)
    ended, unknown = Client().get(path), Client().get(f"/links/{'x' * 43}/")
    assert is_ended_page(ended)
    assert re.sub(r"nonce-\S+|value=\"\S+", "", ended.text) == re.sub(r"nonce-\S+|value=\"\S+", "", unknown.text)
    assert is_ended_page(Client().get("/links/%00/"))


def test_a_new_link_to_the_same_address_ends_the_earlier_one(cast, update, link):
    make_link(cast, update)
    link.refresh_from_db()
    assert link.ended_reason == "A new link was sent."


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"email": "jo@elsewhere.example"}, "not an email address of the Council"),
        ({"email": "jo@council.example.evil.example"}, "not an email address of the Council"),
        ({"email": "jo@xcouncil.example"}, "not an email address of the Council"),
        ({"days": -1}, "today or within 30 days"),
        ({"days": 30}, "today or within 30 days"),
    ],
)
def test_whom_a_link_is_refused(cast, update, columns, words):
    with pytest.raises(Refused, match=words):
        make_link(cast, update, **columns)
    assert not Message.objects.filter(key__startswith="code-link:").exists()


def test_the_longest_link(cast, update):
    assert make_link(cast, update, days=29).last_on == clock.today() + 29 * DAY


def test_the_address_of_the_team_is_enough(cast, update):
    Council.objects.filter(pk=cast.tameside.council_id).update(email_domains="", team_email="team@hub.example")
    update = KeyworkerUpdate.objects.get(pk=update.pk)
    assert make_link(cast, update, email="Team@hub.example", name="The team").email == "team@hub.example"
    with pytest.raises(Refused):
        make_link(cast, update, email="other@hub.example")


def test_somebody_with_an_account_signs_in_instead(cast, update):
    User.objects.filter(pk=cast.priya.pk).update(email=JO)
    with pytest.raises(Refused, match="They sign in instead"):
        make_link(cast, update)


def test_an_update_that_was_not_sent_gets_no_link(cast):
    update = UpdateFactory(package=cast.package, terms=cast.terms)
    with pytest.raises(NotPossible, match="Send the update first"):
        make_link(cast, update)


def test_the_person_sees_who_opened_their_record_by_a_link(cast, update, link):
    open_link(link).get(f"{path_of(link)}update/")
    row = RecordAccess.objects.filter(link=link).latest("recorded_at")
    assert (row.who, row.page_name) == ("Jo Ferris (by a link)", "Keyworker update")
    assert set(row.about_ids) == {update.pk, cast.individual.pk}
    assert row in accesses_of(cast.individual)
    for user, name, args in ((cast.maya, "my_access_log", []), (cast.ben, "person_access_log", [cast.individual.pk])):
        client = Client()
        client.force_login(user)
        assert "Jo Ferris (by a link)" in client.get(reverse(name, args=args)).text


def test_an_opening_is_written_before_the_record_is_read(link):
    """Given a browser with the code; then the log has the opening before the texts of the update are read."""
    path, client = path_of(link), open_link(link)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{path}update/")
    statements = [query["sql"] for query in queries]
    logged = max(i for i, sql in enumerate(statements) if sql.startswith("INSERT INTO"))
    read = min(i for i, sql in enumerate(statements) if '"how_it_is"' in sql and "SELECT" in sql and i > 4)
    assert logged < read or '"full_name"' not in "".join(statements[:logged])
    assert len(statements) <= 21


def test_who_may_list_and_end_links(cast, link):
    may = {name for name, user in cast.everybody().items() if links_managed_by(user).exists()}
    assert may == {"amara", "tess", "ben", "dana"}
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="A relation", by=cast.alan)
    assert not links_managed_by(cast.ben).exists()


def test_a_link_is_ended_on_the_list(cast, link):
    path = path_of(link)
    dana = Client()
    dana.force_login(cast.dana)
    assert "Jo Ferris" in dana.get(reverse("code_links")).text
    address = reverse("code_link_end", args=[link.pk])
    assert "Error:" in dana.post(address, {"reason": " "}).text
    dana.post(address, {"reason": "Wrong address"})
    assert is_ended_page(Client().get(path))
    link.refresh_from_db()
    assert (link.ended_by, link.ended_reason) == (cast.dana, "Wrong address")
    assert dana.get(address)["Location"] == reverse("code_links"), "it has ended already"
    lewis = Client()
    lewis.force_login(cast.lewis)
    assert lewis.post(reverse("code_link_end", args=[link.pk])).status_code == 404


def test_the_form_that_sends_a_link(cast, update):
    amara = Client()
    amara.force_login(cast.amara)
    address = reverse("update_link_new", args=[update.pk])
    assert "council.example, trust.example" in amara.get(address).text
    last_on = clock.today() + 3 * DAY
    day = {"last_on_day": last_on.day, "last_on_month": last_on.month, "last_on_year": last_on.year}
    amara.post(address, {"name": "Jo Ferris", "email": JO, **day})
    assert CodeLink.objects.get().last_on == last_on
    Council.objects.update(email_domains="")
    assert "No email domain of the Council is recorded" in amara.get(address, follow=True).text


def test_an_acknowledged_update_is_read_but_not_acknowledged_again(cast, update, link):
    acknowledge_update(update=update, by=cast.priya, answer="Read")
    page = open_link(link).get(f"{path_of(link)}update/").text
    assert "She sleeps well." in page
    assert "I have read this" not in page


def test_a_user_or_a_link_opens_a_record_not_both(cast, link):
    with pytest.raises(IntegrityError, match="record_access_user_or_link"), transaction.atomic():
        RecordAccess.objects.create(link=link, recorded_by=cast.ben, path="/", about_ids=[cast.individual.pk])


def test_a_reply_that_is_sent_after_half_an_hour_is_in_the_form_again(cast, link):
    """Given a page that was open for too long; when its reply is sent; then it waits for a code and is not lost."""
    browser, path = open_link(link), path_of(link)
    token = path.strip("/").rpartition("/")[2]
    address = reverse("linked_update_acknowledge", args=[token])
    with clock.frozen_at(clock.now() + 31 * MINUTE):
        late = browser.post(address, {"answer": "Please ring me on Monday"}, follow=True)
        assert "What you typed is not sent yet" in late.text
        assert "Please ring me" not in late.text, "before the code nothing is shown"
        browser.post(f"{path}send/")
        opened = browser.post(f"{path}code/", {"code": newest_code(link)}, follow=True)
        assert "Please ring me on Monday" in opened.text
        browser.post(address, {"answer": "Please ring me on Monday"})
        assert KeyworkerUpdate.objects.get().answer == "Please ring me on Monday"
        assert "code_link_typed" not in " ".join(dict(browser.session))
