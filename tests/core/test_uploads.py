"""An uploaded file is judged by its content: what programs really write is accepted, everything else says why not."""

import io
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from core.uploads import RefusedFileError, archives, kind_of, pictures
from design.fields import UploadField
from tests.files import (
    DOCX,
    JPG,
    ODT,
    ODT_TYPE,
    PDF,
    PNG,
    WORD_TYPES,
    make_archive,
    make_docx,
    make_pdf,
    make_picture,
)

# Split, so that no scanner finds it here.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS" + b"-TEST-FILE!$H+H*"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def photo(**options) -> bytes:
    return make_picture("JPEG", **options)


def two_pictures_in_one() -> bytes:
    """Return a picture with a second one after it, as phones write with a portrait or a moving photo."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30)).save(file, "MPO", save_all=True, append_images=[Image.new("RGB", (40, 30))])
    return file.getvalue()


def in_print_colours() -> bytes:
    file = io.BytesIO()
    Image.new("CMYK", (9, 9)).save(file, "JPEG")
    return file.getvalue()


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return photo(exif=exif)


def protect(password: str):
    return lambda writer: writer.encrypt(password, "owner", algorithm="AES-256")


def in_object_stream(objects: bytes) -> bytes:
    """Return a PDF whose catalog is in a compressed stream, with `objects` in it."""
    catalog = b"<< /Type /Catalog /Pages 2 0 R " + objects + b" >>"
    inside = zlib.compress(b"1 0 " + catalog)
    stream = b"\nstream\n" + inside + b"\nendstream"
    file = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in (
        (2, b"<< /Type /Pages /Kids [] /Count 0 >>"),
        (3, b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>" % len(inside) + stream),
    ):
        places[number] = len(file)
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    places[4] = len(file)
    rows = [(0, 0, 255), (2, 3, 0), (1, places[2], 0), (1, places[3], 0), (1, places[4], 0)]
    table = b"".join(bytes([kind]) + place.to_bytes(4) + bytes([last]) for kind, place, last in rows)
    file += b"4 0 obj\n<< /Type /XRef /Size 5 /W [1 4 1] /Root 1 0 R /Length %d >>\nstream\n" % len(table)
    return bytes(file) + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % places[4]


VALID = {
    "a JPG with the data of a camera": ("jpg", with_exif()),
    "a progressive JPG": ("jpg", photo(progressive=True)),
    "a JPG without the JFIF part": ("jpg", JPG[:2] + JPG[20:]),
    "a JPG with restarts": ("jpg", photo(restart_marker_rows=1)),
    "a JPG with bytes after its end": ("jpg", JPG + b"SEFH" * 50),
    "two pictures in one JPG": ("jpg", two_pictures_in_one()),
    "a JPG in CMYK": ("jpg", in_print_colours()),
    "a PNG": ("png", PNG),
    "a PDF": ("pdf", PDF),
    "a PDF after what a printer wrote": ("pdf", b"\x1b%-12345X@PJL\r\n" + PDF),
    "a PDF with zeros after its end": ("pdf", PDF + bytes(5000)),
    "a PDF with line ends after its end": ("pdf", PDF + b"\r\n\r\n"),
    "a PDF whose objects are compressed": ("pdf", in_object_stream(b"/Lang (en-GB) /PageMode /UseNone")),
    "a PDF that forbids printing but opens": ("pdf", make_pdf(protect(""))),
    "a Word file": ("docx", DOCX),
    "a Word file whose text is in document2.xml": (
        "docx",
        make_archive({"[Content_Types].xml": WORD_TYPES, "word/document2.xml": b"<w/>"}),
    ),
    "a Word file with capitals and backslashes": (
        "docx",
        make_archive({"[content_types].xml": WORD_TYPES, "Word\\Document.xml": b"<w/>"}),
    ),
    "a Word file with an Excel chart in it": ("docx", make_docx({"word/embeddings/sheet.xlsx": b"PK"})),
    "a Word file that names the template of its writer": (
        "docx",
        make_docx(
            {
                "word/_rels/settings.xml.rels": b'<Relationships><Relationship Id="a" Type="http://x/attachedTemplate" '
                b'Target="file:///C:\\Users\\kim\\Normal.dotm" TargetMode="External"/></Relationships>'
            }
        ),
    ),
    "a Word file with a link to a page": (
        "docx",
        make_docx(
            {
                "word/_rels/document.xml.rels": b'<Relationships><Relationship Id="a" Type="http://x/hyperlink" '
                b'Target="https://council.example" TargetMode="External"/></Relationships>'
            }
        ),
    ),
    "an OpenDocument file": ("odt", ODT),
}


@pytest.mark.parametrize("what", VALID)
def test_files_of_real_programs_are_accepted(what):
    kind, content = VALID[what]
    assert kind_of(content) == kind


def with_action(action: dict[str, str]):
    """Return a change that lets a PDF do something when it is opened."""

    def change(writer: PdfWriter) -> None:
        values = {NameObject(key): NameObject(value) for key, value in action.items()}
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(DictionaryObject(values))

    return change


def with_form(writer: PdfWriter) -> None:
    names = DictionaryObject({NameObject("/XFA"): ArrayObject([TextStringObject("datasets")])})
    writer.root_object[NameObject("/AcroForm")] = writer._add_object(names)


def locked_archive() -> bytes:
    """Return a Word file whose parts say that they are encrypted."""
    content = bytearray(DOCX)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def claiming_pixels(side: int) -> bytes:
    """Return a PNG that says it is a square of this many pixels a side."""
    head = b"IHDR" + side.to_bytes(4) * 2 + PNG[24:29]
    return PNG[:12] + head + zlib.crc32(head).to_bytes(4) + PNG[33:]


def claiming(size: int) -> bytes:
    """Return a Word file that says it unpacks to `size`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", WORD_TYPES)
        archive.writestr("word/document.xml", b"<w/>")
        archive.infolist()[-1].file_size = size
    return file.getvalue()


