import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Fieldset, Layout, Submit
from django import forms

from design import gallery_samples
from design.forms import NamedErrors
from design.layout import Actions, Cancel, OneQuestion, Reveal, Times
from tests.design.markup import spaceless, tags


class VisitForm(NamedErrors):
    name = forms.CharField(label="Full name", help_text="As on letters")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    how = forms.ChoiceField(label="How", choices=[("f", "Face to face"), ("p", "Telephone")], widget=forms.RadioSelect)
    why = forms.CharField(label="Why", required=False)

    def clean(self):
        if self.cleaned_data.get("name") == "Nobody":
            raise forms.ValidationError("Somebody must be there.")


def attributes_of(html, id_):
    """Return the attributes of the tag with an id."""
    return next(attrs for _tag, attrs in tags(html) if attrs.get("id") == id_)


def test_a_wrong_field_is_linked_to_its_hint_and_error(render):
    html = render("{{ form|crispy }}", form=VisitForm({"how": "f"}))
    box = attributes_of(html, "id_name")
    assert box["aria-describedby"] == "id_name_helptext id_name_error"
    assert box["aria-invalid"] == "true"
    assert box["class"] == "govuk-input govuk-input--error"
    assert attributes_of(html, "id_name_helptext")["class"] == "govuk-hint"
    assert '<span class="govuk-visually-hidden">Error:</span> Enter the full name' in spaceless(html)


def test_the_browser_does_not_validate_the_form(render):
    html = render("{% crispy form %}", form=VisitForm())
    form = next(attrs for tag, attrs in tags(html) if tag == "form")
    assert "novalidate" in form
    assert not [attrs for _tag, attrs in tags(html) if "required" in attrs]


