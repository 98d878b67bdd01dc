"""Two people at the same record: nobody's words are lost, and whoever comes second is told what it has become."""

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
from tests.pages.forms import fields_of, filled
from tests.pages.urls import Walker
from tests.pages.world import DAY

BECOME = "This has changed since you opened it"


def decide(verb):
    return lambda scene: (
        reverse(f"referral_{verb}", args=[scene.mine.referral_sent.pk]),
        "ben",
        "dana",
        {"reason": "Why"},
    )


def for_want_of_room(verb, **more):
    """Decided after the answers were read back, when nobody has room."""

    def deciding(scene):
        for worker in (scene.cast.worker, scene.cast.other_worker, scene.cast.lead_worker):
            worker.ceilings.create(minutes_a_week=0, reason="Agreed", from_on=clock.today())
        path, first, second, data = decide(verb)(scene)
        return path, first, second, {**data, **more, "confirmed": "yes"}

    return deciding


def accepting(scene):
    day = clock.today() + 30 * DAY
    data = {"person": "new", "minutes_a_week": "4", "keyworker": scene.cast.priya.pk, "confirmed": "yes"}
    for name in ("starts_on", "first_review_on"):
        data |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    return reverse("referral_accept", args=[scene.mine.referral_sent.pk]), "ben", "dana", data


def leading(page, data):
    return lambda scene: (reverse(page, args=[scene.mine.concern.pk]), "sunita", "ben", data)


def told_the_council(scene):
    contact_council(concern=scene.mine.concern, contacted_at=clock.now(), contact="Duty desk", by=scene.cast.dana)
    path, *rest = leading("concern_decision", {"is_enquiry": "yes", "decision": "They look"})(scene)
    return path, *rest


def offered(page, data):
    def given(scene):
        offer(plan=scene.mine.draft, by=scene.cast.amara)
        return reverse(page, args=[scene.mine.draft.pk]), "amara", "tess", data

    return given


def agreeing(scene):
    path, *rest = offered(
        "plan_answer", {"answer": "agrees", "how": "in person", "statement": "Yes", **_today("answered_on")}
    )(scene)
    return path, *rest


def _today(name) -> dict:
    today = clock.today()
    return {f"{name}_day": today.day, f"{name}_month": today.month, f"{name}_year": today.year}


def given_access(scene):
    asked = {"asked_by": "Priya Nair", "asked_by_post": "Keyworker", "asked_on": clock.today(), "how": "access"}
    disclosure = disclose_to_council(
        assessment=scene.mine.risk, user=scene.cast.priya, until_on=clock.today() + DAY, by=scene.cast.ben, **asked
    )
    return reverse("risk_disclosure_end", args=[disclosure.pk]), "ben", "dana", {}


def _in_a_month(name) -> dict:
    day = clock.today() + 30 * DAY
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