REFUSED = {
    "a JPG cut in its picture": ("cut off", JPG[: len(JPG) - 40]),
    "a JPG cut in its head": ("cut off", JPG[:60]),
    "a progressive JPG cut between its scans": ("cut off", photo(progressive=True, size=(300, 300))[:-30]),
    "a PNG cut off": ("cut off", PNG[:-20]),
    "a PNG with a changed byte": ("cut off", PNG[:50] + b"\x00\x00" + PNG[52:]),
    "a PNG of a billion pixels": ("pixels", claiming_pixels(32_768)),
    "a PDF cut off": ("cut off", PDF[: len(PDF) // 2]),
    "a long PDF cut off after an early end": ("cut off", PDF + b"2 0 obj\n<< " + b"word " * 1000),
    "a PDF that is only its frame": ("cut off", b"%PDF-1.7\n%%EOF\n"),
    "a PDF with a password": ("password", make_pdf(protect("secret"))),
    "a PDF that runs JavaScript": ("program", make_pdf(with_action({"/S": "/JavaScript", "/JS": "/x"}))),
    "a PDF that starts a program": ("program", make_pdf(with_action({"/S": "/Launch", "/F": "/cmd"}))),
    "a PDF that opens another file": ("program", make_pdf(with_action({"/S": "/GoToE"}))),
    "a PDF whose JavaScript is compressed": (
        "program",
        in_object_stream(b"/OpenAction << /S /JavaScript /JS (app.alert) >>"),
    ),
    "a PDF whose JavaScript is written in numbers": (
        "program",
        in_object_stream(b"/OpenAction << /S /J#61vaScript /J#53 (app.alert) >>"),
    ),
    "a PDF whose files are compressed": ("attached", in_object_stream(b"/Names << /EmbeddedFiles 5 0 R >>")),
    "a page that is also a PDF": ("other", b"<html><script>alert(1)</script>" + PDF),
    "a PDF with a form in XML": ("program", make_pdf(with_form)),
    "a PDF with a file in it": ("attached", make_pdf(lambda writer: writer.add_attachment("a.exe", b"MZ"))),
    "a Word file cut off": ("cut off", DOCX[: len(DOCX) // 2]),
    "a Word file with a changed byte": ("cut off", DOCX.replace(DOCX[60:64], b"\xff\xff\xff\xff", 1)),
    "a Word file with macros": ("program", make_docx({"word/vbaProject.bin": b"\x00"})),
    "a macro file under a Word file's name": (
        "program",
        make_docx({"[Content_Types].xml": WORD_TYPES.replace(b"document.main", b"macroEnabled.main")}),
    ),
    "a Word file with ActiveX": ("program", make_docx({"word/activeX/activeX1.xml": b"<x/>"})),
    "a Word file with a program in it": ("program", make_docx({"word/embeddings/oleObject1.bin": b"\x00"})),
    "a Word file that fetches a template": (
        "attached",
        make_docx(
            {
                "word/_rels/settings.xml.rels": b'<Relationships><Relationship Id="a" Type="http://x/attachedTemplate" '
                b'Target="https://bad.example/a.dotm" TargetMode="External"/></Relationships>'
            }
        ),
    ),
    "an OpenDocument file with macros": (
        "program",
        make_archive({"mimetype": ODT_TYPE, "content.xml": b"<o/>", "Basic/Standard/Module1.xml": b"<x/>"}),
    ),
    "an OpenDocument file with a password": (
        "password",
        make_archive(
            {"mimetype": ODT_TYPE, "content.xml": b"\x00", "META-INF/manifest.xml": b"<m><encryption-data/></m>"}
        ),
    ),
    "a locked archive": ("password", locked_archive()),
    "an archive that unpacks to too much": ("expands", claiming(archives.MOST_UNPACKED + 1)),
    "an archive of too many parts": ("expands", make_docx({f"word/{n}.xml": b"" for n in range(archives.MOST_PARTS)})),
    "a workbook with macros": (
        "program",
        make_archive(
            {
                "[Content_Types].xml": b"<Types>application/vnd.ms-excel.sheet.macroEnabled.main+xml</Types>",
                "xl/workbook.xml": b"<w/>",
            }
        ),
    ),
    "a workbook with old macros": (
        "program",
        make_archive({"[Content_Types].xml": b"<T/>", "xl/workbook.xml": b"<w/>", "xl/macrosheets/a.xml": b"<x/>"}),
    ),
    "an archive whose list of parts is huge": (
        "expands",
        make_docx({"[Content_Types].xml": b" " * (archives.MOST_SMALL + 1)}),
    ),
    "an archive that is no document": ("other", make_archive({"notes.txt": b"words"})),
    "an old Word file": ("old word", OLE + "WordDocument".encode("utf-16-le")),
    "a Word file with a password": ("password", OLE + "EncryptedPackage".encode("utf-16-le")),
    "an old Excel file": ("old office", OLE + "Workbook".encode("utf-16-le")),
    "an iPhone photo": ("heic", b"\x00\x00\x00\x18ftypheic" + bytes(40)),
    "a page": ("other", b"<!doctype html><script>alert(1)</script>"),
    "a drawing with a script": ("other", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
    "a script": ("other", b"alert(document.cookie)"),
    "a program": ("other", b"MZ\x90\x00" + bytes(60)),
    "a text": ("other", b"Name,Colour\nRobin,green\n"),
    "nothing": ("other", b""),
    "the file by which scanners are tried": ("virus", EICAR),
    "the same inside a Word file": ("virus", make_docx({"word/media/note.txt": EICAR})),
    "the same after a PDF": ("virus", PDF + EICAR + b"\n%%EOF\n"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_everything_else_says_why_it_is_refused(what):
    code, content = REFUSED[what]
    with pytest.raises(RefusedFileError) as refusal:
        kind_of(content)
    assert refusal.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_table_of_text_is_accepted_where_it_is_allowed(encoding):
    assert kind_of("Name,Colour\r\nZoë,green\r\n".encode(encoding), allows_text=True) == "csv"


@pytest.mark.parametrize("content", [b"<html>", b"\xef\xbb\xbf <?xml ?>", "<svg>".encode("utf-16"), b"a\x01b"])
def test_a_page_is_no_table_of_text(content):
    with pytest.raises(RefusedFileError):
        kind_of(content, allows_text=True)


def message_for(name: str, content: bytes) -> str:
    with pytest.raises(ValidationError) as error:
        UploadField(label="Letter").clean(SimpleUploadedFile(name, content))
    return error.value.messages[0]


@pytest.mark.parametrize(
    ("name", "what", "words"),
    [
        ("a.pdf", "a PDF with a password", "protected by a password"),
        ("a.docx", "a Word file with a password", "protected by a password"),
        ("a.doc", "an old Word file", "old Word format. Save it as .docx"),
        ("IMG_0001.HEIC", "an iPhone photo", "iPhone photo (HEIC)"),
        ("IMG_0001.jpg", "an iPhone photo", "iPhone photo (HEIC)"),
        ("a.pdf", "a PDF cut off", "cut off"),
        ("a.docx", "a Word file with macros", "program or macros"),
    ],
)
def test_the_message_says_what_to_do(name, what, words):
    message = message_for(name, REFUSED[what][1])
    assert message.startswith(("Letter is ", "Letter has "))
    assert words in message


@pytest.mark.parametrize(
    ("name", "content"),
    [("photo.png", JPG), ("photo.jpg", PNG), ("photo.jfif", JPG), ("PHOTO.JPE", JPG), ("v1.2 letter.PDF", PDF)],
)
def test_the_name_may_be_that_of_another_kind_of_picture(name, content):
    upload = UploadField().clean(SimpleUploadedFile(name, content))
    assert upload.read() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf.exe", PDF), ("a.html", PDF), ("a.pdf", PNG), ("a.docx", PDF), ("a", PDF), (".pdf", PDF), ("a.odt", DOCX)],
)
def test_a_name_with_another_ending_is_refused(name, content):
    assert "something else, whatever its name" in message_for(name, content)


def test_a_picture_of_the_largest_size_is_accepted(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 40 * 30)
    assert kind_of(PNG) == "png"
    monkeypatch.setattr(pictures, "MOST_PIXELS", 40 * 30 - 1)
    with pytest.raises(RefusedFileError):
        kind_of(PNG)
