"""Every kind of message: whether it asks for something and what settles it, and whether choices apply to it.

A kind is how the key of `queue_message` begins. A new kind gets a row in KINDS, after these questions: does it ask for
something? Then the service that does it calls `settle` (decision 34). May it wait for a summary or the end of quiet
hours? Else it is urgent or always sent (decision 43).
"""

import ast
from importlib import import_module

from tests.architecture import trees

ASKS, INFORMS = "asks for something", "informs"
ALWAYS, SOMETIMES, CHOSEN = "always sent", "always sent where it is urgent", "as the user chose"

KINDS = {
    # Calls for help, lone working, alerts, same-day requests, safeguarding and on-call
    "call": (ASKS, ALWAYS),
    "call-…": (INFORMS, ALWAYS),  # answered, over
    "check": (ASKS, ALWAYS),
    "alert": (ASKS, ALWAYS),
    "alert-reminder": (ASKS, ALWAYS),
    "alert-more": (INFORMS, ALWAYS),
    "referral-same-day": (ASKS, ALWAYS),
    "concern": (ASKS, ALWAYS),
    "concern-without-lead": (ASKS, ALWAYS),
    "concern-withdrawn": (INFORMS, ALWAYS),
    "concern-due": (ASKS, ALWAYS),
    "concern-overdue": (ASKS, ALWAYS),
    "concern-on-call": (ASKS, ALWAYS),
    "incident": (ASKS, ALWAYS),
    "incident-without-manager": (ASKS, CHOSEN),
    "incident-to-investigate": (ASKS, CHOSEN),
    "incident-action": (ASKS, CHOSEN),
    "incident-withdrawn": (INFORMS, CHOSEN),
    "comment-unread": (ASKS, ALWAYS),
    "phone-asks": (ASKS, SOMETIMES),  # about a crisis; else in Casework only
    "running-late": (INFORMS, ALWAYS),  # the visit is now
    "told-us-read": (INFORMS, CHOSEN),
    "referral-received": (ASKS, SOMETIMES),  # these three of a same-day referral
    "referral-…": (ASKS, SOMETIMES),  # the question to the referrer; other states inform
    "referral-addition": (ASKS, SOMETIMES),  # always of a same-day referral
    "referral-withdrawn": (INFORMS, SOMETIMES),
    "referral-same-day-over": (INFORMS, CHOSEN),  # in Casework only
    # Signing in and access
    "signed-out": (INFORMS, ALWAYS),
    "access-suspended": (ASKS, SOMETIMES),
    "access-restored": (INFORMS, SOMETIMES),
    "access-unmanaged": (ASKS, ALWAYS),
    "second-factor-reset": (ASKS, ALWAYS),
    "second-factor-reset-asked": (ASKS, ALWAYS),  # its user rings if they did not ask
    "second-factor-reset-decided": (INFORMS, ALWAYS),
    "second-factor-reset-on-server": (INFORMS, ALWAYS),
    "role-given": (INFORMS, SOMETIMES),
    # What people ask about access to their record
    "access-question": (ASKS, CHOSEN),
    "access-question-nobody": (ASKS, CHOSEN),
    "access-question-answered": (INFORMS, CHOSEN),
    "objection": (ASKS, CHOSEN),
    "objection-answered": (INFORMS, CHOSEN),
    "objection-struck": (INFORMS, CHOSEN),
    "consent-recorded": (INFORMS, CHOSEN),
    "consent-struck": (INFORMS, CHOSEN),
    "disclosure-shown": (INFORMS, CHOSEN),
    "disclosure-struck": (INFORMS, CHOSEN),
    "disclosure-corrected": (INFORMS, CHOSEN),
    "access-question-added": (INFORMS, CHOSEN),
    "objection-added": (INFORMS, CHOSEN),
    # Ordinary work
    "plan-offered": (ASKS, CHOSEN),
    "plan-agreed": (INFORMS, CHOSEN),
    "plan-declined": (INFORMS, CHOSEN),
    "plan-reply": (INFORMS, CHOSEN),
    "plan-comment": (ASKS, CHOSEN),
    "return-to-sign": (ASKS, CHOSEN),
    "return-ready": (INFORMS, CHOSEN),
    "notice-sent": (ASKS, CHOSEN),
    "notice-acknowledged": (INFORMS, CHOSEN),
    "risk-in-force": (ASKS, CHOSEN),
    "risk-disclosed": (INFORMS, CHOSEN),
    "hold-expired": (INFORMS, CHOSEN),
    "held": (ASKS, CHOSEN),
    "hold-warning": (ASKS, CHOSEN),
    "outlasted": (ASKS, CHOSEN),
    "ending-in-error": (ASKS, CHOSEN),
    "readmission": (ASKS, CHOSEN),
    "hospital-reported": (INFORMS, CHOSEN),
    "death": (INFORMS, CHOSEN),
    "ending-undone": (INFORMS, CHOSEN),
    "account-opened": (INFORMS, CHOSEN),
    "own-details": (INFORMS, CHOSEN),
    "own-times": (INFORMS, CHOSEN),
    "stay-in-error": (INFORMS, CHOSEN),
    "relation": (ASKS, CHOSEN),
    "import-…": (ASKS, CHOSEN),  # the checked file; done and given up inform
    "update-sent": (ASKS, CHOSEN),
    "update-raised": (ASKS, CHOSEN),
    "update-acknowledged": (INFORMS, CHOSEN),
    "update-corrected": (INFORMS, CHOSEN),
    "update-struck": (INFORMS, CHOSEN),
    "review-requested": (ASKS, CHOSEN),
    "review-withdrawn": (INFORMS, CHOSEN),
    "review-suggested": (ASKS, CHOSEN),
    "review-arranged": (INFORMS, CHOSEN),
    "review-called-off": (INFORMS, CHOSEN),
    "review-passed-on": (ASKS, CHOSEN),
    "update-passed-on": (ASKS, CHOSEN),
    "review-to-arrange": (ASKS, CHOSEN),
    "review-late": (ASKS, CHOSEN),
    "review-to-read": (INFORMS, CHOSEN),
    "review-answered": (INFORMS, CHOSEN),
    "keyworker-cover": (INFORMS, CHOSEN),
    "update-to-check": (ASKS, CHOSEN),
    "update-checked": (INFORMS, CHOSEN),
    "update-reminder": (ASKS, CHOSEN),
    "update-late": (ASKS, CHOSEN),
    "update-unread": (ASKS, CHOSEN),
    "update-answered": (INFORMS, CHOSEN),
    "review-shared": (ASKS, CHOSEN),
    "review-unread": (ASKS, CHOSEN),
    "review-corrected": (ASKS, CHOSEN),
    "review-struck": (INFORMS, CHOSEN),
    "review-struck-own": (INFORMS, CHOSEN),
    "review-acknowledged": (INFORMS, CHOSEN),
    "question": (ASKS, CHOSEN),
    "question-answered": (INFORMS, CHOSEN),
    "question-withdrawn": (INFORMS, CHOSEN),
    "risk-request": (ASKS, CHOSEN),
    "risk-request-answered": (INFORMS, CHOSEN),
    "risk-request-withdrawn": (INFORMS, CHOSEN),
    "engagement": (ASKS, CHOSEN),
    "not made": (ASKS, CHOSEN),
}
# Keys that are made in a variable.
IN_A_VARIABLE = {
    ("casework/notifications.py", "key.removesuffix(':')"): "hold-warning",
    ("visits/lone_working/notifications.py", "f'{key}{number}'"): "alert-reminder",
}
# Functions that pass the key on to `queue_message`: what they are called with is the key.
FORWARDING = {"_notify", "notify_person", "notify_about_hospital", "notify_answered"}
LEFT_OUT = ("tests/", "demo/", "bench/", "core/messages.py")


