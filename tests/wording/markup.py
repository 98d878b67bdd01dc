"""Markup that templates do not write: long lines, tables by hand, states compared with text."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.wording.findings import Finding
from tests.wording.texts import ROOT, template_files

LONGEST_LINE = 120
# Where the markup of tables and lists is drawn: components, form fields, PDFs.
DRAWING = ("templates/components/", "templates/govuk/", "templates/django/", "design/templates/")
TABLE = re.compile(r"<(table|dl)\b")
CONDITION = re.compile(r"\{%\s*(?:if|elif)\b.*?%\}")
STATE = r"[\w.]*\b(?:\w+_)?(?:state|status)"
TEXT = r"(?:\"[^\"]*\"|'[^']*')"
COMPARISON = re.compile(rf"\b{STATE} (?:==|!=|in|not in) {TEXT}|{TEXT} (?:==|!=) {STATE}\b")


def refused_markup(path: str, source: str) -> Iterator[Finding]:
    """Yield what is refused in a template."""
    draws = path.startswith(DRAWING) or path.endswith(".pdf.html")
    for number, line in enumerate(source.splitlines(), start=1):
        if len(line) > LONGEST_LINE:
            yield Finding(path, number, "long line", f"a line of {len(line)} characters: at most {LONGEST_LINE}")
        for match in TABLE.finditer("" if draws else line):
            component = "{% table %}" if match[1] == "table" else "{% summary %}"
            yield Finding(path, number, f"{match[0]}>", f"{match[0]}>: use {component}")
        for condition in CONDITION.findall(line):
            for match in COMPARISON.finditer(condition):
                message = f"{{% if {match[0]} %}}: ask a property of the record, like is_open"
                yield Finding(path, number, "state compared", message)


def all_refused_markup(root: Path = ROOT) -> Iterator[Finding]:
    """Yield what is refused in the templates of the project."""
    for path in template_files(root):
        yield from refused_markup(str(path.relative_to(root)), path.read_text())
