"""A service is set up with pages alone: the first administrator, the provider, councils, contracts and their lists."""

import datetime
import re

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.roles import roles_with
from contracts.councils.services import add_council
from contracts.details.patterns import BLANK, COMMUNITY_LINKS, REFERRED_BY_THE_COUNCIL
from contracts.details.services import add_contract, change_contract
from contracts.models import Contract, Council, LifeDomain, Post, Provider, SetUpLink, Strand
from contracts.names.services import add_name, correct_name, move_up, offer_again, stop_offering
from contracts.posts import contracts_of
from contracts.provider.models import split_number
from contracts.provider.services import make_set_up_link, save_provider, start_administrator
from contracts.services import (
    appoint,
    change_terms,
    correct_terms,
    go_live,
    relieve,
    remove_contract,
    remove_council,
    suspend_account,
)
from core import clock
from core.errors import Conflict, NotPossible, Refused
from core.letterhead import letterhead
from dashboard.set_up.progress import PartStatus, sections
from tests.pages.forms import fields_of

DAY = datetime.timedelta(days=1)
PASSWORD = "plum lantern gravel"
PROVIDER = {
    "name": "Kestrel Lane Support",
    "telephone": "01632 960120",
    "email": "office@kestrel.example",
    "office_hours": "",
    "out_of_hours_telephone": "",
    "out_of_hours": "",
    "crisis_numbers": ["Crisis line: 01632 960155"],
}
COUNCIL = {
    "name": "Elmbridge Vale Council",
    "area": "Elmbridge Vale",
    "safeguarding_team": "Adults’ safeguarding",
    "safeguarding_telephone": "01632 960140",
    "duty_team_telephone": "01632 960141",
}
CONTRACT = {"telephone": "01632 960130", "email": "service@kestrel.example", "hours": "8am to 8pm", "ends_on": None}

pytestmark = pytest.mark.django_db


def first_day(day: datetime.date) -> dict[str, int]:
    return {f"starts_on_{part}": getattr(day, part) for part in ("day", "month", "year")}


def set_up_link(capsys) -> str:
    call_command("set_up", "--address", "http://localhost:8000")
    return re.search(r"http://localhost:8000(\S+)", capsys.readouterr().out)[1]


def test_the_command_prints_a_link_by_which_the_first_administrator_starts(client, capsys):
    address = set_up_link(capsys)
    page = client.get(address)
    assert page.status_code == 200
    sent = {"full_name": "Delroy Asante", "email": "Delroy@Kestrel.example", "password": PASSWORD}
    answer = client.post(address, {**sent, "password_again": PASSWORD})
    assert (answer.status_code, answer.url) == (302, reverse("account_login"))
    user = User.objects.get(email="delroy@kestrel.example")
    assert user.check_password(PASSWORD)
    (post,) = Post.objects.filter(user=user)
    assert (post.role, post.contract, post.from_on) == ("administrator", None, clock.today())
    assert client.get(address).status_code == 404, "it works once"
    call_command("set_up")
    assert "has an administrator" in capsys.readouterr().out
    client.force_login(user)
    text = client.get(reverse("set_up")).content.decode()
    assert "Before you go live" in text


def test_a_second_person_reviews_access(cast):
    """Nobody reviews their own openings: while one reviewer is left, the set-up says so."""

    def status() -> PartStatus:
        parts = [
            part for section in sections(cast.alan) if section.title == str(cast.tameside) for part in section.parts
        ]
        return next(part.status for part in parts if part.title == "A second person who reviews access")

    assert status() is PartStatus.DONE
    reviewers = Post.objects.filter(
        contract=cast.tameside, role__in=roles_with(Permission.REVIEW_ACCESS, Scope.CONTRACT)
    )
    reviewers.exclude(user=cast.ben).update(until_on=cast.today)
    assert status() is PartStatus.MISSING


def test_empty_lists_do_not_speak_of_a_filter(client, capsys):
    """Given the first administrator alone; then no list says that a filter hides rows, unless one is set."""
    client.post(
        set_up_link(capsys),
        {
            "full_name": "Delroy Asante",
            "email": "delroy@kestrel.example",
            "password": PASSWORD,
            "password_again": PASSWORD,
        },
    )
    client.force_login(User.objects.get())
    page = client.get(reverse("account_list")).text
    assert "There are no other accounts yet." in page
    assert "filter." not in page
    page = client.get(reverse("account_list"), {"status": "suspended"}).text
    assert "No account matches this filter." in page


