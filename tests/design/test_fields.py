import datetime
import io
import zipfile
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from core import clock
from core.uploads import archives
from design.fields import DayField, LongTextField, MinutesField, PoundsField, TimeField, UploadField
from design.forms import NamedErrors
from tests.files import DOCX, JPG, ODT, PDF, PNG
from tests.pages.urls import patterns

DAY = datetime.date(2026, 3, 27)


def first_message(field, value):
    """Return the first error message of the field for the value."""
    with pytest.raises(ValidationError) as error:
        field.clean(value)
    return error.value.messages[0]


class TestDayField:
    @pytest.mark.parametrize(
        "typed",
        [
            ["27", "3", "2026"],
            ["27", "03", "2026"],
            [" 27 ", "mar", "2026"],
            ["27", "March", "2026"],
            ["27", "MAR.", "2026"],
            ["２７", "３", "２０２６"],  # digits of another script
            ["‏27", "3‎", "2026\x00"],  # direction marks and NUL
        ],
    )
    def test_reads_what_people_type(self, typed):
        assert DayField().clean(typed) == DAY

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            (["31", "2", "2026"], "Date must be a real date, like 27 3 {year}"),
            (["29", "2", "2026"], "Date must be a real date, like 27 3 {year}"),
            (["x", "3", "2026"], "Date must be a real date, like 27 3 {year}"),
            (["27", "13", "2026"], "Date must be a real date, like 27 3 {year}"),
            (["27", "ma", "2026"], "Date must be a real date, like 27 3 {year}"),
            (["27", "3", "🎂"], "Date must be a real date, like 27 3 {year}"),
            (["27", "3", "20260"], "Date must be a real date, like 27 3 {year}"),
            (["27", "3", "0001"], "Date must have a year between 1900 and 2100"),
            (["27", "3", "9999"], "Date must have a year between 1900 and 2100"),
            (["27", "", "2026"], "Date must include a month"),
            (["", "", "2026"], "Date must include a day and month"),
            (["", "", ""], "Enter the date"),
            (["\x00", "‏", " "], "Enter the date"),
            (["²", "3", "2026"], "Date must be a real date, like 27 3 {year}"),
            (["9" * 5000, "3", "2026"], "Date must be a real date, like 27 3 {year}"),
        ],
    )
    def test_says_what_to_change(self, typed, message):
        if typed[0] == "²":
            # A raised two is a two: the compatibility form is what was meant.
            assert DayField().clean(typed) == datetime.date(2026, 3, 2)
            return
        assert first_message(DayField(), typed) == message.format(year=clock.today().year)

    def test_names_the_boxes_an_error_is_about(self):
        with pytest.raises(ValidationError) as error:
            DayField().clean(["27", "", "2026"])
        assert error.value.params["parts"] == ["month"]

    def test_limits_are_inclusive(self):
        field = DayField(min_day=DAY, max_day=DAY)
        assert field.clean(["27", "3", "2026"]) == DAY
        assert first_message(field, ["26", "3", "2026"]) == "Date must be 27 March 2026 or later"
        assert first_message(field, ["28", "3", "2026"]) == "Date must be 27 March 2026 or earlier"

    def test_empty_is_none_when_not_required(self):
        assert DayField(required=False).clean(["", "", ""]) is None
        assert DayField(required=False).clean(None) is None

    def test_keeps_what_was_typed(self):
        class DayForm(forms.Form):
            on = DayField()

        form = DayForm({"on_day": "31", "on_month": "feb", "on_year": "26"})
        assert not form.is_valid()
        html = str(form["on"])
        assert 'value="31"' in html
        assert 'value="feb"' in html
        assert 'value="26"' in html

    def test_detects_that_nothing_changed(self):
        field = DayField()
        assert not field.has_changed(DAY, ["27", "3", "2026"])
        assert field.has_changed(DAY, ["28", "3", "2026"])


