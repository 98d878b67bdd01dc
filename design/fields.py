"""Form fields that take what people really type and say plainly what to change.

None of them raises anything but ValidationError, whatever is sent: NUL bytes, direction marks, other digits.
"""

import datetime
import re
import unicodedata
import zipfile
from decimal import Decimal

import puremagic
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONG_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def plain(text):
    """Return text as typed, without invisible characters and outer spaces; other scripts' digits become 0-9.

    Input: any value. Output: str.
    """
    typed = unicodedata.normalize("NFKC", str(text or ""))
    kept = []
    for character in typed:
        if unicodedata.category(character) in ("Cf", "Cc", "Cs", "Co", "Cn"):
            continue
        digit = unicodedata.digit(character, None)
        kept.append(character if digit is None else str(digit))
    return " ".join("".join(kept).split())


def short_day(day):
    """Return a date as people write it: "27 March 2026"."""
    return f"{day.day} {LONG_MONTHS[day.month - 1].capitalize()} {day.year}"


class DayInput(forms.MultiWidget):
    """Three boxes for day, month and year, named x_day, x_month and x_year."""

    template_name = "design/widgets/day.html"
    use_fieldset = True
    parts = (("day", _("Day"), "2"), ("month", _("Month"), "2"), ("year", _("Year"), "4"))

    def __init__(self, attrs=None):
        super().__init__({part: forms.TextInput() for part, _label, _width in self.parts}, attrs)

    def decompress(self, value):
        """Split a date, or text like 2026-03-27, into [day, month, year]."""
        if isinstance(value, str):
            try:
                value = datetime.date.fromisoformat(value.strip())
            except ValueError:
                return ["", "", ""]
        return [value.day, value.month, value.year] if value else ["", "", ""]

    def get_context(self, name, value, attrs):
        bad = (attrs or {}).get("bad_parts", [])
        given = {
            key: held
            for key, held in (attrs or {}).items()
            if key not in ("bad_parts", "aria-describedby", "required", "aria-invalid")
        }
        context = super().get_context(name, value, given)
        for (part, label, width), subwidget in zip(self.parts, context["widget"]["subwidgets"], strict=True):
            classes = f"govuk-input govuk-date-input__input govuk-input--width-{width}"
            subwidget["part_label"] = label
            subwidget["attrs"]["class"] = f"{classes} govuk-input--error" if part in bad else classes
            subwidget["attrs"]["inputmode"] = "text" if part == "month" else "numeric"
            if part in bad:
                subwidget["attrs"]["aria-invalid"] = "true"
        return context

    def id_for_label(self, id_):
        return f"{id_}_0" if id_ else id_


class DayField(forms.MultiValueField):
    """A day in three boxes.

    Inputs: min_day and max_day, dates, both allowed themselves; min_year and max_year.
    Output: datetime.date, or None when empty and not required. Month names are accepted.
    """

    widget = DayInput
    default_error_messages = {
        "required": _("Enter a date"),
        "missing": _("Date must include a %(missing)s"),
        "unreal": _("Enter a real date, like 27 3 2026"),
        "year": _("Year must be between %(first)s and %(last)s"),
        "early": _("Date must be %(limit)s or later"),
        "late": _("Date must be %(limit)s or earlier"),
    }

    def __init__(self, *, min_day=None, max_day=None, min_year=1900, max_year=2100, **kwargs):
        self.min_day, self.max_day = min_day, max_day
        self.min_year, self.max_year = min_year, max_year
        boxes = [forms.CharField(required=False) for _part in DayInput.parts]
        super().__init__(boxes, require_all_fields=False, **kwargs)

    def refuse(self, code, parts, **params):
        """Raise the message under code; parts names the boxes it is about."""
        raise ValidationError(self.error_messages[code], code=code, params={"parts": parts, **params})

    def clean(self, value):
        """Return the date for [day, month, year], or for a date given as such."""
        if isinstance(value, datetime.date | str) or value is None:
            value = self.widget.decompress(value)
        if not isinstance(value, list | tuple) or len(value) != 3:
            self.refuse("unreal", ())
        typed = dict(zip(("day", "month", "year"), (plain(text) for text in value), strict=True))
        missing = [part for part, text in typed.items() if not text]
        if len(missing) == 3:
            if self.required:
                self.refuse("required", ())
            return None
        if missing:
            self.refuse("missing", missing, missing=" and ".join(missing))
        day = self.compress([typed["day"], typed["month"], typed["year"]])
        self.run_validators(day)
        return day

    def compress(self, data_list):
        """Turn three texts into a date. Raises ValidationError."""
        if not data_list:
            return None
        day_text, month_text, year_text = data_list
        month = self.month_number(month_text)
        if not re.fullmatch("[0-9]{1,2}", day_text):
            self.refuse("unreal", ["day"])
        if month is None:
            self.refuse("unreal", ["month"])
        if not re.fullmatch("[0-9]{1,4}", year_text):
            self.refuse("unreal", ["year"])
        if not self.min_year <= int(year_text) <= self.max_year:
            self.refuse("year", ["year"], first=self.min_year, last=self.max_year)
        try:
            day = datetime.date(int(year_text), month, int(day_text))
        except ValueError:
            self.refuse("unreal", ["day"])
        if self.min_day and day < self.min_day:
            self.refuse("early", (), limit=short_day(self.min_day))
        if self.max_day and day > self.max_day:
            self.refuse("late", (), limit=short_day(self.max_day))
        return day

    @staticmethod
    def month_number(text):
        """Return 1 to 12 for "3", "03", "mar" or "March"; None for anything else."""
        if re.fullmatch("[0-9]{1,2}", text):
            return int(text) if 1 <= int(text) <= 12 else None
        name = text.lower().rstrip(".")
        if len(name) < 3:
            return None
        found = [
            number
            for number, month in enumerate(LONG_MONTHS, 1)
            if month.startswith(name) or name == "sept" == month[:4]
        ]
        return found[0] if len(found) == 1 else None


