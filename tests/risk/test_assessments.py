"""Risk assessments: versions, hazards, signatures, reviews, and sharing with the Council (T6.5)."""

import datetime
import io

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import reverse
from pypdf import PdfReader

from accounts.enums import Permission as P
from accounts.permissions import can
from casework.models import RecordAccess
from casework.services import allocate, change_keyworker, end_package, merge, record_death, set_visit_warning
from core import clock
from core.document_making import make_missing
from core.duties import expire_ended
from core.errors import Conflict, NotPossible, Refused
from core.models import Message, StateChange
from dashboard.caseload_board import duties
from dashboard.home.reader import duties_of_week
from risk.assessments.assessment_view import load_assessment_view, to_sign
from risk.assessments.enums import HazardKind, level_of
from risk.assessments.forms import HazardForm
from risk.models import Hazard, RiskAssessment, RiskDisclosure, RiskReview
from risk.services import (
    RISK_PDF,
    add_hazard,
    begin_risk,
    change_hazard,
    confirm_risk,
    disclose_to_council,
    end_disclosure,
    exclude_hazard,
    make_risk_pdf,
    put_in_force,
    sign_risk,
    write_risk,
)
from scheduler.sweeps import SWEEPS
from tests.pages.urls import Walker
from tests.referrals.referral_builders import accept_referral, send_referral

DAY = datetime.timedelta(days=1)
TEXTS = {"lone_working": "One worker, by day", "visit_instructions": "Ring first", "contingency": "", "took_part": ""}
HAZARD = {
    "kind": "surroundings",
    "description": "A dog",
    "who_harmed": "Workers",
    "likelihood": 3,
    "severity": 4,
    "measures": "It is shut away",
}
REQUEST = {"asked_by": "Petra Lund", "asked_by_post": "Commissioning"}


def make_draft(cast) -> RiskAssessment:
    draft = begin_risk(individual=cast.individual, by=cast.amara)
    return write_risk(assessment=draft, revision=draft.revision, by=cast.amara, **TEXTS)


def make_assessment(cast, *, days=90, **more) -> RiskAssessment:
    """Make a version in force with one hazard."""
    draft = make_draft(cast)
    add_hazard(assessment=draft, by=cast.amara, **HAZARD)
    return put_in_force(assessment=draft, review_on=cast.today + days * DAY, by=cast.ben, **more)


def assert_refused(words, call, **arguments):
    with pytest.raises(Refused, match=words), transaction.atomic():
        call(**arguments)


def disclose(cast, assessment, **more) -> RiskDisclosure:
    columns = {"how": "access", "user": cast.priya, "until_on": cast.today + 2 * DAY, **more}
    return disclose_to_council(assessment=assessment, asked_on=cast.today, by=cast.ben, **REQUEST, **columns)


# The duty to write the first one.


def risk_duties(items) -> list[str]:
    return [item.label for item in items if item.kind == "risk-assessment"]


def test_risks_to_staff_in_a_referral_make_a_duty_to_assess_them(cast):
    """Given an accepted referral that named a risk; then the assessment is due on the first day, until it is live."""
    referral = send_referral(cast, staff_risk="yes", staff_risk_words="A loose dog.")
    package = accept_referral(cast, referral, starts_on=cast.today)
    person = package.case.individual
    allocate(package=package, worker=cast.worker, kind="lead", from_on=cast.today, by=cast.ben)
    for items in (duties_of_week(cast.amara, package.starts_on), duties(cast.ben, package.starts_on)):
        assert risk_duties(items) == ["Risk assessment to write"]
    (due,) = [item for item in duties_of_week(cast.amara, package.starts_on) if item.kind == "risk-assessment"]
    assert (due.due_on, due.href) == (package.starts_on, reverse("person_risk", args=[person.pk]))
    draft = begin_risk(individual=person, by=cast.amara)
    write_risk(assessment=draft, revision=draft.revision, by=cast.amara, **TEXTS)
    assert risk_duties(duties(cast.ben, package.starts_on)), "a draft is not in force"
    put_in_force(assessment=draft, review_on=cast.today + DAY, none_known=True, by=cast.ben)
    assert risk_duties(duties(cast.ben, package.starts_on)) == []


def test_risks_that_nobody_asked_about_are_assessed_too(cast, client):
    """Given a referral that does not know of risks to staff; then it is not taken for "none known"."""
    referral = send_referral(cast, staff_risk="not known")
    client.force_login(cast.ben)
    page = client.get(reverse("referral", args=[referral.pk])).text
    assert "It is not known if there are risks to staff." in page
    package = accept_referral(cast, referral, starts_on=cast.today)
    assert risk_duties(duties(cast.ben, package.starts_on)) == ["Risk assessment to write"]


