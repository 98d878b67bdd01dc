import datetime
import io

import pypdf
import pytest
from django.template import engines

from design import gallery_samples, pdf

CREATED = datetime.datetime(2026, 11, 21, 9, 30, tzinfo=datetime.UTC)
SOURCE = """{% extends "print.html" %}{% load design %}
{% block footer_text %}Contract 7, July to September 2026{% endblock %}
{% block content %}<h1>Łukasz’s plan</h1><p>Café, “words” – 5 £.</p>
{% timeline entries %}{% day_line 12 28 %}<p>{% rating_change 3 6 %}</p>{% sparkline points "People" %}
{% bar_chart bar_rows "Contacts" %}{% summary_list summary_rows %}
{% endblock %}"""


@pytest.fixture
def paper(monkeypatch):
    """Render template source to PDF bytes."""

    def rendering(source=SOURCE, **changes):
        monkeypatch.setattr(
            pdf,
            "render_to_string",
            lambda _name, context: engines["django"].from_string(source).render(context),
        )
        given = {"title": "Plan", "created_on": CREATED} | changes
        return pdf.render("source", gallery_samples.SAMPLES, **given)

    return rendering


def read(document):
    return pypdf.PdfReader(io.BytesIO(document))


def test_the_same_input_gives_the_same_bytes(paper):
    assert paper() == paper()


def test_another_date_or_title_gives_other_bytes(paper):
    assert paper() != paper(created_on=CREATED + datetime.timedelta(days=1))
    assert paper() != paper(title="Other")


def test_it_is_tagged_and_says_its_language_and_title(paper):
    catalogue = read(paper()).trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"] == "en-GB"
    assert read(paper()).metadata.title == "Plan"
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()


def test_the_date_in_the_file_is_the_one_given(paper):
    assert read(paper()).metadata.creation_date == CREATED


def test_every_page_has_its_number_and_the_running_foot(paper):
    source = SOURCE.replace("{% summary_list", '<div class="cw-new-page"></div>{% summary_list', 1)
    pages = read(paper(source)).pages
    assert len(pages) >= 2
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert f"Page {number} of {len(pages)}" in text
        assert "Contract 7, July to September 2026" in text


def test_only_the_bundled_typeface_is_used(paper):
    fonts = set()
    for page in read(paper()).pages:
        for font in page["/Resources"]["/Font"].values():
            fonts.add(str(font.get_object()["/BaseFont"]))
    assert fonts
    assert all("Atkinson" in font for font in fonts), fonts


def test_names_from_elsewhere_are_whole(paper):
    assert "Łukasz" in read(paper()).pages[0].extract_text()


@pytest.mark.parametrize(
    "address", ["https://example.org/a.png", "file:///etc/hostname", "../manage.py", "missing.png"]
)
def test_nothing_outside_static_is_fetched(paper, address):
    with pytest.raises(ValueError, match="may only use files of static/"):
        paper('{% extends "print.html" %}{% block content %}<img alt="" src="' + address + '">{% endblock %}')


def test_a_date_without_zone_is_refused(paper):
    with pytest.raises(ValueError, match="aware"):
        paper(created_on=datetime.datetime(2026, 11, 21))


def test_links_within_the_site_stay_on_the_site():
    others = '<a href="https://example.org/">b</a><a href="tel:999">c</a><a href="#d">d</a>'
    assert pdf.without_inner_links(f'<a class="x" href="/people/">a</a>{others}') == f'<a class="x">a</a>{others}'
