"""Why an uploaded file is refused."""


class RefusedFileError(Exception):
    """The file is refused. `code` is the reason, a key of REASONS."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


# What follows the name of the field in a message.
REASONS = {
    "other": "is something else, whatever its name",
    "password": "is protected by a password. Save it without the password, then choose it again",
    "old word": "is in the old Word format. Save it as .docx, then choose it again",
    "old office": "is in an old Office format. Save it in today's format, then choose it again",
    "heic": "is an iPhone photo (HEIC). Save or send it as a JPG, then choose that",
    "cut off": "is cut off or damaged. Open it on your device, save it again, then choose it again",
    "program": "has a program or macros in it. Save it without them, or print it to PDF, then choose it again",
    "attached": "has other files or outside links in it. Save it without them, then choose it again",
    "expands": "unpacks to far too much",
    "pixels": "is a picture with too many pixels. Make it smaller, then choose it again",
    "virus": "is reported as harmful. Do not open it, and tell whoever sent it",
}
