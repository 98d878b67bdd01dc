"""The reason that a verb asks for is on a page of changes, or on the page of the record: no verb drops it."""

import ast

import pytest
from django.test import Client
from django.urls import reverse

from dashboard.record_changes import KINDS
from design.changes import TrackedLinks
from reviews import services
from tests.architecture import trees
from tests.reviews.test_review_acknowledgement import REPORT, make_shared

# Every page of changes shows a reason that is saved with a change of state, with a row that is struck through, or as
# the context of the history.
SHOWN = {"apply", "strike", "strike_row", "context"}
# The column of a model that has the reason: a page of changes lists it.
IN_COLUMN = {
    "answer_notice": ("IncidentNotice", "reason"),
    "ask_as_representative": ("Review", "reason"),
    "ask_for_review": ("Review", "reason"),
    "change_hours": ("WeeklyHours", "reason"),
    "change_strand": ("PackageStrand", "reason"),
    "drop_agreed_step": ("StepNotNeeded", "reason"),
    "end_no_digital_contact": ("NoDigitalContact", "ended_reason"),
    "end_representative": ("Representative", "ended_reason"),
    "end_package": ("SupportPackage", "end_reason"),
    "end_support": ("SupportPackage", "end_reason"),
    "record_candour": ("Candour", "reason"),
    "record_sharing_decision": ("SharingDecision", "reason"),
    "unlock_portal": ("PortalLock", "unlocked_reason"),
}
# Where it is read instead.
ON_ANOTHER_PAGE = {
    "as what was added, on the page of changes": {"let_workers_know", "open_with_reason", "record_no_digital_contact"},
    "as what was added, on the page of the referral": {"override_criterion"},
    "with the earlier version, on the page of the visit": {"correct_visit"},
    "on the page of the risk assessment, with the request": {"ask_for_risk", "decline_risk_request"},
    "on the page of the account checks": {"end_portal_account"},
    "on the page of the merged records": {"merge", "undo_merge"},
    "on the page of accounts, links and walls": {
        *("end_link", "grant_inspection", "raise_wall", "sign_out_everywhere", "suspend_access", "suspend_account"),
        "withdraw_relation",
    },
    "on the page of the worker": {"end_employment", "set_ceiling"},
    "on the page of the downtime pack": {"change_passphrase"},
    "on the page of messages that did not arrive": {"record_receipt"},
}


def verbs_with_reason() -> dict[str, tuple[ast.FunctionDef, dict[str, ast.FunctionDef]]]:
    """Return each verb with a parameter `reason`, and the functions of its file."""
    verbs = {}
    for _path, tree in trees():
        functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        for name, node in functions.items():
            is_verb = any(isinstance(each, ast.Name) and each.id == "verb" for each in node.decorator_list)
            if is_verb and "reason" in {argument.arg for argument in node.args.kwonlyargs}:
                verbs[name] = (node, functions)
    return verbs


VERBS = verbs_with_reason()


def given_the_reason(node: ast.FunctionDef) -> set[str]:
    """Return the names of the functions that `node` passes its reason to."""
    return {
        getattr(call.func, "attr", getattr(call.func, "id", ""))
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        for value in (*call.args, *(keyword.value for keyword in call.keywords))
        if any(isinstance(each, ast.Name) and each.id == "reason" for each in ast.walk(value))
    }


def is_shown(node: ast.FunctionDef, functions: dict[str, ast.FunctionDef], before: frozenset[str]) -> bool:
    """Return whether the function, or one that it passes the reason to, saves it in one of the ways SHOWN."""
    names = given_the_reason(node)
    callees = [(functions[name], functions) for name in names & functions.keys() - before]
    callees += [VERBS[name] for name in names & VERBS.keys() - functions.keys() - before]
    return bool(names & SHOWN) or any(is_shown(*callee, before | names) for callee in callees)


def test_every_verb_with_a_reason_shows_it_somewhere():
    """A verb that is added later saves its reason in one of the ways, or somebody decides where it is read."""
    elsewhere = IN_COLUMN.keys() | set().union(*ON_ANOTHER_PAGE.values())
    dropped = {name for name, (node, functions) in VERBS.items() if not is_shown(node, functions, frozenset({name}))}
    assert dropped == elsewhere


@pytest.mark.parametrize("name", IN_COLUMN)
def test_the_column_with_the_reason_is_on_a_page_of_changes(name):
    listed = {
        ((rows.rows.model if hasattr(rows.rows, "model") else kind.model).__name__, column)
        for kind in KINDS.values()
        for rows in kind.rows(kind.model())
        if not isinstance(rows, TrackedLinks)
        for column in rows.labels
    }
    assert IN_COLUMN[name] in listed


def test_a_reason_is_listed_also_where_the_state_stays_as_it_was(cast):
    """Given a shared review; when an acknowledgement is withdrawn and it is corrected; then both are listed."""
    review = make_shared(cast)
    services.record_review_acknowledgement(review=review, **REPORT, reported_on=cast.today, by=cast.ben)
    services.withdraw_review_acknowledgement(review=review, reason="Somebody else rang", by=cast.ben)
    review.refresh_from_db()
    texts = {"conducted_on": cast.today, "outcome": "Stop", "participants": "Maya"}
    services.correct_review(review=review, revision=review.revision, reason="A slip", by=cast.ben, **texts)
    client = Client()
    client.force_login(cast.ben)
    changes = client.get(reverse("record_changes", args=["review", review.pk])).context["changes"]
    lines = [line for change in changes for line in change.lines]
    assert "Why: Somebody else rang" in lines
    assert "Why: A slip" in lines