def test_without_a_risk_in_the_referral_or_with_an_assessment_in_force_there_is_no_duty(cast):
    """Given a referral without risks, and one of somebody whose merged record has an assessment in force."""
    accept_referral(cast, send_referral(cast, full_name="Ada Quist"))
    make_assessment(cast)
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    referral = send_referral(cast, staff_risk="yes", staff_risk_words="A loose dog.")
    person = accept_referral(cast, referral, starts_on=cast.today).case.individual
    assert risk_duties(duties(cast.ben, cast.today)), "before the merge"
    merge(duplicate=cast.individual, into=person, reason="The same NHS number", by=cast.ben)
    assert risk_duties(duties(cast.ben, cast.today)) == []


# Versions.


def test_a_new_version_starts_as_a_copy_and_replaces_the_one_in_force(cast):
    first = make_assessment(cast)
    draft = begin_risk(individual=cast.individual, by=cast.amara)
    assert (draft.version, draft.state, draft.lone_working) == (2, "draft", TEXTS["lone_working"])
    assert [hazard.description for hazard in draft.hazards.all()] == ["A dog"]
    assert begin_risk(individual=cast.individual, by=cast.tess) == draft, "one draft at a time"
    put_in_force(assessment=draft, review_on=cast.today + 30 * DAY, by=cast.amara)
    assert list(RiskAssessment.objects.values_list("version", "state")) == [(2, "in force"), (1, "superseded")]
    review = RiskReview.objects.get(assessment=first)
    assert (review.met_on, review.how, review.met_by) == (cast.today, "new version", cast.amara)


def test_a_removed_hazard_stays_as_a_row_and_is_not_copied(cast):
    draft = make_draft(cast)
    hazards = [
        add_hazard(assessment=draft, by=cast.amara, **{**HAZARD, "description": text}) for text in ("A dog", "Stairs")
    ]
    exclude_hazard(hazard=hazards[0], by=cast.amara)
    assert_refused("already been removed", exclude_hazard, hazard=hazards[0], by=cast.amara)
    put_in_force(assessment=draft, review_on=cast.today + DAY, by=cast.amara)
    assert [hazard.description for hazard in begin_risk(individual=cast.individual, by=cast.amara).hazards.all()] == [
        "Stairs"
    ]
    assert Hazard.objects.get(pk=hazards[0].pk).excluded_on == cast.today


def test_what_an_assessment_needs_before_it_is_in_force(cast):
    draft = begin_risk(individual=cast.individual, by=cast.amara)
    ahead = {"assessment": draft, "review_on": cast.today + DAY, "by": cast.amara}
    assert_refused("Visiting alone", put_in_force, **ahead, none_known=True)
    write_risk(assessment=draft, revision=draft.revision, by=cast.amara, **TEXTS)
    assert_refused("Add a hazard", put_in_force, **ahead)
    assert_refused("must be after today", put_in_force, **{**ahead, "review_on": cast.today}, none_known=True)
    assert put_in_force(**ahead, none_known=True).none_known


def test_an_assessment_in_force_cannot_be_edited(cast):
    old = make_assessment(cast)
    hazard = old.hazards.get()
    for call, arguments in (
        (write_risk, {"assessment": old, "revision": old.revision, **TEXTS}),
        (add_hazard, {"assessment": old, **HAZARD}),
        (change_hazard, {"hazard": hazard, "revision": hazard.revision, **HAZARD, "contingency": ""}),
        (exclude_hazard, {"hazard": hazard}),
    ):
        with pytest.raises(NotPossible), transaction.atomic():
            call(by=cast.amara, **arguments)


def test_two_saves_lose_no_text(cast):
    draft = begin_risk(individual=cast.individual, by=cast.amara)
    write_risk(assessment=draft, revision=1, by=cast.tess, **TEXTS)
    with pytest.raises(Conflict), transaction.atomic():
        write_risk(assessment=draft, revision=1, by=cast.amara, **TEXTS)


def test_no_assessment_begins_without_open_support(cast):
    end_package(package=cast.package, ended_on=cast.today, reason="choice", note="", by=cast.ben)
    assert_refused("no open support package", begin_risk, individual=cast.individual, by=cast.ben)


@pytest.mark.parametrize("kind", [kind for kind in HazardKind if not kind.is_graded])
def test_only_surroundings_and_visiting_alone_are_graded(cast, kind):
    """Given a hazard of any other kind, harm to self among them; when somebody grades it, the database refuses."""
    draft = make_draft(cast)
    assert_refused("and nothing else", add_hazard, assessment=draft, by=cast.amara, **{**HAZARD, "kind": kind})
    ungraded = {**HAZARD, "kind": kind, "likelihood": None, "severity": None}
    assert add_hazard(assessment=draft, by=cast.amara, **ungraded).level is None


