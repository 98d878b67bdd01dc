"""Two people at the same record: no text is lost, and the second sees the new state."""

import json
import re

import pytest
from django.urls import reverse
from django.utils.html import escape

from core import clock
from core.models import FormDraft
from core.models.draft import SAVED_FOR
from plans.services import offer
from risk.services import disclose_to_council
from safeguarding.services import contact_council
from tests.pages.forms import fields_of, fill_in
from tests.pages.urls import Walker
from tests.pages.world import DAY

STATE_CHANGED = "This has changed since you opened it"


def decide_referral(verb):
    return lambda world: (
        reverse(f"referral_{verb}", args=[world.mine.referral_sent.pk]),
        "ben",
        "dana",
        {"reason": "Why"},
    )


def decide_without_capacity(verb, **more):
    """Prepare a decision confirmed on the check page, with no capacity left."""

    def prepare(world):
        for worker in (world.cast.worker, world.cast.other_worker, world.cast.lead_worker):
            worker.ceilings.create(minutes_a_week=0, reason="Agreed", from_on=clock.today())
        path, first, second, data = decide_referral(verb)(world)
        return path, first, second, {**data, **more, "confirmed": "yes"}

    return prepare


def accept_referral(world):
    day = clock.today() + 30 * DAY
    data = {"person": "new", "minutes_a_week": "4", "keyworker": world.cast.priya.pk, "confirmed": "yes"}
    for name in ("starts_on", "first_review_on"):
        data |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    return reverse("referral_accept", args=[world.mine.referral_sent.pk]), "ben", "dana", data


def lead_concern(page, data):
    return lambda world: (reverse(page, args=[world.mine.concern.pk]), "sunita", "ben", data)


DECISION = {"kind": "section 42", "decision": "They look", "decided_by": "J. Mbeki", "decided_time": "0:00"}


def decide_concern(world):
    contact_council(
        concern=world.mine.concern, contacted_at=clock.start_of(clock.today()), contact="Duty desk", by=world.cast.dana
    )
    path, *rest = lead_concern("concern_decision", {**DECISION, **_today("decided_on")})(world)
    return path, *rest


def answer_offered_plan(page, data):
    def prepare(world):
        offer(plan=world.mine.draft, by=world.cast.amara)
        return reverse(page, args=[world.mine.draft.pk]), "amara", "tess", data

    return prepare


def agree_to_plan(world):
    path, *rest = answer_offered_plan(
        "plan_answer", {"answer": "agrees", "how": "in person", "statement": "Yes", **_today("answered_on")}
    )(world)
    return path, *rest


def _today(name) -> dict:
    today = clock.today()
    return {f"{name}_day": today.day, f"{name}_month": today.month, f"{name}_year": today.year}


def end_disclosure(world):
    request = {"asked_by": "Priya Nair", "asked_by_post": "Keyworker", "asked_on": clock.today(), "how": "access"}
    disclosure = disclose_to_council(
        assessment=world.mine.risk, user=world.cast.priya, until_on=clock.today() + DAY, by=world.cast.ben, **request
    )
    return reverse("risk_disclosure_end", args=[disclosure.pk]), "ben", "dana", {}


def _in_a_month(name, days=30) -> dict:
    day = clock.today() + days * DAY
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


