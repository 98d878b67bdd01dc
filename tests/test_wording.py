"""The lint of words and markup: its rules, what it reads, and what it prints."""

from pathlib import Path
from textwrap import dedent

import pytest

from tests.wording.__main__ import all_findings, main
from tests.wording.markup import refused_markup
from tests.wording.rules import LABELS, PATTERNS, RULES, compiled, refused_words
from tests.wording.texts import (
    NOTE,
    PAGE,
    PROSE,
    Text,
    all_texts,
    javascript_texts,
    markdown_texts,
    python_files,
    python_prose,
    python_texts,
    template_files,
    template_texts,
)


def refused(text: str, audience: str = PAGE) -> list[str]:
    return [finding.rule for finding in refused_words(Text("a.html", 1, text, audience))]


def texts_of(read, source: str) -> list[str]:
    return [text for _line, text in read(source)]


# The rules


def test_a_rule_refuses_its_first_example_where_it_holds():
    breaches = [
        (audience, rule)
        for rule in RULES
        for audience in (PAGE, NOTE, PROSE)
        if (rule.pattern in refused(rule.refuses, audience)) != (audience in rule.where)
    ]
    assert breaches == []


def test_every_rule_lets_the_second_example_of_each_pass():
    assert [rule for rule in RULES for audience in rule.where if refused(rule.passes, audience)] == []


def test_a_label_is_refused_and_the_better_one_passes():
    for label, better in LABELS.items():
        assert refused(label) == refused(f"  {label}:\n") == refused(label, NOTE) == ["a whole label"], label
        assert "a whole label" not in refused(label, PROSE)
        assert refused(better) == [], better


def test_no_rule_is_there_twice():
    assert len({rule.pattern for rule in RULES}) == len(RULES) == len(PATTERNS)


def test_a_label_is_refused_as_a_whole_only_and_with_its_capitals():
    assert refused("Standing") == ["a whole label"]
    assert refused("standing") == refused("Standing order") == []


def test_a_pattern_is_whole_words_with_any_space_between():
    pattern = compiled("heard of|room")
    assert pattern.search("Not heard\n  of today")
    assert pattern.search("ROOM")
    assert not pattern.search("a bedroom, rooms, an en-room")


def test_a_look_behind_meets_a_line_break():
    assert not compiled("(?<!waiting )room").search("in the waiting\nroom")


@pytest.mark.parametrize(
    "text",
    [
        "Support is on hold until 14 December 2026.",
        "The keyworker was alerted by text.",
        "You can't log a visit that hasn't happened yet.",
        "Choose the kind of support",
        "Marked as entered in error by the worker",
        "We understand that this is outstanding.",
        "Records are kept until 3 May 2034.",
    ],
)
def test_plain_english_passes(text):
    assert refused(text) == []


# What is read


def test_a_template_shows_the_text_between_its_tags():
    source = dedent(
        """\
        {% extends "base.html" %}{% load design %}
        {# Nobody sees this #}<!-- nor this -->
        {% comment %}nor this{% endcomment %}
        <h1 class="govuk-heading-l">The visit of
          {{ visit.day|local_day }}&nbsp;is kept</h1>
        <script nonce="{{ nonce }}">const words = "A text"</script>
        <p>{% if visit.is_over %}It is over{% else %}Ahead{% endif %}</p>
        """
    )
    assert list(template_texts(source)) == [(4, "The visit of\n  … is kept"), (7, "It is over"), (7, "Ahead")]