def test_a_live_service_has_nothing_before_it_goes_live(cast, client):
    """Given a live service with parts that are missing; then neither page says that it is not ready."""
    save_provider(revision=1, by=cast.alan, **PROVIDER)
    client.force_login(cast.alan)
    assert "Before you go live" in client.get(reverse("set_up")).text
    go_live(missing=(), by=cast.alan)
    page = client.get(reverse("set_up")).text
    assert "Before you go live" not in page
    assert "Still missing" in page
    home = client.get(reverse("home")).text
    assert "still to do" in home
    assert "ready" not in home


def test_the_password_must_be_good_and_typed_twice(client, capsys):
    address = set_up_link(capsys)
    sent = {"full_name": "Delroy Asante", "email": "delroy@kestrel.example"}
    for password, again, words in (
        ("delroy", "delroy", "at least 12 characters"),
        (PASSWORD, PASSWORD + "!", "not the same"),
    ):
        page = client.post(address, {**sent, "password": password, "password_again": again})
        text = page.content.decode()
        assert page.status_code == 200
        assert words in text
        assert "Delroy Asante" in text, "nothing typed is lost"
        assert password not in text.replace("delroy@", "").replace("Delroy", "")
    assert not User.objects.exists()


def test_a_newer_link_ends_the_one_before_and_each_ends_after_a_week(capsys):
    first, second = make_set_up_link(by=None), make_set_up_link(by=None)
    assert not SetUpLink.objects.usable().of_token(first).exists()
    with pytest.raises(NotPossible):
        start_administrator(token=first, full_name="A", email="a@kestrel.example", password=PASSWORD, by=None)
    with clock.frozen_at(clock.now() + SetUpLink.LASTS - datetime.timedelta(seconds=1)):
        assert SetUpLink.objects.usable().of_token(second).exists()
    with clock.frozen_at(clock.now() + SetUpLink.LASTS):
        assert not SetUpLink.objects.usable().of_token(second).exists()


def test_there_is_no_link_while_there_is_an_administrator_and_one_when_the_last_has_no_access(cast):
    with pytest.raises(NotPossible, match="administrator already"):
        make_set_up_link(by=None)
    suspend_account(user=cast.alan, reason="An allegation", by=cast.ben)
    token = make_set_up_link(by=None)
    with pytest.raises(Refused, match="account with this email"):
        start_administrator(token=token, full_name="Ben", email=cast.ben.email, password=PASSWORD, by=None)
    appoint(user=cast.noel, role="administrator", contract=None, from_on=cast.today, by=None)
    with pytest.raises(NotPossible):
        start_administrator(token=token, full_name="A", email="a@kestrel.example", password=PASSWORD, by=None)


def test_the_provider_is_on_pages_and_in_the_letterhead(cast, client):
    provider = save_provider(revision=1, by=cast.alan, **PROVIDER)
    assert letterhead().crisis_numbers == (("Crisis line", "01632 960155"),)
    assert "tel:+441632960155" in client.get(reverse("service")).content.decode()
    client.force_login(cast.ben)
    assert "tel:+441632960120" in client.get(reverse("home")).content.decode()
    save_provider(revision=provider.revision, by=cast.alan, **{**PROVIDER, "name": "Kestrel"})
    with pytest.raises(Conflict):
        save_provider(revision=1, by=cast.alan, **PROVIDER)
    assert Provider.objects.get().name == "Kestrel"


@pytest.mark.parametrize(
    "line", ["Crisis line", "01632 960155", "Crisis line: soon", "Line: 01632 960155 or 01632 960156"]
)
def test_a_crisis_number_has_words_and_one_number(line):
    with pytest.raises(ValueError, match="a colon and a number"):
        split_number(line)