CONFLICTING_VERBS = {
    "accept a referral": accept_referral,
    "decline a referral": decide_without_capacity("decline"),
    "put a referral on the waiting list": decide_without_capacity("wait", band="1", band_agreed_with="Petra Lund"),
    "acknowledge a notice": lambda world: (
        reverse("notice_acknowledge", args=[world.mine.notice.pk]), "helen", "helen", {"answer": "Thank you"}
    ),
    "ask about a referral": decide_referral("ask"),
    "send a referral": lambda world: (reverse("referral_send", args=[world.mine.referral_draft.pk]), "rui", "rui", {}),
    "withdraw a referral": lambda world: (
        reverse("referral_withdraw", args=[world.mine.referral_sent.pk]), "rui", "rui",
        {"reason": "Moved away", "confirmed": "yes"},
    ),
    "answer a question": lambda world: (
        reverse("referral_answer", args=[world.mine.referral_queried.pk]), "rui", "rui", {"reason": "No dog"}
    ),
    "offer a plan": lambda world: (reverse("plan_offer", args=[world.mine.draft.pk]), "amara", "tess", {}),
    "withdraw an offered plan": answer_offered_plan("plan_withdraw_offer", {"reason": "She asked"}),
    "record an agreement": agree_to_plan,
    "close a goal": lambda world: (
        reverse("goal_outcome", args=[world.mine.wording.pk]), "amara", "tess",
        {"outcome": "achieve", "reason": "Seen", **_today("on")},
    ),
    "put a risk assessment in force": lambda world: (
        reverse("risk_in_force", args=[world.mine.risk_draft.pk]), "amara", "tess", _in_a_month("review_on")
    ),
    "drop a risk assessment": lambda world: (
        reverse("risk_drop", args=[world.mine.risk_draft.pk]), "amara", "tess", {"reason": "Begun twice"}
    ),
    "look at a risk assessment again": lambda world: (
        reverse("risk_confirm", args=[world.mine.risk.pk]), "amara", "tess",
        {"note": "Read it with her", **_in_a_month("review_on")},
    ),
    "make a safety plan live": lambda world: (
        reverse("safety_plan_live", args=[world.mine.safety_draft.pk]), "amara", "tess",
        {"made_with": "Maya and Amara", **_in_a_month("review_on"), **_in_a_month("made_on", days=0)},
    ),
    "review a safety plan": lambda world: (
        reverse("safety_plan_confirm", args=[world.mine.safety_plan.pk]), "amara", "tess",
        {"note": "Read it with her", **_in_a_month("review_on")},
    ),
    "discard a safety plan": lambda world: (
        reverse("safety_plan_drop", args=[world.mine.safety_draft.pk]), "amara", "tess",
        {"is_unwanted": "no", "reason": "Begun twice"},
    ),
    "end a safety plan": lambda world: (
        reverse("safety_plan_end", args=[world.mine.safety_plan.pk]), "amara", "tess", {"reason": "No longer"}
    ),
    "strike a safety plan": lambda world: (
        reverse("safety_plan_strike", args=[world.mine.safety_plan.pk]), "amara", "tess", {"reason": "Another Maya"}
    ),
    "leave a hazard out": lambda world: (
        reverse("hazard_exclude", args=[world.mine.hazard.pk]), "amara", "tess", {}
    ),
    "sign a risk assessment": lambda world: (reverse("risk_sign", args=[world.mine.risk.pk]), "amara", "amara", {}),
    "end the Council's access": end_disclosure,
    "decide a positive risk": lambda world: (
        reverse("positive_risk_decide", args=[world.mine.decision_draft.pk]), "amara", "tess",
        {
            "decision": "go ahead", "decision_words": "In June", "decided_by": "Maya", "revision": 2,
            **_today("decided_on"), "review_on_day": 1, "review_on_month": 1, "review_on_year": 2100,
        },
    ),
    "look at a decision again": lambda world: (
        reverse("positive_risk_review", args=[world.mine.decision_review.pk]), "amara", "tess",
        {"words": "It went well", "outcome": "redrafted", **_today("reviewed_on")},
    ),
    "send an update": lambda world: (reverse("update_send", args=[world.mine.update_due.pk]), "amara", "tess", {}),
    "acknowledge an update": lambda world: (
        reverse("update_acknowledge", args=[world.mine.update_sent.pk]), "priya", "priya", {"answer": "Thank you"}
    ),
    "record a review": lambda world: (
        reverse("review_conduct", args=[world.mine.review.pk]), "amara", "tess",
        {
            "participants": "All", "outcome": "Go on", "social_network": "better", "quality_of_life": "same",
            "managing_distress": "not said", "is_risk_reviewed": "no", "hours_change": "same",
            "next_route": "continue", "changes_plan": "no", **_today("conducted_on"),
        },
    ),
    "tell the Council": lead_concern(
        "concern_contact", {"contact": "Desk", "contacted_time": "0:00", **_today("contacted_on")}
    ),
    "record a decision": decide_concern,
    "look into an incident": lambda world: (
        reverse("incident_investigate", args=[world.mine.incident.pk]), "ben", "dana",
        {"investigator": world.cast.sunita.pk, **_today("due_on")},
    ),
    "do an action": lambda world: (
        reverse("incident_action", args=[world.mine.incident_action.pk]), "amara", "ben", {"done_words": "Mended it"}
    ),
    "close an incident": lambda world: (
        reverse("incident_close", args=[world.mine.incident.pk]), "ben", "dana", {"findings": "A loose step"}
    ),
    "end support": lambda world: (
        reverse("package_end", args=[world.mine.package.pk]), "ben", "dana",
        {
            "reason": "choice", "note": "Agreed", "destination": "independence", "exit_plan": "Rings us",
            "person_agreed": "yes", "council_agreed": "not asked", "confirmed": "yes", **_today("ended_on"),
        },
    ),
    "record a discharge": lambda world: (
        reverse("hospital_discharge", args=[world.mine.spell.pk]), "amara", "ben", _today("discharged_on")
    ),
    "strike a visit": lambda world: (
        reverse("visit_strike", args=[world.mine.visit.pk]), "amara", "ben", {"reason": "Wrong person"}
    ),
    "seal a return": lambda world: (reverse("return_seal", args=[world.mine.preparing.pk]), "ben", "dana", {}),
}  # fmt: skip


