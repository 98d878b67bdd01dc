"""Telephone numbers as people write them: each dials what it shows."""

import pytest
from django.core.exceptions import ValidationError

from core.telephones import find, key_of, normalise
from design.fields import TelephoneField
from design.templatetags.formats import tel


@pytest.mark.parametrize(
    ("written", "uris"),
    [
        ("0161 496 0100", ["tel:+441614960100"]),
        ("+44 (0)161 496 0100", ["tel:+441614960100"]),
        ("00441614960100", ["tel:+441614960100"]),
        ("(01632) 960 111", ["tel:+441632960111"]),
        ("0161 496 0100 ext 4", ["tel:+441614960100;ext=4"]),
        ("0161 496 0100 x12", ["tel:+441614960100;ext=12"]),
        ("01632 960123 or 07700 900142", ["tel:+441632960123", "tel:+447700900142"]),
        ("07700 900142 / 07700 900143", ["tel:+447700900142", "tel:+447700900143"]),
        ("ring Mum on 07700 900142 after six", ["tel:+447700900142"]),
        ("+48 22 123 45 67", ["tel:+48221234567"]),
        ("999", ["tel:999"]),
        ("116 123", ["tel:116123"]),
        ("flat 12", []),
        ("", []),
    ],
)
def test_numbers_are_found_and_dialled_as_shown(written, uris):
    found = find(written)
    assert [number.uri for number in found] == uris
    for number in found:
        assert written[number.start : number.end] == number.written


def test_a_text_with_two_numbers_has_two_links_and_keeps_its_words():
    html = tel("<b>Mum</b> 01632 960123 or 07700 900142, evenings")
    assert html.count("<a ") == 2
    assert html.startswith("&lt;b&gt;Mum&lt;/b&gt; <a ")
    assert " or <a " in html
    assert html.endswith("</a>, evenings")


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        ("01614960100", "0161 496 0100"),
        (" +44 (0)161-496-0100 ", "0161 496 0100"),
        ("0161 496 0100 extension 4", "0161 496 0100 ext 4"),
        ("0048 22 123 45 67", "+48 22 123 45 67"),
        ("٠٧٧٠٠ ٩٠٠١٤٢", "07700 900142"),
        ("0800 1111", "0800 1111"),
        ("01204 96000", "01204 96000"),
        ("111", "111"),
        ("105", "105"),
        ("116 123", "116123"),
        ("", ""),
    ],
)
def test_a_field_saves_one_number_grouped(typed, saved):
    assert TelephoneField(required=False).clean(typed) == saved
    assert normalise(saved) == saved if saved else True


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("01632 960123 or 07700 900142", "one phone number only"),
        ("Mum, 07700 900142", "without words"),
        ("none", "Enter a phone number, like"),
        ("0161 496", "Enter a phone number, like"),
        ("07700 9002", "digits are missing"),
        ("07700 90021", "digits are missing"),
        ("+44 7700 9002", "digits are missing"),
        ("01632 9600", "digits are missing"),
        ("1" * 60, "Enter a phone number, like"),
        ("01632 960123 ext 12345678901234567890", "too long"),  # longer than the columns
    ],
)
def test_a_field_says_what_is_wrong(typed, says):
    with pytest.raises(ValidationError, match=says):
        TelephoneField(required=False).clean(typed)


def test_spellings_of_one_number_have_one_key():
    keys = {key_of(number) for number in ("01614960100", "+44 161 496 0100", "0161 496 0100", "0044 (0)161 4960100")}
    assert len(keys) == 1