def test_councils_have_different_names_and_are_corrected(cast, client):
    client.force_login(cast.alan)
    assert client.post(reverse("council_new"), COUNCIL).status_code == 302
    council = Council.objects.get(name=COUNCIL["name"])
    with pytest.raises(Refused, match="council with that name"):
        add_council(by=cast.alan, **{**COUNCIL, "name": COUNCIL["name"].upper()})
    changed = {**COUNCIL, "area": "the Vale", "revision": council.revision}
    assert client.post(reverse("council", args=[council.pk]), changed).status_code == 302
    council.refresh_from_db()
    assert council.area == "the Vale"


@pytest.mark.parametrize("pattern", [REFERRED_BY_THE_COUNCIL, COMMUNITY_LINKS, BLANK], ids=lambda pattern: pattern.key)
def test_a_contract_starts_from_a_pattern_and_its_terms_are_entered_next(cast, client, pattern):
    """Given a contract that began three months ago; then its first terms begin with it, whatever the quarter."""
    client.force_login(cast.alan)
    starts_on = clock.today() - 100 * DAY
    sent = {
        "council": cast.council.pk,
        "name": "Steady Steps",
        **first_day(starts_on),
        "pattern": pattern.key,
        **{name: value for name, value in CONTRACT.items() if value},
    }
    answer = client.post(reverse("contract_new"), sent)
    contract = Contract.objects.get(name="Steady Steps")
    assert answer.url == reverse("contract_terms_new", args=[contract.pk]) + f"?pattern={pattern.key}"
    assert tuple(contract.strands.values_list("name", flat=True)) == pattern.strands
    assert tuple(contract.life_domains.values_list("name", flat=True)) == pattern.life_domains
    form = client.get(answer.url).context["form"]
    assert form.initial["from_on"] == starts_on
    assert form.initial.get("hold_days") == pattern.terms.get("hold_days")
    with pytest.raises(Refused, match="The first terms begin on"):
        change_terms(contract=contract, from_on=clock.today(), by=cast.alan)
    terms = change_terms(contract=contract, from_on=starts_on, by=cast.alan, **pattern.terms)
    correct = correct_terms(terms=terms, from_on=starts_on, reason="Wrong sources", by=cast.alan, update_days=35)
    assert contract.find_terms(clock.today()) == correct, "no record depends on them yet"


def test_terms_that_records_depend_on_are_not_corrected(cast):
    with pytest.raises(Refused, match="already apply"):
        correct_terms(terms=cast.terms, from_on=cast.terms.from_on, reason="Slip", by=cast.alan, update_days=35)


def test_a_column_that_is_not_given_stays_in_new_terms(cast):
    terms = change_terms(contract=cast.links, from_on=clock.today() + 40 * DAY, by=cast.alan, update_days=35)
    assert (terms.update_days, terms.survey_months, terms.minimum_people_at_once) == (35, 6, 25)


def test_the_details_of_a_contract_change_and_its_start_only_until_it_is_used(cast):
    contract = add_contract(
        council=cast.council, starts_on=clock.today(), pattern=BLANK, name="Steady Steps", by=cast.alan, **CONTRACT
    )
    details = {**CONTRACT, "name": "Steady Steps", "council": cast.council, "by": cast.alan}
    contract = change_contract(contract=contract, revision=1, starts_on=clock.today() - DAY, **details)
    assert contract.starts_on == clock.today() - DAY
    used = {**details, "name": cast.tameside.name, "contract": cast.tameside, "revision": cast.tameside.revision}
    with pytest.raises(Refused, match="start date"):
        change_contract(starts_on=cast.tameside.starts_on + DAY, **used)
    with pytest.raises(Refused, match="council of this contract"):
        change_contract(starts_on=cast.tameside.starts_on, **used | {"council": cast.links.council})
    last_on = clock.today() + 400 * DAY
    assert change_contract(starts_on=cast.tameside.starts_on, **used | {"ends_on": last_on}).ends_on == last_on