TWICE = {
    "accept a referral": accepting,
    "decline a referral": for_want_of_room("decline"),
    "put a referral on the waiting list": for_want_of_room("wait", band="1", band_agreed_with="Petra Lund"),
    "acknowledge a notice": lambda scene: (
        reverse("notice_acknowledge", args=[scene.mine.notice.pk]), "helen", "helen", {"answer": "Thank you"}
    ),
    "ask about a referral": decide("ask"),
    "send a referral": lambda scene: (reverse("referral_send", args=[scene.mine.referral_draft.pk]), "rui", "rui", {}),
    "withdraw a referral": lambda scene: (
        reverse("referral_withdraw", args=[scene.mine.referral_sent.pk]), "rui", "rui",
        {"reason": "Moved away", "confirmed": "yes"},
    ),
    "answer a question": lambda scene: (
        reverse("referral_answer", args=[scene.mine.referral_queried.pk]), "rui", "rui", {"reason": "No dog"}
    ),
    "offer a plan": lambda scene: (reverse("plan_offer", args=[scene.mine.draft.pk]), "amara", "tess", {}),
    "withdraw an offered plan": offered("plan_withdraw_offer", {"reason": "She asked"}),
    "record an agreement": agreeing,
    "close a goal": lambda scene: (
        reverse("goal_outcome", args=[scene.mine.wording.pk]), "amara", "tess",
        {"outcome": "achieve", "reason": "Seen", **_today("on")},
    ),
    "put a risk assessment in force": lambda scene: (
        reverse("risk_in_force", args=[scene.mine.risk_draft.pk]), "amara", "tess", _in_a_month("review_on")
    ),
    "drop a risk assessment": lambda scene: (
        reverse("risk_drop", args=[scene.mine.risk_draft.pk]), "amara", "tess", {"reason": "Begun twice"}
    ),
    "look at a risk assessment again": lambda scene: (
        reverse("risk_confirm", args=[scene.mine.risk.pk]), "amara", "tess",
        {"note": "Read it with her", **_in_a_month("review_on")},
    ),
    "leave a hazard out": lambda scene: (
        reverse("hazard_exclude", args=[scene.mine.hazard.pk]), "amara", "tess", {}
    ),
    "sign a risk assessment": lambda scene: (reverse("risk_sign", args=[scene.mine.risk.pk]), "amara", "amara", {}),
    "end the Council's access": given_access,
    "decide a positive risk": lambda scene: (
        reverse("positive_risk_decide", args=[scene.mine.decision_draft.pk]), "amara", "tess",
        {
            "decision": "go ahead", "decision_words": "In June", "decided_by": "Maya", "revision": 2,
            **_today("decided_on"), "review_on_day": 1, "review_on_month": 1, "review_on_year": 2100,
        },
    ),
    "look at a decision again": lambda scene: (
        reverse("positive_risk_review", args=[scene.mine.decision_review.pk]), "amara", "tess",
        {"words": "It went well", "outcome": "redrafted", **_today("reviewed_on")},
    ),
    "send an update": lambda scene: (reverse("update_send", args=[scene.mine.update_due.pk]), "amara", "tess", {}),
    "acknowledge an update": lambda scene: (
        reverse("update_acknowledge", args=[scene.mine.update_sent.pk]), "priya", "priya", {"answer": "Thank you"}
    ),
    "record a review": lambda scene: (
        reverse("review_conduct", args=[scene.mine.review.pk]), "amara", "tess",
        {"participants": "All", "outcome": "Go on", **_today("conducted_on")},
    ),
    "tell the Council": leading(
        "concern_contact", {"contact": "Desk", "contacted_time": "0:00", **_today("contacted_on")}
    ),
    "record a decision": told_the_council,
    "end support": lambda scene: (
        reverse("package_end", args=[scene.mine.package.pk]), "ben", "dana",
        {
            "reason": "choice", "note": "Agreed", "destination": "independence", "exit_plan": "Rings us",
            "person_agreed": "yes", "council_agreed": "not asked", "confirmed": "yes", **_today("ended_on"),
        },
    ),
    "record a discharge": lambda scene: (
        reverse("hospital_discharge", args=[scene.mine.spell.pk]), "amara", "ben", _today("discharged_on")
    ),
    "strike a visit": lambda scene: (
        reverse("visit_strike", args=[scene.mine.visit.pk]), "amara", "ben", {"reason": "Wrong person"}
    ),
    "seal a return": lambda scene: (reverse("return_seal", args=[scene.mine.preparing.pk]), "ben", "dana", {}),
}  # fmt: skip


def words_after(walker, who, got) -> str:
    """What the page says: a form that came back, or, after a verb, the page it leads to."""
    return walker.ask(who, "GET", got.location, keep=True).text if got.status == 302 else got.text


@pytest.mark.parametrize("what", TWICE)
def test_the_second_is_told_what_it_has_become(scene, what):
    """Given two browsers at the same page; when both send; then the first does it, and the second is told."""
    if what == "seal a return":
        Walker(scene.cast).ask("dana", "POST", reverse("return_sign", args=[scene.mine.preparing.pk]), keep=True)
    if what == "send an update":
        path = reverse("update_write", args=[scene.mine.update_due.pk])
        Walker(scene.cast).ask(
            "amara", "POST", path, {"how_it_is": "Well", "progress": "Some", "revision": 1}, keep=True
        )
    path, first, second, data = TWICE[what](scene)
    walker = Walker(scene.cast)
    done = walker.ask(first, "POST", path, data, keep=True)
    assert done.status == 302, f"{what}: POST {path} as {first}: expected it to be done, got {done} {summary(done)}"
    words_after(walker, first, done)
    again = walker.ask(second, "POST", path, data, keep=True)
    assert again.status in (200, 302), f"{what}: POST {path} as {second}: expected words, got {again}"
    said = words_after(walker, second, again)
    assert any(words in said for words in (BECOME, "already", "stays as it is")), (
        f"{what}: the second sender ({second}) is not told what became of it: {summary(again)}"
    )


def summary(got) -> str:
    """What stands in the error summary."""
    _, _, rest = got.text.partition("govuk-error-summary__list")
    return rest[:300]


# Two saves of one text.

