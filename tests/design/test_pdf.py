import datetime
import io
import re

import pypdf
import pytest
from django.template import engines

from core import documents
from design import gallery_samples, pdf, print_fonts

pytestmark = pytest.mark.django_db

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


def page_of(text: str) -> str:
    return (
        '{% extends "print.html" %}{% block content %}<table><tr><th>Text</th><td>'
        + text
        + "</td></tr></table>{% endblock %}"
    )


def text_of(document) -> str:
    return "".join(page.extract_text() for page in read_pdf(document).pages)


@pytest.mark.parametrize("mark", ["\u2029", "\u2028", "\x85", "\x0b", "\x0c", "\u202e", "\x07", "\uffff"])
def test_no_separator_or_control_character_stops_a_document(render_pdf, mark):
    """WeasyPrint fails at a paragraph separator after a space; old records may have one."""
    assert "before" in text_of(render_pdf(page_of(f"before {mark}after")))


SCRIPTS = {
    "Polish": "Zażółć gęślą jaźń",
    "Romanian": "Ștefan țară",
    "Vietnamese": "Nguyễn Thị Hường",
    "Yoruba": "Ọlá ẹ́kọ́",
    "Greek": "Καλημέρα ᾧ",
    "Ukrainian": "Ґанок її",
    "Arabic": "مرحبا",
    "Urdu": "آپ کیسے ہیں ٹھیک",
    "Farsi": "می‌خواهم پ",
    "Kurdish": "ڕۆژ باش ڵێ",
    "Pashto": "ښه ځ",
    "Bengali": "আমি ভালো ক্ষ",
    "Punjabi": "ਸਤ ਸ੍ਰੀ ਅਕਾਲ",
    "Gujarati": "નમસ્તે",
    "Hindi": "नमस्ते क्षत्रिय",
    "Chinese": "你好 我想见医生 謝謝你幫助我們學習",
    "Korean": "안녕하세요",
    "Hebrew": "שלום",
    "Tamil": "வணக்கம்",
    "Thai": "สวัสดีครับ",
    "Tigrinya": "ሰላም ትግርኛ",
    "Georgian": "გამარჯობა",
    "Armenian": "Բարեւ",
    "Sinhala": "ආයුබෝවන්",
    "Malayalam": "നമസ്കാരം",
    "Telugu": "నమస్కారం",
    "Kannada": "ನಮಸ್ಕಾರ",
    "Burmese": "မင်္ဂလာပါ",
    "Khmer": "ជំរាបសួរ",
    "Lao": "ສະບາຍດີ",
    "Signs": "☐ ✓ → ★ ½ ☎ ♥",
    "Emoji": "😀 👍🏽 👩‍🚀 ❤️ 🏳️‍🌈 🇬🇧 ✅",
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_bundled_font_has_every_letter(script):
    assert print_fonts.unprintable(SCRIPTS[script]) == []


def fonts_of(document) -> set[str]:
    pages = read_pdf(document).pages
    return {str(font.get_object()["/BaseFont"]) for page in pages for font in page["/Resources"]["/Font"].values()}


def test_other_scripts_are_printed_with_bundled_fonts_only(render_pdf):
    """Given names in several scripts; then only our fonts are in the file, and it is the same each time."""
    source = page_of(
        " ".join(SCRIPTS[script] for script in ("Urdu", "Bengali", "Chinese", "Ukrainian", "Emoji", "Yoruba"))
    )
    document = render_pdf(source)
    assert all("Atkinson" in font or "Casework-noto" in font for font in fonts_of(document)), fonts_of(document)
    assert document == render_pdf(source)
    assert documents.unprinted_letters(document) == ""
    assert "你好" in text_of(document)
    assert "could not be printed" not in text_of(document)


def test_a_document_in_english_has_no_further_fonts(render_pdf):
    assert "noto" not in print_fonts.style_sheet("Łukasz’s plan, “5 £”")


def test_letters_that_no_font_has_are_named_in_the_document(render_pdf):
    document = render_pdf(page_of("A sign: \U00012000."))
    text = " ".join(text_of(document).split())
    assert "Some letters could not be printed" in text
    assert "CUNEIFORM SIGN A (U+12000)" in text
    assert "A sign: □." in text
    assert documents.unprinted_letters(document) == "CUNEIFORM SIGN A (U+12000)"


def test_a_word_of_200_letters_stays_on_the_page(render_pdf):
    """Given a long word in a table; then it is broken into lines that fit the page, and short words stay whole."""
    (page,) = read_pdf(render_pdf(page_of("W" * 200 + "</td><td>Wednesday"))).pages
    text = page.extract_text()
    assert text.count("W") == 201
    assert max(map(len, re.findall("W+", text))) < 60
    assert "Wednesday" in text


def test_the_fonts_stay_within_their_size():
    folder = print_fonts.static_folder() / print_fonts.NOTO
    assert sum(file.stat().st_size for file in folder.iterdir()) < 12_000_000
    assert (folder / "OFL.txt").is_file()
