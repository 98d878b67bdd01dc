"""JPG and PNG pictures: whole, and of a size that can be shown. Nothing is decoded."""

import io
import re

from PIL import Image, UnidentifiedImageError

from core.uploads.refusals import RefusedFileError

JPG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
# More than any camera of a phone takes.
MOST_PIXELS = 200_000_000
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
START_OF_SCAN, END_OF_IMAGE = 0xDA, 0xD9
# In the data of a picture, FF is followed by 00, or by one of eight marks of a restart.
MARKER_AFTER_DATA = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")


def is_heic(content: bytes) -> bool:
    """Return whether this is a photo as iPhones take it."""
    return content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS


def check_jpg(content: bytes) -> None:
    """Raise RefusedFileError for a JPG that is no picture, cut off, or too large."""
    _check_size(content, "JPEG")
    if not _has_end(content):
        raise RefusedFileError("cut off")


def _has_end(content: bytes) -> bool:
    """Return whether the picture has its end mark. What cameras append after it does not matter."""
    place = 2
    while place + 4 <= len(content):
        marker = content[place + 1]
        if content[place] != 0xFF:
            return False
        if marker == END_OF_IMAGE:
            return True
        if marker == 0xFF or marker == 0x01 or 0xD0 <= marker <= 0xD7:
            place += 1 if marker == 0xFF else 2
            continue
        place += 2 + int.from_bytes(content[place + 2 : place + 4])
        if marker == START_OF_SCAN:
            following = MARKER_AFTER_DATA.search(content, place)
            if following is None:
                return False
            place = following.end() - 2
    return content[place : place + 2] == bytes((0xFF, END_OF_IMAGE))


def check_png(content: bytes) -> None:
    """Raise RefusedFileError for a PNG that is no picture, cut off, or too large."""
    picture = _check_size(content, "PNG")
    try:
        picture.verify()  # reads to the end, with the checksum of each part
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise RefusedFileError("cut off") from error
    if b"IEND" not in content:
        raise RefusedFileError("cut off")


def _check_size(content: bytes, kind: str) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(content), formats=(kind,))
    except Image.DecompressionBombError as error:
        raise RefusedFileError("pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise RefusedFileError("cut off") from error
    if picture.width * picture.height > MOST_PIXELS:
        raise RefusedFileError("pixels")
    return picture
