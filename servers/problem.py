"""The one exception of this package."""


class Problem(Exception):
    """Something only a person can put right; its text is one line that says what to do."""
