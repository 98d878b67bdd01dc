from typing import Any

from django import forms

from plans.goals.scores import IN_WORDS


class RatingField(forms.TypedChoiceField):
    """0 to 10, or nothing. Output: int, or None when it was left open.

    `in_words` adds what each number says, for the person who answers.
    """

    def __init__(self, *, empty_label: str = "Not now", in_words: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        labels = {value: f"{value}: {words}" if in_words else str(value) for value, words in IN_WORDS.items()}
        choices = [("", empty_label), *labels.items()]
        super().__init__(choices=choices, coerce=int, empty_value=None, **kwargs)
