import datetime
import enum
import itertools
import re

import pytest
from django.template.loader import render_to_string
from django.test import override_settings

from core import clock
from design import views
from tests.design.markup import PAGE_CONTEXT, spaceless, tags

AFTERNOON = datetime.datetime(2026, 7, 20, 15, 5, tzinfo=datetime.UTC)


class HoldStatus(enum.Enum):
    HELD = "held"

    @property
    def label(self):
        return "Held: in hospital"

    @property
    def tone(self):
        return "held"


@pytest.fixture(autouse=True)
def _in_2026():
    with clock.frozen_at(AFTERNOON):
        yield


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (HoldStatus.HELD, '<strong class="cw-pill cw-pill--held">Held: in hospital</strong>'),
        (("4 Dec", "soon"), '<strong class="cw-pill cw-pill--soon">4 Dec</strong>'),
        ("Draft", '<strong class="cw-pill cw-pill--plain">Draft</strong>'),
        (("Odd", "purple"), '<strong class="cw-pill cw-pill--plain">Odd</strong>'),
        (None, ""),
    ],
)
def test_a_status_is_words_on_a_tone(render, value, expected):
    assert render("{% status_pill given %}", given=value) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ at|local_day }}", "20 Jul 2026"),
        ("{{ at|local_when }}", "20 Jul 16:05"),  # summer time
        ("{{ at|local_time }}", "16:05"),
        ("{{ at|spoken_time }}", "4:05pm"),
        ("{{ old|local_when }}", "31 Dec 2024 23:30"),
        ("{{ day|local_when }}", "24 Nov"),
        ("{{ day|day_words }}", "Tue 24 Nov"),
        ("{{ old|day_words }}", "Tue 31 Dec 2024"),
        ("{{ day|long_day }}", "Tuesday 24 November"),
        ("{{ none|local_day }}{{ none|local_when }}{{ none|minutes_as_hours }}{{ none|tel }}", ""),
        ("{{ 90|minutes_as_hours }}", "1 h 30 min"),
        ("{{ 45|minutes_as_hours }}", "45 min"),
        ("{{ 0|minutes_as_hours }}", "0 min"),
        ("{{ 360|minutes_as_hours }}", "6 h"),
        ("{{ 522|hours_and_minutes }}", "8 hours 42 minutes"),
        ("{{ 61|hours_and_minutes }}", "1 hour 1 minute"),
        ("{{ 0|hours_and_minutes }}", "0 minutes"),
        ("{{ 120|hours_and_minutes }}{{ none|hours_and_minutes }}", "2 hours"),
        ("{{ 750|decimal_hours }}", "12.5 hours"),
        ("{{ 60|decimal_hours }}{{ none|decimal_hours }}", "1 hour"),
        ("{{ 45|decimal_hours }}", "0.75 hours"),
        ("{{ 600|decimal_hours }}", "10 hours"),
        ("{{ 1258000|file_size }}", "1.2 MB"),
        (
            '{{ "01632 960 123"|tel }}',
            '<a class="govuk-link cw-tel" href="tel:+441632960123">01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}123</a>',
        ),
    ],
)
def test_labels_as_words(render, source, expected):
    context = {
        "at": AFTERNOON,
        "old": datetime.datetime(2024, 12, 31, 23, 30, tzinfo=datetime.UTC),
        "day": datetime.date(2026, 11, 24),
        "none": None,
    }
    assert render(source, **context) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (datetime.timedelta(seconds=40), "just now"),
        (datetime.timedelta(seconds=-40), "just now"),
        (datetime.timedelta(minutes=1, seconds=30), "1 minute ago"),
        (datetime.timedelta(minutes=59), "59 minutes ago"),
        (datetime.timedelta(hours=3, minutes=50), "3 hours ago"),
        (datetime.timedelta(hours=24), "1 day ago"),
        (datetime.timedelta(hours=207), "8 days ago"),
        (datetime.timedelta(hours=-2), "in 2 hours"),
    ],
)
def test_how_long_ago_an_instant_is(render, before, expected):
    assert render("{{ at|time_ago }}", at=AFTERNOON - before) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, "today"), (1, "yesterday"), (5, "5 days ago"), (-1, "tomorrow"), (-9, "in 9 days")],
)
def test_how_long_ago_a_date_is(render, days, expected):
    assert render("{{ day|time_ago }}", day=clock.today() - datetime.timedelta(days=days)) == expected


def test_a_length_of_time_is_in_its_largest_unit(render):
    lengths = [datetime.timedelta(seconds=20), datetime.timedelta(minutes=20), datetime.timedelta(days=2, hours=9)]
    written = [render("{{ length|duration }}", length=length) for length in lengths]
    assert written == ["less than a minute", "20 minutes", "2 days"]
    assert render("{{ none|duration }}{{ none|time_ago }}", none=None) == ""


def test_blocks_have_labels(render):
    assert 'aria-label="Hospital hold: day 12 of 28"' in render('{% day_line 12 28 label="Hospital hold" %}')
    assert render("{% day_line 12 28 %}").count('class="cw-on-held"') == 12