def test_a_template_shows_attributes():
    source = """<a href="{% url 'visit' visit.pk %}" title="Open
      the visit"><img alt='A chart of visits' src="a b.svg"></a><td data-label="Days late" class="cw-cell wide">"""
    assert list(template_texts(source)) == [(1, "Open\n      the visit"), (2, "A chart of visits"), (2, "Days late")]
    nav = """<nav aria-label="Pages of {% if a %}{{ a }}{% endif %} visits">"""
    assert texts_of(template_texts, nav) == ["Pages of", "visits"]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("""{% pill "Look again" "late" %}""", ["Look again"]),
        ("""{% table "Absences" "Days|number" "Do|hidden" %}""", ["Absences", "Days", "Do"]),
        ("""{% link "Change" "visit_change" pk hidden="of this visit" %}""", ["Change", "of this visit"]),
        ("""{% include "visits/_card.html" with heading="Told to you" %}""", ["Told to you"]),
        ("""{% url "visit of" pk as href %}{% if state == "On hold" %}{% endif %}""", []),
        ("""{{ day|default:"no end" }}{{ n|pluralize:"is,are" }}{{ day|date:"j F Y" }}""", ["no end", "is,are"]),
        ("""{% nothing_here name|default:"none yet" %}""", ["none yet"]),
    ],
)
def test_a_template_shows_the_inputs_of_components(tag, expected):
    assert [text for text in texts_of(template_texts, tag) if text != "………"] == expected


def test_python_shows_its_strings():
    source = dedent(
        '''\
        """A docstring is no text."""
        class Kind(TextChoices):
            HELD = "held", "held"
            OVER = "over", _("It is over")

        def check(row):
            """Nor is this."""
            log.info("Row was read")
            re.compile("one row")
            raise Refused(f"{row.name} is "
                          f"kept: {row.day:%d %B of the year}", field="a_name")

        SQL = "SELECT a FROM b WHERE c"
        NAMES = ["Standing", "casework.Package", "day", "GET"]
        '''
    )
    assert sorted(python_texts(source)) == [
        (3, "held"),
        (4, "It is over"),
        (10, "… is kept: …"),
        (14, "Standing"),
    ]


def test_python_has_docstrings_and_comments():
    source = dedent(
        '''\
        """A module."""
        # The first line
        # and the second.
        URL = "https://example.org/#part"  # beside it

        class Row:
            """A class.

            Its `told` is code.
            """

            def read(self):
                "A method."
                return "# no comment"
        '''
    )
    assert sorted(python_prose(source)) == [
        (1, "A module."),
        (2, " The first line\n and the second."),
        (4, " beside it"),
        (7, "A class.\n\n    Its … is code.\n    "),
        (13, "A method."),
    ]


def test_javascript_shows_its_strings():
    source = dedent(
        """\
        // A comment's quote
        const pattern = /["'] a/g
        say("Not kept: no connection", 'button') /* "no text" */
        const sum = `Notes of ${names.map(name => `Mr ${name} here`).join(" and ")} wait`
        """
    )
    assert list(javascript_texts(source)) == [
        (3, "Not kept: no connection"),
        (4, "Notes of … wait"),
        (4, "Mr … here"),
        (4, " and "),
    ]


def test_markdown_is_read_by_paragraphs_without_code():
    source = dedent(
        """\
        # A title

        It is `told` in [a page](told.md)
        of two lines.

        ```
        told()
        ```
        """
    )
    assert list(markdown_texts(source)) == [
        (1, "# A title"),
        (3, "It is … in [a page…\nof two lines."),
        (6, "…"),
    ]


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


@pytest.fixture
def project(tmp_path):
    """A project with a text for users, one for developers, and one for nobody."""
    for app in ("visits", "demo", "bench", "tests", "servers"):
        write(tmp_path, f"{app}/__init__.py", "")
    write(tmp_path, "visits/enums.py", "# It is told.\nLABEL = 'Log it anew'\n")
    write(tmp_path, "visits/migrations/0001_initial.py", "LABEL = 'Log it anew'\n")
    write(tmp_path, "visits/management/commands/repair.py", "HELP = 'Log it anew'\n")
    write(tmp_path, "visits/templates/visits/a.txt", "Log it anew")
    write(tmp_path, "demo/text/notes.py", "NOTE = 'He was told.'\nOTHER = 'For want of sleep.'\n")
    write(tmp_path, "servers/run.py", "TEXT = 'Log it anew'  # anew\n")
    write(tmp_path, "templates/visits/card.html", "<p>\n  Kept\n</p>\n<table>\n")
    write(tmp_path, "design/assets/js/a.js", "say('Log it anew')\n")
    write(tmp_path, "README.md", "Log\nit anew\n")
    return tmp_path


