"""What a person reads in the portal needs a reading age of at most 11, by Flesch and Kincaid (textstat).

A reading age is the school grade of a text and five years. A template is measured whole: of a label of two words the
measure says nothing. What the page puts in, such as a name or a day, counts as a short word.
"""

import ast
import html
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
import textstat
from django import forms
from django.conf import settings

from casework.access_needs.enums import CodedNeed
from casework.consent.enums import EXPLANATIONS, ConsentPurpose, RequiredAccess
from casework.particulars.enums import AccommodationStatus, EmploymentStatus, NoAnswer
from casework.profile.enums import LISTS as PROFILE
from casework.profile.enums import Answered, ProfileQuestion
from casework.profile.forms import OwnAnswerForm
from casework.profile.own_words import OWN_LABELS
from casework.times.forms import OwnTimeForm
from plans.support_plan import easy_read
from plans.support_plan.sections import PlanSection
from portal import forms as portal_forms
from portal.easy_read import DOES
from portal.page_phrases import PHRASES
from portal.shared import NEWS
from portal.views import safety_plan
from portal.views.details import HOMES, QUESTIONS
from portal.views.messages import SUBJECTS
from portal.views.sharing import DECIDED, DEEDS, NEEDS_DECIDED
from portal.views.tell_us import SENT
from risk.safety_plans.enums import SafetyPlanReader, SafetySection
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
OWN = [*(str(path.relative_to(FOLDER)) for path in sorted((FOLDER / "portal").rglob("*.html"))), *OTHERS]
# Parts of pages that only staff get, whoever has the same frame.
OF_STAFF = (
    "components/_account_menu.html",
    "components/_main_menu.html",
    "components/_open_calls.html",
    "components/_person_search.html",
)
INCLUDED = re.compile(r'{% (?:include|extends) "([^"]+)"')


def with_included(templates: Iterable[str]) -> list[str]:
    """Return the templates, and every one of ours that they include or extend, however far."""
    known: dict[str, None] = {}
    waiting = list(templates)
    while waiting:
        template = waiting.pop(0)
        if template not in known and (FOLDER / template).exists() and template not in OF_STAFF:
            known[template] = None
            waiting += INCLUDED.findall((FOLDER / template).read_text())
    return list(known)


TEMPLATES = with_included(OWN)
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


def test_the_parts_of_other_apps_are_measured_too():
    """Given the maps of people and places, the old and the new plan, and the frame of a form; then they are in."""
    for template in ("reviews/connections/_entries.html", "plans/support_plan/_side_by_side.html", "form.html"):
        assert template in TEMPLATES


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
    portal_forms.ReviewRequestForm: {},
    portal_forms.VisitChangeForm: {},
    portal_forms.StopSharingForm: {},
    portal_forms.TellUsForm: {"people": [("1", "Sam")]},
    portal_forms.RepresentativeReviewForm: {"people": [("1", "Sam")]},
    portal_forms.SettingsForm: {},
    portal_forms.OwnNameForm: {"people": [("1", "Sam, friend")]},
    portal_forms.OwnMoveForm: {},
    portal_forms.OwnCarerForm: {},
    portal_forms.OwnAddressForm: {},
    portal_forms.OwnContactForm: {},
    portal_forms.OwnRemovalForm: {},
    OwnTimeForm: {},
    portal_forms.AskAboutAccessForm: {},
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


def sentences_of(path: str) -> list[str]:
    """Return every sentence of a module, with a short word for what it puts in."""
    nodes = ast.walk(ast.parse((Path(settings.BASE_DIR) / path).read_text()))
    texts = [
        "".join(part.value if isinstance(part, ast.Constant) else "Sam" for part in node.values)
        for node in nodes
        if isinstance(node, ast.JoinedStr)
    ]
    nodes = ast.walk(ast.parse((Path(settings.BASE_DIR) / path).read_text()))
    texts += [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text for text in texts if " " in text and text.endswith(".") and "Return" not in text]


