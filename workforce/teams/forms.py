"""The form for the name of a team."""

from django import forms

from design.forms import PlainForm


class TeamForm(PlainForm):
    name = forms.CharField(max_length=80, label="Name of the team")