class TimeInput(forms.TextInput):
    """A short text box that shows a time as 21:30."""

    def __init__(self, attrs=None):
        super().__init__({"class": "govuk-input--width-5", **(attrs or {})})

    def format_value(self, value):
        if isinstance(value, datetime.time | datetime.datetime):
            return f"{value:%H:%M}"
        return super().format_value(value)


class TimeField(forms.Field):
    """A time of day typed as 9, 9:30, 0930, 9.30pm or 21:30, also "noon" and "midnight".

    Output: datetime.time to the minute, or None when empty and not required.
    """

    widget = TimeInput
    default_error_messages = {
        "required": _("Enter a time"),
        "invalid": _("Enter a time, like 9:30 or 21:30"),
    }

    def to_python(self, value):
        """Return the time for what was typed. Raises ValidationError."""
        if isinstance(value, datetime.time):
            return value.replace(second=0, microsecond=0)
        typed = plain(value).lower().replace(" ", "")
        if not typed:
            return None
        if typed in ("noon", "midday", "midnight"):
            return datetime.time(0 if typed == "midnight" else 12)
        match = re.fullmatch(r"([0-9]{1,2})(?:[:.h]?([0-9]{2}))?(a\.?m\.?|p\.?m\.?)?", typed)
        if not match:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "")[:1]
        if half and not 1 <= hour <= 12:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour > 23 or minute > 59:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return datetime.time(hour, minute)

    def has_changed(self, initial, data):
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class MinutesInput(forms.TextInput):
    """A short text box that shows whole minutes as hours: 90 becomes 1h 30."""

    def __init__(self, attrs=None):
        super().__init__({"class": "govuk-input--width-5", **(attrs or {})})

    def format_value(self, value):
        if isinstance(value, int) and not isinstance(value, bool):
            hours, minutes = divmod(value, 60)
            return f"{hours}h {minutes:02}" if minutes else str(hours)
        return super().format_value(value)


class MinutesField(forms.Field):
    """A length of time typed in hours: 6, 6.5, 6h 30, 6:30, "6 hours 30 minutes" or "45 min".

    Inputs: min_minutes and max_minutes, both allowed themselves. Output: int minutes, or None when empty.
    """

    widget = MinutesInput
    default_error_messages = {
        "required": _("Enter a number of hours"),
        "invalid": _("Enter hours, like 6, 6.5 or 6h 30"),
        "small": _("Must be %(limit)s or more"),
        "large": _("Must be %(limit)s or less"),
    }

    def __init__(self, *, min_minutes=0, max_minutes=24 * 60, **kwargs):
        self.min_minutes, self.max_minutes = min_minutes, max_minutes
        super().__init__(**kwargs)

    def to_python(self, value):
        """Return whole minutes for what was typed; part minutes round to the nearest. Raises
        ValidationError.
        """
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        typed = plain(str(value or "").replace("½", ".5")).lower().replace(" ", "").replace(",", ".")
        if not typed:
            return None
        decimal = re.fullmatch(r"([0-9]{0,5}(?:\.[0-9]{1,4})?)(?:h|hrs?|hours?)?", typed)
        if decimal and decimal[1]:
            return int((Decimal(decimal[1]) * 60).quantize(Decimal(1)))
        parts = re.fullmatch(r"(?:([0-9]{1,5})(?:h|hrs?|hours?|:)(?:and)?)?([0-9]{1,5})(m|mins?|minutes?)?", typed)
        if not parts or not (parts[1] or parts[3]) or (parts[1] and int(parts[2]) > 59):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(parts[1] or 0) * 60 + int(parts[2])

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if value < self.min_minutes:
            raise ValidationError(
                self.error_messages["small"], code="small", params={"limit": self.said(self.min_minutes)}
            )
        if value > self.max_minutes:
            raise ValidationError(
                self.error_messages["large"], code="large", params={"limit": self.said(self.max_minutes)}
            )

    @staticmethod
    def said(minutes):
        """Return minutes in words: "6 hours 30 minutes"."""
        hours, rest = divmod(minutes, 60)
        words = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours or not rest else []
        return " ".join([*words, f"{rest} minute{'' if rest == 1 else 's'}"] if rest else words)

    def has_changed(self, initial, data):
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class LongTextField(forms.CharField):
    """A long text in a box of several rows; line breaks and emoji stay.

    Inputs: rows; max_length in characters. Output: str, line breaks as \\n.
    """

    default_error_messages = {
        "null_characters_not_allowed": _(
            "The text has a character that cannot be saved. Type it again rather than pasting it"
        ),
        "broken": _("The text has a character that cannot be saved. Type it again rather than pasting it"),
    }

    def __init__(self, *, rows=5, max_length=20_000, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)
        # The message is ours and the box takes all: cutting pasted text off in silence loses words.
        self.widget.attrs.pop("maxlength", None)
        for validator in self.validators:
            if getattr(validator, "code", "") == "max_length":
                validator.message = _("Text must be %(limit_value)s characters or less, it has %(show_value)s")

    def to_python(self, value):
        text = super().to_python(value)
        if isinstance(text, str):
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            if any("\ud800" <= character <= "\udfff" for character in text):
                raise ValidationError(self.error_messages["broken"], code="broken")
        return text


