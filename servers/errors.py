"""The one exception of this package."""


class UserError(Exception):
    """Something only a person can put right; its text is one line that says what to do."""
