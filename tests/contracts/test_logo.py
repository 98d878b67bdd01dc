"""The provider's logo is on every page and document (R01)."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader

from contracts.models import Provider
from contracts.provider.logo import MOST_HIGH, MOST_WIDE, draw_logo
from contracts.services import save_logo, save_provider
from core import clock
from core.errors import Refused
from core.letterhead import letterhead
from design.pdf import render
from tests.contracts.test_set_up import PROVIDER

pytestmark = pytest.mark.django_db


def picture(width=2400, height=600, *, kind="PNG", words="Bought from somebody") -> bytes:
    information = PngInfo()
    information.add_text("Comment", words)
    output = BytesIO()
    Image.new("RGB", (width, height), "teal").save(output, kind, **({"pnginfo": information} if kind == "PNG" else {}))
    return output.getvalue()


@pytest.fixture
def provider(cast):
    return save_provider(revision=1, by=cast.alan, **PROVIDER)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_becomes_a_small_png_without_what_else_it_held(kind):
    logo = draw_logo(picture(kind=kind))

    image = Image.open(BytesIO(logo))
    assert (image.format, image.size) == ("PNG", (720, 180))
    assert image.width <= MOST_WIDE
    assert image.height <= MOST_HIGH
    assert b"Bought" not in logo


def test_what_is_no_picture_is_refused():
    for content in (b"", b"%PDF-1.7"):  # the form refuses a picture that is cut off
        with pytest.raises(Refused, match="could not be read"):
            draw_logo(content)
    with pytest.raises(Refused, match="too many pixels"):
        draw_logo(picture(20_000, 2_001))


def test_the_logo_is_on_pages_and_documents_until_it_is_removed(cast, client, provider):
    client.force_login(cast.alan)
    sent = {"picture": SimpleUploadedFile("logo.png", picture())}
    assert client.post(reverse("provider_logo"), sent).status_code == 302

    address = letterhead().logo_path
    client.logout()
    assert address in client.get(reverse("account_login")).content.decode()
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer.content == letterhead().read_logo()

    paper = render("print.html", {}, title="Letter", created_on=clock.now())
    (page,) = PdfReader(BytesIO(paper)).pages
    assert len(page.images) == 1
    assert "Kestrel Lane Support" in page.extract_text()

    client.force_login(cast.alan)
    assert client.post(reverse("provider_logo_remove")).status_code == 302
    assert client.get(address).status_code == 404
    assert letterhead().logo_path == ""
    assert not PdfReader(BytesIO(render("print.html", {}, title="Letter", created_on=clock.now()))).pages[0].images


def test_another_logo_has_another_address(cast, provider):
    save_logo(picture=picture(), by=cast.alan)
    before = letterhead().logo_path
    save_logo(picture=picture(300, 300), by=cast.alan)
    assert letterhead().logo_path != before


def test_the_name_comes_before_the_logo(cast):
    with pytest.raises(Refused, match="name first"):
        save_logo(picture=picture(), by=cast.alan)
    assert not Provider.objects.exists()