CONFLICTS = {
    "plan_write": (lambda scene: scene.mine.draft, "matters_to_me", "amara", "tess"),
    "goal_change": (lambda scene: scene.mine.draft_wording, "words", "amara", "tess"),
    "risk_write": (lambda scene: scene.mine.risk_draft, "lone_working", "amara", "tess"),
    "hazard_change": (lambda scene: scene.mine.hazard, "measures", "amara", "tess"),
    "person_visit_warning": (lambda scene: scene.mine.individual, "visit_warning", "amara", "tess"),
    "update_write": (lambda scene: scene.mine.update_due, "how_it_is", "amara", "tess"),
    "positive_risk_write": (lambda scene: scene.mine.decision_draft, "gains", "amara", "tess"),
    "exit_write": (lambda scene: scene.mine.package, "conditions_text", "amara", "tess"),
    "return_section": (lambda scene: scene.mine.preparing, "narrative", "ben", "dana"),
    "referral_edit": (lambda scene: scene.mine.referral_draft, "needs", "rui", "rui"),
}


@pytest.mark.parametrize("page", CONFLICTS)
def test_two_saves_of_one_text_lose_neither(scene, page):
    """Both opened it; the second to save sees both texts, their own still in the form; the next save goes through."""
    record, name, first, second = CONFLICTS[page]
    args = [record(scene).pk, 1] if page == "return_section" else [record(scene).pk]
    path, walker = reverse(page, args=args), Walker(scene.cast)
    opened = [filled(fields_of(walker.ask(who, "GET", path).text)) for who in (first, second)]
    sent = [{**opened[0], name: "What the first wrote"}, {**opened[1], name: "What the second wrote"}]
    saved = walker.ask(first, "POST", path, sent[0], keep=True)
    assert saved.status == 302, f"{page}: {saved} {summary(saved)}"
    both = walker.ask(second, "POST", path, sent[1], keep=True)
    assert both.status == 200, f"{page}: the second save went through and the first text is lost: {both}"
    assert "What the first wrote" in both.text, f"{page}: the text saved meanwhile is not shown"
    assert "govuk-error-summary" in both.text
    fields = fields_of(both.text)
    assert fields[name].value.strip() == "What the second wrote", f"{page}: what was typed is gone from the form"
    last = walker.ask(second, "POST", path, filled(fields), keep=True)
    assert last.status == 302, f"{page}: the next save was refused: {last} {summary(last)}"
    assert fields_of(walker.ask(second, "GET", path).text)[name].value.strip() == "What the second wrote"


# What is typed and not sent.

KEPT = {
    "plan_write": (lambda scene: scene.mine.draft, "matters_to_me", "amara", "tess"),
    "goal_comment": (lambda scene: scene.mine.wording, "words", "amara", "tess"),
    "goal_change": (lambda scene: scene.mine.draft_wording, "words", "amara", "tess"),
    "risk_write": (lambda scene: scene.mine.risk_draft, "contingency", "amara", "tess"),
    "hazard_change": (lambda scene: scene.mine.hazard, "measures", "amara", "tess"),
    "positive_risk_write": (lambda scene: scene.mine.decision_draft, "own_view", "amara", "tess"),
    "visit_log": (lambda scene: scene.mine.package, "notes", "amara", "tess"),
    "update_write": (lambda scene: scene.mine.update_due, "progress", "amara", "tess"),
    "update_acknowledge": (lambda scene: scene.mine.update_sent, "answer", "priya", None),
    "concern_new": (lambda scene: scene.mine.package, "account", "amara", "ben"),
    "concern_close": (lambda scene: scene.mine.concern, "outcome", "sunita", "ben"),
    "referral_new": (lambda scene: scene.mine.contract, "needs", "rui", "kofi"),
    "referral_edit": (lambda scene: scene.mine.referral_draft, "needs", "rui", None),
    "return_section": (lambda scene: scene.mine.preparing, "narrative", "ben", "dana"),
    "my_comment": (lambda scene: scene.mine.plan, "words", "maya", None),
}
TYPED = "Half a thought that nobody sent, <b>bold</b>"