def test_names_are_added_corrected_moved_and_offered_no_more(cast):
    row = add_name(kind=Strand, contract=cast.tameside, name="Peer support", by=cast.alan)
    with pytest.raises(Refused, match="already has this strand"):
        add_name(kind=Strand, contract=cast.tameside, name="Peer support", by=cast.alan)
    correct_name(row=row, revision=1, name="Peer-led support", by=cast.alan)
    for _ in range(5):
        move_up(row=row, by=cast.alan)
    assert cast.tameside.strands.first().name == "Peer-led support"
    stop_offering(row=row, by=cast.alan)
    assert row not in cast.tameside.strands.offered(clock.today())
    assert row in cast.tameside.strands.offered(clock.today(), also=[row.pk])
    with pytest.raises(Refused, match="not offered any more"):
        stop_offering(row=row, by=cast.alan)
    offer_again(row=row, by=cast.alan)
    assert row in cast.tameside.strands.offered(clock.today())


def test_a_life_domain_that_is_not_offered_leaves_the_forms_and_the_public_page(cast, client):
    stop_offering(row=LifeDomain.objects.get(contract=cast.tameside, name="Home"), by=cast.alan)
    page = client.get(reverse("service")).content.decode()
    assert "<li>Health</li>" in page
    assert "<li>Home</li>" not in page


def test_the_set_up_page_says_what_is_missing_and_what_that_means(cast, client):
    client.force_login(cast.alan)
    text = client.get(reverse("set_up")).content.decode()
    assert "People see no number to ring." in text
    save_provider(revision=1, by=cast.alan, **PROVIDER)
    assert "People see no number to ring." not in client.get(reverse("set_up")).content.decode()
    client.force_login(cast.ben)
    assert client.get(reverse("set_up")).status_code == 403


def test_a_blank_contract_is_not_ready_until_it_says_who_can_refer_and_names_life_domains(cast, client):
    """Given a contract from no pattern; then its form asks who can refer, and the set-up page says what it lacks."""
    contract = add_contract(
        council=cast.council, starts_on=clock.today(), pattern=BLANK, name="Steady Steps", by=cast.alan, **CONTRACT
    )
    client.force_login(cast.alan)
    path = reverse("contract_terms_new", args=[contract.pk])
    sent = {name: one.chosen or one.value for name, one in fields_of(client.get(path).content.decode()).items()}
    page = client.post(path, sent | {"confirmed": "yes"})
    assert page.status_code == 200
    assert 'href="#id_sources"' in page.text
    assert "Leave blank" not in str(page.context["form"].fields["sources"].help_text)
    change_terms(contract=contract, from_on=contract.starts_on, by=cast.alan)
    assert {"Terms", "Life domains"} <= missing_in(client, contract)
    (terms,) = contract.terms.all()
    correct_terms(terms=terms, from_on=terms.from_on, reason="Forgotten", by=cast.alan, sources=["GP"])
    add_name(kind=LifeDomain, contract=contract, name="Home", by=cast.alan)
    assert not {"Terms", "Life domains"} & missing_in(client, contract)


def missing_in(client, contract) -> set[str]:
    """Return the titles of the parts of `contract` that the set-up page lists as missing."""
    page = client.get(reverse("set_up"))
    return {part.title for section, part in page.context["missing"] if section.title == str(contract)}


LONG_EMAIL = f"{'d' * 240}@kestrel.example"  # two more characters than a column holds


def test_an_address_longer_than_its_column_is_refused_at_its_field(cast, client, capsys):
    """Given the form of the first administrator, whose link anybody may try, and those of provider and contract."""
    client.force_login(cast.alan)
    contract = {**CONTRACT, "email": LONG_EMAIL, "council": cast.council.pk, "pattern": "blank", "name": "Steady Steps"}
    pages = [
        client.post(reverse("provider"), {**PROVIDER, "email": LONG_EMAIL, "crisis_numbers": "", "revision": 1}),
        client.post(reverse("contract_new"), {**{k: v for k, v in contract.items() if v}, **first_day(clock.today())}),
    ]
    suspend_account(user=cast.alan, reason="An allegation", by=cast.ben)
    client.logout()
    sent = {"full_name": "Delroy Asante", "email": LONG_EMAIL, "password": PASSWORD, "password_again": PASSWORD}
    pages.append(client.post(set_up_link(capsys), sent))
    for page in pages:
        assert page.status_code == 200
        assert 'href="#id_email"' in page.text


