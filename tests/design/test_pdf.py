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
def render_pdf(monkeypatch):
    """Render template source to PDF bytes."""

    def rendering(source=SOURCE, **changes):
        monkeypatch.setattr(
            pdf,
            "render_to_string",
            lambda _name, context: engines["django"].from_string(source).render(context),
        )
        values = {"title": "Plan", "created_on": CREATED} | changes
        return pdf.render("source", gallery_samples.SAMPLES, **values)

    return rendering


def read_pdf(document):
    return pypdf.PdfReader(io.BytesIO(document))


def test_the_same_input_gives_the_same_bytes(render_pdf):
    assert render_pdf() == render_pdf()


def test_another_date_or_title_gives_other_bytes(render_pdf):
    assert render_pdf() != render_pdf(created_on=CREATED + datetime.timedelta(days=1))
    assert render_pdf() != render_pdf(title="Other")


def test_it_is_tagged_and_names_its_language_and_title(render_pdf):
    catalogue = read_pdf(render_pdf()).trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"] == "en-GB"
    assert read_pdf(render_pdf()).metadata.title == "Plan"
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()


def test_the_file_has_the_date_passed_in(render_pdf):
    assert read_pdf(render_pdf()).metadata.creation_date == CREATED


def test_every_page_has_its_number_and_the_running_foot(render_pdf):
    source = SOURCE.replace("{% summary_list", '<div class="cw-new-page"></div>{% summary_list', 1)
    pages = read_pdf(render_pdf(source)).pages
    assert len(pages) >= 2
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert f"Page {number} of {len(pages)}" in text
        assert "Contract 7, July to September 2026" in text


def test_only_the_bundled_typeface_is_used(render_pdf):
    fonts = set()
    for page in read_pdf(render_pdf()).pages:
        for font in page["/Resources"]["/Font"].values():
            fonts.add(str(font.get_object()["/BaseFont"]))
    assert fonts
    assert all("Atkinson" in font for font in fonts), fonts


def test_names_in_other_scripts_are_complete(render_pdf):
    assert "Łukasz" in read_pdf(render_pdf()).pages[0].extract_text()


@pytest.mark.parametrize(
    "address", ["https://example.org/a.png", "file:///etc/hostname", "../manage.py", "missing.png"]
)
def test_nothing_outside_static_is_fetched(render_pdf, address):
    with pytest.raises(ValueError, match="may only use files of static/"):
        render_pdf('{% extends "print.html" %}{% block content %}<img alt="" src="' + address + '">{% endblock %}')


def test_a_date_without_a_time_zone_is_refused(render_pdf):
    with pytest.raises(ValueError, match="aware"):
        render_pdf(created_on=datetime.datetime(2026, 11, 21))


def test_links_to_the_site_are_removed():
    others = '<a href="https://example.org/">b</a><a href="tel:999">c</a><a href="#d">d</a>'
    assert pdf.without_inner_links(f'<a class="x" href="/people/">a</a>{others}') == f'<a class="x">a</a>{others}'