def test_an_unknown_component_argument_is_an_error(render):
    with pytest.raises(ValueError, match="titel: not an input"):
        render("{% timeline entries %}", entries=[{"titel": "Visit"}])


def test_a_timeline_says_who_and_when(render):
    html = render("{% timeline entries %}", entries=[{"title": "Visit", "at": AFTERNOON, "by": "Amara Okafor"}])
    assert "20 Jul 16:05, Amara Okafor" in html
    assert "Nothing recorded yet." in render("{% timeline entries %}", entries=[])


def test_a_button_that_changes_something_is_a_form_with_a_token(render):
    html = render('{% post_button "/go/" "Go" name="of" value=value %}', value='"x"', csrf_token="t" * 64)
    assert [tag for tag, _attrs in tags(html)] == ["form", "input", "input", "input", "input", "button"]
    assert "csrfmiddlewaretoken" in html
    assert 'name="submission_id"' in html
    assert 'name="form_name" value="Go"' in html
    assert 'value="&quot;x&quot;"' in html


def test_charts_have_their_table(render):
    html = render(
        '{% line_chart series labels "Started" %}', series=[("Started", [1, None, 3])], labels=["a", "b", "c"]
    )
    assert html.count("<td") == 3
    assert "–" in html
    html = render('{% bar_chart rows "Contacts" %}', rows=[("Face to face", 3)])
    assert '<th scope="row" class="govuk-table__header" data-label="What">Face to face</th>' in html


@pytest.mark.parametrize(
    "source", ["{% sparkline values 'Ratings' top=10 %}", "{% line_chart series values 'Ratings' top=10 %}"]
)
def test_a_chart_on_a_fixed_scale_labels_both_ends_whatever_the_values(render, source):
    for values in ([3, 4], [0, 10], [2, 2, 2]):
        html = render("{% load charts %}" + source, values=values, series=[("Ratings", values)])
        for end in ("0", "10"):
            assert re.search(rf">\s*{end}\s*</text>", html), (values, end)


def test_a_chart_beside_its_table_has_none_itself(render):
    html = render("{% line_chart series labels 'Ratings' has_table=False %}", series=[("A", [1])], labels=["May"])
    assert "<table" not in html


def test_the_names_of_lines_that_end_together_do_not_overlap(render):
    series = [(name, [2, 0]) for name in ("Planned", "Available", "Shortfall")]
    html = render('{% line_chart series labels "Staffing" %}', series=series, labels=["08:00", "09:00"])
    heights = [float(dict(attrs)["y"]) for tag, attrs in tags(html) if tag == "text"][-3:]
    assert min(abs(one - other) for one, other in itertools.combinations(heights, 2)) >= 16


def gallery(get_request):
    return views.gallery(get_request("/components/"))


def test_the_gallery_shows_every_component(get_request):
    with override_settings(DEBUG=True):
        answer = gallery(get_request)
    assert answer.status_code == 200
    html = answer.content.decode()
    for name in ("identity_bar", "timeline", "day_line", "filter_panel", "conversation", "line_chart"):
        assert name in html


def test_the_gallery_is_not_served_in_production(get_request):
    from django.http import Http404

    with override_settings(DEBUG=False, DEMO=False), pytest.raises(Http404):
        gallery(get_request)


def test_nothing_in_the_gallery_breaks_the_content_policy(get_request):
    with override_settings(DEBUG=True):
        elements = tags(gallery(get_request).content.decode())
    assert not [attrs for _tag, attrs in elements if any(name == "style" or name.startswith("on") for name in attrs)]
    assert not [tag for tag, attrs in elements if tag == "style" or (tag == "script" and "src" not in attrs)]


def test_ids_in_the_gallery_are_unique(get_request):
    with override_settings(DEBUG=True):
        elements = tags(gallery(get_request).content.decode())
    ids = [attrs["id"] for _tag, attrs in elements if "id" in attrs]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["base.html", "portal/base.html", "public.html"])
def test_base_templates_have_what_every_page_needs(name, get_request):
    html = spaceless(render_to_string(name, PAGE_CONTEXT, request=get_request("/")))
    assert '<html lang="en-GB"' in html
    assert '<a href="#main" class="govuk-skip-link"' in html
    assert '<main id="main"' in html
    assert "01632 960123" in html


def test_the_portal_says_what_to_do_when_not_safe(get_request):
    html = spaceless(render_to_string("portal/base.html", PAGE_CONTEXT, request=get_request("/me/")))
    assert "Do you want to die, or are you not safe now?" in html
    assert "data-quick-exit" in html


def test_every_page_has_a_sign_out_button(get_request):
    elements = tags(render_to_string("base.html", PAGE_CONTEXT, request=get_request("/")))
    assert [attrs["method"] for tag, attrs in elements if tag == "form"] == ["post"]


@pytest.mark.parametrize("name", ["400", "403", "404", "405", "409", "500"])
def test_error_pages_need_no_context(name):
    html = render_to_string(f"{name}.html")
    assert html.count("<h1") == 1
    assert "<title>" in html