def text_after(walker, who, answer) -> str:
    """Return the text of the returned form or of the page redirected to."""
    return walker.ask(who, "GET", answer.location, keep=True).text if answer.status == 302 else answer.text


@pytest.mark.parametrize("what", CONFLICTING_VERBS)
def test_the_second_browser_sees_the_new_state(world, what):
    """Given two browsers on the same page; when both send; then the second is refused and sees the new state."""
    if what == "seal a return":
        Walker(world.cast).ask("dana", "POST", reverse("return_sign", args=[world.mine.preparing.pk]), keep=True)
    if what == "send an update":
        path = reverse("update_write", args=[world.mine.update_due.pk])
        Walker(world.cast).ask(
            "amara", "POST", path, {"how_it_is": "Well", "progress": "Some", "revision": 1}, keep=True
        )
    path, first, second, data = CONFLICTING_VERBS[what](world)
    walker = Walker(world.cast)
    done = walker.ask(first, "POST", path, data, keep=True)
    assert done.status == 302, f"{what}: POST {path} as {first}: expected 302, got {done} {error_summary(done)}"
    text_after(walker, first, done)
    second_answer = walker.ask(second, "POST", path, data, keep=True)
    assert second_answer.status in (200, 302), (
        f"{what}: POST {path} as {second}: expected 200 or 302, got {second_answer}"
    )
    text = text_after(walker, second, second_answer)
    assert any(words in text for words in (STATE_CHANGED, "already", "stays as it is", "can no longer be changed")), (
        f"{what}: the second sender ({second}) does not see the new state: {error_summary(second_answer)}"
    )


def error_summary(answer) -> str:
    """Return the start of the error summary."""
    _, _, rest = answer.text.partition("govuk-error-summary__list")
    return rest[:300]


# Two saves of one text.

# What follows the record's id in the address.
FURTHER_ARGUMENTS = {"return_section": (1,), "referral_part": ("support",)}
CONFLICTS = {
    "plan_write": (lambda world: world.mine.draft, "matters_to_me", "amara", "tess"),
    "goal_change": (lambda world: world.mine.draft_wording, "words", "amara", "tess"),
    "risk_write": (lambda world: world.mine.risk_draft, "lone_working", "amara", "tess"),
    "safety_plan_write": (lambda world: world.mine.safety_draft, "reasons", "amara", "tess"),
    "hazard_change": (lambda world: world.mine.hazard, "measures", "amara", "tess"),
    "person_details_change": (lambda world: world.mine.individual, "known_as", "amara", "tess"),
    "person_visit_warning": (lambda world: world.mine.individual, "visit_warning", "amara", "tess"),
    "update_write": (lambda world: world.mine.update_due, "how_it_is", "amara", "tess"),
    "positive_risk_write": (lambda world: world.mine.decision_draft, "gains", "amara", "tess"),
    "exit_write": (lambda world: world.mine.package, "conditions_text", "amara", "tess"),
    "return_section": (lambda world: world.mine.preparing, "narrative", "ben", "dana"),
    "referral_part": (lambda world: world.mine.referral_draft, "needs", "rui", "rui"),
    "incident_correct": (lambda world: world.mine.incident, "account", "amara", "ben"),
}