class TestTimeField:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("9", (9, 0)),
            ("9:30", (9, 30)),
            ("0930", (9, 30)),
            ("930", (9, 30)),
            ("9.30pm", (21, 30)),
            ("9.30 p.m.", (21, 30)),
            ("21:30", (21, 30)),
            ("12am", (0, 0)),
            ("12pm", (12, 0)),
            ("noon", (12, 0)),
            ("midnight", (0, 0)),
            ("１４：３０", (14, 30)),
        ],
    )
    def test_reads_what_people_type(self, typed, expected):
        assert TimeField().clean(typed) == datetime.time(*expected)

    @pytest.mark.parametrize("typed", ["24:00", "25", "9:60", "13pm", "0am", "late", "🕘", "9:3", "-1", "9" * 5000])
    def test_refuses_an_invalid_time(self, typed):
        assert first_message(TimeField(), typed) == "Time must be a time, like 9:30 or 21:30"

    def test_empty(self):
        assert TimeField(required=False).clean("\x00") is None
        assert first_message(TimeField(), "") == "Enter the time"

    def test_shows_and_compares_to_the_minute(self):
        field = TimeField()
        assert field.widget.format_value(datetime.time(9, 5)) == "09:05"
        assert not field.has_changed(datetime.time(9, 30), "9.30")
        assert field.has_changed(datetime.time(9, 30), "x")


class TestMinutesField:
    @pytest.mark.parametrize(
        ("typed", "minutes"),
        [
            ("6", 360),
            ("6.5", 390),
            ("6,5", 390),
            ("6½", 390),
            (".5", 30),
            ("6h 30", 390),
            ("6 h 30 min", 390),
            ("6 hours and 30 minutes", 390),
            ("6:30", 390),
            ("45 min", 45),
            ("1 hour", 60),
            ("0", 0),
            ("0.3333", 20),
        ],
    )
    def test_reads_what_people_type(self, typed, minutes):
        assert MinutesField().clean(typed) == minutes

    @pytest.mark.parametrize("typed", ["six", "6:75", "-1", "6h 90", "1e3", ".", "∞", "9" * 5000])
    def test_refuses_an_invalid_length(self, typed):
        assert first_message(MinutesField(), typed) == "Length of time must be a number of hours, like 6, 6.5 or 6h 30"

    @pytest.mark.parametrize("typed", ["4.30", "4,30", "1.15 hours", "0.45"])
    def test_asks_about_what_may_be_a_clock_or_a_decimal(self, typed):
        assert first_message(MinutesField(), typed) == "Length of time must be written like 4h 30 or 4.5"
        assert [MinutesField().clean(clear) for clear in ("4.25", "4.5", "4.50", "4.333")] == [255, 270, 270, 260]

    @pytest.mark.parametrize("typed", ["45", "2", "1.5"])
    def test_asks_for_the_unit_where_both_are_usual(self, typed):
        words = "Length of time must be written with hours or minutes, like 2 hours or 45 min"
        assert first_message(MinutesField(needs_unit=True), typed) == words
        assert [MinutesField(needs_unit=True).clean(clear) for clear in ("45 min", "2h", "1:30")] == [45, 120, 90]

    def test_limits_are_shown_in_words(self):
        field = MinutesField(min_minutes=15, max_minutes=90)
        assert first_message(field, "5 min") == "Length of time must be 15 minutes or more"
        assert first_message(field, "2") == "Length of time must be 1 hour 30 minutes or less"
        assert field.clean("90 min") == 90

    def test_shows_minutes_as_hours(self):
        assert MinutesField().widget.format_value(390) == "6h 30"
        assert MinutesField().widget.format_value(360) == "6h"
        assert MinutesField().clean(MinutesField().widget.format_value(61)) == 61


class TestLongTextField:
    def test_keeps_lines_and_emoji(self):
        assert LongTextField().clean("One\r\ntwo 🎨") == "One\ntwo 🎨"

    @pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
    def test_refuses_text_that_cannot_be_saved(self, text):
        assert "cannot be saved" in first_message(LongTextField(), text)

    def test_says_how_long_the_text_is(self):
        message = first_message(LongTextField(max_length=10), "a" * 12)
        assert message == "Text must be 10 characters or fewer. It has 12"

    def test_the_text_area_has_no_maxlength(self):
        assert "maxlength" not in LongTextField().widget.attrs


