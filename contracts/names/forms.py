from django import forms

from design.forms import PlainForm, RevisedForm


class NameForm(PlainForm):
    name = forms.CharField(max_length=200)


class CorrectNameForm(NameForm, RevisedForm):
    pass
