"""Form fields that take what people really type and say plainly what to change.

None of them raises anything but ValidationError, whatever is sent: NUL bytes, direction marks, other digits.
"""

from design.fields.code import CodeField
from design.fields.day import DayField, LastDayField
from design.fields.postcode import PostcodeField
from design.fields.pounds import PoundsField
from design.fields.signature import SignatureField
from design.fields.telephone import TelephoneField
from design.fields.text import LinesField, LongTextField
from design.fields.times import MinutesField, RepeatedTimeField, SpokenTimeField, TimeField
from design.fields.upload import UploadField

__all__ = [
    "CodeField",
    "DayField",
    "LastDayField",
    "LinesField",
    "LongTextField",
    "MinutesField",
    "PostcodeField",
    "PoundsField",
    "RepeatedTimeField",
    "SignatureField",
    "SpokenTimeField",
    "TelephoneField",
    "TimeField",
    "UploadField",
]