class UploadField(forms.FileField):
    """A document or picture, known by its content and not by its name.

    Inputs: kinds, a subset of pdf docx odt png jpg; max_bytes. Output: Django's UploadedFile at its start.
    """

    widget = forms.FileInput
    KINDS = {
        "pdf": (".pdf",),
        "docx": (".docx",),
        "odt": (".odt",),
        "png": (".png",),
        "jpg": (".jpg", ".jpeg"),
    }
    INSIDE = {
        "docx": ("[Content_Types].xml", "word/document.xml"),
        "odt": ("mimetype", "content.xml"),
    }
    ODT_TYPE = b"application/vnd.oasis.opendocument.text"
    # Office files say how large they unpack to; far more than this is not a letter.
    MAX_UNPACKED = 300 * 1024 * 1024

    default_error_messages = {
        "required": _("Choose a file"),
        "empty": _("The file is empty. Choose another one"),
        "kind": _("Choose a %(accepted)s file. This one is something else, whatever its name says"),
        "large": _("The file is larger than %(limit)s MB. Choose a smaller one"),
    }

    def __init__(self, *, kinds=("pdf", "docx", "odt", "png", "jpg"), max_bytes=20 * 1024 * 1024, **kwargs):
        self.kinds, self.max_bytes = tuple(kinds), max_bytes
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ",".join(ending for kind in self.kinds for ending in self.KINDS[kind])
        if not self.help_text:
            self.help_text = _("%(accepted)s, up to %(limit)s MB") % {
                "accepted": self.accepted(),
                "limit": self.megabytes(),
            }

    def accepted(self):
        """Return the kinds in words: "PDF, Word (docx) or PNG"."""
        names = {"pdf": "PDF", "docx": "Word (docx)", "odt": "OpenDocument (odt)", "png": "PNG", "jpg": "JPG"}
        said = [names[kind] for kind in self.kinds]
        return " or ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else said[0]

    def megabytes(self):
        """Return the largest size in MB, as a whole number."""
        return self.max_bytes // (1024 * 1024)

    def clean(self, data, initial=None):
        """Return the upload when its size is allowed and its content is what its name says."""
        upload = super().clean(data, initial)
        if not upload or upload is initial:
            return upload
        if upload.size > self.max_bytes:
            raise ValidationError(self.error_messages["large"], code="large", params={"limit": self.megabytes()})
        named = next((kind for kind in self.kinds if upload.name.lower().endswith(self.KINDS[kind])), None)
        if named is None or self.kind_inside(upload) != named:
            raise ValidationError(self.error_messages["kind"], code="kind", params={"accepted": self.accepted()})
        return upload

    def kind_inside(self, upload):
        """Return the kind that the content is, or None. The read position is put back to the start."""
        upload.seek(0)
        head = upload.read(4096)
        upload.seek(0)
        if head.startswith(b"PK\x03\x04"):
            kind = self.kind_of_zip(upload)
            upload.seek(0)
            return kind
        try:
            found = {match.extension.lower() for match in puremagic.magic_string(head)}
        except (puremagic.PureError, ValueError):
            return None
        return next((kind for kind in ("pdf", "png", "jpg") if found & set(self.KINDS[kind])), None)

    def kind_of_zip(self, upload):
        """Return docx or odt when the archive has their parts, no macros and a sane unpacked size; else
        None.
        """
        try:
            with zipfile.ZipFile(upload) as archive:
                names = set(archive.namelist())
                if sum(entry.file_size for entry in archive.infolist()) > self.MAX_UNPACKED:
                    return None
                if any(name.lower().endswith("vbaproject.bin") for name in names):
                    return None
                if names.issuperset(self.INSIDE["docx"]):
                    return "docx"
                if names.issuperset(self.INSIDE["odt"]):
                    with archive.open("mimetype") as entry:
                        return "odt" if entry.read(100).strip() == self.ODT_TYPE else None
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
            return None
        return None
