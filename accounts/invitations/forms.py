"""The question who somebody is, for every form that invites them."""

from typing import Any

from django import forms


class IdentityField(forms.CharField):
    """How the inviter knows that the address belongs to whom they mean."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("label", "How do you know this is their address?")
        kwargs.setdefault("help_text", "For example “She typed it herself at the visit on 3 March”.")
        kwargs.setdefault("error_messages", {"required": "Enter how you know this is their address"})
        super().__init__(max_length=300, **kwargs)