def test_surroundings_have_both_grades(cast):
    draft = make_draft(cast)
    assert_refused("from 1 to 5", add_hazard, assessment=draft, by=cast.amara, **{**HAZARD, "severity": None})


def test_the_form_leaves_out_the_grades_of_harm_to_self(cast):
    form = HazardForm({**HAZARD, "kind": "harm to self"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["likelihood"] is form.cleaned_data["severity"] is None


def test_the_form_asks_for_both_grades_of_surroundings(cast):
    form = HazardForm({**HAZARD, "likelihood": "", "severity": ""})
    assert form.errors == {"likelihood": ["Choose how likely it is"], "severity": ["Choose how bad it could be"]}


def test_a_hazard_without_a_kind_does_not_go_live(cast):
    """Given a hazard from before kinds were recorded; then the version goes live once its kind is chosen."""
    draft = make_draft(cast)
    hazard = Hazard.objects.create(assessment=draft, description="A dog", who_harmed="Workers", measures="Shut away")
    live = {"assessment": draft, "review_on": cast.today + 90 * DAY, "by": cast.ben}
    assert_refused("choose what it is about", put_in_force, **live)
    change_hazard(hazard=hazard, revision=hazard.revision, by=cast.amara, **HAZARD)
    assert put_in_force(**live).state == "in force"


@pytest.mark.parametrize(("likelihood", "severity", "level"), [(2, 2, "low"), (1, 5, "medium"), (3, 5, "high")])
def test_the_level_of_a_hazard(likelihood, severity, level):
    assert level_of(likelihood, severity) == level


# Signing.


def test_every_allocated_worker_signs_each_version(cast):
    """Given Amara as lead and Lewis as cover from today; when Amara signs; then only Lewis still has to sign."""
    allocate(
        package=cast.package, worker=cast.other_worker, kind="cover", from_on=cast.today, until_on=cast.today + DAY,
        by=cast.ben,
    )  # fmt: skip
    first = make_assessment(cast)
    assert {m.to for m in Message.objects.filter(key__startswith="risk-in-force")} == {cast.amara, cast.lewis}
    sign_risk(assessment=first, by=cast.amara)
    assert_refused("already signed this version", sign_risk, assessment=first, by=cast.amara)
    assert [signer.name for signer in load_assessment_view(first).signers if not signer.signed_at] == ["Lewis Hartley"]
    assert not to_sign(cast.amara, cast.today)
    assert list(to_sign(cast.lewis, cast.today)) == [first]
    assert to_sign(cast.lewis, cast.today).get().to_sign_since == cast.today, "since the cover began"
    assert not to_sign(cast.lewis, cast.today + DAY), "the cover has ended"
    second = begin_risk(individual=cast.individual, by=cast.amara)
    put_in_force(assessment=second, review_on=cast.today + DAY, by=cast.amara)
    assert list(to_sign(cast.amara, cast.today)) == [second], "a newer version needs a new signature"
    with pytest.raises(NotPossible), transaction.atomic():
        sign_risk(assessment=first, by=cast.lewis)


def test_a_missing_signature_is_shown_at_home_and_at_the_visit(cast):
    """Given a missing signature; then her home page and the log form show it, without blocking, until she signs."""
    make_assessment(cast)
    walker = Walker(cast)
    log = reverse("visit_log", args=[cast.package.pk])
    risk = reverse("person_risk", args=[cast.individual.pk])
    before = [walker.ask("amara", "GET", path).text for path in ("/", log)]
    assert all(risk in text and "sign" in text for text in before)
    assert "You can still save this visit" in before[1]
    sign = reverse("risk_sign", args=[RiskAssessment.objects.get().pk])
    assert walker.ask("amara", "POST", sign, keep=True).location == risk
    assert "have not read and signed" not in walker.ask("amara", "GET", log).text
    assert risk not in walker.ask("amara", "GET", "/").text


# Reviews.


def test_the_review_is_a_duty_and_no_change_completes_it(cast):
    assessment = make_assessment(cast, days=5)
    late = cast.today + 6 * DAY
    assert [(task.label, task.lead_name, task.days_late) for task in duties_of_week(cast.amara, late)][-1] == (
        "Risk assessment review", "Amara Okafor", 1,
    )  # fmt: skip
    on_board = [(duty.lead_id, duty.is_late) for duty in duties(cast.ben, late) if duty.label.startswith("Risk")]
    assert on_board == [(cast.worker.pk, True)]
    columns = {"assessment": assessment, "by": cast.amara}
    assert_refused("must be after today", confirm_risk, note="Read it with her", review_on=cast.today, **columns)
    assert_refused("Enter what", confirm_risk, note=" ", review_on=cast.today + DAY, **columns)
    confirm_risk(note="Read it with her", review_on=cast.today + 60 * DAY, **columns)
    review, following = RiskReview.objects.order_by("due_on")
    assert (review.how, review.met_on, review.note) == ("nothing changed", cast.today, "Read it with her")
    assert (following.due_on, following.met_on) == (cast.today + 60 * DAY, None)
    assert StateChange.objects.filter(record_id=assessment.pk, verb="confirm").exists()


@pytest.mark.parametrize("how", ["support ended", "death"])
def test_the_review_expires_with_the_support(cast, how):
    make_assessment(cast)
    assert expire_ended(on=cast.today) == 0, "support is open"
    if how == "death":
        record_death(individual=cast.individual, died_on=cast.today - DAY, by=cast.ben)
    else:
        end_package(package=cast.package, ended_on=cast.today, reason="choice", note="", by=cast.ben)
    assert expire_ended in [sweep.run for sweep in SWEEPS.values()]
    assert [expire_ended(on=cast.today) for _ in range(2)] == [1, 0]
    assert RiskReview.objects.get().expired_on == cast.today


# Sharing with the Council.


def test_the_keyworker_opens_only_the_shared_version_until_its_last_day(cast):
    """Given version 1 shared with Priya for two days; then she opens it, which is logged, and no other version."""
    first = make_assessment(cast)
    walker, address = Walker(cast), reverse("risk", args=[first.pk])
    assert walker.ask("priya", "GET", address).status == 404
    disclose(cast, first)
    second = begin_risk(individual=cast.individual, by=cast.amara)
    put_in_force(assessment=second, review_on=cast.today + DAY, by=cast.amara)
    response = walker.ask("priya", "GET", address)
    assert (response.status, len(response.accesses)) == (200, 1)
    assert "A dog" in response.text
    for page, pk, status in (
        ("risk", second.pk, 404),
        ("person_risk", cast.individual.pk, 200),  # with this version only: tests/risk/test_requests.py
        ("risk_write", first.pk, 403),
        ("risk_disclose", first.pk, 403),
    ):
        assert walker.ask("priya", "GET", reverse(page, args=[pk])).status == status, page
    overview = walker.ask("priya", "GET", reverse("person", args=[cast.individual.pk])).text
    assert "Risk assessment, version" not in overview, "the timeline is for those who read all versions"
    assert "Risk assessment: 1 new version" in overview, "the shared one"
    with clock.frozen_at(clock.now() + 2 * DAY):
        assert walker.ask("priya", "GET", address).status == 404
    assert not RecordAccess.objects.filter(recorded_by=cast.priya, path=address).exists(), "the walker rolled it back"


@pytest.mark.parametrize("how", ["taken away", "another keyworker"])
def test_access_can_end_before_its_last_day(cast, how):
    disclosure = disclose(cast, make_assessment(cast))
    assert can(cast.priya, P.READ_RISK, disclosure.assessment)
    if how == "taken away":
        end_disclosure(disclosure=disclosure, by=cast.ben)
        assert_refused("already ended", end_disclosure, disclosure=disclosure, by=cast.dana)
    else:
        change_keyworker(individual=cast.individual, user=cast.kofi, from_on=cast.today, by=cast.ben)
    assert not can(cast.priya, P.READ_RISK, disclosure.assessment)


def test_what_cannot_be_shared(cast):
    assessment = make_assessment(cast)
    assert_refused("keyworker", disclose, cast=cast, assessment=assessment, user=cast.kofi)
    assert_refused("last day", disclose, cast=cast, assessment=assessment, until_on=cast.today)
    assert_refused(
        "is or was live", disclose, cast=cast, assessment=begin_risk(individual=cast.individual, by=cast.ben)
    )


def test_the_pdf_of_a_shared_version_is_made_once(cast):
    disclosure = disclose(cast, make_assessment(cast), how="sent", user=None, until_on=None)
    assert [make_missing(RISK_PDF, on=cast.today) for _ in range(2)] == [1, 0]
    assert make_risk_pdf(disclosure_id=disclosure.pk) is False
    answer = Walker(cast).ask("ben", "GET", reverse("risk_pdf", args=[disclosure.pk]))
    pages = PdfReader(io.BytesIO(answer.response.file_bytes)).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Petra Lund, Commissioning" in words
    assert "It is shut away" in words
    assert "Medium risk" in words


# The visit warning.


def test_a_changed_visit_warning_keeps_the_one_before(cast):
    individual = set_visit_warning(individual=cast.individual, revision=1, visit_warning=" Ring twice ", by=cast.amara)
    with pytest.raises(Conflict), transaction.atomic():
        set_visit_warning(individual=cast.individual, revision=1, visit_warning="Knock", by=cast.tess)
    set_visit_warning(individual=individual, revision=2, visit_warning="", by=cast.tess)
    history = apps.get_model("casework", "IndividualEvent").objects.filter(pgh_obj=individual)
    assert "Ring twice" in history.values_list("visit_warning", flat=True)
