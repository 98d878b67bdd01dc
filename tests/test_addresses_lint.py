"""An address is written once, in `urls.py`. Code uses `reverse()`, templates use {% url %}."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import resolve

from tests.architecture import ROOT, sources, templates, trees
from tests.pages.urls import patterns

# Files that write an address, and why they may.
FILES_WITH_ADDRESSES = {
    "config/settings.py": "where static and private files are served, which are no pages",
    "contracts/middleware.py": "whole branches of the site, of which the sign-in library's has no name",
    "casework/access/models.py": "compares with paths that are stored, in SQL",
}
# Scripts that run offline contain these addresses.
SCRIPTS = ("/phone/", "/phone/sw.js", "/phone/who/", "/phone/pack/", "/phone/entries/", "/phone/hand-in/")
DEMO_TEMPLATES = ROOT / "demo/templates"
# Addresses that no page leads to, and who asks for them. Those of the phone are in `SCRIPTS`.
ASKED_FROM_OUTSIDE = {
    "health": "the host's check that it runs",
    "health_jobs": "the host's check of the jobs",
    "gallery": "whoever builds a page",
    "text_receipt": "the company that delivers texts, with its receipts",
    "account_signup": "the sign-in library: closed",
    "account_reset_password_done": "the sign-in library",
    "account_reset_password_from_key": "the sign-in library, in its mail",
    "account_reset_password_from_key_done": "the sign-in library",
    "openid_connect_callback": "the organisation's server, with its answer",
    "socialaccount_login_cancelled": "the sign-in library",
    "mfa_login_webauthn": "the sign-in library's script",
}
# String methods in which "/" only splits or trims a text.
ON_TEXT = {"split", "rsplit", "strip", "lstrip", "rstrip", "partition", "rpartition", "replace", "join"}


def _branches() -> set[str]:
    """Return the first part of every address of the site and of its files."""
    routes = {route.partition("/")[0] for route, _ in patterns() if "/" in route}
    return {part for part in routes if part and "<" not in part} | {"static"}


def address_pattern() -> re.Pattern:
    """Return a pattern that matches the start of any address of the site."""
    return re.compile(r"/(" + "|".join(sorted(_branches())) + r")(/|$)")


def addresses_in(tree: ast.AST, looks_like: re.Pattern) -> list[int]:
    """Return the lines with a written address. The home page is "/" alone."""
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    lines = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if looks_like.match(node.value) or (node.value == "/" and _is_used_as_address(node, parents)):
            lines.append(node.lineno)
    return lines


def _is_used_as_address(node: ast.Constant, parents: dict) -> bool:
    parent = parents[node]
    if isinstance(parent, ast.Call):
        return getattr(parent.func, "attr", "") not in ON_TEXT
    return isinstance(parent, ast.keyword | ast.Dict | ast.BoolOp | ast.IfExp | ast.Tuple | ast.Assign)


def addresses_in_template(text: str, looks_like: re.Pattern) -> list[str]:
    """Return the addresses written in a template, in a tag or an attribute."""
    quoted = [value for value in re.findall(r"[\"'](/[^\"']*)", text) if looks_like.match(value)]
    return quoted + re.findall(r"(?:href|action|src|data-[\w-]+)=[\"'](/)[\"']", text)


def test_code_writes_no_address():
    looks_like = address_pattern()
    breaches = [
        f"{path}:{line}"
        for path, tree in trees()
        if path not in FILES_WITH_ADDRESSES and not path.startswith("demo/")
        for line in addresses_in(tree, looks_like)
    ]
    if breaches:
        pytest.fail("Use reverse() for the address:\n  " + "\n  ".join(breaches), pytrace=False)


def test_templates_write_no_address():
    looks_like = address_pattern()
    breaches = [f"{path}: {one}" for path, text in templates() for one in addresses_in_template(text, looks_like)]
    if breaches:
        pytest.fail("Use {% url %} for the address:\n  " + "\n  ".join(breaches), pytrace=False)


def test_scripts_contain_only_the_addresses_of_the_phone():
    looks_like = address_pattern()
    addresses = {
        address.partition("?")[0]
        for path in sorted((ROOT / "design/assets/js").rglob("*.js"))
        for address in re.findall(r"[\"'`](/[^\"'`]*)[\"'`]", path.read_text())
        if looks_like.match(address)
    }
    assert addresses == set(SCRIPTS)
    assert [address for address in SCRIPTS if not resolve(address).url_name.startswith("phone")] == []


def names_in(text: str) -> set[str]:
    """Return every text in quotes that could be the name of an address."""
    return set(re.findall(r"[\"'](\w+)(?: \(\w+\))?[\"']", text))


def test_something_leads_to_every_address():
    """Given the addresses; then a template or code outside urls.py names each, as a link, a form or a redirect."""
    texts = [*(text for _path, text in templates()), *(path.read_text() for path in DEMO_TEMPLATES.rglob("*.html"))]
    named = {name for text in texts for name in names_in(text)}
    for path, text in sources():
        # Enums and models have constraints and values with such names.
        if Path(path).name not in ("urls.py", "enums.py") and "/models" not in path:
            named |= names_in(text)
    named |= {resolve(address).url_name for address in SCRIPTS} | set(ASKED_FROM_OUTSIDE)
    breaches = {pattern.name for _route, pattern in patterns() if pattern.name} - named
    if breaches:
        pytest.fail("Nothing leads to these pages: link to them, or remove them:\n  " + "\n  ".join(sorted(breaches)))
    assert "people" in named
    assert "a_page_without_a_link" not in named


@pytest.mark.parametrize(
    "source",
    ['path = f"/people/{person.pk}/"', 'redirect("/")', 'tell(path="/me/plan/")', 'PLACES = (("Work", "/", ()),)'],
)
def test_the_lint_refuses_an_address(source):
    assert addresses_in(ast.parse(source), address_pattern()) == [1]


@pytest.mark.parametrize("source", ['path.split("/")', 'reverse("people")', '"and/or"', 'Path("/proc") / name'])
def test_the_lint_accepts_other_strings(source):
    assert addresses_in(ast.parse(source), address_pattern()) == []


def test_the_lint_reads_templates():
    text = """{% back_link "/me/" %}<a href="/"><a href="{% url 'me' %}"><form action='/people/'>"""
    assert addresses_in_template(text, address_pattern()) == ["/me/", "/people/", "/"]