def test_the_summary_links_to_the_wrong_fields(render):
    html = render("{% crispy form %}", form=VisitForm({"name": ""}))
    summary = next(attrs for _tag, attrs in tags(html) if attrs.get("data-module") == "govuk-error-summary")
    assert summary["class"] == "govuk-error-summary"
    links = [attrs["href"] for tag, attrs in tags(html) if tag == "a"]
    assert links == ["#id_name", "#id_how_0"]
    ids = [attrs["id"] for _tag, attrs in tags(html) if "id" in attrs]
    assert {"id_name", "id_how_0"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_an_error_of_the_whole_form_is_in_the_summary_without_link(render):
    html = spaceless(render("{% crispy form %}", form=VisitForm({"name": "Nobody", "how": "f"})))
    assert "<li> Somebody must be there. </li>" in html


def test_there_is_no_summary_before_the_form_is_sent(render):
    assert "error-summary" not in render("{% crispy form %}", form=VisitForm())


def test_choices_are_in_a_fieldset_with_a_legend(render):
    html = spaceless(render("{{ form|crispy }}", form=VisitForm({"name": "x"})))
    fieldset = next(attrs for tag, attrs in tags(html) if tag == "fieldset")
    assert fieldset["aria-describedby"] == "id_how_error"
    assert '<legend class="govuk-fieldset__legend cw-legend"> How </legend>' in html
    radios = [attrs for tag, attrs in tags(html) if attrs.get("type") == "radio"]
    assert [radio["value"] for radio in radios] == ["f", "p"]


def test_optional_fields_say_so(render):
    html = spaceless(render("{{ form|crispy }}", form=VisitForm()))
    assert 'Note <span class="cw-optional">(optional)</span>' in html
    assert 'Full name <span class="cw-optional">' not in html
    quiet = VisitForm()
    quiet.mark_optional = False
    assert "(optional)" not in render("{{ form|crispy }}", form=quiet)


def test_values_are_escaped_and_kept(render):
    html = render("{{ form|crispy }}", form=VisitForm({"name": '"><script>alert(1)</script>', "how": "p"}))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "checked" in attributes_of(html, "id_how_1")


def form_with_layout(layout, **data):
    form = VisitForm(data or None)
    form.helper = FormHelper()
    form.helper.layout = layout
    return form


def test_conditional_fields_are_linked_to_their_answer(render):
    html = render("{% crispy form %}", form=form_with_layout(Layout("name", Reveal("how", {"p": ["why"]}))))
    radio = attributes_of(html, "id_how_1")
    assert radio["data-aria-controls"] == "id_how_1_reveal"
    assert "govuk-radios__conditional" in attributes_of(html, "id_how_1_reveal")["class"]
    assert html.count('id="id_why"') == 1
    assert "(optional)" not in html


def test_a_question_can_be_the_heading(render):
    html = spaceless(render("{% crispy form %}", form=form_with_layout(Layout(OneQuestion("name")))))
    assert '<h1 class="govuk-label-wrapper"> <label class="govuk-label cw-label govuk-label--l" for="id_name">' in html


def test_crispy_layout_objects(render):
    layout = Layout(
        Fieldset(
            "About",
            Div(Field("name", css_class="govuk-input--width-20", autocomplete="off"), css_class="cw-narrow"),
        ),
        HTML("<p>In between</p>"),
        Times("note", "why", legend="Times"),
        Actions(Submit("save", "Save"), Cancel("/back/")),
    )
    html = render("{% crispy form %}", form=form_with_layout(layout))
    assert attributes_of(html, "id_name")["class"] == "govuk-input govuk-input--width-20"
    assert attributes_of(html, "id_name")["autocomplete"] == "off"
    assert "<p>In between</p>" in html
    assert '<span class="cw-times__between">to</span>' in html
    button = next(attrs for tag, attrs in tags(html) if tag == "button")
    assert button["class"].split() == ["govuk-button"]
    assert button["data-prevent-double-click"] == "true"


def test_equal_messages_are_distinguished_in_the_summary(render):
    class TimesForm(NamedErrors):
        start = forms.CharField(label="Start", error_messages={"required": "Enter a time"})
        end = forms.CharField(label="End", error_messages={"required": "Enter a time"})

    html = render("{% error_summary form %}", form=TimesForm({}))
    assert "Start: Enter a time" in html
    assert "End: Enter a time" in html


def test_a_date_marks_only_the_box_that_is_wrong(render):
    form = gallery_samples.SampleForm({"x-on_day": "27", "x-on_month": "", "x-on_year": "2026"}, prefix="x")
    html = render("{{ form|crispy }}", form=form)
    assert "govuk-input--error" not in attributes_of(html, "id_x-on_0")["class"]
    assert "govuk-input--error" in attributes_of(html, "id_x-on_1")["class"]
    assert 'href="#id_x-on_1"' in render("{% error_summary form %}", form=form)


@pytest.mark.parametrize("prefix", ["plain", "wrong"])
def test_every_kind_of_field_draws(render, prefix):
    form = gallery_samples.SampleForm(prefix=prefix) if prefix == "plain" else gallery_samples.wrong_form()
    html = render("{% crispy form %}", form=form)
    for name in form.fields:
        assert f"{prefix}-{name}" in html
    labels = [attrs["for"] for tag, attrs in tags(html) if tag == "label"]
    ids = {attrs["id"] for _tag, attrs in tags(html) if "id" in attrs}
    assert set(labels) <= ids


def test_error_prefix(render):
    assert render("{% error_prefix form %}", form=VisitForm({})) == "Error: "
    assert render("{% error_prefix form %}", form=VisitForm()) == ""
    assert render("{% error_prefix form other %}", form=None, other=VisitForm({})) == "Error: "
    assert render("{% error_prefix form %}", form=None) == ""


def test_a_form_with_a_draft_has_a_place_for_its_notice(render):
    form = form_with_layout(Layout("name"))
    form.helper.attrs = {"data-draft-url": "/kept/"}
    html = render("{% crispy form %}", form=form)
    assert 'data-draft-url="/kept/"' in html
    assert 'role="status" data-draft-status' in html