def archive(*names, mimetype=None, size=10):
    """Return a zip file with the named entries. The bytes are the same in every run because they name tests."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        if mimetype is not None:
            zipped.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        for name in names:
            zipped.writestr(zipfile.ZipInfo(name), b"0" * size)
    return buffer.getvalue()


class TestUploadField:
    @pytest.mark.parametrize(
        ("name", "content"),
        [("a.pdf", PDF), ("a.PNG", PNG), ("a.jpeg", JPG), ("a.docx", DOCX), ("a.odt", ODT)],
    )
    def test_accepts_the_listed_types(self, name, content):
        upload = UploadField().clean(SimpleUploadedFile(name, content))
        assert upload.read() == content

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.pdf", PNG),
            ("a.png", PDF),
            ("a.pdf", b"hello"),
            ("a.exe", b"MZ" + b"\x00" * 60),
            ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
            ("a.docx", archive("other.xml")),
            ("a.odt", archive("content.xml", mimetype="application/zip")),
            ("a.odt", DOCX),
            ("a", PDF),
        ],
    )
    def test_refuses_other_types(self, name, content):
        message = first_message(UploadField(), SimpleUploadedFile(name, content))
        assert message.startswith("File must be a PDF, Word (docx), OpenDocument (odt), PNG or JPG file.")

    def test_refuses_a_zip_bomb(self, monkeypatch):
        monkeypatch.setattr(archives, "MOST_UNPACKED", 1000)
        bomb = archive("[Content_Types].xml", "word/document.xml", size=600)
        assert "unpacks to far too much" in first_message(UploadField(), SimpleUploadedFile("a.docx", bomb))

    def test_refuses_a_file_that_is_too_large(self):
        field = UploadField(max_bytes=1024 * 1024)
        message = first_message(field, SimpleUploadedFile("a.pdf", PDF + b"0" * 1024 * 1024))
        assert message == "File must be 1 MB or smaller"

    def test_lists_the_accepted_types(self):
        field = UploadField(kinds=("pdf", "png"))
        assert field.help_text == "PDF or PNG, up to 20 MB"
        assert field.widget.attrs["accept"] == ".pdf,.png"


class TestPoundsField:
    @pytest.mark.parametrize(
        ("typed", "pounds"),
        [
            ("12.34", "12.34"),
            ("£12.34", "12.34"),
            (" £ 12.3 ", "12.3"),
            ("1,234.50", "1234.50"),
            ("£1,234,567", "1234567"),
            ("0.10", "0.10"),
            ("0", "0"),
            ("１２.３４", "12.34"),
        ],
    )
    def test_an_amount_is_exactly_what_was_typed(self, typed, pounds):
        amount = PoundsField(max_digits=12).clean(typed)
        assert (type(amount), amount) == (Decimal, Decimal(pounds))

    @pytest.mark.parametrize("typed", ["£12.345", "0.001", "12,34", "1,23,456", "twelve", "NaN", "12.3.4", "$5"])
    def test_what_is_no_amount_of_pounds_and_pence_is_refused(self, typed):
        class Form(NamedErrors):
            price = PoundsField(max_digits=12, label="Hourly rate (£)")

        form = Form({"price": typed})
        assert form.errors["price"] == ["Hourly rate must be in pounds and pence, such as 12.34"]

    def test_pennies_are_added_exactly(self):
        field = PoundsField(max_digits=12)
        assert field.clean("0.10") + field.clean("0.20") == Decimal("0.30")

    def test_less_than_nothing_is_refused(self):
        assert "0" in first_message(PoundsField(max_digits=12), "-0.01")


def all_forms(form: type[forms.Form] = NamedErrors) -> set[type[forms.Form]]:
    return {form}.union(*map(all_forms, form.__subclasses__()))


def test_no_form_takes_a_longer_email_address_than_a_column_holds():
    assert list(patterns()), "the addresses of the site import every form"
    # The sign-in library only looks addresses up; forms that other tests here make have Django's module.
    ours = [form for form in all_forms() if not any(base.__module__.startswith("allauth") for base in form.__mro__)]
    ours = [form for form in ours if not form.__module__.startswith("django.")]
    fields = [(form, name, field) for form in ours for name, field in form.base_fields.items()]
    addresses = [(form, name, field.max_length) for form, name, field in fields if isinstance(field, forms.EmailField)]
    assert len(addresses) > 5
    assert [one for one in addresses if one[2] > 254] == []
