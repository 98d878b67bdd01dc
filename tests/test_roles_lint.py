"""Code checks permissions and never roles. A role is named only to record it, by `RoleKey`."""

import ast
import re

import pytest

from accounts.enums import RoleKey
from tests.architecture import templates, trees

# The modules of roles and their permissions. The demo is data, like the test cast.
DEFINED_IN = ("accounts/enums.py", "accounts/roles.py", "demo/")
# In the forms of a hospital stay and of a question "keyworker" is a choice for who said it.
# A part of a referral has the fields of who refers.
OTHER_WORDS = ("casework/hospital/forms.py", "casework/questions/forms.py", "referrals/parts/views.py")
KEYS = {key.value for key in RoleKey}
# Calls whose strings name a field, an answer or a column, not a role.
OF_FIELDS = {
    "get",
    "pop",
    "filter",
    "exclude",
    "Refused",
    "Index",
    "only",
    "defer",
    "add_error",
    "getattr",
    "choice",
    "select_related",
    "setdefault",
}


def _names_no_role(node: ast.Constant, parents: dict) -> bool:
    """Return True if a literal that looks like a role is a field name, a key or a value of another enum."""
    parent = parents[node]
    if isinstance(parent, ast.keyword):
        return parent.arg not in (None, "role", "roles", "role__in", "user__role")
    if isinstance(parent, ast.Call):
        name = getattr(parent.func, "attr", getattr(parent.func, "id", ""))
        return name in OF_FIELDS
    if isinstance(parent, ast.Compare):
        compared = ast.unparse(parent.comparators[-1])
        return compared in ("self.fields", "fields", "data")
    if isinstance(parent, ast.Subscript | ast.Dict):
        return True
    if isinstance(parent, ast.MatchValue):
        return "role" not in ast.unparse(parents[parents[parent]].subject)
    if isinstance(parent, ast.Tuple | ast.List):
        holder = parents.get(parent)
        while isinstance(holder, ast.Tuple):
            holder = parents.get(holder)
        if isinstance(holder, ast.Assign):
            target = holder.targets[0]
            in_enum = isinstance(parents.get(holder), ast.ClassDef)
            return in_enum or getattr(target, "id", "") in ("__all__", "RECEIPT_NAMES")
        return isinstance(holder, ast.Call | ast.keyword | ast.Return) and not _asks_roles(holder)
    return False


def _asks_roles(node) -> bool:
    return "role" in ast.unparse(node).partition("(")[0]


def roles_in(tree: ast.AST) -> list[int]:
    """Return the lines with a role as a literal."""
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in KEYS and not _names_no_role(node, parents)
    ]


def test_code_asks_for_a_permission_and_names_no_role():
    breaches = [
        f"{path}:{line}"
        for path, tree in trees()
        if not path.startswith((*DEFINED_IN, *OTHER_WORDS))
        for line in roles_in(tree)
    ]
    if breaches:
        pytest.fail(
            "Ask for a permission (`can`, `posts.users_with`, `posts.permissions`), or name the role by RoleKey:\n  "
            + "\n  ".join(breaches),
            pytrace=False,
        )


def test_only_the_roles_module_decides_by_role_key():
    """RoleKey is only for recording: code must not compare it."""
    breaches = [
        f"{path}:{node.lineno}"
        for path, tree in trees()
        if not path.startswith(DEFINED_IN)
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare) and "RoleKey." in ast.unparse(node)
    ]
    assert breaches == []


def test_templates_compare_no_role():
    pattern = re.compile(r"[\"'](" + "|".join(sorted(KEYS)) + r")[\"']")
    breaches = [
        f"{path}: {tag}" for path, text in templates() for tag in re.findall(r"\{%.*?%\}", text) if pattern.search(tag)
    ]
    assert breaches == []


@pytest.mark.parametrize(
    "source",
    [
        "posts.users_with(contract, 'manager')",
        "roles & {'manager', 'deputy'}",
        "user_role == 'keyworker'",
        "Post.objects.filter(role='commissioner')",
        "WHO = ('keyworker', 'referrer')",
        "Post.objects.filter(role__in=['manager'])",
        "match role:\n    case 'keyworker':\n        pass",
    ],
)
def test_the_lint_refuses_a_role(source):
    assert roles_in(ast.parse(source))


@pytest.mark.parametrize(
    "source",
    [
        "class Asked(TextChoices):\n    KEYWORKER = 'keyworker', 'The keyworker'",
        "data['keyworker']",
        "self.fields['keyworker'].queryset = rows",
        "data.get('keyworker')",
        "raise Refused('Name one.', field='keyworker')",
        "{'keyworker': None}",
        "appoint(user=user, role=RoleKey.KEYWORKER)",
        "match name:\n    case 'referrer':\n        pass",
    ],
)
def test_the_lint_accepts_other_text(source):
    assert roles_in(ast.parse(source)) == []
