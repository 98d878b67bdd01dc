"""Views start from the records that the user may see."""

import ast

import pytest

from tests.architecture import trees

STARTS = {"allowing", "visible_to", "findable_by", "consented_to", "in_force_for", "changes_visible_to"}
# Querysets of the user's own records, or of the open person.
STARTS |= {"in_app", "acting", "of_user", "from_person"}
TAKERS = {"get_allowed_or_404", "open_record", "get_own"}


def find_unguarded_lines(tree) -> list[int]:
    """Return the lines that use a model's manager without checking the user."""
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    lines = []
    for node in ast.walk(tree):
        is_manager = isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager")
        if is_manager and isinstance(node.value, ast.Name) and not _is_guarded(node, parents):
            lines.append(node.lineno)
    return lines


def _is_guarded(node, parents) -> bool:
    """Return True if the chain of calls starts safely or is passed to a safe function."""
    while True:
        parent = parents[node]
        if isinstance(parent, ast.Attribute):
            if parent.attr in STARTS:
                return True
        elif isinstance(parent, ast.Call) and node is not parent.func:
            taker = getattr(parent.func, "attr", getattr(parent.func, "id", ""))
            return taker in TAKERS
        elif isinstance(parent, ast.Assign):
            return _goes_to_takers_only(parent, parents)
        elif not isinstance(parent, ast.Call):
            return False
        node = parent


def _goes_to_takers_only(assignment, parents) -> bool:
    """Return True if the assigned name is only passed to safe functions."""
    function = assignment
    while function in parents and not isinstance(function, ast.FunctionDef):
        function = parents[function]
    name = getattr(assignment.targets[0], "id", None)
    uses = [
        parents[node]
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
    ]
    return bool(uses) and all(
        isinstance(use, ast.Call) and getattr(use.func, "attr", getattr(use.func, "id", "")) in TAKERS for use in uses
    )


def test_views_start_from_what_the_user_may_see():
    breaches = [
        f"{path}:{line}"
        for path, tree in trees()
        if path.endswith("views.py") or "/views/" in path
        for line in find_unguarded_lines(tree)
    ]
    if breaches:
        pytest.fail(
            "Start from allowing(), visible_to(), findable_by(), get_allowed_or_404(), open_record() or get_own():\n  "
            + "\n  ".join(breaches),
            pytrace=False,
        )


@pytest.mark.parametrize(
    "source",
    [
        "Referral.objects.visible_to(user).order_by('pk')",
        "Referral.objects.select_related('x').allowing(user, P)",
        "get_allowed_or_404(Referral.objects, user, P, pk=pk)",
        "open_record(request, Individual.objects.select_related('x'), P, pk)",
        "individual.hospital_spells.all()",
        "rows = Referral.objects.select_related('x')\nget_allowed_or_404(rows, user, P, pk=pk)",
    ],
)
def test_the_lint_accepts_safe_code(source):
    assert find_unguarded_lines(ast.parse(source)) == []


@pytest.mark.parametrize(
    "source",
    [
        "Referral.objects.get(pk=pk)",
        "Referral.objects.filter(package__in=Package.objects.visible_to(user))",
        "get_object_or_404(Referral.objects, pk=pk)",
        "rows = Referral.objects",
        "rows = Referral.objects.all()\nget_allowed_or_404(rows, user, P, pk=pk)\nrender(rows)",
    ],
)
def test_the_lint_refuses_unsafe_code(source):
    assert find_unguarded_lines(ast.parse(source)) == [1]