@pytest.mark.parametrize("page", CONFLICTS)
def test_two_saves_of_one_text_show_both(world, page):
    """Given two users with the page open; then the second save shows both texts and the next save succeeds."""
    record, name, first, second = CONFLICTS[page]
    args = [record(world).pk, *FURTHER_ARGUMENTS.get(page, ())]
    path, walker = reverse(page, args=args), Walker(world.cast)
    forms = [fill_in(fields_of(walker.ask(who, "GET", path).text)) for who in (first, second)]
    sent = [{**forms[0], name: "What the first wrote"}, {**forms[1], name: "What the second wrote"}]
    first_answer = walker.ask(first, "POST", path, sent[0], keep=True)
    assert first_answer.status == 302, f"{page}: {first_answer} {error_summary(first_answer)}"
    both = walker.ask(second, "POST", path, sent[1], keep=True)
    assert both.status == 200, f"{page}: the second save went through and the first text is lost: {both}"
    assert "What the first wrote" in both.text, f"{page}: the text of the first is not shown"
    assert "govuk-error-summary" in both.text
    fields = fields_of(both.text)
    assert fields[name].value.strip() == "What the second wrote", f"{page}: the typed text is missing from the form"
    last = walker.ask(second, "POST", path, fill_in(fields), keep=True)
    assert last.status == 302, f"{page}: the next save was refused: {last} {error_summary(last)}"
    assert fields_of(walker.ask(second, "GET", path).text)[name].value.strip() == "What the second wrote"


# Drafts.

PAGES_WITH_DRAFTS = {
    "plan_write": (lambda world: world.mine.draft, "matters_to_me", "amara", "tess"),
    "goal_comment": (lambda world: world.mine.wording, "words", "amara", "tess"),
    "goal_change": (lambda world: world.mine.draft_wording, "words", "amara", "tess"),
    "risk_write": (lambda world: world.mine.risk_draft, "contingency", "amara", "tess"),
    "safety_plan_write": (lambda world: world.mine.safety_draft, "own_steps", "amara", "tess"),
    "hazard_change": (lambda world: world.mine.hazard, "measures", "amara", "tess"),
    "positive_risk_write": (lambda world: world.mine.decision_draft, "own_view", "amara", "tess"),
    "visit_log": (lambda world: world.mine.package, "notes", "amara", "tess"),
    "update_write": (lambda world: world.mine.update_due, "progress", "amara", "tess"),
    "update_acknowledge": (lambda world: world.mine.update_sent, "answer", "priya", None),
    "concern_new": (lambda world: world.mine.package, "account", "amara", "ben"),
    "concern_close": (lambda world: world.mine.concern, "outcome", "sunita", "ben"),
    "referral_new": (lambda world: world.mine.contract, "full_name", "rui", "kofi"),
    "referral_part": (lambda world: world.mine.referral_draft, "needs", "rui", None),
    "return_section": (lambda world: world.mine.preparing, "narrative", "ben", "dana"),
    "my_comment": (lambda world: world.mine.plan, "words", "maya", None),
}
DRAFT_TEXT = "Half a thought that nobody sent, <b>bold</b>"


@pytest.mark.parametrize("page", PAGES_WITH_DRAFTS)
def test_a_draft_is_restored_until_it_is_saved(world, page):
    """Given a draft; then it is in the form on the next visit, for its author only, until the form is saved."""
    record, name, who, other = PAGES_WITH_DRAFTS[page]
    pk = record(world).pk
    further = FURTHER_ARGUMENTS.get(page, ())
    path = reverse(page, args=[pk, *further])
    walker = Walker(world.cast)
    form_page = walker.ask(who, "GET", path)
    address = f"/drafts/{'.'.join(map(str, [page, *further]))}:{pk}/"
    assert f'data-draft-url="{address}"' in form_page.text, f"{path}: the form has no draft address ({address})"
    opened_at = fields_of(form_page.text).get("revision")
    typed = {name: DRAFT_TEXT, "no_such_field": "x"} | ({"revision": opened_at.value} if opened_at else {})
    body = json.dumps({"fields": typed}).encode()
    assert walker.ask(who, "POST", address, body, content_type="application/json", keep=True).status == 200

    next_page = walker.ask(who, "GET", path)
    assert fields_of(next_page.text)[name].value == DRAFT_TEXT, f"{path} as {who}: the draft is not in {name}"
    says = "What you typed stays here until" if page.startswith("my_") else "This is your draft from"
    assert says in next_page.text, f"{path}: the page does not say that this is a draft"
    assert escape(DRAFT_TEXT) in next_page.text
    if other:
        assert "Half a thought" not in walker.ask(other, "GET", path).text, f"{path}: {other} reads what {who} typed"

    data = fill_in(fields_of(next_page.text))
    if page not in ("visit_log", "concern_close"):
        saved_answer = walker.ask(who, "POST", path, data, keep=True)
        assert saved_answer.status == 302, f"{page}: {saved_answer} {error_summary(saved_answer)}"
        assert not FormDraft.objects.filter(user=walker.users[who]).exists(), f"{path}: the draft remains after saving"