LISTS = {
    "questions of the profile": [text for each in ProfileQuestion for text in (each.to_person, PROFILE[each].why)],
    "answers of the profile": [text for labels in OWN_LABELS.values() for text in labels.values()],
    "kinds of no answer": [*Answered.labels, *NoAnswer.labels],
    "what somebody can do": [f"Sam can {deed}" for deed in DEEDS.values()],
    "decisions about sharing": [
        *(text.format(name="Sam", deed=deed) for text in DECIDED.values() for deed in DEEDS.values()),
        *NEEDS_DECIDED.values(),
    ],
    "lines of the first page in easy read": sentences_of("portal/easy_read.py"),
    "kinds of visit in easy read": [f"Sam {text}" for text in DOES.values()],
    "facts on file": [*QUESTIONS.values(), *HOMES.values(), *EmploymentStatus.labels, *SUBJECTS.values()],
    "needs": [str(label) for label in CodedNeed.labels],
    "news": list(NEWS.values()),
    "sections of the plan": [section.label for section in PlanSection],
    "sections of the safety plan": [section.label for section in SafetySection],
    "who else may have the safety plan": [
        *(reader.question for reader in SafetyPlanReader),
        *safety_plan.DECIDED.values(),
    ],
    "headings in easy read": [*easy_read.HEADINGS.values(), *easy_read.STATES.values()],
    "what others may see": [str(purpose.label) for purpose in ConsentPurpose],
    "requests about visits": [str(label) for enum in (VisitRequestKind, VisitRequestOutcome) for label in enum.labels],
    "names of pages": list(PHRASES.values()),
    "who sees something because of their job": [*map(str, RequiredAccess.labels), *EXPLANATIONS.values()],
    "messages": [SENT],
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_can_be_read_at_eleven(name):
    text = " ".join(as_sentence(text) for text in LISTS[name])
    assert reading_age(text) <= OLDEST, text


# Arguments of a page or message whose texts the person reads.
READ_ARGUMENTS = ("title", "tab", "success_message", "closed", "label", "help_text", "submit_label", "subject", "body")
VIEWS = [str(path.relative_to(settings.BASE_DIR)) for path in sorted((FOLDER.parent / "portal/views").glob("*.py"))]
# Messages to the person; those to staff in the same files are simple, too.
MESSAGES = (
    "casework/consent/notifications.py",
    "plans/notifications.py",
    "reviews/package_reviews/notifications.py",
    "visits/notifications.py",
)


def texts_in(node: ast.AST) -> list[str]:
    """Return the texts of an expression, with a short word for what it puts in."""
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(part.value) if isinstance(part, ast.Constant) else "Sam" for part in node.values)]
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.Call):  # its arguments say nothing of the text
        return []
    if isinstance(node, ast.IfExp):
        return [*texts_in(node.body), *texts_in(node.orelse)]
    return [text for child in ast.iter_child_nodes(node) for text in texts_in(child)]


def page_texts(path: str) -> list[str]:
    """Return what the pages and messages of a module say: titles, messages after saving, why a form is closed."""
    nodes = list(ast.walk(ast.parse((Path(settings.BASE_DIR) / path).read_text())))
    named = [(node.arg, node.value) for node in nodes if isinstance(node, ast.keyword)]
    named += [
        (node.targets[0].id, node.value)
        for node in nodes
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    ]
    return [text for name, value in named if name in READ_ARGUMENTS for text in texts_in(value) if text.strip()]


@pytest.mark.parametrize("path", [*VIEWS, *MESSAGES])
def test_titles_and_messages_can_be_read_at_eleven(path):
    text = " ".join(as_sentence(text) for text in page_texts(path))
    if len(text.split()) >= FEWEST_WORDS:
        assert reading_age(text) <= OLDEST, text


def test_the_texts_of_a_page_are_read_from_its_view():
    assert "Change a good or a bad time" in page_texts("portal/views/profile.py")
    assert "I do not want this" in page_texts("portal/views/sharing.py")
    assert "We corrected what you decided" in page_texts("casework/consent/notifications.py")


def test_a_hard_text_is_refused():
    """The measure can fail: a sentence from a contract is far above the limit."""
    assert reading_age("Commissioned provision necessitates comprehensive multidisciplinary documentation.") > 16


# The names of ethnic groups stay as the national list has them.
@pytest.mark.parametrize("question", [each for each in ProfileQuestion if each != ProfileQuestion.ETHNICITY])
def test_the_form_of_a_question_about_the_person_can_be_read_at_eleven(question):
    text = texts_of(OwnAnswerForm, question=question)
    assert reading_age(text) <= OLDEST, text


@pytest.mark.parametrize("question", OWN_LABELS)
def test_every_answer_of_these_questions_has_plain_words(question):
    assert set(OWN_LABELS[question]) == set(PROFILE[question].labels)


def test_every_kind_of_home_has_plain_words():
    assert set(HOMES) == set(AccommodationStatus)