@pytest.mark.parametrize("page", KEPT)
def test_what_was_typed_comes_back_until_it_is_saved(scene, page):
    """Kept while typing; stands in the form on the next visit, for the one who typed it; gone once it is saved."""
    record, name, who, other = KEPT[page]
    pk = record(scene).pk
    path = reverse(page, args=[pk, 1] if page == "return_section" else [pk])
    walker = Walker(scene.cast)
    shown = walker.ask(who, "GET", path)
    address = f"/drafts/{page}.1:{pk}/" if page == "return_section" else f"/drafts/{page}:{pk}/"
    assert f'data-draft-url="{address}"' in shown.text, (
        f"{path}: the form does not say where its text is kept ({address})"
    )
    opened_at = fields_of(shown.text).get("revision")
    given = {name: TYPED, "no_such_field": "x"} | ({"revision": opened_at.value} if opened_at else {})
    body = json.dumps({"fields": given}).encode()
    assert walker.ask(who, "POST", address, body, content_type="application/json", keep=True).status == 200

    again = walker.ask(who, "GET", path)
    assert fields_of(again.text)[name].value == TYPED, f"{path} as {who}: the kept text does not stand in {name}"
    assert "did not save" in again.text, f"{path}: it is not said that this is a kept text"
    assert escape(TYPED) in again.text
    if other:
        assert "Half a thought" not in walker.ask(other, "GET", path).text, f"{path}: {other} reads what {who} typed"

    data = filled(fields_of(again.text))
    if page not in ("visit_log", "concern_close"):
        saved = walker.ask(who, "POST", path, data, keep=True)
        assert saved.status == 302, f"{page}: {saved} {summary(saved)}"
        assert not FormDraft.objects.filter(user=walker.users[who]).exists(), f"{path}: kept although it is saved"


def test_a_kept_text_is_forgotten_after_four_weeks(scene):
    walker, path = Walker(scene.cast), reverse("plan_write", args=[scene.mine.draft.pk])
    with clock.frozen_at(clock.now() - SAVED_FOR - DAY):
        body = json.dumps({"fields": {"matters_to_me": TYPED}}).encode()
        address = f"/drafts/plan_write:{scene.mine.draft.pk}/"
        walker.ask("amara", "POST", address, body, content_type="application/json", keep=True)
    assert "Half a thought" not in walker.ask("amara", "GET", path).text


def test_a_kept_text_survives_a_form_that_comes_back(scene):
    """Given a form refused; then what was kept stays kept, for the next visit."""
    walker, path = Walker(scene.cast), reverse("plan_withdraw_offer", args=[scene.mine.draft.pk])
    body = json.dumps({"fields": {"reason": TYPED}}).encode()
    address = f"/drafts/plan_withdraw_offer:{scene.mine.draft.pk}/"
    walker.ask("amara", "POST", address, body, content_type="application/json", keep=True)
    assert walker.ask("amara", "POST", path, {"reason": "It is a draft still"}, keep=True).status == 200
    assert fields_of(walker.ask("amara", "GET", path).text)["reason"].value == TYPED


def keeps(walker, who: str, key: str, fields: dict, **more) -> None:
    body = json.dumps({"fields": fields, **more}).encode()
    assert walker.ask(who, "POST", f"/drafts/{key}/", body, content_type="application/json", keep=True).status == 200


def test_a_text_kept_before_a_refused_save_goes_with_the_save(scene):
    """Given a text kept, and a save that came back; when the next save goes through; then nothing old comes back."""
    walker, draft = Walker(scene.cast), scene.mine.draft
    path, key = reverse("plan_write", args=[draft.pk]), f"plan_write:{draft.pk}"
    keeps(walker, "amara", key, {"good_days": "Typed"}, tab="a1")
    came_back = walker.ask(
        "amara", "POST", path, {"good_days": "Typed", "revision": "7", "draft_window": "a1"}, keep=True
    )
    adopted = re.search(r'data-draft-continued-from="(a1 [^"]+)"', came_back.text)
    assert adopted, "the page goes on with the text of its own window"
    sent = {**filled(fields_of(came_back.text)), "draft_window": "b2", "draft_continued_from": adopted[1]}
    assert walker.ask("amara", "POST", path, sent, keep=True).status == 302
    assert "did not save" not in walker.ask("amara", "GET", path).text


def test_what_is_gone_on_with_meets_what_was_saved_since(scene):
    """Given a text kept at one revision; when somebody saves and it is gone on with; then both texts are shown."""
    walker, draft = Walker(scene.cast), scene.mine.draft
    path, key = reverse("plan_write", args=[draft.pk]), f"plan_write:{draft.pk}"
    before = filled(fields_of(walker.ask("amara", "GET", path).text))
    keeps(walker, "amara", key, {"good_days": "Hers", "revision": before["revision"]}, tab="a1")
    assert walker.ask("tess", "POST", path, {**before, "bad_days": "His"}, keep=True).status == 302
    gone_on = filled(fields_of(walker.ask("amara", "GET", path).text))
    both = walker.ask("amara", "POST", path, gone_on, keep=True)
    assert both.status == 200
    assert "Somebody saved this while you were writing" in both.text
    assert "His" in both.text