def test_every_text_has_its_reader(project):
    assert {(text.path, text.audience) for text in all_texts(project)} == {
        ("README.md", PROSE),
        ("demo/text/notes.py", NOTE),
        ("design/assets/js/a.js", PAGE),
        ("servers/run.py", PROSE),
        ("templates/visits/card.html", PAGE),
        ("visits/enums.py", PAGE),
        ("visits/enums.py", PROSE),
        ("visits/templates/visits/a.txt", PAGE),
    }


# Markup


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("x" * 121, "long line"),
        ('<table class="govuk-table">', "<table>"),
        ("<dl>", "<dl>"),
        ('{% if visit.state == "planned" and may_log %}', "state compared"),
        ("{% elif 'draft' != plan.status %}", "state compared"),
        ('{% if old_state in "draft sent" %}', "state compared"),
    ],
)
def test_markup_is_refused_in_a_page(line, rule):
    found = list(refused_markup("templates/visits/card.html", f"<p>\n{line}\n"))
    assert [(finding.line, finding.rule) for finding in found] == [(2, rule)]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("templates/visits/card.html", "x" * 120),
        ("templates/visits/card.html", '{% if visit.is_planned and kind == "call" %}{% table "Visits" "Day" %}'),
        ("templates/visits/card.html", '{% if statement == "a" or visit.state %}'),
        ("templates/visits/pack.pdf.html", "<table><dl>"),
        ("templates/components/timeline.html", "<dl>"),
    ],
)
def test_other_markup_passes(path, line):
    assert list(refused_markup(path, line)) == []


# The command


def test_the_command_prints_each_place_with_the_better_words(project, capsys):
    assert main([], project) == 1
    assert capsys.readouterr().out.splitlines() == [
        'README.md:2: "Log it anew" – “anew”: say “again”',
        'demo/text/notes.py:2: "For want of sleep." – “want of”: say “lack of, no”',
        'design/assets/js/a.js:1: "Log it anew" – “anew”: say “again”',
        'servers/run.py:1: "anew" – “anew”: say “again”',
        'templates/visits/card.html:2: "Kept" – “Kept”: say “saved, stored, recorded”',
        "templates/visits/card.html:4: <table>: use {% table %}",
        'visits/enums.py:1: "It is told." – “told”: say “alert, notify, send”',
        'visits/enums.py:2: "Log it anew" – “anew”: say “again”',
        'visits/templates/visits/a.txt:1: "Log it anew" – “anew”: say “again”',
        "9 to change: see tests/wording/rules.py and markup.py",
    ]


def test_the_command_takes_paths_and_is_content_where_there_is_nothing(project, capsys):
    assert main(["templates/visits", "README.md"], project) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "3 to change: see tests/wording/rules.py and markup.py"
    assert main(["core"], project) == 0
    assert capsys.readouterr().out == "Wording: nothing to change\n"


def test_the_summary_counts_apps_and_rules(project, capsys):
    assert main(["--summary"], project) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "    5  visits"
    assert "    1  project" in lines
    assert "    5  anew|afresh" in lines


def test_a_long_text_is_shown_around_the_words():
    (finding,) = refused_words(Text("a.html", 1, f"{'before ' * 30}anew{' after' * 30}", PAGE))
    shown = finding.message.partition('" – ')[0]
    assert len(shown) < 100
    assert "before anew after" in shown


def test_the_files_of_the_project_are_read():
    """A lint that reads nothing would let everything pass."""
    assert len(template_files()) > 200
    assert len(python_files()) > 500


def test_the_project_uses_none_of_these_words():
    found = all_findings()
    if found:
        pytest.fail(f"{len(found)} to change:\n  " + "\n  ".join(map(str, found)), pytrace=False)