class Module:
    """One file, with what its names and its functions of one expression stand for."""

    def __init__(self, path: str, tree: ast.Module):
        self.path, self.tree = path, tree
        self.functions = {
            node.name: node.body[-1].value
            for node in tree.body
            if isinstance(node, ast.FunctionDef) and isinstance(node.body[-1], ast.Return)
        }

    def text(self, node: ast.AST | None) -> str:
        """Return the text of a key, with … for what is known only when it runs."""
        if isinstance(node, ast.Constant):
            return str(node.value)
        if isinstance(node, ast.JoinedStr):
            return "".join(map(self.text, node.values))
        if isinstance(node, ast.FormattedValue):
            return self.text(node.value)
        if isinstance(node, ast.Name):
            value = getattr(import_module(self.path.removesuffix(".py").replace("/", ".")), node.id, None)
            return value if isinstance(value, str) else "…"
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "ReferralState.QUERIED":
            return "…"
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in self.functions:
            return self.text(self.functions[node.func.id])
        return "…"

    def calls(self, *names: str) -> list[ast.Call]:
        calls = [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]
        return [call for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) in names]


def modules() -> list[Module]:
    return [Module(path, tree) for path, tree in trees() if not path.startswith(LEFT_OUT) and "migrations" not in path]


def kind(text: str) -> str:
    return text.partition(":")[0]


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((each.value for each in call.keywords if each.arg == name), None)


