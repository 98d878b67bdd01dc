"""The logo: whatever was uploaded becomes a small PNG, without what else the file held."""

from io import BytesIO

from PIL import Image, UnidentifiedImageError

from core.errors import Refused

# Pixels: the logo is drawn at a third of this size on pages, so that it is sharp on every screen and in print.
MOST_WIDE, MOST_HIGH = 900, 180
MOST_PIXELS = 40_000_000  # of the uploaded picture


def draw_logo(picture: bytes) -> bytes:
    """Return `picture` as PNG of at most MOST_WIDE × MOST_HIGH pixels. Raises Refused where it is no picture."""
    try:
        with Image.open(BytesIO(picture), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Refused("Choose a smaller picture: this one has too many pixels.", field="picture")
            drawn = image.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise Refused("Choose another picture: this one could not be read.", field="picture") from error
    drawn.thumbnail((MOST_WIDE, MOST_HIGH))
    output = BytesIO()
    drawn.save(output, "PNG", optimize=True)
    return output.getvalue()
