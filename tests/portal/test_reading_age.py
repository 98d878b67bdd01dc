"""What a person reads in the portal needs a reading age of at most 11, by Flesch and Kincaid (textstat).

A reading age is the school grade of a text and five years. A template is measured whole: of a label of two words the
measure says nothing. What the page puts in, such as a name or a day, counts as a short word.
"""

import html
import re
from pathlib import Path

import pytest
import textstat
from django import forms
from django.conf import settings

from casework.consent.enums import EXPLANATIONS, ConsentPurpose, RequiredAccess
from casework.times.forms import OwnTimeForm
from plans.support_plan import easy_read
from plans.support_plan.sections import PlanSection
from portal import forms as portal_forms
from portal import who_reads
from portal.page_phrases import PHRASES
from portal.views.tell_us import SENT
from visits.enums import VisitRequestKind, VisitRequestOutcome

OLDEST = 11
FOLDER = Path(settings.BASE_DIR) / "templates"
# Beside those in `templates/portal`: pages and parts that a person meets on their way.
OTHERS = (
    "400.html",
    "404.html",
    "405.html",
    "409.html",
    "413.html",
    "429.html",
    "500.html",
    "components/_idle_warning.html",
    "components/_not_safe.html",
    "components/_portal_footer.html",
    "account/base_confirm_code.html",
    "account/invitation.html",
    "account/login.html",
    "account/logout.html",
    "account/request_login_code.html",
    "account/sign_in_again.html",
    "plans/support_plan/_changes.html",
)
TEMPLATES = [*(f"portal/{path.name}" for path in sorted((FOLDER / "portal").glob("*.html"))), *OTHERS]
BLOCKS = r"</?(?:p|h\d|li|ul|ol|div|section|br|a class=\"govuk-button|button|label|strong class)[^>]*>"
FEWEST_WORDS = 12  # of a text that is measured
TEXTS_IN_TAGS = re.compile(r'{% (?:link|pill|warning|button|post_button|back_link \w+|nothing_here) +"([^"]+)"[^%]*%}')


UNREAD = re.compile(
    r"{% comment %}.*?{% endcomment %}|{#.*?#}|{% block (?:title|back|tab|html_class|site_name) %}.*?{% endblock %}",
    re.DOTALL,
)


def reading_age(text: str) -> float:
    """Return the reading age of `text` in years."""
    return float(textstat.flesch_kincaid_grade(text)) + 5


def words_of(template: str) -> str:
    """Return what a template says by itself, a sentence for each block of the page."""
    source = (FOLDER / template).read_text()
    source = re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", source, flags=re.DOTALL)
    source = re.sub(
        r"{% block (?:title|back|tab|html_class|site_name) %}.*?{% endblock %}", "", source, flags=re.DOTALL
    )
    source = TEXTS_IN_TAGS.sub(r"<p>\1</p>", source)
    source = re.sub(r"{{[^}]*}}", "Sam", source)
    source = re.sub(r"{%[^%]*%}", " ", source)
    blocks = re.split(BLOCKS, source)
    texts = [" ".join(html.unescape(re.sub(r"<[^>]+>", "", block)).split()) for block in blocks]
    return " ".join(as_sentence(text) for text in texts if re.search("[a-zA-Z]", text))


def as_sentence(text: str) -> str:
    return text if text[-1] in ".!?" else f"{text.rstrip(':,·')}."


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_can_be_read_at_eleven(template):
    text = words_of(template)
    if len(text.split()) >= FEWEST_WORDS:
        assert reading_age(text) <= OLDEST, text


def texts_of(form_class: type[forms.Form], **arguments) -> str:
    """Return every label, hint, choice, button and message of a form."""
    form = form_class(**arguments)
    texts = [getattr(form, "submit_label", "")]
    for field in form.fields.values():
        texts += [field.label or "", field.help_text, *field.error_messages.values()]
        texts += [str(label) for _, label in getattr(field, "choices", [])]
    return " ".join(as_sentence(str(text)) for text in texts if str(text).strip())


FORMS = {
    portal_forms.OwnCommentForm: {},
    portal_forms.DeclineForm: {},
    portal_forms.AgreeForm: {"wordings": []},
    portal_forms.RatingForm: {},
    portal_forms.VisitChangeForm: {},
    portal_forms.TellUsForm: {"people": [("1", "Sam")]},
    portal_forms.SettingsForm: {},
    portal_forms.OwnNameForm: {},
    portal_forms.OwnMoveForm: {},
    portal_forms.OwnContactForm: {},
    portal_forms.OwnRemovalForm: {},
    OwnTimeForm: {},
    portal_forms.QuestionForm: {},
    portal_forms.OwnObjectionForm: {},
}


@pytest.mark.parametrize("form_class", FORMS, ids=lambda form_class: form_class.__name__)
def test_a_form_can_be_read_at_eleven(form_class):
    text = texts_of(form_class, **FORMS[form_class])
    assert reading_age(text) <= OLDEST, text


def test_every_form_of_the_portal_is_measured():
    own = {
        value
        for value in vars(portal_forms).values()
        if isinstance(value, type) and issubclass(value, forms.Form) and value.__module__ == portal_forms.__name__
    }
    assert own <= set(FORMS)


LISTS = {
    "sections of the plan": [section.label for section in PlanSection],
    "headings in easy read": [*easy_read.HEADINGS.values(), *easy_read.STATES.values()],
    "what others may see": [str(purpose.label) for purpose in ConsentPurpose],
    "requests about visits": [str(label) for enum in (VisitRequestKind, VisitRequestOutcome) for label in enum.labels],
    "names of pages": list(PHRASES.values()),
    "who sees something because of their job": [*map(str, RequiredAccess.labels), *EXPLANATIONS.values()],
    "messages": [SENT, who_reads.NOT_SAFE],
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_can_be_read_at_eleven(name):
    text = " ".join(as_sentence(text) for text in LISTS[name])
    assert reading_age(text) <= OLDEST, text


def test_a_hard_text_is_refused():
    """The measure can fail: a sentence from a contract is far above the limit."""
    assert reading_age("Commissioned provision necessitates comprehensive multidisciplinary documentation.") > 16