def test_a_crisis_line_is_as_long_as_its_column_with_the_space_after_its_colon(cast, client):
    client.force_login(cast.alan)
    for words, status in (("C" * 106, 302), ("C" * 107, 200)):
        sent = {**PROVIDER, "crisis_numbers": f"{words}:01632 960155", "revision": 1}
        page = client.post(reverse("provider"), sent)
        assert page.status_code == status
    assert "Each line can have up to 120 characters" in page.text


def test_a_missing_role_leads_to_an_account_with_role_and_contract_chosen(cast, client):
    """Given a contract without a commissioner; then the set-up leads to the form that needs only who it is."""
    Post.objects.filter(role="commissioner").update(until_on=cast.today)
    client.force_login(cast.alan)
    link = re.findall(r'href="([^"]*role=commissioner[^"]*)"', client.get(reverse("set_up")).text)[0]
    form = client.get(link.replace("&amp;", "&")).context["form"]
    contract = re.search("contract=([0-9a-f-]+)", link)[1]
    assert (form["role"].value(), form["contract"].value()) == ("commissioner", contract)
    strange = client.get(reverse("account_new"), {"contract": "nothing"}).context["form"]
    assert strange["contract"].value() is None


# Added by mistake


def add_steady_steps(cast, **changed) -> Contract:
    columns = {"council": cast.council, "name": "Steady Steps", "pattern": BLANK, **CONTRACT, **changed}
    return add_contract(starts_on=clock.today(), by=cast.alan, **columns)


def test_a_contract_that_nothing_uses_is_removed_on_its_page_and_leaves_every_list(cast, client):
    """Given a contract added by mistake, with terms; when it is removed; then its name is free, and it is on file."""
    contract = add_steady_steps(cast)
    change_terms(contract=contract, from_on=contract.starts_on, by=cast.alan)
    client.force_login(cast.alan)
    path = reverse("contract_remove", args=[contract.pk])
    assert path in client.get(reverse("contract", args=[contract.pk])).text
    page = client.post(path, {"reason": "The wrong council"}, follow=True).text
    assert "Contract removed." in page
    assert "The wrong council" in page
    assert reverse("contract", args=[contract.pk]) not in page
    assert client.get(reverse("contract", args=[contract.pk])).status_code == 404
    assert contract.pk not in contracts_of(cast.alan)
    assert Contract.with_struck.get(pk=contract.pk).struck_reason == "The wrong council"
    assert add_steady_steps(cast).pk != contract.pk


def test_a_contract_in_which_somebody_worked_is_not_removed(cast, client):
    with pytest.raises(NotPossible, match="Records depend"), transaction.atomic():
        remove_contract(contract=cast.tameside, reason="Slip", by=cast.alan)
    contract = add_steady_steps(cast)
    post = appoint(user=cast.nadia, role="manager", contract=contract, from_on=clock.today(), by=cast.alan)
    client.force_login(cast.alan)
    path = reverse("contract_remove", args=[contract.pk])
    assert path not in client.get(reverse("contract", args=[contract.pk])).text
    page = client.get(path, follow=True).text
    assert "People have or had a role in this contract." in page
    with pytest.raises(NotPossible, match="role in this contract"), transaction.atomic():
        remove_contract(contract=contract, reason="Slip", by=cast.alan)
    relieve(post=post, until_on=clock.today(), by=cast.alan)  # it has no day now
    remove_contract(contract=contract, reason="Slip", by=cast.alan)


def test_a_council_is_removed_while_it_has_no_contract(cast, client):
    council = add_council(by=cast.alan, **COUNCIL)
    contract = add_steady_steps(cast, council=council)
    with pytest.raises(NotPossible, match="has a contract"), transaction.atomic():
        remove_council(council=council, reason="Slip", by=cast.alan)
    remove_contract(contract=contract, reason="Slip", by=cast.alan)
    client.force_login(cast.alan)
    path = reverse("council_remove", args=[council.pk])
    assert path in client.get(reverse("councils")).text
    page = client.post(path, {"reason": "Entered twice"}, follow=True).text
    assert "Council removed." in page
    assert "Entered twice" in page
    assert path not in page
    with pytest.raises(NotPossible), transaction.atomic():
        remove_council(council=council, reason="Again", by=cast.alan)
    add_council(by=cast.alan, **COUNCIL)