def test_a_draft_is_deleted_after_four_weeks(world):
    walker, path = Walker(world.cast), reverse("plan_write", args=[world.mine.draft.pk])
    with clock.frozen_at(clock.now() - SAVED_FOR - DAY):
        body = json.dumps({"fields": {"matters_to_me": DRAFT_TEXT}}).encode()
        address = f"/drafts/plan_write:{world.mine.draft.pk}/"
        walker.ask("amara", "POST", address, body, content_type="application/json", keep=True)
    assert "Half a thought" not in walker.ask("amara", "GET", path).text


def test_a_draft_survives_a_refused_form(world):
    """Given a refused form; then its draft is still there on the next visit."""
    walker, path = Walker(world.cast), reverse("plan_withdraw_offer", args=[world.mine.offered.pk])
    body = json.dumps({"fields": {"reason": DRAFT_TEXT}}).encode()
    address = f"/drafts/plan_withdraw_offer:{world.mine.offered.pk}/"
    walker.ask("amara", "POST", address, body, content_type="application/json", keep=True)
    assert walker.ask("amara", "POST", path, {"reason": ""}, keep=True).status == 200
    assert fields_of(walker.ask("amara", "GET", path).text)["reason"].value == DRAFT_TEXT


def save_draft(walker, who: str, key: str, fields: dict, **more) -> None:
    body = json.dumps({"fields": fields, **more}).encode()
    assert walker.ask(who, "POST", f"/drafts/{key}/", body, content_type="application/json", keep=True).status == 200


def test_a_draft_is_deleted_when_a_refused_form_is_finally_saved(world):
    """Given a draft and a refused save; when the next save succeeds; then the draft does not return."""
    walker, draft = Walker(world.cast), world.mine.draft
    path, key = reverse("plan_write", args=[draft.pk]), f"plan_write:{draft.pk}"
    save_draft(walker, "amara", key, {"good_days": "Typed"}, window_id="a1")
    came_back = walker.ask(
        "amara", "POST", path, {"good_days": "Typed", "revision": "7", "draft_window": "a1"}, keep=True
    )
    token = re.search(r'data-draft-continued-from="(a1 [^"]+)"', came_back.text)
    assert token, "the page must continue the draft of its own window"
    sent = {**fill_in(fields_of(came_back.text)), "draft_window": "b2", "draft_continued_from": token[1]}
    assert walker.ask("amara", "POST", path, sent, keep=True).status == 302
    assert "not saved yet" not in walker.ask("amara", "GET", path).text


def test_a_continued_draft_conflicts_with_a_later_save(world):
    """Given a draft of an older revision; when it is continued and saved; then both texts are shown."""
    walker, draft = Walker(world.cast), world.mine.draft
    path, key = reverse("plan_write", args=[draft.pk]), f"plan_write:{draft.pk}"
    before = fill_in(fields_of(walker.ask("amara", "GET", path).text))
    save_draft(walker, "amara", key, {"good_days": "Hers", "revision": before["revision"]}, window_id="a1")
    assert walker.ask("tess", "POST", path, {**before, "bad_days": "His"}, keep=True).status == 302
    continued_form = fill_in(fields_of(walker.ask("amara", "GET", path).text))
    both = walker.ask("amara", "POST", path, continued_form, keep=True)
    assert both.status == 200
    assert "Someone saved this while you were writing" in both.text
    assert "His" in both.text