def sending(call: ast.Call) -> str:
    """Return whether a call of `queue_message` is always sent, sometimes or as the user chose."""
    flags = [keyword(call, name) for name in ("is_urgent", "is_always_sent")]
    if any(isinstance(flag, ast.Constant) and flag.value is True for flag in flags):
        return ALWAYS
    return SOMETIMES if any(flag is not None for flag in flags) else CHOSEN


def queued_kinds() -> dict[str, str]:
    """Return by kind of message how it is sent."""
    kinds = {}
    for module in modules():
        inner = module.calls("queue_message")
        passed_on = [call for call in inner if kind(module.text(keyword(call, "key"))) == "…"]
        outer = module.calls(*FORWARDING)
        for call in [*inner, *outer]:
            key = keyword(call, "key") or next((arg for arg in call.args if isinstance(arg, ast.JoinedStr)), None)
            name = IN_A_VARIABLE.get((module.path, ast.unparse(key)) if key else ("", ""), kind(module.text(key)))
            if name == "…" or key is None:
                continue
            here = call if call in inner else next(iter(passed_on), None)  # None: passed on in another file
            kinds[name] = sending(here) if here else CHOSEN
    return kinds


def settled_kinds() -> set[str]:
    """Return the kinds that a service settles, or the closing of a duty."""
    kinds = set()
    for module in modules():
        for call in module.calls("settle"):
            parts = [node for argument in call.args for node in ast.walk(argument)]
            kinds |= {
                kind(module.text(node)) for node in parts if isinstance(node, ast.JoinedStr | ast.Constant | ast.Name)
            }
            kinds |= {kind(module.text(node)) for node in parts if isinstance(node, ast.Call)}
    return kinds


def test_every_kind_of_message_is_listed():
    assert set(queued_kinds()) == set(KINDS)


def test_what_asks_for_something_is_settled_when_it_is_done():
    settled = settled_kinds()
    settled = {name for name in settled if name} | ({"import-…"} if "import-checked" in settled else set())
    asking = {name for name, (what, _) in KINDS.items() if what == ASKS}
    assert asking - settled == set(), "no service settles these"


def test_what_only_informs_is_settled_by_nothing():
    informing = {name for name, (what, _) in KINDS.items() if what == INFORMS}
    assert informing & settled_kinds() == set(), "these ask for something"


def test_choices_apply_to_ordinary_messages_only():
    assert queued_kinds() == {name: how for name, (_, how) in KINDS.items()}
